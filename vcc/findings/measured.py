"""Measured facts in words: the distances that a number was made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Final

from vcc.findings.lexicon import Lexicon
from vcc.measures import Measured
from vcc.source.diagnostic import Words
from vcc.vocabulary.rdf import Triple

MeasuredFacts = Mapping[Triple, Measured]

_DISTANCES: Final = Words("{measure}: shortest distances {steps}", "{measure}：最短距离 {steps}")
_NETWORK: Final = Words("{measure}: network of {edges} ties", "{measure}：网络共有 {edges} 条联系")
_STEPS: Final = Words("{distance} to {nodes}", "到{nodes}为 {distance}")
_APART: Final = Words("; {number} out of reach", "；另有 {number} 个节点不可达")
_NONE: Final = Words("", "")


def workings(found: Measured, lexicon: Lexicon) -> Words:
    """What a number was computed from, e.g. "closeness: shortest distances 1 to A, B; 2 to C"."""
    measure = lexicon.label(found.measure.term)
    if not found.distances:
        return _NETWORK.filled({"measure": measure, "edges": str(len(found.edges))})
    steps = [
        _STEPS.filled({"distance": str(n), "nodes": _listed(names, lexicon)})
        for n, names in groupby(found.distances, key=lambda pair: pair[1])
    ]
    apart = _APART.filled({"number": str(found.apart)}) if found.apart else _NONE
    listed = Words(
        "; ".join(words.en for words in steps) + apart.en,
        "；".join(words.zh for words in steps) + apart.zh,
    )
    return _DISTANCES.filled({"measure": measure, "steps": listed})


def _listed(pairs: Iterable[tuple[str, int]], lexicon: Lexicon) -> Words:
    labels = [lexicon.label(node) for node, _ in pairs]
    return Words(", ".join(label.en for label in labels), "、".join(label.zh for label in labels))
