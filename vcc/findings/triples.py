"""Triples that can be asked by subject and property, or by property and object."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from vcc.source.kept_parts import KeptMapping
from vcc.vocabulary.rdf import Triple

_Pairs = Iterable[tuple[str, str]]


class Triples:
    """A set of triples with indexes; answers are sorted, so that reports never flicker.

    What is said with a property is put in order when it is first asked: of the thousands of
    conclusions of a case, a check asks for those with a few properties only. They can be pickled,
    and are then also read by property.
    """

    def __init__(
        self, triples: Iterable[Triple], grouped: Mapping[str, _Pairs] | None = None
    ) -> None:
        """`grouped`: instead of triples, the subjects and objects of each property. Triples are
        grouped when somebody asks: of most cases of a library nobody does."""
        self._keep(tuple(triples), grouped)

    def _keep(self, triples: tuple[Triple, ...], grouped: Mapping[str, _Pairs] | None) -> None:
        self._triples, self._grouped = triples, grouped
        self._pairs: dict[str, tuple[tuple[str, str], ...]] = {}
        self._objects: dict[str, dict[str, list[str]]] = {}
        self._subjects: dict[str, dict[str, list[str]]] = {}

    @property
    def _by_property(self) -> Mapping[str, _Pairs]:
        if self._grouped is None:
            self._grouped, self._triples = _grouped(self._triples), ()
        return self._grouped

    def __getstate__(self) -> Mapping[str, _Pairs]:
        return KeptMapping({property: self.pairs(property) for property in self._by_property})

    def __setstate__(self, state: Mapping[str, _Pairs]) -> None:
        self._keep((), state)

    def __contains__(self, triple: Any) -> bool:
        subject, property, object = triple
        return object in self._objects_of(property).get(subject, ())

    def __iter__(self) -> Iterator[Triple]:
        every = ((s, p, o) for p in self._by_property for s, o in self.pairs(p))
        return iter(sorted(every))

    def __len__(self) -> int:
        return sum(len(self.pairs(property)) for property in self._by_property)

    def objects(self, subject: str, property: str) -> tuple[str, ...]:
        """What the subject has as that property."""
        return tuple(self._objects_of(property).get(subject, ()))

    def object(self, subject: str, property: str) -> str | None:
        """The first of `objects`; None if there is none."""
        found = self._objects_of(property).get(subject)
        return found[0] if found else None

    def subjects(self, property: str, object: str) -> tuple[str, ...]:
        """What has that object as that property."""
        index = self._subjects.get(property)
        if index is None:
            index = self._subjects[property] = {}
            for subject, value in self.pairs(property):
                index.setdefault(value, []).append(subject)
        return tuple(index.get(object, ()))

    def pairs(self, property: str) -> tuple[tuple[str, str], ...]:
        """Every subject and object of a property."""
        pairs = self._pairs.get(property)
        if pairs is None:
            pairs = self._pairs[property] = tuple(sorted(set(self._by_property.get(property, ()))))
        return pairs

    def _objects_of(self, property: str) -> dict[str, list[str]]:
        index = self._objects.get(property)
        if index is None:
            index = self._objects[property] = {}
            for subject, object in self.pairs(property):
                index.setdefault(subject, []).append(object)
        return index


def _grouped(triples: Iterable[Triple]) -> Mapping[str, _Pairs]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for subject, property, object in triples:
        pairs = groups.get(property)
        if pairs is None:
            groups[property] = [(subject, object)]
        else:
            pairs.append((subject, object))
    return groups
