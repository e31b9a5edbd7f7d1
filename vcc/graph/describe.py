"""Descriptions: what a case says of one node, before the node has its IRI.

A move, a citation or an expectation has no name in the text, so its IRI ends in a number. The
number comes from what is said, not from the place in the text: that is how the order of
statements never changes the graph. So every construct is first described as a tree, and `emit`
gives the numbers on the way to triples.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from vcc.case.model import Citation
from vcc.graph.iris import below
from vcc.source.diagnostic import Words
from vcc.source.text import Span
from vcc.vocabulary.rdf import Triple


class Said(NamedTuple):
    """One statement about a node: property, object, and where it was written."""

    property: str
    object: str
    span: Span


class Part(NamedTuple):
    """A node that belongs to another one: an evidence, a move, a demand, a measurement.

    Without `node` its IRI is the owner's, `segment` and a number. `forward` links owner → part,
    `backward` links part → owner; either may be empty.
    """

    segment: str
    forward: str
    backward: str
    description: Description
    node: str = ""


@dataclass(frozen=True, slots=True)
class Description:
    """What is said of one node, the nodes that belong to it, and what people call it."""

    span: Span
    says: tuple[Said, ...]
    parts: tuple[Part, ...] = ()
    label: Words | None = None
    citations: tuple[Citation, ...] = ()

    @property
    def key(self) -> tuple[object, ...]:
        """Orders descriptions by content alone; equal keys say the same."""
        own = tuple(sorted({(said.property, said.object) for said in self.says}))
        return own, tuple(sorted((part.segment, part.description.key) for part in self.parts))


@dataclass(slots=True)
class Collected:
    """Triples with where each was first written, and what is known of each node."""

    origins: dict[Triple, Span] = field(default_factory=dict)
    places: dict[str, Span] = field(default_factory=dict)
    labels: dict[str, Words] = field(default_factory=dict)
    citations: dict[str, tuple[Citation, ...]] = field(default_factory=dict)

    def add(self, triple: Triple, span: Span) -> None:
        """Add a triple; of several places that state it, the first in the text is kept."""
        known = self.origins.get(triple)
        if known is None or span < known:
            self.origins[triple] = span

    def emit(self, node: str, description: Description) -> None:
        """Add all that is said of a node and of its parts, numbering those without a name."""
        self.places[node] = description.span
        if description.label is not None:
            self.labels[node] = description.label
        if description.citations:
            self.citations[node] = description.citations
        for said in description.says:
            self.add((node, said.property, said.object), said.span)
        for part, part_node in numbered(node, description.parts):
            if part.forward:
                self.add((node, part.forward, part_node), part.description.span)
            if part.backward:
                self.add((part_node, part.backward, node), part.description.span)
            self.emit(part_node, part.description)


def numbered(owner: str, parts: Iterable[Part]) -> Iterable[tuple[Part, str]]:
    """Each part with its node: the named ones as named, the others numbered by content."""
    counts: dict[str, int] = {}
    unnamed: list[Part] = []
    for part in parts:
        if part.node:
            yield part, part.node
        else:
            unnamed.append(part)
    for part in sorted(unnamed, key=_content) if len(unnamed) > 1 else unnamed:
        counts[part.segment] = counts.get(part.segment, 0) + 1
        yield part, below(owner, part.segment, str(counts[part.segment]))


def _content(part: Part) -> tuple[object, ...]:
    return part.description.key
