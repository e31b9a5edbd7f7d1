"""How the server talks to its workers: a JSON head and a body of bytes, each with its length.

JSON and not pickle, because a worker has read text from strangers: what it says is data.
"""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Mapping
from typing import Any, Final

Head = Mapping[str, Any]
Reply = tuple[Head, bytes]

_LENGTHS: Final = struct.Struct("!IQ")
_JSON: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
MAX_HEAD: Final = 16 * 2**20


def packed(head: Head, body: bytes = b"") -> bytes:
    """One message."""
    text = _JSON.encode(head).encode()
    return _LENGTHS.pack(len(text), len(body)) + text + body


def receive(connection: socket.socket) -> Head | None:
    """The head of the next message (whose body is not used); None where the other side left."""
    received = bytearray()
    while part := connection.recv(2**16):
        received += part
        message = message_from(received, MAX_HEAD)
        if message is not None:
            return message[0]
    return None


def message_from(received: bytes | bytearray, most: int) -> Reply | None:
    """The message that some bytes are; None while it is not whole.

    Raises:
        ValueError: if it announces a body of more than `most` bytes or a head that is too long, is
            followed by more, or has no JSON object as head.
    """
    if len(received) < _LENGTHS.size:
        return None
    length, rest = _LENGTHS.unpack_from(received)
    if length > MAX_HEAD or rest > most:
        raise ValueError("a message that is too long")
    begins = _LENGTHS.size + length
    if len(received) < begins + rest:
        return None
    if len(received) > begins + rest:
        raise ValueError("more than one message")
    with memoryview(received) as whole:
        head = json.loads(bytes(whole[_LENGTHS.size : begins]))
        body = bytes(whole[begins:])
    if not isinstance(head, dict):
        raise ValueError("a head that is no object")  # noqa: TRY004 - what came, not a slip here
    return head, body
