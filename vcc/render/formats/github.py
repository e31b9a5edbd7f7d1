"""Workflow commands, which GitHub Actions shows as annotations on the lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from vcc.findings.outcome import Outcome
from vcc.findings.problems import Problem, problems_of
from vcc.render.formats.paths import relative
from vcc.source.diagnostic import Severity

_COMMANDS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_DATA: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def text_from_outcomes(
    outcomes: Sequence[Outcome],
    language: str,
    version: str,  # noqa: ARG001 (every format takes the same)
) -> str:
    """A line for each problem."""
    return "\n".join(
        _line(problem, language) for outcome in outcomes for problem in problems_of(outcome)
    )


def _line(problem: Problem, language: str) -> str:
    span = problem.span
    properties = {"title": problem.code, "file": relative(span.source if span else problem.file)}
    if span is not None:
        properties |= {
            "line": str(span.line), "col": str(span.column),
            "endLine": str(span.end_line), "endColumn": str(span.end_column),
        }  # fmt: skip
    text = problem.message.in_language(language)
    if problem.help is not None:
        text += f"\n{problem.help.in_language(language)}"
    told = ",".join(f"{key}={value.translate(_PROPERTY)}" for key, value in properties.items())
    return f"::{_COMMANDS[problem.severity]} {told}::{text.translate(_DATA)}"
