"""Load and faults of `vcc serve`, measured: `python -m tests.benchmarks.serve_load [--short]`.

A library is a real case, repeated under other names. Everything runs on this computer, clients
included, so the numbers are a lower bound; how busy it was stands in the first line, and the
processor time of a lookup does not depend on it. Each line of the table is a measurement or a
fault; a fault line is "ok" only if nothing was lost. Exit code 1 where something was.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import os
import random
import signal
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from glob import glob
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import uvloop

from tests.unit.serve.served import Served, serving, store_of
from vcc.pipeline import analyse
from vcc.query.graphs import asserted_graph, inferred_graph
from vcc.serve.build import IN_MEMORY
from vcc.serve.stored import StateDirectory

REPOSITORY = Path(__file__).resolve().parents[2]
CASE = REPOSITORY / "examples/04-metaverse/nike.vcc"
AGGREGATE = "SELECT ?class (COUNT(DISTINCT ?x) AS ?n) { ?x a ?class } GROUP BY ?class"
BAD = {
    "malformed": "SELECT * { ?s ?p",
    "refused": "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "endless": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "huge": "SELECT * { ?a ?b ?c . ?d ?e ?f }",
}
NUMBERS = itertools.count()
PROCESSES = ("server", "workers", "clients")
EXPECTED = {"malformed": {400}, "refused": {403}, "endless": {503}, "huge": {403}}


class Line(NamedTuple):
    """A line of the table: what was done, what came of it, whether that is good."""

    what: str
    found: str
    good: bool


@dataclass(frozen=True)
class Size:
    """How much is done."""

    cases: int
    seconds: float
    mixed: float
    clients: int
    kills: int
    timeout: float


SHORT = Size(cases=40, seconds=0.7, mixed=2.5, clients=12, kills=1, timeout=1.5)
FULL = Size(cases=1000, seconds=10, mixed=120, clients=50, kills=5, timeout=5)


def repeated(count: int) -> dict[str, str]:
    """The graphs of a library: a real case under `count` names."""
    found = analyse(CASE, with_sections=False)
    case = found.graph.case
    parts = {asserted_graph(case): found.graph.triples,
             inferred_graph(case): found.conclusions.inferred}  # fmt: skip
    texts = {name: "".join(f"{s} {p} {o} .\n" for s, p, o in triples)
             for name, triples in parts.items()}  # fmt: skip
    bare = case[1:-1]
    return {
        name[1:-1].replace(bare, f"{bare}-{number}"): text.replace(bare, f"{bare}-{number}")
        for number in range(count)
        for name, text in texts.items()
    }


class Client:
    """One connection that asks again and again."""

    def __init__(self, server: Served) -> None:
        self._server = server
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, query: str) -> tuple[int, bytes]:
        """Status and body; a connection that was lost is status 0."""
        try:
            if self._streams is None:
                self._streams = await asyncio.open_connection(self._server.host, self._server.port)
            reader, writer = self._streams
            writer.write(
                f"GET /sparql?query={quote(query)} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
            )
            head = await reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
            return int(head[9:12]), await reader.readexactly(length)
        except (OSError, EOFError, ValueError):
            self.close()
            return 0, b""

    def close(self) -> None:
        """Hang up."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


async def asked(
    server: Served,
    clients: int,
    is_over: Callable[[], bool],
    next_query: Callable[[], str],
    pause: float = 0,
) -> tuple[Counter[int], list[float]]:
    """Statuses and seconds of what some clients ask at the same time."""
    statuses: Counter[int] = Counter()
    taken: list[float] = []

    async def one() -> None:
        client = Client(server)
        while not is_over():
            began = time.perf_counter()
            status, _ = await client.ask(next_query())
            taken.append(time.perf_counter() - began)
            statuses[status] += 1
            if pause:
                await asyncio.sleep(pause)
        client.close()

    await asyncio.gather(*(one() for _ in range(clients)))
    return statuses, taken


def after(seconds: float) -> Callable[[], bool]:
    """Whether a time that begins now is over."""
    end = time.monotonic() + seconds
    return lambda: time.monotonic() > end


def lookups(nodes: list[str]) -> Callable[[], str]:
    """Queries for what is said of one node, each time of another, until all had their turn; no
    two have the same text, so that none is answered because it was asked before."""
    turn = itertools.cycle(random.Random(1).sample(nodes, len(nodes)))
    return lambda: f"SELECT ?p ?o {{ <{next(turn)}> ?p ?o }} # {next(NUMBERS)}"


def repeats(nodes: list[str]) -> Callable[[], str]:
    """Such queries, the same few again and again."""
    query = lookups(nodes)
    few = itertools.cycle([query() for _ in range(100)])
    return lambda: next(few)


