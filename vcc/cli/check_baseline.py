"""The baselines of a run of `vcc check`: applied, written anew, pruned."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from vcc.cli.errors import COULD_NOT_RUN, NOT_READABLE, NOT_WRITABLE, cannot_run, reason_of
from vcc.cli.files import write_whole
from vcc.cli.rule_files import show_mistakes
from vcc.cli.settings import language
from vcc.library.baseline import DEFAULT_NAME, Baseline, Entry, read_baseline
from vcc.library.baseline_run import BaselineRun
from vcc.library.settings_codes import NOT_A_BASELINE
from vcc.library.settings_file import called
from vcc.source.diagnostic import SourceErrors, Words

if TYPE_CHECKING:
    from vcc.findings.outcome import Outcome
    from vcc.library.judging import Judged

_WRITTEN: Final = Words("{path}: problems listed: {count}", "{path}：已列出 {count} 个问题")
_PRUNED: Final = Words("{path}: entries taken out: {count}", "{path}：已去掉 {count} 项")
_GONE: Final = Words(
    "{path}: entries that no longer occur: {count} (--prune-baseline takes them out)",
    "{path}：{count} 项已不再出现（--prune-baseline 可将其去掉）",
)
_DAMAGED: Final = Words(
    "{path}: could not be read as a baseline, and is made anew; what was in it is kept in {kept}",
    "{path}：无法作为基线文件读取，已重新生成；原内容保留在 {kept} 中",
)
_NOTHING_TO_PRUNE: Final = Words(
    "--prune-baseline: there is no baseline; name it with --baseline FILE, or in the settings",
    "--prune-baseline：没有基线文件；请用 --baseline 文件 指定，或写在设置中",
)
_NOT_OVER: Final = Words(
    "a baseline is a file of its own, and {path} is for a case or settings: name another",
    "基线须是单独的文件，而 {path} 用于案例或设置：请指定其他文件",
)
_OTHERS: Final = (".vcc", ".toml")
_ENTRY: Final = Words("  {case}: {code}", "  {case}：{code}")
_MORE: Final = Words("  and {count} more", "  另有 {count} 项")
_SHOWN: Final = 10


class Baselines:
    """The baselines of a run, read before anything is checked.

    `named` is that of the command line, which stands in for `configured`: those that the settings
    of the files name, None for files without. `folders` are those of which every case is checked.
    A baseline that cannot be read ends the command (exit code 2).
    """

    def __init__(
        self,
        named: Path | None,
        configured: Iterable[Path | None],
        folders: Sequence[Path],
        *,
        write: bool,
        prune: bool,
    ) -> None:
        self._named = named
        self._write = write
        self._prune = prune
        self._damaged: set[Path] = set()
        paths = sorted({path for path in map(self._path, configured) if path})
        self._runs = {path: BaselineRun(self._read(path), folders) for path in paths}
        if prune and not self._runs:
            raise cannot_run(_NOTHING_TO_PRUNE)

    def applied(self, judged: Judged) -> Outcome:
        """The outcome without what its baseline lists; with `--write-baseline`, without all that
        is going to be listed."""
        path = self._path(judged.settings.baseline)
        if path is None:
            return judged.outcome
        run = self._runs[path]
        return run.listed(judged) if self._write else run.applied(judged)

    def finish(self) -> None:
        """Write what is to be written, and tell what no longer occurs."""
        for path, run in self._runs.items():
            if self._write:
                renewed = run.renewed()
                if path in self._damaged:
                    _keep(path)
                _write(path, renewed)
                _say(_WRITTEN, path, len(renewed.entries))
            elif gone := run.gone():
                if self._prune:
                    _write(path, run.without(gone))
                    _say(_PRUNED, path, len(gone))
                else:
                    _say(_GONE, path, len(gone))
                    _list(gone)

    def _path(self, configured: Path | None) -> Path | None:
        return self._named or configured or (Path(DEFAULT_NAME) if self._write else None)

    def _read(self, path: Path) -> Baseline:
        """One that is to be written need not be there, and may be damaged."""
        if self._write and path.suffix in _OTHERS:
            raise cannot_run(_NOT_OVER, path=str(path))
        if self._write and not path.absolute().parent.is_dir():
            raise cannot_run(NOT_WRITABLE, path=str(path), reason=os.strerror(errno.ENOENT))
        try:
            return Baseline() if self._write and not path.exists() else read_baseline(path)
        except SourceErrors as errors:
            if self._write and all(d.code == NOT_A_BASELINE.id for d in errors.diagnostics):
                self._damaged.add(path)
                return Baseline()
            show_mistakes(errors, ())
            raise click.exceptions.Exit(COULD_NOT_RUN) from errors


def _write(path: Path, baseline: Baseline) -> None:
    write_whole(path, (baseline.to_json(path.parent) + "\n").encode())


def _keep(path: Path) -> None:
    """Put what is no baseline aside, where nothing else is."""
    kept, number = path.with_name(f"{path.name}.damaged"), 1
    while kept.exists():
        number += 1
        kept = path.with_name(f"{path.name}.damaged-{number}")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise cannot_run(NOT_READABLE, path=str(path), reason=reason_of(error)) from error
    write_whole(kept, content)
    said = _DAMAGED.filled({"path": called(path), "kept": called(kept)})
    click.echo(said.in_language(language()), err=True)


def _say(words: Words, path: Path, count: int) -> None:
    values = {"path": called(path), "count": str(count)}
    click.echo(words.filled(values).in_language(language()), err=True)


def _list(gone: Sequence[Entry]) -> None:
    for entry in gone[:_SHOWN]:
        said = _ENTRY.filled({"case": entry.case, "code": entry.code})
        click.echo(said.in_language(language()), err=True)
    if len(gone) > _SHOWN:
        more = _MORE.filled({"count": str(len(gone) - _SHOWN)})
        click.echo(more.in_language(language()), err=True)
