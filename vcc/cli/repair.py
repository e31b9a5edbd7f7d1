"""`vcc repair CASE WHAT`: the smallest change after which something follows or goes away."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from vcc import __version__
from vcc.cli.bilingual import command as bilingual
from vcc.cli.bilingual import option
from vcc.cli.errors import NOT_READABLE, cannot_run, reason_of
from vcc.cli.files import one_case, write_whole
from vcc.cli.output import output_option, put_out
from vcc.cli.settings import colours, language, width
from vcc.cli.stopped import analysed
from vcc.cli.theory import theory
from vcc.cli.why_not import follows, not_known
from vcc.source.diagnostic import Words

if TYPE_CHECKING:
    from vcc.findings.repairs import Repairs
    from vcc.source.text import SourceText

_FOUND_NONE: Final = 1
_APPLIED: Final = Words("{file}: changed as proposed", "{file}：已按方案修改")
_CHANGED_MEANWHILE: Final = Words(
    "{file} was changed while the repair was worked out; it stays as it is: run the command again",
    "推演期间 {file} 有改动，未作修改；请重新运行",
)
_APPLY_ALONE: Final = Words(
    "--apply changes the file; it goes with --format text only",
    "--apply 会修改文件，只能与 --format text 同用",
)


@bilingual(
    Words(
        "Show the smallest sets of statements to add (or take out) after which a finding goes "
        "away or a conclusion follows: each worked out on the changed case, with what else "
        "changes and a patch of the file. Never contradicts `absent` or `complete`. WHAT is an "
        "id as in check, analyse or why-not. Exit code 1 where there is none.",
        "展示使某项发现消除或某项结论推得所需增（删）的最少语句：均在修改后的案例上验证，"
        "并附其他变化与文件补丁；绝不违背“缺失”与“完整”。“标识”取自 check、analyse 或 why-not。"
        "无方案时退出码为 1。",
    ),
    "vcc repair examples/02-bakery/bakery.vcc stage:joint-delivery",
    "vcc repair case.vcc finding:S244@smart-control --at-most 1",
    "vcc repair case.vcc mechanism:asset-light --format markdown",
)
@click.argument("case", type=click.Path(path_type=Path))
@click.argument("what")
@option(
    "--at-most", type=click.IntRange(1, 4), default=2, show_default=True,
    words=Words("The most statements that a proposal may have.", "一个方案至多包含的语句数。"),
)  # fmt: skip
@option(
    "--apply", is_flag=True,
    words=Words("Change the file as the first proposal says.", "按第一个方案修改文件。"),
)  # fmt: skip
@option(
    "--format", "format_", type=click.Choice(["text", "markdown", "json", "patch"]),
    default="text", show_default=True,
    words=Words("For people (text, markdown), machines (json), or `patch -p0` (the first only).",
                "供人阅读（text、markdown）、供机器读取（json），或供 `patch -p0`（首个方案）。"),
)  # fmt: skip
@output_option
def command(
    case: Path, what: str, at_most: int, apply: bool, format_: str, output: Path | None
) -> int:
    """Look for proposals; 1 if there is none."""
    from vcc.counterfactual.ask import repair
    from vcc.counterfactual.goals import UnknownGoal
    from vcc.counterfactual.why_not import AlreadyHolds

    if apply and format_ != "text":
        raise cannot_run(_APPLY_ALONE)
    path = one_case(case)
    analysis = analysed(path)
    try:
        found = repair(analysis, what, at_most, theory())
    except AlreadyHolds as held:
        raise follows(held, path) from held
    except UnknownGoal as unknown:
        raise not_known(unknown, path) from unknown
    spoken = language(analysis.report.language)
    put_out(_shown(found, spoken, format_, output), output)
    if apply and found.proposals:
        _write(analysis.source, path, found.proposals[0].difference.text)
        click.echo(_APPLIED.filled({"file": str(path)}).in_language(spoken), err=True)
    return 0 if found.proposals else _FOUND_NONE


def _write(read: SourceText, path: Path, text: str) -> None:
    """Write the changed case, unless its file is not any more what was read."""
    try:
        now = path.read_bytes()
    except OSError as error:
        raise cannot_run(NOT_READABLE, path=str(path), reason=reason_of(error)) from error
    if now != read.written.encode():
        raise cannot_run(_CHANGED_MEANWHILE, file=str(path))
    write_whole(path, text.encode())


def _shown(found: Repairs, spoken: str, format_: str, output: Path | None) -> str:
    if format_ == "json":
        from vcc.render.repairs_json import json_from_repairs

        return json_from_repairs(found, __version__)
    if format_ == "patch":
        return found.proposals[0].difference.patch if found.proposals else ""
    from vcc.render.repairs_text import markdown_from_repairs, text_from_repairs

    if format_ == "markdown":
        return markdown_from_repairs(found, spoken)
    colour = output is None and colours(sys.stdout)
    return text_from_repairs(found, spoken, width=width(), colour=colour)
