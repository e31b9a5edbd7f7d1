"""The named graphs of a case: what it states, what follows, and why.

`<case>/asserted` and `<case>/inferred` hold the triples; `<case>/provenance` describes in PROV-O
from which rule and which other statements each conclusion comes (`vcc.exchange.provenance`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from vcc.graph.iris import below
from vcc.vocabulary.namespaces import CASES, VCC
from vcc.vocabulary.rdf import Triple, iri

ONTOLOGY: Final = iri(VCC)


def asserted_graph(case: str) -> str:
    """The name of the graph of what a case states."""
    return below(case, "asserted")


def inferred_graph(case: str) -> str:
    """The name of the graph of what follows from it."""
    return below(case, "inferred")


def provenance_graph(case: str) -> str:
    """The name of the graph of how it follows."""
    return below(case, "provenance")


def rebased_term(term: str, base: str) -> str:
    """The same term; a node of a case stands below another base IRI (ending with a slash)."""
    old = f"<{CASES}"
    return f"<{base}{term[len(old) :]}" if term.startswith(old) else term


def rebased(triples: Iterable[Triple], base: str) -> Iterator[Triple]:
    """The same triples with the nodes of cases below another base IRI."""
    if base == CASES:
        return iter(triples)
    return (
        (rebased_term(s, base), rebased_term(p, base), rebased_term(o, base)) for s, p, o in triples
    )
