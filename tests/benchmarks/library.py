"""`vcc check` over synthetic libraries, as a user runs it: whole processes, seconds and memory.

    python -m tests.benchmarks.library [--cases 1000,10000] [--output FILE]

The library is made once (`vcc synth`), then checked with a cold cache (of results: the theory was
read once before), with nothing changed and with ten files changed, in two processes.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

_JOBS: Final = 2
_CHANGED: Final = 10
_FOUND: Final = (0, 1)
_MEGABYTE: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Row:
    """One run: what was done, how long it took, the processors' time, and the most memory that its
    processes held together (megabytes; 0 where the system does not tell)."""

    work: str
    cases: int
    seconds: float
    processor: float
    megabytes: int


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and write the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.library")
    parser.add_argument("--cases", default="1000,10000", help="sizes, with commas between them")
    parser.add_argument("--output", type=Path, help="Markdown file; otherwise standard output")
    parser.add_argument("--cached", action="store_true", help="no run without a cache")
    options = parser.parse_args(arguments)
    sizes = [int(size) for size in options.cases.split(",")]
    loads = [os.getloadavg()[0]]
    with tempfile.TemporaryDirectory() as folder:
        rows = [
            row
            for size in sizes
            for row in measured(size, Path(folder) / str(size), uncached=not options.cached)
        ]
    loads.append(os.getloadavg()[0])
    text = table(rows, loads)
    if options.output:
        options.output.write_text(text, encoding="utf-8")
    else:
        sys.stdout.write(text)


def measured(cases: int, folder: Path, *, uncached: bool = True) -> Iterator[Row]:
    """All runs over a library of that size, which is removed afterwards."""
    folder.mkdir(parents=True)
    yield _run("vcc synth", cases, folder, ["synth", "--cases", str(cases), "-o", "cases"])
    check = ["check", "cases", "--jobs", str(_JOBS)]
    first = next((folder / "cases").rglob("*.vcc"))
    _run("the theory is read", cases, folder, ["check", str(first), "--no-cache"])
    yield _run("cold cache", cases, folder, check)
    yield _run("nothing changed", cases, folder, check)
    for path in sorted((folder / "cases").rglob("*.vcc"))[:: max(1, cases // _CHANGED)][:_CHANGED]:
        path.write_text(path.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    yield _run("ten changed", cases, folder, check)
    if uncached:
        yield _run("without a cache", cases, folder, [*check, "--no-cache"])
    shutil.rmtree(folder)


def _run(work: str, cases: int, folder: Path, arguments: list[str]) -> Row:
    """One command in a process of its own.

    Raises:
        RuntimeError: if it did not do its work.
    """
    before, start = os.times(), time.perf_counter()
    program = [sys.executable, "-m", "vcc", *arguments]
    with (folder / "output.txt").open("wb") as output:
        running = subprocess.Popen(program, cwd=folder, stdout=output)
        most = 0
        while running.poll() is None:
            most = max(most, sum(map(_memory, _family(running.pid))))
            time.sleep(0.05)
    seconds, after = time.perf_counter() - start, os.times()
    if running.returncode not in _FOUND:
        raise RuntimeError(f"{' '.join(program)} ended with {running.returncode}")
    processor = sum(after[2:4]) - sum(before[2:4])
    return Row(work, cases, seconds, processor, most // _MEGABYTE)


def _family(process: int) -> list[int]:
    """A process and those that it started."""
    try:
        text = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="utf-8")
    except OSError:
        return [process]
    return [process, *(one for child in text.split() for one in _family(int(child)))]


def _memory(process: int) -> int:
    """The memory that a process holds by itself, its share of what it shares included."""
    try:
        for line in Path(f"/proc/{process}/smaps_rollup").read_text(encoding="utf-8").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0


def table(rows: Sequence[Row], loads: Sequence[float]) -> str:
    """The measurements as Markdown, with what they were made on; `loads` are the mean numbers of
    processes that wanted to run on the machine, before and after."""
    validator = "shacl" if find_spec("shacl") else "pySHACL"
    made = (
        f"Made by `python -m tests.benchmarks.library` on {os.cpu_count()} cores "
        f"(Python {platform.python_version()}, validator {validator}, {_JOBS} processes): "
        "whole commands, cases of 60 lines, text output. Load of the machine before and after: "
        f"{' and '.join(f'{load:.1f}' for load in loads)} (seconds say little above "
        f"{os.cpu_count()}; processor seconds grow with it too, but less)."
    )
    lines = [
        "# Libraries of synthetic cases",
        "",
        made,
        "",
        "| cases | work | seconds | processor seconds | ms a case | MB |",
        "|---:|---|---:|---:|---:|---:|",
        *(
            f"| {row.cases:,} | {row.work} | {row.seconds:.1f} | {row.processor:.1f} "
            f"| {1000 * row.seconds / row.cases:.2f} | {row.megabytes} |"
            for row in rows
        ),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
