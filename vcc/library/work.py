"""The work on files itself: in the process of the run, or in workers."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, takewhile
from operator import attrgetter
from typing import Final, Generic

from vcc.case.tokens import tokens_from_text
from vcc.findings.outcome import DEFAULT_LANGUAGE, Outcome
from vcc.library.cases import with_found
from vcc.library.planned import Planned
from vcc.library.theories import Theory, digest_of
from vcc.library.ways import Result
from vcc.source.diagnostic import Code, Diagnostic, Severity, Words
from vcc.source.shell import shell_path
from vcc.source.text import SourceText

DIED: Final = Code(
    "C011",
    Words(
        "the process that checked `{path}` ended without a result",
        "检查“{path}”的进程意外终止，没有结果",
    ),
    help=Words(
        "there may be too little memory; check this file alone",
        "内存可能不足；请单独检查此文件",
    ),
)
FAILED: Final = Code(
    "C012",
    Words(
        "`{path}` could not be checked: internal error {what}",
        "无法检查“{path}”：内部错误 {what}",
    ),
    help=Words(
        "please report it; this shows the traceback: vcc check {word} --debug",
        "请报告此问题；以下命令可显示调用栈：vcc check {word} --debug",
    ),
)
_LEAST_CASE: Final = "vcc 1 case x { }"
Uses = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Done(Generic[Result]):
    """The result of a file: as it is, or packed; `uses` are the files that it rests on, each with
    the digest of its text (None: it is not to be kept)."""

    result: Result | None
    value: bytes = b""
    uses: Uses | None = None


def done_here(plans: Sequence[Planned[Result]]) -> list[Done[Result]]:
    """The results of files, in this process; an internal error is the caller's to show."""
    return list(map(_done, plans, _outcomes(plans)))


def done_safely(plans: Sequence[Planned[Result]]) -> list[Done[Result]]:
    """The same, but one file that fails does not end the run: each is then worked on by itself."""
    try:
        return done_here(plans)
    except Exception as error:  # noqa: BLE001
        if len(plans) == 1:
            what = f"{type(error).__name__}: {error}".splitlines()[0]
            path = plans[0].path
            failed = FAILED.at(None, path=path, what=what, word=shell_path(path))
            return [_without_result(plans[0], failed)]
        return [done for plan in plans for done in done_safely([plan])]


def done_in_worker(plans: Sequence[Planned[Result]]) -> list[Done[Result]]:
    """The results of files, in a worker, packed as they are sent to the parent."""
    _settle(plans[0].way.theory)
    gc.disable()  # what little garbage a few cases make is looked for once, at the end
    try:
        return list(map(_sent, plans, done_safely(plans)))
    finally:
        gc.collect(0)
        gc.enable()


def lost(plan: Planned[Result]) -> Done[Result]:
    """The result of a file whose worker died."""
    return _without_result(plan, DIED.at(None, path=plan.path))


def _without_result(plan: Planned[Result], why: Diagnostic) -> Done[Result]:
    return Done(plan.way.making.made(Outcome(plan.path, DEFAULT_LANGUAGE, (why,))))


def _outcomes(plans: Sequence[Planned[Result]]) -> Iterator[Outcome]:
    """What is found in files; those of one way are checked together."""
    from vcc.pipeline import check_many

    for way, same in groupby(plans, attrgetter("way")):
        sources = [plan.source for plan in same if plan.source is not None]
        yield from check_many(
            sources, way.theory.load(),
            with_evidence=way.making.with_evidence, asks=way.making.asks,
        )  # fmt: skip


def _done(plan: Planned[Result], outcome: Outcome) -> Done[Result]:
    assert plan.source is not None
    whole = with_found(outcome, plan.across, plan.source)
    result = plan.way.making.made(whole)
    if not plan.key or not _is_lasting(plan.source, outcome):
        return Done(result)
    uses = tuple((n, digest_of(t.text)) for n, t in whole.sources.items() if n != plan.path)
    return Done(result, plan.way.making.packed(result), uses)


def _sent(plan: Planned[Result], done: Done[Result]) -> Done[Result]:
    """The same without what is made again of the packed value."""
    assert done.result is not None
    return Done(None, done.value or plan.way.making.packed(done.result), done.uses)


def _is_lasting(source: SourceText, outcome: Outcome) -> bool:
    """Whether all that an outcome rests on is known: not so where libraries cannot be told."""
    stopped = any(diagnostic.severity is Severity.ERROR for diagnostic in outcome.diagnostics)
    is_library = source.name not in outcome.sources
    return not ((stopped or is_library) and _may_use_others(source))


def _may_use_others(source: SourceText) -> bool:
    """Whether a file, however broken, asks for another before its first brace."""
    head = takewhile(lambda token: token.type != "LBRACE", tokens_from_text(source)[0])
    return any(token.type == "USE" for token in head)


@lru_cache(maxsize=1)
def _settle(theory: Theory) -> None:
    """Read the whole theory, and spare the collector of garbage from going through it again and
    again: that took a third of the time."""
    from vcc.pipeline import check

    check(SourceText("", _LEAST_CASE), theory.load())
    gc.collect()
    gc.freeze()
