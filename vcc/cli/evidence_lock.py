"""Which lock speaks for which case, and how locks are written and pruned."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import click

from vcc.cli.errors import COULD_NOT_RUN, NOT_WRITABLE, cannot_run
from vcc.cli.files import write_whole
from vcc.cli.rule_files import show_mistakes
from vcc.cli.settings import language
from vcc.evidence.lock import FILE, CaseLock, Lock, lock_from_file, text_from_lock
from vcc.evidence.report import EvidenceReport
from vcc.library.patterns import absolute
from vcc.source.diagnostic import SourceErrors, Words

_TOP: Final = (".git", "vcc.toml")  # a folder that has one of these is the root of a library
_NO_LOCK: Final = Words(
    "there is no {file} for {path}; write it where the sources are: vcc evidence --write-lock",
    "{path} 没有 {file}；请在有来源之处写出：vcc evidence --write-lock",
)
_WROTE: Final = Words("wrote {path}: {count} quotes", "已写入 {path}：{count} 条引文")
_KEPT: Final = Words("{path} is up to date: {count} quotes", "{path} 已是最新：{count} 条引文")
_GONE: Final = Words(
    "{path} has entries of cases that are no more: {files} (--prune removes them)",
    "{path} 中有已不存在的案例的条目：{files}（--prune 可删去）",
)
_IS_FOLDER: Final = Words("it is a folder", "它是文件夹")


class Locks:
    """The locks of a run, each read once.

    Raises the command's end (exit code 2) where a lock is damaged or of a newer version.
    """

    def __init__(self, named: Path | None, tops: Sequence[Path]) -> None:
        self._named = named
        self._tops = [absolute(top) for top in tops]
        self._read: dict[Path, Lock | None] = {}

    def of(self, case: Path) -> tuple[Path, CaseLock | None]:
        """The lock file that speaks for a case, and what it says; None if it does not exist."""
        path = self._path_of(case)
        lock = self._lock(path)
        return path, None if lock is None else lock.get(key_of(case, path), CaseLock())

    def demanded(self, case: Path) -> tuple[Path, CaseLock]:
        """The same, where there must be one."""
        path, lock = self.of(case)
        if lock is None:
            raise cannot_run(_NO_LOCK, file=FILE, path=str(case))
        return path, lock

    def write(self, reports: Iterable[EvidenceReport], *, fresh: bool, prune: bool) -> None:
        """Put what was found into the locks; entries of cases outside of the run stay.

        With `fresh`, what the sources say now; with `prune`, without stale entries, and without
        cases that are no more.
        """
        changed: dict[Path, dict[str, CaseLock]] = {}
        for report in reports:
            path = self._path_of(Path(report.file))
            lock = changed.setdefault(path, dict(self._lock(path) or {}))
            key = key_of(Path(report.file), path)
            case = _renewed(lock.get(key, CaseLock()), report, fresh=fresh, prune=prune)
            if case.quotes:
                lock[key] = case
            else:
                lock.pop(key, None)
        for path, lock in changed.items():
            if prune:
                lock = {key: case for key, case in lock.items() if (path.parent / key).exists()}
            self._write(path, lock)

    def tell_gone(self) -> None:
        """Say which cases the locks of the run still speak of that are no more."""
        for path, lock in self._read.items():
            gone = [key for key in lock or () if not (path.parent / key).exists()]
            if gone:
                values = {"path": _short(path), "files": ", ".join(gone)}
                click.echo(_GONE.filled(values).in_language(language()), err=True)

    def _write(self, path: Path, lock: Lock) -> None:
        text = text_from_lock(lock)
        is_new = self._lock(path) is None or text != path.read_text(encoding="utf-8")
        if self._lock(path) is None and not lock:
            return
        if is_new:
            write_whole(path, text.encode())
        values = {"path": _short(path), "count": str(sum(len(c.quotes) for c in lock.values()))}
        said = (_WROTE if is_new else _KEPT).filled(values)
        click.echo(said.in_language(language()), err=True)

    def _lock(self, path: Path) -> Lock | None:
        if path not in self._read:
            try:
                self._read[path] = lock_from_file(path) if os.path.lexists(path) else None
            except SourceErrors as errors:
                show_mistakes(errors, ())
                raise click.exceptions.Exit(COULD_NOT_RUN) from errors
        return self._read[path]

    def _path_of(self, case: Path) -> Path:
        """The nearest lock in the folder of the case or above, up to the root of the library;
        where there is none, beside the topmost folder named in the run that holds the case."""
        if self._named is not None:
            if self._named.is_dir():
                reason = _IS_FOLDER.in_language(language())
                raise cannot_run(NOT_WRITABLE, path=str(self._named), reason=reason)
            return self._named
        folder = absolute(case).parent
        for above in (folder, *folder.parents):
            if os.path.lexists(above / FILE):
                return above / FILE
            if any((above / name).exists() for name in _TOP):
                break
        holding = [top for top in self._tops if top.is_dir() and folder.is_relative_to(top)]
        return min(holding, key=lambda top: len(top.parts), default=folder) / FILE


def key_of(case: Path, lock: Path) -> str:
    """The name of a case in a lock: its path from the folder of the lock."""
    folder = absolute(lock).parent
    try:
        return Path(os.path.relpath(absolute(case), folder)).as_posix()
    except ValueError:  # another drive, on Windows
        return absolute(case).as_posix()


def _renewed(old: CaseLock, report: EvidenceReport, *, fresh: bool, prune: bool) -> CaseLock:
    """What the lock is to say of a case."""
    stale = {id: quote for id, quote in old.quotes.items() if id in report.stale}
    used = {id: quote for id, quote in old.quotes.items() if id not in stale}
    quotes = {**({} if prune else stale), **(report.fresh.quotes if fresh else used)}
    named = {id.rpartition(":")[0] for id in quotes}
    sources = {**old.sources, **(report.fresh.sources if fresh else {})}
    return CaseLock({name: s for name, s in sources.items() if name in named}, quotes)


def _short(path: Path) -> str:
    """A path from here, where that is shorter."""
    try:
        relative = os.path.relpath(path)
    except ValueError:
        return str(path)
    return min(relative, str(path), key=len)
