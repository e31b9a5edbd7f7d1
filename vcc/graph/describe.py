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
Stated = tuple[Triple, Span]


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
    """All that is stated, in order, each with where it is; and what is known of each node."""

    stated: list[Stated] = field(default_factory=list)
    places: dict[str, Span] = field(default_factory=dict)
    labels: dict[str, Words] = field(default_factory=dict)
    citations: dict[str, tuple[Citation, ...]] = field(default_factory=dict)

    def emit(self, node: str, description: Description) -> None:
        """Add all that is said of a node and of its parts, numbering those without a name."""
        place, says, parts, label, citations = description
        self.places[node] = place
        if label is not None:
            self.labels[node] = label
        if citations:
            self.citations[node] = citations
        self.stated += [((node, property, object), span) for property, object, span in says]
        for part, part_node in numbered(node, parts) if parts else ():
            _, forward, backward, described, _ = part
            if forward:
                self.stated.append(((node, forward, part_node), described.span))
            if backward:
                self.stated.append(((part_node, backward, node), described.span))
            self.emit(part_node, described)

    def origins(self) -> dict[Triple, Span]:
        """Each triple with its place; of several that state it, the first in the text."""
        origins = dict(self.stated)
        if len(origins) < len(self.stated):
            for triple, span in self.stated:
                origins[triple] = min(span, origins[triple])
        return origins


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
