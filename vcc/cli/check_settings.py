"""The settings of a run of `vcc check`: found, shown; a mistake in them ends the command."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from vcc.cli.errors import COULD_NOT_RUN
from vcc.cli.files import found_in
from vcc.cli.rule_files import show_mistakes
from vcc.cli.settings import language
from vcc.cli.theory import theory_or_errors
from vcc.source.diagnostic import Diagnostic, SourceErrors

if TYPE_CHECKING:
    from vcc.findings.outcome import Outcome
    from vcc.knowledge import Knowledge
    from vcc.library.code_pages import CodePages
    from vcc.library.discovery import Found
    from vcc.library.judging import Judged
    from vcc.library.selection import Chosen
    from vcc.library.settings import Settings
    from vcc.render.code_pages import CodePage

_Result = TypeVar("_Result")


class Run:
    """The settings, theories and judge of one run."""

    def __init__(self, version: str, chosen: Chosen, config: Path | None, isolated: bool) -> None:
        from vcc.library.judging import Judge
        from vcc.library.settings_search import SettingsSearch

        self.search = SettingsSearch(version, config, isolated=isolated)
        self._judge = Judge(self.search, chosen, self._theory_of)
        self._settings: dict[Settings, None] = {}  # all that hold for something in this run
        self._theories: dict[Settings, Knowledge] = {}
        self._told: list[Diagnostic] = []
        self._pages: list[CodePages] | None = None

    def settings_of(self, path: Path) -> Settings:
        """The settings of a file or folder; ends the command (exit code 2) where they are wrong."""
        settings = self._tried(lambda: self._judge.settings_of(path))
        if settings not in self._settings:
            self._settings[settings] = None
            self._notify()
        return settings

    def judged(self, outcome: Outcome) -> Judged:
        """What counts in a file."""
        return self._tried(lambda: self._judge.judged(outcome))

    def theory_of(self, settings: Settings) -> Knowledge:
        """The theory that the settings and the command line ask for."""
        return self._tried(lambda: self._theory_of(settings))

    def _theory_of(self, settings: Settings) -> Knowledge:
        known = self._theories.get(settings)
        if known is None:
            known = self._theories[settings] = theory_or_errors(
                settings.frameworks, settings.readings
            )
        return known

    def page_of(self, code: str) -> CodePage | None:
        """The page of a code under any theory of the run."""
        from vcc.library.code_pages import CodePages

        if self._pages is None:
            theories = {id(known): known for known in map(self.theory_of, self._settings)}
            self._pages = [CodePages(known) for known in theories.values()]
        return next((pages.page(code) for pages in self._pages if code in pages.codes), None)

    def _notify(self) -> None:
        """Tell what is odd about settings and does not hinder, each once a run."""
        new = [each for each in self._judge.notices if each not in self._told]
        self._told += new
        show_mistakes(SourceErrors(dict.fromkeys(new)), self.search.sources.values())

    def _tried(self, get: Callable[[], _Result]) -> _Result:
        try:
            return get()
        except SourceErrors as errors:
            show_mistakes(errors, self.search.sources.values())
            raise click.exceptions.Exit(COULD_NOT_RUN) from errors


def discovered(paths: Sequence[Path], run: Run) -> Iterator[Found]:
    """The files to check; ends the command where a path is not there, or a folder holds none."""
    return found_in(paths, run.settings_of)


def show_settings(paths: Sequence[Path], run: Run) -> None:
    """Write the settings that hold for each path."""
    from vcc.library.settings import values_of
    from vcc.render.settings_text import text_from_settings

    texts = []
    for path in paths:
        settings = run.settings_of(path)
        files = [str(file) for file in settings.files]
        spoken = language(settings.language)
        texts.append(text_from_settings(str(path), files, values_of(settings), spoken))
    click.echo("\n".join(texts), nl=False)
