"""The pages: the library, a case, a node, a query with its answer. No script, nothing from outside.

What a client sends comes back escaped or not at all.
"""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from vcc.serve.cells import Cell, cell_from_json, cell_from_term, label_of
from vcc.serve.endpoint import ENDED, RETRY
from vcc.serve.pool import Ended
from vcc.serve.replies import (
    is_known,
    language_of,
    not_modified,
    reply,
    tag_of,
    told,
)
from vcc.serve.requests import Received, Refused, asked
from vcc.serve.templates import rendered, style
from vcc.serve.words import CASES_FOUND, NO, ROWS, ROWS_CUT, WORDS, YES
from vcc.source.diagnostic import Words

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from vcc.serve.service import Service, Serving

_HTML: Final = "text/html"
_CASES_SHOWN: Final = 100
_ROWS_SHOWN: Final = 500
_ANSWER: Final = 2**20  # bytes of an answer that is shown as a page
_JSON: Final = {"type": "application/json", "name": "JSON"}
_TRIPLES: Final = {"type": "application/n-triples", "name": "N_TRIPLES"}
_EXAMPLE: Final = "SELECT ?case ?name {\n  ?case a :Case ; rdfs:label ?name\n} ORDER BY ?case\n"


async def start_page(request: Request) -> Response:
    """The library, or the cases that a search finds."""
    service: Service = request.app.state.service
    serving, language = service.now, language_of(request)
    searched = request.query_params.get("q", "")[:200]
    start = _number(request.query_params.get("from", ""))
    tag = tag_of(serving.generation.id, "start", language, searched, start)
    if is_known(request, tag):
        return not_modified(tag)
    found = [case for case in serving.cases if _matches(case, searched)]
    more = start + _CASES_SHOWN if start + _CASES_SHOWN < len(found) else 0
    counted = {"count": str(len(found)), "all": str(len(serving.cases))}
    page = rendered(
        "start.html.j2", language, WORDS["site"].in_language(language),
        cases=[_row(case, language) for case in found[start : start + _CASES_SHOWN]],
        found=CASES_FOUND.filled(counted).in_language(language), searched=searched,
        more=f"/?{urlencode({'lang': language, 'q': searched, 'from': more})}" if more else "",
        kept={"q": searched} if searched else {},
    )  # fmt: skip
    return reply(request, page.encode(), _HTML, headers={"ETag": tag})


async def style_sheet(request: Request) -> Response:
    """The style of all pages."""
    tag = tag_of("style", style())
    if is_known(request, tag):
        return not_modified(tag)
    return reply(request, style(), "text/css", headers={"ETag": tag})


def case_page(request: Request, serving: Serving, case: dict[str, Any]) -> Response:
    """The page of a case, as it was built."""
    language = language_of(request)
    tag = tag_of(serving.generation.id, "case", case["iri"], language)
    if is_known(request, tag):
        return not_modified(tag)
    page = serving.generation.page(case["pages"][language])
    return reply(request, page, _HTML, headers={"ETag": tag})


async def node_page(request: Request, iri: str) -> Response:
    """What is said of a term or a node."""
    service: Service = request.app.state.service
    serving, language = service.now, language_of(request)
    tag = tag_of(serving.generation.id, "node", iri, language)
    if is_known(request, tag):
        return not_modified(tag)
    question = {"node": iri, "triples": _TRIPLES, "most": _ANSWER}
    try:
        head, body = await service.ask(serving, question, _patient)
    except Ended as ended:
        return told(request, 503, ENDED[ended.why], RETRY)
    if head["status"] != 200:
        return told(request, head["status"], Words(head["said"]["en"], head["said"]["zh"]))
    rows = _statements(body)
    title = label_of(rows, language) or iri.rsplit("/", 1)[-1]
    page = rendered("node.html.j2", language, title, iri=iri, rows=rows)
    return reply(request, page.encode(), _HTML, headers={"ETag": tag})


