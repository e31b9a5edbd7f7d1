"""From facts back to the text: the lines that state them, and the quotes that support them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vcc.case.model import Citation
from vcc.findings.model import Evidence, Quote
from vcc.graph.from_case import CaseGraph
from vcc.graph.iris import below
from vcc.source.diagnostic import Words
from vcc.source.text import Span
from vcc.vocabulary.namespaces import LABEL, TYPE, vcc
from vcc.vocabulary.rdf import Triple

_FRAME = frozenset({TYPE, vcc("inCase"), vcc("context"), vcc("actor"), vcc("resource")})
_KIND = vcc("kind")
_NAMES = frozenset({LABEL, vcc("name"), vcc("evidence")})
_ACTOR = vcc("Actor")
_NOT_ACTUAL = (vcc("Denial"), vcc("Plan"))


class Sources:
    """Where the facts of one case are stated."""

    def __init__(self, graph: CaseGraph) -> None:
        self._graph = graph
        # Hundreds of conclusions rest on some dozens of statements: each is looked up once.
        self._known: dict[str, tuple[Quote, ...]] = {}

    def is_stated(self, fact: Triple) -> bool:
        """Whether the case itself says it."""
        return fact in self._graph.origins

    def statements_of(self, node: str) -> list[Triple]:
        """What the case itself says of a node, but for its names and its evidence."""
        return [f for f in self._graph.origins if f[0] == node and f[1] not in _NAMES]

    def is_frame(self, fact: Triple) -> bool:
        """Whether a fact only says who someone is, or that something belongs to the case."""
        subject, property, _ = fact
        if property in _FRAME:
            return True
        return property == _KIND and (subject, TYPE, _ACTOR) in self._graph.origins

    def is_not_actual(self, fact: Triple) -> bool:
        """Whether a fact is about something that the case denies, or only plans."""
        return any((fact[0], TYPE, kind) in self._graph.origins for kind in _NOT_ACTUAL)

    def places(self, facts: Iterable[Triple]) -> Iterator[Span]:
        """The places that state the facts."""
        origins = self._graph.origins
        return (origins[fact] for fact in facts if fact in origins)

    def evidence(self, facts: Iterable[Triple]) -> Iterator[Evidence]:
        """The places that state the facts, with the quotes of what they are about."""
        origins = self._graph.origins
        for fact in facts:
            span = origins.get(fact)
            if span is not None:
                yield Evidence(span, self._quotes(fact[0]))

    def by_line(self, evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
        """One piece of evidence for each line, in the order of the text, with all its quotes."""
        found: dict[tuple[str, int], Evidence] = {}
        for item in sorted(evidence, key=_span):
            place = item.span.source, item.span.line
            known = found.get(place)
            if known is None:
                found[place] = item
            elif known.quotes is not item.quotes:
                quotes = tuple(dict.fromkeys((*known.quotes, *item.quotes)))
                found[place] = Evidence(known.span, quotes)
        return tuple(found.values())

    def _quotes(self, node: str) -> tuple[Quote, ...]:
        """The quotes of a node, each once, or else of the nearest node that it belongs to."""
        quotes = self._known.get(node)
        if quotes is None:
            quotes = self._known[node] = self._looked_up(node)
        return quotes

    def _looked_up(self, node: str) -> tuple[Quote, ...]:
        cited = self._graph.citations.get(node)
        if cited is not None:
            return tuple(dict.fromkeys(map(self._quote, cited)))
        if "/" not in node.removeprefix(self._graph.case[:-1] + "/"):
            return ()
        return self._quotes(node.rpartition("/")[0] + ">")

    def _quote(self, citation: Citation) -> Quote:
        name = citation.source.text
        label = self._graph.labels.get(below(self._graph.case, name), Words(name, name))
        return Quote(name, label, citation.places, tuple(quote.text for quote in citation.quotes))


def _span(evidence: Evidence) -> Span:
    return evidence.span
