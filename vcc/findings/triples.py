"""Triples that can be asked by subject and property, or by property and object."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vcc.vocabulary.rdf import Triple


class Triples:
    """A set of triples with two indexes; answers are sorted, so that reports never flicker."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self._all = frozenset(triples)
        self._objects: dict[tuple[str, str], list[str]] = {}
        self._subjects: dict[tuple[str, str], list[str]] = {}
        self._pairs: dict[str, list[tuple[str, str]]] = {}
        for subject, property, object in sorted(self._all):
            self._objects.setdefault((subject, property), []).append(object)
            self._subjects.setdefault((property, object), []).append(subject)
            self._pairs.setdefault(property, []).append((subject, object))

    def __contains__(self, triple: object) -> bool:
        return triple in self._all

    def __iter__(self) -> Iterator[Triple]:
        return iter(sorted(self._all))

    def __len__(self) -> int:
        return len(self._all)

    def objects(self, subject: str, property: str) -> tuple[str, ...]:
        """What the subject has as that property."""
        return tuple(self._objects.get((subject, property), ()))

    def object(self, subject: str, property: str) -> str | None:
        """The first of `objects`; None if there is none."""
        found = self._objects.get((subject, property))
        return found[0] if found else None

    def subjects(self, property: str, object: str) -> tuple[str, ...]:
        """What has that object as that property."""
        return tuple(self._subjects.get((property, object), ()))

    def pairs(self, property: str) -> tuple[tuple[str, str], ...]:
        """Every subject and object of a property."""
        return tuple(self._pairs.get(property, ()))
