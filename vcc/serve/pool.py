"""Warm workers over one generation of the data: who runs, who waits, who is ended.

A query gets a worker for a brief time. If it needs longer, it steps aside: it runs on at low
priority beside a few others of its kind while a new worker takes its place, so that short queries
never wait for long ones. When too many have stepped aside, the one that has run longest ends.
"""

from __future__ import annotations

import asyncio
import socket
from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from subprocess import Popen
from typing import Any, Final

from vcc.serve import preloaded
from vcc.serve.clock import Clock
from vcc.serve.limits import QueryLimits
from vcc.serve.link import Link
from vcc.serve.wire import Reply

_SERVES: Final = 5000  # queries, after which a worker is replaced: memory that was freed in pieces
_STARTING: Final = 300.0  # seconds to load a library
_FORKING: Final = 20.0  # seconds until a new worker says hello


class Ended(Exception):
    """A query got no answer: `why` is `busy`, `timeout` (too much processor time), `late` (not
    done in time), `lost` (its worker died) or `gone`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(eq=False, slots=True)
class _Worker:
    process: int
    link: Link
    served: int = 0
    ended: str = ""  # why it was told to end


@dataclass(eq=False)
class Pool:
    """The workers of one generation. Make it by `started`; `close` it, or `drained` first."""

    folder: Path
    limits: QueryLimits
    counts: Counter[str]
    confined: bool = False
    waiting: int = 0
    running: int = 0
    _idle: list[_Worker] = field(default_factory=list)
    _aside: list[_Worker] = field(default_factory=list)
    _spare: asyncio.Task[None] | None = None
    _closed: bool = False
    _starting: asyncio.Lock = field(default_factory=asyncio.Lock)
    _slots: asyncio.Semaphore = field(init=False)
    _process: Popen[bytes] = field(init=False)
    _orders: socket.socket = field(init=False)

    def __post_init__(self) -> None:
        self._slots = asyncio.Semaphore(self.limits.workers)

    @classmethod
    async def started(cls, folder: Path, limits: QueryLimits, counts: Counter[str]) -> Pool:
        """The pool, its data loaded and its workers warm.

        Raises:
            Ended: if the data cannot be loaded.
        """
        pool = cls(folder, limits, counts)
        await pool._start()
        pool._idle += [await pool._fork() for _ in range(limits.workers)]
        return pool

    async def _start(self) -> None:
        self._process, self._orders = preloaded.start(self.folder, self.limits)
        try:
            link = await Link.over(self._orders.dup(), 0)
            head, _ = await asyncio.wait_for(link.reply(), _STARTING)
        except (OSError, EOFError, ValueError, TimeoutError) as error:
            self._end_process()
            raise Ended("lost") from error
        link.abort()
        self._orders.setblocking(True)
        self.confined = bool(head["confined"])

    async def ask(self, message: bytes, gone: Callable[[], Awaitable[None]]) -> Reply:
        """The reply of a worker to a message; `gone` returns when the client has left.

        Raises:
            Ended: if there is none.
        """
        if self.waiting >= self.limits.queue:
            raise Ended("busy")
        await self._slot()
        self.running += 1
        try:
            return await self._asked(message, gone)
        finally:
            self.running -= 1

    async def _slot(self) -> None:
        if not self._slots.locked():
            await self._slots.acquire()
            return
        self.waiting += 1
        try:
            await asyncio.wait_for(self._slots.acquire(), self.limits.patience)
        except TimeoutError as error:
            raise Ended("busy") from error
        finally:
            self.waiting -= 1

    async def _asked(self, message: bytes, gone: Callable[[], Awaitable[None]]) -> Reply:
        """A worker, which holds a slot, and its reply; gives the slot back in any case."""
        brief = True
        worker = None
        reply: asyncio.Future[Reply] | None = None
        try:
            worker, reply, clock = await self._taken(message)
            if not reply.done():
                self._slots.release()
                brief = False
                self._step_aside(worker)
                await self._long(reply, worker, gone, clock)
            return await self._kept(worker, reply, brief)
        finally:
            if brief:
                self._slots.release()
            elif worker in self._aside:
                self._aside.remove(worker)
            if worker is not None and worker not in self._idle:
                if reply is not None and not reply.done():
                    reply.cancel()
                self._end(worker)

    async def _taken(self, message: bytes) -> tuple[_Worker, asyncio.Future[Reply], Clock]:
        """A worker that has the message, and its reply: done, or not brief.

        A worker may have died unnoticed since its last query. Whoever has not read a byte of the
        message has not begun either: then the next worker gets it.
        """
        for _ in range(self.limits.workers + 2):  # one more than may be idle: a new one
            worker = await self._worker()
            clock = Clock.started(worker.process)
            reply = worker.link.ask(message)
            try:
                await asyncio.wait({reply}, timeout=self.limits.brief)
            except asyncio.CancelledError:
                reply.cancel()
                self._end(worker)
                raise
            if not (reply.done() and isinstance(reply.exception(), ConnectionError)):
                return worker, reply, clock
            self._end(worker)
            self.counts["passed_on"] += 1
        raise Ended("lost")

    async def _kept(self, worker: _Worker, reply: asyncio.Future[Reply], brief: bool) -> Reply:
        """The reply that is there, or the reason why there is none; a good worker stays."""
        try:
            found = await reply
        except (EOFError, ValueError, OSError) as error:
            raise Ended(worker.ended or "lost") from error
        worker.served += 1
        if brief and worker.served < _SERVES and self._has_room:
            self._idle.append(worker)
        return found

    @property
    def _has_room(self) -> bool:
        """Whether another idle worker is of use: one for each slot, and one to spare."""
        return not self._closed and len(self._idle) <= self.limits.workers

    def _step_aside(self, worker: _Worker) -> None:
        if len(self._aside) >= self.limits.aside:
            oldest = self._aside.pop(0)
            oldest.ended = "busy"
            self._order(preloaded.KILL, oldest.process)
        self._aside.append(worker)
        self.counts["aside"] += 1
        self._order(preloaded.ASIDE, worker.process)

    async def _long(
        self,
        reply: asyncio.Future[Reply],
        worker: _Worker,
        gone: Callable[[], Awaitable[None]],
        clock: Clock,
    ) -> None:
        """Wait for a long query, but not longer than it may run, or its client waits."""
        leaving = asyncio.ensure_future(gone())
        either: set[asyncio.Future[Any]] = {reply, leaving}
        done: set[asyncio.Future[Any]] = set()
        try:
            while not done and (left := clock.left(self.limits)) > 0:
                done, _ = await asyncio.wait(
                    either, timeout=left, return_when=asyncio.FIRST_COMPLETED
                )
        finally:
            leaving.cancel()
        if reply not in done:
            limit = "late" if clock.is_late(self.limits) else "timeout"
            raise Ended("gone" if leaving in done else worker.ended or limit)

    async def _worker(self) -> _Worker:
        """A worker at once, if one is idle. The last one is replaced while it is used, so that
        who comes next need not wait for a fork."""
        try:
            while self._idle:
                worker = self._idle.pop()
                if worker.link.is_open:
                    return worker
                self._end(worker)
            return await self._fork()
        finally:
            if not self._idle and (self._spare is None or self._spare.done()):
                self._spare = asyncio.ensure_future(self._add_spare())

    async def _add_spare(self) -> None:
        with suppress(Ended):  # who needs a worker forks one, and tells what is wrong
            worker = await self._fork()
            if self._has_room:
                self._idle.append(worker)
            else:
                self._end(worker)

    async def _fork(self) -> _Worker:
        here, there = socket.socketpair()
        hang_up = here.close
        try:
            with there:
                await self._ordered(there)
            link = await Link.over(here, self.limits.answer)
            hang_up = link.abort
            head, _ = await asyncio.wait_for(link.reply(), _FORKING)
        except (OSError, EOFError, ValueError, TimeoutError) as error:
            hang_up()
            raise Ended("lost") from error
        except asyncio.CancelledError:
            hang_up()
            raise
        self.counts["workers"] += 1
        return _Worker(int(head["process"]), link)

    async def _ordered(self, worker: socket.socket) -> None:
        """Order a fork; if the preloaded process is gone, start another first."""
        message = preloaded.ORDER.pack(preloaded.FORK, 0)
        async with self._starting:
            try:
                socket.send_fds(self._orders, [message], [worker.fileno()])
            except OSError:
                if self._closed:
                    raise
                self._end_process()
                self.counts["restarts"] += 1
                await self._start()
                socket.send_fds(self._orders, [message], [worker.fileno()])

    def _order(self, order: bytes, process: int) -> None:
        with suppress(OSError):  # without its parent a worker ends as well
            self._orders.sendall(preloaded.ORDER.pack(order, process))

    def _end(self, worker: _Worker) -> None:
        self._order(preloaded.KILL, worker.process)
        worker.link.abort()
        self.counts["ended"] += 1

    def _end_process(self) -> None:
        self._orders.close()
        self._process.kill()
        self._process.wait()

    async def drained(self) -> None:
        """Wait until no query runs here any more."""
        while self.running or self.waiting:
            await asyncio.sleep(0.02)

    def close(self) -> None:
        """End all workers, whatever they do."""
        if not self._closed:
            self._closed = True
            if self._spare is not None:
                self._spare.cancel()
            for worker in self._idle:
                worker.link.abort()
            self._end_process()
