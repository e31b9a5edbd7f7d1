"""What checking found, for machines (`vcc schema check` describes it)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from vcc.findings.model import Finding
from vcc.findings.outcome import Outcome, count_severities
from vcc.findings.suppressed import Suppressed
from vcc.render.json_parts import Json, diagnostic, finding, json_text

FORMAT: Final = "vcc-check/1"


def json_from_outcomes(outcomes: Sequence[Outcome], version: str) -> str:
    """All outcomes as JSON text; always in both languages. What does not count stands apart."""
    counts = {str(severity): n for severity, n in count_severities(outcomes).items()}
    counts["suppressed"] = sum(len(outcome.suppressed) for outcome in outcomes)
    return json_text(
        {
            "format": FORMAT,
            "vcc": version,
            "files": [
                {
                    "file": outcome.file,
                    "diagnostics": [diagnostic(item) for item in outcome.diagnostics],
                    "findings": [finding(item) for item in outcome.findings],
                    "suppressed": [_suppressed(item) for item in outcome.suppressed],
                }
                for outcome in outcomes
            ],
            "summary": {"files": len(outcomes)} | counts,
        }
    )


def _suppressed(item: Suppressed) -> Json:
    """A mistake or finding that does not count, and who answered for it."""
    why = {"ground": item.ground.value, "reason": item.reason or None}
    if isinstance(item.found, Finding):
        return {**why, "finding": finding(item.found)}
    return {**why, "diagnostic": diagnostic(item.found)}
