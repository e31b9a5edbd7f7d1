"""What was built, as data beside the tables: hashes, row counts, and what could not be built.

A partition is there when its own small file (`partitions/…json`) is: that file is written last.
`manifest.json` joins those of all partitions, once all are there. Neither holds a time or a name
of a machine, so the same cases give the same bytes anywhere.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any, Final

from vcc.source.diagnostic import Words
from vcc.source.shell import shell_path
from vcc.tables.compile import unpacked
from vcc.tables.schemas import SCHEMA_VERSION

MANIFEST: Final = "manifest.json"
PARTITIONS: Final = "partitions"
_PART: Final = ".part"


class NotALibrary(Exception):
    """A folder holds no tables that can be read, or other things where tables are to be written;
    `words` say why, and what to do."""

    def __init__(self, words: Words) -> None:
        self.words = words
        super().__init__(words.en)


_NO_MANIFEST: Final = Words(
    "{folder} holds no tables: build them with vcc build PATH --output {word}",
    "{folder} 中没有数据表：请用 vcc build PATH --output {word} 构建",
)
_NO_TABLES_BUT_CASES: Final = Words(
    "{folder} holds no tables: if it holds cases, make tables of them with "
    "vcc build {word} --output {output}, and name {tables}",
    "{folder} 中没有数据表：若其中是案例，请先运行 "
    "vcc build {word} --output {output} 生成数据表，再使用 {tables}",
)
_INCOMPLETE: Final = Words(
    "{folder} is not complete: {count} of {of} partitions are built",
    "{folder} 尚不完整：{of} 个分区中已构建 {count} 个",
)
_DAMAGED: Final = Words(
    "{file} cannot be read: {reason}; build the tables again",
    "无法读取 {file}：{reason}；请重新构建",
)
_OTHER_VERSION: Final = Words(
    "{folder} has schema version {version}, this vcc reads {ours}: build the tables again",
    "{folder} 的模式版本为 {version}，本版 vcc 读取 {ours}：请重新构建",
)


@dataclass(frozen=True, slots=True)
class TableFile:
    """One Parquet file: its path below the folder, its hash, how many rows and bytes it has."""

    path: str
    sha256: str
    rows: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Broken:
    """A file that could not be built, and its mistakes (`CODE file:line`)."""

    path: str
    mistakes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartManifest:
    """One partition: what it was made from (`key`), its cases (path → name), its files by table."""

    index: int
    of: int
    key: str
    cases: Mapping[str, str]
    files: Mapping[str, TableFile]
    broken: tuple[Broken, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything that was built. `theory` is the hash of all files of the theory, `tables` are
    the files of those tables that no case is part of."""

    vcc: str
    schema: int
    theory: str
    readings: tuple[str, ...]
    proofs: bool
    partitions: tuple[PartManifest, ...]
    tables: Mapping[str, TableFile] = field(default_factory=dict)

    @property
    def broken(self) -> tuple[Broken, ...]:
        """Files that could not be built, sorted by path."""
        found = (broken for part in self.partitions for broken in part.broken)
        return tuple(sorted(found, key=lambda broken: broken.path))

    @property
    def cases(self) -> dict[str, str]:
        """Path → name of every case, sorted by path."""
        return dict(sorted(case for part in self.partitions for case in part.cases.items()))

    @property
    def same_name(self) -> dict[str, list[str]]:
        """Names that several cases have, with their paths: whoever joins by name mixes these."""
        named: dict[str, list[str]] = {}
        for path, name in self.cases.items():
            named.setdefault(name, []).append(path)
        return {name: paths for name, paths in sorted(named.items()) if len(paths) > 1}

    def files(self, table: str) -> list[TableFile]:
        """The files of one table."""
        if table in self.tables:
            return [self.tables[table]]
        return [part.files[table] for part in self.partitions if table in part.files]

    def rows(self) -> dict[str, int]:
        """How many rows each table has, in the order of the first partition."""
        counts: dict[str, int] = {}
        for part in self.partitions:
            for table, file in part.files.items():
                counts[table] = counts.get(table, 0) + file.rows
        return counts | {table: file.rows for table, file in self.tables.items()}


def broken_from_rows(rows: Iterable[Mapping[str, Any]]) -> tuple[Broken, ...]:
    """The files that could not be built, of rows that `compile_batch` gave."""
    found = []
    for row in rows:
        if not row["case"]:
            mistakes = unpacked(row["data"]).to_pylist()
            said = tuple(f"{m['code']} {m['place'] or m['path']}" for m in mistakes)
            found.append(Broken(row["path"], said))
    return tuple(found)


