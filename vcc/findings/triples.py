"""Triples that can be asked by subject and property, or by property and object."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vcc.vocabulary.rdf import Triple


class Triples:
    """A set of triples with indexes; answers are sorted, so that reports never flicker.

    What is said with a property is put in order when it is first asked: of the thousands of
    conclusions of a case, a check asks for those with a few properties only.
    """

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._all = frozenset(triples)
        self._by_property: dict[str, list[tuple[str, str]]] = {}
        for subject, property, object in self._all:
            pairs = self._by_property.get(property)
            if pairs is None:
                self._by_property[property] = [(subject, object)]
            else:
                pairs.append((subject, object))
        self._pairs: dict[str, tuple[tuple[str, str], ...]] = {}
        self._objects: dict[str, dict[str, list[str]]] = {}
        self._subjects: dict[str, dict[str, list[str]]] = {}

    def __contains__(self, triple: object) -> bool:
        return triple in self._all

    def __iter__(self) -> Iterator[Triple]:
        return iter(sorted(self._all))

    def __len__(self) -> int:
        return len(self._all)

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
            pairs = self._pairs[property] = tuple(sorted(self._by_property.get(property, ())))
        return pairs

    def _objects_of(self, property: str) -> dict[str, list[str]]:
        index = self._objects.get(property)
        if index is None:
            index = self._objects[property] = {}
            for subject, object in self.pairs(property):
                index.setdefault(subject, []).append(object)
        return index
