"""The format of reviewdog (Reviewdog Diagnostic Format, rdjson)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from vcc.findings.outcome import Outcome
from vcc.findings.problems import Problem, problems_of
from vcc.render.formats.paths import relative
from vcc.render.json_parts import json_text
from vcc.vocabulary.namespaces import VCC


def text_from_outcomes(
    outcomes: Sequence[Outcome],
    language: str,
    version: str,  # noqa: ARG001 (every format takes the same)
) -> str:
    """One document with every problem."""
    found = [
        _diagnostic(problem, language) for outcome in outcomes for problem in problems_of(outcome)
    ]
    source = {"name": "vcc", "url": VCC}
    return json_text({"source": source, "diagnostics": found})


def _diagnostic(problem: Problem, language: str) -> dict[str, Any]:
    span = problem.span
    location: dict[str, Any] = {"path": relative(span.source if span else problem.file)}
    if span is not None:
        location["range"] = {
            "start": {"line": span.line, "column": span.column},
            "end": {"line": span.end_line, "column": span.end_column},
        }
    text = problem.message.in_language(language)
    if problem.help is not None:
        text += f"\n{problem.help.in_language(language)}"
    return {
        "message": text,
        "location": location,
        "severity": str(problem.severity).upper(),
        "code": {"value": problem.code},
    }
