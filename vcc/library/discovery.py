"""Which case files there are below some paths, always in the same order.

A file that is named is taken whatever it is called and whoever ignores it. In a folder, what git
ignores, what is hidden (editors keep their locks so) and what the settings exclude are left out;
links to folders are not followed, so that no circle of links is ever walked.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG
from typing import Final

from vcc.library.ignored import Ignored, ignored_around, matched
from vcc.library.patterns import Pattern, absolute
from vcc.library.settings import Settings
from vcc.source.diagnostic import Code, Diagnostic, Words

CASE_SUFFIX: Final = ".vcc"
NO_FOLDER: Final = Code(
    "C009",
    Words("the folder `{path}` could not be read: {reason}", "无法读取文件夹“{path}”：{reason}"),
    help=Words(
        "ask its owner for the right to read it, or exclude it", "请申请读取权限，或将其排除"
    ),
)
NO_TEXT: Final = Code(
    "C010",
    Words("`{path}` is not a file that holds a text", "“{path}”不是可存放文本的文件"),
    help=Words("remove it, or exclude it", "请将其删除或排除"),
)

SettingsOf = Callable[[Path], Settings]  # a folder → the settings that hold in it


@dataclass(frozen=True, slots=True)
class Found:
    """A case file; or, with a problem, a place that cannot be looked into."""

    path: Path
    problem: Diagnostic | None = None


def discover(
    paths: Iterable[Path], settings_of: SettingsOf | None = None, *, with_ignored: bool = False
) -> Iterator[Found]:
    """The files named, and the case files in the folders named, each once.

    In a folder come first its files, then its folders, by name. A path that does not exist is
    handed on like a file: whoever reads it says so. `with_ignored`: also what git ignores.
    """
    named = list(paths)
    walked = (
        found
        for path in named
        for found in (_below(path, settings_of, with_ignored) if is_folder(path) else [Found(path)])
    )
    # Links are not followed, so that below one path nothing is met twice.
    yield from walked if len(named) == 1 else _distinct(walked)


def _distinct(found: Iterable[Found]) -> Iterator[Found]:
    seen: set[Path] = set()
    for one in found:
        key = absolute(one.path)
        if key not in seen:
            seen.add(key)
            yield one


def is_folder(path: Path) -> bool:
    """Whether there is a folder; False where that cannot be known."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _below(top: Path, settings_of: SettingsOf | None, with_ignored: bool) -> Iterator[Found]:
    """The case files in a folder and below, without recursion."""
    start = str(absolute(top))
    around = Ignored() if with_ignored else ignored_around(start)
    waiting = [(top, start, around)]
    while waiting:
        here, at, ignored = waiting.pop()
        try:
            with os.scandir(here) as scanned:
                entries = sorted(scanned, key=lambda entry: entry.name)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            yield Found(here, NO_FOLDER.at(None, path=str(here), reason=reason))
            continue
        ignored = ignored if with_ignored else ignored.below(at)
        folder = _Folder(at if at.endswith("/") else f"{at}/", ignored, _filter(here, settings_of))
        yield from (_found(entry) for entry in entries if folder.takes(entry))
        inner = [entry for entry in entries if folder.opens(entry)]
        waiting += ((Path(e.path), folder.prefix + e.name, ignored) for e in reversed(inner))


@dataclass(frozen=True, slots=True)
class _Filter:
    """What the settings say of paths; `include` is empty where every case is wanted."""

    include: tuple[Pattern, ...] = ()
    exclude: tuple[Pattern, ...] = ()

    def wants(self, path: str) -> bool:
        """Whether a case file is wanted, by its absolute path."""
        return (not self.include or matched(self.include, path)) and not self.excludes(path)

    def excludes(self, path: str) -> bool:
        """Whether a file, or a folder (its path ends in `/`), is left out."""
        return bool(self.exclude) and matched(self.exclude, path)


@dataclass(frozen=True, slots=True)
class _Folder:
    """A folder that is looked into; `prefix` is its absolute path with `/` at the end."""

    prefix: str
    ignored: Ignored
    filter: _Filter

    def takes(self, entry: os.DirEntry[str]) -> bool:
        """Whether an entry is a case to check."""
        name = entry.name
        if not name.endswith(CASE_SUFFIX) or name[0] == "." or entry.is_dir(follow_symlinks=False):
            return False
        path = self.prefix + name
        if path in self.ignored or not self.filter.wants(path):
            return False
        return not (entry.is_symlink() and is_folder(Path(entry.path)))

    def opens(self, entry: os.DirEntry[str]) -> bool:
        """Whether an entry is a folder to look into."""
        if entry.name.startswith(".") or not entry.is_dir(follow_symlinks=False):
            return False
        path = f"{self.prefix}{entry.name}/"
        return path not in self.ignored and not self.filter.excludes(path)


def _filter(folder: Path, settings_of: SettingsOf | None) -> _Filter:
    if settings_of is None:
        return _Filter()
    settings = settings_of(folder)
    return _Filter(settings.include, settings.exclude)


def _found(entry: os.DirEntry[str]) -> Found:
    path = Path(entry.path)
    return Found(path, None if _ends(entry) else NO_TEXT.at(None, path=str(path)))


def _ends(entry: os.DirEntry[str]) -> bool:
    """Whether reading it comes to an end: not so of a pipe, a device or a socket.

    What cannot be looked at (a broken link, a circle of links) is left to whoever reads it.
    """
    try:
        return entry.is_file() or S_ISREG(entry.stat().st_mode)
    except OSError:
        return True
