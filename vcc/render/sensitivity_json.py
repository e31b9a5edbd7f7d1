"""How firm conclusions are, for machines (`vcc schema sensitivity` describes it)."""

from __future__ import annotations

from typing import Final

from vcc.findings.sensitivity import Sensitivity, Turned
from vcc.render.json_parts import Json, evidence, json_text, node, node_or_null

FORMAT: Final = "vcc-sensitivity/1"


def json_from_sensitivity(found: Sensitivity, version: str) -> str:
    """Everything that was tried and turned something, as JSON text."""
    readings, statements, sources = found.tried
    return json_text(
        {
            "format": FORMAT,
            "vcc": version,
            "case": node(found.case),
            "conclusions": [conclusion.id for conclusion in found.conclusions],
            "tried": {"readings": readings, "statements": statements, "sources": sources},
            "readings": [_turned(turned) for turned in found.readings],
            "statements": [_turned(turned) for turned in found.statements],
            "sources": [_turned(turned) for turned in found.sources],
        }
    )


def _turned(turned: Turned) -> Json:
    return {
        "what": node(turned.what),
        "option": node_or_null(turned.option),
        "evidence": evidence(turned.evidence) if turned.evidence else None,
        "lost": [
            {"id": one.conclusion.id, "instead": [node(instead) for instead in one.instead]}
            for one in turned.lost
        ],
        "gained": turned.gained,
        "ground": turned.is_ground,
    }
