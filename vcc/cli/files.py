"""Which files a command is about, and how a file is written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from vcc.cli.errors import (
    NO_CASES,
    NOT_FOUND,
    NOT_READABLE,
    NOT_WRITABLE,
    SEVERAL_CASES,
    cannot_run,
    reason_of,
)

CASE_SUFFIX: Final = ".vcc"


def case_files(paths: Iterable[Path]) -> list[Path]:
    """The case files named, and those in the folders named, each once, folders sorted.

    Hidden folders are left out. Raises the command's end (exit code 2) where a path does not
    exist, a folder cannot be read, or a folder holds no case.
    """
    found: dict[Path, None] = {}
    for path in paths:
        try:
            is_folder = path.is_dir()
            if not is_folder and not path.exists():
                raise cannot_run(NOT_FOUND, path=str(path))
            inside = _cases_below(path) if is_folder else [path]
        except OSError as error:
            raise cannot_run(NOT_READABLE, path=str(path), reason=reason_of(error)) from error
        if not inside:
            raise cannot_run(NO_CASES, path=str(path))
        found.update(dict.fromkeys(inside))
    return list(found)


def one_case(path: Path) -> Path:
    """The case file named, or the only one in the folder named."""
    found = case_files([path])
    if len(found) > 1:
        raise cannot_run(SEVERAL_CASES, path=str(path), count=str(len(found)))
    return found[0]


def _cases_below(folder: Path) -> list[Path]:
    def fail(error: OSError) -> None:
        raise error

    found = []
    for parent, folders, files in os.walk(folder, onerror=fail):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [Path(parent, name) for name in sorted(files) if name.endswith(CASE_SUFFIX)]
    return found


def write_whole(path: Path, content: bytes) -> None:
    """Write a file at once: readers see the old content or the new, never half of it.

    A symbolic link stays one; the permissions of an existing file stay as they are.
    """
    write_chunks(path, (content,))


def write_chunks(path: Path, chunks: Iterable[bytes]) -> None:
    """Write a file of pieces that are made while it is written, at once as `write_whole` does."""
    target = Path(os.path.realpath(path))
    temporary: str | None = None
    try:
        if path.exists() and not path.is_file():  # /dev/stdout: nothing to put in its place
            with path.open("wb") as stream:
                stream.writelines(chunks)
            return
        mode = target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask()
        handle, temporary = tempfile.mkstemp(prefix=f".{target.name[:40]}.", dir=target.parent)
        with os.fdopen(handle, "wb") as file:
            file.writelines(chunks)
        Path(temporary).chmod(mode)
        Path(temporary).replace(target)
        temporary = None
    except OSError as error:
        raise cannot_run(NOT_WRITABLE, path=str(path), reason=reason_of(error)) from error
    finally:
        if temporary is not None:
            with suppress(OSError):
                Path(temporary).unlink()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
