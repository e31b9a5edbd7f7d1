"""`vcc evidence PATH…`: every quote looked up in its source, or checked against evidence.lock."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from vcc import __version__
from vcc.cli.bilingual import command as bilingual
from vcc.cli.bilingual import option
from vcc.cli.errors import COULD_NOT_RUN, NOT_FOUND, cannot_run
from vcc.cli.files import case_places
from vcc.cli.output import output_option, put_out
from vcc.cli.progress import progress_of
from vcc.cli.settings import colours, language, language_of_run, width
from vcc.cli.written import check_apart
from vcc.source.diagnostic import Severity, SourceErrors, Words

if TYPE_CHECKING:
    from vcc.cli.evidence_lock import Locks
    from vcc.evidence.check import Asked
    from vcc.evidence.report import EvidenceReport
    from vcc.evidence.sources import SourceFiles
    from vcc.findings.outcome import Outcome

_SEVERITIES: Final = [str(severity) for severity in sorted(Severity, reverse=True)]
_FOUND: Final = 1
_NO_KIND: Final = Words(
    "--require-evidence takes kinds of statements, not {word}; kinds: {kinds}",
    "--require-evidence 的取值为陈述的种类，而不是 {word}；可用：{kinds}",
)
_EITHER: Final = Words(
    "--locked leaves the sources alone, --write-lock needs them: use one of the two",
    "--locked 不读取来源，--write-lock 需要来源：二者只能取一",
)


@dataclass(slots=True)
class Seen:
    """The cases of a run: reports, and files that could not be read with the reasons why."""

    reports: list[EvidenceReport] = field(default_factory=list)
    unread: list[Outcome] = field(default_factory=list)


@bilingual(
    Words(
        "Look every quote of cases up in the source that it names (text, Markdown, HTML, PDF): "
        "found, misquoted, not found; count statements without evidence. evidence.lock keeps what "
        "was found, so that quotes stay checkable without the sources (docs/evidence.md). "
        "Exit code: 0 clean, 1 something at or above --fail-on, 2 could not run.",
        "在来源（文本、Markdown、HTML、PDF）中核对案例的每条引文：已找到、引用有误或未找到；"
        "并统计没有证据的陈述。evidence.lock 保存核对结果，没有来源时仍可检查引文"
        "（见 docs/evidence.md）。退出码：0 无问题，1 有达到 --fail-on 级别的问题，2 无法运行。",
    ),
    "vcc evidence case.vcc",
    "vcc evidence cases --sources ~/papers --write-lock",
    "vcc evidence cases --locked --require-evidence actors,interactions,outcomes",
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH…")
@option(
    "--sources",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    words=Words(
        "Folder to search for sources besides that of the case; may be repeated.",
        "除案例所在文件夹外，另行查找来源的文件夹；可重复。",
    ),
)
@option(
    "--lock",
    type=click.Path(path_type=Path),
    metavar="FILE",
    words=Words(
        "The lock (the nearest evidence.lock upward, if not given).",
        "锁文件（默认向上查找最近的 evidence.lock）。",
    ),
)
@option(
    "--write-lock",
    is_flag=True,
    words=Words("Write what is found into the lock.", "将核对结果写入锁文件。"),
)
@option(
    "--locked",
    is_flag=True,
    words=Words(
        "Check against the lock only, without the sources.", "只对照锁文件检查，不读取来源。"
    ),
)
@option(
    "--prune",
    is_flag=True,
    words=Words("Remove stale entries from the lock.", "从锁文件中删去失效的条目。"),
)
@option(
    "--require-evidence",
    "required",
    multiple=True,
    metavar="KINDS",
    words=Words(
        "Kinds of statements that must have evidence: actors,interactions,moves … or all.",
        "必须有证据的陈述种类：actors,interactions,moves 等（或中文关键词），或 all。",
    ),
)
@option(
    "--details",
    is_flag=True,
    words=Words("Also show where each quote stands.", "同时显示每条引文所在的位置。"),
)
@option(
    "--fail-on",
    type=click.Choice(_SEVERITIES),
    default="error",
    show_default=True,
    words=Words("Least severity that gives exit code 1.", "使退出码为 1 的最低级别。"),
)
@option(
    "--format",
    "format_",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    words=Words("For people (text) or machines (json).", "供人阅读或供机器读取的格式。"),
)
@output_option
def command(paths: tuple[Path, ...], sources: tuple[Path, ...], **options: Any) -> int:
    """Look up, write the lock if asked, and say how it went."""
    from vcc.cli.evidence_lock import Locks
    from vcc.evidence.check import Asked
    from vcc.evidence.sources import SourceFiles

    if options["locked"] and options["write_lock"]:
        raise cannot_run(_EITHER)
    if missing := [folder for folder in sources if not folder.is_dir()]:
        raise cannot_run(NOT_FOUND, path=str(missing[0]))
    asked = Asked(
        only_lock=options["locked"], required=_kinds(options["required"]),
        renewing=options["write_lock"], pruning=options["prune"],
    )  # fmt: skip
    cases = list(_cases(paths))
    locks = Locks(options["lock"], paths)
    files = SourceFiles(sources, [p for p in paths if p.is_dir()])
    seen = _checked(cases, files, locks, asked)
    if options["output"] is not None:
        check_apart([options["output"]], _cited(seen, files))
    _show(seen, options["format_"], options["output"], options["details"])
    if options["write_lock"] or options["prune"]:
        locks.write(seen.reports, fresh=options["write_lock"], prune=options["prune"])
    else:
        locks.tell_gone()
    if seen.unread:
        return COULD_NOT_RUN
    least = Severity[options["fail_on"].upper()]
    found = (d.severity for report in seen.reports for d in report.diagnostics)
    return _FOUND if any(severity >= least for severity in found) else 0


def _kinds(written: Sequence[str]) -> frozenset[str]:
    """The kinds that `--require-evidence` names."""
    from vcc.evidence.statements import KINDS, kind_from_word

    kinds = set()
    for word in (part.strip() for text in written for part in text.replace("，", ",").split(",")):
        if word in ("all", "全部"):
            kinds |= set(KINDS)
        elif word:
            kind = kind_from_word(word)
            if kind is None:
                known = ", ".join(each.in_language(language()) for each in KINDS.values())
                raise cannot_run(_NO_KIND, word=word, kinds=known)
            kinds.add(kind)
    return frozenset(kinds)


def _cases(paths: Sequence[Path]) -> Iterator[tuple[Path, SourceErrors | None]]:
    """The case files, each once; a place that cannot be looked into comes with its problem."""
    for found in case_places(paths):
        yield found.path, SourceErrors([found.problem]) if found.problem else None


def _checked(
    cases: Sequence[tuple[Path, SourceErrors | None]],
    files: SourceFiles,
    locks: Locks,
    asked: Asked,
) -> Seen:
    """Every case looked through, with progress on a terminal."""
    from vcc.case.from_text import case_from_text
    from vcc.evidence.check import check_evidence
    from vcc.findings.outcome import outcome_of_errors
    from vcc.source.reading import read_source

    seen = Seen()
    with progress_of(sys.stderr) as told:
        for number, (path, problem) in enumerate(cases, 1):
            source = None
            try:
                if problem is not None:
                    raise problem
                source = read_source(path)
                parsed = case_from_text(source)
            except SourceErrors as errors:
                seen.unread.append(outcome_of_errors(errors, str(path), source))
                continue
            file, lock = locks.demanded(path) if asked.only_lock else locks.of(path)
            named = replace(asked, lock_name=file.name)
            seen.reports.append(check_evidence(parsed, files, lock, named))
            if told:
                told(number, len(cases))
    return seen


def _cited(seen: Seen, files: SourceFiles) -> Iterator[Path]:
    """The files of the sources that the cases declare."""
    for report in seen.reports:
        for looked in report.sources:
            found = files.find(looked.source).path if looked.source.file else None
            if found is not None:
                yield found


def _show(seen: Seen, format_: str, output: Path | None, details: bool) -> None:
    from vcc.cli.stopped import show_mistakes
    from vcc.render.evidence_check_text import summary_of_evidence, text_from_evidence
    from vcc.render.evidence_json import json_from_evidence

    for outcome in seen.unread:
        show_mistakes(outcome)
    if format_ == "json":
        unread = [(outcome.file, outcome.diagnostics) for outcome in seen.unread]
        put_out(json_from_evidence(seen.reports, unread, __version__), output)
        return
    colour = output is None and colours(sys.stdout)
    texts = [
        text_from_evidence(
            report, language(report.language), width=width(), colour=colour, details=details
        )
        for report in seen.reports
    ]
    spoken = language_of_run(None, (report.language for report in seen.reports))
    failed = len(seen.unread)
    texts.append(summary_of_evidence(seen.reports, failed, spoken, colour=colour))
    put_out("".join(texts), output)
