"""The page for queries: a form that works without script, with YASGUI's editor where scripts run.

It is the one page with a script, and the one whose policy allows any: ours and YASGUI's, from this
server, which may ask this server and nobody else. YASGUI needs no inline style but one: what it
changes it changes by the object model, which a policy does not forbid; only its tables add a style
element, always the same, for the handles of columns, and that one is allowed by its hash. Of YASGUI
the editor (YASQE) and the tables (YASR) are used. Its tabs are not: they would keep queries on the
computer, and offer other endpoints, which the policy forbids.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from vcc.query.graphs import ONTOLOGY
from vcc.serve.asking import TRIPLES, asked_for_page, statements
from vcc.serve.cells import Cell, cell_from_json
from vcc.serve.endpoint import why_ended
from vcc.serve.pool import Ended
from vcc.serve.replies import language_of, reply
from vcc.serve.requests import Received, Refused, asked
from vcc.serve.templates import rendered
from vcc.serve.words import NO, ROWS, ROWS_CUT, TABLE, WORDS, YASR, YES
from vcc.vocabulary.namespaces import PREFIXES, VCC

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from vcc.serve.service import Service

_ROWS_SHOWN: Final = 500
_EXAMPLE: Final = "SELECT ?case ?name {\n  ?case a :Case ; rdfs:label ?name\n} ORDER BY ?case\n"
# The names that the editor completes: the terms of the ontology.
_TERMS: Final = (
    f"SELECT DISTINCT ?name {{ GRAPH {ONTOLOGY} {{ ?term rdfs:label ?label }} "
    f'FILTER(STRSTARTS(STR(?term), "{VCC}")) '
    f'BIND(SUBSTR(STR(?term), {len(VCC) + 1}) AS ?name) FILTER(!CONTAINS(?name, "/")) }}'
)
_HANDLES: Final = "'sha256-zCK2EVMoPc04mRF/g5CotUvxbJPWS+8V0b+s9ptqQIk='"
_POLICY: Final = (
    f"default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self' {_HANDLES}; "
    "img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


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
        query=query, problem=problem, answer=answer, editor=_editor(service, language),
        questions=_questions(service, language),
        kept={"query": query} if query != _EXAMPLE else {},
    )  # fmt: skip
    headers = {"Cache-Control": "no-store", "Content-Security-Policy": _POLICY}
    return reply(request, page.encode(), "text/html", status=status, headers=headers)


def _questions(service: Service, language: str) -> list[dict[str, str]]:
    """The stored questions, each as a link that asks it."""
    return [
        {
            "title": question.title.in_language(language),
            "href": f"/query?{urlencode({'lang': language, 'query': question.source.text})}",
        }
        for question in service.questions.values()
    ]


def _editor(service: Service, language: str) -> dict[str, str]:
    """What the script of the page must know, as data of the form."""
    return {
        "endpoint": "/sparql",
        "terms": _TERMS,
        "base": VCC,
        "cases": service.now.base,
        "prefixes": json.dumps(PREFIXES),
        "words": json.dumps({text: words.in_language(language) for text, words in YASR.items()}),
        "table": json.dumps({key: words.in_language(language) for key, words in TABLE.items()}),
        "label": WORDS["your_query"].in_language(language),
        "size": WORDS["page_size"].in_language(language),
        "counted": WORDS["counted"].in_language(language),
        "timed": WORDS["timed"].in_language(language),
        "asking": WORDS["asking"].in_language(language),
        "done": WORDS["done"].in_language(language),
    }


async def _answer(
    service: Service, query: str, language: str
) -> tuple[int, dict[str, Any] | None, str]:
    """Status, answer, and what is wrong (one of the two is empty)."""
    serving = service.now
    try:
        head, body = await asked_for_page(service, serving, query=query)
    except Ended as ended:
        return 503, None, why_ended(ended, service.limits).in_language(language)
    if head["status"] != 200:
        return int(head["status"]), None, str(head["said"][language])
    return 200, _table(head["type"], body, language, serving.base), ""


def _table(media_type: str, body: bytes, language: str, base: str) -> dict[str, Any]:
    """An answer as columns and rows of cells."""
    if media_type == TRIPLES["type"]:
        rows = [[*row] for row in statements(body, base)]
        names = ("subject", "property", "value")
        return _counted([WORDS[name].in_language(language) for name in names], rows, language)
    found = json.loads(body)
    if "boolean" in found:
        return {"said": (YES if found["boolean"] else NO).in_language(language), "columns": ()}
    columns = found["head"]["vars"]
    bindings = found["results"]["bindings"]
    rows = [[cell_from_json(row.get(name), base) for name in columns] for row in bindings]
    return _counted(columns, rows, language)


def _counted(columns: list[str], rows: list[list[Cell]], language: str) -> dict[str, Any]:
    words = ROWS if len(rows) <= _ROWS_SHOWN else ROWS_CUT
    said = words.filled({"count": str(len(rows)), "shown": str(_ROWS_SHOWN)})
    return {"said": said.in_language(language), "columns": columns, "rows": rows[:_ROWS_SHOWN]}
