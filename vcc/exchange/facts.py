"""The triples of one case, and which of them the text already says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from vcc.source.diagnostic import Words
from vcc.vocabulary.namespaces import TYPE
from vcc.vocabulary.rdf import Triple


class Facts:
    """Triples to read from; what is read is ticked off, what cannot be said keeps its reason."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.left: set[Triple] = set(triples)
        self.reasons: dict[Triple, Words] = {}
        self._objects: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._subjects: dict[tuple[str, str], list[str]] = defaultdict(list)
        for s, p, o in sorted(self.left):
            self._objects[s, p].append(o)
            self._subjects[p, o].append(s)

    def objects(self, subject: str, property: str) -> list[str]:
        """The values of a property, sorted."""
        return self._objects.get((subject, property), [])

    def subjects(self, property: str, object: str) -> list[str]:
        """The nodes that have a value, sorted."""
        return self._subjects.get((property, object), [])

    def said(self, subject: str, property: str, object: str) -> None:
        """The text says this triple."""
        self.left.discard((subject, property, object))

    def typed(self, subject: str, rdf_class: str) -> None:
        """The text says that a node is of a class, if the triples do."""
        self.said(subject, TYPE, rdf_class)

    def refuse(self, triple: Triple, reason: Words) -> None:
        """The text cannot say this triple, or not exactly."""
        self.reasons[triple] = reason

    def missing(self) -> Mapping[Triple, Words | None]:
        """What is not said, sorted, with the reason where one is known."""
        unsaid = self.left | self.reasons.keys()
        return {triple: self.reasons.get(triple) for triple in sorted(unsaid)}
