"""The *rows* executor: plan and facts → conclusions.

Static facts (an ontology) are indexed once by `prepare`, with all they entail by rules without
negation; each case then forks that store and is evaluated from its own facts outward. Rounds are
strict: a conclusion is visible to the next round only, so that the round of a fact depends
neither on the order of rules nor on that of facts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from vcc.engine.conclusions import Conclusions
from vcc.engine.evaluation import Evaluation, OverMachine, OverStore, by_predicate, give
from vcc.engine.fixpoint import evaluate
from vcc.engine.instances import RuleBook
from vcc.engine.limits import Meter
from vcc.engine.machine import machine
from vcc.engine.machine.assembly import Assembling
from vcc.engine.relation import Store
from vcc.engine.stratum import Lookups, Stratum
from vcc.source.collecting import without_gc
from vcc.vocabulary.rdf import Triple

if TYPE_CHECKING:
    from vcc.engine.machine.interface import Machine, MachineTheory
    from vcc.plan.operators import Pipeline, Plan, RulePlan

# Facts of DATA blocks are the program's: not given, and not concluded. `WHERE DATA` and `NOT DATA`
# look at the base graph only and do not see them: the draft's algorithm and its tests agree on
# that, its prose does not (W3C data-shapes issue 1276, open in September 2026).
DATA_ROUND: Final = 1


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is made of a plan and static facts, once for many cases; it can be pickled.

    `round` is the last one of the static facts' own conclusions, `data` are the facts of the
    program's DATA blocks, `rulebook` has the rules, for questions asked backwards, and `assembling`
    what the machine runs.
    """

    base: Store
    round: int
    indexed: frozenset[str] | None
    strata: tuple[Stratum, ...]
    data: frozenset[Triple]
    rulebook: RuleBook
    assembling: Assembling


def prepared(plan: Plan, static: Iterable[Triple] = (), meter: Meter | None = None) -> Prepared:
    """Index static facts with all they entail by rules without negation; choose joins.

    Raises:
        LimitReached: where drawing their conclusions comes to a limit of the meter.
    """
    from vcc.engine.delta import recurring_of, starts_of
    from vcc.engine.estimates import Estimates

    base, round = Store(None), DATA_ROUND
    give(base, static)
    for predicate, pairs in by_predicate(plan.data).items():
        base.add(predicate, pairs, DATA_ROUND)
    if base.forward:
        round = evaluate(_saturating(plan), base, DATA_ROUND, meter)
    few = Estimates(base)
    first = [[p for r in rules for p in starts_of(r, base, few)] for rules in _phases(plan)]
    again = [[p for r in rules for p in recurring_of(r, few)] for rules in _phases(plan)]
    indexed = _indexed(p for pipelines in (*first, *again) for p in pipelines)
    lookups = Lookups(base, indexed)
    strata = tuple(Stratum(*both, lookups) for both in zip(first, again, strict=True))
    data, assembling = frozenset(plan.data), Assembling(base, strata)
    return Prepared(base, round, indexed, strata, data, RuleBook(plan), assembling)


