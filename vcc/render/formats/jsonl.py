"""One problem a line, as JSON: to be read while it is written, and by `jq` and tables."""

from __future__ import annotations

import json
from typing import Final

from vcc.findings.outcome import Outcome
from vcc.findings.problems import Problem, problems_of
from vcc.render.formats.parts import Look, Part, Whole, texts
from vcc.render.json_parts import Json, claims, span, words, words_or_null

BETWEEN: Final = "\n"


def part(outcome: Outcome, look: Look) -> Part:  # noqa: ARG001 (both languages are in it)
    """A line for each problem."""
    found = map(_record, problems_of(outcome))
    return texts(*(json.dumps(record, ensure_ascii=False) for record in found))


def ends(whole: Whole, *, is_empty: bool) -> tuple[str, str]:  # noqa: ARG001
    """Nothing: every line stands for itself."""
    return "", ""


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
