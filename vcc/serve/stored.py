"""Generations of the data on disk: each a folder that is written once and never changed.

A state directory holds `generations/ID/` and the file `current`, which names one of them. A new
generation is written beside the old under another name, brought to the disk, renamed, and only
then named in `current`, by a rename as well. So a server that is killed at any moment leaves the
old state or the new one, whole.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Any, Final

from vcc.vocabulary.namespaces import CASES

QUADS_FILE: Final = "data.nq"
GRAPHS_FILE: Final = "graphs.json"
LIBRARY_FILE: Final = "library.json"
SOURCES_FILE: Final = "sources.json"
PAGES_FOLDER: Final = "pages"
STORE_FOLDER: Final = "store"
_MANIFEST: Final = "manifest.json"
_GENERATIONS: Final = "generations"
_CURRENT: Final = "current"
_LOCK: Final = "lock"
_UNFINISHED: Final = "new-"
_FORMAT: Final = 1  # of a generation; one of another format is not used
_CHECKED: Final = (QUADS_FILE, GRAPHS_FILE, LIBRARY_FILE, SOURCES_FILE)


class InUse(Exception):
    """Another server uses the state directory."""


@dataclass(frozen=True, slots=True)
class Generation:
    """A generation that is whole: its folder, the name that changes with its content, and the
    base below which its cases have their IRIs."""

    folder: Path
    id: str
    base: str = CASES

    def read(self, file: str) -> Any:
        """One of its JSON files."""
        return json.loads((self.folder / file).read_text(encoding="utf-8"))

    def page(self, name: str) -> bytes:
        """One of its pages; `name` comes from its own list, never from a client."""
        return (self.folder / PAGES_FOLDER / name).read_bytes()


def sealed(folder: Path, base: str = CASES) -> Generation:
    """Finish a generation whose files are written: its manifest, everything on the disk."""
    digests = {name: _digest(folder / name) for name in _CHECKED}
    content = "".join(digests[name] for name in _CHECKED if name != SOURCES_FILE)
    id = sha256(content.encode()).hexdigest()[:20]
    manifest = {"format": _FORMAT, "id": id, "base": base, "files": digests}
    (folder / _MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    _to_disk(folder)
    return Generation(folder, id, base)


def opened(folder: Path) -> Generation | None:
    """The generation in a folder; None if it is not whole, or of another format."""
    try:
        manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
        if manifest["format"] != _FORMAT:
            return None
        if any(_digest(folder / name) != digest for name, digest in manifest["files"].items()):
            return None
        return Generation(folder, str(manifest["id"]), str(manifest.get("base", CASES)))
    except (OSError, ValueError, KeyError, TypeError):
        return None


@dataclass(frozen=True, slots=True)
class StateDirectory:
    """Where a server keeps its generations; use it inside `locked`."""

    folder: Path

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Have the directory alone; what was left unfinished is removed.

        Raises:
            InUse: if another server has it.
            OSError: if it cannot be made or written.
        """
        (self.folder / _GENERATIONS).mkdir(parents=True, exist_ok=True)
        with (self.folder / _LOCK).open("a") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise InUse from error
            self._clean()
            yield

    def current(self) -> Generation | None:
        """The generation that is served; None if there is none that is whole."""
        try:
            name = (self.folder / _CURRENT).read_text(encoding="utf-8").strip()
        except OSError:
            return None
        if not name or Path(name).name != name:
            return None
        return opened(self.folder / _GENERATIONS / name)

    def new_folder(self) -> Path:
        """An empty folder for the next generation."""
        return Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=self.folder / _GENERATIONS))

    def publish(self, written: Generation) -> Generation:
        """Make a sealed generation the current one; what was current stays until `forget`."""
        kept = written.folder.with_name(written.folder.name.replace(_UNFINISHED, written.id + "-"))
        written.folder.rename(kept)
        _sync(kept.parent)
        handle, temporary = tempfile.mkstemp(prefix=_CURRENT, dir=self.folder)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(kept.name)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).rename(self.folder / _CURRENT)
        _sync(self.folder)
        return replace(written, folder=kept)

    def _clean(self) -> None:
        """Remove generations that are not current, and what a killed server left half written."""
        current = self.current()
        for folder in (self.folder / _GENERATIONS).iterdir():
            if current is None or folder != current.folder:
                forget(folder)
        for file in self.folder.glob(_CURRENT + "?*"):
            file.unlink(missing_ok=True)


def forget(folder: Path) -> None:
    """Remove a generation that nobody serves."""
    shutil.rmtree(folder, ignore_errors=True)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _to_disk(folder: Path) -> None:
    for path in folder.rglob("*"):
        _sync(path)
    _sync(folder)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
