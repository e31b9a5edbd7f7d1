"""Why a conclusion or a finding holds: its proof, under the id that names it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from vcc.engine import Conclusions
from vcc.findings.analysis import CaseAnalysis, Part
from vcc.findings.arguments import arguments
from vcc.findings.explanation import Explanation, Step
from vcc.findings.model import Conclusion, Finding
from vcc.findings.proofs import Prover
from vcc.findings.sections import Layout
from vcc.findings.shapes import step_of_shape
from vcc.source.diagnostic import Words
from vcc.vocabulary.rdf import Triple


def explanation_of_conclusion(
    conclusion: Conclusion, report: CaseAnalysis, prover: Prover, all_in: Conclusions | None = None
) -> Explanation:
    """The proof of a conclusion; with `all_in`, every argument that these conclusions have for it.

    An overall conclusion is told with the sections of the report that it sums up.
    """
    steps = _steps(conclusion.triple, prover, all_in)
    overview = tuple(_overview(conclusion, report))
    return Explanation(
        conclusion.id, title_of_conclusion(conclusion), steps[0], steps[1:], overview
    )


def explanation_of_finding(
    finding: Finding, prover: Prover, all_in: Conclusions | None = None
) -> Explanation:
    """The proof of a finding; for one that a shape gave, what the shape looked at and wants."""
    if finding.triple is not None:
        steps = _steps(finding.triple, prover, all_in)
    else:
        assert finding.result is not None, "a finding comes from a rule or from a shape"
        steps = (step_of_shape(finding, finding.result, prover),)
    return Explanation(finding.id, finding.message, steps[0], steps[1:])


def _steps(fact: Triple, prover: Prover, all_in: Conclusions | None) -> tuple[Step, ...]:
    """The one argument for a fact that is told first, or all that there are."""
    found = arguments(all_in, fact, prover.passed_on) if all_in else ()
    return tuple(map(prover.argument, found)) or (prover.step(fact),)


def _overview(conclusion: Conclusion, report: CaseAnalysis) -> Iterator[Part]:
    """What the report says of the same subject under the heading of an overall conclusion; the
    tables first, for the rest is drawn from them."""
    of = {part.section.key: part.section for part in report.parts}[conclusion.section]
    if of.layout is not Layout.VERDICT:
        return
    together = [part for part in report.parts if part.section.block == of.block]
    for part in sorted(together, key=lambda part: part.section.layout is not Layout.MATRIX):
        told = tuple(
            c for c in part.conclusions if c.group == conclusion.group and c.id != conclusion.id
        )
        if told:
            yield replace(part, conclusions=told)


def title_of_conclusion(conclusion: Conclusion) -> Words:
    """A conclusion in one line, e.g. "Users: role participant"."""
    subject, predicate = conclusion.subject.label, conclusion.predicate.label
    value = Words(conclusion.value, conclusion.value)
    object = conclusion.object.label if conclusion.object else value
    return Words(
        f"{subject.en}: {predicate.en} {object.en}", f"{subject.zh}：{predicate.zh} {object.zh}"
    )
