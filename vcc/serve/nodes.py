"""The page of a term of the ontology or of a node of a case: what is said of it, and what points
to it, with everything by its label. And the page of a case, which was made when it was built."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from vcc.query.graphs import ONTOLOGY
from vcc.serve.asking import asked_for_page, statements
from vcc.serve.cells import Cell, cell_from_json
from vcc.serve.endpoint import RETRY, why_ended
from vcc.serve.pool import Ended
from vcc.serve.replies import accepts_gzip, is_known, language_of, not_modified, reply, tag_of
from vcc.serve.templates import rendered
from vcc.serve.words import KNOWN
from vcc.source.diagnostic import Words
from vcc.vocabulary.namespaces import LABEL, SKOS
from vcc.vocabulary.rdf import iri_text

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from vcc.serve.service import Service, Serving

_HTML: Final = "text/html"
_MOST_NAMED: Final = 400  # terms whose labels are looked up for one page
_MOST_POINTING: Final = 200
_FIRST: Final = (iri_text(LABEL), SKOS + "definition", SKOS + "example", SKOS + "scopeNote")
_LABELS: Final = (
    "SELECT ?term ?label {{ VALUES ?term {{ {terms} }} "
    "{{ ?term rdfs:label ?label }} UNION {{ GRAPH {ontology} {{ ?term rdfs:label ?label }} }} "
    'FILTER(LANG(?label) = "" || LANGMATCHES(LANG(?label), "{language}")) }} ORDER BY ?label'
)
_POINTING: Final = (
    "SELECT DISTINCT ?thing ?property {{ {{ ?thing ?property {node} }} UNION "
    "{{ GRAPH {ontology} {{ ?thing ?property {node} }} }} FILTER(ISIRI(?thing)) }} "
    "ORDER BY ?property ?thing LIMIT {most}"
)


@dataclass(frozen=True, slots=True)
class Row:
    """A property, and what is said with it."""

    property: Cell
    values: tuple[Cell, ...]


def case_page(request: Request, serving: Serving, case: Mapping[str, Any]) -> Response:
    """The page of a case, as it was built."""
    language = language_of(request)
    tag = tag_of(serving.generation.id, "case", case["iri"], language)
    if is_known(request, tag):
        return not_modified(tag)
    page, zipped = serving.generation.page(case["pages"][language]), accepts_gzip(request)
    body = page if zipped else gzip.decompress(page)
    return reply(request, body, _HTML, headers={"ETag": tag}, zipped=zipped)


async def node_page(request: Request, iri: str) -> Response:
    """What is said of a term or a node."""
    service: Service = request.app.state.service
    serving, language = service.now, language_of(request)
    tag = tag_of(serving.generation.id, "node", iri, language)
    if is_known(request, tag):
        return not_modified(tag)
    try:
        head, body = await asked_for_page(service, serving, node=iri)
        if head["status"] != 200:
            words = Words(head["said"]["en"], head["said"]["zh"])
            return _page_that_tells(request, iri, int(head["status"]), words)
        told = list(statements(body, serving.base))
        said = [(property, value) for _, property, value in told]
        node = f"<{told[0][0].iri}>"
        pointing = await _asked(service, serving, _POINTING.format(
            node=node, ontology=ONTOLOGY, most=_MOST_POINTING))  # fmt: skip
        back = [(_cell(row["property"], serving), _cell(row["thing"], serving)) for row in pointing]
        labels = await _labels(service, serving, [*said, *back], language)
    except Ended as ended:
        return _page_that_tells(request, iri, 503, why_ended(ended, service.limits))
    page = rendered(
        "node.html.j2", language, _title(said, language) or iri.rsplit("/", 1)[-1], iri=iri,
        rows=[*_rows(said, labels, language)], pointing=[*_rows(back, labels, language)],
    )  # fmt: skip
    return reply(request, page.encode(), _HTML, headers={"ETag": tag})


def _cell(found: Mapping[str, Any], serving: Serving) -> Cell:
    return cell_from_json(found, serving.base)


def _page_that_tells(request: Request, iri: str, status: int, words: Words) -> Response:
    """Why there is no page, as a page."""
    language = language_of(request)
    title, said = iri.rsplit("/", 1)[-1], words.in_language(language)
    page = rendered("told.html.j2", language, title, said=said)
    headers = {"Cache-Control": "no-store", **(RETRY if status == 503 else {})}
    return reply(request, page.encode(), _HTML, status=status, headers=headers)


async def _asked(service: Service, serving: Serving, query: str) -> list[dict[str, Any]]:
    """The rows of a query of ours; none where it asks for too much."""
    head, body = await asked_for_page(service, serving, query=query)
    if head["status"] != 200:
        return []
    rows: list[dict[str, Any]] = json.loads(body)["results"]["bindings"]
    return rows


async def _labels(
    service: Service, serving: Serving, pairs: Iterable[tuple[Cell, Cell]], language: str
) -> dict[str, str]:
    """What people call the terms on the page, by their IRIs."""
    iris = dict.fromkeys(cell.iri for pair in pairs for cell in pair if cell.iri)
    terms = " ".join(f"<{iri}>" for iri in list(iris)[:_MOST_NAMED])
    query = _LABELS.format(terms=terms, ontology=ONTOLOGY, language=language)
    rows = await _asked(service, serving, query)
    return {row["term"]["value"]: row["label"]["value"] for row in rows}


def _rows(
    pairs: Sequence[tuple[Cell, Cell]], labels: Mapping[str, str], language: str
) -> Iterator[Row]:
    """The pairs by property, with labels; what a reader wants to know first stands first."""
    found: dict[Cell, list[Cell]] = {}
    for property, value in pairs:
        found.setdefault(property, []).append(value)

    def place(property: Cell) -> tuple[int, str]:
        is_first = property.iri in _FIRST
        return (_FIRST.index(property.iri) if is_first else len(_FIRST), property.text)

    for property in sorted(found, key=place):
        values = sorted(found[property], key=lambda cell: not cell.language.startswith(language))
        yield Row(
            _named(property, labels, language),
            tuple(_named(value, labels, language) for value in values),
        )


def _named(cell: Cell, labels: Mapping[str, str], language: str) -> Cell:
    """A term by its label, and with a page in the language of the reader."""
    href = f"{cell.href}?lang={language}" if cell.href else ""
    known = KNOWN[cell.iri].in_language(language) if cell.iri in KNOWN else cell.text
    return replace(cell, text=labels.get(cell.iri, known), href=href)


def _title(pairs: Iterable[tuple[Cell, Cell]], language: str) -> str:
    """The label among some statements, in the language if there is one."""
    labels = [value for property, value in pairs if property.iri == iri_text(LABEL)]
    labels.sort(key=lambda cell: not cell.language.startswith(language))
    return labels[0].text if labels else ""
