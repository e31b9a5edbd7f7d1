"""How each format of a run of `vcc check` is shown, and how questions to the author are in it.

A case of 60 lines raises twenty questions. Whoever codes one case wants them listed. Whoever checks
a library, or lets a code host do it, looks for problems, which thousands of questions would hide:
there they are only counted, and the last line says how to see them. Data (`json`, `jsonl`) is
whole: who reads it can leave out what is `info`. What makes a run fail is shown, but on demand.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from vcc.cli.bilingual import option
from vcc.cli.settings import chosen_language, colours, width
from vcc.source.diagnostic import Severity, Words

if TYPE_CHECKING:
    from vcc.findings.questions import Shown
    from vcc.library.settings import Settings
    from vcc.render.formats.parts import Look

PEOPLE: Final = ("full", "concise")
DATA: Final = ("json", "jsonl")
ONE_BY_ONE: Final = (*PEOPLE, "jsonl", "github")  # what is read while the next file is checked
FORMATS: Final = (
    *PEOPLE, "json", "jsonl", "sarif", "junit", "github", "gitlab", "rdjson", "markdown",
)  # fmt: skip


def questions_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--questions` and `--no-questions`; None where neither is given."""
    return option(
        "--questions/--no-questions",
        default=None,
        words=Words(
            "Show each question to the author where it arises, in every format; or only count "
            "them. Without either, they are listed for one file and counted for several.",
            "在各种格式中逐一显示向作者的提问及其位置；或只计数。"
            "两者均未给出时，单个文件列出提问，多个文件只计数。",
        ),
    )(command)


def is_live(format: str, file: Path | None) -> bool:
    """Whether what one file adds is shown before the next is checked."""
    return file is None and format in ONE_BY_ONE


@dataclass(frozen=True, slots=True)
class Looks:
    """How the documents of a run are shown, that of the screen or `file` before its reports.

    `questions` and `fail_on` are what the command line asks for (None: nothing); `of_one`: the run
    is about one file; `spoken` is the language that the settings choose (None: that of each file),
    `of_run` that of what is said about all files together; for `folder` see `Look`.
    """

    format: str
    file: Path | None
    reports: tuple[str, ...]
    questions: bool | None
    fail_on: Severity | None
    of_one: bool
    spoken: str | None
    of_run: str
    folder: str

    def of(self, settings: Settings) -> tuple[Look, ...]:
        """The look of each document, for files of these settings."""
        colour = is_live(self.format, self.file) and colours(sys.stdout)
        others = (self._look(name, settings, False) for name in self.reports)
        return self._look(self.format, settings, colour), *others

    def fails(self, settings: Settings) -> Severity:
        """The least severity that makes the run fail."""
        return settings.fail_on if self.fail_on is None else self.fail_on

    def _look(self, format: str, settings: Settings, colour: bool) -> Look:
        from vcc.render.formats.parts import Look

        shown, fails = self._shown(format, settings), self.fails(settings)
        if format in PEOPLE:
            return Look(format, width(), colour, shown, chosen_language() or self.spoken)
        return Look(format, 0, False, shown, self.of_run, self.folder, fails)

    def _shown(self, format: str, settings: Settings) -> Shown:
        from vcc.findings.questions import Shown

        if self.questions is not None:
            return Shown.PLACES if self.questions else Shown.COUNT
        if settings.questions is not None:
            return settings.questions
        is_failure = self.fails(settings) is Severity.INFO
        is_listed = is_failure or format in DATA or (format in PEOPLE and self.of_one)
        return Shown.LIST if is_listed else Shown.COUNT
