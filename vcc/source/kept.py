"""Results kept on disk between runs, by all that they were made from.

Reading a large theory takes seconds, reading what was made of it a hundredth of that. What is
missing, stale, damaged or not ours is no reason to fail: the result is then made again. Several
runs may read and write at once: a file appears whole or not at all.
"""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final, TypeVar
from zlib import crc32

CACHE_VARIABLE: Final = "VCC_CACHE"  # a folder; empty: nothing is kept
_MOST_KEPT: Final = 8
_UNFINISHED: Final = ".part"
_LEFT_BEHIND_SECONDS: Final = 3600  # a file that old was left by a run that is no more
_CODE: Final = (".py", ".lark")
_SUM_BYTES: Final = 4  # a file begins with a checksum of the rest
_Result = TypeVar("_Result")


def default_folder() -> Path | None:
    """Where results are kept: `VCC_CACHE`, or `vcc` in the user's cache folder; None: nowhere."""
    named = os.environ.get(CACHE_VARIABLE)
    if named is not None:
        return Path(named) if named else None
    with suppress(RuntimeError):  # a user without a home
        home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
        return Path(home) / "vcc"
    return None


def key_of(makers: Iterable[str], parts: Iterable[str]) -> str:
    """The name of a result: what it is made from, the parts of vcc that make it, and Python.

    `makers` are packages of vcc and single modules (`case/tables.py`).
    """
    digest = sha256(sys.version.encode())
    for part in (*_states_of_makers(tuple(makers)), *parts):
        digest.update(part.encode("utf-8", "surrogatepass"))
        digest.update(b"\0")
    return digest.hexdigest()[:32]


def state_of(file: str | Path) -> str:
    """A text that is another one when the file has changed (or is another file of that name)."""
    state = Path(file).stat()
    return f"{file} {state.st_mtime_ns} {state.st_ctime_ns} {state.st_size}"


@lru_cache(maxsize=64)
def _states_of_makers(makers: tuple[str, ...]) -> tuple[str, ...]:
    package = Path(__file__).parent.parent
    files = (file for name in makers for file in _files_of(str(package / name)))
    return tuple(map(state_of, files))


def _files_of(path: str) -> Iterator[str]:
    """A module, or the modules and grammars of a package and those below it."""
    if path.endswith(_CODE):
        yield path
        return
    with os.scandir(path) as entries:
        found = sorted((entry.path, entry.is_dir()) for entry in entries)
    for inside, is_folder in found:
        if is_folder or inside.endswith(_CODE):
            yield from _files_of(inside)


def kept(
    kind: str, key: str, of: type[_Result], make: Callable[[], _Result], folder: Path | None
) -> _Result:
    """The result of that kind and key: from the folder, or made now and put there.

    What `make` raises is raised: mistakes are never kept. Results of other keys are let go when
    there are more than a few of a kind.
    """
    file = folder / f"{kind}-{key}.pickle" if folder else None
    found = _read(file) if file else None
    if isinstance(found, of):
        return found
    made = make()
    if file:
        _write(file, made, f"{kind}-*.pickle")
    return made


def _read(file: Path) -> object:
    """What the file holds; None if there is none that only this user can have written."""
    if not (_is_ours(file.parent) and _is_ours(file)):
        return None
    try:
        data = memoryview(file.read_bytes())
        whole = data[_SUM_BYTES:]
        if data[:_SUM_BYTES] != _sum_of(whole):
            return None
        return pickle.loads(whole)  # noqa: S301 (ours alone, checked above)
    except Exception:  # noqa: BLE001 (of a class that is no more, say)
        return None


def _sum_of(data: bytes | memoryview) -> bytes:
    return crc32(data).to_bytes(_SUM_BYTES, "big")


def _is_ours(path: Path) -> bool:
    """Whether nobody else can have written the file or folder (where the system can tell)."""
    try:
        state = path.lstat()
    except OSError:
        return False
    if not hasattr(os, "getuid"):
        return True
    return state.st_uid == os.getuid() and not state.st_mode & 0o022


def _write(file: Path, content: object, like: str) -> None:
    """Write the file at once, and let the oldest ones go; quietly do nothing if that fails."""
    import tempfile

    with suppress(OSError, pickle.PicklingError):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_ours(file.parent):
            return
        handle, temporary = tempfile.mkstemp(dir=file.parent, suffix=_UNFINISHED)
        try:
            with os.fdopen(handle, "wb") as opened:
                data = pickle.dumps(content, pickle.HIGHEST_PROTOCOL)
                opened.writelines((_sum_of(data), data))
            Path(temporary).replace(file)
        finally:
            with suppress(FileNotFoundError):
                Path(temporary).unlink()
        _let_go(file.parent, like)


def _let_go(folder: Path, like: str) -> None:
    import time

    kept_files = sorted(folder.glob(like), key=lambda f: f.stat().st_mtime_ns)
    for old in kept_files[:-_MOST_KEPT]:
        old.unlink(missing_ok=True)
    oldest = time.time() - _LEFT_BEHIND_SECONDS
    for unfinished in folder.glob(f"*{_UNFINISHED}"):
        if unfinished.stat().st_mtime < oldest:
            unfinished.unlink(missing_ok=True)
