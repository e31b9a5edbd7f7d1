"""`vcc build PATH --output DIR`: the cases of a folder as Parquet tables."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from vcc import __version__
from vcc.cli.bilingual import command as bilingual
from vcc.cli.bilingual import option
from vcc.cli.errors import NOT_WRITABLE, cannot_run, reason_of
from vcc.cli.files import case_files
from vcc.cli.progress import progress_of
from vcc.cli.settings import framework_folders, language
from vcc.cli.tables import refused
from vcc.cli.theory import theory
from vcc.cli.written import check_folder
from vcc.source.diagnostic import Words

if TYPE_CHECKING:
    from vcc.tables.build import Built, Library
    from vcc.tables.compile import Settings

_PARTITION: Final = re.compile(r"\A(\d{1,6})/(\d{1,6})\Z")
_NOT_A_PARTITION: Final = Words(
    "--partition takes I/N with I from 1 to N, such as 3/16, not {given}",
    "--partition 的形式为 I/N，I 取 1 到 N，例如 3/16，而不是 {given}",
)
_ENOUGH_FOR_MANY: Final = 64  # fewer cases are done before further processes have started


@bilingual(
    Words(
        "Make Parquet tables of all cases below PATH: cases, statements, actors, resources, "
        "interactions, moves, conclusions, votes, findings, evidence. What is already there and "
        "up to date is kept. A file with mistakes is listed, the others are built (exit code 1).",
        "将路径下全部案例制成 Parquet 数据表：案例、陈述、主体、资源、互动、行为、结论、投票、"
        "发现、证据。已是最新者不再重做。有错误的文件会列出，其余照常构建（退出码 1）。",
    ),
    "vcc build examples --output tables",
    "vcc build cases --output tables --jobs 8 --proofs",
    "vcc build cases --output tables --partition 3/16",
)
@click.argument("path", type=click.Path(path_type=Path))
@option("--output", "-o", type=click.Path(path_type=Path, file_okay=False), required=True,
        metavar="DIR", words=Words("Folder for the tables.", "存放数据表的文件夹。"))  # fmt: skip
@option(
    "--partition",
    metavar="I/N",
    words=Words(
        "Build only part I of N; the parts may be built anywhere, in any order, at the same time.",
        "仅构建 N 个分区中的第 I 个；各分区可在任意机器、以任意次序、同时构建。",
    ),
)
@option(
    "--partitions",
    type=click.IntRange(1, 999_999),
    metavar="N",
    words=Words("Into how many parts to cut (default: by the number of cases).",
                "分成多少个分区（默认按案例数确定）。"),
)  # fmt: skip
@option(
    "--proofs",
    is_flag=True,
    words=Words("Also every step of every proof (large).", "另含证明的每一步（数据量大）。"),
)
@option(
    "--jobs",
    "-j",
    type=click.IntRange(1, 256),
    metavar="N",
    words=Words("How many processes (default: one for each core).", "进程数（默认每核一个）。"),
)
def command(
    path: Path,
    output: Path,
    partition: str | None,
    partitions: int | None,
    proofs: bool,
    jobs: int | None,
) -> int:
    """Build what is missing and say what was done."""
    from vcc.tables.arrow import PackageMissing
    from vcc.tables.build import build
    from vcc.tables.manifest import NotALibrary
    from vcc.tables.run import run_here

    index, of = _partition(partition) if partition else (None, partitions)
    check_folder(output)
    settings = _settings(proofs)
    try:
        library = _library(path, output, of, settings)
        with progress_of(sys.stderr) as told:
            run = run_here(settings, jobs or _processes_for(len(library)))
            built = build(library, run, None if index is None else [index], told)
    except (PackageMissing, NotALibrary) as error:
        raise refused(error) from error
    except OSError as error:
        file = str(error.filename or output)
        raise cannot_run(NOT_WRITABLE, path=file, reason=reason_of(error)) from error
    return _said(built, output)


def _settings(proofs: bool) -> Settings:
    """The settings of this run; ends the command where a framework has mistakes."""
    from vcc.tables.compile import Settings

    folders = tuple(str(folder.absolute()) for folder in framework_folders())
    return Settings(folders, theory().readings, proofs)


def _library(path: Path, output: Path, of: int | None, settings: Settings) -> Library:
    from vcc.tables.arrow import optional
    from vcc.tables.build import library_of

    optional("pyarrow")  # before anything is read: there is no way on without it
    return library_of(path, case_files([path]), output, of, settings, __version__)


def _processes_for(cases: int) -> int:
    """One for each core that this process may use, where there is work for them."""
    if cases < _ENOUGH_FOR_MANY:
        return 1
    known = getattr(os, "sched_getaffinity", None)  # not on every system
    return len(known(0)) if known else os.cpu_count() or 1


def _partition(text: str) -> tuple[int, int]:
    found = _PARTITION.match(text)
    if not found or not 1 <= int(found[1]) <= int(found[2]):
        raise cannot_run(_NOT_A_PARTITION, given=text)
    return int(found[1]), int(found[2])


def _said(built: Built, output: Path) -> int:
    """Write what was done; 1 where a file could not be built, or two cases have one name."""
    from vcc.render.build_text import BuildSummary, text_from_build

    summary = BuildSummary(
        str(output),
        cases=built.cases,
        made=len(built.made),
        kept=len(built.kept),
        broken=[(item.path, item.mistakes) for item in built.broken],
        same_name=built.same_name,
        rows=built.manifest.rows() if built.manifest else None,
    )
    click.echo(text_from_build(summary, language()), nl=False)
    return 1 if summary.broken or summary.same_name else 0
