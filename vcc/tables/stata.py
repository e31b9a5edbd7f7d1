"""The configuration table as a Stata file, with labels of variables and values."""

from __future__ import annotations

from io import BytesIO
from typing import Final

from vcc.findings.configuration import Configuration
from vcc.tables.arrow import optional

_LABEL_LENGTH: Final = 80
_TEXT_LENGTH: Final = 2045
_IN_OUT: Final = {
    "en": {0: "out", 1: "in"},
    "zh": {0: "不属于", 1: "属于"},
}


def dta_from_configuration(
    table: Configuration, names: list[str], columns: list[str], language: str
) -> bytes:
    """The bytes of a .dta file (format 118, for texts in any script); unknown is missing (`.`).

    `names` are those of the cases, `columns` those of the conditions. Nothing in the file depends
    on when it was made.

    Raises:
        PackageMissing: if pandas is not installed.
    """
    pandas = optional("pandas")
    from datetime import datetime

    made = {"case_name": [name[:_TEXT_LENGTH] for name in names]}
    frame = pandas.DataFrame(made, dtype=object)
    for number, column in enumerate(columns):
        members = [row.cells[number].value for row in table.rows]
        frame[column] = pandas.array(members, dtype="float64")
    labels = {
        column: condition.label.in_language(language)[:_LABEL_LENGTH]
        for column, condition in zip(columns, table.conditions, strict=True)
    }
    marks = {} if table.is_fuzzy else dict.fromkeys(columns, _IN_OUT[language])
    out = BytesIO()
    frame.to_stata(
        out,
        write_index=False,
        version=118,
        time_stamp=datetime(2000, 1, 1),
        variable_labels=labels,
        value_labels=marks,
    )
    return out.getvalue()
