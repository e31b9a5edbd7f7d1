"""The few colours of the product, as ANSI codes; without colour the text stays as it is."""

from __future__ import annotations

from enum import Enum


class Colour(Enum):
    """What a piece of text is, by the code that shows it."""

    ERROR = "1;31"
    WARNING = "1;33"
    INFO = "1;36"
    GOOD = "32"
    FRAME = "34"
    STRONG = "1"
    FAINT = "2"
    REMOVED = "31"


def painted(text: str, colour: Colour, on: bool) -> str:
    """`text` in a colour, if colours are on."""
    return f"\x1b[{colour.value}m{text}\x1b[0m" if on and text else text
