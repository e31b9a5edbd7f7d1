"""What one query may take, and how many may run."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Final

_MEGABYTE: Final = 2**20
_LONGEST: Final = 4  # times the processor time that a query may take, by the clock


@dataclass(frozen=True, slots=True)
class QueryLimits:
    """Limits of one query: seconds of processor time, bytes of memory above the data, bytes of
    the answer, and bytes of the query's text. `workers` queries run at once, `queue` more may
    wait, each for `patience` seconds. Answers are kept in `kept` bytes for those who ask the same
    again.

    A query that runs longer than `brief` seconds makes room: it goes on at low priority, beside at
    most `aside` others, so that long queries never keep short ones waiting.
    """

    timeout: float = 30.0
    memory: int = 512 * _MEGABYTE
    answer: int = 16 * _MEGABYTE
    text: int = 2**16
    workers: int = field(default_factory=lambda: max(2, os.cpu_count() or 2))
    queue: int = 128
    brief: float = 0.25
    patience: float = 30.0
    kept: int = 64 * _MEGABYTE

    @property
    def longest(self) -> float:
        """Seconds by the clock after which a query ends, however little of them it could use."""
        return _LONGEST * self.timeout

    @property
    def aside(self) -> int:
        """How many long queries may run beside the brief ones."""
        return 2 * self.workers

    @property
    def buffered(self) -> int:
        """Bytes of answers that may wait for slow readers, all together."""
        return 16 * self.answer
