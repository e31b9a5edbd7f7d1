"""The server itself: uvicorn, with patience that ends, and a graceful way to stop."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

if TYPE_CHECKING:
    from starlette.types import ASGIApp

_HEAD_TIME: Final = 15.0  # seconds in which the head of a request must have come
_KEEP_ALIVE: Final = 30
_STOPPING: Final = 20
_CONNECTIONS: Final = 1000
MAX_HEAD: Final = 256 * 1024


class PatientProtocol(HttpToolsProtocol):
    """HTTP that does not wait for ever: a head that comes too slowly or is too large ends the
    connection, whether it is the first on it or a later one."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start to wait for the first head."""
        super().connection_made(transport)
        self._head_bytes = 0
        self._waiting: asyncio.TimerHandle | None = None
        self._wait()

    def data_received(self, data: bytes) -> None:
        """Take in some bytes; where no request is under way, they belong to a head."""
        if self._is_idle():
            self._head_bytes += len(data)
            if self._head_bytes > MAX_HEAD:
                self._refuse(b"431 Request Header Fields Too Large")
                return
            self._wait()
        super().data_received(data)
        if not self._is_idle():
            self._head_bytes = 0
            self._stop_waiting()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget it."""
        self._stop_waiting()
        super().connection_lost(exc)

    def _is_idle(self) -> bool:
        return self.cycle is None or self.cycle.response_complete

    def _wait(self) -> None:
        if self._waiting is None:
            self._waiting = self.loop.call_later(_HEAD_TIME, self._too_slow)

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _too_slow(self) -> None:
        self._waiting = None
        if self._is_idle():
            self._refuse(b"408 Request Timeout")

    def _refuse(self, status: bytes) -> None:
        if not self.transport.is_closing():
            head = b"HTTP/1.1 " + status + b"\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
            self.transport.write(head)
            self.transport.close()


class Server(uvicorn.Server):
    """A server that leaves signals to us: uvicorn would raise them again at its end."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Do nothing."""
        yield


def server_of(app: ASGIApp) -> Server:
    """A server that can be run on sockets that listen; our own log says what happens."""
    settings: dict[str, Any] = {
        "http": PatientProtocol, "ws": "none", "lifespan": "off", "access_log": False,
        "server_header": False, "log_config": None, "proxy_headers": False,
        "timeout_keep_alive": _KEEP_ALIVE, "timeout_graceful_shutdown": _STOPPING,
        "limit_concurrency": _CONNECTIONS,
    }  # fmt: skip
    return Server(uvicorn.Config(app, **settings))
