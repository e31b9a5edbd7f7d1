"""What a process that runs queries gives up: the network, core dumps, files, memory without end.

Each measure holds where the system offers it (Linux has them all); none needs privileges.
"""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Final

# linux/sched.h and linux/prctl.h; Python has names for them only from 3.12 on.
_NEW_USER: Final = 0x10000000
_NEW_NETWORK: Final = 0x40000000
_SET_PARENT_DEATH: Final = 1
_NO_NEW_PRIVILEGES: Final = 38
_LOW_PRIORITY: Final = 15


def without_network() -> bool:
    """Leave the network, for this process and all its forks; whether that was possible.

    A new network namespace has no interface that is up, not even loopback. Sockets that are open
    stay so.
    """
    if sys.platform != "linux":
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    return any(libc.unshare(flags) == 0 for flags in (_NEW_USER | _NEW_NETWORK, _NEW_NETWORK))


def end_with_parent() -> None:
    """Be killed when the process that started this one ends, however it ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_PARENT_DEATH, signal.SIGKILL, 0, 0, 0)


def limit_resources(memory: int) -> None:
    """No core dumps, nothing written, and at most `memory` bytes more than now."""
    _at_most(resource.RLIMIT_CORE, 0)
    _at_most(resource.RLIMIT_FSIZE, 0)
    _at_most(resource.RLIMIT_AS, _address_space() + memory)


def step_aside(process: int) -> None:
    """Give a child the low priority of a query that takes long."""
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, process, _LOW_PRIORITY)


def _at_most(what: int, wanted: int) -> None:
    hard = resource.getrlimit(what)[1]
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    with suppress(OSError, ValueError):  # a system that does not keep this limit
        resource.setrlimit(what, (wanted, wanted))


def _address_space() -> int:
    try:
        pages = int(Path("/proc/self/statm").read_bytes().split()[0])
    except (OSError, ValueError, IndexError):
        return 2**40  # no system tells less: the limit on time and answers remain
    return pages * resource.getpagesize()
