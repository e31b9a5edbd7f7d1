"""Workers of a pool: who dies costs nobody else an answer, and time is what a query works."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

pytest.importorskip("uvicorn", reason="the server comes with the serve extra")
pytest.importorskip("fcntl", reason="the server needs a system with fork")

from tests.unit.serve.served import write
from vcc.serve.clock import Clock, processor_seconds
from vcc.serve.endpoint import why_ended
from vcc.serve.limits import QueryLimits
from vcc.serve.link import Link
from vcc.serve.pool import Ended, Pool
from vcc.serve.wire import packed

A = "http://example.org/"
DATA = {f"{A}numbers": "".join(f'<{A}n{n}> <{A}value> "{n}" .\n' for n in range(300))}
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
JSON = {"name": "JSON", "type": "application/sparql-results+json"}
Use = Callable[[Pool], Awaitable[None]]
on_linux = pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux tells the processor time of other processes"
)


async def patient() -> None:
    await asyncio.Event().wait()


def using(folder: Path, use: Use, **limits: float) -> Counter[str]:
    """Use a pool over `DATA`; what happened in it."""
    counts: Counter[str] = Counter()

    async def run() -> None:
        given = {"workers": 2, "brief": 20.0, **limits}  # none steps aside while a test looks on
        settings = QueryLimits(**given)  # type: ignore[arg-type]
        pool = await Pool.started(write(folder, DATA).folder, settings, counts)
        try:
            await asyncio.wait_for(use(pool), 60)
        finally:
            pool.close()
            await asyncio.sleep(0.05)  # for what hangs up then

    asyncio.run(run())
    return counts


async def asked(pool: Pool, query: str) -> int:
    """The first number of an answer."""
    request = {"query": query, "default": None, "named": None, "results": JSON, "triples": None}
    head, body = await pool.ask(packed(request), patient)
    assert head["status"] == 200
    return int(json.loads(body)["results"]["bindings"][0]["n"]["value"])


def count(pool: Pool) -> Awaitable[int]:
    return asked(pool, "SELECT (COUNT(*) AS ?n) { ?a ?b ?c }")


def signalled(pool: Pool, number: signal.Signals) -> list[int]:
    """Send a signal to every worker that is idle; their ids."""
    idle = [worker.process for worker in pool._idle]
    assert idle
    for process in idle:
        os.kill(process, number)
    return idle


async def is_working(process: int) -> None:
    """Wait until a worker has used some processor time."""
    before = processor_seconds(process) or 0.0
    while (processor_seconds(process) or 0.0) < before + 0.05:
        await asyncio.sleep(0.01)


def test_a_query_given_to_a_worker_that_dies_before_reading_it_is_answered(tmp_path: Path) -> None:
    async def use(pool: Pool) -> None:
        stopped = signalled(pool, signal.SIGSTOP)  # they can be given a query and do not read it
        answer = asyncio.ensure_future(count(pool))
        await asyncio.sleep(0.1)
        for process in stopped:
            os.kill(process, signal.SIGKILL)
        assert await answer == 300

    assert using(tmp_path / "data", use)["passed_on"] >= 1


def test_workers_that_were_killed_while_idle_cost_no_answer(tmp_path: Path) -> None:
    async def use(pool: Pool) -> None:
        for _ in range(5):
            signalled(pool, signal.SIGKILL)
            assert await asyncio.gather(*(count(pool) for _ in range(4))) == [300] * 4

    using(tmp_path / "data", use)


@on_linux
def test_a_query_whose_worker_died_over_it_is_not_asked_again(tmp_path: Path) -> None:
    async def use(pool: Pool) -> None:
        (worker,) = pool._idle[-1:]
        answer = asyncio.ensure_future(asked(pool, ENDLESS))
        await is_working(worker.process)
        os.kill(worker.process, signal.SIGKILL)
        with pytest.raises(Ended) as ended:
            await answer
        assert ended.value.why == "lost"

    assert using(tmp_path / "data", use)["passed_on"] == 0


@on_linux
def test_time_in_which_a_worker_does_not_work_does_not_count(tmp_path: Path) -> None:
    async def use(pool: Pool) -> None:
        stopped = signalled(pool, signal.SIGSTOP)
        answer = asyncio.ensure_future(count(pool))
        await asyncio.sleep(1.2)  # longer than the query may take
        for process in stopped:
            os.kill(process, signal.SIGCONT)
        assert await answer == 300

    using(tmp_path / "data", use, brief=0.1, timeout=1.0)


@on_linux
def test_a_query_ends_when_it_has_worked_for_too_long(tmp_path: Path) -> None:
    async def use(pool: Pool) -> None:
        (worker,) = pool._idle[-1:]
        before = processor_seconds(worker.process)
        assert before is not None
        most = 0.0
        answer = asyncio.ensure_future(asked(pool, ENDLESS))
        while not answer.done():
            most = max(most, (processor_seconds(worker.process) or 0.0) - before)
            await asyncio.sleep(0.005)
        with pytest.raises(Ended) as ended:
            await answer
        assert ended.value.why in {"timeout", "late"}  # late: there was another heavy load here
        assert most > 0.4 or ended.value.why == "late"

    using(tmp_path / "data", use, brief=0.1, timeout=0.5)


def test_a_query_that_only_waits_ends_by_the_clock(tmp_path: Path) -> None:
    async def use(pool: Pool) -> None:
        signalled(pool, signal.SIGSTOP)
        began = time.monotonic()
        with pytest.raises(Ended) as ended:
            await count(pool)
        assert ended.value.why == "late"
        assert time.monotonic() - began >= pool.limits.longest
        for language, said in (("en", "not done after 0.8 seconds"), ("zh", "0.8 秒后仍未完成")):
            assert said in why_ended(ended.value, pool.limits).in_language(language)

    using(tmp_path / "data", use, brief=0.1, timeout=0.2)


@on_linux
def test_processor_time_passes_only_with_work() -> None:
    clock = Clock.started(os.getpid())
    limits = QueryLimits(timeout=10.0)
    time.sleep(0.2)
    slept = clock.left(limits)
    assert slept > 9.9
    while clock.left(limits) > slept - 0.1:
        sum(range(10_000))
    assert not clock.is_late(limits)


def test_of_a_process_that_is_gone_there_is_no_time() -> None:
    child = os.fork()
    if not child:
        os._exit(0)
    os.waitpid(child, 0)
    assert processor_seconds(child) is None
    limits = QueryLimits(timeout=2.0)
    assert Clock(child, time.monotonic() - 3, 0.1).left(limits) == 2.0
    assert Clock(child, time.monotonic() - 9, 0.1).left(limits) < 0


def test_where_no_processor_time_is_told_the_clock_counts() -> None:
    assert Clock(os.getpid(), time.monotonic() - 3, None).left(QueryLimits(timeout=2.0)) < 0


@pytest.mark.parametrize("reads", [True, False])
def test_a_link_tells_whether_its_message_was_read(reads: bool) -> None:
    async def run() -> type[BaseException]:
        here, there = socket.socketpair()
        there.setblocking(False)
        link = await Link.over(here, 100)
        reply = link.ask(packed({"query": 1}))
        if reads:
            await asyncio.get_running_loop().sock_recv(there, 100)
        there.close()
        with pytest.raises((EOFError, OSError)) as failed:
            await asyncio.wait_for(reply, 5)
        with pytest.raises(ConnectionError):  # who has left is never given another
            await link.ask(packed({"query": 2}))
        return failed.type

    assert issubclass(asyncio.run(run()), ConnectionError) is not reads
