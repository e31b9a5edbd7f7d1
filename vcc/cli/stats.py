"""`vcc stats DIR`: what the tables that `vcc build` made hold, in numbers and pictures."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from vcc.cli.bilingual import command as bilingual
from vcc.cli.bilingual import option
from vcc.cli.output import output_option, put_out
from vcc.cli.pages import write_pages
from vcc.cli.settings import colours, language, width
from vcc.cli.tables import folder_of, refused
from vcc.cli.written import check_folder
from vcc.source.diagnostic import Words

if TYPE_CHECKING:
    from vcc.findings.statistics import Statistics


@bilingual(
    Words(
        "Count what the tables of DIR hold: what is concluded of how many cases, elements by "
        "status, the most frequent findings, statements without a citation.",
        "统计文件夹中的数据表：各结论的案例数、各要素的状态、最常见的发现、无引证的陈述。",
    ),
    "vcc stats tables",
    "vcc stats tables --format markdown -o library.md --plots plots",
    "vcc stats tables --format json",
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@option(
    "--format",
    "format_",
    type=click.Choice(["text", "markdown", "json"]),
    default="text",
    show_default=True,
    words=Words("For people (text, markdown) or machines (json).", "供人阅读或供机器读取的格式。"),
)
@option(
    "--plots",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    words=Words("Also draw them: SVG files into this folder.", "同时绘图：SVG 文件写入此文件夹。"),
)
@output_option
def command(folder: Path, format_: str, plots: Path | None, output: Path | None) -> None:
    """Count and say so."""
    from vcc.tables.arrow import PackageMissing
    from vcc.tables.statistics import statistics_of

    if plots:
        check_folder(plots)
    tables = folder_of(folder)
    try:
        counted = statistics_of(tables)
    except PackageMissing as missing:
        raise refused(missing) from missing
    if plots:
        from vcc.render.statistics_svg import pictures_from_statistics

        write_pages(plots, pictures_from_statistics(counted, language()))
    put_out(_text(counted, format_, output is None), output)


def _text(counted: Statistics, format_: str, to_screen: bool) -> str:
    from vcc.render.document import markdown_from_document, text_from_document
    from vcc.render.statistics import document_from_statistics, json_from_statistics

    if format_ == "json":
        return json_from_statistics(counted)
    document = document_from_statistics(counted, language())
    if format_ == "markdown":
        return markdown_from_document(document)
    colour = to_screen and colours(sys.stdout)
    return text_from_document(document, width=width(), colour=colour)
