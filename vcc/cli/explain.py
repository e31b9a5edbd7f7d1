"""`vcc explain CASE WHAT`: why a conclusion or finding holds, down to lines and claims."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click
from click.shell_completion import CompletionItem

from vcc import __version__
from vcc.cli.bilingual import command as bilingual
from vcc.cli.bilingual import option
from vcc.cli.errors import cannot_run
from vcc.cli.files import one_case
from vcc.cli.output import output_option, put_out
from vcc.cli.settings import colours, language, width
from vcc.cli.stopped import analysed
from vcc.cli.theory import theory
from vcc.render.commands import command_on
from vcc.source.diagnostic import Words

if TYPE_CHECKING:
    from vcc.pipeline import Analysis

_AMBIGUOUS: Final = Words("{what} can mean several things:\n{list}", "{what} 可能指多项：\n{list}")
_UNKNOWN: Final = Words(
    "nothing is called {what}; ids are printed by: {command}",
    "没有名为 {what} 的结论或发现；标识见：{command}",
)
_NEAR: Final = Words(
    "nothing is called {what}; did you mean:\n{list}",
    "没有名为 {what} 的结论或发现；是否指：\n{list}",
)
_NOT_SO: Final = Words(
    "{what} does not follow; why not: {command}",
    "{what} 并不成立；为何不成立：{command}",
)


def _complete(ctx: click.Context, _parameter: click.Parameter, begun: str) -> list[CompletionItem]:
    """The ids of the case on the line that begin as what is typed; none if it has mistakes."""
    from vcc.findings.ids import matching_ids
    from vcc.pipeline import analyse
    from vcc.source.diagnostic import SourceErrors

    case = ctx.params.get("case")
    if case is None:
        return []
    try:
        with ctx.scope(cleanup=False):  # completion makes no context the current one
            ids = analyse(Path(case), theory()).titles
    except (SourceErrors, OSError, click.exceptions.Exit):
        return []
    spoken = language()
    return [CompletionItem(id, help=ids[id].in_language(spoken)) for id in matching_ids(begun, ids)]


@bilingual(
    Words(
        "Show why a conclusion or finding holds: the rules, the lines and quotes of the case, and "
        "the claims of the papers. WHAT is an id printed by analyse or check, or its beginning; "
        "labels may stand in it for names.",
        "说明一项结论或发现为何成立：规则、案例中的语句与引文，以及论文主张。"
        "“标识”即 analyse 或 check 所列者，或其开头部分；其中的名称也可写成标签。",
    ),
    "vcc explain examples/01-xiaomi/xiaomi.vcc logic",
    "vcc explain examples/01-xiaomi/xiaomi.vcc stage:joint-delivery --depth 3",
    "vcc explain examples/01-xiaomi/xiaomi.vcc 阶段:价值共同传递 --lang zh",
    "vcc explain case.vcc role:users --all --lang zh",
    "vcc explain case.vcc logic --format dot | dot -Tsvg > logic.svg",
)
@click.argument("case", type=click.Path(path_type=Path))
@click.argument("what", shell_complete=_complete)
@option(
    "--depth",
    type=click.IntRange(min=0),
    default=5,
    show_default=True,
    words=Words("How many levels of the proof to show (0: all).", "展示证明的层数（0 表示全部）。"),
)
@option(
    "--all",
    "all_arguments",
    is_flag=True,
    words=Words(
        "Every argument that there is for it, those of the fewest steps first.",
        "列出其全部论证，步骤最少者在前。",
    ),
)
@option(
    "--format",
    "format_",
    type=click.Choice(["text", "markdown", "json", "dot"]),
    default="text",
    show_default=True,
    words=Words(
        "For people (text, markdown), machines (json), or Graphviz (dot).",
        "供人阅读（text、markdown）、供机器读取（json）或供 Graphviz 绘图（dot）。",
    ),
)
@output_option
def command(
    case: Path, what: str, depth: int, all_arguments: bool, format_: str, output: Path | None
) -> None:
    """Find what is meant and draw its proof."""
    path = one_case(case)
    analysis = analysed(path)
    explanation = analysis.explain(_found(what, analysis, path), all=all_arguments)
    spoken = language(analysis.report.language)
    if format_ == "text":
        from vcc.render.explanation_text import text_from_explanation

        colour = output is None and colours(sys.stdout)
        text = text_from_explanation(explanation, spoken, width=width(), colour=colour, depth=depth)
    elif format_ == "json":
        from vcc.render.explanation_json import json_from_explanation

        text = json_from_explanation(explanation, __version__)
    elif format_ == "markdown":
        from vcc.render.explanation_markdown import markdown_from_explanation

        text = markdown_from_explanation(explanation, spoken, depth=depth)
    else:
        from vcc.render.explanation_dot import dot_from_explanation

        text = dot_from_explanation(explanation, spoken, depth=depth)
    put_out(text, output)


def _found(what: str, analysis: Analysis, path: Path) -> str:
    """The one id that is meant."""
    from vcc.findings.ids import near_ids
    from vcc.findings.spoken import labels_of, meant_ids

    titles = analysis.titles
    labels = labels_of(analysis.resolved, theory().ontology, theory().theory)
    matching = meant_ids(what, titles, labels)
    if len(matching) == 1:
        return matching[0]
    if not matching:
        from vcc.counterfactual.holding import not_so

        could_be = not_so(analysis, what, theory())
        if could_be is not None:
            command = command_on("why-not", str(path), could_be[0])
            raise cannot_run(_NOT_SO, what=could_be[0], command=command)
    near = () if matching else near_ids(what, titles)
    spoken = language()
    listed = "\n".join(f"  {id}  {titles[id].in_language(spoken)}" for id in matching or near)
    template = _AMBIGUOUS if matching else _NEAR if near else _UNKNOWN
    command = command_on("analyse", str(path))
    raise cannot_run(template, what=what, list=listed, command=command)
