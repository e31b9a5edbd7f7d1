"""What a change of a case changes, for machines (`vcc schema what-if` describes it)."""

from __future__ import annotations

from typing import Final

from vcc.findings.changes import Cause, Change, Difference
from vcc.findings.model import Conclusion, Finding
from vcc.render.json_parts import Json, conclusion, finding, json_text, node, span, words

FORMAT: Final = "vcc-what-if/1"


def json_from_difference(difference: Difference, version: str) -> str:
    """The whole difference as JSON text; always in both languages."""
    return json_text({"format": FORMAT, "vcc": version, **difference_json(difference)})


def difference_json(difference: Difference) -> Json:
    """A difference as a part of other JSON."""
    return {
        "case": node(difference.case),
        "file": difference.file,
        "patch": difference.patch,
        "edits": [_cause(edit) for edit in difference.edits],
        "sections": [
            {
                "id": section.key,
                "title": words(section.title),
                "changes": [_change(change) for change in section.changes],
            }
            for section in difference.sections
        ],
        "findings": [_change(change) for change in difference.findings],
    }


def _change(change: Change) -> Json:
    return {
        "id": change.id,
        "turn": change.turn.value,
        "title": words(change.title),
        "before": _side(change.before),
        "after": _side(change.after),
        "causes": [_cause(cause) for cause in change.causes],
    }


def _side(side: Conclusion | Finding | None) -> Json | None:
    if side is None:
        return None
    return finding(side) if isinstance(side, Finding) else conclusion(side)


def _cause(cause: Cause) -> Json:
    return {"place": span(cause.span), "text": cause.text, "added": cause.added}
