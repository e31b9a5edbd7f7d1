"""Tables for Python users, by the Arrow PyCapsule interface.

A `Frame` is taken as it is by whatever reads Arrow: `polars.DataFrame(frame)`,
`pyarrow.table(frame)`, `duckdb.from_arrow(frame)`, `pandas.DataFrame.from_arrow(frame)`. No
library of frames is needed, and none is imported, until somebody brings one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vcc.tables.arrow import arrow_table
from vcc.tables.compile import rows_of_case
from vcc.tables.folder import Folder
from vcc.tables.schemas import TABLE_BY_NAME

if TYPE_CHECKING:
    import pyarrow as pa

    from vcc.knowledge import Knowledge
    from vcc.pipeline import Analysis


class Frame:
    """One table: columns with names, rows in order; it cannot be changed."""

    __slots__ = ("_table", "name")

    def __init__(self, name: str, table: pa.Table) -> None:
        self.name = name
        self._table = table

    def __repr__(self) -> str:
        return f"Frame({self.name!r}, {len(self)} rows, {len(self.columns)} columns)"

    def __len__(self) -> int:
        return int(self._table.num_rows)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for batch in self._table.to_batches():
            yield from batch.to_pylist()

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(self._table.column_names)

    def to_arrow(self) -> pa.Table:
        """The same as a pyarrow table, without a copy."""
        return self._table

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self._table.__arrow_c_stream__(requested_schema)

    def __arrow_c_schema__(self) -> object:
        return self._table.schema.__arrow_c_schema__()


class Frames(Mapping[str, Frame]):
    """The tables of a folder that `vcc build` made, by name; each is read when it is asked for.

    Raises:
        NotALibrary: if the folder holds no complete tables.
        PackageMissing: if pyarrow is not installed.
    """

    def __init__(self, folder: str | PathLike[str]) -> None:
        self._folder = Folder(Path(folder))

    def __repr__(self) -> str:
        return f"Frames({str(self._folder.path)!r}: {', '.join(self)})"

    def __getitem__(self, name: str) -> Frame:
        if name not in self._folder.names:
            raise KeyError(f"no table {name!r}; there are: {', '.join(self._folder.names)}")
        return Frame(name, self._folder.table(name))

    def __iter__(self) -> Iterator[str]:
        return iter(self._folder.names)

    def __len__(self) -> int:
        return len(self._folder.names)


def frame_of_case(analysis: Analysis, table: str, theory: Knowledge) -> Frame:
    """One table of one case (docs/library-data.md lists tables and columns).

    Raises:
        KeyError: if there is no such table of cases.
        PackageMissing: if pyarrow is not installed.
    """
    for name, rows in rows_of_case(analysis, theory, proofs=table == "proofs"):
        if name == table:
            begins = {
                "case_name": analysis.resolved.case.name.text,
                "path": analysis.source.name,
            }
            found = arrow_table(TABLE_BY_NAME[name], ({**begins, **row} for row in rows))
            return Frame(name, found)
    raise KeyError(f"no table {table!r} of a case; there are: {', '.join(TABLE_BY_NAME)}")
