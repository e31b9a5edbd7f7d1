"""What a file adds to the documents of a run: judged and written where the file is checked.

Nothing else of a file is needed then, neither from a worker nor from the cache: a run in which
nothing changed joins texts.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Final

from vcc.findings.outcome import Counts, Outcome, counts_of
from vcc.findings.questions import Shown
from vcc.library.judging import Measure, measure_of
from vcc.library.selection import Chosen
from vcc.library.settings import Settings
from vcc.library.theories import Theory, digest_of
from vcc.library.waivers import may_waive
from vcc.render.formats.parts import Look, Part
from vcc.source.diagnostic import Severity, SourceErrors
from vcc.source.reading import read_source
from vcc.source.text import SourceText

_TELL_EVIDENCE: Final = "json"  # the others name the place of a finding only


@dataclass(frozen=True, slots=True)
class Piece:
    """What one file adds to each document, and how much was found."""

    parts: tuple[Part, ...]
    language: str
    was_read: bool
    counts: Counts


def piece_of(outcome: Outcome, looks: Sequence[Look]) -> Piece:
    """The piece of what counts in a file."""
    from vcc.render.formats.document import part_of

    parts = tuple(part_of(outcome, look) for look in looks)
    return Piece(parts, outcome.language, outcome.was_read, counts_of(outcome))


@dataclass(frozen=True)
class AsPiece:
    """Makes pieces of the outcomes of files that have these settings and this theory."""

    settings: Settings
    chosen: Chosen
    looks: tuple[Look, ...]
    theory: Theory

    @property
    def with_evidence(self) -> bool:
        """Whether a document tells what findings rest on."""
        return any(look.format == _TELL_EVIDENCE for look in self.looks)

    def asks(self, source: SourceText, libraries: Collection[str]) -> bool:
        """Whether questions are shown, may be made heavier, or may be waived, here or by a library:
        for that they need their words or their place."""
        return self._asks or may_waive(source) or any(map(_may_waive, libraries))

    @cached_property
    def _asks(self) -> bool:
        is_shown = any(look.questions is not Shown.COUNT for look in self.looks)
        return is_shown or any(level > Severity.INFO for _, level in self.settings.severity)

    @property
    def key(self) -> str:
        """What pieces depend on besides the outcome."""
        return digest_of(repr((self.settings, self.chosen, self.looks)))

    def made(self, outcome: Outcome) -> Piece:
        """The piece of an outcome."""
        return piece_of(self._measure.judged(outcome).outcome, self.looks)

    @cached_property
    def _measure(self) -> Measure:
        return measure_of(self.settings, self.chosen, lambda _: self.theory.load())

    def __getstate__(self) -> dict[str, object]:
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def packed(self, piece: Piece) -> bytes:
        """A piece as JSON."""
        parts = [[part.items, part.sums, part.told] for part in piece.parts]
        counts = piece.counts
        data = [parts, piece.language, piece.was_read, counts.found, counts.apart]
        return json.dumps(data, ensure_ascii=False).encode("utf-8", "surrogatepass")

    def unpacked(self, data: bytes) -> Piece:
        """The piece that `packed` made JSON of.

        Raises:
            ValueError: if it is no such JSON.
        """
        parts, language, read, found, apart = json.loads(data.decode("utf-8", "surrogatepass"))
        made = (Part(tuple(map(tuple, items)), sums, told) for items, sums, told in parts)
        return Piece(tuple(made), language, read, Counts(tuple(found), tuple(apart)))


def _may_waive(library: str) -> bool:
    """Whether a library file may hold waivers; one that cannot be read any more may."""
    try:
        return may_waive(read_source(library))
    except SourceErrors:
        return True
