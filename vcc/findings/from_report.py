"""Validation results → findings: what a well-formed case needs and this one does not have."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from vcc.findings.counted import counted
from vcc.findings.lexicon import Lexicon
from vcc.findings.model import Evidence, Finding, RuleNote, RuleStatus
from vcc.findings.wording import filled
from vcc.graph.from_case import CaseGraph
from vcc.source.diagnostic import Severity, Words
from vcc.source.text import Span
from vcc.validation.report import ValidationReport, ValidationResult
from vcc.vocabulary.rdf import local_name

_LABELS = {
    Severity.ERROR: Words("not well formed", "不符合规范"),
    Severity.WARNING: Words("something is missing", "有缺漏"),
    Severity.INFO: Words("a question to the author", "请作者补充"),
}

_SHAPE = Words("shape {name}", "结构约束 {name}")


def findings_from_report(
    report: ValidationReport, graph: CaseGraph, lexicon: Lexicon, with_questions: bool = True
) -> Iterator[Finding]:
    """One finding for each result; its name is the code of the shape. Questions that are only
    counted are told nothing more of."""
    for result in report.results:
        name = result.code or local_name(result.shape) or local_name(result.component)
        if result.severity is Severity.INFO and not with_questions:
            label = _LABELS[result.severity]
            yield counted(name, label, result.severity, result.message, result.focus, result=result)
            continue
        span = _place(result, graph)
        at = "" if result.focus == lexicon.case else f"@{lexicon.name(result.focus)}"
        told = partial(filled, result.message, {}, lexicon, value=result.value, path=result.path)
        yield Finding(
            id=f"finding:{name}{at}",
            name=name,
            label=_LABELS[result.severity],
            severity=result.severity,
            focus=lexicon.node(result.focus),
            message=told(focus=result.focus),
            advice=None,
            advice_claims=(),
            span=span,
            rule=_shape(name, result, lexicon),
            evidence=(Evidence(span),) if span else (),
            result=result,
            question=told(is_open=True),
            called=lexicon.quoted(result.focus),
        )


def _shape(name: str, result: ValidationResult, lexicon: Lexicon) -> RuleNote:
    """The shape: what it demands is never a paper's own word, but may rest on one."""
    status = RuleStatus.DERIVED if result.claims else RuleStatus.OURS
    label = _SHAPE.filled({"name": name})
    return RuleNote(result.shape, name, label, status, lexicon.claims(result.claims))


def _place(result: ValidationResult, graph: CaseGraph) -> Span | None:
    """Where the value is stated, or else the node that should have one."""
    stated = graph.origins.get((result.focus, result.path, result.value))
    return stated or graph.places.get(result.focus) or graph.places.get(graph.case)
