"""`vcc check -`: standard input, for editors whose text is not saved yet."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from vcc.cli.bilingual import option
from vcc.cli.errors import cannot_run
from vcc.source.diagnostic import SourceErrors, Words

if TYPE_CHECKING:
    from vcc.cli.check import Asked
    from vcc.library.ways import Result, Way
    from vcc.source.text import SourceText

_STDIN: Final = Path("-")
_WRITES: Final = ("fix", "write_baseline", "prune_baseline", "watch", "since")
_NOT_WITH: Final = Words(
    "{option} needs files, and - is standard input", "{option} 需要文件，而 - 表示标准输入"
)
_ALONE: Final = Words(
    "- is standard input, which is checked alone; name it or files, not both",
    "- 表示标准输入，须单独检查；请只给出它或文件，而不要同时给出",
)
_WITHOUT: Final = Words(
    "--stdin-filename says what standard input is called; give - in place of the paths",
    "--stdin-filename 用于指定标准输入的文件名；请用 - 代替路径",
)


def stdin_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--stdin-filename`."""
    return option(
        "--stdin-filename",
        type=click.Path(path_type=Path),
        metavar="FILE",
        words=Words(
            "What standard input (the path -) is called: settings, libraries and messages are "
            "those of this file, which need not exist.",
            "标准输入（路径写作 -）对应的文件名：据此查找设置与文库、显示消息；文件可不存在。",
        ),
    )(command)


@dataclass(frozen=True)
class StandardInput:
    """A text that is checked in place of a file, which it may be the next version of."""

    path: Path

    @cached_property
    def _read(self) -> SourceText | SourceErrors:
        from vcc.source.reading import source_from_bytes

        try:
            return source_from_bytes(str(self.path), sys.stdin.buffer.read())
        except SourceErrors as errors:
            return errors

    @property
    def language(self) -> str:
        """The language that it says it is in."""
        from vcc.findings.outcome import language_of_text

        return language_of_text("" if isinstance(self._read, SourceErrors) else self._read.text)

    def result(self, way: Way[Result]) -> Result:
        """What is made of it."""
        from vcc.findings.outcome import outcome_of_errors
        from vcc.library.checking import result_of_text

        if isinstance(self._read, SourceErrors):
            return way.making.made(outcome_of_errors(self._read, str(self.path), None))
        return result_of_text(self._read, way)


def standard_input(paths: Sequence[Path], asked: Asked) -> StandardInput | None:
    """Standard input, where it is to be checked; ends the command (exit code 2) where it is named
    together with what needs files."""
    if _STDIN not in paths:
        if asked.stdin_filename is not None:
            raise cannot_run(_WITHOUT)
        return None
    if len(paths) > 1:
        raise cannot_run(_ALONE)
    for name in _WRITES:
        if getattr(asked, name):
            raise cannot_run(_NOT_WITH, option=f"--{name.replace('_', '-')}")
    return StandardInput(asked.stdin_filename or _STDIN)
