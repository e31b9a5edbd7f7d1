"""The addresses of the server.

/sparql                SPARQL 1.1 Protocol; without a query, the Service Description
/graphs                Graph Store Protocol, reading: ?default or ?graph=IRI
/.well-known/void      the data set and the catalogue (VoID, DCAT)
/health /metrics       for those who look after the server
/  /query              pages: the library, a query with its answer
/NAME  /case/NAME      a term of the ontology, a node of a case: a page or RDF, by Accept
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from vcc.serve.assets import asset
from vcc.serve.cells import iri_at
from vcc.serve.description import service_description
from vcc.serve.endpoint import format_of, graphs, node, sparql
from vcc.serve.formats import GRAPHS, HTML, Format, preferred
from vcc.serve.gate import Gate
from vcc.serve.library_page import start_page
from vcc.serve.metrics import MEDIA_TYPE, health, metrics
from vcc.serve.nodes import case_page, node_page
from vcc.serve.query_page import query_page
from vcc.serve.replies import is_known, not_modified, reply, tag_of, told
from vcc.serve.requests import Refused
from vcc.source.diagnostic import Words

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp

    from vcc.serve.service import Service

_STATE: Final = Format("application/json", "STATE")
_READ: Final = ["GET", "HEAD"]
_ANY: Final = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH"]
_NOTHING: Final = Words("there is nothing at this address\n", "此地址没有内容\n")
_NOT_SO: Final = Words("this address takes GET and HEAD\n", "此地址只接受 GET 与 HEAD\n")


def application(service: Service) -> ASGIApp:
    """The application that serves what `service` holds."""
    app = Starlette(
        routes=[
            Route("/sparql", sparql, methods=_ANY),  # the first: routes are tried in order
            Route("/", start_page, methods=_READ),
            Route("/query", query_page, methods=_READ),
            Route("/assets/{name}", asset, methods=_READ),
            Route("/sparql/", sparql, methods=_ANY),
            Route("/graphs", graphs, methods=_ANY),
            Route("/.well-known/void", _void, methods=_READ),
            Route("/health", _health, methods=_READ),
            Route("/metrics", _metrics, methods=_READ),
            Route("/{name:path}", _named, methods=_READ),
        ],
        exception_handlers={HTTPException: _failed},
    )
    app.state.service = service
    app.router.redirect_slashes = False
    return Gate(app, service)


async def _void(request: Request) -> Response:
    service: Service = request.app.state.service
    try:
        format = format_of(request, GRAPHS)
    except Refused as refused:
        return told(request, refused.status, refused.words)
    base = str(request.base_url)
    tag = tag_of(service.now.generation.id, "void", base, format)
    if is_known(request, tag):
        return not_modified(tag)
    body = service_description(service.now, base, format)
    return reply(request, body, format.media_type, headers={"ETag": tag})


async def _named(request: Request) -> Response:
    """Something that has an IRI below that of the ontology: a term, a case, a node of a case."""
    service: Service = request.app.state.service
    name = request.path_params.get("name", "")
    name = _as_in_iris(request.scope.get("raw_path", b""), name)
    iri = iri_at(name, service.now.base)
    try:
        format = format_of(request, (HTML, *GRAPHS))
    except Refused as refused:
        return told(request, refused.status, refused.words)
    if format is not HTML:
        return await node(request, iri, format)
    case = service.now.case(iri)
    if case is not None:
        return case_page(request, service.now, case)
    return await node_page(request, iri)


def _as_in_iris(raw: bytes, decoded: str) -> str:
    """The name as IRIs have it: letters of all scripts as they are, the rest as it was encoded."""
    path = raw.partition(b"?")[0].decode("ascii", "replace").removeprefix("/")
    parts = []
    for part in path.split("/"):
        plain = unquote(part)
        parts.append(plain if not set(plain) & _RESERVED and plain.isprintable() else part)
    return "/".join(parts) if raw else decoded


_RESERVED: Final = frozenset(" \"<>\\^`{|}/?#[]@!$&'()*+,;=%:")


async def _health(request: Request) -> Response:
    """Health, or the term of that name for those who ask for a page or for RDF."""
    service: Service = request.app.state.service
    wanted = preferred(request.headers.get("accept"), (_STATE, HTML, *GRAPHS))
    if wanted not in (None, _STATE):
        return await _named(request)
    return JSONResponse(health(service), headers={"Cache-Control": "no-store"})


async def _metrics(request: Request) -> Response:
    text = metrics(request.app.state.service)
    return PlainTextResponse(text, media_type=MEDIA_TYPE, headers={"Cache-Control": "no-store"})


async def _failed(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 405:
        return told(request, 405, _NOT_SO, {"Allow": "GET, HEAD, OPTIONS"})
    return told(request, error.status_code, _NOTHING)
