"""`vcc compare A B [C…]`: cases beside each other, or the periods of one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from vcc import __version__
from vcc.cli.bilingual import command as bilingual
from vcc.cli.bilingual import option
from vcc.cli.errors import cannot_run
from vcc.cli.files import case_files
from vcc.cli.output import output_option, put_out
from vcc.cli.settings import colours, language, width
from vcc.cli.stopped import analysed_cases
from vcc.cli.theory import theory
from vcc.source.diagnostic import Words

if TYPE_CHECKING:
    from vcc.comparison.versions import Comparison
    from vcc.pipeline import Analysis

_TWO: Final = Words(
    "there is one case only; name a second one, or compare its periods with --by-phase",
    "只有一个案例；请再给出一个，或用 --by-phase 比较其各时期",
)
_ONE: Final = Words(
    "--by-phase compares the periods of one case; {count} cases are named",
    "--by-phase 比较一个案例的各时期；而给出了 {count} 个案例",
)
_NO_PERIODS: Final = Words(
    "{path} has {count} periods; state at least two, such as: period early since 2010 until 2014",
    "{path} 有 {count} 个时期；请至少陈述两个，例如：时期 早期 自 2010 至 2014",
)


_TWO_WAYS: Final = Words(
    "--by-phase compares the periods of one case, --versions the versions of one; use one of them",
    "--by-phase 比较一个案例的各时期，--versions 比较一个案例的各版本；请只用其一",
)


@bilingual(
    Words(
        "Show cases beside each other in the model's own terms: what they state, roles, fields, "
        "value types, votes, logic, stages, mechanisms, loops, findings. Only rows that differ, "
        "unless --all is given. --by-phase compares the periods of one case. Of versions of one "
        "case (all go by one name) it also tells which statements changed, and what that changes.",
        "以模型的术语对照比较案例：所述事物、角色、领域、价值类型、投票、逻辑、阶段、机制、循环与发现。"
        "默认只列出有差异的行，--all 列出全部。--by-phase 比较一个案例的各时期。"
        "若为同一案例（名称相同）的各版本，还说明哪些陈述有变，以及由此引起的结论变化。",
    ),
    "vcc compare examples/01-xiaomi examples/02-bakery",
    "vcc compare before.vcc after.vcc --lines",
    "vcc compare examples/01-xiaomi --by-phase --all --format markdown -o phases.md",
)
@click.argument("cases", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="CASE…")
@option(
    "--by-phase",
    is_flag=True,
    words=Words("Compare the periods of one case.", "比较一个案例的各时期。"),
)
@option(
    "--versions",
    "are_versions",
    is_flag=True,
    words=Words(
        "They are versions of one case, whatever their names.",
        "视为同一案例的各版本，无论名称是否相同。",
    ),
)
@option(
    "--all",
    "all_rows",
    is_flag=True,
    words=Words("Also rows that do not differ.", "也列出无差异的行。"),
)
@option("--lines", is_flag=True, words=Words("With the lines of the cases.", "附案例行号。"))
@option(
    "--format",
    "format_",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    words=Words("For people (text, markdown) or machines (json).", "供人阅读或供机器读取的格式。"),
)
@output_option
def command(
    cases: tuple[Path, ...],
    by_phase: bool,
    are_versions: bool,
    all_rows: bool,
    lines: bool,
    format_: str,
    output: Path | None,
) -> None:
    """Compare and write the comparison."""
    if by_phase and are_versions:
        raise cannot_run(_TWO_WAYS)
    analyses = _analyses(case_files(cases), by_phase)
    spoken = language(analyses[0].report.language)
    compared = _compared(analyses, by_phase, are_versions, cases[0])
    if format_ == "json":
        from vcc.render.side_by_side_json import json_from_comparison

        put_out(json_from_comparison(compared, __version__), output)
        return
    from vcc.render.document import markdown_from_document, text_from_document
    from vcc.render.versions import document_from_comparison

    document = document_from_comparison(compared, spoken, all_rows=all_rows, lines=lines)
    if format_ == "markdown":
        put_out(markdown_from_document(document), output)
        return
    colour = output is None and colours(sys.stdout)
    put_out(text_from_document(document, width=width(), colour=colour), output)


def _analyses(paths: list[Path], by_phase: bool) -> list[Analysis]:
    """The analyses of the cases, as many as can be compared."""
    analyses = analysed_cases(paths)
    if by_phase and len(analyses) > 1:
        raise cannot_run(_ONE, count=str(len(analyses)))
    if len(analyses) < (1 if by_phase else 2):
        raise cannot_run(_TWO)
    return analyses


def _compared(
    analyses: list[Analysis], by_phase: bool, are_versions: bool, path: Path
) -> Comparison:
    """The comparison of the cases, or of the periods of the one that there is."""
    from vcc.counterfactual.beside import comparison_of_cases, comparison_of_periods

    if not by_phase:
        return comparison_of_cases(analyses, theory(), are_versions=are_versions)
    compared = comparison_of_periods(analyses[0], theory())
    count = len(compared.table.sides)
    if count < 2:
        raise cannot_run(_NO_PERIODS, path=str(path), count=str(count))
    return compared
