"""Single commands as a user runs them: cold processes, processor time, the theory kept on disk."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from vcc.source.kept import CACHE_VARIABLE
from vcc.validation.validate import REFERENCE, VALIDATOR_VARIABLE

_EXAMPLES: Final = Path(__file__).resolve().parents[2] / "examples"
_CASE: Final = str(_EXAMPLES / "01-xiaomi" / "xiaomi.vcc")
_SMALL: Final = str(_EXAMPLES / "03-green-commerce" / "in-operation.vcc")
_REPEATED: Final = 7
_NOT_WRITTEN: Final = "PYTHONDONTWRITEBYTECODE"


@dataclass(frozen=True, slots=True)
class Command:
    """A command, the milliseconds of processor time that it may take, and its validator."""

    arguments: tuple[str, ...]
    wanted: int
    validator: str = ""


def _commands() -> Iterator[Command]:
    yield Command(("--version",), 120)
    yield Command(("fmt", "--check", _CASE), 120)
    for case in (_SMALL, _CASE):
        check = ("check", "--exit-zero", case)
        if find_spec("shacl"):
            yield Command(check, 350, "shacl")
        yield Command(check, 700, REFERENCE)


def commands(repeated: int = _REPEATED) -> str:
    """The table of all commands: the median of some runs, asked in turn, after one that warms up.

    Each run is a process of its own; what Python compiles and what vcc keeps is there.
    """
    every = tuple(_commands())
    with tempfile.TemporaryDirectory() as folder:
        settings = {k: v for k, v in os.environ.items() if k != _NOT_WRITTEN}
        settings |= {CACHE_VARIABLE: f"{folder}/kept", "PYTHONPYCACHEPREFIX": f"{folder}/compiled"}
        rounds = range(repeated + 1)
        taken = [[_milliseconds(command, settings) for command in every] for _ in rounds][1:]
    lines = ["| command | validator | wanted, ms | processor ms |", "|---|---|---:|---:|"]
    for command, times in zip(every, zip(*taken, strict=True), strict=True):
        shown = " ".join(Path(a).name if a.endswith(".vcc") else a for a in command.arguments)
        median = statistics.median(times)
        lines.append(f"| vcc {shown} | {command.validator} | {command.wanted} | {median:.0f} |")
    return "\n".join(lines) + "\n"


def _milliseconds(command: Command, settings: Mapping[str, str]) -> float:
    """The processor time of one run.

    Raises:
        subprocess.CalledProcessError: if it did not do its work.
    """
    chosen = {VALIDATOR_VARIABLE: command.validator} if command.validator == REFERENCE else {}
    program = [sys.executable, "-m", "vcc", *command.arguments]
    before = _processor()
    subprocess.run(program, env={**settings, **chosen}, capture_output=True, check=True)
    return (_processor() - before) * 1000


def _processor() -> float:
    """The processor time of all processes that have ended, in seconds."""
    try:
        from resource import RUSAGE_CHILDREN, getrusage
    except ImportError:  # not on every system; elsewhere in steps of ten milliseconds
        times = os.times()
        return times.children_user + times.children_system
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
