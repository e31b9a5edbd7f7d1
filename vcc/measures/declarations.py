"""Which networks are measured, and how: individuals of `:NetworkMeasure` (`core/measure.ttl`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final

from vcc.vocabulary.namespaces import vcc
from vcc.vocabulary.ontology import Ontology
from vcc.vocabulary.rdf import literal_parts

MEASURE: Final = vcc("NetworkMeasure")


class Procedure(Enum):
    """What can be computed; the values are those of `:measureProcedure`."""

    CONNECTED = "connected"  # of a network: whether every node reaches every other
    CLOSENESS = (
        "reciprocal-of-sum"  # of a node: 1 / Σ distances; only where the network is connected
    )
    HARMONIC = (
        "sum-of-reciprocals"  # of a node: Σ 1 / distance, where what is out of reach adds nothing
    )
    WEIGHTED = (
        "weighted-sum-of-reciprocals"  # of a node: Σ weight / distance; 1 where none is given
    )
    DISTANCE = "distance"  # of a node: steps to the nearest target; only where one is in reach


# Procedures that give nothing without one more part.
NEEDS: Final[Mapping[Procedure, str]] = {
    Procedure.DISTANCE: "measureTarget",
    Procedure.WEIGHTED: "measureWeights",
}


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: terms are N-Triples strings.

    `edges` are the properties whose facts tie two nodes, whichever way they point. `nodes` is the
    property by which a node says of which network it is part. `result` carries the number.
    `target` is the property by which a network names the nodes that distances lead to, `weights`
    the one that gives a node its weight; both are empty for procedures that need none.
    """

    term: str
    procedure: Procedure
    edges: tuple[str, ...]
    nodes: str
    result: str
    target: str = ""
    weights: str = ""

    @property
    def reads(self) -> tuple[str, ...]:
        """The properties of whose facts the result is made."""
        return tuple(filter(None, (*self.edges, self.nodes, self.target, self.weights)))


def measures_from_ontology(ontology: Ontology) -> tuple[Measure, ...]:
    """Every measure that the ontology declares, by its term.

    Raises:
        ValueError: if a declaration names no known procedure.
        KeyError: if a declaration lacks one of its parts.
    """
    said: dict[str, dict[str, str]] = {term: {} for term in ontology.members.get(MEASURE, ())}
    for subject, property, object in ontology.triples:
        if subject in said:
            said[subject][property] = object
    return tuple(_measure(term, said[term]) for term in sorted(said))


def _measure(term: str, said: Mapping[str, str]) -> Measure:
    def text(name: str) -> str:
        return literal_parts(said[vcc(name)]).lexical

    def maybe(name: str) -> str:
        return vcc(text(name)) if vcc(name) in said else ""

    return Measure(
        term=term,
        procedure=Procedure(text("measureProcedure")),
        edges=tuple(map(vcc, text("measureEdges").split())),
        nodes=vcc(text("measureNodes")),
        result=vcc(text("measureResult")),
        target=maybe("measureTarget"),
        weights=maybe("measureWeights"),
    )
