"""How long a query has run: by the processor time of its worker, and by the clock on the wall.

The limit is on processor time, so that a query is stopped for what it does and not for what else
the machine does; a limit by the clock besides, some times as long, ends what only waits.
"""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from vcc.serve.limits import QueryLimits

_OF_PROCESS: Final = 2  # CPUCLOCK_SCHED of linux/posix-timers.h: all threads, user and system


def processor_seconds(process: int) -> float | None:
    """Seconds of processor that a process has used so far.

    None where the system does not tell it of others (only Linux does), or it has ended.
    """
    if sys.platform != "linux":
        return None
    with suppress(OSError):  # the id of such a clock is made of the process id: see clock_getres(2)
        return time.clock_gettime(~process << 3 | _OF_PROCESS)
    return None


@dataclass(frozen=True, slots=True)
class Clock:
    """The times at which the query of a worker began."""

    process: int
    began: float
    used: float | None

    @classmethod
    def started(cls, process: int) -> Clock:
        """A clock that starts now."""
        return cls(process, time.monotonic(), processor_seconds(process))

    def left(self, limits: QueryLimits) -> float:
        """Seconds in which the query cannot reach a limit; 0 or less if it has reached one.

        A worker has one thread that works, so its processor time passes no faster than time.
        """
        taken = time.monotonic() - self.began
        if self.used is None:
            worked = taken
        else:  # where the worker has just ended, its link is about to say so
            worked = (processor_seconds(self.process) or self.used) - self.used
        return min(limits.timeout - worked, limits.longest - taken)

    def is_late(self, limits: QueryLimits) -> bool:
        """Whether it is the limit by the clock that was reached."""
        return time.monotonic() - self.began >= limits.longest
