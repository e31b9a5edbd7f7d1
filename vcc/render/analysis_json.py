"""The analysis of a case for machines (`vcc schema analysis` describes it)."""

from __future__ import annotations

from typing import Final

from vcc.findings.analysis import CaseAnalysis, Part
from vcc.render.json_parts import Json, conclusion, finding, json_text, node, words

FORMAT: Final = "vcc-analysis/1"


def json_from_analysis(analysis: CaseAnalysis, version: str) -> str:
    """The analysis as JSON text; always in both languages."""
    return json_text(
        {
            "format": FORMAT,
            "vcc": version,
            "case": node(analysis.case) | {"file": analysis.file, "language": analysis.language},
            "readings": [node(choice) for choice in analysis.readings],
            "sections": [_section(part) for part in analysis.parts],
            "findings": [finding(item) for item in analysis.findings],
        }
    )


def _section(part: Part) -> Json:
    return {
        "key": part.section.key,
        "title": words(part.section.title),
        "layout": part.section.layout.value,
        "rows": [node(row) for row in part.rows],
        "columns": [node(column) for column in part.columns],
        "conclusions": [conclusion(item) for item in part.conclusions],
    }
