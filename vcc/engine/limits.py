"""What a run may take: how many conclusions, how much time and memory.

An executor asks its meter after every rule and every round. That costs a look at the clock; the
limits themselves are compared every few milliseconds. Whoever runs a process can also call
`check` from a timer, which reaches into the middle of a single rule.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Final

_BETWEEN_CHECKS: Final = 0.02  # seconds
_PAGES: Final = Path("/proc/self/statm")


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that a run may take; None: anything. `memory` is in bytes, of the whole process."""

    facts: int | None = None
    seconds: float | None = None
    memory: int | None = None


class LimitReached(Exception):
    """A run came to one of its limits; `what` is the name of the limit."""

    def __init__(self, what: str, limits: Limits) -> None:
        super().__init__(f"limit reached: {what}")
        self.what = what
        self.limits = limits


class Meter:
    """Measures one run from the moment it is made."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._started = monotonic()
        self._next = 0.0
        self._count: Callable[[], int] = lambda: 0

    def counts(self, count: Callable[[], int]) -> None:
        """From now on `count` tells how many facts the run has concluded."""
        self._count = count

    def tick(self) -> None:
        """Check the limits, if that was not done just now.

        Raises:
            LimitReached: where the run has come to a limit.
        """
        now = monotonic()
        if now >= self._next:
            self._next = now + _BETWEEN_CHECKS
            self.check()

    def check(self) -> None:
        """Check the limits.

        Raises:
            LimitReached: where the run has come to a limit.
        """
        limits = self.limits
        if limits.seconds is not None and monotonic() - self._started > limits.seconds:
            raise LimitReached("seconds", limits)
        if limits.memory is not None and memory_used() > limits.memory:
            raise LimitReached("memory", limits)
        self.check_facts(self._count())

    def check_facts(self, count: int) -> None:
        """Check a number of conclusions; at the end of a run it is exact.

        Raises:
            LimitReached: where they are too many.
        """
        if self.limits.facts is not None and count > self.limits.facts:
            raise LimitReached("facts", self.limits)


def memory_used() -> int:
    """The memory that this process holds, in bytes; its peak where the system tells no more."""
    try:
        return int(_PAGES.read_bytes().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError, AttributeError):
        pass
    try:
        import resource
    except ImportError:  # Windows: only time and facts are limited
        return 0
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
