"""What is known of a file without reading it: as long as its state is the same, so is its text.

The state is what the system tells of a file (times of change, size, inode). A text that is
written twice within a tick of the clock has one state: a state is believed only if the file was
old when it was read. Where states differ the text decides.
"""

from __future__ import annotations

import json
import os
import time
from dataclasses import dataclass
from typing import Final

from vcc.library.cases import Head
from vcc.source.text import Span

_TICK: Final = 2_000_000_000  # nanoseconds: file systems count in two seconds at the coarsest


@dataclass(frozen=True, slots=True)
class Seen:
    """A file as it was when it was read: its state, the digest of its text, how it begins."""

    path: str
    state: str
    digest: str
    head: Head | None

    @property
    def row(self) -> tuple[bytes, str]:
        """The key under which it is kept, and the rest."""
        head = self.head
        beginning = None if head is None else [head.is_library, head.name, *head.span]
        return path_key(self.path), json.dumps([self.state, self.digest, beginning])


def path_key(path: str) -> bytes:
    """A path as a key; any, also one that is no text."""
    return path.encode("utf-8", "surrogatepass")


def seen_from_row(path: str, kept: str) -> Seen:
    """What was kept of a file."""
    state, digest, head = json.loads(kept)
    return Seen(path, state, digest, Head(head[0], head[1], Span(*head[2:])) if head else None)


def state_of(path: str) -> str:
    """The state of a file; empty where it is not to be believed, or cannot be told."""
    now = time.time_ns()
    try:
        state = os.stat(path)  # noqa: PTH116 (100,000 times)
    except (OSError, ValueError):
        return ""
    if max(state.st_mtime_ns, state.st_ctime_ns) > now - _TICK:
        return ""
    return f"{state.st_mtime_ns} {state.st_ctime_ns} {state.st_size} {state.st_ino} {state.st_dev}"
