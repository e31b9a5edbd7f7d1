"""The reading half of the SPARQL 1.1 Protocol beyond the tests of the W3C (`protocol.toml`), then
what RFC 9110 asks of a server."""

from __future__ import annotations

import csv
import gzip
import io
import json
import xml.etree.ElementTree as ElementTree
from urllib.parse import urlencode

import pytest
import rdflib

from tests.unit.serve.served import JSON, Served, encoded

# rdflib reads JSON-LD with a class of its own that it has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")

A = "http://example.org/"
FORM = "application/x-www-form-urlencoded"
RESULTS = {
    "application/sparql-results+json", "application/sparql-results+xml", "application/json",
    "text/csv", "text/tab-separated-values", "application/xml",
}  # fmt: skip
TRIPLES = {
    "text/turtle": "turtle", "application/n-triples": "nt", "application/rdf+xml": "xml",
    "application/ld+json": "json-ld",
}  # fmt: skip
BOTH = f"ASK {{ <{A}data1> a ?type . <{A}data2> a ?type }}"
NAMED = f"ASK {{ GRAPH ?g1 {{ <{A}data1> a ?type }} GRAPH ?g2 {{ <{A}data2> a ?type }} }}"
FULL = f"ASK {{ <{A}data3> a ?c {NAMED[6:]}"
DEFAULTS = [("default-graph-uri", A + "data1"), ("default-graph-uri", A + "data2")]
NAMES = [("named-graph-uri", A + "data1"), ("named-graph-uri", A + "data2")]


def said(answer: object) -> bool:
    assert isinstance(answer, tuple)
    status, _, body = answer
    assert status == 200, body
    return bool(json.loads(body)["boolean"])


# ------------------------------------------------------------------ requests and data sets
def test_query_post_form_with_the_dataset_in_the_address(endpoint: Served) -> None:
    path = "/sparql/?" + urlencode(DEFAULTS)
    body = urlencode({"query": BOTH}).encode()
    assert said(endpoint.request("POST", path, body, Content_Type=FORM))


def test_query_dataset_default_graphs_get(endpoint: Served) -> None:
    assert said(endpoint.query(BOTH, *DEFAULTS))
    assert not said(endpoint.query(BOTH, DEFAULTS[0]))


def test_query_dataset_named_graphs_get(endpoint: Served) -> None:
    assert said(endpoint.query(NAMED, *NAMES))
    assert not said(endpoint.query(NAMED, NAMES[0]))


def test_query_dataset_full(endpoint: Served) -> None:
    assert said(endpoint.query(FULL, ("default-graph-uri", A + "data3"), *NAMES))
    assert not said(endpoint.query(FULL, ("default-graph-uri", A + "data1"), *NAMES))


def test_query_multiple_dataset_the_protocol_wins_over_from(endpoint: Served) -> None:
    asked = f"ASK FROM <{A}data1> {{ <{A}data2> a ?type }}"
    assert not said(endpoint.query(asked))
    assert said(endpoint.query(asked, DEFAULTS[1]))


def test_from_and_from_named_make_the_dataset(endpoint: Served) -> None:
    assert said(endpoint.query(f"ASK FROM <{A}data1> FROM <{A}data2> {BOTH[4:]}"))
    only = f"SELECT ?g FROM NAMED <{A}data2> {{ GRAPH ?g {{ ?s ?p ?o }} }}"
    assert endpoint.query(only).values() == [A + "data2"]


@pytest.mark.parametrize("query", ["SELECT (1 AS ?x) {}", "ASK {}"])
def test_query_content_type_of_results(endpoint: Served, query: str) -> None:
    assert endpoint.query(query).type == JSON
    assert {endpoint.query(query, Accept=type).type for type in RESULTS} == RESULTS


@pytest.mark.parametrize("query", [f"DESCRIBE <{A}data1>", "CONSTRUCT WHERE { ?s a ?c }"])
def test_query_content_type_of_graphs(endpoint: Served, query: str) -> None:
    assert endpoint.query(query).type == "text/turtle"
    sizes = {
        len(rdflib.Graph().parse(data=answer.text, format=format))
        for type, format in TRIPLES.items()
        for answer in [endpoint.query(query, Accept=type)]
        if answer.type == type
    }
    assert len(sizes) == 1
    assert min(sizes) > 0


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_bad_query_method(endpoint: Served, method: str) -> None:
    answer = endpoint.request(method, "/sparql?query=ASK%20%7B%7D")
    assert answer.status == 405
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD", "POST", "OPTIONS"}


