"""`vcc check PATH…`: mistakes, broken shapes and findings."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from vcc import __version__
from vcc.cli.bilingual import command as bilingual
from vcc.cli.bilingual import option
from vcc.cli.errors import COULD_NOT_RUN
from vcc.cli.files import case_files
from vcc.cli.settings import colours, language, width
from vcc.cli.theory import theory
from vcc.source.diagnostic import Severity, Words

if TYPE_CHECKING:
    from vcc.findings.outcome import Outcome

_SEVERITIES: Final = [str(severity) for severity in sorted(Severity, reverse=True)]
_FOUND: Final = 1


@bilingual(
    Words(
        "Check case files, and all *.vcc files in folders: text, names, shapes, findings. "
        "Exit code: 0 clean, 1 something at or above --fail-on, 2 could not run.",
        "检查案例文件，以及文件夹中的所有 *.vcc 文件：文本、名称、结构约束与发现。"
        "退出码：0 无问题，1 有达到 --fail-on 级别的问题，2 无法运行。",
    ),
    "vcc check examples/01-xiaomi/xiaomi.vcc",
    "vcc check examples --fail-on warning --format concise",
    "vcc check case.vcc --questions",
    "vcc check cases --format json > report.json",
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@option(
    "--fail-on",
    type=click.Choice(_SEVERITIES),
    default=str(Severity.ERROR),
    show_default=True,
    words=Words("Least severity that gives exit code 1.", "使退出码为 1 的最低级别。"),
)
@option(
    "--format",
    "format_",
    type=click.Choice(["full", "concise", "json"]),
    default="full",
    show_default=True,
    words=Words("How to show what is found.", "输出格式。"),
)
@option(
    "--questions",
    is_flag=True,
    words=Words(
        "Show where each question to the author arises (full format).",
        "显示每个向作者的提问源于何处（用于 full 格式）。",
    ),
)
def command(paths: tuple[Path, ...], fail_on: str, format_: str, questions: bool) -> int:
    """Check every file and say what is found."""
    from vcc.pipeline import check

    known = theory()
    outcomes = []
    for path in case_files(paths):
        outcome = check(path, known)
        outcomes.append(outcome)
        if format_ != "json":
            _show(outcome, format_, questions)
    _sum_up(outcomes, format_)
    if not all(outcome.was_read for outcome in outcomes):
        return COULD_NOT_RUN
    threshold = Severity[fail_on.upper()]
    return _FOUND if any(s >= threshold for o in outcomes for s in o.severities) else 0


def _show(outcome: Outcome, format_: str, questions: bool) -> None:
    from vcc.render.check_text import concise_from_outcome, text_from_outcome

    spoken = language(outcome.language)
    if format_ == "concise":
        text = concise_from_outcome(outcome, spoken)
    else:
        colour = colours(sys.stdout)
        text = text_from_outcome(
            outcome, spoken, width=width(), colour=colour, all_questions=questions
        )
    if text:
        click.echo(text)


def _sum_up(outcomes: list[Outcome], format_: str) -> None:
    if format_ == "json":
        from vcc.render.check_json import json_from_outcomes

        click.echo(json_from_outcomes(outcomes, __version__))
        return
    from vcc.render.check_text import summary_line

    spoken = language(outcomes[0].language if outcomes else None)
    colour = colours(sys.stdout)
    click.echo(summary_line(outcomes, spoken, colour=colour))
