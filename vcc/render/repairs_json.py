"""What to change, for machines (`vcc schema repair` describes it)."""

from __future__ import annotations

from typing import Final

from vcc.findings.repairs import Repairs
from vcc.render.difference_json import difference_json
from vcc.render.json_parts import json_text, words

FORMAT: Final = "vcc-repair/1"


def json_from_repairs(answer: Repairs, version: str) -> str:
    """All proposals as JSON text; always in both languages."""
    return json_text(
        {
            "format": FORMAT,
            "vcc": version,
            "id": answer.id,
            "title": words(answer.title),
            "wish": "holds" if answer.holds else "goes",
            "at_most": answer.at_most,
            "tried": answer.tried,
            "complete": answer.complete,
            "behind": answer.behind,
            "proposals": [
                {
                    "statements": [{"text": s.text, "added": s.added} for s in proposal.steps],
                    "difference": difference_json(proposal.difference),
                }
                for proposal in answer.proposals
            ],
        }
    )