async def query_page(request: Request) -> Response:
    """A form for a query and, where one is given, the answer or what is wrong."""
    service: Service = request.app.state.service
    language = language_of(request)
    query, status, problem, answer = _EXAMPLE, 200, "", None
    try:
        if "query" in request.query_params:
            received = Received("GET", request.scope["query_string"])
            wanted = asked(received, service.limits.text)
            assert wanted is not None
            query = wanted.query
            status, answer, problem = await _answer(service, query, language)
    except Refused as refused:
        status, problem = refused.status, refused.words.in_language(language)
    page = rendered(
        "query.html.j2", language, WORDS["query"].in_language(language),
        query=query, problem=problem, answer=answer,
        questions=[
            {"title": question.title.in_language(language),
             "href": f"/query?{urlencode({'lang': language, 'query': question.source.text})}"}
            for question in service.questions.values()
        ],
        kept={"query": query} if query != _EXAMPLE else {},
    )  # fmt: skip
    return reply(
        request, page.encode(), _HTML, status=status, headers={"Cache-Control": "no-store"}
    )


async def _answer(
    service: Service, query: str, language: str
) -> tuple[int, dict[str, Any] | None, str]:
    """Status, answer, and what is wrong (one of the two is empty)."""
    question = {"query": query, "default": None, "named": None, "most": _ANSWER,
                "results": _JSON, "triples": _TRIPLES, "offered": {}}  # fmt: skip
    try:
        head, body = await service.ask(service.now, question, _patient)
    except Ended as ended:
        limit = {"limit": f"{service.limits.timeout:g}"}
        return 503, None, ENDED[ended.why].filled(limit).in_language(language)
    if head["status"] != 200:
        return int(head["status"]), None, str(head["said"][language])
    return 200, _table(head["type"], body, language), ""


def _table(media_type: str, body: bytes, language: str) -> dict[str, Any]:
    """An answer as columns and rows of cells."""
    if media_type == _TRIPLES["type"]:
        rows = [[row["property"], row["value"]] for row in _statements(body)]
        columns = [WORDS["property"].in_language(language), WORDS["value"].in_language(language)]
        return _counted(columns, rows, language)
    found = json.loads(body)
    if "boolean" in found:
        return {"said": (YES if found["boolean"] else NO).in_language(language), "columns": ()}
    columns = found["head"]["vars"]
    bindings = found["results"]["bindings"]
    rows = [[cell_from_json(row.get(name)) for name in columns] for row in bindings]
    return _counted(columns, rows, language)


def _counted(columns: list[str], rows: list[list[Cell]], language: str) -> dict[str, Any]:
    words = ROWS if len(rows) <= _ROWS_SHOWN else ROWS_CUT
    said = words.filled({"count": str(len(rows)), "shown": str(_ROWS_SHOWN)})
    return {"said": said.in_language(language), "columns": columns, "rows": rows[:_ROWS_SHOWN]}


def _statements(body: bytes) -> list[dict[str, Cell]]:
    import pyoxigraph

    parsed = pyoxigraph.parse(body, pyoxigraph.RdfFormat.N_TRIPLES)
    return [
        {"property": cell_from_term(quad.predicate), "value": cell_from_term(quad.object)}
        for quad in parsed
    ]


def _matches(case: dict[str, Any], searched: str) -> bool:
    text = " ".join((case["name"], *case["label"].values())).casefold()
    return all(word in text for word in searched.casefold().split())


def _row(case: dict[str, Any], language: str) -> dict[str, Any]:
    href = cell_from_json({"type": "uri", "value": case["iri"]}).href
    return {
        "href": f"{href}?lang={language}",
        "label": case["label"][language],
        "asserted": case["asserted"],
        "inferred": case["inferred"],
        "findings": sum(case["findings"].values()),
    }


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else 0


async def _patient() -> None:
    """A page is short to make: nobody looks whether its reader is still there."""
    await asyncio.Event().wait()
