"""Workflow commands, which GitHub Actions shows as annotations on the lines."""

from __future__ import annotations

from typing import Final

from vcc.findings.outcome import Outcome
from vcc.findings.problems import Problem, problems_of
from vcc.render.formats.parts import Look, Part, Whole, texts
from vcc.render.formats.paths import relative
from vcc.source.diagnostic import Severity

BETWEEN: Final = "\n"
_COMMANDS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_DATA: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def part(outcome: Outcome, look: Look) -> Part:
    """A line for each problem."""
    return texts(*(_line(problem, look.language) for problem in problems_of(outcome)))


def ends(whole: Whole, *, is_empty: bool) -> tuple[str, str]:  # noqa: ARG001
    """Nothing: every line stands for itself."""
    return "", ""


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
