"""Two graphs of one case: nodes without a name are called the same where they say the same.

The number of a move or a citation follows from what all of its siblings say (see
`vcc/graph/describe.py`), so one more move can renumber the others. Before two versions of a case
are compared, the second is renumbered after the first.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from vcc.graph.from_case import CaseGraph
from vcc.vocabulary.rdf import Triple

_NUMBERED = re.compile(r"(<[^>]*?/[a-z]+/)(\d+)(?=[/>])")
_Content = tuple[tuple[str, str], ...]


def aligned(graph: CaseGraph, model: CaseGraph) -> CaseGraph:
    """The graph with the numbers of another one wherever a node says what one there says."""
    names = _names(_contents(graph.triples), _contents(model.triples))
    if not names:
        return graph

    def renamed(term: str) -> str:
        found = _NUMBERED.match(term)
        if found is None:
            return term
        new = names.get(found[0])
        return term if new is None else new + term[found.end() :]

    def of(triple: Triple) -> Triple:
        return renamed(triple[0]), triple[1], renamed(triple[2])

    return replace(
        graph,
        origins={of(triple): span for triple, span in graph.origins.items()},
        places={renamed(node): place for node, place in graph.places.items()},
        labels={renamed(node): label for node, label in graph.labels.items()},
        citations={renamed(node): cited for node, cited in graph.citations.items()},
    )


def _contents(triples: Iterable[Triple]) -> dict[str, _Content]:
    """What each numbered node says, the nodes below it included, whatever they are called."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for subject, property, object in triples:
        node = _NUMBERED.match(subject)
        if node is not None:
            below = object.startswith(node[0] + "/") or subject[node.end() :] != ">"
            found[node[0]].append((property, "" if below and object[0] == "<" else object))
    return {node: tuple(sorted(said)) for node, said in found.items()}


def _names(new: Mapping[str, _Content], old: Mapping[str, _Content]) -> dict[str, str]:
    """New names for the nodes that are called otherwise than what says the same."""
    free: dict[tuple[str, _Content], list[str]] = defaultdict(list)
    for node, content in old.items():
        free[_owner(node), content].append(node)
    names: dict[str, str] = {}
    left: list[str] = []
    for node in new:
        same = free.get((_owner(node), new[node]))
        if same:
            names[node] = same.pop(0)
        else:
            left.append(node)
    taken = {*names.values(), *old}
    for node in left:
        number = 1
        while (name := f"{_owner(node)}{number}") in taken:
            number += 1
        taken.add(name)
        names[node] = name
    return {node: name for node, name in names.items() if node != name}


def _owner(node: str) -> str:
    return node.rstrip("0123456789")
