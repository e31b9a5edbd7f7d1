"""The fixpoint: strata in order, each until nothing is new (semi-naive evaluation).

In the first round of a stratum its rules see all facts, in every later one they begin with the
delta: what the round before concluded. Rounds are strict, as in the rows executor: a conclusion
is visible to the next round only, so its round depends neither on the order of rules nor on that
of facts, and is the same in both executors.
"""

from __future__ import annotations

from collections.abc import Sequence

from vcc.engine.columns.database import Database
from vcc.engine.columns.heads import Heads
from vcc.engine.columns.pipeline import Scene
from vcc.engine.columns.stratum import Stratum, run_rules
from vcc.engine.columns.vocabulary import Vocabulary
from vcc.engine.limits import Meter


def evaluate(
    strata: Sequence[Stratum],
    database: Database,
    vocabulary: Vocabulary,
    round: int,
    meter: Meter | None = None,
) -> int:
    """Run the strata to their end; rounds are counted on from `round`, the result is the last.

    Raises:
        LimitReached: where the run comes to a limit of the meter.
    """
    vocabulary.look_up(term for stratum in strata for term in stratum.constants)
    tick = meter.tick if meter is not None else None
    heads = Heads(vocabulary, database)
    if meter is not None:
        meter.counts(lambda: database.conclusions + heads.sifted)
    for stratum in strata:
        heads = Heads(vocabulary, database)
        scene = Scene(vocabulary, database, database.added(), heads, tick)
        run_rules(stratum.first, database, scene)
        round += 1
        found, heads = heads.conclusions(), Heads(vocabulary, database)  # none is counted twice
        delta = database.add(found, round)
        while delta and stratum.again:
            run_rules(stratum.again, delta, Scene(vocabulary, database, delta, heads, tick))
            round += 1
            found, heads = heads.conclusions(), Heads(vocabulary, database)
            delta = database.add(found, round)
    if meter is not None:
        meter.check_facts(database.conclusions)
    return round