def nodes_of(graphs: dict[str, str]) -> list[str]:
    """Everything that something is said of, case by case."""
    return sorted({line[1 : line.index(">")] for text in graphs.values()
                   for line in text.splitlines() if line[0] == "<"})  # fmt: skip


def speed(server: Served, nodes: list[str], size: Size) -> Iterator[Line]:
    """Lookups over eight connections, of other nodes each time and of the same again; and one
    question to the whole library."""
    other = lookups(nodes)
    uvloop.run(asked(server, 8, after(size.seconds / 5), other))
    for what, next_query in (("other nodes", other), ("the same again", repeats(nodes))):
        known, before = server.metric("vcc_answers_known_total"), processor_time(server)
        statuses, taken = uvloop.run(asked(server, 8, after(size.seconds), next_query))
        used = [
            f"{name} {(now - then) / len(taken) * 1000:.2f}"
            for name, then, now in zip(PROCESSES, before, processor_time(server), strict=True)
        ]
        known = (server.metric("vcc_answers_known_total") - known) / len(taken)
        p99 = statistics.quantiles(taken, n=100)[98] * 1000
        found = (f"{len(taken) / size.seconds:,.0f} a second, p99 {p99:.1f} ms, {known:.0%} known; "
                 f"ms of processor each: {', '.join(used)}")  # fmt: skip
        yield Line(f"lookups, 8 connections, {what}", found, set(statuses) == {200})
    times = []
    for number in (*range(5), 4):
        began = time.perf_counter()
        answer = server.query(f"{AGGREGATE} #{number}")
        times.append((time.perf_counter() - began) * 1000)
        assert answer.status == 200
    found = f"median {statistics.median(times[:5]):.0f} ms, asked again {times[5]:.1f} ms"
    yield Line("aggregate over all cases", found, max(times) < 3000)


def processor_time(server: Served) -> tuple[float, float, float]:
    """Seconds of processor that the server, its workers and this process have used."""
    holder, *workers = server.descendants()
    used = {process: _used(process) for process in (server.process.pid, holder, *workers)}
    ended = sum(used[holder][2:])  # of workers that were replaced
    working = sum(sum(used[worker][:2]) for worker in workers) + ended
    return sum(used[server.process.pid][:2]), working, time.process_time()


