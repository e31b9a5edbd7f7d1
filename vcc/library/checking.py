"""Check many files: over the cores, and not again what is known already.

paths → plans (`planned.py`) → what the cache has → the rest, worked on in parallel (`work.py`) →
results, in order
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import replace
from functools import cache as cache_by_theory
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from vcc.findings.outcome import Outcome
from vcc.library.cases import Across
from vcc.library.parallel import cores, in_parallel
from vcc.library.planned import AT_ONCE, Planned, Planner
from vcc.library.theories import Theory
from vcc.library.ways import AsOutcome, Result, Way
from vcc.library.work import Done, done_here, done_in_worker, done_safely, lost
from vcc.source.text import SourceText

if TYPE_CHECKING:
    from vcc.library.cache import Cache, Entry

_HANDFUL: Final = 8  # files for which no processes are started, whatever is known of them
_FEW: Final = 16  # files that are checked before processes would have read the theory


def check_paths(
    paths: Iterable[Path],
    theory_of: Callable[[Path], Theory] = lambda _: Theory(),
    *,
    jobs: int | None = None,
    cache: Cache | None = None,
) -> Generator[Outcome, None, None]:
    """What is wrong or worth saying about each file by itself, in the order of the paths.

    `jobs` is the number of processes (None: one for each core, where there are enough files).
    """
    way_of = cache_by_theory(lambda theory: Way(theory, AsOutcome()))
    return results_of(paths, lambda path: way_of(theory_of(path)), jobs=jobs, cache=cache)


def results_of(
    paths: Iterable[Path],
    way_of: Callable[[Path], Way[Result]],
    *,
    jobs: int | None = None,
    cache: Cache | None = None,
    across: Across | None = None,
) -> Generator[Result, None, None]:
    """The result of each file, in the order of the paths; `across` compares each with those
    before it."""
    waiting = iter(paths)
    first = list(islice(waiting, AT_ONCE))
    workers = cores() if jobs is None else jobs
    if jobs is None and len(first) < _HANDFUL:
        workers = 1
    planner = Planner(way_of, cache, across, _FEW if workers > 1 else 0)
    yield from _results(planner.plans(chain(first, waiting)), workers, cache)


def result_of_text(source: SourceText, way: Way[Result]) -> Result:
    """The result of a text that stands in no file, or in another version of it."""
    from vcc.pipeline import check_many

    making = way.making
    (found,) = check_many(
        [source], way.theory.load(),
        with_evidence=making.with_evidence, asks=making.asks,
    )  # fmt: skip
    texts = {source.name: source, **found.sources}  # also of a library: it cannot be read again
    return making.made(replace(found, sources=texts))


def _results(
    plans: Iterator[Planned[Result]], workers: int, cache: Cache | None
) -> Iterator[Result]:
    """What is known comes from the plans, the rest from the workers, in the order of the plans."""
    fresh: list[Entry] = []
    ahead: deque[Planned[Result]] = deque()  # what is taken and not yielded yet

    def remembered() -> Iterator[Planned[Result]]:
        for plan in plans:
            ahead.append(plan)
            yield plan

    work = done_here if workers < 2 else done_in_worker
    results = in_parallel(remembered(), work, workers, lost, _known)
    try:
        for done in results:
            plan = ahead.popleft()
            if cache is not None and done.uses is not None:
                from vcc.library.cache import Entry  # with the database, for many files only

                fresh.append(Entry(plan.key, done.uses, done.value))
                if len(fresh) >= AT_ONCE:
                    cache.keep(fresh)
                    fresh.clear()
            result = done.result
            yield plan.way.making.unpacked(done.value) if result is None else result
    finally:  # also where the run is interrupted: what was done stays done
        results.close()
        if cache is not None and fresh:
            cache.keep(fresh)


def _known(plan: Planned[Result]) -> Done[Result] | None:
    """What needs no worker."""
    if plan.result is not None:
        return Done(plan.result)
    return done_safely([plan])[0] if plan.here else None
