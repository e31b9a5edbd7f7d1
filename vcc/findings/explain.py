"""Why a conclusion or a finding holds: its proof, under the id that names it."""

from __future__ import annotations

from vcc.findings.explanation import Basis, Explanation, Step
from vcc.findings.model import Conclusion, Finding
from vcc.findings.proofs import Prover
from vcc.source.diagnostic import Words

_SHAPE = Words("shape {name}", "结构约束 {name}")


def explanation_of_conclusion(conclusion: Conclusion, prover: Prover) -> Explanation:
    """The proof of a conclusion."""
    return Explanation(
        conclusion.id, title_of_conclusion(conclusion), prover.step(conclusion.triple)
    )


def explanation_of_finding(finding: Finding, prover: Prover) -> Explanation:
    """The proof of a finding; for one that a shape gave, the shape and where it looked."""
    if finding.triple is not None:
        root = prover.step(finding.triple)
    else:
        name = _SHAPE.filled({"name": finding.name})
        root = Step(Basis.NOT_FOUND, finding.message, reason=name, evidence=finding.evidence)
    return Explanation(finding.id, finding.message, root)


def title_of_conclusion(conclusion: Conclusion) -> Words:
    """A conclusion in one line, e.g. "Users: role participant"."""
    subject, predicate = conclusion.subject.label, conclusion.predicate.label
    value = Words(conclusion.value, conclusion.value)
    object = conclusion.object.label if conclusion.object else value
    return Words(
        f"{subject.en}: {predicate.en} {object.en}", f"{subject.zh}：{predicate.zh} {object.zh}"
    )
