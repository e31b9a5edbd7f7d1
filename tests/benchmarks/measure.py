"""One measurement in one process, and the process around it."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from random import Random

from .engines import engine_of
from .engines.base import CannotExpress, Engine
from .workloads import Fact, Workload, case, program_of, term_of

_CHECKOUT = Path(__file__).resolve().parents[2]
_WARM_CASES = 30
_BATCH = 1_000  # cases
_LAYOUT = 2  # of a folder of facts: raised whenever what is in it changes


@dataclass(frozen=True, slots=True)
class Measurement:
    """Seconds, megabytes and counts of one run; `status` is ok, missing, cannot (the engine cannot
    express it), failed or timeout. `reads` and `gives` are the forms of facts and conclusions."""

    engine: str
    workload: str
    status: str
    why: str = ""
    seconds: dict[str, float] = field(default_factory=dict)
    megabytes: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    versions: dict[str, str] = field(default_factory=dict)
    reads: str = ""
    gives: str = ""
    warm: bool = False


def folder_of(workload: Workload, cache: Path) -> Path:
    """The facts of a workload as files, written once."""
    folder = cache / f"v{_LAYOUT}" / workload.key
    if not (folder / "done").exists():
        from .relational import Relational

        facts = workload.facts()
        Relational(program_of(workload.program)).write(facts, folder / "tables")
        with (folder / "data.nt").open("w", encoding="utf-8") as out:
            out.writelines(map(line_of, facts))
        if workload.data == "cases":
            _write_batches(facts, folder / "batches")
        (folder / "done").write_text(str(len(facts)))
    return folder


def _write_batches(facts: list[Fact], folder: Path) -> None:
    """The same facts in files of a thousand cases."""
    folder.mkdir(exist_ok=True)
    starts = [n for n, fact in enumerate(facts) if fact[1:] == ("type", "case")][::_BATCH]
    for number, (start, end) in enumerate(pairwise([*starts, len(facts)])):
        lines = map(line_of, facts[start:end])
        (folder / f"{number:04}.nt").write_text("".join(lines), "utf-8")


def line_of(fact: Fact) -> str:
    """A fact as a line of N-Triples."""
    subject, predicate, object = fact
    return f"{term_of(subject)} {term_of(predicate)} {term_of(object)} .\n"


def measure(engine: str, workload: Workload, cache: Path, warm: bool) -> Measurement:
    """Measure in this process; `warm`: many small cases one after the other, the median case."""
    try:
        under_test = engine_of(engine)
    except ImportError as error:
        return Measurement(engine, workload.key, "missing", str(error), warm=warm)
    try:
        start = time.perf_counter()
        under_test.compile(program_of(workload.program))
        seconds = {"compile": time.perf_counter() - start}
        if warm:
            seconds |= _warm(under_test)
        else:
            folder = folder_of(workload, cache)
            seconds |= _timed(under_test.load, folder) | _timed(under_test.reason)
            seconds |= _timed(under_test.export)
        megabytes = _peak()
        versions = {name: version(name) for name in under_test.packages}
        counts = under_test.counts()
    except CannotExpress as error:
        return Measurement(engine, workload.key, "cannot", str(error), warm=warm)
    except Exception as error:  # noqa: BLE001 - that a peer fails is a result
        said = f"{type(error).__name__}: {error}".replace("\n", " ")
        return Measurement(engine, workload.key, "failed", said[:200], warm=warm)
    return Measurement(
        engine, workload.key, "ok", "", seconds, megabytes, counts, versions,
        under_test.reads, under_test.gives, warm,
    )  # fmt: skip


def _timed(step: Callable[..., None], *arguments: object) -> dict[str, float]:
    start = time.perf_counter()
    step(*arguments)
    return {step.__name__: time.perf_counter() - start}


def _warm(engine: Engine) -> dict[str, float]:
    """The median seconds for one case of about 83 facts, its facts being in memory."""
    times: dict[str, list[float]] = defaultdict(list)
    for number in range(_WARM_CASES):
        facts = list(dict.fromkeys(case(f"k{number}", Random(number))))
        taken = _timed(engine.load_facts, facts) | _timed(engine.reason) | _timed(engine.export)
        for step, seconds in taken.items():
            times[step.removesuffix("_facts")].append(seconds)
    later = {name: values[3:] for name, values in times.items()}  # the first ones warm up
    return {name: statistics.median(values) for name, values in later.items()}


def _peak() -> int:
    """The most memory that this process has had, in megabytes (Linux; 0 elsewhere)."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM")), 0)


def spawned(
    engine: str, workload: Workload, cache: Path, warm: bool, timeout: float
) -> Measurement:
    """The measurement of a new process; `seconds["process"]` is its whole life."""
    command = [
        sys.executable, "-m", "tests.benchmarks", "worker", engine, workload.program,
        workload.data, str(workload.size), "--cache", str(cache), *(["--warm"] if warm else []),
    ]  # fmt: skip
    start = time.perf_counter()
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=timeout, cwd=_CHECKOUT,
            env={**os.environ, "PYTHONHASHSEED": "0"},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return Measurement(engine, workload.key, "timeout", f"more than {timeout:.0f} s", warm=warm)
    taken = time.perf_counter() - start
    line = done.stdout.strip().splitlines()[-1:] or [""]
    if not line[0].startswith("{"):
        return Measurement(engine, workload.key, "failed", done.stderr.strip()[-200:], warm=warm)
    measurement = Measurement(**json.loads(line[0]))
    measurement.seconds["process"] = taken
    return measurement


def as_json(measurement: Measurement) -> str:
    return json.dumps(asdict(measurement), ensure_ascii=False)
