"""Analysing a file for a command; where it has mistakes, they are shown and the command ends."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vcc.cli.errors import COULD_NOT_RUN
from vcc.cli.settings import colours, language, width
from vcc.cli.theory import theory

if TYPE_CHECKING:
    from vcc.findings.outcome import Outcome
    from vcc.pipeline import Analysis


def analysed(path: Path) -> Analysis:
    """The analysis of a case; ends the command (exit code 2) where its text has mistakes."""
    from vcc.pipeline import Stopped, analyse

    try:
        return analyse(path, theory())
    except Stopped as stopped:
        show_mistakes(stopped.outcome)
        raise click.exceptions.Exit(COULD_NOT_RUN) from stopped


def analysed_cases(paths: Iterable[Path]) -> list[Analysis]:
    """The analyses of the cases among the files: a library beside them is no case of its own."""
    from vcc.pipeline import IS_LIBRARY, Stopped, analyse

    found = []
    for path in paths:
        try:
            found.append(analyse(path, theory()))
        except Stopped as stopped:
            if {diagnostic.code for diagnostic in stopped.diagnostics} != {IS_LIBRARY.id}:
                show_mistakes(stopped.outcome)
                raise click.exceptions.Exit(COULD_NOT_RUN) from stopped
    return found


def show_mistakes(outcome: Outcome) -> None:
    """Write the mistakes of a file to standard error."""
    from vcc.render.check_text import text_from_outcome

    colour = colours(sys.stderr)
    spoken = language(outcome.language)
    click.echo(text_from_outcome(outcome, spoken, width=width(), colour=colour), err=True, nl=False)
