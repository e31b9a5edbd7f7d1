"""Cases or periods beside each other, for machines (`vcc schema comparison` describes it)."""

from __future__ import annotations

from typing import Final

from vcc.comparison.side_by_side import Aspect, Cell, Row
from vcc.comparison.versions import Comparison
from vcc.render.json_parts import Json, evidence, json_text, node, words
from vcc.render.versions_json import json_of_version

FORMAT: Final = "vcc-comparison/1"


def json_from_comparison(compared: Comparison, version: str) -> str:
    """Every row, also those that do not differ; cells are in the order of the sides."""
    table = compared.table
    return json_text(
        {
            "format": FORMAT,
            "vcc": version,
            "sides": [node(side) for side in table.sides],
            "concluded": [_aspect(aspect) for aspect in table.concluded],
            "findings": _aspect(table.findings),
            "stated": [_aspect(aspect) for aspect in table.stated],
            "versions": [json_of_version(each) for each in compared.versions],
        }
    )


def _aspect(aspect: Aspect) -> Json:
    return {
        "key": aspect.key,
        "title": words(aspect.title),
        "rows": [_row(row) for row in aspect.rows],
    }


def _row(row: Row) -> Json:
    return {
        "key": row.key,
        "label": words(row.label),
        "differs": row.differs,
        "cells": [_cell(cell) for cell in row.cells],
    }


def _cell(cell: Cell) -> Json:
    return {
        "status": cell.status.value if cell.status else None,
        "entries": [words(entry) for entry in cell.entries],
        "evidence": [evidence(item) for item in cell.evidence],
    }
