"""What `vcc check` writes: file by file for people, or documents in the formats of other tools."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from vcc import __version__
from vcc.cli.errors import cannot_run
from vcc.cli.files import write_whole
from vcc.cli.settings import chosen_language, colours, language, width
from vcc.findings.outcome import Counts, Outcome, counts_of
from vcc.source.diagnostic import Words

if TYPE_CHECKING:
    from vcc.library.pieces import Look
    from vcc.render.code_pages import CodePage

ONE_BY_ONE: Final = ("full", "concise")  # what people read while the next file is checked
FORMATS: Final = (
    *ONE_BY_ONE, "json", "jsonl", "sarif", "junit", "github", "gitlab", "rdjson", "markdown",
)  # fmt: skip
_NO_REPORT: Final = Words(
    "--report takes FORMAT=FILE, such as sarif=vcc.sarif, not {given}; formats: {formats}",
    "--report 的形式为 格式=文件，例如 sarif=vcc.sarif，而不是 {given}；可用格式：{formats}",
)


@dataclass(frozen=True)
class Output:
    """Where what is found goes: one format to the screen or a file, others to files.

    `page_of` has the page of a code; `spoken` is the language that the settings choose (None:
    that of each file).
    """

    format: str
    file: Path | None
    reports: tuple[tuple[str, Path], ...]
    questions: bool
    page_of: Callable[[str], CodePage | None]
    spoken: str | None = None

    @property
    def is_live(self) -> bool:
        """Whether what is found is shown file by file."""
        return self.file is None and self.format in ONE_BY_ONE

    @property
    def look(self) -> Look:
        """How what is found is shown on the screen."""
        return self._look(self.format, colours(sys.stdout))

    def show(self, outcome: Outcome) -> Outcome:
        """Show one file, where people wait for it; what is still needed of it at the end."""
        if not self.is_live:
            return outcome
        from vcc.library.bare import bare
        from vcc.library.pieces import shown

        self.show_text(shown(outcome, self.look))
        return outcome if self.reports else bare(outcome)

    def show_text(self, text: str) -> None:
        """Show what was found in one file, where anything was."""
        if text:
            click.echo(text)

    def finish(self, outcomes: Sequence[Outcome]) -> None:
        """Write everything that is written at the end."""
        if self.is_live:
            first = outcomes[0].language if outcomes else None
            self.finish_live(list(map(counts_of, outcomes)), first)
        else:
            _write(self._document(outcomes, self.format), self.file)
        for name, file in self.reports:
            _write(self._document(outcomes, name), file)

    def finish_live(self, counts: Sequence[Counts], of_first: str | None) -> None:
        """Show the sums of what was found in all files, in the language of the first."""
        from vcc.render.check_text import line_of_counts

        spoken = language(self.spoken or of_first)
        click.echo(line_of_counts(counts, spoken, colour=colours(sys.stdout)))

    def _look(self, format: str, colour: bool) -> Look:
        from vcc.library.pieces import Look

        spoken = chosen_language() or self.spoken
        return Look(format, width(), colour, self.questions, spoken)

    def _document(self, outcomes: Sequence[Outcome], format: str) -> str:
        """What was found in all files, as one document."""
        if format in ONE_BY_ONE:
            return self._text(outcomes, format)
        if format == "json":
            from vcc.render.check_json import json_from_outcomes

            return json_from_outcomes(outcomes, __version__)
        module = import_module(f"vcc.render.formats.{format}")
        more = {"page_of": self.page_of} if format == "sarif" else {}
        spoken = self._language(outcomes)
        text: str = module.text_from_outcomes(outcomes, spoken, __version__, **more)
        return text

    def _text(self, outcomes: Sequence[Outcome], format: str) -> str:
        """What people read, as a document."""
        from vcc.library.pieces import shown
        from vcc.render.check_text import summary_line

        look = self._look(format, False)
        texts = [shown(outcome, look) for outcome in outcomes]
        last = summary_line(outcomes, self._language(outcomes), colour=False)
        return "\n".join((*filter(None, texts), last))

    def _language(self, outcomes: Sequence[Outcome]) -> str:
        return language(self.spoken or (outcomes[0].language if outcomes else None))


def report_from_option(given: str) -> tuple[str, Path]:
    """A further report: its format and its file; ends the command where it is neither."""
    name, equals, file = given.partition("=")
    if name not in FORMATS or not equals or not file:
        raise cannot_run(_NO_REPORT, given=given, formats=", ".join(FORMATS))
    return name, Path(file)


def _write(text: str, file: Path | None) -> None:
    """A document that is empty (nothing found, a line a problem) is still written."""
    whole = text if text.endswith("\n") or not text else text + "\n"
    if file is None:
        click.echo(whole, nl=False)
    else:
        write_whole(file, whole.encode("utf-8", "backslashreplace"))
