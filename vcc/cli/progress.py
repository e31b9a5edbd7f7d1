"""How far a long command has come, on a terminal; nothing where nobody looks."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any, Final

_EVERY: Final = 0.1  # seconds between two drawings
_CLEAR: Final = "\r\x1b[K"


@contextmanager
def progress_of(stream: IO[Any]) -> Iterator[Callable[[int, int], None] | None]:
    """What is told how many of how many steps are done; None where `stream` is no terminal."""
    if not stream.isatty():
        yield None
        return
    drawn = [0.0]

    def told(done: int, of: int) -> None:
        now = time.monotonic()
        if now - drawn[0] >= _EVERY:
            drawn[0] = now
            stream.write(f"{_CLEAR}{done}/{of}")
            stream.flush()

    try:
        yield told
    finally:
        stream.write(_CLEAR)
        stream.flush()
