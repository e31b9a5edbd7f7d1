"""What holds after a run, decoded only where it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sized
from functools import cached_property
from typing import TYPE_CHECKING, cast

import numpy as np

from vcc.engine.columns.arrays import sorted_distinct
from vcc.engine.columns.database import Database
from vcc.engine.columns.encoded import EncodedFacts
from vcc.engine.columns.relation import Relation
from vcc.engine.columns.vocabulary import Vocabulary
from vcc.engine.conclusions import Conclusions
from vcc.engine.relation import Store
from vcc.vocabulary.rdf import Triple

if TYPE_CHECKING:
    from vcc.engine.columns.run import ColumnsEngine
    from vcc.engine.run import Engine


class ColumnsConclusions(Conclusions):
    """The outcome of one run in columns; ask it, never change it."""

    def __init__(
        self,
        engine: ColumnsEngine,
        database: Database,
        vocabulary: Vocabulary,
        inherited: tuple[Triple, ...] = (),
    ) -> None:
        self.view = View(database, vocabulary)
        # Proofs ask an engine for its rules, and a store for rounds and matches, nothing else.
        super().__init__(cast("Engine", engine), cast("Store", self.view), inherited)

    @cached_property
    def encoded(self) -> EncodedFacts:
        """The new facts as arrays: what this run concluded and was not given."""
        vocabulary = self.view.vocabulary
        found = self.view.database.concluded()
        for subject, predicate, object in self._inherited:
            if self.round((subject, predicate, object)):
                pair = vocabulary.number(subject) << 32 | vocabulary.number(object)
                number = vocabulary.number(predicate)
                rest = found.get(number, np.empty(0, np.int64))
                found[number] = np.append(rest, pair)
        return EncodedFacts(vocabulary, {p: sorted_distinct(pairs) for p, pairs in found.items()})

    @cached_property
    def inferred(self) -> tuple[Triple, ...]:
        """The new facts, sorted: what this run concluded and was not given."""
        return tuple(sorted(self.encoded.triples()))


class View:
    """A database as strings: what a proof asks of a store (see `engine/solve.py`)."""

    def __init__(self, database: Database, vocabulary: Vocabulary) -> None:
        self.database = database
        self.vocabulary = vocabulary

    @property
    def forward(self) -> _Relations:
        """How many facts a predicate has, and how many of one subject."""
        return _Relations(self)

    def back(self, predicate: str) -> _Index:
        """How many facts of the predicate have one object."""
        return _Index(self, predicate, "object")

    def relation(self, predicate: str) -> Relation | None:
        """The facts of a predicate; None if it has none."""
        return self.database.relations.get(self.vocabulary.known(predicate))

    def round(self, triple: Triple) -> int | None:
        """The round of a fact; None if it does not hold."""
        relation = self.relation(triple[1])
        if relation is None:
            return None
        known = self.vocabulary.known
        return relation.round(known(triple[0]), known(triple[2]))

    def matching(
        self, subject: str | None, predicate: str | None, object: str | None
    ) -> Iterator[Triple]:
        """The facts with these terms (None: any), in no particular order."""
        terms = self.vocabulary.terms
        if predicate is None:
            names = [terms[number] for number in self.database.relations]
        else:
            names = [predicate]
        for name in names:
            yield from self._matching(subject, name, object)

    def _matching(
        self, subject: str | None, predicate: str, object: str | None
    ) -> Iterator[Triple]:
        terms, known = self.vocabulary.terms, self.vocabulary.known
        for run in self.database.runs(known(predicate)):
            if subject is None and object is None:
                for pair in run.pairs:
                    yield terms[int(pair) >> 32], predicate, terms[int(pair) & 0xFFFFFFFF]
            elif subject is None:
                assert object is not None
                subjects = run.subjects_of(known(object)).tolist()
                yield from ((terms[s], predicate, object) for s in subjects)
            elif object is None:
                objects = run.objects_of(known(subject)).tolist()
                yield from ((subject, predicate, terms[o]) for o in objects)
            elif run.has(known(subject), known(object)):
                yield subject, predicate, object


class _Relations:
    """Predicate → its facts by subject."""

    def __init__(self, view: View) -> None:
        self._view = view

    def __bool__(self) -> bool:
        return bool(self._view.database.relations)

    def get(self, predicate: str) -> _Index | None:
        """The facts of a predicate; None if it has none."""
        relation = self._view.relation(predicate)
        return None if relation is None else _Index(self._view, predicate, "subject")


class _Index:
    """The facts of one predicate by subject or by object: only how many there are."""

    def __init__(self, view: View, predicate: str, by: str) -> None:
        self._view = view
        self._runs = view.database.runs(view.vocabulary.known(predicate))
        self._by_subject = by == "subject"

    def __len__(self) -> int:
        return sum(map(len, self._runs))

    def get(self, term: str, default: Sized) -> Sized:
        """Something as long as there are facts with the term."""
        number = self._view.vocabulary.known(term)
        count = 0
        for run in self._runs:
            order = run.by_subject if self._by_subject else run.by_object
            start, end = order.span(number)
            count += end - start
        return range(count) if count else default
