"""Work on many things over the cores, with the results in the order of the things.

A worker that dies (out of memory, killed) takes nothing with it but the thing that it was at.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable, Iterator
from itertools import islice
from typing import Final, TypeVar

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")
A_CHUNK: Final = 32  # things that are worked on together, at the most


def cores() -> int:
    """How many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


def in_parallel(
    items: Iterable[_Item],
    work: Callable[[list[_Item]], list[_Result]],
    jobs: int,
    lost: Callable[[_Item], _Result],
    known: Callable[[_Item], _Result | None] = lambda _: None,
) -> Generator[_Result, None, None]:
    """The result of `work` for every item, in order; `lost` for one whose worker died.

    `work` is given some items at a time, for what can be done for several at once. What is `known`
    of an item needs no work. `work` and the other items can be sent to other processes; nothing is
    sent with fewer than two jobs. What `work` raises is raised here. Items are asked for as they
    are needed.
    """
    if jobs < 2:
        yield from _alone(iter(items), work, known)
        return
    from vcc.library.pool import Pool  # with all that starts processes

    pool = Pool(work, jobs, lost, known)
    try:
        yield from pool.results(iter(items))
    finally:
        pool.stop()


def _alone(
    items: Iterator[_Item],
    work: Callable[[list[_Item]], list[_Result]],
    known: Callable[[_Item], _Result | None],
) -> Iterator[_Result]:
    """All results without any other process."""
    while some := list(islice(items, A_CHUNK)):
        found = list(map(known, some))
        open_ = [item for item, result in zip(some, found, strict=True) if result is None]
        fresh = iter(work(open_) if open_ else ())
        yield from (next(fresh) if one is None else one for one in found)
