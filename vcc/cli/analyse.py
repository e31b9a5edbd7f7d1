"""`vcc analyse CASE`: what the theory concludes about a case, each conclusion with its reason."""

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
from vcc.cli.settings import colours, language, width
from vcc.cli.stopped import analysed
from vcc.cli.theory import theory
from vcc.source.diagnostic import Words

if TYPE_CHECKING:
    from vcc.findings.analysis import CaseAnalysis
    from vcc.pipeline import Analysis


@bilingual(
    Words(
        "Show what the theory concludes about a case: dominant logic, stages, mechanisms, loops, "
        "roles, fields, values, and what to look at next; each with its evidence and rule.",
        "展示理论对案例得出的结论：主导逻辑、阶段、机制、循环、角色、领域、价值，"
        "以及下一步应关注之处；每项结论均附证据与规则。",
    ),
    "vcc analyse examples/01-xiaomi/xiaomi.vcc",
    "vcc analyse examples/01-xiaomi/xiaomi.vcc --lang zh --format markdown -o xiaomi.md",
    "vcc analyse case.vcc --details",
    "vcc analyse case.vcc --format json",
    "vcc analyse case.vcc --format svg -o network.svg",
)
@click.argument("case", type=click.Path(path_type=Path))
@option(
    "--format",
    "format_",
    type=click.Choice(["text", "markdown", "json", "svg"]),
    default="text",
    show_default=True,
    words=Words(
        "For people (text, markdown) or machines (json), or a picture of who gives what to whom "
        "(svg).",
        "供人阅读（text、markdown）、供机器读取（json），或描绘谁向谁提供什么的价值网络图（svg）。",
    ),
)
@option(
    "--details",
    is_flag=True,
    words=Words(
        "Show every conclusion in full (text and markdown; json always does).",
        "完整展示每项结论（用于 text 与 markdown；json 总是完整的）。",
    ),
)
@output_option
def command(case: Path, format_: str, details: bool, output: Path | None) -> None:
    """Analyse one case and write the report."""
    found = analysed(one_case(case))
    analysis = found.report
    spoken = language(analysis.language)
    if format_ == "svg":
        put_out(_picture(found, spoken), output)
        return
    if format_ == "json":
        from vcc.render.analysis_json import json_from_analysis

        put_out(json_from_analysis(analysis, __version__), output)
        return
    if format_ == "markdown":
        put_out(_markdown(analysis, spoken, details), output)
    else:
        put_out(_text(analysis, spoken, details, output is None), output)


def _picture(found: Analysis, spoken: str) -> str:
    from vcc.findings.network import network_of_case
    from vcc.render.network_svg import svg_from_network

    network = network_of_case(found.graph, found.conclusions.inferred, theory().theory)
    return svg_from_network(network, found.report.case, spoken) + "\n"


def _markdown(analysis: CaseAnalysis, spoken: str, details: bool) -> str:
    from vcc.render.analysis_markdown import markdown_from_analysis
    from vcc.render.brief_markdown import brief_markdown_from_analysis

    report = markdown_from_analysis if details else brief_markdown_from_analysis
    return report(analysis, spoken)


def _text(analysis: CaseAnalysis, spoken: str, details: bool, to_screen: bool) -> str:
    from vcc.render.analysis_text import text_from_analysis
    from vcc.render.brief_text import brief_text_from_analysis

    report = text_from_analysis if details else brief_text_from_analysis
    colour = to_screen and colours(sys.stdout)
    return report(analysis, spoken, width=width(), colour=colour)
