"""The page of a case: what is concluded, the findings with their proofs, made when it is built."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from vcc.findings.explanation import Basis, Step
from vcc.query.graphs import asserted_graph, inferred_graph
from vcc.render.characters import shown
from vcc.render.explanation_words import ABOVE, BASES, details
from vcc.render.marks import conclusion_text, finding_head, headline
from vcc.render.words import labelled
from vcc.serve.templates import rendered
from vcc.source.diagnostic import LANGUAGES
from vcc.vocabulary.rdf import iri_text

if TYPE_CHECKING:
    from vcc.findings.analysis import CaseAnalysis, Part
    from vcc.findings.model import Conclusion
    from vcc.pipeline import Analysis

_TEMPLATE: Final = "case.html.j2"
_DEPTH: Final = 4  # levels of a proof on a page; `vcc explain` has all of them


@dataclass(frozen=True, slots=True)
class _Line:
    """One line that may unfold: what holds, what it rests on, and the lines inside."""

    text: str
    lines: tuple[str, ...] = ()
    inner: tuple[_Line, ...] = ()


@dataclass(frozen=True, slots=True)
class _Finding:
    severity: str
    head: str
    message: str
    advice: str
    proof: _Line


@dataclass(frozen=True, slots=True)
class _Section:
    title: str
    introduction: str
    entries: tuple[_Line, ...]


def case_pages(analysis: Analysis) -> Iterator[tuple[str, str]]:
    """The page in each language."""
    report = analysis.report
    case = analysis.graph.case
    for language in LANGUAGES:
        yield (
            language,
            rendered(
                _TEMPLATE,
                language,
                shown(report.case.label.in_language(language)),
                iri=iri_text(case),
                headlines=headline(report, language),
                findings=[*_findings(analysis, language)],
                sections=[
                    _section(part, report, language) for part in report.parts if part.conclusions
                ],
                asserted=_address(asserted_graph(case)),
                inferred=_address(inferred_graph(case)),
            ),
        )


def _findings(analysis: Analysis, language: str) -> Iterator[_Finding]:
    for finding in analysis.report.findings:
        proof = analysis.explain(finding.id).root
        focus = shown(finding.focus.label.in_language(language))
        yield _Finding(
            str(finding.severity),
            f"{finding_head(finding, language)} · {focus}",
            shown(finding.message.in_language(language)),
            shown(finding.advice.in_language(language)) if finding.advice else "",
            _step(proof, language, 1),
        )


def _step(step: Step, language: str, level: int) -> _Line:
    text = shown(step.statement.in_language(language))
    if step.basis is not Basis.INFERRED:
        text = labelled(BASES[step.basis], text, language)
    if step.shown_above:
        return _Line(f"{text} {ABOVE.in_language(language)}")
    below = step.premises if level < _DEPTH else ()
    inner = tuple(_step(premise, language, level + 1) for premise in below)
    return _Line(text, tuple(details(step, language)), inner)


def _section(part: Part, report: CaseAnalysis, language: str) -> _Section:
    section = part.section
    return _Section(
        shown(section.title.in_language(language)),
        shown(section.introduction.in_language(language)),
        tuple(_entry(each, part, report, language) for each in part.conclusions),
    )


def _entry(conclusion: Conclusion, part: Part, report: CaseAnalysis, language: str) -> _Line:
    """A conclusion that unfolds to its reason and to the words of the case it rests on."""
    text = conclusion_text(conclusion, part, report, language)
    reason = shown(conclusion.reason.in_language(language)) if conclusion.reason else ""
    quotes = tuple(
        _Line(f":{evidence.span.line} {quoted}")
        for evidence in conclusion.evidence
        for quote in evidence.quotes
        for quoted in (f"“{shown(text)}” — {shown(quote.title.in_language(language))}"
                       for text in quote.texts)
    )  # fmt: skip
    return _Line(text, (), (_Line(reason), *quotes)) if reason else _Line(text, (), quotes)


def _address(graph: str) -> str:
    from urllib.parse import quote

    return f"/graphs?graph={quote(iri_text(graph), safe='')}"
