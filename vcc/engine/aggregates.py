"""Our extension: what COUNT, SUM, MIN, MAX and AVG make of the terms of a group."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import partial, reduce
from typing import Final

from vcc.engine.builtins.numbers import NUMBERS, divide
from vcc.engine.numeric_types import DECIMAL, INTEGER
from vcc.engine.values import (
    ExpressionError,
    number,
    order,
    term_from_number,
)


def _count(terms: Sequence[str]) -> str:
    return term_from_number(INTEGER, len(terms))


def _sum(terms: Sequence[str]) -> str:
    """Numbers are added in the order of their terms, so that rounding never depends on ours."""
    numbers = [number(term) for term in terms]
    kind = max(value.kind for value in numbers)
    if kind > DECIMAL:
        return term_from_number(kind, math.fsum(float(value.value) for value in numbers))
    return reduce(NUMBERS["+"], sorted(terms))


def _average(terms: Sequence[str]) -> str:
    return divide(_sum(terms), _count(terms))


def _extreme(wanted: int, terms: Sequence[str]) -> str:
    """The least or greatest by value; of equal ones the first by its term."""
    best, *rest = sorted(terms)
    for term in rest:
        sign = order(term, best)
        if sign == 2:
            raise ExpressionError("NaN has no place in an order")
        if sign == wanted:
            best = term
    return best


_MOST_REMEMBERED: Final = 10_000
_FUNCTIONS: Final[dict[str, Callable[[Sequence[str]], str]]] = {
    "COUNT": _count,
    "SUM": _sum,
    "AVG": _average,
    "MIN": partial(_extreme, -1),
    "MAX": partial(_extreme, 1),
}


def summarised(function: str, distinct: bool, terms: Sequence[str]) -> str | None:
    """The result for a group that is not empty; None for an error, which drops the group."""
    try:
        return _FUNCTIONS[function](sorted(set(terms)) if distinct else terms)
    except (ExpressionError, OverflowError, ValueError):
        return None


def summary_function(function: str, distinct: bool) -> Callable[[Sequence[str]], str | None]:
    """`summarised` with its first two arguments given; it remembers what it made of which terms."""
    known: dict[tuple[str, ...], str | None] = {}

    def summary(terms: Sequence[str]) -> str | None:
        key = tuple(sorted(set(terms) if distinct else terms))
        try:
            return known[key]
        except KeyError:
            if len(known) >= _MOST_REMEMBERED:
                known.clear()
            result = known[key] = summarised(function, False, key)
            return result

    return summary
