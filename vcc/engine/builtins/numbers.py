"""Arithmetic and comparison (SPARQL 1.1, 17.3 and 17.4.4)."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, DecimalException
from typing import Final

from vcc.engine.numeric_types import DECIMAL, INTEGER
from vcc.engine.values import (
    ARITHMETIC,
    ExpressionError,
    Number,
    decimal,
    equal,
    from_boolean,
    number,
    order,
    term_from_number,
)

_Whole = Callable[[int, int], int]
_Exact = Callable[[Decimal, Decimal], Decimal]
_Rough = Callable[[float, float], float]


def _arithmetic(whole: _Whole, exact: _Exact, rough: _Rough) -> Callable[[str, str], str]:
    def compute(left: str, right: str) -> str:
        a, b = number(left), number(right)
        kind = max(a.kind, b.kind)
        try:
            if kind == INTEGER:
                return term_from_number(kind, whole(int(a.value), int(b.value)))
            if kind == DECIMAL:
                return term_from_number(kind, exact(decimal(a.value), decimal(b.value)))
            return term_from_number(kind, rough(float(a.value), float(b.value)))
        except (DecimalException, OverflowError, ValueError):
            raise ExpressionError("arithmetic") from None

    return compute


def divide(left: str, right: str) -> str:
    """`/`: integers give a decimal; only floats may be divided by zero."""
    a, b = number(left), number(right)
    kind = max(a.kind, b.kind, DECIMAL)
    if kind == DECIMAL:
        if b.value == 0:
            raise ExpressionError("division by zero")
        return term_from_number(kind, ARITHMETIC.divide(decimal(a.value), decimal(b.value)))
    x, y = float(a.value), float(b.value)
    if y == 0:
        sign = math.copysign(1, x) * math.copysign(1, y)
        return term_from_number(kind, math.nan if x == 0 or x != x else sign * math.inf)
    return term_from_number(kind, x / y)


def _ordered(test: Callable[[int], bool]) -> Callable[[str, str], str]:
    def compare(left: str, right: str) -> str:
        return from_boolean(test(order(left, right)))

    return compare


def _each(function: Callable[[Number], int | Decimal | float]) -> Callable[[str], str]:
    def apply(term: str) -> str:
        value = number(term)
        return term_from_number(value.kind, function(value))

    return apply


def _finite(
    function: Callable[[Number], int | Decimal | float],
) -> Callable[[Number], int | Decimal | float]:
    """What rounds leaves the infinite, and what is no number, as they are."""
    return lambda number: function(number) if math.isfinite(number.value) else number.value


def _same(value: Number) -> int | Decimal | float:
    return value.value


def _negated(value: Number) -> int | Decimal | float:
    return -value.value


def _absolute(value: Number) -> int | Decimal | float:
    return value.value.copy_abs() if isinstance(value.value, Decimal) else abs(value.value)


def _ceiling(value: Number) -> int | Decimal | float:
    if isinstance(value.value, Decimal):
        return value.value.to_integral_value(ROUND_CEILING)
    return _signed(math.ceil(value.value), value.value)


def _floor(value: Number) -> int | Decimal | float:
    if isinstance(value.value, Decimal):
        return value.value.to_integral_value(ROUND_FLOOR)
    return _signed(math.floor(value.value), value.value)


def _rounded(value: Number) -> int | Decimal | float:
    """Halves go up, as in XPath."""
    if isinstance(value.value, Decimal):
        return (value.value + Decimal("0.5")).to_integral_value(ROUND_FLOOR)
    if isinstance(value.value, int):
        return value.value
    below = math.floor(value.value)
    return _signed(below if value.value - below < 0.5 else below + 1, value.value)


def _signed(whole: int, value: int | float) -> int | float:
    """A whole number of the same kind and sign: what is rounded from below to zero is -0."""
    return whole if isinstance(value, int) else math.copysign(whole, value)


NUMBERS: Final[dict[str, Callable[..., str]]] = {
    "+": _arithmetic(lambda a, b: a + b, ARITHMETIC.add, lambda a, b: a + b),
    "-": _arithmetic(lambda a, b: a - b, ARITHMETIC.subtract, lambda a, b: a - b),
    "*": _arithmetic(lambda a, b: a * b, ARITHMETIC.multiply, lambda a, b: a * b),
    "/": divide,
    "=": lambda a, b: from_boolean(equal(a, b)),
    "!=": lambda a, b: from_boolean(not equal(a, b)),
    "<": _ordered(lambda sign: sign == -1),
    "<=": _ordered(lambda sign: sign in (-1, 0)),
    ">": _ordered(lambda sign: sign == 1),
    ">=": _ordered(lambda sign: sign in (0, 1)),
    "UNARY -": _each(_negated),
    "UNARY +": _each(_same),
    "ABS": _each(_absolute),
    "CEIL": _each(_finite(_ceiling)),
    "FLOOR": _each(_finite(_floor)),
    "ROUND": _each(_finite(_rounded)),
}
