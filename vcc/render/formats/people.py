"""What people read, file by file, and a line about all."""

from __future__ import annotations

from typing import Final

from vcc.findings.outcome import Outcome
from vcc.findings.questions import Shown
from vcc.render.check_text import concise_from_outcome, line_of_counts, text_from_outcome
from vcc.render.formats.parts import UNTOLD, Look, Part, Whole, texts

BETWEEN: Final = "\n"
_CONCISE: Final = "concise"


def part(outcome: Outcome, look: Look) -> Part:
    """What was found in one file."""
    language = look.spoken or outcome.language
    spoken = "zh" if language.startswith("zh") else "en"
    if look.format == _CONCISE:
        return texts(concise_from_outcome(outcome, spoken))
    with_places = look.questions is Shown.PLACES
    return texts(
        text_from_outcome(
            outcome, spoken, width=look.width, colour=look.colour, all_questions=with_places
        )
    )


def ends(whole: Whole, *, is_empty: bool) -> tuple[str, str]:
    """How many files, and how much of what weight."""
    untold = whole.sums[UNTOLD]
    last = line_of_counts(whole.counts, whole.language, colour=False, untold=untold)
    return "", last if is_empty else f"\n{last}"
