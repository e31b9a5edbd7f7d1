"""Heads: what the rules of one round conclude, predicate by predicate, before it is added."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

import numpy as np

from vcc.engine.columns.arrays import Column, Ids, Pairs, grouped, merged, packed, sorted_distinct
from vcc.engine.columns.database import Database
from vcc.engine.columns.solutions import Solutions, written
from vcc.engine.columns.vocabulary import Vocabulary
from vcc.plan.operators import Project, is_variable
from vcc.vocabulary.rdf import is_iri

_MOST_WAITING: Final = 1 << 22  # pairs of one predicate that may wait before they are sifted


class Heads:
    """Conclusions on their way into the database. Repetitions and old facts are sifted out."""

    def __init__(self, vocabulary: Vocabulary, database: Database) -> None:
        self._vocabulary = vocabulary
        self._database = database
        self._waiting: dict[int, list[Pairs]] = defaultdict(list)
        self._sizes: dict[int, int] = defaultdict(int)
        self._sifted: dict[int, Pairs] = {}

    def project(self, operator: Project, solutions: Solutions) -> None:
        """Make one fact of each template and solution."""
        for template in operator.templates:
            subject, predicate, object = (self._position(term, solutions) for term in template)
            if isinstance(predicate, int):
                if not is_variable(template[1]) or self._is_predicate(predicate):
                    self._add(predicate, subject, object)
                continue
            for number, rows in _by_value(predicate):
                if self._is_predicate(number):
                    self._add(number, *(_taken(column, rows) for column in (subject, object)))

    def _position(self, term: str, solutions: Solutions) -> Column:
        return solutions.columns[term] if is_variable(term) else self._vocabulary.number(term)

    def _is_predicate(self, number: int) -> bool:
        return is_iri(self._vocabulary.terms[number])

    def _add(self, predicate: int, subject: Column, object: Column) -> None:
        if isinstance(subject, int) and isinstance(object, int):
            subject = written(subject, 1)
        pairs = packed(subject, object)
        self._waiting[predicate].append(pairs)
        self._sizes[predicate] += len(pairs)
        if self._sizes[predicate] > _MOST_WAITING:
            self._sift(predicate)

    def _sift(self, predicate: int) -> None:
        """Keep of what waits only what is new, ascending and without repetition."""
        waiting = self._waiting.pop(predicate)
        fresh = sorted_distinct(np.concatenate(waiting) if len(waiting) > 1 else waiting[0])
        fresh = self._database.unknown(predicate, fresh)
        known = self._sifted.get(predicate)
        if known is not None:
            fresh = sorted_distinct(merged(known, fresh))
        self._sifted[predicate] = fresh
        self._sizes[predicate] = 0

    @property
    def sifted(self) -> int:
        """How many new facts are sure so far."""
        return sum(map(len, self._sifted.values()))

    def conclusions(self) -> dict[int, Pairs]:
        """All new facts, each array ascending, without repetition and not empty."""
        for predicate in list(self._waiting):
            self._sift(predicate)
        return {predicate: pairs for predicate, pairs in self._sifted.items() if len(pairs)}


def _by_value(column: Ids) -> list[tuple[int, Ids]]:
    """Each value with its rows."""
    values, starts, order = grouped(column)
    parts = np.split(order, starts[1:-1])
    return list(zip(values.tolist(), parts, strict=True))


def _taken(column: Column, rows: Ids) -> Column:
    return column if isinstance(column, int) else column.take(rows)