def test_bad_multiple_queries(endpoint: Served) -> None:
    assert endpoint.query("ASK {}", ("query", "ASK {}")).status == 400
    assert endpoint.post("query=ASK%20%7B%7D&query=ASK%20%7B%7D", FORM).status == 400


@pytest.mark.parametrize(
    ("type", "body"),
    [("text/plain", "ASK {}"), ("application/json", '{"query": "ASK {}"}'), ("", "query=ASK%7B%7D"),
     ("", "ASK {}"), ("multipart/form-data; boundary=x", "--x--"),
     ("application/sparql-query; charset=utf-16", "ASK {}")],
)  # fmt: skip
def test_bad_query_media_type_wrong_or_missing(endpoint: Served, type: str, body: str) -> None:
    answer = endpoint.post(body, type)
    assert answer.status == 415
    assert "application/sparql-query" in answer.headers["accept-post"]


def test_bad_query_syntax(endpoint: Served) -> None:
    answer = endpoint.query("ASK {")
    assert answer.status == 400
    assert "Q101" in answer.text


@pytest.mark.parametrize("type", [FORM, "application/sparql-update"])
def test_updates_are_refused_in_every_form(endpoint: Served, type: str) -> None:
    body = "update=CLEAR%20ALL" if type == FORM else "CLEAR ALL"
    assert endpoint.post(body, type).status == 403
    assert endpoint.get("/sparql?update=CLEAR%20ALL").status == 403
    assert endpoint.query("CLEAR ALL").status == 403


