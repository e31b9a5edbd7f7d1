"""Cases with IRIs of their own, and the graphs that say where conclusions come from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("uvicorn", reason="the server comes with the serve extra")

from tests.unit.serve.served import Served, serving
from vcc.serve.cells import address_of, iri_at
from vcc.serve.stored import StateDirectory
from vcc.vocabulary.namespaces import CASES, PROV, VCC, VOID

BASE = "https://library.example.org/value/"
CASE = BASE + "街角面包房"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("based") / "store"


@pytest.fixture(scope="module")
def based(repository: Path, store: Path) -> Iterator[Served]:
    """A library with a base of its own and provenance, in a store."""
    with serving(str(repository / "examples/02-bakery"), "--base", BASE, "--provenance",
                 "--store", str(store), "--workers", "2") as server:  # fmt: skip
        yield server


@given(st.text(min_size=1), st.sampled_from([CASES, BASE, "urn:x:/", VCC]))
def test_every_node_has_an_address_that_leads_to_it(name: str, base: str) -> None:
    for iri in (base + name, VCC + "ontology/" + name):
        address = address_of(iri, base)
        assert address.startswith("/")
        assert iri_at(unquote(address[1:]), base) == iri


def test_what_is_elsewhere_has_no_address() -> None:
    assert address_of("https://example.com/x", BASE) == ""
    assert address_of(BASE[:-1], BASE) == ""


def test_cases_have_their_iris_below_the_base(based: Served) -> None:
    assert based.query("SELECT ?c { ?c a :Case }").values() == [CASE]
    used = based.query("SELECT DISTINCT ?s { ?s ?p ?o }").values()
    assert len(used) > 20
    assert all(iri.startswith(BASE) for iri in used)
    assert not based.query(f'ASK {{ ?s ?p ?o FILTER(STRSTARTS(STR(?o), "{CASES}")) }}').json()[
        "boolean"
    ]


def test_nodes_are_found_at_the_server_whatever_the_base(based: Served) -> None:
    node = based.query("SELECT ?x { ?x a :Actor } ORDER BY ?x").values()[0]
    path = address_of(node, BASE)
    assert path.startswith("/case/")
    graph = rdflib.Graph().parse(data=based.get(path, Accept="text/turtle").text, format="turtle")
    assert set(graph.subjects()) == {rdflib.URIRef(node)}
    assert based.get("/Actor", Accept="text/turtle").status == 200


def test_the_pages_link_to_nodes_below_the_base(based: Served) -> None:
    for path in ("/", address_of(CASE, BASE), "/query?query=" + quote("SELECT ?c { ?c a :Case }")):
        answer = based.get(path, Accept="text/html")
        assert answer.status == 200
        links = {
            link.partition("?")[0] for link in re.findall(r'href="(/case/[^"]+)"', answer.text)
        }
        assert path.startswith("/case/") or links
        assert {based.get(link, Accept="text/html").status for link in links} <= {200}
    described = rdflib.Graph().parse(data=based.get("/.well-known/void").text, format="turtle")
    assert {str(space) for space in described.objects(None, rdflib.URIRef(VOID + "uriSpace"))} == {
        BASE
    }


def test_provenance_is_a_graph_of_its_own(based: Served) -> None:
    named = f"SELECT (COUNT(?x) AS ?n) {{ GRAPH <{CASE}/provenance> {{ ?x a prov:Entity }} }}"
    assert int(based.query(named).values()[0]) > 100
    assert not based.query("ASK { ?x a prov:Entity }").json()["boolean"]
    address = "/graphs?graph=" + quote(f"{CASE}/provenance", safe="")
    graph = rdflib.Graph().parse(data=based.get(address).text, format="turtle")
    rules = set(graph.objects(None, rdflib.URIRef(PROV + "wasInfluencedBy")))
    assert len(rules) > 5


def test_a_conclusion_is_followed_to_its_rule_by_sparql_alone(based: Served) -> None:
    query = """SELECT DISTINCT ?rule { ?p :role ?role .
      GRAPH ?why { ?why_it rdf:subject ?p ; rdf:predicate :role ; rdf:object ?role ;
                   prov:wasInfluencedBy ?rule } }"""
    rules = based.query(query).values()
    assert rules
    assert all(rule.startswith(VCC) for rule in rules)


def test_without_being_asked_nothing_of_it_is_there(library: Served) -> None:
    graphs = library.query("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }").values()
    assert graphs
    assert not [graph for graph in graphs if graph.endswith("/provenance")]


def test_a_store_remembers_its_base(based: Served, store: Path) -> None:
    current = StateDirectory(store).current()
    assert current is not None
    assert current.base == BASE
    assert current.read("library.json")[0]["iri"] == CASE
