"""What holds after a run: given facts, conclusions, and the round in which each appeared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from vcc.engine.relation import Pair, Store
from vcc.vocabulary.rdf import Triple

if TYPE_CHECKING:
    from vcc.engine.run import Engine


class Conclusions:
    """The outcome of one run; ask it, never change it."""

    def __init__(self, engine: Engine, store: Store, inherited: tuple[Triple, ...] = ()) -> None:
        self.engine = engine
        self.store = store
        self._inherited = inherited

    @cached_property
    def inferred(self) -> tuple[Triple, ...]:
        """The new facts, sorted: what this run concluded and was not given."""
        return tuple(sorted((s, p, o) for p, pairs in self.by_predicate.items() for s, o in pairs))

    @cached_property
    def by_predicate(self) -> Mapping[str, list[Pair]]:
        """The new facts by their predicates, in no particular order."""
        if not self._inherited:
            return _ByPredicate(self.store.derived)
        found = dict(_ByPredicate(self.store.derived))
        for subject, predicate, object in self._inherited:
            if self.store.round((subject, predicate, object)):
                found.setdefault(predicate, []).append((subject, object))
        return found

    def __contains__(self, triple: object) -> bool:
        return isinstance(triple, tuple) and len(triple) == 3 and self.round(triple) is not None

    def round(self, triple: Triple) -> int | None:
        """When a fact appeared: 0 if it was given, later for conclusions, None if it is none.

        Every fact has a proof from facts of smaller rounds.
        """
        return self.store.round(triple)

    def matching(
        self, subject: str | None = None, predicate: str | None = None, object: str | None = None
    ) -> Iterator[Triple]:
        """All facts, given and concluded, with these terms (None: any), sorted."""
        return iter(sorted(self.store.matching(subject, predicate, object)))


class _ByPredicate(Mapping[str, list[Pair]]):
    """The facts of each predicate, put together when they are asked for: few are."""

    def __init__(self, derived: Mapping[str, list[list[Pair]]]) -> None:
        self._derived = derived

    def __getitem__(self, predicate: str) -> list[Pair]:
        return list(chain.from_iterable(self._derived[predicate]))

    def __iter__(self) -> Iterator[str]:
        return iter(self._derived)

    def __len__(self) -> int:
        return len(self._derived)
