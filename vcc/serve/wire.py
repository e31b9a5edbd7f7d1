"""How the server talks to its workers: a JSON head and a body of bytes, each with its length.

JSON and not pickle, because a worker has read text from strangers: what it says is data.
"""

from __future__ import annotations

import json
import socket
import struct
from asyncio import StreamReader
from collections.abc import Mapping
from typing import Any, Final

Head = Mapping[str, Any]

_LENGTHS: Final = struct.Struct("!IQ")
MAX_HEAD: Final = 16 * 2**20


def packed(head: Head, body: bytes = b"") -> bytes:
    """One message."""
    text = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    return _LENGTHS.pack(len(text), len(body)) + text + body


def receive(connection: socket.socket) -> Head | None:
    """The head of the next message (whose body is not used); None where the other side left."""
    start = _exactly(connection, _LENGTHS.size)
    if start is None:
        return None
    length, rest = _LENGTHS.unpack(start)
    text = _exactly(connection, length + rest)
    return None if text is None else _head(text[:length])


def _exactly(connection: socket.socket, wanted: int) -> bytes | None:
    parts: list[bytes] = []
    while wanted:
        part = connection.recv(min(wanted, 2**16))
        if not part:
            return None
        parts.append(part)
        wanted -= len(part)
    return b"".join(parts)


async def reply_from(reader: StreamReader, most: int) -> tuple[Head, bytes]:
    """The next message that a worker sends.

    Raises:
        EOFError: (`IncompleteReadError`) if it ended before the message was whole.
        ValueError: if it announces more than `most` bytes, or no JSON object.
    """
    length, rest = _LENGTHS.unpack(await reader.readexactly(_LENGTHS.size))
    if length > MAX_HEAD or rest > most:
        raise ValueError("a message that is too long")
    return _head(await reader.readexactly(length)), await reader.readexactly(rest)


def _head(text: bytes) -> Head:
    head = json.loads(text)
    if not isinstance(head, dict):
        raise ValueError("a head that is no object")  # noqa: TRY004 - what came, not a slip here
    return head
