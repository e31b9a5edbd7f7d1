"""Evidence: a citation of a source, as a node below what it supports."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from vcc.case.model import Citation, Name, Text
from vcc.graph.describe import Description, Part
from vcc.graph.nodes import Nodes
from vcc.source.diagnostic import Words
from vcc.vocabulary.namespaces import TYPE, vcc
from vcc.vocabulary.rdf import literal

_EVIDENCE: Final = vcc("evidence")
_CITATION: Final = vcc("Citation")
_SOURCE: Final = vcc("source")
_PLACE: Final = vcc("place")
_QUOTE: Final = vcc("quote")


def evidence(citations: Iterable[Citation], nodes: Nodes) -> list[Part]:
    """One node for each citation, linked from the node that it supports."""
    return [Part("evidence", _EVIDENCE, "", _citation(each, nodes)) for each in citations]


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
    source, span = citation.source, citation.span
    says = [(TYPE, _CITATION, span), (_SOURCE, nodes.thing(source.text), source.span)]
    says += [(_PLACE, literal(place), span) for place in citation.places]
    says += [(_QUOTE, _quote(quote, source, nodes), quote.span) for quote in citation.quotes]
    written = " ".join((f"@{source.text}", *citation.places))
    return Description(span, says, label=Words(written, written))
