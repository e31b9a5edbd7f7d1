"""The pages of the server: what they show, in both languages, and that nothing runs in them."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest

from tests.unit.serve.served import Answer, Served, serving

EVIL = "\"><script>alert(1)</script><img src=x onerror=alert(1)>'"
CASE = quote("/case/街角面包房")


class Page(HTMLParser):
    """The elements of a page, and where they lead."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.attributes: list[str] = []
        self.language = ""
        self.feed(answer.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action")]
        if tag == "html":
            self.language = dict(attrs).get("lang") or ""


PAGES = [
    "/",
    "/query",
    "/Actor",
    CASE,
    "/query?" + urlencode({"query": "SELECT * {?s ?p ?o} LIMIT 3"}),
]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_script_and_leads_nowhere_else(
    library: Served, path: str, language: str
) -> None:
    answer = library.get(path, Accept="text/html", Accept_Language=language)
    page = Page(answer)
    assert answer.status == 200
    assert page.language == language
    assert "script" not in page.tags
    assert not [name for name in page.attributes if name.startswith("on") or name == "style"]
    assert len(page.links) > 4
    assert all(link.startswith(("/", "?", "#")) and link[:2] != "//" for link in page.links)
    assert "script-src" not in (policy := answer.headers["content-security-policy"])
    assert "default-src 'none'" in policy


def test_every_link_of_every_page_leads_somewhere(library: Served) -> None:
    seen: set[str] = set()
    for path in PAGES:
        seen.update(Page(library.get(path, Accept="text/html")).links)
    inside = [link for link in sorted(seen) if link.startswith("/")]
    assert len(inside) > 20
    for link in inside:
        answer = library.get(link, Accept="text/html, */*;q=0.5")
        if answer.status == 404:  # nothing is said of terms of other vocabularies, or of values
            assert link.rpartition("/")[2] not in ("", "query", "sparql")
        else:
            assert answer.status == 200, link


@pytest.mark.parametrize("path", ["/?q={}", "/query?query={}", "/{}", "/?lang={}", "/case/{}"])
def test_what_a_client_sends_comes_back_as_text_only(library: Served, path: str) -> None:
    answer = library.get(path.format(quote(EVIL, safe="")), Accept="text/html")
    assert b"<script" not in answer.body
    assert b"<img" not in answer.body


def test_what_a_case_says_is_text_only(tmp_path: Path) -> None:
    label = EVIL.replace('"', "'")
    (tmp_path / "evil.vcc").write_text(
        f'vcc 1\nlanguage en\n\ncase evil "{label}" {{\n  actor a "{label}" is firm\n}}\n',
        encoding="utf-8",
    )
    with serving(str(tmp_path)) as server:
        shown = quote("SELECT ?s ?l { ?s rdfs:label ?l }")
        for path in ("/", "/case/evil", "/case/evil/a", f"/query?query={shown}"):
            answer = server.get(path, Accept="text/html")
            assert answer.status == 200
            assert b"<script" not in answer.body
            assert b"<img" not in answer.body
            assert b"&lt;script&gt;" in answer.body


def test_the_library_can_be_searched_in_both_languages(library: Served) -> None:
    found = library.get("/?lang=en&q=" + quote("面包")).text
    assert "1 of" in found
    assert f'href="{CASE}?lang=en"' in found
    assert "0 of" in library.get("/?lang=en&q=nothing-is-called-so").text


def test_a_case_shows_findings_and_conclusions_that_unfold(library: Served) -> None:
    for language, heading in (("en", "Findings"), ("zh", "发现")):
        page = library.get(f"{CASE}?lang={language}", Accept="text/html").text
        assert f"<h2>{heading}</h2>" in page
        assert page.count("<details") > 20
        assert page.count("<details") == page.count("</details>")


def test_the_query_page_answers_and_says_what_is_wrong(library: Served) -> None:
    def asked(query: str) -> Answer:
        return library.get("/query?" + urlencode({"lang": "en", "query": query}))

    assert "<td>7</td>" in asked("SELECT (7 AS ?x) {}").text
    assert "yes" in asked("ASK {}").text
    assert re.search(r"<th scope=\"col\">Property</th>", asked("CONSTRUCT WHERE {?s a ?c}").text)
    assert (asked("SELEC").status, asked("CLEAR ALL").status) == (400, 403)
    assert "Q101" in asked("SELEC").text
    assert "first 500" in asked("SELECT * { ?s ?p ?o } LIMIT 700").text


def test_no_term_of_the_ontology_is_hidden_by_an_address_of_the_server(library: Served) -> None:
    query = "SELECT DISTINCT ?t { GRAPH <https://w3id.org/vcc/> { ?t a ?c } FILTER(ISIRI(?t)) }"
    names = {iri.removeprefix("https://w3id.org/vcc/") for iri in library.query(query).values()}
    assert len(names) > 100
    assert names & {"query", "sparql", "graphs", "health", "metrics", "assets"} == {"health"}
    assert library.get("/health").type == "application/json"
    assert library.get("/health", Accept="application/json").json()["status"] == "ok"
    assert ":health a " in library.get("/health", Accept="text/turtle").text
    assert library.get("/health", Accept="text/html,*/*;q=0.8").type == "text/html"
