"""How wide text is on a terminal, and how characters that cannot be seen are shown."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

TAB_WIDTH: Final = 4
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_ZERO_WIDTH: Final = frozenset({"Mn", "Me"})


@lru_cache(maxsize=4096)
def shown_character(character: str) -> str:
    """One character as a reader can see it.

    A tab becomes blanks; a control, format (so also every bidirectional mark), surrogate or
    private character becomes its code, so that a text cannot hide or reorder what it says.
    """
    if character == "\t":
        return " " * TAB_WIDTH
    if unicodedata.category(character) in _UNSEEN:
        return f"<U+{ord(character):04X}>"
    return character


def shown(text: str, keep: str = "") -> str:
    """`text` with every character visible; those in `keep` stay as they are."""
    if text.isprintable():  # nothing in it that is not seen as it is
        return text
    return "".join(c if c in keep else shown_character(c) for c in text)


@lru_cache(maxsize=4096)
def _character_width(character: str) -> int:
    if unicodedata.category(character) in _ZERO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def cell_width(text: str) -> int:
    """How many terminal columns `text` takes; Chinese characters take two."""
    return len(text) if text.isascii() else sum(map(_character_width, text))


def padded(text: str, width: int) -> str:
    """`text` with blanks after it up to `width` columns."""
    return text + " " * max(0, width - cell_width(text))


def in_columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """A line for each row; columns are as wide as what stands in them."""
    widths = [max(map(cell_width, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(map(padded, row, widths)).rstrip() for row in rows]
