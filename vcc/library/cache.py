"""What checks found, kept in `.vcc_cache/` by all that it depends on.

A result belongs to the bytes of its file, the texts of the libraries that the file uses, the
theory, the program and its validator. It is kept in one SQLite file: several runs may use it at
once, and a run that is killed leaves it whole. Whatever is wrong with it is no reason to fail: the
check is done again.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from vcc.source.diagnostic import Words

FOLDER: Final = ".vcc_cache"
_FILE: Final = "outcomes.sqlite"
_SCHEMA: Final = 1
_MOST_KEPT: Final = 500_000
_AT_ONCE: Final = 500  # keys of one question: SQLite takes 999
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
        wanted, entries = list(keys), {}
        for start in range(0, len(wanted), _AT_ONCE):
            for key, uses, digest, value in self._rows(wanted[start : start + _AT_ONCE]):
                if digest_of(key, uses, value) == digest:
                    entries[key] = Entry(key, tuple(map(tuple, json.loads(uses))), value)
                else:
                    self._say(DAMAGED)
        return {key: _unzipped(entry) for key, entry in entries.items()}

    def _rows(self, keys: list[str]) -> list[tuple[str, str, str, bytes]]:
        if self._connection is None:
            return []
        marks = ",".join("?" * len(keys))
        try:
            found = self._connection.execute(
                f"SELECT key, uses, digest, value FROM entries WHERE key IN ({marks})",  # noqa: S608
                keys,
            )
            return found.fetchall()
        except sqlite3.DatabaseError as error:
            self._give_up(error)
            return []

    # ------------------------------------------------------------------ writing
    def keep(self, entries: Iterable[Entry]) -> None:
        """Keep results, all or none of them."""
        if self._connection is None:
            return
        rows = [_row(entry) for entry in entries]
        try:
            with self._connection:
                self._connection.executemany(
                    "INSERT OR REPLACE INTO entries (key, uses, digest, value) VALUES (?, ?, ?, ?)",
                    rows,
                )
        except sqlite3.DatabaseError as error:
            self._give_up(error)

    def close(self) -> None:
        """Let the oldest results go where there are too many, and leave."""
        if self._connection is None:
            return
        with suppress(sqlite3.DatabaseError), self._connection:
            self._connection.execute(
                "DELETE FROM entries WHERE rowid <= (SELECT max(rowid) FROM entries) - ?",
                (_MOST_KEPT,),
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
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version not in (0, _SCHEMA):
            connection.execute("DROP TABLE IF EXISTS entries")
        connection.execute(
            "CREATE TABLE IF NOT EXISTS entries "
            "(key TEXT PRIMARY KEY, uses TEXT, digest TEXT, value BLOB)"
        )
        connection.execute(f"PRAGMA user_version = {_SCHEMA}")
        connection.commit()
    except sqlite3.DatabaseError:
        connection.close()
        raise
    return connection


def _row(entry: Entry) -> tuple[str, str, str, bytes]:
    uses, value = json.dumps(entry.uses), zlib.compress(entry.value, 1)
    return entry.key, uses, digest_of(entry.key, uses, value), value


def _unzipped(entry: Entry) -> Entry:
    return Entry(entry.key, entry.uses, zlib.decompress(entry.value))


def digest_of(*parts: str | bytes) -> str:
    """A short name of everything that some parts say."""
    digest = sha256()
    for part in parts:
        digest.update(part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass"))
        digest.update(b"\0")
    return digest.hexdigest()[:32]
