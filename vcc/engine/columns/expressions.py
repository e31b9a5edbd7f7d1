"""Expressions over columns: each is computed once for each distinct combination of values.

What functions mean is said in `vcc.engine.expressions` alone; here terms are only decoded for
them and their results encoded. Equality of terms that are no literals needs neither.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice, starmap
from typing import Final, TypeVar

import numpy as np

from vcc.engine.columns.arrays import Column, Ids, Mask, numbered
from vcc.engine.columns.solutions import Solutions, written
from vcc.engine.columns.vocabulary import UNKNOWN, Vocabulary
from vcc.engine.expressions import fresh_blank, predicate_function, value_function
from vcc.plan.operators import Extend, Fresh
from vcc.program.syntax import Call, Expression, is_variable, variables

Tick = Callable[[], None] | None  # called again and again; may end the run by an exception
T = TypeVar("T", str, bool, str | None)
_BETWEEN_TICKS: Final = 1 << 10
_EQUALITIES: Final = ("=", "!=", "SAMETERM")


def true_of(
    expression: Expression, solutions: Solutions, vocabulary: Vocabulary, tick: Tick = None
) -> Mask:
    """For which solutions the expression is true."""
    if isinstance(expression, Call) and expression.function in _EQUALITIES:
        left, right = (_column(term, solutions, vocabulary) for term in expression.arguments)
        if left is not None and right is not None:
            return _equal(expression, left, right, solutions, vocabulary, tick)
    return _computed(expression, solutions, vocabulary, tick)


def _column(term: Expression, solutions: Solutions, vocabulary: Vocabulary) -> Column | None:
    """The column of a variable or constant; None for anything that must be computed."""
    if not isinstance(term, str):
        return None
    return solutions.columns[term] if is_variable(term) else vocabulary.number(term)


def _equal(
    call: Call,
    left: Column,
    right: Column,
    solutions: Solutions,
    vocabulary: Vocabulary,
    tick: Tick,
) -> Mask:
    """Terms are equal if they are the same, unless both are literals: those have values."""
    same: Mask = written(left, solutions.count) == written(right, solutions.count)
    if call.function == "SAMETERM":
        return same
    mask: Mask = ~same if call.function == "!=" else same
    literals = vocabulary.literals
    valued = np.broadcast_to(literals[left] & literals[right], mask.shape)
    rows = np.flatnonzero(valued)
    if len(rows):
        names = frozenset(variables(call))
        mask[rows] = _computed(call, solutions.chosen(rows, names), vocabulary, tick)
    return mask


def _computed(
    expression: Expression, solutions: Solutions, vocabulary: Vocabulary, tick: Tick
) -> Mask:
    names = list(dict.fromkeys(variables(expression)))
    results, numbers = _applied(predicate_function(expression), names, solutions, vocabulary, tick)
    return np.asarray(results, np.bool_).take(numbers)


def values_of(
    operator: Extend, solutions: Solutions, vocabulary: Vocabulary, tick: Tick = None
) -> Column:
    """The value of the expression in each solution, `UNKNOWN` where it has none."""
    column = _column(operator.expression, solutions, vocabulary)
    if column is not None:
        return column
    names = list(dict.fromkeys(variables(operator.expression)))
    function = value_function(operator.expression)
    results, numbers = _applied(function, names, solutions, vocabulary, tick)
    ids = [UNKNOWN if term is None else vocabulary.number(term) for term in results]
    return np.asarray(ids, np.int64).take(numbers)


def nodes_of(
    operator: Fresh, solutions: Solutions, vocabulary: Vocabulary, tick: Tick = None
) -> Column:
    """The blank node of each solution."""
    function = fresh_blank(operator.rule, operator.label)
    results, numbers = _applied(function, operator.values, solutions, vocabulary, tick)
    return vocabulary.numbers(results).take(numbers)


def _applied(
    function: Callable[..., T],
    names: Sequence[str],
    solutions: Solutions,
    vocabulary: Vocabulary,
    tick: Tick,
) -> tuple[list[T], Ids]:
    """The results for the distinct values of some variables, and which one each solution has."""
    columns = [solutions.columns[name] for name in names]
    arrays = [column for column in columns if not isinstance(column, int)]
    if arrays:
        numbers, rows = numbered(arrays)
    else:
        numbers, rows = np.zeros(solutions.count, np.int64), np.zeros(1, np.int64)
    terms = [vocabulary.named(written(c, solutions.count).take(rows)) for c in columns]
    if not terms:
        return [function()], numbers
    combinations = zip(*terms, strict=True)
    found: list[T] = []
    while some := list(starmap(function, islice(combinations, _BETWEEN_TICKS))):
        found += some
        if tick is not None:
            tick()
    return found, numbers