class Engine:
    """A plan compiled over static facts; `infer` may be called any number of times."""

    def __init__(self, made: Prepared) -> None:
        self._base, self.static_round = made.base, made.round
        self._indexed, self._strata, self._assembling = made.indexed, made.strata, made.assembling
        self.data, self.rulebook = made.data, made.rulebook

    @cached_property
    def _machine(self) -> tuple[Machine, MachineTheory] | None:
        """The machine and what it runs; None where the generated functions do the work."""
        compiled = machine()
        assembly = self._assembling.assembly if compiled else None
        return (compiled, assembly.theory(compiled)) if compiled and assembly else None

    def _evaluation(self) -> Evaluation:
        """A run that has no facts yet but the static ones."""
        if self._machine is not None:
            machine, theory = self._machine
            return OverMachine(machine.Run(theory), self._base)
        return OverStore(self._base.fork(self._indexed), self._strata)

    @cached_property
    def consequences(self) -> tuple[Triple, ...]:
        """What DATA blocks say and static facts entail, by rules without negation, sorted."""
        found = self._base.derived.items()
        return tuple(sorted((s, p, o) for p, parts in found for part in parts for s, o in part))

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
        evaluation = self._evaluation()
        with without_gc():
            evaluation.give(facts)
            evaluation.run(0, len(self._strata), self.static_round, meter)
        return Conclusions(self, evaluation.store, inherited)

    def infer_with(
        self,
        facts: Iterable[Triple],
        more: Callable[[Conclusions], Iterable[Triple]],
        reads: Iterable[str] | None = None,
    ) -> Conclusions:
        """Draw all conclusions, also from the facts that `more` makes of those drawn without them.

        The same as `infer` with these facts among the given ones. `more` is asked as soon as
        there can be no further facts of the predicates that it reads (None: any); it must not
        keep what it is shown. Only strata that may see its facts and have run by then run again.
        """
        evaluation = self._evaluation()
        begins: list[int] = []
        place = self._complete(reads)
        with without_gc():
            evaluation.give(facts)
            last = evaluation.run(0, place, self.static_round, None, begins)
            added = tuple(more(Conclusions(self, evaluation.store)))
            again = min(place, self._first_reading({predicate for _, predicate, _ in added}))
            if again < place:
                last = begins[again]
                evaluation.withdraw(last)
            evaluation.give(added)
            evaluation.run(again, len(self._strata), last)
        return Conclusions(self, evaluation.store)

    def _complete(self, predicates: Iterable[str] | None) -> int:
        """How many strata must run before all facts of the predicates are there."""
        if predicates is None:
            return len(self._strata)
        wanted = frozenset(predicates)
        for place in range(len(self._strata), 0, -1):
            concludes = self._strata[place - 1].concludes
            if concludes is None or not concludes.isdisjoint(wanted):
                return place
        return 0

    def _first_reading(self, predicates: set[str]) -> int:
        """The place of the first stratum that may see facts of the predicates."""
        for place, stratum in enumerate(self._strata):
            if predicates and (stratum.reads is None or not stratum.reads.isdisjoint(predicates)):
                return place
        return len(self._strata)


def prepare(plan: Plan, static: Iterable[Triple] = (), meter: Meter | None = None) -> Engine:
    """Compile a plan over static facts, once for many cases.

    Raises:
        LimitReached: where drawing their conclusions comes to a limit of the meter.
    """
    return Engine(prepared(plan, static, meter))


def infer(
    plan: Plan, facts: Iterable[Triple], static: Iterable[Triple] = (), meter: Meter | None = None
) -> Conclusions:
    """All conclusions of a program from facts; terms are strings as N-Triples writes them.

    Raises:
        LimitReached: where the run comes to a limit of the meter.
    """
    return prepare(plan, static, meter).infer_all(facts, meter)


def _phases(plan: Plan) -> list[list[RulePlan]]:
    return [[plan.rules[place] for place in phase.rules] for phase in plan.phases]


def _saturating(plan: Plan) -> Iterator[Stratum]:
    """The rules that static facts can be given to once and for all."""
    from vcc.engine.delta import is_saturated

    lookups = Lookups(Store(None), None)
    for rules in _phases(plan):
        able = [rule for rule in rules if is_saturated(rule)]
        recurring = (pipeline for rule in able for pipeline in rule.recurring)
        yield Stratum((rule.whole for rule in able), recurring, lookups)


def _indexed(pipelines: Iterable[Pipeline]) -> frozenset[str] | None:
    """The predicates that some pipeline looks up by object (None: any)."""
    from vcc.engine.join import backward_predicates

    found = {predicate for pipeline in pipelines for predicate in backward_predicates(pipeline)}
    named = frozenset(predicate for predicate in found if predicate is not None)
    return None if None in found else named
