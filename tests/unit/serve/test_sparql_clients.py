"""Tools that know only SPARQL find, query and understand the data."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
from pathlib import Path
from urllib.parse import quote

import pytest
import rdflib

from tests.unit.serve.served import Served
from vcc.query.questions import questions_from_files
from vcc.resources import query_files

CASES = "PREFIX : <https://w3id.org/vcc/> SELECT ?case { ?case a :Case }"
VCC = "https://w3id.org/vcc/"


def cases(server: Served) -> set[str]:
    found = set(server.query(CASES).values())
    assert len(found) >= 3
    return found


def test_rdflib_reads_it_as_a_graph(library: Served) -> None:
    from rdflib.plugins.stores.sparqlstore import SPARQLStore

    graph = rdflib.Graph(SPARQLStore(library.url + "/sparql"))
    assert {str(row[0]) for row in graph.query(CASES)} == cases(library)
    found = {str(s) for s in graph.subjects(rdflib.RDF.type, rdflib.URIRef(VCC + "Case"))}
    assert found == cases(library)


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("posted", ["URLENCODED", "POSTDIRECTLY"])
def test_sparqlwrapper_gets_all_its_formats(library: Served, method: str, posted: str) -> None:
    wrapper = pytest.importorskip("SPARQLWrapper", reason="SPARQLWrapper is not installed")
    client = wrapper.SPARQLWrapper(library.url + "/sparql")
    client.setMethod(method)
    if method == "POST":
        client.setRequestMethod(getattr(wrapper, posted))
    client.setQuery(CASES)
    client.setReturnFormat(wrapper.JSON)
    rows = client.queryAndConvert()["results"]["bindings"]
    assert {row["case"]["value"] for row in rows} == cases(library)
    client.setReturnFormat(wrapper.XML)
    assert client.queryAndConvert().getElementsByTagName("result").length == len(rows)
    client.setQuery("PREFIX : <https://w3id.org/vcc/> CONSTRUCT { ?c a :Case } { ?c a :Case }")
    client.setReturnFormat(wrapper.TURTLE)
    graph = rdflib.Graph().parse(data=client.queryAndConvert(), format="turtle")
    assert len(graph) == len(rows)


def test_curl_asks_and_asks_again(library: Served, tmp_path: Path) -> None:
    curl = shutil.which("curl") or pytest.skip("curl is not installed")
    base = [curl, "-sS", "--fail", "--compressed", library.url + "/sparql"]
    tag = tmp_path / "tag"
    ask = [*base, "-G", "--data-urlencode", f"query={CASES}", "-H", "Accept: text/csv"]
    first = subprocess.run([*ask, "--etag-save", str(tag)], capture_output=True, text=True)
    assert set(first.stdout.split()[1:]) == cases(library)
    again = subprocess.run([*ask, "--etag-compare", str(tag), "-w", "%{http_code}"],
                           capture_output=True, text=True)  # fmt: skip
    assert again.stdout == "304"
    direct = ["-H", "Content-Type: application/sparql-query", "--data", CASES]
    posted = subprocess.run([*base, *direct], capture_output=True, text=True)
    assert len(json.loads(posted.stdout)["results"]["bindings"]) == len(cases(library))


@pytest.mark.parametrize(
    ("program", "arguments"),
    [
        ("comunica-sparql", ["sparql@{url}/sparql", "-q", CASES, "-t", "text/csv"]),
        ("fetch-sparql-endpoint", ["--endpoint", "{url}/sparql", "--query", CASES]),
        ("roqet", ["-q", "-r", "csv", "-p", "{url}/sparql", "-e", CASES]),
    ],
)
def test_other_clients_find_the_cases(library: Served, program: str, arguments: list[str]) -> None:
    found = shutil.which(program) or pytest.skip(f"{program} is not installed")
    command = [found, *(argument.replace("{url}", library.url) for argument in arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    if "node:internal/modules" in done.stderr:  # it could not even be loaded
        pytest.skip(f"{program} needs another version of Node")
    assert done.returncode == 0, done.stderr
    assert all(case in done.stdout for case in cases(library))


QUESTIONS = questions_from_files(query_files())


def test_there_are_questions() -> None:
    assert len(QUESTIONS) > 20


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_stored_question_is_answered(library: Served, name: str) -> None:
    answer = library.post(QUESTIONS[name].source.text)
    assert answer.status == 200, answer.text
    assert answer.json()["head"]["vars"]


def test_a_tool_finds_its_way_from_the_description_to_the_words(library: Served) -> None:
    """Endpoint, graphs, cases, classes, labels: each from what came before."""
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    described = rdflib.Graph().parse(data=library.get("/sparql").text, format="turtle")
    graphs = {str(name) for name in described.objects(None, sd.name)}
    assert VCC in graphs
    for case in cases(library):
        assert {f"{case}/asserted", f"{case}/inferred"} <= graphs
    used = "SELECT DISTINCT ?c { ?x a ?c . GRAPH <https://w3id.org/vcc/> { ?c rdfs:label ?l } }"
    classes = library.query(used).values()
    assert len(classes) > 10
    for iri in classes[:10]:
        term = library.get(iri.removeprefix(VCC[:-1]), Accept="text/turtle")
        graph = rdflib.Graph().parse(data=term.text, format="turtle")
        assert len({label.language for label in graph.objects(rdflib.URIRef(iri), rdflib.RDFS.label)
                    if isinstance(label, rdflib.Literal)}) == 2  # fmt: skip


@pytest.mark.parametrize("accept", ["text/turtle", "application/rdf+xml", "application/n-triples"])
def test_the_nodes_of_a_case_have_addresses(library: Served, accept: str) -> None:
    for case in cases(library):
        path = quote(case.removeprefix(VCC[:-1]))
        answer = library.get(path, Accept=accept)
        assert (answer.status, answer.type) == (200, accept)
        assert library.get(path, Accept="text/html").type == "text/html"


def test_the_default_graph_is_all_cases_without_the_ontology(library: Served) -> None:
    assert library.query("SELECT ?x { ?x a owl:Ontology }").values() == []
    named = """SELECT (COUNT(*) AS ?n) { { SELECT DISTINCT ?s ?p ?o {
        GRAPH ?g { ?s ?p ?o } FILTER(?g != <https://w3id.org/vcc/>) } } }"""
    counted = library.query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").values()
    assert counted == library.query(named).values()


def test_the_graph_of_the_ontology_has_the_examples_of_its_terms(library: Served) -> None:
    for query in (
        "SELECT ?e FROM : { :co-creator skos:example ?e }",
        "SELECT ?e { GRAPH : { :co-creator skos:example ?e } }",
    ):
        assert len(library.query(query).values()) == 2


def test_health_and_metrics_are_for_machines(library: Served) -> None:
    health = library.get("/health").json()
    assert health["status"] == "ok"
    assert health["cases"] == len(cases(library))
    text = library.get("/metrics").text
    kinds = {line.split()[2] for line in text.splitlines() if line.startswith("# TYPE")}
    values = {line.split("{")[0].split()[0] for line in text.splitlines() if line[:1] != "#"}
    plain = {name.removesuffix("_bucket").removesuffix("_sum").removesuffix("_count")
             for name in values}  # fmt: skip
    assert plain == kinds
    if importlib.util.find_spec("prometheus_client"):
        from prometheus_client.parser import text_string_to_metric_families

        assert len([*text_string_to_metric_families(text)]) == len(kinds)
