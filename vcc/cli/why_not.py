"""`vcc why-not CASE WHAT`: what keeps something from following, and what to write about it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from vcc import __version__
from vcc.cli.bilingual import command as bilingual
from vcc.cli.bilingual import option
from vcc.cli.errors import CannotRun, cannot_run
from vcc.cli.files import one_case
from vcc.cli.output import output_option, put_out
from vcc.cli.settings import colours, language, width
from vcc.cli.stopped import analysed
from vcc.cli.theory import theory
from vcc.render.commands import command_on
from vcc.source.diagnostic import Words

if TYPE_CHECKING:
    from vcc.counterfactual.goals import UnknownGoal
    from vcc.counterfactual.why_not import AlreadyHolds
    from vcc.findings.lacks import WhyNot
    from vcc.pipeline import Analysis

HOLDS: Final = Words(
    "{id} does follow; see why: {command}",
    "{id} 已经推得；依据见：{command}",
)
_AMBIGUOUS: Final = Words("{what} can mean several things:\n{list}", "{what} 可能指多项：\n{list}")
_UNKNOWN: Final = Words(
    "nothing is called {what}; what there is, by section: {command}",
    "没有名为 {what} 的结论；全部可问之项见：{command}",
)
_NEAR: Final = Words(
    "nothing is called {what}; did you mean:\n{list}\nall: {command}",
    "没有名为 {what} 的结论；是否指：\n{list}\n全部：{command}",
)
_WHAT_IS_ASKED: Final = Words(
    "say what does not follow (WHAT), or --list what can be asked",
    "请指明未推得之项（标识），或用 --list 列出可问之项",
)
_NOTHING_BEGINS: Final = Words(
    "nothing that could be asked begins with {what}", "没有以 {what} 开头的可问之项"
)
_BOTH: Final = Words("--depth and --all cannot go together", "--depth 与 --all 不能同时使用")
_MOST: Final = 12


@bilingual(
    Words(
        "Show why something does not follow from a case: the rules that could give it, what holds "
        "of each and what it lacks, and the statement to write for it. WHAT is an id as in "
        "analyse, for another value or status with =VALUE behind it.",
        "说明某项为何未能由案例推得：可推得它的规则、各自已成立与欠缺的前提，"
        "以及可补充的语句。“标识”取自 analyse，其他取值或状态写作“=值”。",
    ),
    "vcc why-not examples/02-bakery/bakery.vcc stage:joint-delivery",
    "vcc why-not case.vcc logic=customer-dominant",
    "vcc why-not case.vcc finding:leadership-differs@codesign",
    "vcc why-not case.vcc stage:joint-delivery --depth 2",
    "vcc why-not case.vcc --list",
)
@click.argument("case", type=click.Path(path_type=Path))
@click.argument("what", required=False)
@option(
    "--list", "list_", is_flag=True,
    words=Words("List what can be asked, by section; with WHAT every id that begins so.",
                "按栏目列出可问之项；给出标识时，列出以其开头的全部标识。"),
)  # fmt: skip
@option(
    "--depth", type=click.IntRange(min=1), metavar="N",
    words=Words("Show the rules as a tree, N of them deep.", "以树形展示规则，深至 N 层。"),
)  # fmt: skip
@option(
    "--all", "all_", is_flag=True,
    words=Words("Show every rule that comes near, all the way down.",
                "展示全部相近的规则及其各层。"),
)  # fmt: skip
@option(
    "--format", "format_", type=click.Choice(["text", "markdown", "json"]), default="text",
    show_default=True,
    words=Words("For people (text, markdown) or machines (json).", "供人阅读或供机器读取的格式。"),
)  # fmt: skip
@output_option
def command(
    case: Path,
    what: str | None,
    list_: bool,
    depth: int | None,
    all_: bool,
    format_: str,
    output: Path | None,
) -> None:
    """Find what is meant and what it lacks."""
    from vcc.counterfactual.ask import why_not
    from vcc.counterfactual.goals import UnknownGoal
    from vcc.counterfactual.why_not import AlreadyHolds

    if what is None and not list_:
        raise cannot_run(_WHAT_IS_ASKED)
    if all_ and depth is not None:
        raise cannot_run(_BOTH)
    path = one_case(case)
    analysis = analysed(path)
    spoken = language(analysis.report.language)
    if list_ or what is None:
        put_out(_listed(analysis, what, spoken), output)
        return
    try:
        answer = why_not(analysis, what, theory())
    except AlreadyHolds as held:
        raise follows(held, path) from held
    except UnknownGoal as unknown:
        raise not_known(unknown, path) from unknown
    colour = output is None and colours(sys.stdout)
    put_out(_shown(answer, spoken, format_, None if all_ else depth or 0, colour), output)


def _listed(analysis: Analysis, what: str | None, spoken: str) -> str:
    """What can be asked: by section, or every id that begins with WHAT."""
    from vcc.counterfactual.ask import open_goals, open_sections
    from vcc.render.askable_text import text_from_sections

    if what is None:
        return text_from_sections(open_sections(analysis, theory()), spoken, width())
    goals = open_goals(analysis, theory()).items()
    told = [f"{id}  {title.in_language(spoken)}" for id, title in goals if id.startswith(what)]
    if not told:
        raise cannot_run(_NOTHING_BEGINS, what=what)
    return "\n".join(told)


def _shown(answer: WhyNot, spoken: str, format_: str, depth: int | None, colour: bool) -> str:
    """The answer in a format; of depth 0 in brief, of depth None whole."""
    if format_ == "json":
        from vcc.render.why_not_json import json_from_why_not

        return json_from_why_not(answer, __version__)
    from vcc.render.why_not_brief import lines_in_brief
    from vcc.render.why_not_lines import markdown_of_lines, text_of_lines
    from vcc.render.why_not_text import Tree

    lines = lines_in_brief(answer, spoken) if depth == 0 else Tree(spoken, depth).answer(answer)
    if format_ == "markdown":
        return markdown_of_lines(lines)
    return text_of_lines(lines, width=width(), colour=colour)


def follows(held: AlreadyHolds, path: Path) -> CannotRun:
    """The end of a command that was asked what keeps something away that is there."""
    id = held.goal.id
    return cannot_run(HOLDS, id=id, command=command_on("explain", str(path), id))


def not_known(unknown: UnknownGoal, path: Path) -> CannotRun:
    """The end of a command that was asked for something that is called nothing here."""
    near = list(unknown.near)
    listed = "\n".join(f"  {id}" for id in near[:_MOST])
    if len(near) > _MOST:
        listed += f"\n  … {len(near) - _MOST}"
    template = _AMBIGUOUS if unknown.is_ambiguous else _NEAR if near else _UNKNOWN
    command = command_on("why-not", str(path), "--list")
    return cannot_run(template, what=unknown.what, list=listed, command=command)
