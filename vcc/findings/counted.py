"""Findings of which nobody is told more than that there is one."""

from __future__ import annotations

from vcc.findings.model import Finding, Node
from vcc.source.diagnostic import Severity, Words
from vcc.validation.report import ValidationResult
from vcc.vocabulary.rdf import Triple, local_name


def counted(
    name: str,
    label: Words,
    severity: Severity,
    message: Words,
    focus: str,
    triple: Triple | None = None,
    result: ValidationResult | None = None,
) -> Finding:
    """A finding without place or evidence, its words as the theory has them: to find out what
    things are called takes longer than all else."""
    called = local_name(focus)
    return Finding(
        id=f"finding:{name}@{focus}", name=name, label=label, severity=severity,
        focus=Node(focus, called, Words(called, called)), message=message, advice=None,
        advice_claims=(), span=None, rule=None, evidence=(), triple=triple, result=result,
    )  # fmt: skip
