"""A stratum: rules that may draw on each other, after all that they negate or count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from vcc.engine.columns.join import Facts
from vcc.engine.columns.pipeline import Evaluator, Scene
from vcc.plan.operators import Pipeline


@dataclass(frozen=True, slots=True)
class Stratum:
    """How the rules run first, on all facts, and again on every delta."""

    first: tuple[Evaluator, ...]
    again: tuple[Evaluator, ...]

    @property
    def constants(self) -> frozenset[str]:
        """The terms that its rules name."""
        return frozenset().union(*(rule.constants for rule in (*self.first, *self.again)))


def stratum_of(first: Iterable[Pipeline], again: Iterable[Pipeline]) -> Stratum:
    """Make the pipelines of a stratum ready to run."""
    return Stratum(tuple(map(Evaluator, first)), tuple(map(Evaluator, again)))


def run_rules(evaluators: Iterable[Evaluator], facts: Facts, scene: Scene) -> None:
    """Evaluate the rules that have something among the facts to begin with."""
    there = facts.predicates()
    for evaluator in evaluators:
        if evaluator.reads is None or scene.vocabulary.known(evaluator.reads) in there:
            evaluator.run(scene)
