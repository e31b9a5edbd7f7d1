"""`/sparql` (SPARQL 1.1 Protocol) and `/graphs` (Graph Store Protocol, the reading half)."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from vcc.serve.answers import is_lasting
from vcc.serve.description import service_description
from vcc.serve.formats import GRAPHS, RESULTS, Format, preferred
from vcc.serve.pool import Ended
from vcc.serve.replies import (
    accepts_gzip,
    is_known,
    not_modified,
    reply,
    tag_of,
    told,
)
from vcc.serve.requests import METHODS, Asked, Received, Refused, asked, parameters_of
from vcc.source.diagnostic import Words

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from vcc.serve.limits import QueryLimits
    from vcc.serve.service import Service, Serving

_BODY_TIME: Final = 20.0  # seconds in which a body must have come
_FORM_GROWTH: Final = 3  # bytes of a form for each byte of a query, at most
_OFFERED: Final = tuple(dict.fromkeys(format.media_type for format in (*RESULTS, *GRAPHS)))
RETRY: Final = {"Retry-After": "5"}
_ENDED: Final = {
    "busy": Words("too many queries at once: try again later\n", "查询过多：请稍后重试\n"),
    "timeout": Words(
        "the query was stopped: it took longer than {limit} seconds of processor time\n",
        "查询已停止：所用处理器时间超过 {limit} 秒\n",
    ),
    "late": Words(
        "the query was stopped: it was not done after {longest} seconds; try again later\n",
        "查询已停止：{longest} 秒后仍未完成；请稍后重试\n",
    ),
    "lost": Words(
        "the query ended without an answer: it needed too much memory, or its worker was lost\n",
        "查询未得出结果即终止：所需内存过多，或其进程已中断\n",
    ),
    "gone": Words("nobody waits for the answer\n", "已无人等待结果\n"),
}
_TOO_LARGE: Final = Words("the request is larger than {limit} bytes\n", "请求超过 {limit} 字节\n")
_TOO_SLOW: Final = Words("the request came too slowly\n", "请求发送过慢\n")
_NO_FORMAT: Final = Words("this can be had as: {types}\n", "可用的格式：{types}\n")
_WHICH_GRAPH: Final = Words(
    "name one graph: ?default or ?graph=IRI\n", "请指定一个图：?default 或 ?graph=IRI\n"
)
_ONLY_READS: Final = Words("this endpoint only reads\n", "此端点只读\n")
_READING: Final = "GET, HEAD, OPTIONS"


async def sparql(request: Request) -> Response:
    """Answer a query, or describe the service where there is none."""
    service: Service = request.app.state.service
    try:
        received = Received(
            request.method,
            request.scope["query_string"],
            request.headers.get("content-type", ""),
            await body_of(request, service.limits.text * _FORM_GROWTH),
        )
        wanted = asked(received, service.limits.text)
        if wanted is None:
            return _described(request, service)
        return await _answered(request, service, wanted)
    except Refused as refused:
        return told(request, refused.status, refused.words, refused.headers)


async def graphs(request: Request) -> Response:
    """One graph, whole: `?default`, or `?graph=IRI`."""
    service: Service = request.app.state.service
    try:
        if request.method not in ("GET", "HEAD"):
            raise Refused(405, _ONLY_READS, {"Allow": _READING})
        parameters = parameters_of(request.scope["query_string"])
        named = [value for name, value in parameters if name == "graph"]
        default = [name for name, _ in parameters if name == "default"]
        if len(named) + len(default) != 1:
            raise Refused(400, _WHICH_GRAPH)
        graph = named[0] if named else ""
        return await _content(request, service, {"graph": graph}, format_of(request, GRAPHS))
    except Refused as refused:
        return told(request, refused.status, refused.words, refused.headers)


async def node(request: Request, iri: str, format: Format) -> Response:
    """What all graphs say of one thing."""
    return await _content(request, request.app.state.service, {"node": iri}, format)


def format_of(request: Request, offered: tuple[Format, ...]) -> Format:
    """What the client would rather have.

    Raises:
        Refused: (406) if it takes nothing of what is offered.
    """
    format = preferred(request.headers.get("accept"), offered)
    if format is None:
        types = ", ".join(each.media_type for each in offered)
        raise Refused(406, _NO_FORMAT, types=types)
    return format


async def body_of(request: Request, most: int) -> bytes:
    """The body of a POST.

    Raises:
        Refused: (413) if it is too large, (408) if it comes too slowly.
    """
    if request.method != "POST":
        return b""
    too_large = Refused(413, _TOO_LARGE, {"Connection": "close"}, limit=f"{most:,}")
    declared = request.headers.get("content-length", "0")
    if declared.isdecimal() and int(declared) > most:
        raise too_large
    body = bytearray()
    try:
        async with asyncio.timeout(_BODY_TIME):
            async for part in request.stream():
                body += part
                if len(body) > most:
                    raise too_large
    except TimeoutError as error:
        raise Refused(408, _TOO_SLOW, {"Connection": "close"}) from error
    return bytes(body)


async def _answered(request: Request, service: Service, wanted: Asked) -> Response:
    accept = request.headers.get("accept")
    results, triples = preferred(accept, RESULTS), preferred(accept, GRAPHS)
    if results is None and triples is None:
        raise Refused(406, _NO_FORMAT, types=", ".join(_OFFERED))
    serving = service.now
    tag = None
    if is_lasting(wanted.query):
        parts = (wanted.query, wanted.default, wanted.named, results, triples)
        tag = tag_of(serving.generation.id, *parts)
        if is_known(request, tag):
            return not_modified(tag)
    question = {"query": wanted.query, "default": wanted.default, "named": wanted.named,
                "results": _said(results), "triples": _said(triples)}  # fmt: skip
    return await _from_worker(request, service, serving, question, tag)


async def _content(
    request: Request, service: Service, what: Mapping[str, str], format: Format
) -> Response:
    serving = service.now
    tag = tag_of(serving.generation.id, sorted(what.items()), format)
    if is_known(request, tag):
        return not_modified(tag)
    question = {**what, "triples": _said(format)}
    return await _from_worker(request, service, serving, question, tag)


async def _from_worker(
    request: Request, service: Service, serving: Serving, question: dict[str, Any], tag: str | None
) -> Response:
    async def gone() -> None:
        while not await request.is_disconnected():
            await asyncio.sleep(0.25)

    question["gzip"] = accepts_gzip(request)
    try:
        head, body = await service.ask(serving, question, gone)
    except Ended as ended:
        return told(request, 503, why_ended(ended, service.limits), RETRY)
    if head["status"] != 200:
        return told(request, int(head["status"]), Words(head["said"]["en"], head["said"]["zh"]))
    headers = {"ETag": tag} if tag else {"Cache-Control": "no-store"}
    return reply(request, body, head["type"], headers=headers, zipped=bool(head.get("gzip")))


def why_ended(ended: Ended, limits: QueryLimits) -> Words:
    """Why a query got no answer."""
    values = {"limit": f"{limits.timeout:g}", "longest": f"{limits.longest:g}"}
    return _ENDED[ended.why].filled(values)


def _described(request: Request, service: Service) -> Response:
    format = format_of(request, GRAPHS)
    serving = service.now
    base = str(request.base_url)
    tag = tag_of(serving.generation.id, "description", base, format)
    if is_known(request, tag):
        return not_modified(tag)
    body = service_description(serving, base, format)
    headers = {"ETag": tag, "Accept-Post": "application/sparql-query", "Allow": ", ".join(METHODS)}
    return reply(request, body, format.media_type, headers=headers)


def _said(format: Format | None) -> dict[str, str] | None:
    return None if format is None else {"type": format.media_type, "name": format.name}
