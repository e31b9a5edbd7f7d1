"""Which files a command is about, and how a file is written whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vcc.cli.errors import (
    ALL_LEFT_OUT,
    COULD_NOT_RUN,
    NO_CASES,
    NOT_FOUND,
    NOT_READABLE,
    NOT_WRITABLE,
    SEVERAL_CASES,
    CannotRun,
    cannot_run,
    reason_of,
)
from vcc.cli.settings import language

if TYPE_CHECKING:
    from vcc.library.discovery import Found, SettingsOf
    from vcc.library.settings_search import SettingsSearch


def case_files(paths: Iterable[Path]) -> list[Path]:
    """The case files named, and those in the folders named, each once: in folders those that
    `vcc check` would take, so without what git ignores and what the settings leave out.

    Raises the command's end (exit code 2) where a path does not exist, a folder cannot be looked
    into or holds no case, or the settings of one have mistakes.
    """
    given = list(paths)
    if len(given) == 1 and _is_file(given[0]):  # the usual thing: there is nothing to look for
        return given
    found = case_places(given)
    for each in found:
        if each.problem is not None:
            raise CannotRun(each.problem.message.in_language(language()))
    return [each.path for each in found]


def case_places(paths: Iterable[Path]) -> list[Found]:
    """The same, with the folders that cannot be looked into: for whoever goes on without them."""
    from vcc.source.diagnostic import SourceErrors

    given = list(paths)
    search = _search_for(given)
    try:
        return list(found_in(given, search.settings_of if search else None))
    except SourceErrors as errors:
        from vcc.cli.rule_files import show_mistakes

        show_mistakes(errors, search.sources.values() if search else ())
        raise click.exceptions.Exit(COULD_NOT_RUN) from errors


def files_now(paths: Iterable[Path]) -> list[Path]:
    """The case files of this moment, for whoever looks again and again: none, and not a word,
    where they cannot be told, as a path that is away or half written may come back."""
    from vcc.source.diagnostic import SourceErrors

    given = list(paths)
    search = _search_for(given)
    try:
        found = list(found_in(given, search.settings_of if search else None))
    except (click.ClickException, SourceErrors):
        return []
    return [each.path for each in found if each.problem is None]


def found_in(paths: Iterable[Path], settings_of: SettingsOf | None) -> Iterator[Found]:
    """The files named, and the case files in the folders named, each once, folders in order; also
    places that cannot be looked into, with what is wrong with them.

    Raises the command's end where a path does not exist, or a folder holds no case.
    """
    from vcc.library.patterns import absolute

    seen: set[Path] = set()
    for path in paths:
        for each in _found_at(path, settings_of):
            key = absolute(each.path)
            if key not in seen:
                seen.add(key)
                yield each


def _found_at(path: Path, settings_of: SettingsOf | None) -> list[Found]:
    from vcc.library.discovery import Found, discover

    try:
        if not path.is_dir():
            if not path.exists():
                raise cannot_run(NOT_FOUND, path=str(path))
            return [Found(path)]
        found = list(discover([path], settings_of))
        if not found:
            left_out = any(True for _ in discover([path], with_ignored=True))
            raise cannot_run(ALL_LEFT_OUT if left_out else NO_CASES, path=str(path))
    except OSError as error:
        raise cannot_run(NOT_READABLE, path=str(path), reason=reason_of(error)) from error
    return found


def _is_file(path: Path) -> bool:
    """Whether there is a file; False where that cannot be known."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _search_for(paths: Iterable[Path]) -> SettingsSearch | None:
    """What finds the settings of folders, if there is one: what is named is taken without."""
    from vcc.library.discovery import is_folder

    if not any(map(is_folder, paths)):
        return None
    from vcc import __version__
    from vcc.library.settings_search import SettingsSearch

    return SettingsSearch(__version__)


def one_case(path: Path) -> Path:
    """The case file named, or the only one in the folder named."""
    found = case_files([path])
    if len(found) > 1:
        raise cannot_run(SEVERAL_CASES, path=str(path), count=str(len(found)))
    return found[0]


def write_whole(path: Path, content: bytes) -> None:
    """Write a file at once: readers see the old content or the new, never half of it.

    A symbolic link stays one; the permissions of an existing file stay as they are.
    """
    write_chunks(path, (content,))


def write_chunks(path: Path, chunks: Iterable[bytes]) -> None:
    """Write a file of pieces that are made while it is written, at once as `write_whole` does."""
    import tempfile

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
