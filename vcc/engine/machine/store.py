"""The facts of a run of the machine, as others look at them: like any other store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from vcc.engine.relation import Index, Pair, Store
from vcc.vocabulary.rdf import Triple

if TYPE_CHECKING:
    from vcc.engine.machine.interface import MachineRun


class MachineStore(Store):
    """A store whose indexes are made from a machine's tables when somebody looks at them: few do.

    It shows what the run has concluded by then, and cannot be changed.
    """

    __slots__ = ("_run", "_static")

    def __init__(self, run: MachineRun, static: Store) -> None:
        super().__init__(None)
        self._run, self._static = run, static
        self.forward = _Forward(self)  # type: ignore[assignment]  # it is only read
        self.derived = _Concluded(run)  # type: ignore[assignment]

    def index(self, predicate: str) -> Index:
        """The index of a predicate by subject."""
        return self._merged(predicate, self._static.forward.get(predicate, {}), False)

    def back(self, predicate: str) -> Index:
        """The index of a predicate by object, made on first demand."""
        index = self.backward.get(predicate)
        if index is None:
            static = self._static.back(predicate)
            index = self.backward[predicate] = self._merged(predicate, static, True)
        return index

    def _merged(self, predicate: str, static: Index, backward: bool) -> Index:
        own = self._run.rows(predicate, backward)
        given = [(s, o) for s, p, o in self._run.given_again() if p == predicate]
        if not (static and (own or given)):
            return own or static
        merged = {**static, **{term: {**static.get(term, {}), **row} for term, row in own.items()}}
        for subject, object in given:
            outer, inner = (object, subject) if backward else (subject, object)
            merged[outer] = {**merged[outer], inner: 0}
        return merged

    def round(self, triple: Triple) -> int | None:
        """The round of a fact; None if it does not hold."""
        return self._run.round_of(triple)

    def concluded(self) -> int:
        """How many facts were added that were not given."""
        return self._run.count()

    def predicates(self) -> Iterator[str]:
        """Every predicate of which there are facts."""
        yield from dict.fromkeys((*self._static.forward, *self._run.predicates()))


class _Forward(Mapping[str, Index]):
    """The indexes by subject, each made when it is first looked up."""

    def __init__(self, store: MachineStore) -> None:
        self._store = store
        self._made: dict[str, Index] = {}

    def __getitem__(self, predicate: str) -> Index:
        index = self._made.get(predicate)
        if index is None:
            index = self._made[predicate] = self._store.index(predicate)
        if not index:
            raise KeyError(predicate)
        return index

    def __iter__(self) -> Iterator[str]:
        return self._store.predicates()

    def __len__(self) -> int:
        return sum(1 for _ in self)


class _Concluded(Mapping[str, list[list[Pair]]]):
    """The conclusions of each predicate that has some."""

    def __init__(self, run: MachineRun) -> None:
        self._run = run

    def __getitem__(self, predicate: str) -> list[list[Pair]]:
        found = self._run.concluded(predicate)
        if not found:
            raise KeyError(predicate)
        return [found]

    def __iter__(self) -> Iterator[str]:
        return (predicate for predicate in self._run.predicates() if self._run.concluded(predicate))

    def __len__(self) -> int:
        return sum(1 for _ in self)
