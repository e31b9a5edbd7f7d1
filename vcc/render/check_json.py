"""What checking found, for machines (`vcc schema check` describes it)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from vcc.findings.outcome import Outcome, count_severities
from vcc.render.json_parts import diagnostic, finding, json_text

FORMAT: Final = "vcc-check/1"


def json_from_outcomes(outcomes: Sequence[Outcome], version: str) -> str:
    """All outcomes as JSON text; always in both languages."""
    counts = {str(severity): n for severity, n in count_severities(outcomes).items()}
    return json_text(
        {
            "format": FORMAT,
            "vcc": version,
            "files": [
                {
                    "file": outcome.file,
                    "diagnostics": [diagnostic(item) for item in outcome.diagnostics],
                    "findings": [finding(item) for item in outcome.findings],
                }
                for outcome in outcomes
            ],
            "summary": {"files": len(outcomes)} | counts,
        }
    )
