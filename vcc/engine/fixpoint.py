"""The fixpoint: strata in order, each until nothing is new (semi-naive evaluation).

In the first round of a stratum its rules see all facts, in every later one they begin with the
delta: what the round before concluded. Rounds are strict: a conclusion is visible to the next
round only, so that the round of a fact depends neither on the order of rules nor on that of facts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from vcc.engine.limits import Meter
from vcc.engine.relation import Pair, Store
from vcc.engine.stratum import Stratum

Found = defaultdict[str, set[Pair]]
_MORE: Final = 1.25


def evaluate(
    strata: Iterable[Stratum],
    store: Store,
    round: int,
    meter: Meter | None = None,
    begins: list[int] | None = None,
) -> int:
    """Run the strata to their end; rounds are counted on from `round`, the result is the last.

    `begins` is filled with the last round before each stratum.

    Raises:
        LimitReached: where the run comes to a limit of the meter.
    """
    forward, backward = store.forward, store.backward
    tick = meter.tick if meter is not None else None
    running = _Running(store, meter.limits.facts if meter is not None else None)
    if meter is not None:
        meter.counts(running.count)
    for stratum in strata:
        if begins is not None:
            begins.append(round)
        for run in stratum.first:
            run(forward, backward, store.added, running.found, tick)
        round += 1
        delta = _added(store, running.taken(), round)
        while delta and stratum.again:
            for run in stratum.again:
                run(forward, backward, delta, running.found, tick)
            round += 1
            delta = _added(store, running.taken(), round)
    if meter is not None:
        meter.check_facts(store.concluded())
    return round


class _Running:
    """What a round has found so far, and how many conclusions that makes: rules find again what is
    known, which does not count."""

    def __init__(self, store: Store, limit: int | None) -> None:
        self.found: Found = defaultdict(set)
        self._store = store
        self._limit = limit
        self._looked = 0  # how many were found when they were last looked at
        self._again = 0  # how many of these were known

    def taken(self) -> Found:
        """All that was found; from here on it counts where it is added."""
        found, self.found = self.found, defaultdict(set)
        self._looked = self._again = 0
        return found

    def count(self) -> int:
        """How many conclusions there are; what passes the limit is looked at, and again only when
        there is a quarter more of it."""
        size = sum(map(len, self.found.values()))
        count = self._store.concluded() + size - self._again
        limit = self._limit
        if limit is None or count <= limit:
            return count
        if size < _MORE * self._looked:
            return limit
        known = self._store.round
        again = sum(
            known((subject, predicate, object)) is not None
            for predicate, pairs in self.found.items()
            for subject, object in pairs
        )
        count += self._again - again
        self._looked, self._again = size, again
        return count


def _added(store: Store, found: Found, round: int) -> dict[str, list[Pair]]:
    """The delta: what was found and not known."""
    delta = {}
    for predicate, pairs in found.items():
        fresh = store.add(predicate, pairs, round)
        if fresh:
            delta[predicate] = fresh
    return delta
