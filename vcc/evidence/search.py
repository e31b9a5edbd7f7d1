"""Where a quote stands in a source."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from vcc.evidence.normal import Normal, is_word, normal_from_text

# Words left out: …, ……, [...], (…), （略）. Three dots count; two are a mistake of typing.
_GAP: Final = re.compile(r"[\[(（【]\s*(?:…+|\.{3,}|略)\s*[\])）】]|…+|\.{3,}|。{3,}")
# How far apart the parts of a quote may stand, in normalised characters: about a page.
MAX_GAP: Final = 2_000
MOST: Final = 50  # occurrences that are looked at: a phrase more frequent is no evidence anyway


@dataclass(frozen=True, slots=True)
class Wanted:
    """A quote ready to be looked up: its normalised parts, and its text as written."""

    text: str
    parts: tuple[str, ...]

    @property
    def key(self) -> str:
        """The same for all ways to write the same quote."""
        return "…".join(self.parts)

    @property
    def length(self) -> int:
        """Characters to be found."""
        return sum(map(len, self.parts))


def wanted_from_text(text: str) -> Wanted:
    """A quote; where words are left out it has several parts."""
    parts = (normal_from_text(part).text for part in _GAP.split(text))
    return Wanted(text, tuple(part for part in parts if part))


def occurrences(wanted: Wanted, normal: Normal) -> Iterator[tuple[int, int]]:
    """Where the quote stands, as offsets in the normalised text; at most `MOST`, in order."""
    if not wanted.parts:
        return
    first, *others = wanted.parts
    count = 0
    for start in _starts(first, normal.text, 0, len(normal.text)):
        end: int | None = start + len(first)
        for part in others:
            assert end is not None
            limit = end + MAX_GAP + len(part)
            at = next(_starts(part, normal.text, end, limit), None)
            end = None if at is None else at + len(part)
            if end is None:
                break
        if end is not None:
            yield start, end
            count += 1
        if count == MOST:
            return


def _starts(part: str, text: str, start: int, end: int) -> Iterator[int]:
    """Where a part stands, not beginning or ending within a word or number."""
    at = text.find(part, start, end)
    while at >= 0:
        after = at + len(part)
        if not (_splits(text, at) or _splits(text, after)):
            yield at
        at = text.find(part, at + 1, end)


def _splits(text: str, at: int) -> bool:
    """Whether a cut there would go through a word or a number."""
    return 0 < at < len(text) and is_word(text[at - 1]) and is_word(text[at])
