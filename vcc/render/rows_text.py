"""Rows of plain values as text: a table for people, CSV for spreadsheets, JSON for programs."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from typing import Any, Final

from vcc.render.characters import cell_width, in_columns, shown

FORMATS: Final = ("table", "csv", "json")
# A spreadsheet takes a text that begins so for a formula (OWASP, "CSV Injection").
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_LIST: Final = "; "


def text_from_rows(
    columns: Sequence[str], rows: Iterable[Sequence[Any]], format: str, missing: str = ""
) -> str:
    """Rows in one of `FORMATS`; `missing` is written where a value is null (JSON: null)."""
    if format == "json":
        said = [dict(zip(columns, map(_json, row), strict=True)) for row in rows]
        return json.dumps(said, ensure_ascii=False, indent=1) + "\n"
    if format == "csv":
        return csv_from_rows(columns, rows, missing)
    return _table(columns, [[_plain(value, missing) for value in row] for row in rows])


def csv_from_rows(
    columns: Sequence[str], rows: Iterable[Sequence[Any]], missing: str = ""
) -> str:  # fmt: skip
    """CSV as RFC 4180 has it; a text that a spreadsheet would run is led by a quote mark."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(map(_guarded, columns))
    for row in rows:
        writer.writerow(
            _guarded(_plain(value, missing)) if isinstance(value, str | list) else
            _plain(value, missing)
            for value in row
        )  # fmt: skip
    return out.getvalue()


def _guarded(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _plain(value: Any, missing: str) -> str:
    """A value as people write it; texts of a list are joined."""
    match value:
        case None:
            return missing
        case bool():
            return "true" if value else "false"
        case list() | tuple():
            return _LIST.join(_plain(item, missing) for item in value)
        case datetime() | date():
            return value.isoformat()
        case _:
            return str(value)


def _json(value: Any) -> Any:
    match value:
        case None | bool() | int() | float() | str():
            return value
        case list() | tuple():
            return [_json(item) for item in value]
        case dict():
            return {str(key): _json(item) for key, item in value.items()}
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case _:
            return _plain(value, "")


def _table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = in_columns([[shown(cell) for cell in row] for row in (columns, *rows)])
    lines.insert(1, "─" * max(map(cell_width, lines)))
    return "".join(f"{line}\n" for line in lines)
