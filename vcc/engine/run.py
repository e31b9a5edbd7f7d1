"""The *rows* executor: plan and facts → conclusions.

Static facts (an ontology) are indexed once by `prepare`, with all they entail by rules without
negation; each case then forks that store and is evaluated from its own facts outward. Rounds are
strict: a conclusion is visible to the next round only, so that the round of a fact depends
neither on the order of rules nor on that of facts.
"""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Final

from vcc.engine.access import backward_predicates, needed_predicates
from vcc.engine.codegen import code_from_pipeline
from vcc.engine.conclusions import Conclusions
from vcc.engine.instances import RuleBook
from vcc.engine.limits import Meter
from vcc.engine.starts import is_saturated, starts_of
from vcc.engine.store import Pair, Store
from vcc.plan.operators import Pipeline, Plan, Scan, is_variable
from vcc.vocabulary.rdf import Triple

Facts = dict[str, list[Pair]]
Found = defaultdict[str, set[Pair]]
Run = Callable[[object, object, object, object], None]
# Facts of DATA blocks are the program's: not given, and not concluded. `WHERE DATA` and `NOT DATA`
# look at the base graph only and do not see them: the draft's algorithm and its tests agree on
# that, its prose does not (W3C data-shapes issue 1276, open in September 2026).
DATA_ROUND: Final = 1


class Runner:
    """A pipeline that is compiled when it first runs: most rules never do on most cases."""

    def __init__(self, pipeline: Pipeline) -> None:
        self.pipeline = pipeline
        self.needs = needed_predicates(pipeline)
        first = pipeline.operators[0]
        self.begins = None  # the predicate whose new facts it ranges over
        if isinstance(first, Scan) and not is_variable(first.atom[1]):
            self.begins = first.atom[1]

    @cached_property
    def run(self) -> Run:
        """The compiled function: indexes, new facts and conclusions in; nothing out."""
        code = code_from_pipeline(self.pipeline)
        namespace = dict(code.namespace)
        exec(compile(code.text, f"<{self.pipeline.rule}>", "exec"), namespace)  # noqa: S102
        function: Run = namespace["run"]  # type: ignore[assignment]
        return function


class Stage:
    """The runners of one phase: what runs first, and what runs again on new facts."""

    def __init__(self, first: Iterable[Pipeline], again: Iterable[Pipeline]) -> None:
        self.first = [Runner(pipeline) for pipeline in first]
        self.again = [Runner(pipeline) for pipeline in again]

    @property
    def runners(self) -> Iterator[Runner]:
        """All runners of the phase."""
        yield from self.first
        yield from self.again


def _evaluate(stages: Iterable[Stage], store: Store, round: int, meter: Meter | None) -> int:
    """Run the phases to their end; the result is the last round.

    Raises:
        LimitReached: where the run comes to a limit of the meter.
    """
    forward, backward = store.forward, store.backward
    found: Found = defaultdict(set)
    if meter is not None:
        meter.counts(lambda: _concluded(store) + sum(map(len, found.values())))
    for stage in stages:
        found = defaultdict(set)
        _run_first(stage, store, found, meter)
        round += 1
        new = _added(store, found, round)
        while new and stage.again:
            found = defaultdict(set)
            for runner in stage.again:
                if runner.begins is None or runner.begins in new:
                    runner.run(forward, backward, new, found)
            if meter is not None:
                meter.tick()
            round += 1
            new = _added(store, found, round)
    if meter is not None:
        meter.check_facts(_concluded(store))
    return round


def _run_first(stage: Stage, store: Store, found: Found, meter: Meter | None) -> None:
    forward, backward, added = store.forward, store.backward, store.added
    for runner in stage.first:
        if runner.needs <= forward.keys():
            runner.run(forward, backward, added, found)
            if meter is not None:
                meter.tick()


def _concluded(store: Store) -> int:
    return sum(len(pairs) for _, pairs in store.derived)


def _added(store: Store, found: Found, round: int) -> Facts:
    new: Facts = {}
    for predicate, pairs in found.items():
        if pairs:
            fresh = store.add(predicate, pairs, round)
            if fresh:
                new[predicate] = fresh
    return new


