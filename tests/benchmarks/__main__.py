"""Command line of the benchmarks; see README.md."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from .commands import commands
from .counterfactual import explain
from .engines import ENGINES
from .measure import Measurement, as_json, folder_of, measure, spawned
from .product import product
from .report import report
from .summary import readme_table
from .workloads import SETS, Workload


def main() -> int:
    arguments = _parser().parse_args()
    if arguments.command == "worker":
        workload = Workload(arguments.program, arguments.data, arguments.size)
        found = measure(arguments.engine, workload, arguments.cache, arguments.warm)
        sys.stdout.write(as_json(found) + "\n")
        return 0
    if arguments.command == "product":
        sys.stdout.write(product(arguments.profile))
        return 0
    if arguments.command == "commands":
        sys.stdout.write(commands())
        return 0
    if arguments.command == "explain":
        sys.stdout.write(explain())
        return 0
    if arguments.command == "report":
        if arguments.results is None:
            sys.stdout.write(readme_table())
            return 0
        lines = arguments.results.read_text("utf-8").splitlines()
        read = (Measurement(**json.loads(line)) for line in lines)
        sys.stdout.write(report(read))
        return 0
    found = list(_told(_measured(arguments), arguments.out))
    sys.stdout.write(report(found))
    return 0


def _told(measurements: Iterator[Measurement], out: Path | None) -> Iterator[Measurement]:
    """The measurements, each reported as soon as it is there."""
    for measurement in measurements:
        whole = sum(measurement.seconds.get(step, 0) for step in ("load", "reason", "export"))
        said = (measurement.workload, measurement.engine, measurement.status, f"{whole:.4f}")
        sys.stderr.write(" ".join(said) + "\n")
        if out is not None:
            with out.open("a", encoding="utf-8") as lines:
                lines.write(as_json(measurement) + "\n")
        yield measurement


def _measured(arguments: argparse.Namespace) -> Iterator[Measurement]:
    """Rounds go over all engines in turn; who fails or is too slow is not asked again."""
    warm = arguments.command == "warm"
    workloads = [Workload("cases", "cases", 1), Workload("counts", "cases", 1)]
    if not warm:
        workloads = SETS[arguments.set]

    if not warm and arguments.only:
        workloads = [w for w in workloads if w.key in arguments.only.split(",")]
    given_up: set[tuple[str, str]] = set()
    for _ in range(arguments.rounds):
        for workload in workloads:
            folder_of(workload, arguments.cache)
            for engine in arguments.engines:
                kind = (engine, f"{workload.program}-{workload.data}")
                if kind not in given_up and (engine, workload.key) not in given_up:
                    found = spawned(engine, workload, arguments.cache, warm, arguments.timeout)
                    if found.status != "ok":
                        given_up.add(kind if found.status == "timeout" else (engine, workload.key))
                    yield found


def _engines(text: str) -> list[str]:
    names = text.split(",")
    unknown = sorted(set(names) - ENGINES.keys())
    if unknown:
        raise argparse.ArgumentTypeError(f"unknown: {', '.join(unknown)}")
    return names


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    asked = parser.add_subparsers(dest="command", required=True)
    cache = Path(tempfile.gettempdir()) / "vcc-benchmarks"
    for name, words in (("run", "files in, results out"), ("warm", "one case, warm process")):
        command = asked.add_parser(name, help=words)
        command.add_argument(
            "--engines", type=_engines, default=list(ENGINES), help=f"of: {', '.join(ENGINES)}"
        )
        command.add_argument("--rounds", type=int, default=3)
        command.add_argument("--timeout", type=float, default=120, help="seconds a measurement")
        command.add_argument("--cache", type=Path, default=cache, help="where facts are kept")
        command.add_argument("--out", type=Path, help="append measurements as JSON lines")
        if name == "run":
            command.add_argument("--set", choices=SETS, default="quick")
            command.add_argument("--only", default="", help="such as closure-chain-200")
    rules = asked.add_parser("product", help="all our rules on the examples, warm process")
    rules.add_argument("--profile", action="store_true", help="where the time goes, by stratum")
    asked.add_parser("commands", help="single commands in cold processes, processor time")
    asked.add_parser("explain", help="why, why-not, what-if, repair on five examples, warm")
    table = asked.add_parser("report", help="the tables of measurements; alone: the README's")
    table.add_argument("results", type=Path, nargs="?")
    worker = asked.add_parser("worker", help="one measurement in this process")
    for name in ("engine", "program", "data"):
        worker.add_argument(name)
    worker.add_argument("size", type=int)
    worker.add_argument("--cache", type=Path, default=cache)
    worker.add_argument("--warm", action="store_true")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
