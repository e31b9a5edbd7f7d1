"""A folder of tables, read back: each table as Arrow data that is read only where it is asked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from vcc.source.diagnostic import Words
from vcc.tables.arrow import arrow_schema, optional
from vcc.tables.manifest import Manifest, NotALibrary, read_manifest
from vcc.tables.schemas import TABLES, THEORY_TABLES

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.dataset

_GONE = Words(
    "{file} is missing or was changed since it was built: build the tables again",
    "{file} 缺失，或在构建后被改动：请重新构建",
)


class Folder:
    """The tables of one folder.

    Raises:
        NotALibrary: if the folder holds no complete tables, or a file is not as it was written.
        PackageMissing: if pyarrow is not installed.
    """

    def __init__(self, path: Path) -> None:
        optional("pyarrow")
        self.path = path
        self.manifest: Manifest = read_manifest(path)
        built = self.manifest.rows()
        self.names: tuple[str, ...] = tuple(
            table.name for table in (*TABLES, *THEORY_TABLES) if table.name in built
        )
        for name in self.names:
            for file in self.manifest.files(name):
                self._look_at(path / file.path, file.bytes)

    def dataset(self, table: str) -> pyarrow.dataset.Dataset:
        """One table, not yet read: its files in the order of the partitions."""
        dataset = optional("pyarrow.dataset")
        files = [str(self.path / file.path) for file in self.manifest.files(table)]
        schema = {t.name: t for t in (*TABLES, *THEORY_TABLES)}[table]
        return dataset.dataset(files, schema=arrow_schema(schema), format="parquet")

    def table(self, table: str) -> pa.Table:
        """One table, read whole, sorted by case and path (where it has them)."""
        read = self.dataset(table).to_table()
        if "path" not in read.column_names or len(self.manifest.partitions) == 1:
            return read
        pa = optional("pyarrow")
        # Partitions are sorted, not their union; the row number keeps the order within a case.
        numbered = read.append_column("#", pa.array(range(read.num_rows), pa.int64()))
        keys = [("case_name", "ascending"), ("path", "ascending"), ("#", "ascending")]
        return numbered.sort_by(keys).drop_columns(["#"])

    def _look_at(self, file: Path, size: int) -> None:
        try:
            is_same = file.stat().st_size == size
        except OSError:
            is_same = False
        if not is_same:
            raise NotALibrary(_GONE.filled({"file": str(file)}))
