"""The SPARQL 1.1 Protocol: an HTTP request → what is asked, or why it is refused.

Nothing here knows the server: a request is a method, a query string, a content type and a body.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote_to_bytes

from vcc.source.diagnostic import Words

METHODS: Final = ("GET", "HEAD", "POST", "OPTIONS")
_FORM: Final = "application/x-www-form-urlencoded"
_QUERY: Final = "application/sparql-query"
_UPDATE: Final = "application/sparql-update"
_MOST_PARAMETERS: Final = 5000
_BAD_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_CHARSET: Final = re.compile(r";\s*charset\s*=\s*\"?([^\";\s]+)\"?", re.IGNORECASE)

_UPDATING: Final = Words("this endpoint only reads: no updates\n", "此端点只读，不接受更新\n")
_ONE_QUERY: Final = Words("give one query, not {count}\n", "请只给出一个查询，而非 {count} 个\n")
_NO_QUERY: Final = Words("there is no query\n", "没有查询\n")
_ENCODING: Final = Words("this is not percent-encoded UTF-8\n", "不是百分号编码的 UTF-8\n")
_NOT_UTF8: Final = Words("a query is text in UTF-8\n", "查询须为 UTF-8 文本\n")
_TOO_LONG: Final = Words("the query is longer than {limit} bytes\n", "查询超过 {limit} 字节\n")
_TOO_MANY: Final = Words("too many parameters\n", "参数过多\n")
_MEDIA: Final = Words(
    "send a query as application/sparql-query or application/x-www-form-urlencoded\n",
    "请以 application/sparql-query 或 application/x-www-form-urlencoded 发送查询\n",
)
_METHOD: Final = Words("use GET or POST\n", "请使用 GET 或 POST\n")


class Refused(Exception):
    """A request is refused: the status, one sentence, and headers that explain it."""

    def __init__(
        self, status: int, words: Words, headers: Mapping[str, str] | None = None, **values: str
    ) -> None:
        super().__init__(words.en)
        self.status = status
        self.words = words.filled(values)
        self.headers = dict(headers or {})


@dataclass(frozen=True, slots=True)
class Asked:
    """A query, and the dataset that the protocol names (None: the query decides)."""

    query: str = field(repr=False)
    default: tuple[str, ...] | None = None
    named: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """A request as it came; `body` is empty unless it is a POST."""

    method: str
    query_string: bytes
    content_type: str = ""
    body: bytes = b""


def asked(request: Received, limit: int) -> Asked | None:
    """What is asked; None for a GET without anything, which asks what the service is.

    Raises:
        Refused: with status 400, 403, 405, 413, 414 or 415.
    """
    if request.method in ("GET", "HEAD"):
        parameters = parameters_of(request.query_string)
        if not parameters:
            return None
        return _from_parameters(parameters, limit, 414)
    if request.method != "POST":
        raise Refused(405, _METHOD, {"Allow": ", ".join(METHODS)})
    media = request.content_type.partition(";")[0].strip().lower()
    charset = _CHARSET.search(request.content_type)
    if media == _UPDATE:
        raise Refused(403, _UPDATING)
    if media not in (_FORM, _QUERY) or (charset and charset[1].lower() not in ("utf-8", "utf8")):
        raise Refused(415, _MEDIA, {"Accept-Post": f"{_QUERY}, {_FORM}"})
    beside = parameters_of(request.query_string)
    if media == _FORM:
        return _from_parameters([*parameters_of(request.body), *beside], limit, 413)
    return _direct(request.body, beside, limit)


def _direct(body: bytes, beside: list[tuple[str, str]], limit: int) -> Asked:
    if len(body) > limit:
        raise Refused(413, _TOO_LONG, limit=f"{limit:,}")
    try:
        text = body.decode()
    except UnicodeDecodeError as error:
        raise Refused(400, _NOT_UTF8) from error
    if "\0" in text:
        raise Refused(400, _NOT_UTF8)
    return _from_parameters([("query", text), *beside], limit, 413)


def _from_parameters(parameters: list[tuple[str, str]], limit: int, too_long: int) -> Asked:
    values: dict[str, list[str]] = {}
    for name, value in parameters:
        values.setdefault(name, []).append(value)
    if "update" in values:
        raise Refused(403, _UPDATING)
    queries = values.get("query", [])
    if not queries:
        raise Refused(400, _NO_QUERY)
    if len(queries) > 1:
        raise Refused(400, _ONE_QUERY, count=str(len(queries)))
    if len(queries[0].encode()) > limit:
        raise Refused(too_long, _TOO_LONG, limit=f"{limit:,}")
    default, named = values.get("default-graph-uri"), values.get("named-graph-uri")
    if default is None and named is None:
        return Asked(queries[0])
    return Asked(queries[0], tuple(default or ()), tuple(named or ()))


def parameters_of(text: bytes) -> list[tuple[str, str]]:
    """The parameters of a query string or form, in order; those without a name are left out.

    Raises:
        Refused: (400) where it is not percent-encoded UTF-8, or has far too many.
    """
    if text.count(b"&") > _MOST_PARAMETERS:
        raise Refused(400, _TOO_MANY)
    try:
        pairs = [part.partition("=") for part in text.decode().split("&") if part]
        return [(_decoded(name), _decoded(value)) for name, _, value in pairs if name]
    except UnicodeDecodeError as error:
        raise Refused(400, _ENCODING) from error


def _decoded(text: str) -> str:
    if "%" not in text and "\0" not in text:
        return text.replace("+", " ")
    if _BAD_PERCENT.search(text):
        raise Refused(400, _ENCODING)
    decoded = unquote_to_bytes(text.replace("+", " ")).decode()
    if "\0" in decoded:
        raise Refused(400, _ENCODING)
    return decoded
