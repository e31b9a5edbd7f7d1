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
        self.ids: list[str] = []
        self.scripts: list[str] = []
        self.feed(answer.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action")]
        if tag == "html":
            self.language = dict(attrs).get("lang") or ""

    def handle_data(self, data: str) -> None:
        if self.tags[-1:] == ["script"] and data.strip():
            self.scripts.append(data)


PAGES = [
    "/",
    "/query",
    "/Actor",
    CASE,
    "/query?" + urlencode({"query": "SELECT * {?s ?p ?o} LIMIT 3"}),
]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_no_inline_script_and_leads_nowhere_else(
    library: Served, path: str, language: str
) -> None:
    answer = library.get(path, Accept="text/html", Accept_Language=language)
    page = Page(answer)
    assert answer.status == 200
    assert page.language == language
    assert not [name for name in page.attributes if name.startswith("on") or name == "style"]
    assert len(page.links) > 4
    assert all(link.startswith(("/", "?", "#")) and link[:2] != "//" for link in page.links)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    is_query = path.startswith("/query")
    assert page.tags.count("script") == (2 if is_query else 0)
    assert page.scripts == []  # what scripts there are have an address
    assert ("script-src 'self'; connect-src 'self'" in policy) == is_query
    assert ("script-src" in policy) == is_query


def test_every_link_of_every_page_leads_somewhere(library: Served) -> None:
    seen: dict[str, str] = {}
    for path in PAGES:
        page = Page(library.get(path, Accept="text/html"))
        assert len(set(page.ids)) == len(page.ids)
        assert {link[1:] for link in page.links if link[:1] == "#"} <= set(page.ids)
        seen |= {link: path for link in page.links if link.startswith("/")}
    assert len(seen) > 200
    for link, path in sorted(seen.items()):
        answer = library.get(link, Accept="text/html, */*;q=0.5")
        # Of what a query finds, a page can only say that nothing is said of it.
        assert answer.status == 200 or (path.startswith("/query?") and answer.status == 404), link


@pytest.mark.parametrize("path", ["/?q={}", "/query?query={}", "/{}", "/?lang={}", "/case/{}"])
def test_what_a_client_sends_comes_back_as_text_only(library: Served, path: str) -> None:
    answer = library.get(path.format(quote(EVIL, safe="")), Accept="text/html")
    assert b"<script>" not in answer.body
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
            assert b"<script>" not in answer.body
            assert b"<img" not in answer.body
            assert b"&lt;script&gt;" in answer.body


def test_the_library_can_be_searched_in_both_languages(library: Served) -> None:
    found = library.get("/?lang=en&q=" + quote("面包")).text
    assert "1 of" in found
    assert f'href="{CASE}?lang=en"' in found
    assert "0 of" in library.get("/?lang=en&q=nothing-is-called-so").text


def test_the_library_can_be_filtered_and_put_in_order(library: Served) -> None:
    def found(**asked: str) -> list[str]:
        answer = library.get("/?" + urlencode({"lang": "en", **asked}))
        return re.findall(r'<th scope="row"><a href="([^"?]+)', answer.text)

    every = found()
    assert len(every) >= 4
    served = found(verdict="dominantLogic=service-dominant")
    assert CASE in served
    assert set(served) < set(every)
    assert found(verdict="dominantLogic=no-such") == []
    assert set(found(findings="info")) <= set(every)
    assert not set(found(findings="none")) & set(found(findings="info"))
    assert sorted(found(order="most")) == sorted(every)
    assert found(order="most") == found(order="fewest")[::-1] != every
    assert found(findings="nonsense", order="nonsense", **{"from": "x"}) == every


def test_a_reader_turns_pages_without_losing_what_was_asked(tmp_path: Path) -> None:
    for number in range(130):
        (tmp_path / f"c{number:03}.vcc").write_text(
            f'vcc 1\nlanguage en\ncase c{number} "Case {number}" {{ actor a "A" is firm }}\n',
            encoding="utf-8",
        )
    with serving(str(tmp_path)) as server:
        first = server.get("/?lang=en&q=case&order=most").text
        assert first.count('<th scope="row">') == 100
        following = re.search(r'href="([^"]+)" rel="next"', first)
        assert following
        second = server.get(following[1].replace("&amp;", "&")).text
        assert "130 of 130" in second
        assert second.count('<th scope="row">') == 30
        assert 'value="case"' in second
        assert 'rel="prev"' in second
        assert 'rel="next"' not in second


def test_a_case_shows_findings_and_conclusions_that_unfold(library: Served) -> None:
    for language, heading in (("en", "Findings"), ("zh", "发现")):
        page = library.get(f"{CASE}?lang={language}", Accept="text/html").text
        assert f'<h2 id="findings">{heading}</h2>' in page
        assert page.count("<details") > 20
        assert page.count("<details") == page.count("</details>")


def test_a_case_says_of_which_part_of_it_a_logic_is(library: Served) -> None:
    """A list of logics without the case, pair or period that each is of told a reader nothing."""
    path = quote("/case/metaverse")
    page = library.get(f"{path}?lang=en", Accept="text/html").text
    logic = page[page.index('id="section-logic"') : page.index('id="section-certainty"')]
    headings = re.findall(r"<h3>([^<]+)</h3>", logic)
    assert headings[0] == "In the case as a whole"
    assert len(headings) > 2
    assert all(h.startswith(("Period: ", "Firm and customer: ", "Field: ")) for h in headings[1:])


def test_conclusions_lead_to_lines_sources_and_terms(library: Served) -> None:
    page = library.get(f"{CASE}?lang=en", Accept="text/html").text
    assert 'href="#L' in page
    assert f'href="{CASE}/' in page
    assert 'href="/service-dominant?lang=en"' in page
    line = re.search(r'<div id="L4" class="line"><span[^>]*>4</span><code>([^<]*)', page)
    assert line
    assert line[1] == "vcc 1"
    assert "虚构的小案例" not in page  # a comment


def test_the_network_is_a_picture_and_a_table(library: Served) -> None:
    for language, title in (("en", "Value network: "), ("zh", "价值网络：")):
        page = library.get(f"{CASE}?lang={language}", Accept="text/html").text
        assert re.search(rf'<svg [^>]*role="img"[^>]*>\s*<title id="network-title">{title}', page)
        table = page[page.index('id="value-network"') : page.index('id="section-logic"')]
        assert table.count("<tr>") > 3


def test_a_node_is_shown_by_labels_with_what_points_to_it(library: Served) -> None:
    for language, kind, heading in (
        ("en", "firm", "What points here"), ("zh", "企业", "指向此处的陈述"),
    ):  # fmt: skip
        page = library.get(f"{CASE}/{quote('面包房')}?lang={language}", Accept="text/html").text
        assert (
            f'<a href="/firm?lang={language}" title="https://w3id.org/vcc/firm">{kind}</a>' in page
        )
        assert page.index(heading) < page.index(f'href="{CASE}/{quote("小店")}?lang={language}"')


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
