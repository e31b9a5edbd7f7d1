"""Evidence: a citation of a source, as a node below what it supports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vcc.case.model import Citation, Name, Text
from vcc.graph.describe import Description, Part, Said
from vcc.graph.nodes import Nodes
from vcc.source.diagnostic import Words
from vcc.vocabulary.namespaces import TYPE, vcc
from vcc.vocabulary.rdf import literal


def evidence(citations: Iterable[Citation], nodes: Nodes) -> Iterator[Part]:
    """One node for each citation, linked from the node that it supports."""
    for citation in citations:
        yield Part("evidence", vcc("evidence"), "", _citation(citation, nodes))


def _quote(quote: Text, source: Name, nodes: Nodes) -> str:
    """A quote in the language of its source.

    Without a language of its own a quote is in the words of the source, not of the case; the
    title of the source says which language that is.
    """
    language = quote.language
    if language == nodes.language:
        language = nodes.titles.get(source.text, language)
    return literal(quote.text, language)


def _citation(citation: Citation, nodes: Nodes) -> Description:
    source = citation.source
    says = [
        Said(TYPE, vcc("Citation"), citation.span),
        Said(vcc("source"), nodes.thing(source.text), source.span),
    ]
    says += [Said(vcc("place"), literal(place), citation.span) for place in citation.places]
    says += [
        Said(vcc("quote"), _quote(quote, source, nodes), quote.span) for quote in citation.quotes
    ]
    written = " ".join((f"@{source.text}", *citation.places))
    return Description(citation.span, tuple(says), label=Words(written, written))
