"""GitLab's code quality report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from vcc.findings.outcome import Outcome
from vcc.findings.problems import Problem, problems_of
from vcc.render.formats.paths import relative
from vcc.render.json_parts import json_text
from vcc.source.diagnostic import Severity

_SEVERITIES: Final = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def text_from_outcomes(
    outcomes: Sequence[Outcome],
    language: str,
    version: str,  # noqa: ARG001 (every format takes the same)
) -> str:
    """A list with every problem; what several cases are told of a library that they use, once:
    GitLab wants fingerprints that differ."""
    issues = (_issue(problem, language) for one in outcomes for problem in problems_of(one))
    return json_text(list({issue["fingerprint"]: issue for issue in issues}.values()))


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
