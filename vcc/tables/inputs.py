"""A folder of cases → record batches of texts: all that building reads from disk is read here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Final

from vcc.case.from_text import case_from_text
from vcc.case.libraries import path_of
from vcc.case.words import OTHER_WORDS
from vcc.source.diagnostic import SourceErrors
from vcc.source.reading import MAX_BYTES, source_from_bytes
from vcc.tables.arrow import optional

if TYPE_CHECKING:
    import pyarrow as pa

# Files are used before the case begins, so a text without the word there uses none.
_USES: Final = re.compile(rf"\A[^{{｛]*?(?:\buse\b|{OTHER_WORDS['use']})")
_NOTHING: Final = b""


@dataclass(frozen=True, slots=True)
class Input:
    """One case file: its path below the folder (with slashes), its bytes, and those of the
    library files that it uses, directly or not, by their paths; `reason` is why a file could not
    be read (then it has no bytes)."""

    path: str
    content: bytes
    libraries: Mapping[str, bytes]
    reason: str = ""

    @property
    def sha256(self) -> str:
        """Hash of the path, the text and the libraries."""
        digest = sha256()
        for path, content in ((self.path, self.content), *sorted(self.libraries.items())):
            digest.update(path.encode("utf-8", "surrogateescape") + b"\0")
            digest.update(sha256(content).digest())
        return digest.hexdigest()


def bucket_of(path: str, of: int) -> int:
    """In which of `of` partitions (from 1) a case belongs: by its path alone, so that a file
    that comes or goes moves no other."""
    name = path.encode("utf-8", "surrogateescape")
    return int.from_bytes(sha256(name).digest()[:8], "big") % of + 1


def name_below(root: Path, file: Path) -> str:
    """What a file is called in the tables: its path below the folder, with slashes."""
    base = root if root.is_dir() else root.parent
    return PurePath(file).relative_to(base).as_posix()


def inputs_of(root: Path, files: Iterable[Path]) -> Iterator[Input]:
    """The case files with the library files that they use, sorted by path.

    A file that cannot be read is handed on with the reason, and one larger than a case may be is
    cut right after that size: `compile_batch` says what is wrong with them.
    """
    base = root if root.is_dir() else root.parent
    known: dict[str, bytes | None] = {}

    def read(path: str) -> bytes | None:
        if path not in known:
            content, reason = _bytes_of(base / path)
            known[path] = None if reason else content
        return known[path]

    for name, file in sorted((name_below(root, file), file) for file in files):
        content, reason = _bytes_of(file)
        yield Input(name, content, dict(_libraries(name, content, read)), reason)


def batches_from_inputs(inputs: Sequence[Input], size: int) -> Iterator[pa.RecordBatch]:
    """Record batches of at most `size` cases, of the schema `input_schema`."""
    pa = optional("pyarrow")
    schema = input_schema()
    for start in range(0, len(inputs), size):
        rows = [
            {
                "path": item.path,
                "content": item.content,
                "libraries": [
                    {"path": path, "content": content}
                    for path, content in sorted(item.libraries.items())
                ],
                "reason": item.reason or None,
            }
            for item in inputs[start : start + size]
        ]
        yield pa.RecordBatch.from_pylist(rows, schema=schema)


def input_schema() -> pa.Schema:
    """What `compile_batch` takes; the last two columns may be left out where nothing uses a
    library and everything could be read."""
    pa = optional("pyarrow")
    library = pa.struct([("path", pa.string()), ("content", pa.binary())])
    return pa.schema(
        [
            ("path", pa.string()),
            ("content", pa.binary()),
            ("libraries", pa.list_(library)),
            ("reason", pa.string()),
        ]
    )


def _libraries(
    name: str, content: bytes, read: Callable[[str], bytes | None]
) -> Iterator[tuple[str, bytes]]:
    """The library files that a text uses, and those that they use, each once."""
    waiting, seen = [(name, content)], {name}
    while waiting:
        for path in _used(*waiting.pop()):
            found = read(path) if path not in seen else None
            seen.add(path)
            if found is not None:
                yield path, found
                waiting.append((path, found))


def _used(name: str, content: bytes) -> list[str]:
    """The files that a text uses; none where it has mistakes, since nothing is built of it."""
    try:
        source = source_from_bytes(name, content)
        if not _USES.search(source.text):
            return []
        case = case_from_text(source).case
    except SourceErrors:
        return []
    return [PurePath(path_of(use, case)).as_posix() for use in case.uses]


def _bytes_of(path: Path) -> tuple[bytes, str]:
    """The bytes of a file, or why it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1), ""
    except (OSError, ValueError) as error:  # ValueError: a path with NUL in it
        return b"", getattr(error, "strerror", None) or str(error)
