"""Why something does not follow, for machines (`vcc schema why-not` describes it)."""

from __future__ import annotations

from typing import Final

from vcc.findings.explanation import Step
from vcc.findings.lacks import Instead, Lack, Missing, NearMatch, WhyNot
from vcc.render.json_parts import (
    Json,
    conclusion,
    evidence,
    json_text,
    node,
    rule_or_null,
    words,
    words_or_null,
)

FORMAT: Final = "vcc-why-not/1"


def json_from_why_not(answer: WhyNot, version: str) -> str:
    """The whole answer as JSON text; always in both languages."""
    return json_text(
        {
            "format": FORMAT,
            "vcc": version,
            "id": answer.id,
            "title": words(answer.title),
            "instead": _instead(answer.instead) if answer.instead else None,
            "lack": _lack(answer.root),
        }
    )


def _instead(instead: Instead) -> Json:
    return {
        "follows": [conclusion(c) for c in instead.follows],
        "counts": [[conclusion(c) for c in row] for row in instead.counts],
        "otherwise": [
            {
                "row": node(row.row),
                "columns": [node(column) for column in row.columns],
                "evidence": [evidence(item) for item in row.evidence],
                "would": [
                    {"id": w.id, "node": node(w.node), "definition": words(w.definition)}
                    for w in row.would
                ],
                "hint": words_or_null(row.hint),
            }
            for row in instead.otherwise
        ],
    }


def _lack(lack: Lack) -> Json:
    return {
        "statement": words(lack.statement),
        "shown_above": lack.shown_above,
        "matches": [_match(match) for match in lack.matches],
        "other_rules": lack.others,
    }


def _match(match: NearMatch) -> Json:
    return {
        "rule": rule_or_null(match.rule),
        "reason": words_or_null(match.reason),
        "holds": [_step(step) for step in match.held],
        "lacks": [_missing(missing) for missing in match.missing],
        "against": [
            {"looked_for": words(a.statement), "found": [_step(step) for step in a.facts]}
            for a in match.against
        ],
    }


def _step(step: Step) -> Json:
    return {
        "basis": step.basis.value,
        "statement": words(step.statement),
        "evidence": [evidence(item) for item in step.evidence],
    }


def _missing(missing: Missing) -> Json:
    return {
        "statement": words(missing.statement),
        "silence": missing.silence.value,
        "evidence": [evidence(item) for item in missing.evidence],
        "supplies": list(missing.supplies),
        "below": _lack(missing.below) if missing.below else None,
    }
