"""Rows ↔ Arrow, and the libraries that are installed only where someone wants tables."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

from vcc.source.diagnostic import Words
from vcc.tables.schemas import LIST, NUMBER, SWITCH, TEXT, TableSchema

if TYPE_CHECKING:
    import pyarrow as pa

Row = Mapping[str, Any]
_EXTRAS: Final = {
    "pyarrow": "library", "duckdb": "library", "pandas": "stata", "pyspark": "spark",
}  # fmt: skip
MISSING: Final = Words(
    "{package} is not installed: pip install 'vcc-cases[{extra}]'",
    "未安装 {package}：pip install 'vcc-cases[{extra}]'",
)


class PackageMissing(Exception):
    """An optional library is not installed; `words` say which, and how to get it."""

    def __init__(self, package: str) -> None:
        self.words = MISSING.filled({"package": package, "extra": _EXTRAS[package]})
        super().__init__(self.words.en)


def optional(module: str) -> ModuleType:
    """An optional library, imported when it is first needed.

    Raises:
        PackageMissing: if it is not installed.
    """
    try:
        return importlib.import_module(module)
    except ModuleNotFoundError as error:
        package = module.partition(".")[0]
        if error.name and error.name.partition(".")[0] == package:
            raise PackageMissing(package) from error
        raise


def arrow_schema(table: TableSchema, metadata: Mapping[str, str] | None = None) -> pa.Schema:
    """The Arrow schema of a table.

    Raises:
        PackageMissing: if pyarrow is not installed.
    """
    pa = optional("pyarrow")
    types = {
        TEXT: pa.string(), NUMBER: pa.int32(), SWITCH: pa.bool_(), LIST: pa.list_(pa.string())
    }  # fmt: skip
    return pa.schema([(c.name, types[c.type]) for c in table.columns], metadata=metadata)


def arrow_table(table: TableSchema, rows: Iterable[Row]) -> pa.Table:
    """Rows as an Arrow table of the published schema; a column that a row leaves out is null."""
    pa = optional("pyarrow")
    schema, rows = arrow_schema(table), list(rows)
    columns = [pa.array([row.get(field.name) for row in rows], field.type) for field in schema]
    # As one batch: `Table.from_pylist` makes chunks of the columns, which takes half as long again.
    return pa.Table.from_batches([pa.RecordBatch.from_arrays(columns, schema=schema)])
