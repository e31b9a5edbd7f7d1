"""What checks found, kept in `.vcc_cache/` by all that it depends on.

A result belongs to the bytes of its file, the texts of the libraries that the file uses, the
theory, the program and its validator, and what was made of it. It is kept in one SQLite file:
several runs may use it at once, and a run that is killed leaves it whole. Whatever is wrong with it
is no reason to fail: the check is done again.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from vcc.library.seen import Seen, path_key, seen_from_row
from vcc.library.theories import digest_of
from vcc.source.diagnostic import Words

FOLDER: Final = ".vcc_cache"
_FILE: Final = "outcomes.sqlite"
_SCHEMA: Final = 2
_TABLES: Final = {
    "entries": "(key TEXT PRIMARY KEY, uses TEXT, digest TEXT, value BLOB)",
    "files": "(path BLOB PRIMARY KEY, digest TEXT, kept TEXT)",
}
_MOST_KEPT: Final = 500_000
_AT_ONCE: Final = 500  # keys of one question: SQLite takes 999
_SMALL: Final = 400  # bytes that are kept as they are
_ZIPPED, _PLAIN = b"z", b"p"
_BUSY_SECONDS: Final = 10.0
_TAG: Final = (
    "Signature: 8a477f597d28d172789f06886806bc55\n"  # what bford.info/cachedir asks for
    "# This folder is a cache of vcc check; it can be deleted.\n"
)
DAMAGED: Final = Words(
    "the cache {path} was damaged and is made anew", "缓存 {path} 已损坏，现重新建立"
)
NOT_WRITTEN: Final = Words(
    "the cache {path} cannot be written ({reason}); checking goes on without it",
    "无法写入缓存 {path}（{reason}）；检查继续进行，不使用缓存",
)


_ENTRIES: Final = "SELECT key, uses, digest, value FROM entries WHERE key IN ({})"
_FILES: Final = "SELECT path, digest, kept FROM files WHERE path IN ({})"
_NOTHING: Final = "[]"


@dataclass(frozen=True, slots=True)
class Entry:
    """A kept result: `uses` are the paths of the libraries that it rests on, each with the digest
    of its text."""

    key: str
    uses: tuple[tuple[str, str], ...]
    value: bytes


class Cache:
    """The results kept in a folder; `notices` say what was wrong with it."""

    def __init__(self, folder: Path) -> None:
        self.notices: list[Words] = []
        self._folder = folder
        self._connection = self._opened()

    # ------------------------------------------------------------------ reading
    def found(self, keys: Iterable[str]) -> dict[str, Entry]:
        """The entries of some keys; what is not there, or damaged, is left out."""
        entries = {}
        for key, uses, digest, value in self._rows(_ENTRIES, keys):
            if digest_of(key, uses, value) == digest:
                rests_on = tuple(map(tuple, json.loads(uses))) if uses != _NOTHING else ()
                entries[key] = Entry(key, rests_on, _unzipped(value))
            else:
                self._say(DAMAGED)
        return entries

    def seen(self, paths: Iterable[str]) -> dict[str, Seen]:
        """What is known of some files; what is not, or is damaged, is left out."""
        files = {}
        by_key = {path_key(path): path for path in paths}
        for key, digest, kept in self._rows(_FILES, by_key):
            if digest_of(key, kept) == digest:
                path = by_key[key]
                files[path] = seen_from_row(path, kept)
            else:
                self._say(DAMAGED)
        return files

    def _rows(self, question: str, keys: Iterable[str | bytes]) -> Iterator[tuple[Any, ...]]:
        """The rows of some keys, many of them at a time."""
        wanted = list(keys)
        for start in range(0, len(wanted), _AT_ONCE):
            if self._connection is None:
                return
            some = wanted[start : start + _AT_ONCE]
            try:
                marks = ",".join("?" * len(some))
                found = self._connection.execute(question.format(marks), some).fetchall()
            except sqlite3.DatabaseError as error:
                self._give_up(error)
                return
            yield from found

    # ------------------------------------------------------------------ writing
    def keep(self, entries: Iterable[Entry]) -> None:
        """Keep results, all or none of them."""
        self._insert("entries", map(_row, entries))

    def keep_seen(self, files: Iterable[Seen]) -> None:
        """Keep what is known of some files, all or none of it."""
        self._insert("files", ((key, digest_of(key, kept), kept) for key, kept in _rows_of(files)))

    def _insert(self, table: str, rows: Iterable[tuple[object, ...]]) -> None:
        made = list(rows)
        if self._connection is None or not made:
            return
        marks = ", ".join("?" * len(made[0]))
        try:
            with self._connection:
                self._connection.executemany(
                    f"INSERT OR REPLACE INTO {table} VALUES ({marks})",  # noqa: S608
                    made,
                )
        except sqlite3.DatabaseError as error:
            self._give_up(error)

    def close(self) -> None:
        """Let the oldest results go where there are too many, and leave."""
        if self._connection is None:
            return
        with suppress(sqlite3.DatabaseError), self._connection:
            for table in _TABLES:
                self._connection.execute(
                    f"DELETE FROM {table} WHERE rowid <= "  # noqa: S608
                    f"(SELECT max(rowid) FROM {table}) - {_MOST_KEPT}"
                )
        with suppress(sqlite3.DatabaseError):
            self._connection.close()
        self._connection = None

    # ------------------------------------------------------------------ the file
    def _opened(self) -> sqlite3.Connection | None:
        """The cache; a damaged one is made anew, one that cannot be made is done without."""
        for _ in range(2):
            try:
                self._prepare()
                return _connected(self._folder / _FILE)
            except sqlite3.OperationalError as error:
                self._say(NOT_WRITTEN, str(error))
                return None
            except sqlite3.DatabaseError:
                self._say(DAMAGED)
                self._remove()
            except OSError as error:
                self._say(NOT_WRITTEN, error.strerror or type(error).__name__)
                return None
        return None

    def _prepare(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        for name, text in (("CACHEDIR.TAG", _TAG), (".gitignore", "*\n")):
            file = self._folder / name
            if not file.exists():
                file.write_text(text, encoding="utf-8")

    def _give_up(self, error: sqlite3.DatabaseError) -> None:
        """Go on without a cache that cannot be used any more; a damaged one is made anew."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(sqlite3.DatabaseError):
                connection.close()
        if isinstance(error, sqlite3.OperationalError):  # locked for long, disk full
            self._say(NOT_WRITTEN, str(error))
        else:
            self._say(DAMAGED)
            self._remove()
            self._connection = self._opened()

    def _remove(self) -> None:
        for suffix in ("", "-journal", "-wal", "-shm"):
            with suppress(OSError):
                (self._folder / (_FILE + suffix)).unlink(missing_ok=True)

    def _say(self, words: Words, reason: str = "") -> None:
        notice = words.filled({"path": str(self._folder), "reason": reason})
        if notice not in self.notices:
            self.notices.append(notice)


