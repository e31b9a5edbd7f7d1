"""`vcc check PATH…`: mistakes, broken shapes and findings."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from vcc import __version__
from vcc.cli.bilingual import command as bilingual
from vcc.cli.bilingual import option
from vcc.cli.errors import COULD_NOT_RUN, cannot_run
from vcc.cli.files import case_files, write_whole
from vcc.cli.settings import colours, language, width
from vcc.cli.theory import theory
from vcc.source.diagnostic import Severity, Words

if TYPE_CHECKING:
    from vcc.findings.outcome import Outcome

_SEVERITIES: Final = [str(severity) for severity in sorted(Severity, reverse=True)]
_FOUND: Final = 1
_ONE_BY_ONE: Final = ("full", "concise")  # what people read while the next file is checked
FORMATS: Final = (
    *_ONE_BY_ONE, "json", "jsonl", "sarif", "junit", "github", "gitlab", "rdjson", "markdown",
)  # fmt: skip
_NO_REPORT: Final = Words(
    "--report takes FORMAT=FILE, such as sarif=vcc.sarif, not {given}; formats: {formats}",
    "--report 的形式为 格式=文件，例如 sarif=vcc.sarif，而不是 {given}；可用格式：{formats}",
)


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
    "vcc check cases --format github --report sarif=vcc.sarif --report junit=vcc.xml",
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
    type=click.Choice(FORMATS),
    default="full",
    show_default=True,
    envvar="VCC_OUTPUT_FORMAT",
    words=Words("How to show what is found.", "输出格式。"),
)
@option(
    "--output-file",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    words=Words("File to write instead of standard output.", "写入文件，而不输出到屏幕。"),
)
@option(
    "--report",
    "reports",
    multiple=True,
    metavar="FORMAT=FILE",
    words=Words(
        "A report in a further format, written to a file; may be repeated.",
        "另以某种格式写出报告文件；可重复。",
    ),
)
@option(
    "--questions",
    is_flag=True,
    words=Words(
        "Show where each question to the author arises (full format).",
        "显示每个向作者的提问源于何处（用于 full 格式）。",
    ),
)
def command(
    paths: tuple[Path, ...],
    fail_on: str,
    format_: str,
    output_file: Path | None,
    reports: tuple[str, ...],
    questions: bool,
) -> int:
    """Check every file and say what is found."""
    from vcc.pipeline import check

    further = [_report(given) for given in reports]
    known = theory()
    outcomes = []
    shows_at_once = output_file is None and format_ in _ONE_BY_ONE
    for path in case_files(paths):
        outcome = check(path, known)
        outcomes.append(outcome)
        if shows_at_once:
            _show(outcome, format_, questions)
    if shows_at_once:
        click.echo(_summary(outcomes, colours(sys.stdout)))
    else:
        _write(_document(outcomes, format_, questions), output_file)
    for name, file in further:
        _write(_document(outcomes, name, questions), file)
    if not all(outcome.was_read for outcome in outcomes):
        return COULD_NOT_RUN
    threshold = Severity[fail_on.upper()]
    return _FOUND if any(s >= threshold for o in outcomes for s in o.severities) else 0


def _report(given: str) -> tuple[str, Path]:
    """A further report: its format and its file."""
    name, equals, file = given.partition("=")
    if name not in FORMATS or not equals or not file:
        raise cannot_run(_NO_REPORT, given=given, formats=", ".join(FORMATS))
    return name, Path(file)


def _show(outcome: Outcome, format_: str, questions: bool) -> None:
    text = _one(outcome, format_, questions, colours(sys.stdout))
    if text:
        click.echo(text)


def _one(outcome: Outcome, format_: str, questions: bool, colour: bool) -> str:
    """What was found in one file, for people."""
    from vcc.render.check_text import concise_from_outcome, text_from_outcome

    spoken = language(outcome.language)
    if format_ == "concise":
        return concise_from_outcome(outcome, spoken)
    return text_from_outcome(outcome, spoken, width=width(), colour=colour, all_questions=questions)


def _summary(outcomes: list[Outcome], colour: bool) -> str:
    from vcc.render.check_text import summary_line

    spoken = language(outcomes[0].language if outcomes else None)
    return summary_line(outcomes, spoken, colour=colour)


def _document(outcomes: list[Outcome], format_: str, questions: bool) -> str:
    """What was found in all files, as one document."""
    if format_ in _ONE_BY_ONE:
        texts = [_one(outcome, format_, questions, False) for outcome in outcomes]
        return "\n".join((*filter(None, texts), _summary(outcomes, False)))
    if format_ == "json":
        from vcc.render.check_json import json_from_outcomes

        return json_from_outcomes(outcomes, __version__)
    module = import_module(f"vcc.render.formats.{format_}")
    spoken = language(outcomes[0].language if outcomes else None)
    text: str = module.text_from_outcomes(outcomes, spoken, __version__)
    return text


def _write(text: str, file: Path | None) -> None:
    """A document that is empty (nothing found, a line a problem) is still written."""
    whole = text if text.endswith("\n") or not text else text + "\n"
    if file is None:
        click.echo(whole, nl=False)
    else:
        write_whole(file, whole.encode("utf-8", "backslashreplace"))
