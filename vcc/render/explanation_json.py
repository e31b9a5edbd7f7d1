"""A proof for machines (`vcc schema explanation` describes it)."""

from __future__ import annotations

from typing import Final

from vcc.findings.explanation import Explanation, Step
from vcc.render.json_parts import Json, evidence, json_text, rule_or_null, words, words_or_null

FORMAT: Final = "vcc-explanation/1"


def json_from_explanation(explanation: Explanation, version: str) -> str:
    """The whole proof as JSON text; always in both languages."""
    return json_text(
        {
            "format": FORMAT,
            "vcc": version,
            "id": explanation.id,
            "title": words(explanation.title),
            "proof": _step(explanation.root),
        }
    )


def _step(step: Step) -> Json:
    return {
        "basis": step.basis.value,
        "statement": words(step.statement),
        "reason": words_or_null(step.reason),
        "rule": rule_or_null(step.rule),
        "evidence": [evidence(item) for item in step.evidence],
        "shown_above": step.shown_above,
        "premises": [_step(premise) for premise in step.premises],
    }
