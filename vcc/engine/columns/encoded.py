"""Facts as arrays: a dictionary of terms, and for each predicate its pairs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from vcc.engine.columns.arrays import (
    Ids,
    Pairs,
    firsts,
    grouped,
    packed,
    seconds,
    sorted_distinct,
)
from vcc.engine.columns.vocabulary import Vocabulary
from vcc.vocabulary.rdf import Triple


@dataclass(frozen=True, slots=True, eq=False)
class EncodedFacts:
    """A set of facts. `pairs[p]` are subject and object of all facts whose predicate has id `p`.

    Each array is ascending, without repetition and never empty; all ids are the vocabulary's.
    """

    vocabulary: Vocabulary
    pairs: Mapping[int, Pairs]

    def __len__(self) -> int:
        return sum(map(len, self.pairs.values()))

    def triples(self) -> Iterator[Triple]:
        """The facts as strings, in no particular order."""
        for predicate, pairs in self.pairs.items():
            name = self.vocabulary.terms[predicate]
            subjects = self.vocabulary.named(firsts(pairs))
            objects = self.vocabulary.named(seconds(pairs))
            for subject, object in zip(subjects, objects, strict=True):
                yield subject, name, object

    def columns(self) -> tuple[Ids, Ids, Ids]:
        """Subjects, predicates and objects, one entry for each fact, by predicate."""
        return _concatenated(self.pairs)

    def sorted_columns(self) -> tuple[Ids, Ids, Ids]:
        """The same, sorted by their terms as `sorted` sorts triples."""
        subjects, predicates, objects = self.columns()
        ranks = self.vocabulary.ranks()
        order = _order(*(ranks.take(column) for column in (subjects, predicates, objects)))
        return subjects.take(order), predicates.take(order), objects.take(order)


def _concatenated(pairs: Mapping[int, Pairs]) -> tuple[Ids, Ids, Ids]:
    if not pairs:
        return (np.empty(0, np.int64),) * 3
    everything = np.concatenate(list(pairs.values()))
    sizes = [len(of_one) for of_one in pairs.values()]
    predicates = np.repeat(np.asarray(list(pairs), np.int64), sizes)
    return firsts(everything), predicates, seconds(everything)


def _order(subjects: Ids, predicates: Ids, objects: Ids) -> Ids:
    """The rows in ascending order; of one integer a row, if three ranks fit into 63 bits."""
    widths = [int(column.max(initial=0)).bit_length() for column in (subjects, predicates, objects)]
    if sum(widths) > 63:
        return np.lexsort((objects, predicates, subjects))
    keys = (((subjects << widths[1]) | predicates) << widths[2]) | objects
    return np.argsort(keys, kind="stable")


def encoded_from_triples(
    triples: Iterable[Triple], vocabulary: Vocabulary | None = None
) -> EncodedFacts:
    """Encode facts; `vocabulary` (a new one if left out) grows by their terms."""
    vocabulary = Vocabulary() if vocabulary is None else vocabulary
    columns = list(zip(*triples, strict=True))
    if not columns:
        return EncodedFacts(vocabulary, {})
    subjects, predicates, objects = (vocabulary.numbers(column) for column in columns)
    return EncodedFacts(vocabulary, pairs_by_predicate(subjects, predicates, objects))


def pairs_by_predicate(subjects: Ids, predicates: Ids, objects: Ids) -> dict[int, Pairs]:
    """The facts of three columns, ready for `EncodedFacts`."""
    names, starts, order = grouped(predicates)
    pairs = packed(subjects, objects).take(order)
    return {
        name: sorted_distinct(pairs[start:end])
        for name, start, end in zip(names.tolist(), starts[:-1], starts[1:], strict=True)
    }


def recoded(facts: EncodedFacts, vocabulary: Vocabulary) -> dict[int, Pairs]:
    """The pairs of facts in the ids of another vocabulary, which grows by their terms."""
    if facts.vocabulary is vocabulary:
        return dict(facts.pairs)
    ids = vocabulary.numbers(facts.vocabulary.terms)
    return {
        int(ids[predicate]): sorted_distinct(
            packed(ids.take(firsts(pairs)), ids.take(seconds(pairs)))
        )
        for predicate, pairs in facts.pairs.items()
    }
