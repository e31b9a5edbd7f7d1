"""A resolved case as RDF triples; `ontology/README.md` has the mapping as a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from vcc.case.model import (
    Case,
    Citation,
    Closure,
    Declaration,
    Expectation,
    FrameworkChoice,
    Stance,
    Statement,
)
from vcc.case.resolved import ResolvedCase
from vcc.graph.clauses import text_term
from vcc.graph.declarations import declared
from vcc.graph.describe import Collected, Description, Part
from vcc.graph.evidence import evidence
from vcc.graph.iris import case_iri
from vcc.graph.judgements import closed, closure, expectation, frameworks
from vcc.graph.moves import taking_part
from vcc.graph.nodes import Nodes, words_of
from vcc.source.diagnostic import Words
from vcc.source.text import Span
from vcc.vocabulary.namespaces import CASES, LABEL, TYPE, vcc
from vcc.vocabulary.rdf import Triple, literal


@dataclass(frozen=True)
class CaseGraph:
    """What one case states, as N-Triples terms, and where it states it.

    `case` is the term of the case itself. `origins` maps every triple to the first place that
    states it, in no order that means something; `places`, `labels` and `citations` say the same of
    nodes (a node without evidence is not in `citations`).
    """

    case: str
    origins: Mapping[Triple, Span]
    places: Mapping[str, Span]
    labels: Mapping[str, Words]
    citations: Mapping[str, tuple[Citation, ...]]

    @cached_property
    def triples(self) -> tuple[Triple, ...]:
        """What the case states, sorted."""
        return tuple(sorted(self.origins))

    def place_of(self, subject: str, value: str = "") -> Span | None:
        """Where a node is said to have a value, by whatever property; else where the node is."""
        stated = (
            span
            for (s, _, o), span in self.origins.items()
            if value and s == subject and o == value
        )
        return min(stated, default=self.places.get(subject))


def graph_from_case(resolved: ResolvedCase, base: str = CASES) -> CaseGraph:
    """The triples of a case.

    The order of statements in the text never changes them. `base` is the absolute IRI, ending
    with a slash, below which the case gets its own.
    """
    case, statements = resolved.case, resolved.statements
    declarations = tuple(resolved.declarations)
    nodes = Nodes(
        case_iri(case.name.text, base),
        resolved.term,
        dict(_labels(declarations)),
        frozenset(d.name.text for d in declarations if d.stance is Stance.ACTUAL),
        case.language,
        dict(_titles(declarations)),
    )
    collected = Collected()
    collected.emit(nodes.case, _case(case, statements, nodes))
    for statement in statements:
        if isinstance(statement, Closure):
            collected.stated += closed(statement, nodes)
    return CaseGraph(
        nodes.case,
        collected.origins(),
        collected.places,
        collected.labels,
        collected.citations,
    )


def _labels(declarations: Iterable[Declaration]) -> Iterator[tuple[str, Words]]:
    for declaration in declarations:
        yield declaration.name.text, words_of(declaration.labels, declaration.name.text)
        for item in declaration.items:
            if item.name is not None:
                yield item.name.text, words_of(item.labels, item.name.text)


def _titles(declarations: Iterable[Declaration]) -> Iterator[tuple[str, str]]:
    for declaration in declarations:
        languages = {label.language for label in declaration.labels}
        if declaration.id == "source" and len(languages) == 1:
            yield declaration.name.text, languages.pop()


def _case(case: Case, statements: tuple[Statement, ...], nodes: Nodes) -> Description:
    """The case with everything in it as its parts."""
    name, span = case.name.text, case.name.span
    says = [] if case.is_library else [(TYPE, vcc("Case"), span)]
    says.append((vcc("name"), literal(name), span))
    says += [(LABEL, text_term(label), label.span) for label in case.labels]
    parts = evidence(case.citations, nodes)
    for statement in statements:
        match statement:
            case Declaration():
                parts += _declaration(statement, nodes)
            case Closure():
                parts.append(closure(statement, nodes))
            case Expectation():
                parts.append(expectation(statement, nodes))
            case FrameworkChoice():
                says += frameworks(statement, nodes)
    return Description(span, says, parts, words_of(case.labels, name), case.citations)


def _declaration(declaration: Declaration, nodes: Nodes) -> list[Part]:
    """A declared thing; an actor also takes part in the case as a whole (the network)."""
    name = declaration.name
    parts = [Part("", "", "", declared(declaration, nodes), nodes.thing(name.text))]
    if declaration.id == "actor":
        parts += taking_part((name,), nodes.case, nodes)
    return parts
