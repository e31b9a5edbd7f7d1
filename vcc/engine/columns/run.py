"""The *columns* executor: plan and facts → conclusions, in arrays from end to end.

It has the shape of the rows executor (`engine/run.py`) and gives the same conclusions in the
same rounds; facts may come as triples or already encoded, and conclusions are decoded lazily.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import cast

from vcc.engine.columns.conclusions import ColumnsConclusions, View
from vcc.engine.columns.database import Database
from vcc.engine.columns.encoded import EncodedFacts, encoded_from_triples, recoded
from vcc.engine.columns.fixpoint import evaluate
from vcc.engine.columns.stratum import Stratum, stratum_of
from vcc.engine.columns.vocabulary import Vocabulary
from vcc.engine.delta import is_saturated, starts_of
from vcc.engine.instances import RuleBook
from vcc.engine.limits import Meter
from vcc.engine.relation import Store
from vcc.engine.run import DATA_ROUND
from vcc.plan.operators import Phase, Plan
from vcc.vocabulary.rdf import Triple

Given = Iterable[Triple] | EncodedFacts


class ColumnsEngine:
    """A plan over static facts; `infer` may be called any number of times."""

    def __init__(
        self, plan: Plan, static: Iterable[Triple] = (), meter: Meter | None = None
    ) -> None:
        self.plan = plan
        self._vocabulary = Vocabulary()
        self._base = Database()
        self._base.give(encoded_from_triples(static, self._vocabulary).pairs)
        stated = encoded_from_triples(plan.data, self._vocabulary).pairs
        news = {p: self._base.unknown(p, pairs) for p, pairs in stated.items()}
        self._base.add({p: pairs for p, pairs in news.items() if len(pairs)}, DATA_ROUND)
        self.static_round = DATA_ROUND
        if self._base.relations:
            saturating = [_saturating(plan, phase) for phase in plan.phases]
            self.static_round = evaluate(
                saturating, self._base, self._vocabulary, DATA_ROUND, meter
            )
        view = cast(Store, View(self._base, self._vocabulary))  # asked for matches only
        self._strata = [
            stratum_of(
                (p for r in phase.rules for p in starts_of(plan.rules[r], view)),
                (p for r in phase.rules for p in plan.rules[r].recurring),
            )
            for phase in plan.phases
        ]

    @cached_property
    def consequences(self) -> tuple[Triple, ...]:
        """What DATA blocks state and all that static facts entail without negation, sorted."""
        return tuple(sorted(EncodedFacts(self._vocabulary, self._base.concluded()).triples()))

    @cached_property
    def data(self) -> frozenset[Triple]:
        """The facts of the program's DATA blocks."""
        return frozenset(self.plan.data)

    @cached_property
    def rulebook(self) -> RuleBook:
        """The rules, for questions asked backwards."""
        return RuleBook(self.plan)

    def infer(self, facts: Given, meter: Meter | None = None) -> ColumnsConclusions:
        """Draw all conclusions from the facts together with the static ones.

        `inferred` of the result leaves out `consequences`, which are the same for every batch.

        Raises:
            LimitReached: where the run comes to a limit of the meter.
        """
        return self._infer(facts, (), meter)

    def infer_all(self, facts: Given, meter: Meter | None = None) -> ColumnsConclusions:
        """The same, `consequences` included."""
        return self._infer(facts, self.consequences, meter)

    def _infer(
        self, facts: Given, inherited: tuple[Triple, ...], meter: Meter | None
    ) -> ColumnsConclusions:
        encoded, database, vocabulary = None, Database(), self._vocabulary.copy()
        if isinstance(facts, EncodedFacts):
            encoded = facts
            if not self._base.relations:  # no ids to keep: take those of the facts
                vocabulary = facts.vocabulary
        else:
            encoded = encoded_from_triples(facts, vocabulary)
        if self._base.relations:
            database = self._base.fork()
        database.give(recoded(encoded, vocabulary))
        evaluate(self._strata, database, vocabulary, self.static_round, meter)
        return ColumnsConclusions(self, database, vocabulary, inherited)


def _saturating(plan: Plan, phase: Phase) -> Stratum:
    """The rules that static facts can be given to once and for all."""
    rules = [plan.rules[r] for r in phase.rules if is_saturated(plan.rules[r])]
    return stratum_of((r.whole for r in rules), (p for r in rules for p in r.recurring))


def prepare_columns(
    plan: Plan, static: Iterable[Triple] = (), meter: Meter | None = None
) -> ColumnsEngine:
    """Prepare a plan over static facts, once for many batches.

    Raises:
        LimitReached: where drawing their conclusions comes to a limit of the meter.
    """
    return ColumnsEngine(plan, static, meter)


def infer_columns(
    plan: Plan, facts: Given, static: Iterable[Triple] = (), meter: Meter | None = None
) -> ColumnsConclusions:
    """All conclusions of a program from facts, given as triples or encoded.

    The vocabulary of encoded facts grows by the terms of rules and conclusions.

    Raises:
        LimitReached: where the run comes to a limit of the meter.
    """
    return prepare_columns(plan, static, meter).infer_all(facts, meter)
