"""The theory that a command works with: what comes with vcc, and what `--framework` names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from vcc.cli.bilingual import BilingualOption
from vcc.cli.errors import COULD_NOT_RUN
from vcc.cli.settings import FRAMEWORKS_KEY, READINGS_KEY, framework_folders, readings
from vcc.source.diagnostic import SourceErrors, Words

if TYPE_CHECKING:
    from vcc.knowledge import Knowledge
    from vcc.vocabulary.frameworks import TheoryFiles


def theory(frameworks: tuple[Path, ...] = (), words: tuple[str, ...] = ()) -> Knowledge:
    """The theory of this run; ends the command (exit code 2) where a framework has mistakes.

    `frameworks` and `words` (of readings) are what settings add to the command line's.
    """
    try:
        return theory_or_errors(frameworks, words)
    except SourceErrors as errors:
        raise _refused(errors) from errors


def theory_or_errors(frameworks: tuple[Path, ...], words: tuple[str, ...]) -> Knowledge:
    """The same for whoever tells of the mistakes.

    Raises:
        SourceErrors: with everything that is wrong with a framework, or with a reading.
    """
    from vcc.knowledge import knowledge
    from vcc.vocabulary.readings import choices_from_words

    known = knowledge(tuple(dict.fromkeys((*frameworks, *framework_folders()))))
    return known.under(choices_from_words(readings() or words, known.terms))


def files_of_theory() -> TheoryFiles:
    """Its files only; ends the command (exit code 2) where a folder is no framework."""
    from vcc.vocabulary.frameworks import theory_files

    try:
        return theory_files(framework_folders())
    except SourceErrors as errors:
        raise _refused(errors) from errors


def theory_options() -> list[click.Option]:
    """`--framework`, for every command that asks the theory; new objects at each call."""
    return [
        BilingualOption(
            ["--framework"],
            type=click.Path(path_type=Path),
            multiple=True,
            envvar="VCC_FRAMEWORKS",
            metavar="DIR",
            expose_value=False,
            callback=_remember_folders,
            words=Words(
                "Folder of a framework to use besides those that come with vcc; may be repeated "
                "(VCC_FRAMEWORKS: the same for every command).",
                "除随 vcc 提供的框架外，另加使用的框架文件夹；可重复"
                "（VCC_FRAMEWORKS 对所有命令生效）。",
            ),
        ),
        BilingualOption(
            ["--reading"],
            multiple=True,
            metavar="WORD",
            expose_value=False,
            callback=_remember_readings,
            words=Words(
                "Read the papers in this way where they leave it open; may be repeated "
                "(vcc words reading lists the choices).",
                "论文留有余地之处采用此读法；可重复（vcc words reading 列出可选读法）。",
            ),
        ),
    ]


def _remember_folders(
    ctx: click.Context, _parameter: click.Parameter, folders: tuple[Path, ...]
) -> None:
    if folders:  # a part of a command shall not forget what its group was given
        ctx.meta[FRAMEWORKS_KEY] = folders


def _remember_readings(
    ctx: click.Context, _parameter: click.Parameter, words: tuple[str, ...]
) -> None:
    if words:
        ctx.meta[READINGS_KEY] = words


def _refused(errors: SourceErrors) -> click.exceptions.Exit:
    """Show what is wrong with a framework; the exception that ends the command."""
    from vcc.cli.rule_files import show_mistakes

    show_mistakes(errors, ())
    return click.exceptions.Exit(COULD_NOT_RUN)