def _used(process: int) -> list[float]:
    """User and system time of a process, then of its children that have ended."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:  # a worker that has just ended counts with its parent
        return [0.0] * 4
    return [int(field) / os.sysconf("SC_CLK_TCK") for field in fields[11:15]]


async def mixed(server: Served, nodes: list[str], size: Size) -> Line:
    """Good queries beside malformed, refused, endless and huge ones, and questions for health."""
    good = lookups(nodes)
    kinds: dict[str, Counter[int]] = {kind: Counter() for kind in ("good", "health", *BAD)}
    slowest, most_memory = 0.0, 0
    end = time.monotonic() + size.mixed

    async def one(number: int) -> None:
        nonlocal slowest
        client = Client(server)
        kind = [*BAD, *["good"] * 4][number % 8]
        while time.monotonic() < end:
            began = time.perf_counter()
            status, _ = await client.ask(good() if kind == "good" else BAD[kind])
            if kind == "good":
                slowest = max(slowest, time.perf_counter() - began)
            kinds[kind][status] += 1
        client.close()

    async def watch() -> None:
        nonlocal most_memory
        while time.monotonic() < end:
            health = await asyncio.to_thread(server.get, "/health")
            kinds["health"][health.status] += 1
            most_memory = max(most_memory, await asyncio.to_thread(memory, server))
            await asyncio.sleep(0.5)

    await asyncio.gather(watch(), *(one(number) for number in range(size.clients)))
    right = set(kinds["good"]) == {200} == set(kinds["health"]) and all(
        set(kinds[kind]) <= EXPECTED[kind] | {503} for kind in BAD
    )
    found = ", ".join(f"{kind} {dict(counts)}" for kind, counts in kinds.items())
    more = f"; slowest good {slowest:.1f} s; memory at most {most_memory / 2**20:,.0f} MB"
    return Line(f"{size.clients} clients, {size.mixed:g} s", found + more, right)


def memory(server: Served) -> int:
    """Bytes that the server and its workers have for themselves, and what they share, once."""
    found = 0
    for process in (server.process.pid, *server.descendants()):
        try:
            text = Path(f"/proc/{process}/smaps_rollup").read_text()
        except OSError:
            continue
        found += next(int(line.split()[1]) for line in text.splitlines() if line[:4] == "Pss:")
    return found * 1024


def killed_worker(server: Served, nodes: list[str]) -> Line:
    """Kill every worker while clients ask: at most what ran then may fail."""

    async def run() -> Counter[int]:
        asking = asyncio.ensure_future(asked(server, 4, after(1.2), lookups(nodes)))
        await asyncio.sleep(0.6)
        workers = server.descendants()[1:]
        for worker in workers:
            os.kill(worker, signal.SIGKILL)
        return (await asking)[0]

    statuses = uvloop.run(run())
    lost = statuses[503]
    good = set(statuses) <= {200, 503} and lost <= 4 and server.query("ASK {}").status == 200
    return Line("all workers killed, 4 clients", f"{lost} of {statuses.total()} failed", good)


def reloaded(size: Size, folder: Path) -> Line:
    """Change a case that is served, again and again, while clients ask."""
    cases = folder / "cases"
    cases.mkdir()
    path = cases / "one.vcc"
    text = 'vcc 1\nlanguage en\n\ncase one {{\n  actor shop "A{number}" is firm\n}}\n'
    path.write_text(text.format(number=0))
    query = "SELECT ?l {{ ?s a :Actor ; rdfs:label ?l }} #{}".format
    with serving(str(cases), "--watch") as server:
        finished = False

        async def run() -> Counter[int]:
            nonlocal finished
            asking = asyncio.ensure_future(
                asked(server, 8, lambda: finished, lambda: query(next(NUMBERS)), pause=0.004)
            )
            for number in range(1, size.kills + 1):
                path.write_text(text.format(number=number))
                await asyncio.to_thread(server.wait_for, partial(is_served, f"A{number}"))
            finished = True
            return (await asking)[0]

        def is_served(label: str) -> bool:
            return server.query(query(next(NUMBERS))).values() == [label]

        statuses = uvloop.run(run())
        generations = server.metric("vcc_generations_total")
    found = f"{generations:.0f} generations, {dict(statuses)}"
    return Line("reload under load", found, set(statuses) == {200} and generations > size.kills)


def killed_writing(size: Size, folder: Path) -> Line:
    """Kill the server while it writes a store: the next start serves the old or the new state."""
    cases, store = folder / "written", folder / "written-store"
    cases.mkdir()
    unfinished, moment = f"{store}/generations/new-*", random.Random(1)
    whole, known = 0, set[str]()
    for number in range(size.kills + 1):
        for name in range(5):
            text = f'vcc 1\nlanguage en\n\ncase c{name} {{\n  actor a "{number}" is firm\n}}\n'
            (cases / f"c{name}.vcc").write_text(text)
        with serving(str(cases), "--store", str(store)) as server:
            if number:  # the first has nothing yet to go back to
                server.wait_for(partial(glob, unfinished), every=0.002)
                time.sleep(moment.uniform(0, 1))
            server.process.kill()
            server.process.wait()
        with serving("--store", str(store)) as server:
            labels = set(server.query("SELECT ?l { ?a a :Actor ; rdfs:label ?l }").values())
            count = server.query("SELECT (COUNT(*) AS ?n) { ?c a :Case }").values()
            is_whole = len(labels) == 1 and labels <= known | {str(number)} and count == ["5"]
            whole, known = whole + is_whole, labels
    rounds = size.kills + 1
    found = f"{whole} of {rounds} whole"
    return Line("killed while writing a store", found, whole == rounds)


def lines(size: Size, folder: Path) -> Iterator[Line]:
    """Everything, in order."""
    graphs = repeated(size.cases)
    nodes = nodes_of(graphs)
    quads = sum(text.count(" .\n") for text in graphs.values())
    store = store_of(folder / "store", graphs, on_disk=quads > IN_MEMORY)
    current = StateDirectory(store).current()
    assert current is not None
    began = time.perf_counter()
    limits = ("--timeout", f"{size.timeout:g}", "--max-results", "4M")
    with serving("--store", str(store), *limits) as server:
        started = time.perf_counter() - began
        busy = f"{quads:,} quads, {started:.1f} s; load average {os.getloadavg()[0]:.1f}"
        yield Line(f"start with {size.cases:,} cases", busy, True)
        yield from speed(server, nodes, size)
        yield uvloop.run(mixed(server, nodes, size))
        yield killed_worker(server, nodes)
        yield Line("memory after that", f"{memory(server) / 2**20:,.0f} MB", True)
    yield reloaded(size, folder)
    yield killed_writing(size, folder)


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="a few seconds of everything")
    parser.add_argument("--json", action="store_true", help="lines of JSON, not a table")
    given = parser.parse_args()
    good = True
    with tempfile.TemporaryDirectory(prefix="vcc-load-") as folder:
        for line in lines(SHORT if given.short else FULL, Path(folder)):
            good = good and line.good
            shown = f"| {line.what} | {line.found} | {'ok' if line.good else 'LOST'} |"
            sys.stdout.write((json.dumps(line._asdict()) if given.json else shown) + "\n")
            sys.stdout.flush()
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
