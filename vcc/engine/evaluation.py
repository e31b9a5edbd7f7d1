"""One run of a theory over the facts of a case, whoever does the work: the generated functions over
dictionaries, or the machine over tables of numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

from vcc.engine.fixpoint import evaluate
from vcc.engine.limits import Meter
from vcc.engine.relation import Pair, Store
from vcc.engine.stratum import Stratum
from vcc.vocabulary.rdf import Triple

if TYPE_CHECKING:
    from vcc.engine.machine.interface import MachineRun

Facts = dict[str, list[Pair]]


class Evaluation(Protocol):
    """A run: strata in order, each until nothing is new."""

    @property
    def store(self) -> Store:
        """What holds by now; it shows nothing that is concluded later."""

    def give(self, facts: Iterable[Triple]) -> None:
        """Add facts that need no rule."""

    def run(
        self, begin: int, end: int, round: int, meter: Meter | None = None,
        begins: list[int] | None = None,
    ) -> int:  # fmt: skip
        """Run strata; rounds are counted on from `round`, the result is the last. `begins` is
        filled with the last round before each stratum.

        Raises:
            LimitReached: where the run comes to a limit of the meter.
        """

    def withdraw(self, round: int) -> None:
        """Take back what was concluded after a round."""


class OverStore:
    """The generated functions."""

    def __init__(self, store: Store, strata: Sequence[Stratum]) -> None:
        self.store = store
        self._strata = strata

    def give(self, facts: Iterable[Triple]) -> None:
        """Add facts that need no rule."""
        give(self.store, facts)

    def run(
        self, begin: int, end: int, round: int, meter: Meter | None = None,
        begins: list[int] | None = None,
    ) -> int:  # fmt: skip
        """Run strata."""
        return evaluate(self._strata[begin:end], self.store, round, meter, begins)

    def withdraw(self, round: int) -> None:
        """Take back what was concluded after a round."""
        self.store.withdraw(round)


class OverMachine:
    """The machine."""

    def __init__(self, run: MachineRun, static: Store) -> None:
        self._run, self._static = run, static

    @property
    def store(self) -> Store:
        """What holds by now."""
        from vcc.engine.machine.store import MachineStore

        return MachineStore(self._run, self._static)

    def give(self, facts: Iterable[Triple]) -> None:
        """Add facts that need no rule."""
        self._run.give(facts)

    def run(
        self, begin: int, end: int, round: int, meter: Meter | None = None,
        begins: list[int] | None = None,
    ) -> int:  # fmt: skip
        """Run strata."""
        if meter is None:
            return self._run.evaluate(begin, end, round, begins, None)
        meter.counts(self._run.count)
        last = self._run.evaluate(begin, end, round, begins, meter.tick)
        meter.check_facts(self._run.count())
        return last

    def withdraw(self, round: int) -> None:
        """Take back what was concluded after a round."""
        self._run.withdraw(round)


def give(store: Store, facts: Iterable[Triple]) -> None:
    """Add facts that need no rule."""
    for predicate, pairs in by_predicate(facts).items():
        store.give(predicate, pairs)


def by_predicate(facts: Iterable[Triple]) -> Facts:
    """Subjects and objects by predicate."""
    groups: Facts = {}
    for subject, predicate, object in facts:
        pairs = groups.get(predicate)
        if pairs is None:
            groups[predicate] = pairs = []
        pairs.append((subject, object))
    return groups
