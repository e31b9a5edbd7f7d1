"""What is left of an outcome once it was shown: how much of what weight was found.

A sum over a hundred thousand cases needs no texts; with them it would need gigabytes.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Final

from vcc.findings.model import Finding, Node
from vcc.findings.outcome import Outcome
from vcc.findings.suppressed import Ground, Suppressed
from vcc.source.diagnostic import Diagnostic, Severity, Words

_NOTHING: Final = Words("", "")


def bare(outcome: Outcome) -> Outcome:
    """The outcome without words, places and texts; codes and severities stay."""
    return replace(
        outcome,
        diagnostics=tuple(_diagnostic(d.code, d.severity) for d in outcome.diagnostics),
        findings=tuple(_finding(f.name, f.severity) for f in outcome.findings),
        sources={},
        suppressed=tuple(_suppressed(one.ground) for one in outcome.suppressed),
    )


@cache
def _diagnostic(code: str, severity: Severity) -> Diagnostic:
    return Diagnostic(code, severity, _NOTHING, None)


@cache
def _finding(name: str, severity: Severity) -> Finding:
    return Finding(
        id="",
        name=name,
        label=_NOTHING,
        severity=severity,
        focus=Node("", "", _NOTHING),
        message=_NOTHING,
        advice=None,
        advice_claims=(),
        span=None,
        rule=None,
        evidence=(),
    )


@cache
def _suppressed(ground: Ground) -> Suppressed:
    return Suppressed(_diagnostic("", Severity.INFO), ground)
