"""The theory that a command works with: what comes with vcc, and what `--framework` names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from vcc.cli.bilingual import BilingualOption
from vcc.cli.errors import COULD_NOT_RUN
from vcc.cli.settings import FRAMEWORKS_KEY, framework_folders
from vcc.source.diagnostic import SourceErrors, Words

if TYPE_CHECKING:
    from vcc.knowledge import Knowledge
    from vcc.vocabulary.frameworks import TheoryFiles


def theory() -> Knowledge:
    """The theory of this run; ends the command (exit code 2) where a framework has mistakes."""
    from vcc.knowledge import knowledge

    try:
        return knowledge(framework_folders())
    except SourceErrors as errors:
        raise _refused(errors) from errors


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
            metavar="DIR",
            expose_value=False,
            callback=_remember,
            words=Words(
                "Folder of a framework to use besides those that come with vcc; may be repeated.",
                "除随 vcc 提供的框架外，另加使用的框架文件夹；可重复。",
            ),
        )
    ]


def _remember(ctx: click.Context, _parameter: click.Parameter, folders: tuple[Path, ...]) -> None:
    if folders:  # a part of a command shall not forget what its group was given
        ctx.meta[FRAMEWORKS_KEY] = folders


def _refused(errors: SourceErrors) -> click.exceptions.Exit:
    """Show what is wrong with a framework; the exception that ends the command."""
    from vcc.cli.rule_files import show_mistakes

    show_mistakes(errors, ())
    return click.exceptions.Exit(COULD_NOT_RUN)
