"""What a file adds to the text that people read: judged and written where the file is checked.

Nothing else of a file is needed then, neither from a worker nor from the cache: a run in which
nothing changed joins texts.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from functools import cached_property
from typing import ClassVar, Final

from vcc.findings.outcome import Counts, Outcome, counts_of
from vcc.library.judging import Measure, measure_of
from vcc.library.selection import Chosen
from vcc.library.settings import Settings
from vcc.library.theories import Theory, digest_of

FULL: Final = "full"
CONCISE: Final = "concise"
FORMATS: Final = (FULL, CONCISE)  # what people read while the next file is checked


@dataclass(frozen=True, slots=True)
class Look:
    """How what is found is shown: format, columns, colours, whether each question by itself, and
    the language (None: that of each file)."""

    format: str
    width: int
    colour: bool
    questions: bool
    spoken: str | None


@dataclass(frozen=True, slots=True)
class Piece:
    """What is shown of one file (nothing: empty), and how much was found."""

    text: str
    language: str
    was_read: bool
    counts: Counts


@dataclass(frozen=True)
class AsPiece:
    """Makes pieces of the outcomes of files that have these settings and this theory."""

    settings: Settings
    chosen: Chosen
    look: Look
    theory: Theory

    with_evidence: ClassVar[bool] = False  # a text names the place of a finding only

    @property
    def key(self) -> str:
        """What pieces depend on besides the outcome."""
        return digest_of(repr((self.settings, self.chosen, self.look)))

    def made(self, outcome: Outcome) -> Piece:
        """The piece of an outcome."""
        judged = self._measure.judged(outcome).outcome
        text = shown(judged, self.look)
        return Piece(text, judged.language, judged.was_read, counts_of(judged))

    @cached_property
    def _measure(self) -> Measure:
        return measure_of(self.settings, self.chosen, lambda _: self.theory.load())

    def __getstate__(self) -> dict[str, object]:
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def packed(self, piece: Piece) -> bytes:
        """A piece as JSON."""
        counts = piece.counts
        parts = [piece.text, piece.language, piece.was_read, counts.found, counts.apart]
        return json.dumps(parts, ensure_ascii=False).encode("utf-8", "surrogatepass")

    def unpacked(self, data: bytes) -> Piece:
        """The piece that `packed` made JSON of.

        Raises:
            ValueError: if it is no such JSON.
        """
        text, language, was_read, found, apart = json.loads(data.decode("utf-8", "surrogatepass"))
        return Piece(text, language, was_read, Counts(tuple(found), tuple(apart)))


def shown(outcome: Outcome, look: Look) -> str:
    """What was found in one file, for people."""
    from vcc.render.check_text import concise_from_outcome, text_from_outcome

    language = look.spoken or outcome.language
    spoken = "zh" if language.startswith("zh") else "en"
    if look.format == CONCISE:
        return concise_from_outcome(outcome, spoken)
    return text_from_outcome(
        outcome, spoken, width=look.width, colour=look.colour, all_questions=look.questions
    )
