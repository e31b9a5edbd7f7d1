"""One problem a line, as JSON: to be read while it is written, and by `jq` and tables."""

from __future__ import annotations

import json
from collections.abc import Sequence

from vcc.findings.outcome import Outcome
from vcc.findings.problems import Problem, problems_of
from vcc.render.json_parts import Json, claims, span, words, words_or_null


def text_from_outcomes(
    outcomes: Sequence[Outcome],
    language: str,  # noqa: ARG001 (both languages are in it)
    version: str,  # noqa: ARG001 (every format takes the same)
) -> str:
    """A line for each problem."""
    found = (problem for outcome in outcomes for problem in problems_of(outcome))
    return "\n".join(json.dumps(_record(problem), ensure_ascii=False) for problem in found)


def _record(problem: Problem) -> Json:
    return {
        "file": problem.file,
        "code": problem.code,
        "severity": str(problem.severity),
        "message": words(problem.message),
        "help": words_or_null(problem.help),
        "place": span(problem.span) if problem.span else None,
        "claims": claims(problem.claims),
        "fingerprint": problem.fingerprint,
    }
