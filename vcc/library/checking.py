"""Check many files: over the cores, and not again what is known already.

paths → texts → what the cache has → the rest, checked in parallel → outcomes, in order
"""

from __future__ import annotations

import gc
import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from itertools import islice, takewhile
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Final

from vcc.case.tokens import tokens_from_text
from vcc.findings.outcome import DEFAULT_LANGUAGE, Outcome, outcome_of_errors
from vcc.library.cache import Cache, Entry, digest_of
from vcc.library.packed import packed, unpacked
from vcc.library.parallel import cores, in_parallel
from vcc.source.diagnostic import Code, Diagnostic, Severity, SourceErrors, Words
from vcc.source.kept import key_of
from vcc.source.reading import read_source
from vcc.source.text import SourceText
from vcc.validation.validate import VALIDATOR_VARIABLE

if TYPE_CHECKING:
    from vcc.knowledge import Knowledge

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
        "please report it; `vcc check {path} --debug` shows the traceback",
        "请报告此问题；`vcc check {path} --debug` 可显示调用栈",
    ),
)
_FEW: Final = 8  # files that are checked before processes would have started
_LEAST_CASE: Final = "vcc 1 case x { }"
_AT_ONCE: Final = 512  # files that are looked up together
_DECIDES: Final = ("pyshacl", "shacl", "rdflib", "networkx")  # libraries that results rest on


@dataclass(frozen=True, slots=True)
class Theory:
    """Which theory a file is checked with: folders of frameworks, and readings (terms)."""

    frameworks: tuple[Path, ...] = ()
    readings: tuple[str, ...] = ()

    def load(self) -> Knowledge:
        """The theory, read once a process.

        Raises:
            SourceErrors: with everything that is wrong with the folders.
        """
        from vcc.knowledge import knowledge

        return knowledge(self.frameworks).under(self.readings)


@dataclass(frozen=True, slots=True)
class _Planned:
    """A file: its outcome where there is one already, or else its text, theory and key."""

    path: str
    theory: Theory
    outcome: Outcome | None = None
    source: SourceText | None = None
    key: str = ""


def check_paths(
    paths: Iterable[Path],
    theory_of: Callable[[Path], Theory] = lambda _: Theory(),
    *,
    jobs: int | None = None,
    cache: Cache | None = None,
) -> Generator[Outcome, None, None]:
    """What is wrong or worth saying about each file, in the order of the paths.

    `jobs` is the number of processes (None: one for each core, where there are enough files).
    """
    waiting = iter(paths)
    workers = cores() if jobs is None else jobs
    first = list(islice(waiting, _AT_ONCE))
    if jobs is None and len(first) < _FEW:
        workers = 1
    plans = _plans(first, waiting, theory_of, cache)
    yield from _outcomes(plans, workers, cache)


def _outcomes(plans: Iterator[_Planned], workers: int, cache: Cache | None) -> Iterator[Outcome]:
    """What is known comes from the plans, the rest from the workers, in the order of the plans."""
    fresh: list[Entry] = []
    ahead: deque[_Planned] = deque()  # what the workers' queue has taken and is not yielded yet

    def remembered() -> Iterator[_Planned]:
        for plan in plans:
            ahead.append(plan)
            yield plan

    work = _checked_here if workers < 2 else _checked
    results = in_parallel(remembered(), work, workers, _lost, attrgetter("outcome"))
    try:
        for result in results:
            plan = ahead.popleft()
            outcome = unpacked(result) if isinstance(result, bytes) else result
            if cache is not None and plan.outcome is None:
                fresh += _entries(plan, outcome)
                if len(fresh) >= _AT_ONCE:
                    cache.keep(fresh)
                    fresh.clear()
            yield outcome
    finally:  # also where the run is interrupted: what was done stays done
        results.close()
        if cache is not None and fresh:
            cache.keep(fresh)


