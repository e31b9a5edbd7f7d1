"""The fixpoint: strata in order, each until nothing is new (semi-naive evaluation).

In the first round of a stratum its rules see all facts, in every later one they begin with the
delta: what the round before concluded. Rounds are strict: a conclusion is visible to the next
round only, so that the round of a fact depends neither on the order of rules nor on that of facts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from vcc.engine.limits import Meter
from vcc.engine.relation import Pair, Store
from vcc.engine.stratum import Stratum

Found = defaultdict[str, set[Pair]]


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
    found: Found = defaultdict(set)
    if meter is not None:
        meter.counts(lambda: store.concluded() + sum(map(len, found.values())))
    for stratum in strata:
        if begins is not None:
            begins.append(round)
        found = defaultdict(set)
        for run in stratum.first:
            run(forward, backward, store.added, found, tick)
        round += 1
        delta = _added(store, found, round) if found else {}
        while delta and stratum.again:
            found = defaultdict(set)
            for run in stratum.again:
                run(forward, backward, delta, found, tick)
            round += 1
            delta = _added(store, found, round) if found else {}
    if meter is not None:
        meter.check_facts(store.concluded())
    return round


def _added(store: Store, found: Found, round: int) -> dict[str, list[Pair]]:
    """The delta: what was found and not known."""
    delta = {}
    for predicate, pairs in found.items():
        fresh = store.add(predicate, pairs, round)
        if fresh:
            delta[predicate] = fresh
    return delta
