"""`vcc check PATH…`: mistakes, broken shapes and findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from vcc import __version__
from vcc.cli.bilingual import command as bilingual
from vcc.cli.bilingual import option
from vcc.cli.check_files import Files, library_options
from vcc.cli.check_looks import FORMATS, PEOPLE, Looks, questions_option
from vcc.cli.check_output import Output, Report
from vcc.cli.check_settings import Run, show_settings
from vcc.cli.check_since import since_option
from vcc.cli.check_stdin import StandardInput, standard_input, stdin_option
from vcc.cli.check_watch import watch, watch_option
from vcc.cli.errors import COULD_NOT_RUN
from vcc.cli.library_options import (
    baseline_options,
    fix_options,
    selection_options,
    settings_options,
)
from vcc.cli.settings import language_of_run, speak
from vcc.cli.written import Written, check_apart
from vcc.source.diagnostic import Severity, Words

if TYPE_CHECKING:
    from vcc.cli.check_baseline import Baselines
    from vcc.library.pieces import Piece
    from vcc.library.selection import Chosen
    from vcc.library.settings import Settings

_SEVERITIES: Final = [str(severity) for severity in sorted(Severity, reverse=True)]
_FOUND: Final = 1


@dataclass(frozen=True)
class Asked:
    """The options of one run."""

    fail_on: str | None
    exit_zero: bool
    format_: str
    output_file: Path | None
    reports: tuple[tuple[str, Path], ...]
    questions: bool | None
    select: tuple[str, ...]
    ignore: tuple[str, ...]
    extend_select: tuple[str, ...]
    config: Path | None
    isolated: bool
    show_settings: bool
    baseline: Path | None
    write_baseline: bool
    prune_baseline: bool
    fix: bool
    diff: bool
    jobs: int | None
    no_cache: bool
    since: str | None
    watch: bool
    stdin_filename: Path | None


@bilingual(
    Words(
        "Check case files, and all *.vcc files in folders: text, names, shapes, findings. "
        "Settings stand in vcc.toml or pyproject.toml (docs/checking.md). "
        "Exit code: 0 clean, 1 something at or above --fail-on, 2 could not run.",
        "检查案例文件，以及文件夹中的所有 *.vcc 文件：文本、名称、结构约束与发现。"
        "设置写在 vcc.toml 或 pyproject.toml 中（见 docs/checking.md）。"
        "退出码：0 无问题，1 有达到 --fail-on 级别的问题，2 无法运行。",
    ),
    "vcc check examples/01-xiaomi/xiaomi.vcc",
    "vcc check examples --fail-on warning --format concise",
    "vcc check case.vcc --questions",
    "vcc check cases --ignore S2,gap --baseline vcc-baseline.json",
    "vcc check cases --format github --report sarif=vcc.sarif --report junit=vcc.xml",
    "vcc check cases --since origin/main",
    "vcc check cases --watch --format concise",
    "vcc check - --stdin-filename cases/a.vcc < unsaved.vcc",
)
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="PATH…",
)
@option(
    "--fail-on",
    type=click.Choice(_SEVERITIES),
    words=Words(
        "Least severity that gives exit code 1 (error, if the settings do not say).",
        "使退出码为 1 的最低级别（设置未指定时为 error）。",
    ),
)
@option(
    "--exit-zero",
    is_flag=True,
    words=Words("Exit with 0 whatever is found.", "无论发现什么，退出码均为 0。"),
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
    type=Written(),
    words=Words("File to write instead of standard output.", "写入文件，而不输出到屏幕。"),
)
@option(
    "--report",
    "reports",
    type=Report(),
    multiple=True,
    metavar="FORMAT=FILE",
    words=Words(
        "A report in a further format, written to a file; may be repeated.",
        "另以某种格式写出报告文件；可重复。",
    ),
)
@questions_option
@selection_options
@settings_options
@baseline_options
@fix_options
@library_options
@since_option
@watch_option
@stdin_option
def command(paths: tuple[Path, ...], **options: Any) -> int:
    """Check every file and say what is found."""
    from vcc.library.selection import Chosen

    asked = Asked(**options)
    chosen = Chosen(asked.select or None, asked.ignore, asked.extend_select)
    given = standard_input(paths, asked)
    if given is not None:
        paths = (given.path,)
    if asked.watch:
        watch(paths, asked, lambda: _checked(paths, _run(asked, chosen), asked, chosen))
    run = _run(asked, chosen)
    if asked.show_settings:
        show_settings(paths, run)
        return 0
    if asked.diff or asked.fix:
        from vcc.cli.check_fixes import fix_files

        files = _files(paths, run, asked, given)
        if not asked.diff:
            _baselines(files, asked)  # one that cannot be read is told before anything is repaired
        judged = files.judged(with_progress=_with_progress(asked))
        changed = fix_files(judged, write=not asked.diff)
        if asked.diff:
            return _FOUND if changed else 0
    return _checked(paths, run, asked, chosen, given)


def _run(asked: Asked, chosen: Chosen) -> Run:
    return Run(__version__, chosen, asked.config, asked.isolated)


def _checked(
    paths: Sequence[Path],
    run: Run,
    asked: Asked,
    chosen: Chosen,
    given: StandardInput | None = None,
) -> int:
    """Check, show, and say by the exit code how it went."""
    files = _files(paths, run, asked, given)
    looks = _looks(paths, run, files, asked)
    speak(looks.of_run)
    baselines = _baselines(files, asked)
    output = Output(asked.format_, looks.file, asked.reports, looks.of_run, run.page_of)
    fails, were_read = False, True
    with closing(output):
        for piece, settings in _pieces(files, baselines, looks, asked, chosen):
            output.show(piece)
            heaviest = piece.counts.heaviest
            fails = fails or (heaviest is not None and heaviest >= looks.fails(settings))
            were_read = were_read and piece.was_read
        output.finish()
    if not were_read:
        return COULD_NOT_RUN
    return _FOUND if fails and not asked.exit_zero else 0


def _looks(paths: Sequence[Path], run: Run, files: Files, asked: Asked) -> Looks:
    """How the documents of the run are shown."""
    spoken = run.settings_of(paths[0]).language
    return Looks(
        asked.format_,
        None if str(asked.output_file) == "-" else asked.output_file,
        tuple(name for name, _ in asked.reports),
        asked.questions,
        Severity[asked.fail_on.upper()] if asked.fail_on else None,
        files.count == 1,
        spoken,
        language_of_run(spoken, files.languages),
        str(Path.cwd()) if any(path.is_absolute() for path in paths) else "",
    )


def _baselines(files: Files, asked: Asked) -> Baselines | None:
    """The baselines of the run, if it has any; ends the command where one cannot be read."""
    wanted = asked.baseline or asked.write_baseline or asked.prune_baseline
    configured = files.baselines
    if not wanted and configured <= {None}:
        return None
    from vcc.cli.check_baseline import Baselines

    return Baselines(
        asked.baseline, configured, files.folders,
        write=asked.write_baseline, prune=asked.prune_baseline,
    )  # fmt: skip


def _pieces(
    files: Files, baselines: Baselines | None, looks: Looks, asked: Asked, chosen: Chosen
) -> Iterator[tuple[Piece, Settings]]:
    """What every file adds to what is written: made in the workers, and kept. What a baseline
    lists is left out here: only who knows all files can tell."""
    if baselines is None:
        yield from files.pieces(chosen, looks.of, with_progress=_with_progress(asked))
        return
    from vcc.library.pieces import piece_of

    for judged in files.judged(with_progress=_with_progress(asked)):
        settings = judged.settings
        yield piece_of(baselines.applied(judged), looks.of(settings)), settings
    baselines.finish()


def _with_progress(asked: Asked) -> bool:
    """Whether nothing else tells how far a run is."""
    return asked.output_file is not None or asked.format_ not in PEOPLE


def _files(paths: Sequence[Path], run: Run, asked: Asked, given: StandardInput | None) -> Files:
    files = Files(
        paths, run, jobs=asked.jobs, no_cache=asked.no_cache, since=asked.since, given=given
    )
    outputs = [file for file in (asked.output_file, *(file for _, file in asked.reports)) if file]
    if outputs:
        from vcc.library.baseline import DEFAULT_NAME

        listed = asked.baseline or (Path(DEFAULT_NAME) if asked.write_baseline else None)
        check_apart(outputs, (*files.guides, *filter(None, [listed])))
    return files