def json_of(made: PartManifest | Manifest) -> str:
    """A manifest as JSON; the whole one also says totals, for people who open it."""
    said = asdict(made)
    if isinstance(made, Manifest):
        totals = {"cases": len(made.cases), "broken": len(made.broken), "rows": made.rows()}
        said = {**said, "totals": totals, "same_name": made.same_name}
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def read_part(file: Path) -> PartManifest | None:
    """The manifest of a partition; None where there is none that can be read."""
    try:
        return _part(json.loads(file.read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a folder of tables.

    Raises:
        NotALibrary: if there is none, it is damaged, or of another version of the schema.
    """
    file = folder / MANIFEST
    try:
        said = json.loads(file.read_text(encoding="utf-8"))
        version = said["schema"]
        if version != SCHEMA_VERSION:
            values = {"folder": str(folder), "version": str(version), "ours": str(SCHEMA_VERSION)}
            raise NotALibrary(_OTHER_VERSION.filled(values))
        return _manifest(said)
    except (FileNotFoundError, NotADirectoryError):
        raise NotALibrary(_missing(folder)) from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        values = {"file": str(file), "reason": f"{type(error).__name__}: {error}"}
        raise NotALibrary(_DAMAGED.filled(values)) from error


def is_free(folder: Path) -> bool:
    """Whether a folder is not there yet, or empty."""
    return not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))


def write_whole(file: Path, write: Callable[[Path], None]) -> None:
    """Have a file written beside its place and then put there at once.

    Raises:
        OSError: if it cannot be written; what was there before is untouched.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(suffix=_PART, dir=file.parent)
    os.close(handle)
    temporary = Path(name)
    try:
        write(temporary)
        temporary.chmod(0o644)
        temporary.replace(file)
    finally:
        with suppress(FileNotFoundError):
            temporary.unlink()


def write_text(file: Path, text: str) -> None:
    """Write a text at once."""

    def write(temporary: Path) -> None:
        temporary.write_bytes(text.encode("utf-8", "surrogateescape"))

    write_whole(file, write)


def hash_of(file: Path) -> str:
    """The SHA-256 of a file."""
    with file.open("rb") as opened:
        return file_digest(opened, "sha256").hexdigest()


def hash_of_files(files: Iterable[Path], more: Iterable[str]) -> str:
    """One hash of the contents of files, in their order, and of some texts."""
    digest = sha256()
    for file in files:
        digest.update(bytes.fromhex(hash_of(file)))
    for text in more:
        digest.update(text.encode("utf-8", "surrogateescape") + b"\0")
    return digest.hexdigest()


def _missing(folder: Path) -> Words:
    parts = [read_part(file) for file in sorted((folder / PARTITIONS).glob("*.json"))]
    known = [part for part in parts if part]
    if known:
        of = known[0].of
        count = sum(1 for part in known if part.of == of)
        values = {"folder": str(folder), "count": str(count), "of": str(of)}
        return _INCOMPLETE.filled(values)
    if is_free(folder) or (folder / PARTITIONS).is_dir():  # begun, and then interrupted
        return _NO_MANIFEST.filled({"folder": str(folder), "word": shell_path(folder)})
    name = folder.stem if folder.is_file() else folder.name.strip(".")
    tables = folder.with_name(f"{name}-tables") if name else Path("tables")
    words = {"word": shell_path(folder), "output": shell_path(tables)}
    return _NO_TABLES_BUT_CASES.filled({"folder": str(folder), "tables": str(tables), **words})


def _manifest(said: Mapping[str, Any]) -> Manifest:
    return Manifest(
        vcc=said["vcc"],
        schema=said["schema"],
        theory=said["theory"],
        readings=tuple(said["readings"]),
        proofs=said["proofs"],
        partitions=tuple(map(_part, said["partitions"])),
        tables={table: TableFile(**file) for table, file in said["tables"].items()},
    )


def _part(said: Mapping[str, Any]) -> PartManifest:
    broken = (Broken(item["path"], tuple(item["mistakes"])) for item in said["broken"])
    files = {table: TableFile(**file) for table, file in said["files"].items()}
    return PartManifest(said["index"], said["of"], said["key"], said["cases"], files, tuple(broken))
