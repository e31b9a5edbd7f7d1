"""The numeric datatypes of XML Schema: what each is promoted to, and what it can hold."""

from __future__ import annotations

import math
import struct
from typing import Final

INTEGER, DECIMAL, FLOAT, DOUBLE = range(4)
# the smallest and largest value of each kind of integer; None: without end
INTEGERS: Final[dict[str, tuple[int | None, int | None]]] = {
    "integer": (None, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    **{name: (-(2**bits // 2), 2**bits // 2 - 1)
       for name, bits in (("long", 64), ("int", 32), ("short", 16), ("byte", 8))},
    **{name: (0, 2**bits - 1)
       for name, bits in (("unsignedLong", 64), ("unsignedInt", 32), ("unsignedShort", 16),
                          ("unsignedByte", 8))},
}  # fmt: skip
KINDS: Final = {
    **dict.fromkeys(INTEGERS, INTEGER), "decimal": DECIMAL, "float": FLOAT, "double": DOUBLE,
}  # fmt: skip
NAMES: Final = ("integer", "decimal", "float", "double")


def fits(name: str, value: int) -> bool:
    """Whether the integer type of that name holds the value; `"300"^^xsd:byte` is no number."""
    smallest, largest = INTEGERS[name]
    return (smallest is None or smallest <= value) and (largest is None or value <= largest)


def single(value: float) -> float:
    """The nearest number of single precision, as xsd:float has it."""
    try:
        return float(struct.unpack("f", struct.pack("f", value))[0])
    except OverflowError:
        return math.copysign(math.inf, value)


def single_text(value: float) -> str:
    """The shortest decimal text that means this number in single precision."""
    for digits in range(9):
        text = f"{value:.{digits}e}"
        if single(float(text)) == value:
            break
    return text
