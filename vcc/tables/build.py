"""A folder of cases → a folder of Parquet tables, partition by partition.

A partition is named by what it is made from (its texts, the theory, the settings, this program),
so one that is there is not made again, and one that was interrupted leaves nothing that counts.
Rows are sorted and written by one thread: the bytes do not depend on how many processes worked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from vcc.tables.arrow import arrow_schema, arrow_table, optional
from vcc.tables.compile import Settings, unpacked
from vcc.tables.inputs import Input, batches_from_inputs, bucket_of, inputs_of
from vcc.tables.manifest import (
    MANIFEST,
    PARTITIONS,
    Broken,
    Manifest,
    NotALibrary,
    PartManifest,
    TableFile,
    broken_from_rows,
    hash_of,
    hash_of_files,
    json_of,
    read_manifest,
    read_part,
    write_text,
    write_whole,
)
from vcc.tables.place import begin, check_place
from vcc.tables.run import Run
from vcc.tables.schemas import SCHEMA_VERSION, TABLES, THEORY_TABLES, TableSchema
from vcc.tables.theory import rows_of_theory

if TYPE_CHECKING:
    import pyarrow as pa

Told = Callable[[int, int], None]

CASES_IN_BATCH: Final = 16
_CASES_IN_PARTITION: Final = 2_000
_ROWS_IN_GROUP: Final = 131_072
_KEY_LENGTH: Final = 16


@dataclass(frozen=True, slots=True)
class Library:
    """What is to be built: the cases of each partition, sorted by path, and where the tables go;
    `theory` is the `theory_hash` of the settings, `version` that of the program."""

    parts: tuple[tuple[Input, ...], ...]
    output: Path
    settings: Settings
    theory: str
    version: str

    @property
    def of(self) -> int:
        """How many partitions there are."""
        return len(self.parts)

    def __len__(self) -> int:
        return sum(map(len, self.parts))

    def key(self, index: int) -> str:
        """What a partition (from 1) is made from, as a hash."""
        texts = (item.sha256 + item.reason for item in self.parts[index - 1])
        settings = (str(SCHEMA_VERSION), self.theory, str(self.settings.proofs), str(self.of))
        return hash_of_files((), (*settings, *texts))


@dataclass(frozen=True, slots=True)
class Built:
    """What a run did: partitions that it made, those that were there already, and the whole
    (None while partitions of other runs are missing)."""

    made: tuple[PartManifest, ...]
    kept: tuple[PartManifest, ...]
    manifest: Manifest | None

    @property
    def cases(self) -> int:
        """How many cases these partitions hold."""
        return sum(len(part.cases) for part in (*self.made, *self.kept))

    @property
    def broken(self) -> tuple[Broken, ...]:
        """The files of these partitions that could not be built."""
        return tuple(item for part in (*self.made, *self.kept) for item in part.broken)

    @property
    def same_name(self) -> Mapping[str, Sequence[str]]:
        """The paths of every name that several cases of the whole have."""
        return self.manifest.same_name if self.manifest else {}


def partitions_for(cases: int) -> int:
    """How many partitions a library has where nobody says: a power of two, so that a growing
    library is cut anew seldom."""
    of = 1
    while of * _CASES_IN_PARTITION < cases:
        of *= 2
    return of


def library_of(
    root: Path,
    files: Iterable[Path],
    output: Path,
    of: int | None,
    settings: Settings,
    version: str,
) -> Library:
    """The case files of a folder (or one file), read, and cut into `of` partitions; `version` is
    that of the program, which decides as well what is made.

    Raises:
        NotALibrary: if something else is where the tables go.
    """
    check_place(output)
    inputs = tuple(inputs_of(root, files))
    parts: list[list[Input]] = [[] for _ in range(of or partitions_for(len(inputs)))]
    for item in inputs:
        parts[bucket_of(item.path, len(parts)) - 1].append(item)
    cut = tuple(map(tuple, parts))
    return Library(cut, output, settings, theory_hash(settings, version), version)


def build(
    library: Library, run: Run, only: Iterable[int] | None = None, told: Told | None = None
) -> Built:
    """Build the partitions (`only` some of them) that are not there yet.

    `told` hears how many of how many cases are done.

    Raises:
        PackageMissing: if pyarrow is not installed.
        SourceErrors: with everything that is wrong with the folders of frameworks.
        OSError: if the tables cannot be written; nothing that was there is changed then.
    """
    begin(library.output)
    made, kept = [], []
    wanted = sorted(set(range(1, library.of + 1) if only is None else only))
    total, done = sum(len(library.parts[index - 1]) for index in wanted), 0
    for index in wanted:
        found = _there(library, index)
        if found is None:
            made.append(_make(library, index, run, partial(_later, told, done, total)))
        else:
            kept.append(found)
        done += len(library.parts[index - 1])
    return Built(tuple(made), tuple(kept), _joined(library))


def theory_hash(settings: Settings, version: str) -> str:
    """One hash of every file of the theory, of the program's version and of the readings."""
    files = settings.theory().files
    theory = (*files.modules, *files.shapes, *files.rules, *files.claims)
    return hash_of_files(theory, (version, *settings.readings))


