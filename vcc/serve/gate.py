"""What every request passes: who may ask, from where; and what is noted of it.

The log has one line a request, without query strings and bodies: a query can hold what its author
would not like to see in a log.
"""

from __future__ import annotations

import hmac
import ipaddress
import logging
import re
import time
from typing import TYPE_CHECKING, Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from vcc.serve.service import Service

ACCESS: Final = logging.getLogger("vcc.serve.access")
ERRORS: Final = logging.getLogger("vcc.serve.errors")

_OPEN_PATHS: Final = {"/health"}  # for those who look after the server, and nothing is in it
_LOCAL_HOST: Final = re.compile(r"(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?\Z", re.I)
_LOCAL_ORIGIN: Final = re.compile(rf"https?://{_LOCAL_HOST.pattern}", re.IGNORECASE)
_ANY_HOST: Final = re.compile(r"[A-Za-z0-9.\-_]+(?::\d{1,5})?\Z|\[[0-9A-Fa-f:.]+\](?::\d{1,5})?\Z")
_POLICY: Final = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_ALWAYS: Final = [
    (b"content-security-policy", _POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
]
_METHODS: Final = "GET, HEAD, POST, OPTIONS"
_CORS: Final = {
    "Access-Control-Allow-Methods": _METHODS,
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type, Authorization",
    "Access-Control-Expose-Headers": "ETag, Retry-After, Content-Length",
    "Access-Control-Max-Age": "600",
}
_UNPRINTABLE: Final = re.compile(r"[^\x21-\x7e]")
_LONGEST_PATH: Final = 200


def is_loopback(host: str) -> bool:
    """Whether a server that listens there is reached from this computer only."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class Gate:
    """An ASGI application around another one."""

    def __init__(self, inside: ASGIApp, service: Service) -> None:
        self._inside = inside
        self._service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in or refuse it; log and count what came of it."""
        if scope["type"] != "http":
            await self._inside(scope, receive, send)
            return
        passed = _Passed(self._service, scope, send)
        refusal = self._refusal(scope, Headers(scope=scope))
        try:
            await (refusal or self._inside)(scope, receive, passed.send)
        except TimeoutError:  # a client that reads nothing; the connection is closed
            passed.cut = True
            raise ConnectionAbortedError from None
        except Exception as error:
            ERRORS.error("%s in %s", type(error).__name__, scope["path"], exc_info=error)
            if passed.status:
                raise
            await _PLAIN_500(scope, receive, passed.send)
        finally:
            passed.note()

    def _refusal(self, scope: Scope, headers: Headers) -> Response | None:
        """Why a request may not pass; a preflight is answered here as well."""
        hosts = headers.getlist("host")
        allowed = _LOCAL_HOST if self._service.is_local else _ANY_HOST
        if len(hosts) != 1 or not allowed.match(hosts[0]):
            return _plain(421, "this server has another name")
        if scope["method"] == "OPTIONS":
            return Response(status_code=204, headers={"Allow": _METHODS})
        if self._service.token and scope["path"] not in _OPEN_PATHS and not self._is_known(headers):
            return _plain(401, "a bearer token is needed", {"WWW-Authenticate": "Bearer"})
        return None

    def _is_known(self, headers: Headers) -> bool:
        scheme, _, given = headers.get("authorization", "").partition(" ")
        known = self._service.token or b""
        return scheme.lower() == "bearer" and hmac.compare_digest(given.strip().encode(), known)


class _Passed:
    """One request on its way: its status, its bytes, its time."""

    def __init__(self, service: Service, scope: Scope, send: Send) -> None:
        self._service = service
        self._scope = scope
        self._send = send
        self._began = time.monotonic()
        self._bytes = 0
        self.status = 0
        self.cut = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = [*message["headers"]]  # they may be a constant's
            message = {**message, "headers": headers}
            said = {name for name, _ in headers}
            headers += [each for each in _ALWAYS if each[0] not in said]
            self._allow_origin(MutableHeaders(raw=headers))
        elif message["type"] == "http.response.body":
            self._bytes += len(message.get("body", b""))
        await self._send(message)

    def _allow_origin(self, headers: MutableHeaders) -> None:
        """Let a page of another origin read the answer, where that is allowed."""
        origin = Headers(scope=self._scope).get("origin")
        if origin is None:
            return
        headers.add_vary_header("Origin")
        if "*" in self._service.origins:
            headers["Access-Control-Allow-Origin"] = "*"
        elif origin in self._service.origins or _LOCAL_ORIGIN.match(origin):
            headers["Access-Control-Allow-Origin"] = origin
        else:
            return
        for name, value in _CORS.items():
            headers[name] = value

    def note(self) -> None:
        """One line for the log, and the counts."""
        taken = time.monotonic() - self._began
        client = self._scope.get("client") or ("-",)
        path = _UNPRINTABLE.sub("?", self._scope["path"])[:_LONGEST_PATH]
        self._service.counts[f"status_{self.status}"] += 1
        ACCESS.info(
            "%s %s %s %d %d %.1fms%s", client[0], self._scope["method"][:10], path, self.status,
            self._bytes, taken * 1000, " cut" if self.cut else "",
        )  # fmt: skip


def _plain(status: int, text: str, headers: dict[str, str] | None = None) -> Response:
    return PlainTextResponse(text + "\n", status, headers)


_PLAIN_500: Final = _plain(500, "something went wrong here; it has been noted")
