"""The server's end of a connection to another process of its own: one message, one reply.

A protocol and not a stream: a reply costs one callback and one future, and no task.
"""

from __future__ import annotations

import asyncio
import socket

from vcc.serve.wire import Reply, message_from


class Link(asyncio.Protocol):
    """Asks for one reply at a time; whatever comes unasked or is malformed ends the connection."""

    def __init__(self, most: int) -> None:
        """`most` is the number of bytes that the body of a reply may have."""
        self._most = most
        self._received = bytearray()
        self._waiting: asyncio.Future[Reply] | None = None
        self._transport: asyncio.Transport | None = None

    @classmethod
    async def over(cls, connection: socket.socket, most: int) -> Link:
        """A link over a connected socket, which it takes over."""
        loop = asyncio.get_running_loop()
        _, link = await loop.create_connection(lambda: cls(most), sock=connection)
        return link

    @property
    def is_open(self) -> bool:
        """Whether the other side is there, and has said nothing that nobody asked for."""
        return self._transport is not None and not self._received

    def ask(self, message: bytes) -> asyncio.Future[Reply]:
        """Send a message. The future gets what comes back, or an EOFError, OSError, ValueError.

        It gets a ConnectionError if the other side has left without reading the message to its
        end: the system tells this from one that has read it (an EOFError).
        """
        if self._transport is None:
            reply: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
            reply.set_exception(BrokenPipeError("the other side had left before"))
            return reply
        self._transport.write(message)
        return self.reply()

    def reply(self) -> asyncio.Future[Reply]:
        """What the other side says next, as of `ask`."""
        assert self._waiting is None, "one at a time"
        self._waiting = waiting = asyncio.get_running_loop().create_future()
        if self._transport is None:
            self._fail(EOFError("the other side has left"))
        elif self._received:
            self._look()
        return waiting

    def abort(self) -> None:
        """Hang up at once."""
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin."""
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Take in some bytes."""
        self._received += data
        self._look()

    def connection_lost(self, exc: Exception | None) -> None:
        """Fail what still waits."""
        self._transport = None
        self._fail(exc or EOFError("the other side has left"))

    def _look(self) -> None:
        try:
            found = message_from(self._received, self._most)
        except (ValueError, RecursionError) as error:
            self._fail(ValueError(f"no message: {error}"))
            self.abort()
            return
        if found is not None and self._waiting is not None:
            self._received = bytearray()
            waiting, self._waiting = self._waiting, None
            if not waiting.done():
                waiting.set_result(found)

    def _fail(self, error: Exception) -> None:
        waiting, self._waiting = self._waiting, None
        if waiting is not None and not waiting.done():
            waiting.set_exception(error)
