"""GitLab's code quality report."""

from __future__ import annotations

from textwrap import indent
from typing import Any, Final

from vcc.findings.outcome import Outcome
from vcc.findings.problems import Problem, problems_of
from vcc.render.formats.parts import Look, Part, Whole
from vcc.render.formats.paths import relative
from vcc.render.json_parts import json_text
from vcc.source.diagnostic import Severity

_SEVERITIES: Final = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


BETWEEN: Final = ",\n"


def part(outcome: Outcome, look: Look) -> Part:
    """Every problem of one file; what several cases are told of a library that they use is in the
    list once: GitLab wants fingerprints that differ."""
    issues = [_issue(problem, look.language) for problem in problems_of(outcome)]
    return Part(tuple((one["fingerprint"], indent(json_text(one), "  ")) for one in issues))


def ends(whole: Whole, *, is_empty: bool) -> tuple[str, str]:  # noqa: ARG001
    """A list."""
    return ("[", "]") if is_empty else ("[\n", "\n]")


def _issue(problem: Problem, language: str) -> dict[str, Any]:
    span = problem.span
    file = relative(span.source if span else problem.file)
    return {
        "description": problem.message.in_language(language),
        "check_name": problem.code,
        "fingerprint": f"{problem.fingerprint}:{file}",
        "severity": _SEVERITIES[problem.severity],
        "location": {"path": file, "lines": {"begin": span.line if span else 1}},
    }
