"""Files that a command writes, judged before it does anything: nothing that somebody wrote by hand
is lost to the result of a command, and nobody waits for one that cannot be written."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import click

from vcc.cli.errors import EXISTS, NOT_WRITABLE, cannot_run, reason_of
from vcc.source.diagnostic import Words

_IS_READ: Final = Words(
    "{path} is read by this command, and the output would replace it; name another file",
    "{path} 是本命令读取的文件，会被输出替换；请换一个文件名",
)
_IS_NO_RESULT: Final = Words(
    "{path} is {what}, and the output would replace it; name another file",
    "{path} 是已有的{what}，会被输出替换；请换一个文件名",
)
_CASE: Final = Words("a case", "案例文件")
_RULES: Final = Words("a file of rules", "规则文件")
_SETTINGS: Final = Words("a file of settings", "设置文件")
_LOCK: Final = Words("a lock of quotes", "引文锁文件")
_BASELINE: Final = Words("a baseline", "基线文件")
_TWO_INTO_ONE: Final = Words(
    "two outputs go into {path}, and only the last would stay; name a file for each",
    "有两项输出写入 {path}，只有最后一项会留下；请分别指定文件",
)
_DEVICES: Final = Path("/dev")  # where nothing is replaced, also if the shell leads it into a file


class Written(click.Path):
    """The type of an option that names a file to write; `is_new`: none that is there already."""

    def __init__(self, *, is_new: bool = False) -> None:
        super().__init__(path_type=Path, allow_dash=True, dir_okay=False)
        self.is_new = is_new

    def file_of(self, value: Any) -> Path:
        """The file that a value of the option names."""
        return Path(value)


def check_written(context: click.Context) -> None:
    """End the command (exit code 2) where a file that it would write is one that it reads, is
    there already and written by hand, is that of another output, or cannot be written."""
    read = list(_read(context))
    taken: set[Path] = set()
    for kind, path in _written(context):
        with _unwritable(path):
            if not _replaces(path):
                continue
            target = Path(os.path.realpath(path))
            if problem := _problem(path, target, kind, read, taken):
                raise cannot_run(problem, path=str(path))
            if target.is_dir():
                raise _error(errno.EISDIR)
            _check_folder(target.parent)
            taken.add(target)


def _problem(
    path: Path, target: Path, kind: Written, read: list[Path], taken: set[Path]
) -> Words | None:
    """What speaks against putting an output into the place of `target`, as `path` leads there."""
    if target.is_file():
        if any(_is_same(target, other) or _is_table(target, other) for other in read):
            return _IS_READ
        if kind.is_new:
            return EXISTS
        if what := _what(path) or _what(target):
            return _IS_NO_RESULT.filled({"what": what})
    return _TWO_INTO_ONE if target in taken else None


def check_apart(written: Iterable[Path], read: Iterable[Path]) -> None:
    """End the command (exit code 2) where a file that it would write is one of those that it came
    to know it reads, though nobody named them."""
    others = list(read)
    for path in written:
        with _unwritable(path):
            if _replaces(path) and any(_is_same(path, other) for other in others):
                raise cannot_run(_IS_READ, path=str(path))


def check_folder(folder: Path) -> None:
    """End the command where nothing could be written to a folder, or it could not be made."""
    there = folder
    with _unwritable(folder):
        while not there.exists():
            there = there.parent
        _check_folder(there)


def _check_folder(folder: Path) -> None:
    """Know, without writing, that files can be put into a folder; else the error of doing it."""
    if not folder.is_dir():
        raise _error(errno.ENOTDIR if folder.exists() else errno.ENOENT)
    if not os.access(folder, os.W_OK | os.X_OK):
        raise _error(errno.EACCES)


@contextmanager
def _unwritable(path: Path) -> Iterator[None]:
    """End the command where the system says that a file cannot be written."""
    try:
        yield
    except OSError as error:
        raise cannot_run(NOT_WRITABLE, path=str(path), reason=reason_of(error)) from error


def _written(context: click.Context) -> Iterator[tuple[Written, Path]]:
    """The files that options name for what is written."""
    for parameter, value in _values(context):
        if isinstance(parameter.type, Written):
            yield parameter.type, parameter.type.file_of(value)


def _read(context: click.Context) -> Iterator[Path]:
    """All other files and folders that the command line names."""
    for parameter, value in _values(context):
        if isinstance(parameter.type, click.Path) and not isinstance(parameter.type, Written):
            yield Path(value)


def _values(context: click.Context) -> Iterator[tuple[click.Parameter, Any]]:
    """What was given, one by one where a parameter may be given several times."""
    for parameter in context.command.params:
        given = context.params.get(parameter.name or "")
        several = parameter.multiple or parameter.nargs != 1
        for value in (given or ()) if several else (given,):
            if value is not None:
                yield parameter, value


def _replaces(path: Path) -> bool:
    """Whether writing puts a file in the place of another: not to standard output, a pipe, …"""
    if str(path) == "-" or path.is_relative_to(_DEVICES):
        return False
    return path.is_file() or path.is_dir() or not path.exists()


def _is_same(path: Path, other: Path) -> bool:
    """Whether both are one file, through links or not; one that is not there is known by its
    path."""
    try:
        return path.samefile(other)
    except OSError:  # not there, or cannot be looked at: the command will say so
        return os.path.realpath(path) == os.path.realpath(other)


def _is_table(path: Path, folder: Path) -> bool:
    """Whether a file is one of the tables of a folder, or says what they are."""
    if not path.is_relative_to(os.path.realpath(folder)):
        return False
    from vcc.tables.manifest import MANIFEST, PARTITIONS

    is_part = path.suffix == ".parquet" or path.name == MANIFEST or path.parent.name == PARTITIONS
    return is_part and (folder / MANIFEST).is_file()


def _what(path: Path) -> Words | None:
    """What a file is by its name, if no command makes such files as a result."""
    from vcc.cli.rule_files import RULE_SUFFIX
    from vcc.evidence.lock import FILE
    from vcc.library.baseline import DEFAULT_NAME
    from vcc.library.discovery import CASE_SUFFIX
    from vcc.library.settings_file import OWN_NAME, PROJECT

    named = {OWN_NAME: _SETTINGS, PROJECT: _SETTINGS, FILE: _LOCK, DEFAULT_NAME: _BASELINE}
    return named.get(path.name) or {CASE_SUFFIX: _CASE, RULE_SUFFIX: _RULES}.get(path.suffix)


def _error(number: int) -> OSError:
    return OSError(number, os.strerror(number))
