"""`vcc sensitivity CASE`: which conclusions turn with a reading, a statement, or a source."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vcc import __version__
from vcc.cli.bilingual import command as bilingual
from vcc.cli.bilingual import option
from vcc.cli.files import one_case
from vcc.cli.output import output_option, put_out
from vcc.cli.progress import progress_of
from vcc.cli.settings import colours, language, width
from vcc.cli.stopped import analysed
from vcc.cli.theory import theory
from vcc.source.diagnostic import Words

if TYPE_CHECKING:
    from vcc.findings.sensitivity import Sensitivity


@bilingual(
    Words(
        "Show how firm the conclusions about a case are: every other reading of the papers is "
        "tried, and the case is analysed without each of its statements and without each of its "
        "sources (with all that rests on that source alone).",
        "展示案例结论的稳固程度：逐一采用论文的其他读法，并逐一去掉每条陈述、每个来源"
        "（连同仅以其为据的陈述）后重新推理。",
    ),
    "vcc sensitivity examples/02-bakery",
    "vcc sensitivity case.vcc --all --format markdown -o firm.md",
    "vcc sensitivity case.vcc --reading strict --format json",
)
@click.argument("case", type=click.Path(path_type=Path))
@option(
    "--all",
    "all_conclusions",
    is_flag=True,
    words=Words(
        "Every conclusion, not only those about the case itself.",
        "列出每项结论，而不只是关于案例本身者。",
    ),
)
@option(
    "--format",
    "format_",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    words=Words("For people (text, markdown) or machines (json).", "供人阅读或供机器读取的格式。"),
)
@output_option
def command(case: Path, all_conclusions: bool, format_: str, output: Path | None) -> None:
    """Try everything and write what turned."""
    found, spoken = _found(one_case(case))
    if format_ == "json":
        from vcc.render.sensitivity_json import json_from_sensitivity

        put_out(json_from_sensitivity(found, __version__), output)
        return
    from vcc.render.document import markdown_from_document, text_from_document
    from vcc.render.sensitivity import document_from_sensitivity

    document = document_from_sensitivity(found, spoken, all_conclusions=all_conclusions)
    if format_ == "markdown":
        put_out(markdown_from_document(document), output)
        return
    colour = output is None and colours(sys.stdout)
    put_out(text_from_document(document, width=width(), colour=colour), output)


def _found(path: Path) -> tuple[Sensitivity, str]:
    from vcc.counterfactual.sensitivity import sensitivity_of
    from vcc.counterfactual.world import world_from_analysis

    analysis = analysed(path)
    with progress_of(sys.stderr) as progress:
        world = world_from_analysis(analysis, theory())
        found = sensitivity_of(world, analysis.report.conclusions, progress)
    return found, language(analysis.report.language)
