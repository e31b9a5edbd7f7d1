"""Facts → the numbers that the declared measures give for them, with what each rests on.

The graph and its shortest paths are those of networkx, which is loaded only where a case has a
network to measure. Distances are whole steps; edges have no direction; nodes may have a
weight.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from vcc.measures.declarations import Measure, Procedure
from vcc.vocabulary.namespaces import XSD
from vcc.vocabulary.rdf import Triple, boolean, integer, literal, literal_parts

if TYPE_CHECKING:
    from networkx import Graph

_DECIMAL: Final = XSD + "decimal"
_PLACES: Final = 4


@dataclass(frozen=True, slots=True)
class Measured:
    """One computed fact, and its ground.

    `distances` are steps from the subject of the fact to the other nodes, nearest first (for a
    whole network: none). `edges` are the facts of the network, one for each tie. `apart` counts
    the nodes that cannot be reached.
    """

    fact: Triple
    measure: Measure
    distances: tuple[tuple[str, int], ...]
    edges: tuple[Triple, ...]
    apart: int = 0


@dataclass(frozen=True, slots=True)
class _Network:
    """The nodes of one network, what ties them, where distances may lead, and what nodes weigh."""

    name: str
    nodes: tuple[str, ...]
    edges: tuple[Triple, ...]
    targets: frozenset[str]
    weights: Mapping[str, Fraction]


Facts = Callable[[str], Iterable[Triple]]
_Found = tuple[str, str, Mapping[str, int]]


def measured(measures: Iterable[Measure], facts: Facts) -> tuple[Measured, ...]:
    """What the measures give; `facts` has the facts of a property."""
    return tuple(
        found
        for measure in measures
        for network in _networks(measure, facts)
        for found in _of_network(measure, network)
    )


def _networks(measure: Measure, facts: Facts) -> Iterator[_Network]:
    nodes, targets = defaultdict(set), defaultdict(set)
    for node, _, network in facts(measure.nodes):
        nodes[network].add(node)
    for network, _, node in facts(measure.target) if measure.target else ():
        targets[network].add(node)
    ties = [tie for property in measure.edges for tie in facts(property)]
    weights = dict(sorted(_weights(facts(measure.weights)))) if measure.weights else {}
    for network, members in sorted(nodes.items()):
        inside = sorted(tie for tie in ties if tie[0] in members and tie[2] in members)
        once = {frozenset((one, other)): (one, p, other) for one, p, other in reversed(inside)}
        edges = tuple(sorted(once.values()))
        heavy = {node: weights[node] for node in members & weights.keys()}
        yield _Network(network, tuple(sorted(members)), edges, frozenset(targets[network]), heavy)


def _weights(facts: Iterable[Triple]) -> Iterator[tuple[str, Fraction]]:
    for node, _, number in facts:
        yield node, Fraction(literal_parts(number).lexical)


def _of_network(measure: Measure, network: _Network) -> Iterator[Measured]:
    graph = _graph(network)
    for subject, value, steps in _PROCEDURES[measure.procedure](graph, network):
        nearest = sorted((n, node) for node, n in steps.items() if node != subject)
        distances = tuple((node, n) for n, node in nearest)
        apart = len(network.nodes) - len(steps) if steps else 0
        fact = subject, measure.result, value
        yield Measured(fact, measure, distances, network.edges, apart)


def _graph(network: _Network) -> Graph:
    from networkx import Graph

    graph = Graph()
    graph.add_nodes_from(network.nodes)
    graph.add_edges_from((one, other) for one, _, other in network.edges if one != other)
    return graph


def _steps(graph: Graph, start: str) -> Mapping[str, int]:
    """Steps from a node to every node in reach, itself included."""
    from networkx import single_source_shortest_path_length

    return dict(single_source_shortest_path_length(graph, start))


def _connected(graph: Graph, network: _Network) -> Iterator[_Found]:
    from networkx import is_connected

    yield network.name, boolean(bool(is_connected(graph))), {}


def _closeness(graph: Graph, network: _Network) -> Iterator[_Found]:
    for node in network.nodes:
        steps = _steps(graph, node)
        total = sum(steps.values())
        if total and len(steps) == len(network.nodes):
            yield node, decimal(Fraction(1, total), _places_for(total)), steps


def _harmonic(graph: Graph, network: _Network) -> Iterator[_Found]:
    for node in network.nodes:
        steps = _steps(graph, node)
        yield node, decimal(sum((Fraction(1, n) for n in steps.values() if n), Fraction())), steps


def _weighted(graph: Graph, network: _Network) -> Iterator[_Found]:
    """Nothing where the case gives no weight: then the harmonic number says all there is."""
    for node in network.nodes if network.weights else ():
        steps = _steps(graph, node)
        shares = (network.weights.get(o, Fraction(1)) / n for o, n in steps.items() if n)
        yield node, decimal(sum(shares, Fraction())), steps


def _distance(graph: Graph, network: _Network) -> Iterator[_Found]:
    for node in network.nodes:
        steps = _steps(graph, node)
        reached = {other: n for other, n in steps.items() if other in network.targets}
        if reached:
            yield node, integer(min(reached.values())), steps


_PROCEDURES: Final[Mapping[Procedure, Callable[[Graph, _Network], Iterator[_Found]]]] = {
    Procedure.CONNECTED: _connected,
    Procedure.CLOSENESS: _closeness,
    Procedure.HARMONIC: _harmonic,
    Procedure.WEIGHTED: _weighted,
    Procedure.DISTANCE: _distance,
}


def _places_for(total: int) -> int:
    """So many places that 1 / total differs from 1 / (total + 1): rules rank nodes by it."""
    return max(_PLACES, 2 * len(str(total)))


def decimal(number: Fraction, places: int = _PLACES) -> str:
    """A number as an xsd:decimal, rounded to so many places."""
    text = f"{float(round(number, places)):.{places}f}".rstrip("0").rstrip(".")
    return literal(text, datatype=_DECIMAL)
