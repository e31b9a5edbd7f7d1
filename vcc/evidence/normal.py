"""What counts as the same text in a quote and in its source.

Not told apart: width (NFKC), white space and line breaks, styles of quotation marks and dashes,
hyphens between letters (a word broken at a line end reads as the whole word). White space beside
a character that is no Latin letter or digit is dropped, as Chinese is written without; between
words one space stays. Letters, digits, capitals and all other signs must agree.
"""

from __future__ import annotations

import unicodedata
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

_QUOTATION: Final = frozenset("\"'“”„‟‘’‚‛«»‹›「」『』〝〞′″`´")
_DASHES: Final = frozenset("-‐‑‒–—―−﹣－")
_DROPPED: Final = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_SPACE: Final = " "
_DASH: Final = "-"
_QUOTE: Final = "'"


@dataclass(frozen=True, slots=True)
class Normal:
    """A normalised text; `origins[i]` is the offset in the text as it was of character `i`."""

    text: str
    origins: Sequence[int] = field(repr=False)

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the text as it was of a piece that is not empty."""
        return self.origins[start], self.origins[end - 1] + 1


def normal_from_text(text: str, origins: Sequence[int] | None = None) -> Normal:
    """The normal form of a text; `origins` are offsets of its characters in yet another text."""
    out: list[str] = []
    at = array("L")
    position, size = 0, len(text)
    while position < size:
        here = position
        cluster = text[position]
        position += 1
        while position < size and unicodedata.combining(text[position]):
            cluster += text[position]
            position += 1
        for character in _folded(cluster):
            if character == _SPACE and out and out[-1] == _SPACE:
                continue
            out.append(character)
            at.append(origins[here] if origins is not None else here)
    return _joined(out, at)


@lru_cache(maxsize=20_000)
def _folded(cluster: str) -> str:
    if cluster.isspace():
        return _SPACE
    if cluster in _DROPPED:
        return ""
    if cluster in _QUOTATION:
        return _QUOTE
    if cluster in _DASHES:
        return _DASH
    folded = unicodedata.normalize("NFKC", cluster)
    if len(folded) == 1:
        if folded in _QUOTATION:
            return _QUOTE
        return _DASH if folded in _DASHES else folded
    return folded.replace("\n", _SPACE)


@lru_cache(maxsize=20_000)
def is_word(character: str) -> bool:
    """Whether a character belongs to a script that puts spaces between words."""
    if not character.isalnum():
        return False
    return character.isascii() or not _is_unspaced(character)


def _is_unspaced(character: str) -> bool:
    name = unicodedata.name(character, "")
    return name.startswith(("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR"))


def _joined(characters: list[str], at: array[int]) -> Normal:
    """Without the white space and the hyphens that say nothing."""
    out: list[str] = []
    origins = array("L")
    size = len(characters)
    for index, character in enumerate(characters):
        if character == _SPACE:
            before = out[-1] if out else ""
            after = characters[index + 1] if index + 1 < size else ""
            if not (before and after and is_word(before) and is_word(after)):
                continue
            if characters[index - 1] == _DASH:  # the hyphen was dropped: no space follows it
                continue
        elif character == _DASH and _between_letters(characters, index, out):
            continue
        out.append(character)
        origins.append(at[index])
    return Normal("".join(out), origins)


def _between_letters(characters: list[str], index: int, out: list[str]) -> bool:
    """Whether a hyphen joins two letters, be it over a line end."""
    following = index + 1
    if following < len(characters) and characters[following] == _SPACE:
        following += 1
    return (
        index > 0
        and characters[index - 1] == (out[-1] if out else "")
        and following < len(characters)
        and _is_letter(characters[index - 1])
        and _is_letter(characters[following])
    )


def _is_letter(character: str) -> bool:
    return character.isalpha() and is_word(character)
