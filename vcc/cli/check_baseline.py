"""The baselines of a run of `vcc check`: applied, written anew, pruned."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from vcc.cli.errors import COULD_NOT_RUN
from vcc.cli.files import write_whole
from vcc.cli.rule_files import show_mistakes
from vcc.cli.settings import language
from vcc.library.baseline import DEFAULT_NAME, Baseline, Entry, Remembered, read_baseline
from vcc.source.diagnostic import SourceErrors, Words

if TYPE_CHECKING:
    from vcc.findings.outcome import Outcome
    from vcc.library.judging import Judged

_WRITTEN: Final = Words("{path}: {count} problems listed", "{path}：已列出 {count} 个问题")
_PRUNED: Final = Words("{path}: {count} entries taken out", "{path}：已去掉 {count} 项")
_GONE: Final = Words(
    "{path}: {count} entries no longer occur (--prune-baseline takes them out):",
    "{path}：{count} 项已不再出现（--prune-baseline 可将其去掉）：",
)
_ENTRY: Final = Words("  {case}: {code}", "  {case}：{code}")
_MORE: Final = Words("  and {count} more", "  另有 {count} 项")
_SHOWN: Final = 10


class Baselines:
    """The baselines of a run: the one that is named, or those of the settings."""

    def __init__(self, named: Path | None, *, write: bool, prune: bool) -> None:
        self._named = named
        self._write = write
        self._prune = prune
        self._files: dict[Path, tuple[Baseline, Remembered]] = {}
        self._outcomes: dict[Path, list[Outcome]] = {}

    def applied(self, judged: Judged) -> Outcome:
        """The outcome without what its baseline lists; with `--write-baseline`, without all that
        is going to be listed."""
        path = self._named or judged.settings.baseline
        if path is None and self._write:
            path = Path(DEFAULT_NAME)
        if path is None:
            return judged.outcome
        if path not in self._files:
            self._read(path)
        if self._write:
            self._outcomes[path].append(judged.outcome)
            return Remembered(Baseline().renewed([judged.outcome])).applied(judged.outcome)
        return self._files[path][1].applied(judged.outcome)

    def finish(self) -> None:
        """Write what is to be written, and tell what no longer occurs."""
        for path, (baseline, remembered) in self._files.items():
            if self._write:
                renewed = baseline.renewed(self._outcomes[path])
                _write(path, renewed)
                _say(_WRITTEN, path, len(renewed.entries))
            elif remembered.gone and self._prune:
                _write(path, baseline.without(remembered.gone))
                _say(_PRUNED, path, len(remembered.gone))
            elif remembered.gone:
                _say(_GONE, path, len(remembered.gone))
                _list(remembered.gone)

    def _read(self, path: Path) -> None:
        """Read a baseline; ends the command (exit code 2) where it is none.

        One that is to be written need not be there.
        """
        try:
            is_new = self._write and not path.exists()
            baseline = Baseline() if is_new else read_baseline(path)
        except SourceErrors as errors:
            show_mistakes(errors, ())
            raise click.exceptions.Exit(COULD_NOT_RUN) from errors
        self._files[path] = baseline, Remembered(baseline)
        self._outcomes[path] = []


def _write(path: Path, baseline: Baseline) -> None:
    write_whole(path, (baseline.to_json() + "\n").encode())


def _say(words: Words, path: Path, count: int) -> None:
    values = {"path": str(path), "count": str(count)}
    click.echo(words.filled(values).in_language(language()), err=True)


def _list(gone: Iterable[Entry]) -> None:
    entries = list(gone)
    for entry in entries[:_SHOWN]:
        said = _ENTRY.filled({"case": entry.case, "code": entry.code})
        click.echo(said.in_language(language()), err=True)
    if len(entries) > _SHOWN:
        more = _MORE.filled({"count": str(len(entries) - _SHOWN)})
        click.echo(more.in_language(language()), err=True)
