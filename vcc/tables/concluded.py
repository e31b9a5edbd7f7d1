"""What follows from a case → rows: conclusions, votes, findings, proofs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vcc.findings.explanation import Step
from vcc.findings.model import Conclusion, Evidence, Finding, RuleNote
from vcc.source.diagnostic import Words
from vcc.tables.arrow import Row
from vcc.tables.stated import place_of
from vcc.vocabulary.messages import in_number
from vcc.vocabulary.namespaces import vcc
from vcc.vocabulary.rdf import local_name

if TYPE_CHECKING:
    from vcc.findings.triples import Triples
    from vcc.pipeline import Analysis

_VOTES = vcc("votes")
_DIMENSION = vcc("dimension")
_LOGIC = vcc("logic")
_FOCUS, _GAP = "{focus}", "…"


@dataclass(frozen=True, slots=True)
class Concluded:
    """The rows of what follows from one case; `theory` says what the cells of votes are about."""

    analysis: Analysis
    theory: Triples

    def conclusions(self) -> Iterator[Row]:
        """Every conclusion of every section of the report."""
        case = self.analysis.graph.case
        for conclusion in self.analysis.report.conclusions:
            status, reason = conclusion.status, conclusion.reason
            yield {
                "id": conclusion.id,
                "section": conclusion.section,
                "subject": conclusion.subject.name,
                "of_case": conclusion.subject.term == case,
                "predicate": local_name(conclusion.predicate.term),
                "object": conclusion.object.name if conclusion.object else None,
                "value": None if conclusion.object else conclusion.value,
                "status": status.value if status else None,
                "lacks": [part.name for part in conclusion.lacks],
                "reason_en": reason.en if reason else None,
                "reason_zh": reason.zh if reason else None,
                **_grounds(conclusion.rule, conclusion.evidence),
                "claims": [claim.id for claim in conclusion.claims],
            }

    def votes(self) -> Iterator[Row]:
        """Every cell that a scope votes for."""
        case = self.analysis.graph.case
        for conclusion in self.analysis.report.conclusions:
            scope, property, cell = conclusion.triple
            if property == _VOTES:
                yield {
                    "id": conclusion.id,
                    "scope": conclusion.subject.name,
                    "of_case": scope == case,
                    "cell": local_name(cell),
                    "dimension": self._of_cell(cell, _DIMENSION),
                    "logic": self._of_cell(cell, _LOGIC),
                    "places": _places(conclusion.evidence),
                }

    def findings(self) -> Iterator[Row]:
        """Every finding, then warnings about the text."""
        for finding in self.analysis.report.findings:
            label = finding.label if finding.triple else _left_open(finding.question)
            yield {
                "id": finding.id,
                "name": finding.name,
                "severity": str(finding.severity),
                "about": finding.focus.name,
                "label_en": label.en,
                "label_zh": label.zh,
                "message_en": finding.message.en,
                "message_zh": finding.message.zh,
                **_grounds(finding.rule, finding.evidence),
                "places": _places(finding.evidence) or _own_place(finding),
            }
        for diagnostic in self.analysis.diagnostics:
            yield {
                "id": diagnostic.code,
                "name": diagnostic.code,
                "severity": str(diagnostic.severity),
                "label_en": diagnostic.code,
                "label_zh": diagnostic.code,
                "message_en": diagnostic.message.en,
                "message_zh": diagnostic.message.zh,
                "claims": [],
                "places": [place_of(diagnostic.span)] if diagnostic.span else [],
            }

    def proofs(self) -> Iterator[Row]:
        """Every step of every proof, each after the step that it supports."""
        report = self.analysis.report
        shown: list[Conclusion | Finding] = [*report.conclusions, *report.findings]
        for item in shown:
            if item.triple is not None:
                for number, parent, step in _numbered(self.analysis.prover.step(item.triple)):
                    yield {
                        "id": item.id,
                        "step": number,
                        "parent": parent,
                        "basis": step.basis.value,
                        "statement_en": step.statement.en,
                        "statement_zh": step.statement.zh,
                        **_grounds(step.rule, step.evidence),
                    }

    def _of_cell(self, cell: str, property: str) -> str | None:
        found = self.theory.object(cell, property)
        return local_name(found) if found else None


def _left_open(question: Words) -> Words:
    """What a shape asks, with a gap where the name of a thing would stand."""
    en, zh = (in_number(said, 1, {}) for said in (question.en, question.zh))
    return Words(en.replace(_FOCUS, _GAP), zh.replace(_FOCUS, _GAP))


def _grounds(rule: RuleNote | None, evidence: Iterable[Evidence]) -> dict[str, object]:
    return {
        "rule": rule.name if rule else None,
        "claims": [claim.id for claim in rule.claims] if rule else [],
        "places": _places(evidence),
    }


def _places(evidence: Iterable[Evidence]) -> list[str]:
    return list(dict.fromkeys(place_of(item.span) for item in evidence))


def _own_place(finding: Finding) -> list[str]:
    return [place_of(finding.span)] if finding.span else []


def _numbered(root: Step) -> Iterator[tuple[int, int | None, Step]]:
    """The steps of a proof in the order in which one reads it, with number and parent."""
    waiting: list[tuple[int | None, Step]] = [(None, root)]
    number = 0
    while waiting:
        parent, step = waiting.pop()
        yield number, parent, step
        waiting += [(number, premise) for premise in reversed(step.premises)]
        number += 1
