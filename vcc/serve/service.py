"""What is served now, and how it is exchanged for something newer without a pause."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from vcc.query.questions import Question
from vcc.serve.answers import Answers, is_lasting
from vcc.serve.limits import QueryLimits
from vcc.serve.pool import Ended, Pool
from vcc.serve.stored import GRAPHS_FILE, LIBRARY_FILE, Generation, forget
from vcc.serve.wire import Head, Reply, packed


@dataclass(eq=False, slots=True)
class Serving:
    """One generation with its workers, what it holds (cases, graphs with their sizes), and what
    it was asked last."""

    generation: Generation
    pool: Pool
    cases: list[dict[str, Any]]
    graphs: dict[str, int]
    answers: Answers
    described: dict[tuple[str, str], bytes] = field(default_factory=dict)
    _by_iri: dict[str, dict[str, Any]] = field(init=False)

    def __post_init__(self) -> None:
        self._by_iri = {case["iri"]: case for case in self.cases}

    @classmethod
    def of(cls, generation: Generation, pool: Pool, limits: QueryLimits) -> Serving:
        """A generation whose pool is warm."""
        cases, graphs = generation.read(LIBRARY_FILE), generation.read(GRAPHS_FILE)
        return cls(generation, pool, cases, graphs, Answers(limits.kept))

    @property
    def base(self) -> str:
        """Below which IRI the cases have theirs."""
        return self.generation.base

    def case(self, iri: str) -> dict[str, Any] | None:
        """The case of that IRI."""
        return self._by_iri.get(iri)


@dataclass(eq=False)
class Service:
    """The state of a server; `counts` has what happened, `durations` how long queries
    took (by the limit below which they did), both for the metrics."""

    limits: QueryLimits
    token: bytes | None = None
    origins: tuple[str, ...] = ()
    is_local: bool = True
    questions: Mapping[str, Question] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    durations: Counter[float] = field(default_factory=Counter)
    seconds: float = 0.0
    began: float = field(default_factory=time.monotonic)
    buffered: int = 0
    _serving: Serving | None = None
    _retiring: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def now(self) -> Serving:
        """What is served at this moment; hold on to it for the whole of a request."""
        assert self._serving is not None, "nothing is served before `switch`"
        return self._serving

    @property
    def has_started(self) -> bool:
        """Whether anything is served yet."""
        return self._serving is not None

    async def switch(self, generation: Generation) -> None:
        """Load a generation beside the old one, then serve it; the old one ends when it is idle.

        Raises:
            Ended: if it cannot be loaded; the old one is served on.
        """
        pool = await Pool.started(generation.folder, self.limits, self.counts)
        old, self._serving = self._serving, Serving.of(generation, pool, self.limits)
        self.counts["generations"] += 1
        if old is not None:
            task = asyncio.ensure_future(self._retire(old))
            self._retiring.add(task)
            task.add_done_callback(self._retiring.discard)

    async def _retire(self, old: Serving) -> None:
        await asyncio.sleep(0)  # a request that holds it may be about to ask
        await old.pool.drained()
        old.pool.close()
        if old.generation.folder != self.now.generation.folder:
            forget(old.generation.folder)

    async def ask(
        self, serving: Serving, request: Head, gone: Callable[[], Awaitable[None]]
    ) -> Reply:
        """The reply to one request, timed and counted; where it is known, without a worker.

        Raises:
            Ended: if there is none.
        """
        began = time.monotonic()
        message = packed(request)
        try:
            if self.buffered > self.limits.buffered:
                raise Ended("busy")
            known = serving.answers.get(message)
            if known is not None:
                self.counts["known"] += 1
                return known
            reply = await serving.pool.ask(message, gone)
        except Ended as ended:
            self.counts[f"ended_{ended.why}"] += 1
            raise
        else:
            if reply[0]["status"] == 200 and is_lasting(request.get("query", "")):
                serving.answers.keep(message, reply)
            return reply
        finally:
            taken = time.monotonic() - began
            self.durations[_bucket(taken)] += 1
            self.seconds += taken

    def close(self) -> None:
        """End everything."""
        for task in self._retiring:
            task.cancel()
        if self._serving is not None:
            self._serving.pool.close()


BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, float("inf"))


def _bucket(seconds: float) -> float:
    return next(limit for limit in BUCKETS if seconds <= limit)
