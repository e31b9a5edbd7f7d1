"""`vcc table PATH --for qca|csv|stata`: cases by conditions, with where each value is from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from vcc.cli.bilingual import command as bilingual
from vcc.cli.bilingual import option
from vcc.cli.errors import NOT_READABLE, CannotRun, cannot_run, reason_of
from vcc.cli.files import case_files, write_whole
from vcc.cli.output import output_option, put_out
from vcc.cli.settings import framework_folders, language
from vcc.cli.tables import folder_of, refused
from vcc.cli.theory import theory
from vcc.cli.written import Written
from vcc.source.diagnostic import Words

if TYPE_CHECKING:
    from vcc.findings.configuration import Configuration
    from vcc.tables.calibration import Calibration
    from vcc.tables.configuration import Source
    from vcc.tables.manifest import Broken

_FORMATS: Final = ("qca", "csv", "stata")
_NO_OUTPUT: Final = Words(
    "a Stata file is not text: name one with --output FILE.dta",
    "Stata 文件不是文本：请用 --output 文件.dta 指定",
)


@bilingual(
    Words(
        "The configuration table: a row for each case, a column for each condition, 1 and 0 "
        "(--fuzzy: memberships from 0 to 1). PATH is a folder that vcc build made, or cases. What "
        "a case does not tell stays without value: unknown is not absent. Beside an output FILE "
        "stands FILE.provenance.csv: where each value is from.",
        "案例×条件表：每个案例一行，每个条件一列，取值 1 与 0（--fuzzy 为 0 到 1 的隶属度）。"
        "路径为 vcc build 生成的文件夹或案例。案例未述及者无取值：未知不等于缺失。"
        "输出文件旁另有 文件.provenance.csv，说明每个取值的来源。",
    ),
    "vcc table tables --for qca -o qca.csv",
    "vcc table examples --for csv --columns section-stages,dominantLogic=service-dominant",
    "vcc table tables --for stata --fuzzy --calibration anchors.toml -o cases.dta",
)
@click.argument("path", type=click.Path(path_type=Path))
@option(
    "--for",
    "format_",
    type=click.Choice(_FORMATS),
    required=True,
    words=Words("For QCA programs, for statistics, or for Stata.", "供 QCA、统计或 Stata 使用。"),
)
@option(
    "--columns",
    metavar="LIST",
    default="",
    words=Words(
        "Columns with commas between: elements, PROPERTY=VALUE, ids of numbers, sections of the "
        "report (default: the elements in the report's headline).",
        "以逗号分隔的列：要素、属性=值、数值结论的标识、报告栏目（默认为报告概要中的要素）。",
    ),
)
@option(
    "--fuzzy",
    is_flag=True,
    words=Words("Memberships from 0 to 1, not 0 and 1.", "以 0 到 1 的隶属度代替 0 与 1。"),
)
@option(
    "--calibration",
    type=click.Path(path_type=Path),
    metavar="FILE",
    words=Words(
        "Anchors of numbers and memberships of statuses (TOML; docs/library-data.md).",
        "数值的锚点与各状态的隶属度（TOML；见 docs/library-data.md）。",
    ),
)
@option(
    "--provenance",
    type=Written(),
    metavar="FILE",
    words=Words("File for where each value is from.", "写入各取值来源的文件。"),
)
@output_option
def command(
    path: Path,
    format_: str,
    columns: str,
    fuzzy: bool,
    calibration: Path | None,
    provenance: Path | None,
    output: Path | None,
) -> int:
    """Make the table; 1 where a file had mistakes and is not in it."""
    from vcc.render.configuration_csv import csv_of_provenance
    from vcc.tables.configuration import NoSuchColumn, columns_of, configuration_of

    if output is not None and str(output) == "-":
        output = None
    if format_ == "stata" and output is None:
        raise cannot_run(_NO_OUTPUT)
    measure = _calibration(calibration) if calibration else None
    source, broken = _source(path)
    try:
        made = configuration_of(source, columns_of(columns), measure, fuzzy=fuzzy)
    except NoSuchColumn as error:
        raise cannot_run(error.words) from error
    _put_out(made, format_, output)
    beside = provenance or (output and output.with_name(f"{output.name}.provenance.csv"))
    if beside:
        write_whole(beside, csv_of_provenance(made, format_).encode())
    return _told(broken)


def _put_out(made: Configuration, format_: str, output: Path | None) -> None:
    from vcc.render.configuration_csv import case_names, column_names, csv_from_configuration

    if format_ != "stata":
        text = csv_from_configuration(made, format_, language())
        if output is None:
            put_out(text, None)
        else:
            write_whole(output, text.encode())
        return
    from vcc.tables.arrow import PackageMissing
    from vcc.tables.stata import dta_from_configuration

    columns = column_names([condition.name for condition in made.conditions])
    try:
        content = dta_from_configuration(made, case_names(made), columns, language())
    except PackageMissing as missing:
        raise refused(missing) from missing
    assert output is not None, "checked before anything was read"
    write_whole(output, content)


def _source(path: Path) -> tuple[Source, tuple[Broken, ...]]:
    """The rows of a folder of tables, or of cases."""
    from vcc.tables.arrow import PackageMissing
    from vcc.tables.compile import Settings
    from vcc.tables.manifest import MANIFEST, PARTITIONS
    from vcc.tables.run import run_here
    from vcc.tables.sources import source_from_cases, source_from_folder

    if (path / MANIFEST).exists() or (path / PARTITIONS).exists():
        return source_from_folder(folder_of(path)), ()
    files = case_files([path])
    folders = tuple(str(folder.absolute()) for folder in framework_folders())
    settings = Settings(folders, theory().readings)
    try:
        return source_from_cases(path, files, settings, run_here(settings, 1))
    except PackageMissing as missing:
        raise refused(missing) from missing


def _calibration(file: Path) -> Calibration:
    from vcc.tables.calibration import NotACalibration, calibration_from_file

    try:
        return calibration_from_file(file)
    except NotACalibration as error:
        raise CannotRun(error.words.in_language(language())) from error
    except OSError as error:
        raise cannot_run(NOT_READABLE, path=str(file), reason=reason_of(error)) from error


def _told(broken: tuple[Broken, ...]) -> int:
    """Say which files are not in the table."""
    from vcc.render.build_text import text_of_broken

    for item in broken:
        click.echo(text_of_broken(item.path, item.mistakes, language()), err=True)
    return 1 if broken else 0
