"""The delta, what a round concluded; and the given facts. Rules match with either, or with all."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from vcc.engine.columns.relation import Relation, Run


class Delta:
    """New facts: for each predicate one run."""

    def __init__(self, found: Mapping[int, Run]) -> None:
        self._found = found

    def __bool__(self) -> bool:
        return bool(self._found)

    def runs(self, predicate: int) -> Sequence[Run]:
        """The new facts of one predicate."""
        run = self._found.get(predicate)
        return () if run is None else (run,)

    def predicates(self) -> Collection[int]:
        """The predicates that have new facts."""
        return self._found.keys()


class Given:
    """The given facts of a database."""

    def __init__(self, relations: Mapping[int, Relation]) -> None:
        self._relations = relations

    def runs(self, predicate: int) -> Sequence[Run]:
        """The given facts of one predicate."""
        relation = self._relations.get(predicate)
        return () if relation is None or relation.given is None else (relation.given,)

    def predicates(self) -> Collection[int]:
        """The predicates that have given facts."""
        return [p for p, relation in self._relations.items() if relation.given is not None]
