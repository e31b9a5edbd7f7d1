"""Descriptions: what a case says of one node, before the node has its IRI.

A move, a citation or an expectation has no name in the text, so its IRI ends in a number. The
number comes from what is said, not from the place in the text: that is how the order of
statements never changes the graph. So every construct is first described as a tree, and `emit`
gives the numbers on the way to triples.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from vcc.case.model import Citation
from vcc.graph.iris import below
from vcc.source.diagnostic import Words
from vcc.source.text import Span
from vcc.vocabulary.rdf import Triple

# One statement about a node: property, object, and where it was written.
Said = tuple[str, str, Span]


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


class Description(NamedTuple):
    """What is said of one node, the nodes that belong to it, and what people call it."""

    span: Span
    says: Sequence[Said]
    parts: Sequence[Part] = ()
    label: Words | None = None
    citations: tuple[Citation, ...] = ()

    @property
    def key(self) -> tuple[object, ...]:
        """Orders descriptions by content alone; equal keys say the same."""
        own = tuple(sorted({(property, object) for property, object, _ in self.says}))
        return own, tuple(sorted((part.segment, part.description.key) for part in self.parts))


@dataclass(slots=True)
class Collected:
    """Triples with where each was first written, and what is known of each node."""

    origins: dict[Triple, Span] = field(default_factory=dict)
    places: dict[str, Span] = field(default_factory=dict)
    labels: dict[str, Words] = field(default_factory=dict)
    citations: dict[str, tuple[Citation, ...]] = field(default_factory=dict)

    def add(self, stated: Iterable[tuple[Triple, Span]]) -> None:
        """Add triples; of several places that state one, the first in the text is kept."""
        origins = self.origins
        for triple, span in stated:
            known = origins.setdefault(triple, span)
            if known is not span and span < known:
                origins[triple] = span

    def emit(self, node: str, description: Description) -> None:
        """Add all that is said of a node and of its parts, numbering those without a name."""
        place, says, parts, label, citations = description
        self.places[node] = place
        if label is not None:
            self.labels[node] = label
        if citations:
            self.citations[node] = citations
        self.add([((node, property, object), span) for property, object, span in says])
        for part, part_node in numbered(node, parts):
            self.add(_links(node, part, part_node))
            self.emit(part_node, part.description)


def _links(node: str, part: Part, part_node: str) -> Iterator[tuple[Triple, Span]]:
    if part.forward:
        yield (node, part.forward, part_node), part.description.span
    if part.backward:
        yield (part_node, part.backward, node), part.description.span


def numbered(owner: str, parts: Iterable[Part]) -> Iterator[tuple[Part, str]]:
    """Each part with its node: the named ones as named, the others numbered by content."""
    counts: dict[str, int] = {}
    unnamed: list[Part] = []
    for part in parts:
        if part.node:
            yield part, part.node
        else:
            unnamed.append(part)
    for part in sorted(unnamed, key=_content) if len(unnamed) > 1 else unnamed:
        number = counts[part.segment] = counts.get(part.segment, 0) + 1
        yield part, below(owner, part.segment, str(number))


def _content(part: Part) -> tuple[object, ...]:
    return part.description.key