# ------------------------------------------------------------------ negotiation
@pytest.mark.parametrize(
    ("accept", "type"),
    [
        ("*/*", JSON),
        ("text/html, */*;q=0.1", JSON),
        ("text/csv;q=0.2, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("text/*", "text/csv"),
        ("text/*;q=0.5, text/tab-separated-values", "text/tab-separated-values"),
        ("*/*, application/sparql-results+json;q=0", "application/json"),
        ("TEXT/CSV", "text/csv"),
        ("nonsense, text/csv", "text/csv"),
        ("", JSON),
    ],
)
def test_the_client_gets_what_it_prefers(endpoint: Served, accept: str, type: str) -> None:
    assert endpoint.query("SELECT * {} LIMIT 1", Accept=accept).type == type


def test_what_cannot_be_had_is_406_and_says_what_can(endpoint: Served) -> None:
    for query, wanted in (("ASK {}", "text/turtle"), ("CONSTRUCT WHERE {?s ?p ?o}", "text/csv"),
                          ("ASK {}", "image/png")):  # fmt: skip
        answer = endpoint.query(query, Accept=wanted)
        assert answer.status == 406
        assert "application/" in answer.text


def test_csv_and_xml_hold_what_json_holds(endpoint: Served) -> None:
    query = f"SELECT ?s ?v {{ ?s <{A}value> ?v }} ORDER BY ?s LIMIT 20"
    expected = [(r["s"]["value"], r["v"]["value"])
                for r in endpoint.query(query).json()["results"]["bindings"]]  # fmt: skip
    rows = [*csv.reader(io.StringIO(endpoint.query(query, Accept="text/csv").text))]
    xml = ElementTree.fromstring(endpoint.query(query, Accept="application/xml").text)
    found = xml.iter("{http://www.w3.org/2005/sparql-results#}result")
    assert [tuple(row) for row in rows[1:]] == expected
    assert [tuple("".join(b.itertext()) for b in result) for result in found] == expected
    assert len(expected) == 20


# ------------------------------------------------------------------ caching, compression, HEAD
def test_an_unchanged_answer_is_not_sent_twice(endpoint: Served) -> None:
    query = "SELECT * { ?s ?p ?o } LIMIT 3"
    first = endpoint.query(query)
    again = endpoint.query(query, If_None_Match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    other = endpoint.query(query, If_None_Match=first.headers["etag"], Accept="text/csv")
    assert other.status == 200
    assert "accept" in other.headers["vary"].lower()


def test_what_changes_by_itself_has_no_tag(endpoint: Served) -> None:
    answer = endpoint.query("SELECT (RAND() AS ?x) {}")
    assert "etag" not in answer.headers
    assert answer.headers["cache-control"] == "no-store"


def test_a_large_answer_is_compressed_for_those_who_take_it(endpoint: Served) -> None:
    query = f"SELECT * {{ ?s <{A}value> ?o }} ORDER BY ?s"
    plain = endpoint.query(query)
    small = endpoint.query(query, Accept_Encoding="gzip")
    assert small.headers["content-encoding"] == "gzip"
    assert len(small.body) < len(plain.body) / 4
    assert gzip.decompress(small.body) == plain.body
    assert "content-encoding" not in endpoint.query(query, Accept_Encoding="gzip;q=0").headers


def test_head_is_get_without_the_body(endpoint: Served) -> None:
    path = "/sparql?query=" + encoded("SELECT * { ?s ?p ?o } ORDER BY ?s ?p LIMIT 5")
    head, get = endpoint.request("HEAD", path), endpoint.get(path)
    assert head.body == b""
    assert head.headers["content-length"] == get.headers["content-length"]
    assert head.headers["etag"] == get.headers["etag"]


# ------------------------------------------------------------------ graph store, description
def test_a_graph_is_read_whole(endpoint: Served) -> None:
    answer = endpoint.get("/graphs?graph=" + encoded(A + "data1"), Accept="application/n-triples")
    assert answer.status == 200
    assert answer.text.count("\n") == 1
    everything = endpoint.get("/graphs?default", Accept="application/n-triples").text
    assert everything.count("\n") == 303


def test_a_graph_that_is_not_there_is_404(endpoint: Served) -> None:
    assert endpoint.get("/graphs?graph=" + encoded(A + "none")).status == 404


@pytest.mark.parametrize("query", ["", "?graph=x&default", "?graph=a&graph=b"])
def test_the_graph_store_wants_one_graph(endpoint: Served, query: str) -> None:
    assert endpoint.get("/graphs" + query).status == 400


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
def test_graphs_cannot_be_written(endpoint: Served, method: str) -> None:
    answer = endpoint.request(method, "/graphs?default", b"")
    assert answer.status == 405
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("path", ["/sparql", "/.well-known/void"])
def test_the_service_describes_itself(endpoint: Served, path: str) -> None:
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    void = rdflib.Namespace("http://rdfs.org/ns/void#")
    described = [
        rdflib.Graph().parse(data=endpoint.get(path, Accept=type).text, format=format)
        for type, format in TRIPLES.items()
    ]
    assert len({len(graph) for graph in described}) == 1
    graph = described[0]
    service = rdflib.URIRef(endpoint.url + "/sparql")
    assert (service, sd.endpoint, service) in graph
    names = {str(name) for name in graph.objects(None, sd.name)}
    assert names == {A + name for name in ("data0", "data1", "data2", "data3", "numbers")}
    assert [int(n) for n in graph.objects(None, void.triples)].count(300) == 1


def test_the_address_of_a_description_is_that_of_the_request(endpoint: Served) -> None:
    answer = endpoint.get("/sparql", Host=f"localhost:{endpoint.port}")
    assert f"<http://localhost:{endpoint.port}/sparql>" in answer.text


# ------------------------------------------------------------------ languages, other origins
def test_a_refusal_speaks_the_language_of_the_client(endpoint: Served) -> None:
    assert "只读" in endpoint.get("/sparql?update=x", Accept_Language="zh-CN,en;q=0.4").text
    assert "only reads" in endpoint.get("/sparql?update=x", Accept_Language="fr, en;q=0.4").text


def test_pages_of_this_computer_may_ask_and_others_may_not(endpoint: Served) -> None:
    own = endpoint.query("ASK {}", Origin="http://localhost:3000")
    assert own.headers["access-control-allow-origin"] == "http://localhost:3000"
    for origin in ("https://example.org", "http://localhost.example.org", "null"):
        assert "access-control-allow-origin" not in endpoint.query("ASK {}", Origin=origin).headers
    preflight = endpoint.request("OPTIONS", "/sparql", Origin="http://127.0.0.1:1")
    assert preflight.status == 204
    assert "POST" in preflight.headers["access-control-allow-methods"]
