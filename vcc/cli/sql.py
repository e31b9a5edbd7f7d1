"""`vcc sql DIR "SELECT …"`: ask the tables that `vcc build` made."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import click

from vcc.cli.bilingual import command as bilingual
from vcc.cli.bilingual import option
from vcc.cli.errors import COULD_NOT_RUN
from vcc.cli.output import output_option, put_out
from vcc.cli.settings import colours, language, width
from vcc.cli.tables import folder_of, refused
from vcc.source.diagnostic import SourceErrors, Words
from vcc.source.text import SourceText

_FORMATS: Final = ("table", "csv", "json")


@bilingual(
    Words(
        "Ask the tables of DIR in SQL (DuckDB's): one SELECT, which reads these tables and no "
        "other file. docs/library-data.md lists tables and columns.",
        "用 SQL（DuckDB 语法）查询文件夹中的数据表：一条 SELECT，只读取这些表，不读取其他文件。"
        "表与列见 docs/library-data.md。",
    ),
    'vcc sql tables "SELECT case_name, warnings FROM cases ORDER BY warnings DESC LIMIT 5"',
    'vcc sql tables "SELECT object, status, count(*) AS n FROM conclusions '
    'WHERE status IS NOT NULL GROUP BY ALL ORDER BY ALL" --format csv',
)
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.argument("query", metavar="SELECT")
@option(
    "--format",
    "format_",
    type=click.Choice(_FORMATS),
    default="table",
    show_default=True,
    words=Words("For people (table) or programs (csv, json).", "供人阅读或供程序读取。"),
)
@output_option
def command(folder: Path, query: str, format_: str, output: Path | None) -> None:
    """Answer one SELECT."""
    from vcc.render.rows_text import text_from_rows
    from vcc.tables.arrow import PackageMissing
    from vcc.tables.database import Database

    tables = folder_of(folder)
    try:
        with Database(tables) as database:
            answer = database.ask(query)
    except PackageMissing as missing:
        raise refused(missing) from missing
    except SourceErrors as errors:
        _show(errors, query)
        raise click.exceptions.Exit(COULD_NOT_RUN) from errors
    put_out(text_from_rows(answer.columns, answer.rows, format_), output)


def _show(errors: SourceErrors, query: str) -> None:
    from vcc.render.diagnostics import text_from_diagnostic

    source, colour = SourceText("SQL", query), colours(sys.stderr)
    for diagnostic in errors.diagnostics:
        said = text_from_diagnostic(diagnostic, source, language(), colour=colour, width=width())
        click.echo(said, err=True)
