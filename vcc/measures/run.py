"""Rules that need numbers of the network that they conclude: run, measure, go on with that."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from vcc.measures.compute import Measured, measured
from vcc.measures.declarations import Measure
from vcc.vocabulary.rdf import Triple

if TYPE_CHECKING:
    from vcc.engine import Conclusions, Engine
    from vcc.plan import Outside


def conclusions_and_measures(
    engine: Engine, measures: tuple[Measure, ...], facts: Iterable[Triple]
) -> tuple[Conclusions, tuple[Measured, ...]]:
    """What follows from the facts, the measures of its networks included."""
    found: tuple[Measured, ...] = ()

    def numbers(conclusions: Conclusions) -> Iterable[Triple]:
        nonlocal found
        found = measured(measures, lambda name: conclusions.matching(None, name))
        return (one.fact for one in found)

    reads = {property for measure in measures for property in measure.reads}
    conclusions = engine.infer_with(facts, numbers, reads)
    assert all(edge in conclusions for one in found for edge in one.edges)
    return conclusions, found


def outside_of(measures: Iterable[Measure]) -> Outside:
    """What a plan has to know of the measures: what they read and what they give."""
    from vcc.plan import Outside

    measures = tuple(measures)
    reads = frozenset(property for measure in measures for property in measure.reads)
    return Outside(reads, frozenset(measure.result for measure in measures))
