"""The files of `vcc check`: found, checked over the cores with a cache, compared, judged."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from vcc.cli.bilingual import option
from vcc.cli.check_settings import Run, discovered
from vcc.cli.progress import progress_of
from vcc.cli.settings import language
from vcc.source.diagnostic import Words
from vcc.source.kept import CACHE_VARIABLE

if TYPE_CHECKING:
    from vcc.library.cache import Cache
    from vcc.library.judging import Judged

_FEW: Final = 8  # files that are checked sooner than a cache is opened
_NOTICE: Final = Words("vcc: {notice}", "vcc：{notice}")


def library_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """How many processes, and whether results are kept."""
    jobs = option(
        "--jobs",
        "-j",
        type=click.IntRange(1, 512),
        words=Words(
            "Processes to check with (default: one for each core, for more than a few files).",
            "检查所用的进程数（默认：文件较多时每个核心一个）。",
        ),
    )
    no_cache = option(
        "--no-cache",
        is_flag=True,
        words=Words("Neither read nor write .vcc_cache/.", "不读取也不写入 .vcc_cache/。"),
    )
    return jobs(no_cache(command))


def judged_files(
    paths: Sequence[Path], run: Run, *, jobs: int | None, no_cache: bool, with_progress: bool
) -> Iterator[Judged]:
    """Every case file with what counts in it, in the order in which files are found."""
    from vcc.findings.outcome import DEFAULT_LANGUAGE, Outcome
    from vcc.library.cases import CrossCases
    from vcc.library.checking import Theory, check_paths

    found = list(discovered(paths, run))
    across = CrossCases()

    def theory_of(path: Path) -> Theory:
        known = run.theory_of(run.settings_of(path))
        return Theory(known.files.frameworks, known.readings)

    files = [one.path for one in found if one.problem is None]
    without = no_cache or len(files) < _FEW
    with (
        _cache(paths, run, without) as cache,
        _progress(with_progress) as told,
        closing(check_paths(files, theory_of, jobs=jobs, cache=cache)) as checked,
    ):
        for number, one in enumerate(found, 1):
            if one.problem is not None:
                yield run.judged(Outcome(str(one.path), DEFAULT_LANGUAGE, (one.problem,)))
            else:
                yield run.judged(across.compared(next(checked)))
            if told:
                told(number, len(found))


@contextmanager
def _cache(paths: Sequence[Path], run: Run, without: bool) -> Iterator[Cache | None]:
    """The cache beside the configuration, or in the folder where the command runs."""
    if without or os.environ.get(CACHE_VARIABLE) == "":
        yield None
        return
    from vcc.library.cache import FOLDER, Cache

    files = run.settings_of(paths[0]).files
    cache = Cache((files[0].parent if files else Path()) / FOLDER)
    try:
        yield cache
    finally:
        cache.close()
        for notice in cache.notices:
            said = _NOTICE.filled({"notice": notice}).in_language(language())
            click.echo(said, err=True)


@contextmanager
def _progress(wanted: bool) -> Iterator[Callable[[int, int], None] | None]:
    if not wanted:
        yield None
        return
    with progress_of(sys.stderr) as told:
        yield told
