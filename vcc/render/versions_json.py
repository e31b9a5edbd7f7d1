"""What changed from version to version, as a part of the JSON of a comparison."""

from __future__ import annotations

from vcc.comparison.statements import ChangedStatement, Said
from vcc.comparison.versions import Consequence, Version
from vcc.render.difference_json import difference_json
from vcc.render.json_parts import Json, span, words


def json_of_version(version: Version) -> Json:
    """A version against the one before; causes are places in the list of changed statements."""
    number = {id(changed): place for place, changed in enumerate(version.statements)}

    def causes(told: tuple[Consequence, ...]) -> dict[str, list[int]]:
        return {each.change.id: [number[id(c)] for c in each.statements] for each in told}

    return {
        "before": version.before,
        "after": version.after,
        "statements": [_statement(changed) for changed in version.statements],
        "causes": {
            "conclusions": causes(version.conclusions),
            "findings": causes(version.findings),
        },
        "difference": difference_json(version.difference),
    }


def _statement(changed: ChangedStatement) -> Json:
    return {
        "label": words(changed.label),
        "before": _place(changed.before),
        "after": _place(changed.after),
        "clauses": [
            {"clause": c.clause, "before": c.before or None, "after": c.after or None}
            for c in changed.clauses
        ],
    }


def _place(said: Said | None) -> Json | None:
    return span(said.span) if said else None
