"""A proof for machines (`vcc schema explanation` describes it)."""

from __future__ import annotations

from typing import Final

from vcc.findings.analysis import Part
from vcc.findings.explanation import Explanation, Step
from vcc.render.json_parts import (
    Json,
    conclusion,
    evidence,
    json_text,
    rule_or_null,
    words,
    words_or_null,
)

FORMAT: Final = "vcc-explanation/1"


def json_from_explanation(explanation: Explanation, version: str) -> str:
    """The whole proof as JSON text; always in both languages."""
    return json_text(
        {
            "format": FORMAT,
            "vcc": version,
            "id": explanation.id,
            "title": words(explanation.title),
            "overview": [_part(part) for part in explanation.overview],
            "proof": _step(explanation.root),
            "others": [_step(argument) for argument in explanation.others],
        }
    )


def _part(part: Part) -> Json:
    return {
        "key": part.section.key,
        "title": words(part.section.title),
        "conclusions": [conclusion(told) for told in part.conclusions],
    }


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
