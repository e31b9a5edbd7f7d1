"""One pattern: how solutions are extended by the facts that match it.

A pattern whose predicate is known reads one relation: by subject, by object, as a membership
test, or whole. One whose predicate is a variable does so for each predicate in turn. Results
come in batches, so that no intermediate array grows beyond `MOST_ROWS` for long.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np

from vcc.engine.columns.arrays import (
    Column,
    Ids,
    Mask,
    distinct_in_order,
    expanded,
    firsts,
    grouped,
    seconds,
)
from vcc.engine.columns.relation import Run
from vcc.engine.columns.solutions import Solutions, solutions_of

MOST_ROWS: Final = 1 << 18


class Facts(Protocol):
    """Facts to match with: all of them, the given ones, or the new ones."""

    def runs(self, predicate: int) -> Sequence[Run]:
        """The runs of one predicate: no two have a fact in common."""

    def predicates(self) -> Collection[int]:
        """The predicates that have facts."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A triple pattern for one batch of solutions.

    Each position is a column (of a constant or a variable with values) or the name of a variable
    without. `keeps` are the names to give values to, `live` all variables that are read later.
    """

    subject: Column | str
    predicate: Column | str
    object: Column | str
    keeps: tuple[str, ...]
    live: frozenset[str]


def extended(solutions: Solutions, pattern: Pattern, facts: Facts) -> Iterator[Solutions]:
    """Each solution with each of its matches."""
    if not pattern.keeps:
        chosen = solutions.where(matched(solutions, pattern, facts), pattern.live)
        if chosen is not None:
            yield chosen
        return
    for part, _, narrowed in _by_predicate(solutions, pattern, facts):
        assert isinstance(narrowed.predicate, int)
        for run in facts.runs(narrowed.predicate):
            yield from _extended(part, narrowed, run)


def matched(solutions: Solutions, pattern: Pattern, facts: Facts) -> Mask:
    """Which solutions have a match."""
    mask = np.zeros(solutions.count, np.bool_)
    for _, rows, narrowed in _by_predicate(solutions, pattern, facts):
        assert isinstance(narrowed.predicate, int)
        for run in facts.runs(narrowed.predicate):
            found = _matched(narrowed, run)
            if rows is None:
                mask |= found
            else:
                mask[rows] |= found
    return mask


def _by_predicate(
    solutions: Solutions, pattern: Pattern, facts: Facts
) -> Iterator[tuple[Solutions, Ids | None, Pattern]]:
    """Solutions for each predicate, which rows they are (None: all), and their pattern."""
    predicate = pattern.predicate
    if isinstance(predicate, int):
        yield solutions, None, pattern
    elif isinstance(predicate, str):
        for known in list(facts.predicates()):
            more = {predicate: known} if predicate in pattern.keeps else {}
            keeps = tuple(name for name in pattern.keeps if name != predicate)
            subject = _filled(pattern.subject, predicate, known)
            object = _filled(pattern.object, predicate, known)
            narrowed = Pattern(subject, known, object, keeps, pattern.live)
            yield solutions.extended(more), None, narrowed
    else:
        known_ones = set(facts.predicates())
        values, starts, order = grouped(predicate)
        for number, value in enumerate(values.tolist()):
            if value in known_ones:
                rows = order[starts[number] : starts[number + 1]]
                subject, object = (_rows_of(c, rows) for c in (pattern.subject, pattern.object))
                names = pattern.live & solutions.columns.keys()
                part = solutions.chosen(rows, names)
                yield part, rows, Pattern(subject, value, object, pattern.keeps, pattern.live)


def _filled(position: Column | str, name: str, value: int) -> Column | str:
    """The position, with a value if it is the variable of that name."""
    return value if isinstance(position, str) and position == name else position


def _rows_of(column: Column | str, rows: Ids) -> Column | str:
    if isinstance(column, int | str):
        return column
    return int(column[rows[0]]) if len(rows) == 1 else column.take(rows)


def _matched(pattern: Pattern, run: Run) -> Mask | bool:
    """Which solutions have a match in one run: one answer if it is the same for all."""
    subject, object = pattern.subject, pattern.object
    if isinstance(subject, str):
        if isinstance(object, str):
            return subject != object or bool((firsts(run.pairs) == seconds(run.pairs)).any())
        if isinstance(object, int):
            return len(run.subjects_of(object)) > 0
        return run.by_object.begins(object)
    if isinstance(object, str):
        if isinstance(subject, int):
            return len(run.objects_of(subject)) > 0
        return run.by_subject.begins(subject)
    if isinstance(subject, int) and isinstance(object, int):
        return run.has(subject, object)
    return run.contains(subject, object)


def _extended(solutions: Solutions, pattern: Pattern, run: Run) -> Iterator[Solutions]:
    """The matches in one run; the predicate is known."""
    subject, object = pattern.subject, pattern.object
    if not pattern.keeps or not (isinstance(subject, str) or isinstance(object, str)):
        found = _matched(pattern, run)
        mask = np.full(solutions.count, found) if isinstance(found, bool) else found
        chosen = solutions.where(mask, pattern.live)
        if chosen is not None:
            yield chosen
    elif isinstance(subject, str) and isinstance(object, str):
        yield from _crossed(solutions, pattern, _read(subject, object, pattern.keeps, run))
    elif isinstance(subject, str):
        assert not isinstance(object, str)
        if isinstance(object, int):
            yield from _crossed(solutions, pattern, {subject: run.subjects_of(object)})
        else:
            starts, counts = run.by_object.spans(object)
            yield from _looked_up(solutions, pattern, subject, run.by_object.pairs, starts, counts)
    else:
        assert isinstance(object, str)
        if isinstance(subject, int):
            yield from _crossed(solutions, pattern, {object: run.objects_of(subject)})
        else:
            starts, counts = run.by_subject.spans(subject)
            yield from _looked_up(solutions, pattern, object, run.pairs, starts, counts)


def _read(subject: str, object: str, keeps: tuple[str, ...], run: Run) -> dict[str, Ids]:
    """All facts of a run; each value once if only one position is kept."""
    if subject == object:
        loops = firsts(run.pairs)
        return {subject: loops.take(np.flatnonzero(loops == seconds(run.pairs)))}
    if subject not in keeps:
        return {object: distinct_in_order(firsts(run.by_object.pairs))}
    if object not in keeps:
        return {subject: distinct_in_order(firsts(run.pairs))}
    return {subject: firsts(run.pairs), object: seconds(run.pairs)}


def _crossed(solutions: Solutions, pattern: Pattern, found: dict[str, Ids]) -> Iterator[Solutions]:
    """Every solution with every row of `found`."""
    size = len(next(iter(found.values())))
    if not size:
        return
    if solutions.count > 1:
        starts = np.zeros(solutions.count, np.int64)
        for rows, places in _in_batches(starts, np.full(solutions.count, size)):
            values = {name: column.take(places) for name, column in found.items()}
            yield _repeated(solutions, rows, pattern.live).extended(values)
        return
    kept = solutions.only(pattern.live)
    for start in range(0, size, MOST_ROWS):
        count = min(MOST_ROWS, size - start)
        more = {name: column[start : start + count] for name, column in found.items()}
        yield solutions_of(count, {**kept.columns, **more})


def _looked_up(
    solutions: Solutions, pattern: Pattern, name: str, pairs: Ids, starts: Ids, counts: Ids
) -> Iterator[Solutions]:
    """Each solution with the second halves of its range of pairs."""
    for rows, places in _in_batches(starts, counts):
        values = {name: seconds(pairs.take(places))}
        yield _repeated(solutions, rows, pattern.live).extended(values)


def _repeated(solutions: Solutions, rows: Ids | None, live: frozenset[str]) -> Solutions:
    """The solutions of some rows (None: each once)."""
    return solutions.only(live) if rows is None else solutions.chosen(rows, live)


def _in_batches(starts: Ids, counts: Ids) -> Iterator[tuple[Ids | None, Ids]]:
    """`expanded`, at most about `MOST_ROWS` places at a time; rows are None for all rows once."""
    total = int(counts.sum())
    if total == 0:
        return
    if total <= MOST_ROWS:
        yield expanded(starts, counts)
        return
    ends = np.cumsum(counts)
    for first in range(0, total, MOST_ROWS):
        last = min(first + MOST_ROWS, total)
        low = int(np.searchsorted(ends, first, side="right"))
        high = int(np.searchsorted(ends, last, side="left")) + 1
        before = ends[low:high] - counts[low:high]
        begin = np.maximum(before, first)
        sizes = np.minimum(ends[low:high], last) - begin
        rows, places = expanded(starts[low:high] + begin - before, sizes)
        yield (np.arange(low, high) if rows is None else rows + low), places