# ---------------------------------------------------------------------- one partition
def _later(told: Told | None, before: int, total: int, done: int) -> None:
    if told:
        told(before + done, total)


def _name(index: int, of: int) -> str:
    width = len(str(of))
    return f"{index:0{width}}-of-{of}"


def _there(library: Library, index: int) -> PartManifest | None:
    """The partition, if it is complete, of the same texts, and not damaged since."""
    part = read_part(library.output / PARTITIONS / f"{_name(index, library.of)}.json")
    if part is None or part.key != library.key(index):
        return None
    whole = all(_is_whole(library.output / file.path, file) for file in part.files.values())
    return part if whole else None


def _is_whole(path: Path, file: TableFile) -> bool:
    try:
        return path.stat().st_size == file.bytes and hash_of(path) == file.sha256
    except OSError:
        return False


def _make(library: Library, index: int, run: Run, told: Callable[[int], None]) -> PartManifest:
    pa = optional("pyarrow")
    inputs, key = library.parts[index - 1], library.key(index)
    rows: list[dict[str, Any]] = []
    done: set[str] = set()
    for batch in run(batches_from_inputs(inputs, CASES_IN_BATCH)):
        rows += batch.to_pylist()
        done.update(batch.column("path").to_pylist())
        told(len(done))
    rows.sort(key=lambda row: (row["case"], row["path"]))
    files = {}
    for table in _tables(library.settings):
        parts = [unpacked(row["data"]) for row in rows if row["table"] == table.name]
        whole = pa.concat_tables([arrow_table(table, ()), *parts])
        name = f"{table.name}/{_name(index, library.of)}-{key[:_KEY_LENGTH]}.parquet"
        files[table.name] = _write(library, name, table, whole)
    cases = {row["path"]: row["case"] for row in rows if row["case"]}
    part = PartManifest(index, library.of, key, cases, files, broken_from_rows(rows))
    file = library.output / PARTITIONS / f"{_name(index, library.of)}.json"
    write_text(file, json_of(part))
    return part


def _tables(settings: Settings) -> list[TableSchema]:
    return [table for table in TABLES if settings.proofs or table.name != "proofs"]


def _write(library: Library, name: str, table: TableSchema, rows: pa.Table) -> TableFile:
    """One table as Parquet, with what it was made by in its metadata."""
    parquet = optional("pyarrow.parquet")
    said = {
        "vcc.schema": str(SCHEMA_VERSION),
        "vcc.table": table.name,
        "vcc.theory": library.theory,
    }
    sorted_rows = rows.replace_schema_metadata(arrow_schema(table, said).metadata)
    file = library.output / name
    write_whole(
        file,
        lambda temporary: parquet.write_table(
            sorted_rows.combine_chunks(),
            temporary,
            compression="zstd",
            row_group_size=_ROWS_IN_GROUP,
            store_schema=True,
        ),
    )
    return TableFile(name, hash_of(file), rows.num_rows, file.stat().st_size)


# ---------------------------------------------------------------------- the whole
def _joined(library: Library) -> Manifest | None:
    """Write the manifest of the whole, if every partition is there; let go what it replaces."""
    output, of = library.output, library.of
    found = (_there(library, index) for index in range(1, of + 1))
    there = [part for part in found if part is not None]
    if len(there) < of:
        return None
    settings = library.settings
    tables = {
        table.name: _write(
            library, f"{table.name}-{library.theory[:_KEY_LENGTH]}.parquet", table, rows
        )
        for table, rows in zip(THEORY_TABLES, rows_of_theory(settings.theory()), strict=True)
    }
    before = _files(_before(output))
    manifest = Manifest(
        library.version, SCHEMA_VERSION, library.theory, settings.readings, settings.proofs,
        tuple(there), tables,
    )  # fmt: skip
    write_text(output / MANIFEST, json_of(manifest))
    for old in before - _files(manifest):
        with suppress(OSError):
            (output / old).unlink()
    return manifest


def _before(output: Path) -> Manifest | None:
    try:
        return read_manifest(output)
    except NotALibrary:
        return None


def _files(manifest: Manifest | None) -> set[str]:
    """Every file that a manifest speaks of."""
    if manifest is None:
        return set()
    parts = {f"{PARTITIONS}/{_name(part.index, part.of)}.json" for part in manifest.partitions}
    tables = {f.path for part in manifest.partitions for f in part.files.values()}
    return parts | tables | {file.path for file in manifest.tables.values()}
