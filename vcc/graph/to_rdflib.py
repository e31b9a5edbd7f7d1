"""Triples as an rdflib graph, for Python users and for the SHACL library."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from vcc.vocabulary.namespaces import PREFIXES
from vcc.vocabulary.rdf import Triple, iri, iri_text, is_blank, is_iri, literal, literal_parts

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node


def to_rdflib(triples: Iterable[Triple], store: str = "default") -> Graph:
    """A new graph with these triples and our prefixes.

    Literals keep their lexical form ("007" stays "007"), so that the way back gives the same
    triples.
    """
    from rdflib import Graph

    graph = Graph(store=store, bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    known: dict[str, Node] = {}
    for triple in triples:
        graph.add(tuple(known.get(t) or known.setdefault(t, rdflib_term(t)) for t in triple))  # type: ignore[arg-type]
    return graph


def rdflib_term(term: str) -> Node:
    """One N-Triples term as an rdflib term."""
    from rdflib import BNode, Literal, URIRef

    if is_iri(term):
        return URIRef(iri_text(term))
    if is_blank(term):
        return BNode(term[2:])
    lexical, language, datatype = literal_parts(term)
    if language:
        return Literal(lexical, lang=language)
    if term.endswith('"'):
        return Literal(lexical)
    return Literal(lexical, datatype=URIRef(datatype), normalize=False)


def ntriples_term(node: Node) -> str:
    """The way back: one rdflib term as an N-Triples term."""
    from rdflib import BNode, Literal

    if isinstance(node, Literal):
        return literal(str(node), node.language or "", str(node.datatype or ""))
    return f"_:{node}" if isinstance(node, BNode) else iri(str(node))