def _connected(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, timeout=_BUSY_SECONDS)
    try:
        connection.execute("PRAGMA synchronous = NORMAL")
        if not _is_ready(connection):
            connection.execute("BEGIN IMMEDIATE")
            if not _is_ready(connection):  # another run may have been quicker
                for table, columns in _TABLES.items():
                    connection.execute(f"DROP TABLE IF EXISTS {table}")
                    connection.execute(f"CREATE TABLE {table} {columns}")
                connection.execute(f"PRAGMA user_version = {_SCHEMA}")
            connection.commit()
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def _is_ready(connection: sqlite3.Connection) -> bool:
    """Whether the file has the tables of this version."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return bool(version == _SCHEMA)


def _row(entry: Entry) -> tuple[str, str, str, bytes]:
    uses, value = json.dumps(entry.uses), _zipped(entry.value)
    return entry.key, uses, digest_of(entry.key, uses, value), value


def _rows_of(files: Iterable[Seen]) -> Iterator[tuple[bytes, str]]:
    return (file.row for file in files)


def _zipped(value: bytes) -> bytes:
    return _PLAIN + value if len(value) < _SMALL else _ZIPPED + zlib.compress(value, 1)


def _unzipped(value: bytes) -> bytes:
    return zlib.decompress(value[1:]) if value[:1] == _ZIPPED else value[1:]
