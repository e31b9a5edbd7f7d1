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
    from vcc.comparison.side_by_side import SideBySide
    from vcc.comparison.sides import Compared
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
    "{path} 有 {count} 个时期；请至少陈述两个，例如：period early since 2010 until 2014",
)


@bilingual(
    Words(
        "Show cases beside each other in the model's own terms: what they state, roles, fields, "
        "value types, votes, logic, stages, mechanisms, loops, findings. Only rows that differ, "
        "unless --all is given. --by-phase compares the periods of one case.",
        "以模型的术语对照比较案例：所述事物、角色、领域、价值类型、投票、逻辑、阶段、机制、循环与发现。"
        "默认只列出有差异的行，--all 列出全部。--by-phase 比较一个案例的各时期。",
    ),
    "vcc compare examples/01-xiaomi examples/02-bakery",
    "vcc compare before.vcc after.vcc --lines",
    "vcc compare examples/01-xiaomi --by-phase --all --format markdown -o phases.md",
)
@click.argument("cases", nargs=-1, required=True, type=click.Path(path_type=Path))
@option(
    "--by-phase",
    is_flag=True,
    words=Words("Compare the periods of one case.", "比较一个案例的各时期。"),
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
    all_rows: bool,
    lines: bool,
    format_: str,
    output: Path | None,
) -> None:
    """Compare and write the comparison."""
    compared, spoken = _compared(case_files(cases), by_phase)
    if format_ == "json":
        from vcc.render.side_by_side_json import json_from_sides

        put_out(json_from_sides(compared, __version__), output)
        return
    from vcc.render.document import markdown_from_document, text_from_document
    from vcc.render.side_by_side import document_from_sides

    document = document_from_sides(
        compared, spoken, all_rows=all_rows, lines=lines, of_periods=by_phase
    )
    if format_ == "markdown":
        put_out(markdown_from_document(document), output)
        return
    colour = output is None and colours(sys.stdout)
    put_out(text_from_document(document, width=width(), colour=colour), output)


def _compared(paths: list[Path], by_phase: bool) -> tuple[SideBySide, str]:
    """The comparison, and the language to show it in."""
    from vcc.comparison.side_by_side import side_by_side
    from vcc.comparison.sides import side_of_case, sides_of_periods
    from vcc.findings.lexicon import lexicon_of_theory

    analyses = analysed_cases(paths)
    if by_phase and len(analyses) > 1:
        raise cannot_run(_ONE, count=str(len(analyses)))
    if len(analyses) < (1 if by_phase else 2):
        raise cannot_run(_TWO)
    spoken = language(analyses[0].report.language)
    cases = [_material(analysis) for analysis in analyses]
    sides = sides_of_periods(cases[0]) if by_phase else tuple(map(side_of_case, cases))
    if len(sides) < 2:
        raise cannot_run(_NO_PERIODS, path=str(paths[0]), count=str(len(sides)))
    return side_by_side(sides, lexicon_of_theory(theory().theory).label), spoken


def _material(analysis: Analysis) -> Compared:
    from vcc.comparison.sides import Compared
    from vcc.findings.triples import Triples

    return Compared(
        analysis.resolved,
        analysis.report,
        Triples(analysis.graph.triples),
        Triples(analysis.conclusions.inferred),
    )
