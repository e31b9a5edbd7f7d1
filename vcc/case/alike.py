"""Words that look alike: by their letters, or by parts that they share.

Who looks for a word of a list and does not know the list misspells it, or writes one that means
much the same: `waste-reduction` for `less-waste`, 集中采购 for 采购.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Final, NamedTuple

_MOST: Final = 3
_SURE: Final = 0.75  # a slip of the pen
_SURE_OF_ALL: Final = 0.9  # where the first letter is wrong as well, which it seldom is
_NEAR: Final = 0.7
# A Chinese word has few characters: one of them is wrong already in every slip.
_NEAR_IN_CHINESE: Final = 0.5
_SHARED: Final = 0.5
_SHARED_IN_CHINESE: Final = 0.4
_STEM: Final = 4  # letters with which two parts of English words begin alike


class Alike(NamedTuple):
    """Words that may be meant, the most alike first; `is_sure` if the first can hardly be other."""

    words: tuple[str, ...]
    is_sure: bool


def alike(word: str, possible: Iterable[str]) -> Alike:
    """The words most like another, three at most."""
    likeness = {candidate: _likeness(word.lower(), candidate.lower()) for candidate in possible}
    near = sorted((c for c in likeness if likeness[c]), key=lambda c: -likeness[c])
    return Alike(tuple(near[:_MOST]), bool(near) and likeness[near[0]] >= _SURE)


def _likeness(word: str, other: str) -> float:
    """From 0, not alike, to 1, the same."""
    if word.isascii() != other.isascii():
        return 0
    letters = SequenceMatcher(None, word, other).ratio()
    if not word.isascii():
        shared = _common(_pairs(word), _pairs(other))
        near, enough = _NEAR_IN_CHINESE, _SHARED_IN_CHINESE
    else:
        shared = _common(word.split("-"), other.split("-"))
        near, enough = _NEAR if word[0] == other[0] else _SURE_OF_ALL, _SHARED
    return max(letters if letters >= near else 0, min(shared, _NEAR) if shared >= enough else 0)


def _pairs(text: str) -> list[str]:
    return [a + b for a, b in pairwise(text)]


def _common(parts: list[str], others: list[str]) -> float:
    """Which share of the parts of two words they have in common."""
    common = sum(any(_begin_alike(part, other) for other in others) for part in parts)
    return 2 * common / (len(parts) + len(others)) if common else 0


def _begin_alike(part: str, other: str) -> bool:
    shorter, longer = sorted((part, other), key=len)
    return shorter == longer or (len(shorter) >= _STEM and longer.startswith(shorter))
