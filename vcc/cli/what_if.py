"""`vcc what-if CASE`: what would follow otherwise if some statements were added or taken out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from vcc import __version__
from vcc.cli.bilingual import command as bilingual
from vcc.cli.bilingual import option
from vcc.cli.errors import COULD_NOT_RUN, cannot_run
from vcc.cli.files import one_case
from vcc.cli.output import output_option, put_out
from vcc.cli.settings import colours, language, width
from vcc.cli.stopped import analysed, show_mistakes
from vcc.cli.theory import theory
from vcc.source.diagnostic import SourceErrors, Words

if TYPE_CHECKING:
    from vcc.findings.changes import Difference
    from vcc.pipeline import Analysis

_NOTHING_ASKED: Final = Words(
    "say what would be otherwise: --add, --remove, or an edited copy of the case",
    "请说明有何不同：--add、--remove，或案例的修改副本",
)
_BOTH: Final = Words(
    "an edited copy and --add or --remove cannot go together",
    "修改副本不能与 --add 或 --remove 同时使用",
)
_SAME: Final = Words(
    "the case stays as it is: it says all of this already", "案例没有变化：其中已有这些内容"
)


@bilingual(
    Words(
        "Show what would follow otherwise if statements were added to a case or taken out of it, "
        "or from an edited COPY: conclusions and findings, each with the rule and the changed "
        "lines behind it. The file is not touched.",
        "展示若增删案例中的语句（或改用修改过的副本），结论与发现会有何不同，"
        "并附规则与相关的改动行。不会修改文件。",
    ),
    "vcc what-if examples/01-xiaomi/xiaomi.vcc --add 'interaction codesign decided-by users'",
    "vcc what-if case.vcc --remove :25 --remove codesign.decided-by",
    "vcc what-if case.vcc edited.vcc --format markdown",
)
@click.argument("case", type=click.Path(path_type=Path))
@click.argument("copy", required=False, type=click.Path(path_type=Path))
@option(
    "--add", multiple=True, metavar="STATEMENT",
    words=Words("A statement to add; of a declared name, what it says beyond is added.",
                "要添加的语句；名称已声明时，补充其中新增的内容。"),
)  # fmt: skip
@option(
    "--remove", multiple=True, metavar="WHAT",
    words=Words("A line (:25), name, clause (name.clause) or statement to take out; what else is "
                "said of the name goes with it.",
                "要删除的行（:25）、名称、子句（名称.子句）或语句；案例中提及该名称之处随之删除。"),
)  # fmt: skip
@option(
    "--all", "all_", is_flag=True,
    words=Words("Show every change (text and markdown; json always does).",
                "显示全部变化（用于 text 与 markdown；json 总是完整的）。"),
)  # fmt: skip
@option(
    "--format", "format_", type=click.Choice(["text", "markdown", "json"]), default="text",
    show_default=True,
    words=Words("For people (text, markdown) or machines (json).", "供人阅读或供机器读取的格式。"),
)  # fmt: skip
@output_option
def command(
    case: Path,
    copy: Path | None,
    add: tuple[str, ...],
    remove: tuple[str, ...],
    all_: bool,
    format_: str,
    output: Path | None,
) -> None:
    """Compare the case with its changed version."""
    if copy is None and not add and not remove:
        raise cannot_run(_NOTHING_ASKED)
    if copy is not None and (add or remove):
        raise cannot_run(_BOTH)
    analysis = analysed(one_case(case))
    found = _difference(analysis, copy, add, remove)
    spoken = language(found.language)
    if format_ == "json":
        from vcc.render.difference_json import json_from_difference

        put_out(json_from_difference(found, __version__), output)
        return
    from vcc.render.difference_text import markdown_from_difference, text_from_difference

    if format_ == "markdown":
        put_out(markdown_from_difference(found, spoken, all=all_), output)
        return
    colour = output is None and colours(sys.stdout)
    put_out(text_from_difference(found, spoken, width=width(), colour=colour, all=all_), output)


def _difference(
    analysis: Analysis, copy: Path | None, add: tuple[str, ...], remove: tuple[str, ...]
) -> Difference:
    """The difference; ends the command where the changed case has mistakes, or is the same."""
    from vcc.counterfactual.ask import what_if
    from vcc.findings.outcome import outcome_of_errors
    from vcc.pipeline import Stopped
    from vcc.source.text import SourceText

    try:
        found = what_if(analysis, add=add, remove=remove, copy=copy, theory=theory())
    except Stopped as stopped:
        show_mistakes(stopped.outcome)
        raise click.exceptions.Exit(COULD_NOT_RUN) from stopped
    except SourceErrors as errors:
        place = errors.diagnostics[0].span
        written = dict(zip(_names("--remove", remove), remove, strict=True))
        written |= dict(zip(_names("--add", add), add, strict=True))
        source = place and SourceText(place.source, written.get(place.source, ""))
        name = source.name if source else analysis.source.name
        show_mistakes(outcome_of_errors(errors, name, source or None))
        raise click.exceptions.Exit(COULD_NOT_RUN) from errors
    if not found.edits and copy is None:
        raise cannot_run(_SAME)
    return found


def _names(option: str, texts: tuple[str, ...]) -> list[str]:
    """What the texts of an option are called in messages about them."""
    from vcc.counterfactual.what_if import name_of_text

    return [name_of_text(option, number, len(texts)) for number in range(1, len(texts) + 1)]