class Engine:
    """A plan compiled over static facts; `infer` may be called any number of times."""

    def __init__(
        self, plan: Plan, static: Iterable[Triple] = (), meter: Meter | None = None
    ) -> None:
        self.plan = plan
        base = Store(None)
        for predicate, pairs in _by_predicate(static).items():
            base.give(predicate, pairs)
        for predicate, pairs in _by_predicate(plan.data).items():
            base.add(predicate, pairs, DATA_ROUND)
        monotone = [
            Stage(
                (plan.rules[r].whole for r in phase.rules if is_saturated(plan.rules[r])),
                (
                    p
                    for r in phase.rules
                    if is_saturated(plan.rules[r])
                    for p in plan.rules[r].recurring
                ),
            )
            for phase in plan.phases
        ]
        self._round = DATA_ROUND
        if base.forward:
            self._round = _evaluate(monotone, base, DATA_ROUND, meter)
        self._base = base
        self._stages = [
            Stage(
                (p for r in phase.rules for p in starts_of(plan.rules[r], base)),
                (p for r in phase.rules for p in plan.rules[r].recurring),
            )
            for phase in plan.phases
        ]
        self._indexed = _indexed(self._stages)

    @cached_property
    def consequences(self) -> tuple[Triple, ...]:
        """What DATA blocks say and static facts entail, by rules without negation, sorted."""
        found = ((s, p, o) for p, pairs in self._base.derived for s, o in pairs)
        return tuple(sorted(found))

    @cached_property
    def data(self) -> frozenset[Triple]:
        """The facts of the program's DATA blocks."""
        return frozenset(self.plan.data)

    @cached_property
    def rulebook(self) -> RuleBook:
        """The rules, for questions asked backwards."""
        return RuleBook(self.plan)

    def infer(self, facts: Iterable[Triple], meter: Meter | None = None) -> Conclusions:
        """Draw all conclusions from the facts together with the static ones.

        `inferred` of the result leaves out `consequences`, which are the same for every case.

        Raises:
            LimitReached: where the run comes to a limit of the meter.
        """
        return self._infer(facts, (), meter)

    def infer_all(self, facts: Iterable[Triple], meter: Meter | None = None) -> Conclusions:
        """The same, `consequences` included."""
        return self._infer(facts, self.consequences, meter)

    def _infer(
        self, facts: Iterable[Triple], inherited: tuple[Triple, ...], meter: Meter | None
    ) -> Conclusions:
        store = self._base.fork(self._indexed)
        with _without_gc():
            for predicate, pairs in _by_predicate(facts).items():
                store.give(predicate, pairs)
            _evaluate(self._stages, store, self._round, meter)
        return Conclusions(self, store, inherited)


def prepare(plan: Plan, static: Iterable[Triple] = (), meter: Meter | None = None) -> Engine:
    """Compile a plan over static facts, once for many cases.

    Raises:
        LimitReached: where drawing their conclusions comes to a limit of the meter.
    """
    return Engine(plan, static, meter)


def infer(
    plan: Plan, facts: Iterable[Triple], static: Iterable[Triple] = (), meter: Meter | None = None
) -> Conclusions:
    """All conclusions of a program from facts; terms are strings as N-Triples writes them.

    Raises:
        LimitReached: where the run comes to a limit of the meter.
    """
    return prepare(plan, static, meter).infer_all(facts, meter)


def _by_predicate(facts: Iterable[Triple]) -> Facts:
    groups: Facts = {}
    for subject, predicate, object in facts:
        pairs = groups.get(predicate)
        if pairs is None:
            groups[predicate] = pairs = []
        pairs.append((subject, object))
    return groups


def _indexed(stages: Iterable[Stage]) -> frozenset[str] | None:
    """The predicates that some pipeline looks up by object (None: any)."""
    found = {p for stage in stages for r in stage.runners for p in backward_predicates(r.pipeline)}
    named = frozenset(predicate for predicate in found if predicate is not None)
    return None if None in found else named


@contextmanager
def _without_gc() -> Iterator[None]:
    """Indexes are no garbage: looking for cycles among them costs up to half the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
