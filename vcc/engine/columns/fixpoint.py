"""The fixpoint: phases in order, each until nothing is new (semi-naive evaluation).

In the first round of a phase its rules see all facts, in every later one they begin with the
delta: what the round before concluded. Rounds are strict, as in the rows executor: a conclusion
is visible to the next round only, so its round depends neither on the order of rules nor on that
of facts, and is the same in both executors.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from vcc.engine.columns.database import Database
from vcc.engine.columns.heads import Heads
from vcc.engine.columns.join import Facts
from vcc.engine.columns.pipeline import Evaluator, Scene
from vcc.engine.columns.vocabulary import Vocabulary
from vcc.plan.operators import Pipeline


@dataclass(frozen=True, slots=True)
class Stage:
    """The rules of one phase: how they run first, and again on every delta."""

    first: tuple[Evaluator, ...]
    again: tuple[Evaluator, ...]


def stage(first: Iterable[Pipeline], again: Iterable[Pipeline]) -> Stage:
    """Make the pipelines of a phase ready to run."""
    return Stage(tuple(map(Evaluator, first)), tuple(map(Evaluator, again)))


def evaluate(
    stages: Iterable[Stage], database: Database, vocabulary: Vocabulary, round: int
) -> int:
    """Run the stages to their end; rounds are counted on from `round`, the result is the last."""
    stages = list(stages)
    rules = (evaluator for phase in stages for evaluator in (*phase.first, *phase.again))
    vocabulary.look_up(term for rule in rules for term in rule.constants)
    for phase in stages:
        scene = Scene(vocabulary, database, database.added(), Heads(vocabulary, database))
        _run(phase.first, database, scene)
        round += 1
        new = database.add(scene.heads.conclusions(), round)
        while new and phase.again:
            scene = Scene(vocabulary, database, new, Heads(vocabulary, database))
            _run(phase.again, new, scene)
            round += 1
            new = database.add(scene.heads.conclusions(), round)
    return round


def _run(evaluators: Iterable[Evaluator], facts: Facts, scene: Scene) -> None:
    """Evaluate the rules that have something to begin with."""
    there = facts.predicates()
    for evaluator in evaluators:
        if evaluator.reads is None or scene.vocabulary.known(evaluator.reads) in there:
            evaluator.run(scene)
