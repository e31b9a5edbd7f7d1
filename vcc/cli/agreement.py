"""`vcc agreement A B`: how far two coders of the same sources agree, and what that changes."""

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
from vcc.source.diagnostic import Words

if TYPE_CHECKING:
    from vcc.comparison.agreement import Agreement


@bilingual(
    Words(
        "Hold two codings of the same sources against each other: what both coders wrote down "
        "(found by label, kind, evidence and ties, whatever each calls it), what they say of it, "
        "agreement beyond chance (Cohen's kappa, Krippendorff's alpha), every disagreement with "
        "the quotes of both, and the conclusions that only one coding leads to.",
        "比较对同一来源的两份编码：双方都写下的事物（按名称、类别、证据与关联匹配，不论如何命名）、"
        "对其的说明、超出偶然的一致性（Cohen's kappa、Krippendorff's alpha）、"
        "每处分歧及双方引文，以及仅由一份编码得出的结论。",
    ),
    "vcc agreement first-coder.vcc second-coder.vcc",
    "vcc agreement a.vcc b.vcc --format markdown -o agreement.md",
    "vcc agreement a.vcc b.vcc --format json",
)
@click.argument("first", type=click.Path(path_type=Path))
@click.argument("second", type=click.Path(path_type=Path))
@option(
    "--format",
    "format_",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    words=Words("For people (text, markdown) or machines (json).", "供人阅读或供机器读取的格式。"),
)
@output_option
def command(first: Path, second: Path, format_: str, output: Path | None) -> None:
    """Compare two codings and write the comparison."""
    agreement, spoken = _agreement(one_case(first), one_case(second))
    if format_ == "json":
        from vcc.render.agreement_json import json_from_agreement

        put_out(json_from_agreement(agreement, __version__), output)
        return
    from vcc.render.agreement import document_from_agreement
    from vcc.render.document import markdown_from_document, text_from_document

    document = document_from_agreement(agreement, spoken)
    if format_ == "markdown":
        put_out(markdown_from_document(document), output)
        return
    colour = output is None and colours(sys.stdout)
    put_out(text_from_document(document, width=width(), colour=colour), output)


def _agreement(first: Path, second: Path) -> tuple[Agreement, str]:
    from vcc.comparison.agreement import Coding, agreement_of

    ours, theirs = analysed(first), analysed(second)
    agreement = agreement_of(
        Coding(ours.resolved, ours.report), Coding(theirs.resolved, theirs.report)
    )
    return agreement, language(ours.report.language)