def _plans(
    first: Sequence[Path],
    rest: Iterator[Path],
    theory_of: Callable[[Path], Theory],
    cache: Cache | None,
) -> Iterator[_Planned]:
    """What to do about each file; many are looked up in the cache together."""
    paths, theories = list(first), set[Theory]()
    while paths:
        plans = [_planned(path, theory_of(path), cache is not None) for path in paths]
        for theory in {plan.theory for plan in plans} - theories:
            theory.load().resolver.forget()
            theories.add(theory)
        known = cache.found(plan.key for plan in plans if plan.key) if cache is not None else {}
        for plan in plans:
            entry = known.get(plan.key)
            outcome = _of_entry(entry) if entry is not None else None
            yield plan if outcome is None else replace(plan, outcome=outcome)
        paths = list(islice(rest, _AT_ONCE))


def _planned(path: Path, theory: Theory, with_key: bool) -> _Planned:
    try:
        source = read_source(path)
    except SourceErrors as errors:
        outcome = outcome_of_errors(errors, str(path), None)
        return _Planned(str(path), theory, outcome)
    key = digest_of(source.name, source.text, _context(theory)) if with_key else ""
    return _Planned(str(path), theory, None, source, key)


def _of_entry(entry: Entry) -> Outcome | None:
    """What is kept, if the libraries that it rests on are as they were."""
    if any(_digest_of_file(name) != digest for name, digest in entry.uses):
        return None
    try:
        return unpacked(entry.value)
    except ValueError:  # made by a version of vcc that called itself the same
        return None


def _entries(plan: _Planned, outcome: Outcome) -> Iterator[Entry]:
    """What to keep of an outcome: nothing where its libraries cannot be told, or it failed."""
    codes = {diagnostic.code for diagnostic in outcome.diagnostics}
    if plan.source is None or codes & {DIED.id, FAILED.id}:
        return
    stopped = any(diagnostic.severity is Severity.ERROR for diagnostic in outcome.diagnostics)
    is_library = plan.path not in outcome.sources
    if (stopped or is_library) and _may_use_others(plan.source):
        return
    uses = [(n, digest_of(t.text)) for n, t in outcome.sources.items() if n != plan.path]
    yield Entry(plan.key, tuple(uses), packed(outcome))


def _may_use_others(source: SourceText) -> bool:
    """Whether a file, however broken, asks for another before its first brace."""
    head = takewhile(lambda token: token.type != "LBRACE", tokens_from_text(source)[0])
    return any(token.type == "USE" for token in head)


def _digest_of_file(path: str) -> str:
    try:
        return digest_of(read_source(path).text)
    except SourceErrors:
        return ""


@lru_cache(maxsize=64)
def _context(theory: Theory) -> str:
    """Everything besides the files that outcomes depend on: theory, program, validator."""
    known = theory.load()
    files = known.files
    named = (*files.modules, *files.shapes, *files.rules, *files.claims)
    parts = [digest_of(path.read_bytes()) for path in named]
    parts += [key_of(("",), known.readings), os.environ.get(VALIDATOR_VARIABLE, "")]
    return digest_of(*parts, *map(_version, _DECIDES))


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


# ---------------------------------------------------------------------- the work itself
def _checked_here(plan: _Planned) -> bytes | Outcome:
    """The outcome of a file, in this process; an internal error is the caller's to show."""
    from vcc.pipeline import check

    assert plan.source is not None
    return check(plan.source, plan.theory.load())


def _checked(plan: _Planned) -> bytes | Outcome:
    """The outcome of a file, in a worker, as it is sent to the parent."""
    _settle(plan.theory)
    try:
        outcome = _checked_here(plan)
        return packed(outcome) if isinstance(outcome, Outcome) else outcome
    except Exception as error:  # noqa: BLE001 (one file shall not end the run)
        what = f"{type(error).__name__}: {error}".splitlines()[0]
        return _unchecked(plan, FAILED.at(None, path=plan.path, what=what))


def _lost(plan: _Planned) -> bytes | Outcome:
    return _unchecked(plan, DIED.at(None, path=plan.path))


def _unchecked(plan: _Planned, why: Diagnostic) -> Outcome:
    return Outcome(plan.path, DEFAULT_LANGUAGE, (why,))


@lru_cache(maxsize=1)
def _settle(theory: Theory) -> None:
    """Read the whole theory, and spare the collector of garbage from going through it again and
    again: that took a third of the time."""
    from vcc.pipeline import check

    check(SourceText("", _LEAST_CASE), theory.load())
    gc.collect()
    gc.freeze()
