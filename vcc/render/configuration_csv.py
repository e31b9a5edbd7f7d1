"""The configuration table as CSV for QCA programs and statistics, and where each cell is from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from vcc.findings.configuration import Configuration
from vcc.render.rows_text import csv_from_rows

QCA: Final = "qca"
CSV: Final = "csv"
_NA: Final = "NA"
_STATA_LENGTH: Final = 32
_NOT_IN_NAMES: Final = re.compile(r"[^A-Za-z0-9_]+")
_CASE: Final = "case_name"
# Words that Stata keeps for itself, in lower case.
_RESERVED: Final = {
    "aggregate", "array", "boolean", "break", "byte", "case", "catch", "class", "colvector",
    "complex", "const", "continue", "default", "delegate", "delete", "do", "double", "else",
    "end", "enum", "explicit", "export", "external", "float", "for", "friend", "function",
    "global", "goto", "if", "in", "inline", "int", "local", "long", "mata", "matrix",
    "namespace", "new", "null", "numeric", "operator", "pointer", "pragma", "private",
    "protected", "public", "quad", "real", "return", "rowvector", "scalar", "short", "signed",
    "static", "string", "strl", "struct", "super", "switch", "template", "this", "throw", "try",
    "typedef", "typename", "union", "unsigned", "using", "vector", "version", "virtual", "void",
    "volatile", "while", "with",
}  # fmt: skip
_PROVENANCE: Final = (
    _CASE, "path", "column", "condition", "value", "why", "status", "conclusion", "rule",
    "claims", "places",
)  # fmt: skip


def csv_from_configuration(table: Configuration, format: str, language: str) -> str:
    """The table for a QCA program (`qca`: names that all of them take, unknown left blank, which
    is a missing value there, while `-` would mean "does not matter") or for statistics (`csv`:
    with path and label, unknown as NA)."""
    names = case_names(table)
    if format == QCA:
        columns = (_CASE, *column_names([c.name for c in table.conditions]))
        rows = (
            (name, *(number(cell.value) for cell in row.cells))
            for name, row in zip(names, table.rows, strict=True)
        )
        return csv_from_rows(columns, rows)
    columns = (_CASE, "path", "label", *(condition.name for condition in table.conditions))
    full = (
        (name, row.path, row.label.in_language(language), *(number(c.value) for c in row.cells))
        for name, row in zip(names, table.rows, strict=True)
    )
    return csv_from_rows(columns, full, _NA)


def csv_of_provenance(table: Configuration, format: str) -> str:
    """One row for each cell: its value, why it has it (or none), the conclusion, the lines."""
    conditions = [condition.name for condition in table.conditions]
    columns = conditions if format == CSV else column_names(conditions)

    def rows() -> Iterator[tuple[object, ...]]:
        for name, row in zip(case_names(table), table.rows, strict=True):
            for column, condition, cell in zip(columns, conditions, row.cells, strict=True):
                yield (
                    name, row.path, column, condition, number(cell.value), cell.why.value,
                    cell.status, cell.id, cell.rule, list(cell.claims), list(cell.places),
                )  # fmt: skip

    return csv_from_rows(_PROVENANCE, rows())


def case_names(table: Configuration) -> list[str]:
    """The names of the cases; their paths where two share a name."""
    names = [row.name for row in table.rows]
    is_clear = len(set(names)) == len(names)
    return names if is_clear else [row.path for row in table.rows]


def column_names(names: Sequence[str]) -> list[str]:
    """Distinct names of letters, digits and underscores, at most 32 long, as R and Stata take."""
    made: list[str] = []
    taken = {_CASE, *_RESERVED}
    for name in names:
        plain = _NOT_IN_NAMES.sub("_", name).strip("_") or "c"
        plain = plain if plain[0].isalpha() else f"c_{plain}"
        plain, number = plain[:_STATA_LENGTH], 1
        while plain.lower() in taken:
            number += 1
            plain = f"{plain[: _STATA_LENGTH - len(str(number)) - 1].rstrip('_')}_{number}"
        taken.add(plain.lower())
        made.append(plain)
    return made


def number(value: float | None) -> int | float | None:
    """A membership as it is written: whole, or with at most four digits."""
    if value is None:
        return None
    rounded = round(value, 4)
    return int(rounded) if rounded == int(rounded) else rounded
