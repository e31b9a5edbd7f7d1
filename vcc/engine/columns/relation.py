"""A relation: the facts of one predicate, as a few sorted runs.

New facts come as a new run; runs of like size are merged, as in a log-structured tree, so that
each fact is merged about log₂(n) times however many rounds there are. Runs never change: forks,
deltas and views share them.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from vcc.engine.columns.arrays import (
    NOTHING,
    Column,
    Ids,
    Mask,
    Pairs,
    are_in,
    bounds,
    firsts,
    merged,
    packed,
    seconds,
    swapped,
)

_WORTH_AN_INDEX: Final = 16  # look-ups × this ≥ width + size: then an index pays for itself
_SCANS: Final = 8  # so many times, reading everything is cheaper than sorting by object


class Order:
    """Ascending pairs without repetition, looked up by their first half."""

    __slots__ = ("_base", "_offsets", "_single", "pairs")

    def __init__(self, pairs: Pairs) -> None:
        self.pairs = pairs
        self._base = 0
        self._offsets: NDArray[np.int32] | None = None
        self._single = False

    def span(self, first: int) -> tuple[int, int]:
        """Where the pairs with this first half begin and end."""
        start, end = self.pairs.searchsorted(bounds(first)).tolist()
        return start, end

    def spans(self, wanted: Ids) -> tuple[Ids, Ids]:
        """For each first half, where its pairs begin, and how many there are."""
        if self._indexed(len(wanted)):
            assert self._offsets is not None
            places = self._places(wanted)
            starts = self._offsets.take(places).astype(np.int64)
            return starts, self._offsets[1:].take(places) - starts
        begins = np.searchsorted(self.pairs, wanted << 32)
        return begins, np.searchsorted(self.pairs, (wanted + 1) << 32) - begins

    def begins(self, wanted: Ids) -> Mask:
        """Which first halves have a pair."""
        return self.spans(wanted)[1] > 0

    def contains(self, wanted: Pairs) -> Mask:
        """Which of the pairs (in any order) are there."""
        if not self._indexed(len(wanted)):
            return are_in(wanted, self.pairs)
        assert self._offsets is not None
        places = self._places(firsts(wanted))
        starts = self._offsets.take(places)
        found: Mask = self._offsets[1:].take(places) > starts
        rows = np.flatnonzero(found)
        if self._single:
            found[rows] = self.pairs.take(starts.take(rows)) == wanted.take(rows)
        else:
            found[rows] = are_in(wanted.take(rows), self.pairs)
        return found

    def _places(self, wanted: Ids) -> Ids:
        """Where `_offsets` tells of each first half; of unknown ones, its last place but one."""
        assert self._offsets is not None
        places = (wanted - self._base).view(np.uint64)
        last = np.uint64(len(self._offsets) - 2)
        return np.minimum(places, last).view(np.int64)

    def _indexed(self, lookups: int) -> bool:
        """Whether there is an index by first half; it is made when so many look-ups pay for it."""
        if self._offsets is not None:
            return True
        size = len(self.pairs)
        if lookups * _WORTH_AN_INDEX < size or not size:
            return False
        base, last = int(self.pairs[0] >> 32), int(self.pairs[-1] >> 32)
        width = last - base + 1
        if lookups * _WORTH_AN_INDEX < width + size:
            return False
        counts = np.bincount(firsts(self.pairs) - base, minlength=width)
        offsets = np.zeros(width + 2, np.int32)
        np.cumsum(counts, out=offsets[1:-1])
        offsets[-1] = size
        self._base, self._offsets, self._single = base, offsets, int(counts.max()) == 1
        return True


class Run:
    """Facts of one predicate, sorted by subject, and on demand by object."""

    __slots__ = ("_by_object", "_scans", "by_subject")

    def __init__(self, pairs: Pairs, by_object: Order | None = None) -> None:
        """`pairs` (subject, object) are ascending, without repetition and not empty."""
        self.by_subject = Order(pairs)
        self._by_object = by_object
        self._scans = 0

    def __len__(self) -> int:
        return len(self.by_subject.pairs)

    @property
    def pairs(self) -> Pairs:
        """Subject and object of each fact, ascending."""
        return self.by_subject.pairs

    @property
    def by_object(self) -> Order:
        """The same facts as pairs of object and subject, ascending."""
        if self._by_object is None:
            self._by_object = Order(swapped(self.pairs))
        return self._by_object

    def subjects_of(self, object: int) -> Ids:
        """The subjects that have one object, ascending."""
        if self._by_object is None and self._scans < _SCANS:
            self._scans += 1
            return firsts(self.pairs.take(np.flatnonzero(seconds(self.pairs) == object)))
        start, end = self.by_object.span(object)
        return seconds(self.by_object.pairs[start:end])

    def objects_of(self, subject: int) -> Ids:
        """The objects of one subject, ascending."""
        start, end = self.by_subject.span(subject)
        return seconds(self.pairs[start:end])

    def has(self, subject: int, object: int) -> bool:
        """Whether there is this one fact."""
        place = int(self.pairs.searchsorted(subject << 32 | object))
        return place < len(self) and int(self.pairs[place]) == subject << 32 | object

    def contains(self, subjects: Column, objects: Column) -> Mask:
        """Which of the facts are there; at least one column is an array."""
        return self.by_subject.contains(packed(subjects, objects))

    def merged(self, other: Run) -> Run:
        """The facts of both, which have none in common."""
        pairs = merged(self.pairs, other.pairs)
        if self._by_object is None and other._by_object is None:
            return Run(pairs)
        return Run(pairs, Order(merged(self.by_object.pairs, other.by_object.pairs)))


class Relation:
    """All facts of one predicate, and the round in which each appeared.

    The runs have no fact in common. `given` are the facts of round 0.
    """

    __slots__ = ("_inherited", "_rounds", "given", "history", "runs")

    def __init__(self) -> None:
        self.given: Run | None = None
        self.runs: tuple[Run, ...] = ()
        self.history: list[tuple[int, Pairs]] = []
        self._inherited = 0
        self._rounds: tuple[Pairs, Ids] | None = None

    def fork(self) -> Relation:
        """A relation that starts with the same facts and shares them."""
        copy = Relation()
        copy.given, copy.runs, copy.history = self.given, self.runs, self.history.copy()
        copy._inherited = len(self.history)
        return copy

    def unknown(self, pairs: Pairs) -> Pairs:
        """Those of the pairs that are no facts yet."""
        if len(pairs) == 1:  # the rounds of a long chain
            subject, object = int(firsts(pairs)[0]), int(seconds(pairs)[0])
            return NOTHING if any(run.has(subject, object) for run in self.runs) else pairs
        for run in self.runs:
            found = run.by_subject.contains(pairs)
            if found.any():
                pairs = pairs.take(np.flatnonzero(~found))
        return pairs

    def add(self, pairs: Pairs, round: int) -> Run:
        """Add conclusions: ascending, without repetition, not empty, none of them known."""
        self.history.append((round, pairs))
        return self._added(pairs)

    def give(self, pairs: Pairs) -> Run | None:
        """Add given facts, ascending and without repetition; the result is what was new.

        A fact that was concluded before is given from now on.
        """
        fresh = self.unknown(pairs)
        run = self._added(fresh) if len(fresh) else None
        if self.given is None:
            self.given = run if run is not None and len(run) == len(pairs) else Run(pairs)
        else:
            more = pairs.take(np.flatnonzero(~self.given.by_subject.contains(pairs)))
            self.given = self.given.merged(Run(more)) if len(more) else self.given
        return run

    def _added(self, pairs: Pairs) -> Run:
        run = Run(pairs)
        self._rounds = None
        runs = [*self.runs, run]
        while len(runs) > 1 and len(runs[-2]) < 2 * len(runs[-1]):
            last = runs.pop()
            runs[-1] = runs[-1].merged(last)
        self.runs = tuple(runs)
        return run

    def concluded(self) -> Pairs:
        """What was concluded since the fork, ascending and without repetition."""
        own = [pairs for _, pairs in self.history[self._inherited :]]
        return np.sort(np.concatenate(own), kind="stable") if own else NOTHING

    def round(self, subject: int, object: int) -> int | None:
        """When a fact appeared: 0 if it was given; None if it is no fact."""
        if self.given is not None and self.given.has(subject, object):
            return 0
        pairs, rounds = self._ranked()
        place = int(pairs.searchsorted(subject << 32 | object))
        if place < len(pairs) and int(pairs[place]) == subject << 32 | object:
            return int(rounds[place])
        return None

    def _ranked(self) -> tuple[Pairs, Ids]:
        """All conclusions ascending, with the round of each: one search however deep the chain."""
        if self._rounds is None:
            pairs = np.concatenate([NOTHING, *(pairs for _, pairs in self.history)])
            sizes = [len(pairs) for _, pairs in self.history]
            rounds = np.repeat(np.asarray([r for r, _ in self.history], np.int64), sizes)
            order = np.argsort(pairs, kind="stable")
            self._rounds = pairs.take(order), rounds.take(order)
        return self._rounds
