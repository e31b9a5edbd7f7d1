"""Analysing a file for a command; where it has mistakes, they are shown and the command ends."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from vcc.cli.errors import COULD_NOT_RUN
from vcc.cli.settings import colours, language, width
from vcc.cli.theory import theory

if TYPE_CHECKING:
    from vcc.findings.outcome import Outcome
    from vcc.pipeline import Analysis

Made = TypeVar("Made")


def analysed(path: Path) -> Analysis:
    """The analysis of a case; ends the command (exit code 2) where its text has mistakes."""
    from vcc.pipeline import Stopped, analyse

    try:
        return analyse(path, theory())
    except Stopped as stopped:
        show_mistakes(stopped.outcome)
        raise click.exceptions.Exit(COULD_NOT_RUN) from stopped


def analysed_cases(paths: Iterable[Path]) -> list[Analysis]:
    """The analyses of the cases among the files."""
    from vcc.pipeline import analyse

    return [analysis for _, analysis in of_cases(paths, lambda path: analyse(path, theory()))]


def of_cases(paths: Iterable[Path], make: Callable[[Path], Made]) -> Iterator[tuple[Path, Made]]:
    """What is made of each case among the files: a library beside them is no case of its own.

    The mistakes of all files are shown, and then end the command (exit code 2).
    """
    from vcc.pipeline import IS_LIBRARY, Stopped

    has_failed = False
    for path in paths:
        try:
            made = make(path)
        except Stopped as stopped:
            if {diagnostic.code for diagnostic in stopped.diagnostics} != {IS_LIBRARY.id}:
                show_mistakes(stopped.outcome)
                has_failed = True
            continue
        if not has_failed:
            yield path, made
    if has_failed:
        raise click.exceptions.Exit(COULD_NOT_RUN)


def show_mistakes(outcome: Outcome) -> None:
    """Write the mistakes of a file to standard error."""
    from vcc.render.check_text import text_from_outcome

    colour = colours(sys.stderr)
    spoken = language(outcome.language)
    click.echo(text_from_outcome(outcome, spoken, width=width(), colour=colour), err=True, nl=False)
