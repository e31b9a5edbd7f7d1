"""The process that holds the data of a generation and forks a worker whenever it is told to.

It is started by the server with one socket for orders. It runs no query and reads nothing from
clients; it has one thread, so that its forks are whole. It alone ends workers: only a parent knows
that a process id is still that of its child.

Orders are five bytes: a letter and a process id. `F` comes with the socket of the new worker,
`K` ends a worker, `A` gives one low priority.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import struct
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from functools import partial
from json import dumps, loads
from pathlib import Path
from typing import Final, NoReturn

from vcc.serve.confine import end_with_parent, step_aside, without_network
from vcc.serve.limits import QueryLimits
from vcc.serve.stored import GRAPHS_FILE, QUADS_FILE, STORE_FOLDER
from vcc.serve.wire import packed
from vcc.serve.worker import Data, in_memory, on_disk, serve

ORDER: Final = struct.Struct("!cI")
FORK: Final = b"F"
KILL: Final = b"K"
ASIDE: Final = b"A"

_PROGRAM: Final = (
    "import sys; sys.path[:0] = [sys.argv[1]]\n"
    "from vcc.serve.preloaded import main\nmain(sys.argv[2:])"
)


def start(generation: Path, limits: QueryLimits) -> tuple[subprocess.Popen[bytes], socket.socket]:
    """Start the process; the socket is for orders, and says first when the data is loaded."""
    here, there = socket.socketpair()
    package = Path(__file__).resolve().parent.parent.parent
    with there:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and program
            [sys.executable, "-P", "-c", _PROGRAM, str(package), str(there.fileno()),
             str(generation), dumps(asdict(limits))],
            pass_fds=[there.fileno()], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            start_new_session=True,  # an interrupt of the terminal is for the server
        )  # fmt: skip
    return process, here


def main(arguments: list[str]) -> NoReturn:
    """Load, report, fork; until the server hangs up."""
    descriptor, folder, limits = arguments
    end_with_parent()
    orders = socket.socket(fileno=int(descriptor))
    _follow(orders, Path(folder), QueryLimits(**loads(limits)))
    os._exit(0)


def _follow(orders: socket.socket, folder: Path, limits: QueryLimits) -> None:
    load = _loader(folder)
    confined = without_network()
    gc.collect()
    gc.freeze()  # a collection in a worker would copy every page that it looks at
    orders.sendall(packed({"confined": confined}))
    _silence()
    children: set[int] = set()
    while True:
        message, descriptors, _, _ = socket.recv_fds(orders, ORDER.size, 1)
        _reap(children)
        if len(message) < ORDER.size:
            break
        order, process = ORDER.unpack(message)
        if order == FORK:
            children.add(_forked(socket.socket(fileno=descriptors[0]), load, limits, orders))
        elif process in children and order == KILL:
            os.kill(process, signal.SIGKILL)
        elif process in children:
            step_aside(process)
    for child in children:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)


def _loader(folder: Path) -> Callable[[], Data]:
    """What gives a worker its data: what is loaded here, or a store on disk.

    A store on disk has threads, which no fork takes along, so each worker opens it for itself.
    """
    graphs = frozenset(loads((folder / GRAPHS_FILE).read_text(encoding="utf-8")))
    store = folder / STORE_FOLDER
    if store.is_dir():
        return lambda: Data(on_disk(store), graphs)
    return partial(Data, in_memory(folder / QUADS_FILE), graphs)


def _forked(
    connection: socket.socket, load: Callable[[], Data], limits: QueryLimits, orders: socket.socket
) -> int:
    """The process id of a new worker."""
    child = os.fork()
    if child:
        connection.close()
        return child
    try:
        orders.close()
        end_with_parent()
        serve(connection, load(), limits)
    except BaseException:  # noqa: BLE001 - whatever it is, a fork must not go on as its parent
        os._exit(1)
    os._exit(0)


def _silence() -> None:
    """Nothing that a query does to a worker shall reach the log of the server."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 2)
    os.close(nothing)


def _reap(children: set[int]) -> None:
    """Take note of the children that have ended."""
    while children:
        try:
            ended, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not ended:
            return
        children.discard(ended)
