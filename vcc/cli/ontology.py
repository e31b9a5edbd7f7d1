"""`vcc ontology check`: is the theory itself in order?"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from vcc.cli.bilingual import BilingualGroup, option
from vcc.cli.bilingual import command as bilingual
from vcc.cli.errors import COULD_NOT_RUN, NOT_READABLE, cannot_run, reason_of
from vcc.cli.pages import write_pages
from vcc.cli.settings import colours, language, width
from vcc.cli.theory import files_of_theory, theory
from vcc.cli.written import check_folder
from vcc.source.diagnostic import Words

if TYPE_CHECKING:
    from vcc.audit.model import Claim, Step
    from vcc.audit.owl import NamedGraph

NOT_CLAIMS: Final = Words(
    "{path} is not a table of claims (columns id, kind, term_en, term_zh): {reason}",
    "{path} 不是主张表（列 id、kind、term_en、term_zh）：{reason}",
)
_UNREADABLE: Final = Words(
    "the theory cannot be read; see: vcc ontology check", "无法读取理论；见：vcc ontology check"
)
_NO_JINJA: Final = Words(
    "needs jinja2: pip install 'vcc-cases[report]'", "需要 jinja2：pip install 'vcc-cases[report]'"
)
_WRITTEN: Final = Words("begin at {path}", "从 {path} 开始阅读")
_ABOUT: Final = Words(
    "Check the theory itself: ontology, shapes and rules.", "检查理论本身：本体、结构约束与规则。"
)
_FAILED: Final = 1


@bilingual(
    Words(
        "Check the ontology, the shapes and the rules that come with vcc: files, names, words, "
        "style, OWL 2 DL profile, consistency (also together with each case file given) and, "
        "with --claims, which claims of the papers are encoded. "
        "Exit code: 0 nothing wrong (or warnings only), 1 something wrong, 2 could not run.",
        "检查随 vcc 提供的本体、结构约束与规则：文件、名称、用词、规范、OWL 2 DL 子集、"
        "一致性（并与所给的每个案例一起检查），以及在给出 --claims 时哪些论文主张已被表达。"
        "退出码：0 无问题（或仅有警告），1 有问题，2 无法运行。",
    ),
    "vcc ontology check",
    "vcc ontology check examples/01-xiaomi/xiaomi.vcc",
    "vcc ontology check --claims claims.csv --format json",
    name="check",
)
@click.argument("cases", nargs=-1, type=click.Path(path_type=Path), metavar="[CASE]…")
@option(
    "--claims",
    "table",
    type=click.Path(path_type=Path),
    words=Words("Table of claims (CSV) to compare with.", "用于比较的主张表（CSV）。"),
)
@option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    words=Words("How to show what is found.", "输出格式。"),
)
def check(cases: tuple[Path, ...], table: Path | None, format_: str) -> int:
    """Run every check and say what it found as soon as it is done."""
    from vcc.audit.check import audit
    from vcc.audit.mentions import example_files, mentions_in_cases
    from vcc.audit.model import Outcome
    from vcc.cli.files import case_files
    from vcc.render.ontology_check import json_from_steps

    claims = _claims(table) if table else None
    steps = []
    mentions = mentions_in_cases(case_files(cases) if cases else example_files())
    for step in audit(files_of_theory(), claims, _graphs(cases), mentions):
        steps.append(step)
        if format_ == "text":
            _show(step)
    if format_ == "json":
        click.echo(json_from_steps(steps))
    return _FAILED if any(step.outcome is Outcome.FAILED for step in steps) else 0


def _graphs(cases: tuple[Path, ...]) -> list[NamedGraph]:
    """The graphs of the case files; ends the command (exit code 2) where one has mistakes."""
    from vcc.audit.cases import graph_from_file
    from vcc.cli.files import case_files
    from vcc.render.diagnostics import concise_from_diagnostic
    from vcc.source.diagnostic import SourceErrors

    try:
        terms = theory().terms if cases else None
        return [graph_from_file(path, terms) for path in case_files(cases)]
    except SourceErrors as errors:
        for diagnostic in errors.diagnostics:
            click.echo(concise_from_diagnostic(diagnostic, language()), err=True)
        raise click.exceptions.Exit(COULD_NOT_RUN) from errors


def _show(step: Step) -> None:
    from vcc.render.ontology_check import step_text

    colour = colours(sys.stdout)
    click.echo(step_text(step, language(), width=width(), colour=colour))


def _claims(table: Path) -> tuple[Claim, ...]:
    from vcc.audit.coverage import NotATableOfClaims, claims_from_csv

    try:
        return claims_from_csv(table)
    except OSError as error:
        raise cannot_run(NOT_READABLE, path=str(table), reason=reason_of(error)) from error
    except NotATableOfClaims as error:
        raise cannot_run(NOT_CLAIMS, path=str(table), reason=str(error)) from error


@bilingual(
    Words(
        "Write the documentation of the theory as HTML pages in both languages: terms by module, "
        "the hierarchy of classes, rules, shapes, claims. The pages need no network.",
        "把理论文档写成中英文 HTML 页面：各模块术语、类的层级、规则、结构约束与主张。无需网络。",
    ),
    "vcc ontology docs --output docs/ontology",
    name="docs",
)
@option(
    "--output",
    "-o",
    "folder",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    words=Words("Folder for the pages; made if need be.", "存放页面的文件夹，必要时新建。"),
)
def docs(folder: Path) -> None:
    """Write every page below the folder."""
    from vcc.audit.documentation import documented_from_theory
    from vcc.audit.theory import theory_from_files
    from vcc.render.ontology_docs import pages_from_theory

    check_folder(folder)
    theory = theory_from_files(files_of_theory())
    if isinstance(theory, tuple):
        raise cannot_run(_UNREADABLE)
    try:
        pages = list(pages_from_theory(documented_from_theory(theory)))
    except ImportError as error:
        raise cannot_run(_NO_JINJA) from error
    write_pages(folder, pages)
    click.echo(_WRITTEN.filled({"path": str(folder / "en" / "index.html")}).in_language(language()))


command = BilingualGroup("ontology", _ABOUT, [check, docs])
