"""Statements about the case itself: closed lists, expectations, chosen frameworks."""

from __future__ import annotations

from collections.abc import Iterator

from vcc.case.model import Closure, Expectation, FrameworkChoice
from vcc.case.words import EXPECTED_SCHEMES, FRAMEWORK_SCHEME, LIST_SCHEME
from vcc.graph.clauses import SINCE, UNTIL, clauses_said
from vcc.graph.describe import Description, Part, Said, Stated
from vcc.graph.evidence import evidence
from vcc.graph.nodes import IN_CASE, Nodes
from vcc.source.diagnostic import Words
from vcc.vocabulary.namespaces import TYPE, vcc

_WITHIN = vcc("within")


def frameworks(choice: FrameworkChoice, nodes: Nodes) -> Iterator[Said]:
    """The frameworks that the author wants applied whatever the facts."""
    for name in choice.terms:
        yield vcc("asksFor"), nodes.term(FRAMEWORK_SCHEME, name), name.span


def closure(statement: Closure, nodes: Nodes) -> Part:
    """The node of a closed list."""
    says = [
        (TYPE, vcc("Closure"), statement.span),
        (IN_CASE, nodes.case, statement.span),
        (vcc("closes"), nodes.term(LIST_SCHEME, statement.list), statement.list.span),
        *((vcc("of"), nodes.thing(name.text), name.span) for name in statement.of),
        *clauses_said(statement.clauses, nodes),
    ]
    parts = evidence(statement.citations, nodes)
    label = _closure_label(statement, nodes)
    described = Description(statement.span, says, parts, label, statement.citations)
    return Part("closure", "", "", described)


def closed(statement: Closure, nodes: Nodes) -> Iterator[Stated]:
    """The short form of a closure, only where it holds at all times.

    A list that is closed for one period says nothing about the others, so the short form would
    turn their silence into a no.
    """
    timeless = not any(
        property in (SINCE, UNTIL, _WITHIN)
        for property, _, _ in clauses_said(statement.clauses, nodes)
    )
    if timeless:
        owners = [nodes.thing(name.text) for name in statement.of] or [nodes.case]
        for owner in owners:
            yield (
                (owner, vcc("complete"), nodes.term(LIST_SCHEME, statement.list)),
                statement.span,
            )


def _closure_label(statement: Closure, nodes: Nodes) -> Words:
    listed = statement.list.text
    if not statement.of:
        return Words(listed, listed)
    of = nodes.list(statement.of)
    return Words(f"{listed} of {of.en}", f"{of.zh}的{listed}")


def expectation(statement: Expectation, nodes: Nodes) -> Part:
    """What an author or a source concludes: a node that no rule about the case can meet."""
    about = statement.about.value.replace(" ", "-")
    scheme = EXPECTED_SCHEMES.get(statement.about.value, "")
    says = [
        (TYPE, vcc("Expectation"), statement.span),
        (vcc("expects"), vcc(about), statement.span),
        *((vcc("expectedTerm"), nodes.term(scheme, name), name.span) for name in statement.terms),
        *((vcc("of"), nodes.thing(name.text), name.span) for name in statement.of),
        *clauses_said(statement.clauses, nodes),
    ]
    parts = evidence(statement.citations, nodes)
    terms = ", ".join(sorted(name.text for name in statement.terms))
    written = f"{statement.about.value} {terms}".strip()
    label = Words(written, written)
    described = Description(statement.span, says, parts, label, statement.citations)
    return Part("expectation", "", vcc("expectationOf"), described)
