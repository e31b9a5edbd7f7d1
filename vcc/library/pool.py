"""Worker processes that are given some things at a time; one that dies is made again."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from typing import Final, Generic, TypeVar

from vcc.library.parallel import A_CHUNK

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")
_AHEAD: Final = 4  # chunks for each worker that wait for it, so that memory stays bounded
_LEAST: Final = 8  # things in a chunk
_PATIENCE: Final = 5.0  # seconds
_LOOKS: Final = 5
_BETWEEN_LOOKS: Final = 0.02  # seconds
_LOOK_EVERY: Final = 2.0  # seconds between two looks whether the parent still lives


@dataclass(slots=True)
class _Chunk(Generic[_Item, _Result]):
    """Some items: what is known of each (None: nothing yet), those to work on, their results."""

    known: list[_Result | None]
    open: list[_Item]
    future: Future[list[_Result]]


class Pool(Generic[_Item, _Result]):
    """Worker processes, renewed when one dies."""

    def __init__(
        self,
        work: Callable[[list[_Item]], list[_Result]],
        jobs: int,
        lost: Callable[[_Item], _Result],
        known: Callable[[_Item], _Result | None],
    ) -> None:
        self._work = work
        self._jobs = jobs
        self._lost = lost
        self._known = known
        self._context = get_context("spawn") if _has_foreign_threads() else None
        self._executor = self._started(jobs)

    def results(self, items: Iterator[_Item]) -> Iterator[_Result]:
        """All results, in the order of the items."""
        waiting: deque[_Chunk[_Item, _Result]] = deque()
        taken = 0
        while True:
            while len(waiting) < self._jobs * _AHEAD:
                chunk = self._chunk(list(islice(items, self._size(taken))))
                if not chunk.known:
                    break
                taken += len(chunk.known)
                waiting.append(chunk)
            if not waiting:
                return
            chunk = waiting.popleft()
            try:
                found = chunk.future.result()
            except BrokenProcessPool:
                found = self._one_by_one(chunk.open)
                self._renew()
                for one in waiting:
                    one.future = self._sent(one.open)
            fresh = iter(found)
            yield from (next(fresh) if one is None else one for one in chunk.known)

    def _size(self, taken: int) -> int:
        """How many to work on together next: few of few, so that no worker is left without any."""
        return max(_LEAST, min(A_CHUNK, taken // (self._jobs * _AHEAD)))

    def _chunk(self, items: list[_Item]) -> _Chunk[_Item, _Result]:
        known = [self._known(item) for item in items]
        todo = [item for item, result in zip(items, known, strict=True) if result is None]
        return _Chunk(known, todo, self._sent(todo))

    def stop(self) -> None:
        """End the workers at once; what they are at is not needed any more.

        The thread that looks after them is waited for: one that is still closing its pipe when
        Python ends writes a traceback.
        """
        processes = list((getattr(self._executor, "_processes", None) or {}).values())
        keeper = getattr(self._executor, "_executor_manager_thread", None)
        self._executor.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.terminate()
        if keeper is not None:
            keeper.join(_PATIENCE)

    def _started(self, jobs: int) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            jobs, self._context, initializer=_prepare, initargs=(os.getpid(),)
        )

    def _renew(self) -> None:
        self.stop()
        self._executor = self._started(self._jobs)

    def _sent(self, items: list[_Item]) -> Future[list[_Result]]:
        at_once: Future[list[_Result]] = Future()
        if not items:
            at_once.set_result([])
            return at_once
        try:
            return self._executor.submit(self._work, items)
        except BrokenProcessPool as error:
            at_once.set_exception(error)
            return at_once

    def _one_by_one(self, items: list[_Item]) -> list[_Result]:
        """The results of items among which a worker died, found by a worker for each."""
        done = []
        for item in items:
            self.stop()
            self._executor = self._started(1)
            try:
                done += self._sent([item]).result()
            except BrokenProcessPool:
                done.append(self._lost(item))
        return done


def _has_foreign_threads() -> bool:
    """Whether libraries have started threads of their own: none of them would live on in a forked
    process, and who waits for one there waits for ever."""
    for _ in range(_LOOKS):  # a thread of our own may just be ending
        try:
            threads = len(os.listdir("/proc/self/task"))  # noqa: PTH208
        except OSError:  # not on every system; where it cannot be asked, processes are not forked
            return False
        if threads <= threading.active_count():
            return False
        time.sleep(_BETWEEN_LOOKS)
    return True


def _prepare(parent: int) -> None:
    """In a worker: leave interrupts to the parent, and go when the parent has gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_LOOK_EVERY)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
