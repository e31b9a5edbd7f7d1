"""Answers over HTTP: whole, compressed where that helps, in the language of the client."""

from __future__ import annotations

import asyncio
import gzip
import re
from collections.abc import Mapping
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from starlette.responses import Response

from vcc.source.diagnostic import Words

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import Receive, Scope, Send

    from vcc.serve.service import Service

_PIECE: Final = 2**16
_READING: Final = 30.0  # seconds that a client may take for one piece
_ZIP_FROM: Final = 1024
_VARY: Final = "Accept, Accept-Encoding, Accept-Language"
_LANGUAGE: Final = re.compile(r"\s*(en|zh)\b[^;,]*(?:;\s*q\s*=\s*([01](?:\.\d*)?))?", re.IGNORECASE)


class Whole(Response):
    """An answer that is complete before its first byte leaves.

    It goes out in pieces; a client that takes none for too long loses the connection, so that
    nobody can make the server keep answers for ever.
    """

    def __init__(self, service: Service, *arguments: object, **settings: object) -> None:
        super().__init__(*arguments, **settings)  # type: ignore[arg-type]
        self._service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send it (an ASGI application)."""
        if scope["method"] == "HEAD" or len(self.body) <= _PIECE:
            self.body = b"" if scope["method"] == "HEAD" else self.body
            await super().__call__(scope, receive, send)
            return
        self._service.buffered += len(self.body)
        try:
            start = {"type": "http.response.start", "status": self.status_code}
            await send({**start, "headers": self.raw_headers})
            for position in range(0, len(self.body), _PIECE):
                piece = self.body[position : position + _PIECE]
                more = position + _PIECE < len(self.body)
                message = {"type": "http.response.body", "body": piece, "more_body": more}
                await asyncio.wait_for(send(message), _READING)
        finally:
            self._service.buffered -= len(self.body)


def reply(
    request: Request,
    body: bytes,
    media_type: str,
    *,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
    zipped: bool = False,
) -> Response:
    """An answer; `zipped` says that the body is already compressed."""
    service: Service = request.app.state.service
    said = {"Vary": _VARY, "Cache-Control": "no-cache", **(headers or {})}
    if not zipped and len(body) >= _ZIP_FROM and accepts_gzip(request):
        body, zipped = gzip.compress(body, 4, mtime=0), True
    if zipped:
        said["Content-Encoding"] = "gzip"
    said["Content-Type"] = f"{media_type}; charset=utf-8" if _is_text(media_type) else media_type
    return Whole(service, body, status_code=status, headers=said)


def told(
    request: Request, status: int, words: Words, headers: Mapping[str, str] | None = None
) -> Response:
    """A refusal or failure in one sentence, as plain text."""
    text = words.in_language(language_of(request)).rstrip("\n") + "\n"
    said = {"Cache-Control": "no-store", **(headers or {})}
    return reply(request, text.encode(), "text/plain", status=status, headers=said)


def tag_of(generation: str, *parts: object) -> str:
    """The entity tag of what these parts ask of a generation."""
    digest = sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return f'W/"{generation}-{digest[:20]}"'


def is_known(request: Request, tag: str) -> bool:
    """Whether the client has what the tag names."""
    known = request.headers.get("if-none-match", "")
    bare = tag.removeprefix("W/")
    return any(each.strip().removeprefix("W/") == bare for each in known.split(","))


def not_modified(tag: str) -> Response:
    """The answer to a client that has the content already."""
    return Response(status_code=304, headers={"ETag": tag, "Vary": _VARY})


def accepts_gzip(request: Request) -> bool:
    """Whether the client takes gzip."""
    for part in request.headers.get("accept-encoding", "").lower().split(","):
        coding, _, quality = part.partition(";")
        if coding.strip() in ("gzip", "*"):
            return not re.search(r"q\s*=\s*0(?:\.0*)?\s*\Z", quality)
    return False


def language_of(request: Request) -> str:
    """`en` or `zh`: what the address asks for (`?lang=`), or else what the client prefers."""
    wanted = request.query_params.get("lang")
    if wanted in ("en", "zh"):
        return wanted
    best, most = "en", 0.0
    for part in request.headers.get("accept-language", "").split(","):
        match = _LANGUAGE.match(part)
        if match is not None and (quality := float(match[2] or 1)) > most:
            best, most = match[1].lower(), quality
    return best


def _is_text(media_type: str) -> bool:
    return media_type.startswith("text/")
