"""The passage of a source that is nearest to a quote that is not in it.

`difflib` alone takes minutes over a book. So the place is found first, by the pieces of three
characters that the quote shares with each stretch of the source (a few milliseconds for 100
pages), and only that stretch is compared.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final

from vcc.evidence.normal import Normal

NEAR: Final = 0.6  # share of the quote that a passage must have to be called near
_PIECE: Final = 3
_MOST_PIECES: Final = 400  # of a longer quote, evenly spread ones do
_MOST_PLACES: Final = 4_000  # of a piece as common as that, more places tell nothing
_MOST_COMPARED: Final = 4_000  # characters of a quote: difflib is quadratic
_TOKEN: Final = re.compile(r"[A-Za-z0-9\u00c0-\u024f]+|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Nearest:
    """A passage (offsets in the normalised source) and how alike it is, from 0 to 1."""

    start: int
    end: int
    likeness: float


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a difference; `kind` is `both`, `quote` (only there) or `source`."""

    kind: str
    text: str


def nearest(quote: str, normal: Normal) -> Nearest | None:
    """The nearest passage to a normalised quote; None if nothing is near."""
    quote = quote[:_MOST_COMPARED]
    middle = _densest(quote, normal.text)
    if middle is None:
        return None
    before = max(0, middle - len(quote) // 4 - 8)
    stretch = normal.text[before : middle + len(quote) + len(quote) // 4 + 8]
    matcher = SequenceMatcher(None, quote, stretch, autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size > 1]
    if not blocks:
        return None
    # The quote may begin or end with words that the source does not have there.
    start = max(0, blocks[0].b - blocks[0].a)
    end = min(len(stretch), blocks[-1].b + blocks[-1].size + len(quote) - blocks[-1].a
              - blocks[-1].size)  # fmt: skip
    start, end = _whole_words(stretch, start, end)
    likeness = SequenceMatcher(None, quote, stretch[start:end], autojunk=False).ratio()
    return Nearest(before + start, before + end, likeness) if likeness >= NEAR else None


def difference(quote: str, passage: str) -> tuple[Piece, ...]:
    """What to leave out and to add to make the quote the passage, word by word."""
    left, right = _TOKEN.findall(quote), _TOKEN.findall(passage)
    pieces = []
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("both", "".join(left[a:b])))
            continue
        if b > a:
            pieces.append(Piece("quote", "".join(left[a:b])))
        if d > c:
            pieces.append(Piece("source", "".join(right[c:d])))
    return tuple(pieces)


def _densest(quote: str, text: str) -> int | None:
    """Where the stretch as long as the quote begins that shares most pieces with it."""
    size = min(_PIECE, len(quote))
    count = len(quote) - size + 1
    step = max(1, count // _MOST_PIECES)
    starts: list[int] = []
    for at in range(0, count, step):
        starts += (found - at for found in _places(quote[at : at + size], text))
    if not starts:
        return None
    starts.sort()
    slack = max(8, len(quote) // 4)  # what was left out or added shifts what follows

    def votes(index: int) -> int:
        return bisect_left(starts, starts[index] + slack) - index

    best = max(range(len(starts)), key=votes)
    return max(0, starts[best])


def _places(piece: str, text: str) -> Sequence[int]:
    found: list[int] = []
    at = text.find(piece)
    while at >= 0 and len(found) < _MOST_PLACES:
        found.append(at)
        at = text.find(piece, at + 1)
    return found


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The same stretch, so that it cuts no word."""
    while start > 0 and text[start - 1].isascii() and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isascii() and text[end].isalnum():
        end += 1
    return start, end
