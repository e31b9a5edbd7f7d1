"""rdflib graphs ↔ triples. rdflib has no triple terms; triples with one are refused."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from vcc.facts.terms import canonical
from vcc.vocabulary.namespaces import XSD
from vcc.vocabulary.rdf import Triple, is_blank, is_iri, is_literal, literal, literal_parts

if TYPE_CHECKING:
    import rdflib


def triples_from_rdflib(graph: rdflib.Graph) -> list[Triple]:
    """The triples of a graph, sorted; blank nodes keep their labels."""
    return sorted((_string(s), _string(p), _string(o)) for s, p, o in graph)


def _string(term: Any) -> str:
    import rdflib

    if isinstance(term, rdflib.URIRef):
        return f"<{term}>"
    if isinstance(term, rdflib.BNode):
        return f"_:{term}"
    if not isinstance(term, rdflib.Literal):
        raise TypeError(f"no RDF term: {term!r}")
    return canonical(literal(str(term), term.language or "", str(term.datatype or "")))


def rdflib_from_triples(triples: Iterable[Triple]) -> rdflib.Graph:
    """A graph of the triples; lexical forms stay as they are.

    Raises:
        ValueError: for a triple term, which rdflib cannot hold.
    """
    import rdflib

    graph = rdflib.Graph()
    for subject, predicate, object in triples:
        graph.add((_node(subject), _node(predicate), _node(object)))
    return graph


def _node(term: str) -> Any:
    import rdflib

    if is_iri(term):
        return rdflib.URIRef(term[1:-1])
    if is_blank(term):
        return rdflib.BNode(term[2:])
    if not is_literal(term):
        raise ValueError(f"rdflib has no triple terms: {term}")
    lexical, language, datatype = literal_parts(term)
    if language:
        return rdflib.Literal(lexical, lang=language)
    plain = datatype == XSD + "string"
    return rdflib.Literal(
        lexical, datatype=None if plain else rdflib.URIRef(datatype), normalize=False
    )
