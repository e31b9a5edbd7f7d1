"""Arrays of term ids, and of pairs of ids packed into one integer.

An id is a whole number from 0 to 2³¹ - 1. A pair is `first << 32 | second`, so that pairs sort by
their first half, then by their second. All arrays are one-dimensional of dtype int64.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.int64]
Pairs = NDArray[np.int64]
Mask = NDArray[np.bool_]
Column = int | Ids  # one id for each solution; an int is the same id for all of them

_SHIFT: Final = 32
_LOW: Final = (1 << _SHIFT) - 1
_DIGIT: Final = 16
NOTHING: Final[Ids] = np.empty(0, np.int64)
NOTHING.flags.writeable = False


def packed(first: Ids | int, second: Ids | int) -> Pairs:
    """The pairs of two columns; at least one is an array."""
    pairs: Pairs = np.bitwise_or(first << _SHIFT, second)
    return pairs


def firsts(pairs: Pairs) -> Ids:
    """The first half of each pair."""
    return pairs >> _SHIFT


def seconds(pairs: Pairs) -> Ids:
    """The second half of each pair."""
    return pairs & _LOW


def bounds(first: int) -> tuple[int, int]:
    """The smallest pair with this first half, and the smallest that comes after all of them."""
    return first << _SHIFT, (first + 1) << _SHIFT


def distinct_in_order(values: Ids) -> Ids:
    """The values of an ascending array, each once."""
    if len(values) < 2:
        return values
    changes: Mask = values[1:] != values[:-1]
    if changes.all():
        return values
    first = np.ones(1, np.bool_)
    distinct: Ids = values[np.concatenate((first, changes))]
    return distinct


def sorted_distinct(values: Ids) -> Ids:
    """The values ascending, each once.

    A stable sort gains from order that is already there (the facts of a case stand together), and
    comparing neighbours is many times faster than `numpy.unique`.
    """
    return distinct_in_order(np.sort(values, kind="stable"))


def merged(left: Ids, right: Ids) -> Ids:
    """Two ascending arrays as one (the stable sort finds the two runs and merges them)."""
    return np.sort(np.concatenate((left, right)), kind="stable")


def are_in(values: Ids, ascending: Ids) -> Mask:
    """Which of the values stand in the ascending array."""
    if not len(ascending):
        return np.zeros(len(values), np.bool_)
    places = np.searchsorted(ascending, values)
    np.minimum(places, len(ascending) - 1, out=places)
    found: Mask = ascending.take(places) == values
    return found


def swapped(pairs: Pairs) -> Pairs:
    """Ascending pairs turned round, ascending.

    They are sorted by their second half only, 16 bits at a time (numpy sorts such digits by
    counting): equal ones stay in the order of the first halves.
    """
    turned = packed(seconds(pairs), firsts(pairs))
    if len(turned) < 2 or (turned[1:] > turned[:-1]).all():
        return turned
    if len(turned) < 1 << _DIGIT:
        turned.sort(kind="stable")
        return turned
    keys = firsts(turned)
    keys -= keys.min()
    for shift in range(0, int(keys.max()).bit_length(), _DIGIT):
        digits = (keys >> shift).astype(np.uint16)
        order = np.argsort(digits, kind="stable")
        turned, keys = turned.take(order), keys.take(order)
    return turned


def expanded(starts: Ids, counts: Ids) -> tuple[Ids | None, Ids]:
    """Ranges written out: for each place of each range, its row and the place.

    Range `i` is `starts[i]` and the next `counts[i] - 1` places. Rows are None if every range has
    exactly one place.
    """
    most = int(counts.max(initial=0))
    if most <= 1:
        rows = np.flatnonzero(counts)
        return (None, starts) if len(rows) == len(counts) else (rows, starts.take(rows))
    rows = np.repeat(np.arange(len(counts)), counts)
    shifts = starts - np.cumsum(counts) + counts
    return rows, np.arange(len(rows)) + shifts.take(rows)


def grouped(values: Ids) -> tuple[Ids, Ids, Ids]:
    """The distinct values ascending, where each group begins, and the rows sorted into groups.

    Group `i` is `order[starts[i] : starts[i + 1]]`; `starts` has one entry more than there are
    groups. Rows of a group stay in their order.
    """
    if not len(values):
        return NOTHING, np.zeros(1, np.int64), NOTHING
    small = values.min() >= 0 and values.max() < 1 << _DIGIT  # digits are sorted by counting
    order = np.argsort(values.astype(np.uint16) if small else values, kind="stable")
    ordered = values.take(order)
    changes = np.flatnonzero(ordered[1:] != ordered[:-1]) + 1
    starts = np.concatenate((np.zeros(1, np.int64), changes, np.full(1, len(values), np.int64)))
    return ordered.take(starts[:-1]), starts, order


def numbered(columns: Sequence[Ids]) -> tuple[Ids, Ids]:
    """A number for each row, equal for equal rows; and for each number one row that has it.

    Numbers count from 0 without gaps. There is at least one column and one row.
    """
    first, *rest = columns
    numbers, rows = _numbered(packed(first, rest.pop(0)) if rest else first)
    for column in rest:
        numbers, rows = _numbered(packed(numbers, column))
    return numbers, rows


def _numbered(values: Ids) -> tuple[Ids, Ids]:
    _, starts, order = grouped(values)
    sizes = np.diff(starts)
    numbers = np.empty(len(values), np.int64)
    numbers[order] = np.repeat(np.arange(len(sizes)), sizes)
    return numbers, order.take(starts[:-1])
