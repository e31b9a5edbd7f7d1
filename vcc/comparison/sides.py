"""What can stand beside each other: whole cases, or the periods of one case."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vcc.case.resolved import ResolvedCase
from vcc.comparison.things import Thing, things_of_case
from vcc.findings.analysis import CaseAnalysis
from vcc.findings.model import Conclusion, Finding, Node
from vcc.findings.sections import Section
from vcc.findings.triples import Triples
from vcc.graph.iris import below
from vcc.source.diagnostic import Words
from vcc.vocabulary.namespaces import TYPE, vcc
from vcc.vocabulary.rdf import literal_parts

_PERIOD = vcc("Period")
_IN_SCOPE = vcc("inScope")
_SCOPE_OF = vcc("scopeOf")
_SINCE, _UNTIL = vcc("since"), vcc("until")
_NEVER_ENDS = 99999999
Told = tuple[Section, Conclusion]


@dataclass(frozen=True, slots=True)
class Side:
    """One column: a case, or a period of one; what is stated in it and what follows from that."""

    name: Node
    things: tuple[Thing, ...]
    conclusions: tuple[Told, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """A case with all that its sides are cut from."""

    case: ResolvedCase
    analysis: CaseAnalysis
    stated: Triples
    inferred: Triples

    @property
    def periods(self) -> tuple[str, ...]:
        """The terms of its periods in the order of time; one without a start stands first."""
        found = self.stated.subjects(TYPE, _PERIOD)
        return tuple(sorted(found, key=lambda period: (*self._when(period), period)))

    @property
    def scopes(self) -> frozenset[str]:
        """Everything that an overall statement can be about, but the case as a whole."""
        found = {scope for scope, _ in self.inferred.pairs(_SCOPE_OF)}
        return frozenset(found) - {self.analysis.case.term}

    def _when(self, period: str) -> tuple[int, int]:
        start, end = (self.stated.object(period, property) for property in (_SINCE, _UNTIL))
        return (
            int(literal_parts(start).lexical) if start else 0,
            int(literal_parts(end).lexical) if end else _NEVER_ENDS,
        )


def side_of_case(compared: Compared) -> Side:
    """A case as a whole, without what is concluded of its periods and other parts."""
    scopes = compared.scopes
    told = (t for t in told_of(compared.analysis) if scopes.isdisjoint(nodes_of(t[1])))
    things = things_of_case(compared.case)
    return Side(compared.analysis.case, things, tuple(told), compared.analysis.findings)


def sides_of_periods(compared: Compared) -> tuple[Side, ...]:
    """The periods of a case.

    A period has the things that the theory counts to it, what is concluded of it and of them, and
    every status that rests on a statement about them.
    """
    return tuple(_side_of_period(period, compared) for period in compared.periods)


def _side_of_period(period: str, compared: Compared) -> Side:
    case = compared.analysis.case.term
    things = things_of_case(compared.case)
    nodes = {period, *compared.inferred.subjects(_IN_SCOPE, period)}
    within = tuple(t for t in things if below(case, t.key.partition(".")[0]) in nodes)
    others = compared.scopes - {period}
    told = (
        (section, conclusion)
        for section, conclusion in told_of(compared.analysis)
        if others.isdisjoint(nodes_of(conclusion)) and _belongs(conclusion, nodes, within)
    )
    label = next((t.label for t in things if below(case, t.key) == period), Words(period, period))
    found = tuple(f for f in compared.analysis.findings if f.focus.term in nodes)
    return Side(Node(period, period, label), within, tuple(told), found)


def _belongs(conclusion: Conclusion, nodes: set[str], things: tuple[Thing, ...]) -> bool:
    """Whether a conclusion is about one of the nodes; a status, whether it rests on a thing."""
    if conclusion.status is None:
        return not nodes.isdisjoint(nodes_of(conclusion))
    spans = [thing.evidence.span for thing in things]
    return any(
        span.source == item.span.source and span.start <= item.span.start < span.end
        for item in conclusion.evidence
        for span in spans
    )


def told_of(analysis: CaseAnalysis) -> Iterator[Told]:
    """What people are told of a case, with its section."""
    for part in analysis.parts:
        if part.section.is_for_people:
            yield from ((part.section, conclusion) for conclusion in part.conclusions)


def nodes_of(conclusion: Conclusion) -> Iterator[str]:
    """What a conclusion is about: its subject, and what that stands for or belongs to."""
    yield conclusion.subject.term
    for node in (conclusion.group, conclusion.context):
        if node is not None:
            yield node.term
