"""Sources ↔ files: where the file of a source is, and what was read from it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath
from stat import S_ISREG
from typing import Final

from vcc.evidence.content import Content, NotReadable, content_from_bytes
from vcc.evidence.place import Outline, outline_of
from vcc.evidence.statements import Source
from vcc.source.diagnostic import Words

MAX_BYTES: Final = 100_000_000
_MOST_KEPT: Final = 16  # texts in memory: cases of one library cite the same few sources
_MOST_FILES: Final = 100_000  # looked at below a folder of sources
TOO_LARGE: Final = Words(
    "it is larger than {limit} million bytes; split it, or give its text only",
    "超过 {limit} 百万字节；请拆分，或只提供其文本",
)
NO_FILE: Final = Words("it is not a file", "它不是文件")
CHANGING: Final = Words(
    "it changed while it was read; try again when it is whole",
    "读取期间文件发生变化；请在写完后重试",
)
_FAILED: Final = Words("{reason}", "{reason}")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A file that was read. `content` and `outline` are None where `reason` says why not."""

    path: Path
    sha256: str = ""
    size: int = 0
    content: Content | None = field(default=None, repr=False)
    outline: Outline | None = field(default=None, repr=False)
    reason: Words | None = None


@dataclass(frozen=True, slots=True)
class Sought:
    """Where a source was looked for: the file, or none; `outside`: it leads out of the folders."""

    path: Path | None
    searched: tuple[Path, ...] = ()
    outside: bool = False


class SourceFiles:
    """The files of sources: found, and read once for all cases that cite them.

    `folders` are searched besides the folder of the case; `tops` are the folders that the run is
    about: paths may climb up to them, and no further.
    """

    def __init__(self, folders: Sequence[Path] = (), tops: Sequence[Path] = ()) -> None:
        self._folders = tuple(folders)
        self._tops = tuple(tops)
        self._loaded: dict[Path, Loaded] = {}
        self._below: dict[Path, dict[str, list[Path]]] = {}
        self._hashes: dict[Path, str] = {}

    def find(self, source: Source) -> Sought:
        """The file of a source that has a `file` clause."""
        assert source.file is not None
        written = source.file.text.strip().replace("\\", "/")
        base = Path(source.base).parent
        places = tuple(dict.fromkeys((base, *self._folders)))
        outside = False
        for path in self._candidates(written, places):
            try:
                is_there = path.exists()
            except (OSError, ValueError):  # a circle of links; a name with NUL in it
                continue
            if not is_there:
                continue
            if self._may_read(path, (base, *self._tops, *self._folders)):
                return Sought(path, places)
            outside = True
        return Sought(None, places, outside)

    def load(self, path: Path) -> Loaded:
        """What a file says; never raises."""
        key = Path(os.path.realpath(path))
        found = self._loaded.pop(key, None) or _load(path)
        self._loaded[key] = found  # the last one used stands last
        if len(self._loaded) > _MOST_KEPT:
            del self._loaded[next(iter(self._loaded))]
        return found

    def hash_of(self, path: Path) -> str:
        """The hash of a file's bytes; empty where it cannot be read."""
        key = Path(os.path.realpath(path))
        if key not in self._hashes:
            data = _read(path)
            self._hashes[key] = sha256(data).hexdigest() if isinstance(data, bytes) else ""
        return self._hashes[key]

    def _candidates(self, written: str, places: Sequence[Path]) -> Iterator[Path]:
        for place in places:
            yield place / written
        parts = [part for part in PurePosixPath(written).parts if part not in (".", "..", "/")]
        for folder in self._folders:
            ending = tuple(parts)
            while ending:  # the longest common ending of the paths counts
                named = self._all_below(folder).get(ending[-1], ())
                yield from (path for path in named if path.parts[-len(ending) :] == ending)
                ending = ending[1:]

    def _all_below(self, folder: Path) -> Mapping[str, Sequence[Path]]:
        """The files below a folder of sources, by name; links to folders are not followed."""
        known = self._below.get(folder)
        if known is None:
            known = self._below[folder] = {}
            count = 0
            for parent, folders, files in os.walk(folder):
                folders.sort()
                for name in sorted(files):
                    known.setdefault(name, []).append(Path(parent, name))
                count += len(files)
                if count > _MOST_FILES:
                    break
        return known

    @staticmethod
    def _may_read(path: Path, roots: Sequence[Path]) -> bool:
        real = Path(os.path.realpath(path))
        return any(real.is_relative_to(os.path.realpath(root)) for root in roots)


def _load(path: Path) -> Loaded:
    data = _read(path)
    if isinstance(data, Words):
        return Loaded(path, reason=data)
    digest = sha256(data).hexdigest()
    try:
        content = content_from_bytes(data, path.name)
    except NotReadable as error:
        return Loaded(path, digest, len(data), reason=error.reason)
    return Loaded(path, digest, len(data), content, outline_of(content))


def _read(path: Path) -> bytes | Words:
    """The bytes of a file, all of one moment; or why there are none."""
    try:
        if not S_ISREG(path.stat().st_mode):  # a pipe or device would never end
            return NO_FILE
        with path.open("rb") as file:
            before = os.fstat(file.fileno())
            data = file.read(MAX_BYTES + 1)
            after = os.fstat(file.fileno())
    except OSError as error:
        reason = error.strerror or type(error).__name__
        return _FAILED.filled({"reason": reason})
    if len(data) > MAX_BYTES:
        return TOO_LARGE.filled({"limit": str(MAX_BYTES // 1_000_000)})
    if (before.st_mtime_ns, before.st_size) != (after.st_mtime_ns, after.st_size) or len(
        data
    ) != after.st_size:
        return CHANGING
    return data
