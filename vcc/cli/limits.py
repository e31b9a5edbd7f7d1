"""`--max-facts`, `--max-memory`, `--timeout`: a run that comes to a limit ends with one sentence.

The engine checks its meter by rule and round. Here a timer checks it as well, every few
milliseconds, so that parsing, writing and a single endless join are limited too; it costs nothing
where no limit is set. Last, the operating system is asked to refuse memory well above the limit.
"""

from __future__ import annotations

import re
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from types import FrameType
from typing import Any, Final, TypeVar

import click

from vcc.cli.bilingual import option
from vcc.cli.errors import cannot_run
from vcc.engine.limits import LimitReached, Limits, Meter, memory_used
from vcc.source.diagnostic import Words

T = TypeVar("T")
_EVERY: Final = 0.05  # seconds
_UNWINDING: Final = 2.0  # seconds
_SIZE: Final = re.compile(r"(\d+(?:\.\d+)?)\s*([KMGT]?)i?B?\Z", re.IGNORECASE)
_UNITS: Final = {"": 1, "K": 2**10, "M": 2**20, "G": 2**30, "T": 2**40}
_SPARE: Final = 2**28  # what the last net leaves above twice the limit: arenas, threads
_WORDS: Final = {
    "facts": Words(
        "stopped: more than {limit} conclusions (--max-facts)",
        "已停止：结论超过 {limit} 条（--max-facts）",
    ),
    "memory": Words(
        "stopped: more than {limit} of memory (--max-memory)",
        "已停止：内存超过 {limit}（--max-memory）",
    ),
    "seconds": Words(
        "stopped after {limit} seconds (--timeout)", "已停止：超过 {limit} 秒（--timeout）"
    ),
}


def size(text: str) -> int:
    """The bytes that a size means: `500M`, `2G`, `1.5 GB`; a complaint of click's for others."""
    match = _SIZE.match(text.strip())
    if match is None or not float(match[1]):
        raise click.BadParameter(f"{text!r}: 500M, 2G")
    return int(float(match[1]) * _UNITS[match[2].upper()])


def limit_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The three options."""
    for add in (
        option("--timeout", type=click.FloatRange(min=0, min_open=True), metavar="SECONDS",
               words=Words("Stop after so many seconds.", "运行超过若干秒后停止。")),
        option("--max-memory", type=size, metavar="SIZE",
               words=Words("Stop above so much memory: 500M, 2G.",
                           "内存超过此值后停止，如 500M、2G。")),
        option("--max-facts", type=click.IntRange(min=0), metavar="N",
               words=Words("Stop above so many conclusions.", "结论超过此数后停止。")),
    ):  # fmt: skip
        command = add(command)
    return command


def run_limited(limits: Limits, work: Callable[[Meter | None], T]) -> T:
    """What `work` makes, given a meter (None: no limits); ends the command at a limit."""
    if limits == Limits():
        return work(None)
    meter = Meter(limits)
    timer = _Timer(meter)
    try:
        timer.start()
        with _memory_net(limits.memory):
            return work(meter)
    except LimitReached as reached:
        timer.stop()
        raise _stopped(reached.what, limits) from None
    except MemoryError:
        timer.stop()
        if limits.memory is None:
            raise
        raise _stopped("memory", limits) from None
    finally:
        timer.stop()


def _stopped(what: str, limits: Limits) -> click.ClickException:
    shown = {
        "facts": f"{limits.facts:,}" if limits.facts is not None else "",
        "seconds": f"{limits.seconds:g}" if limits.seconds is not None else "",
        "memory": f"{limits.memory / 2**20:,.0f} MB" if limits.memory is not None else "",
    }
    return cannot_run(_WORDS[what], limit=shown[what])


class _Timer:
    """Checks a meter again and again; where the system has no such timer, only the engine does."""

    def __init__(self, meter: Meter) -> None:
        self._meter = meter
        self._running = self._checking = False
        self._silent_until = 0.0
        self._before: Any = None

    def start(self) -> None:
        main = threading.current_thread() is threading.main_thread()
        if main and hasattr(signal, "setitimer"):
            self._before = signal.signal(signal.SIGALRM, self._check)
            self._running = True
            signal.setitimer(signal.ITIMER_REAL, _EVERY, _EVERY)

    def stop(self) -> None:
        if self._running:
            self._running = False
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, self._before)

    def _check(self, _number: int, _frame: FrameType | None) -> None:
        """Raise where a limit is reached; then be silent while that ends the run. Again later:
        an exception that comes during a finaliser is lost."""
        if not self._running or self._checking or monotonic() < self._silent_until:
            return
        self._checking = True  # a check that takes long is not checked upon
        try:
            self._meter.check()
        except LimitReached:
            self._silent_until = monotonic() + _UNWINDING
            raise
        finally:
            self._checking = False


@contextmanager
def _memory_net(limit: int | None) -> Iterator[None]:
    """Let the system refuse what would go far beyond the limit between two checks."""
    try:
        import resource
    except ImportError:  # Windows
        limit = None
    if limit is None:
        yield
        return
    before = resource.getrlimit(resource.RLIMIT_AS)
    wanted = _address_space() + 2 * max(0, limit - memory_used()) + _SPARE
    if before[1] != resource.RLIM_INFINITY:
        wanted = min(wanted, before[1])
    resource.setrlimit(resource.RLIMIT_AS, (wanted, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


def _address_space() -> int:
    """The address space that the process has, in bytes; what it uses where nothing tells."""
    try:
        import resource
        from pathlib import Path

        pages = int(Path("/proc/self/statm").read_bytes().split()[0])
        return pages * resource.getpagesize()
    except (OSError, ValueError, IndexError):
        return memory_used()
