"""The facts of one run: a relation for each predicate."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from vcc.engine.columns.arrays import Pairs
from vcc.engine.columns.delta import Delta, Given
from vcc.engine.columns.relation import Relation, Run


class Database:
    """All facts. Only `give` and `add` change it."""

    def __init__(self) -> None:
        self.relations: dict[int, Relation] = {}
        self.given = Given(self.relations)
        self.conclusions = 0  # how many facts were added since the fork
        self._forked = False
        self._added: dict[int, list[Run]] = {}

    def fork(self) -> Database:
        """A database that starts with the same facts and shares them; it may grow by itself."""
        copy = Database()
        copy.relations.update((p, relation.fork()) for p, relation in self.relations.items())
        copy._forked = True
        return copy

    def runs(self, predicate: int) -> Sequence[Run]:
        """The facts of one predicate."""
        relation = self.relations.get(predicate)
        return () if relation is None else relation.runs

    def predicates(self) -> Collection[int]:
        """The predicates that have facts."""
        return self.relations.keys()

    def unknown(self, predicate: int, pairs: Pairs) -> Pairs:
        """Those of the pairs that are no facts yet."""
        relation = self.relations.get(predicate)
        return pairs if relation is None else relation.unknown(pairs)

    def give(self, facts: Mapping[int, Pairs]) -> None:
        """Add given facts (as in `EncodedFacts`)."""
        for predicate, pairs in facts.items():
            run = self._relation(predicate).give(pairs)
            if run is not None:
                self._note(predicate, run)

    def add(self, found: Mapping[int, Pairs], round: int) -> Delta:
        """Add what a round concluded (as in `EncodedFacts`, none of it known)."""
        new = {p: self._relation(p).add(pairs, round) for p, pairs in found.items()}
        self.conclusions += sum(map(len, found.values()))
        for predicate, run in new.items():
            self._note(predicate, run)
        return Delta(new)

    def added(self) -> Delta:
        """All facts, given or concluded, that came since the fork; nothing if there was none."""
        for runs in self._added.values():
            while len(runs) > 1:
                runs.append(runs.pop().merged(runs.pop()))
        return Delta({predicate: runs[0] for predicate, runs in self._added.items()})

    def concluded(self) -> dict[int, Pairs]:
        """All facts concluded since the fork (as in `EncodedFacts`)."""
        found = {p: relation.concluded() for p, relation in self.relations.items()}
        return {predicate: pairs for predicate, pairs in found.items() if len(pairs)}

    def _relation(self, predicate: int) -> Relation:
        relation = self.relations.get(predicate)
        if relation is None:
            relation = self.relations[predicate] = Relation()
        return relation

    def _note(self, predicate: int, run: Run) -> None:
        if self._forked:
            self._added.setdefault(predicate, []).append(run)
