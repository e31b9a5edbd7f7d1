"""The files of `vcc check`: found, checked over the cores with a cache, compared, judged."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from vcc.cli.bilingual import option
from vcc.cli.check_settings import Run, discovered
from vcc.cli.check_since import concerned_since
from vcc.cli.progress import progress_of
from vcc.cli.settings import framework_folders, language, readings
from vcc.source.diagnostic import Words
from vcc.source.kept import CACHE_VARIABLE

if TYPE_CHECKING:
    from vcc.cli.check_stdin import StandardInput
    from vcc.library.cache import Cache
    from vcc.library.discovery import Found
    from vcc.library.judging import Judged
    from vcc.library.pieces import Piece
    from vcc.library.selection import Chosen
    from vcc.library.settings import Settings
    from vcc.library.theories import Theory
    from vcc.library.ways import Making
    from vcc.render.formats.parts import Look

Result = TypeVar("Result")
_TOP: Final = 16_384  # bytes of a file, among which it names its language
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


class Files:
    """The case files of a run, in the order in which they are found."""

    def __init__(
        self,
        paths: Sequence[Path],
        run: Run,
        *,
        jobs: int | None,
        no_cache: bool,
        since: str | None,
        given: StandardInput | None = None,
    ) -> None:
        """`given` is what is checked in place of the only path."""
        self._paths = paths
        self._run = run
        self._jobs = jobs
        self._no_cache = no_cache
        self._given = given
        self._found: Sequence[Found] = list(_found(paths, run, given))
        self.count = len(self._found)  # also of those that `since` leaves out
        self._since = None if since is None else concerned_since(since, paths, self._found, run)
        if self._since is not None:
            self._found = self._since.files
        self._by_folder: dict[str, Settings] = {}

    @cached_property
    def _settings(self) -> set[Settings]:
        """All that hold for some file."""
        return {self._settings_of(one.path) for one in self._found}

    @property
    def baselines(self) -> set[Path | None]:
        """The baselines that the settings of the files name; None for files without."""
        return {settings.baseline for settings in self._settings}

    @property
    def guides(self) -> Iterator[Path]:
        """The files that say what counts, though nobody named them."""
        for settings in self._settings:
            yield from settings.files
            if settings.baseline is not None:
                yield settings.baseline

    @property
    def folders(self) -> list[Path]:
        """The folders of which every case is checked."""
        everything = self._since is None and self._given is None
        return [path for path in self._paths if everything and path.is_dir()]

    def judged(self, *, with_progress: bool) -> Iterator[Judged]:
        """Every file with what counts in it."""
        from vcc.library.ways import AsOutcome

        for outcome in self._results(lambda _: AsOutcome(), with_progress):
            yield self._run.judged(outcome)

    def pieces(
        self,
        chosen: Chosen,
        looks_of: Callable[[Settings], tuple[Look, ...]],
        *,
        with_progress: bool,
    ) -> Iterator[tuple[Piece, Settings]]:
        """What every file adds to documents, and the settings of the file, of which their looks
        are."""
        from vcc.library.pieces import AsPiece

        def making(settings: Settings) -> AsPiece:
            return AsPiece(settings, chosen, looks_of(settings), self._theory_of(settings))

        settings = (self._settings_of(one.path) for one in self._found)
        return zip(self._results(making, with_progress), settings, strict=True)

    @property
    def languages(self) -> Iterator[str]:
        """The language of each file that can be read, looked up at its top when it is asked for."""
        from vcc.findings.outcome import language_of_text

        if self._given is not None:
            yield self._given.language
            return
        for one in self._found:
            with suppress(OSError):
                if one.problem is None and one.path.is_file():  # a pipe can be read only once
                    with one.path.open("rb") as file:
                        top = file.read(_TOP).decode("utf-8", "ignore")
                    yield language_of_text(top)

    def _results(
        self, making_of: Callable[[Settings], Making[Result]], with_progress: bool
    ) -> Iterator[Result]:
        """The result of every file; of a place that cannot be looked into, that of its problem."""
        from vcc.findings.outcome import DEFAULT_LANGUAGE, Outcome
        from vcc.library.cases import CrossCases
        from vcc.library.checking import results_of
        from vcc.library.ways import Way

        ways: dict[int, Way[Result]] = {}

        def way_of(path: Path) -> Way[Result]:
            settings = self._settings_of(path)
            if id(settings) not in ways:  # settings are kept here, so their id stays theirs
                ways[id(settings)] = Way(self._theory_of(settings), making_of(settings))
            return ways[id(settings)]

        if self._given is not None:
            yield self._given.result(way_of(self._given.path))
            return
        files = [one.path for one in self._found if one.problem is None]
        without = self._no_cache or len(files) < _FEW
        across = self._since or CrossCases()
        with (
            _cache(self._paths, self._run, without) as cache,
            _progress(with_progress) as told,
            closing(
                results_of(files, way_of, jobs=self._jobs, cache=cache, across=across)
            ) as checked,
        ):
            for number, one in enumerate(self._found, 1):
                if one.problem is not None:
                    broken = Outcome(str(one.path), DEFAULT_LANGUAGE, (one.problem,))
                    yield way_of(one.path).making.made(broken)
                else:
                    yield next(checked)
                if told:
                    told(number, len(self._found))

    def _settings_of(self, path: Path) -> Settings:
        folder = os.path.dirname(path)  # noqa: PTH120 (100,000 times)
        known = self._by_folder.get(folder)
        if known is None:
            known = self._by_folder[folder] = self._run.settings_of(path)
        return known

    def _theory_of(self, settings: Settings) -> Theory:
        """The theory that the settings and the command line ask for, read only where it must be
        looked into."""
        from vcc.library.theories import Theory

        if not (settings.frameworks or settings.readings or framework_folders() or readings()):
            return Theory()
        known = self._run.theory_of(settings)
        return Theory(known.files.frameworks, known.readings)


def _found(paths: Sequence[Path], run: Run, given: StandardInput | None) -> Iterator[Found]:
    if given is None:
        return discovered(paths, run)
    from vcc.library.discovery import Found

    return iter([Found(given.path)])


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
