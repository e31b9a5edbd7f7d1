"""Where a configuration table comes from: a folder of tables, or cases that are read now."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from vcc.tables.build import CASES_IN_BATCH
from vcc.tables.compile import Settings, unpacked
from vcc.tables.configuration import Source
from vcc.tables.folder import Folder
from vcc.tables.inputs import batches_from_inputs, inputs_of
from vcc.tables.manifest import Broken, broken_from_rows
from vcc.tables.run import Run
from vcc.tables.theory import rows_of_theory

_WANTED: Final = ("cases", "conclusions")


def source_from_folder(folder: Folder) -> Source:
    """The rows of tables that were built."""
    cases, conclusions, terms, sections = (
        folder.table(name).to_pylist() for name in (*_WANTED, "terms", "sections")
    )
    return Source(cases, conclusions, terms, sections)


def source_from_cases(
    root: Path, files: Iterable[Path], settings: Settings, run: Run
) -> tuple[Source, tuple[Broken, ...]]:
    """The rows of case files, and those files that could not be read as cases.

    Raises:
        PackageMissing: if pyarrow is not installed.
    """
    inputs = tuple(inputs_of(root, files))
    made: list[dict[str, Any]] = []
    for batch in run(batches_from_inputs(inputs, CASES_IN_BATCH)):
        made += batch.to_pylist()
    made.sort(key=lambda row: (row["case"], row["path"]))
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in _WANTED}
    for row in made:
        if row["table"] in rows:
            rows[row["table"]] += unpacked(row["data"]).to_pylist()
    terms, sections = (table.to_pylist() for table in rows_of_theory(settings.theory()))
    return Source(rows["cases"], rows["conclusions"], terms, sections), broken_from_rows(made)
