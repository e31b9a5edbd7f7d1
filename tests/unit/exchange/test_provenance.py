"""Where conclusions come from, as RDF that any SPARQL 1.1 tool can ask."""

from __future__ import annotations

from functools import cache

from vcc.exchange.dataset import Dataset, dataset_of
from vcc.exchange.provenance import hash_of_theory
from vcc.pipeline import Analysis, analyse, knowledge
from vcc.query.run import Graphs, Solutions, Truth
from vcc.source.text import SourceText
from vcc.vocabulary.namespaces import CASES, vcc
from vcc.vocabulary.rdf import integer, literal

TEXT = """vcc 1
language en
case t "T" {
  actor f is firm
  actor c is customer
  resource r form idea held-by c
  interaction i is co-design direct during design { c -> f : r }
}
"""
ALL = ("asserted", "inferred", "provenance")


def terms(of: Dataset) -> set[str]:
    """The names of the graphs and every term in them."""
    return {*of, *(term for triples in of.values() for triple in triples for term in triple)}


@cache
def analysed() -> Analysis:
    return analyse(SourceText("somewhere/t.vcc", TEXT))


def dataset(base: str = CASES) -> Dataset:
    return dataset_of(analysed(), knowledge(), base, ALL)


def ask(query: str) -> Solutions:
    found = Graphs(dataset()).ask(SourceText("q", query))
    assert isinstance(found, Solutions)
    return found


def test_every_conclusion_of_the_case_is_a_statement_with_its_rule() -> None:
    found = ask("""SELECT ?s ?p ?o ?rule {
      GRAPH ?inferred { ?s ?p ?o }
      FILTER(STRENDS(STR(?inferred), "/inferred"))
      ?statement rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ;
        prov:wasInfluencedBy ?rule ; prov:wasGeneratedBy ?run . ?run a prov:Activity }""")
    inside = analysed().graph.case[:-1]
    mine = {fact for fact in analysed().conclusions.inferred if fact[0].startswith(inside)}
    assert len(mine) > 5
    assert {row[:3] for row in found.rows} == mine


def test_what_a_conclusion_rests_on_leads_to_lines_of_the_text() -> None:
    found = ask("""SELECT DISTINCT ?line ?column ?file {
      ?statement rdf:predicate :field ; prov:wasDerivedFrom+ ?asserted .
      ?asserted prov:hadPrimarySource ?place .
      ?place ptr:lineNumber ?line ; ptr:charNumber ?column ; ptr:reference ?text .
      ?text dcterms:title ?file }""")
    assert len(found.rows) >= 3
    assert (integer(7), integer(15), literal("t.vcc")) in found.rows
    assert {row[2] for row in found.rows} == {literal("t.vcc")}


def test_the_run_names_its_program_and_its_theory() -> None:
    found = ask("""SELECT ?version ?theory { ?run a prov:Activity ; prov:used ?used ;
      prov:wasAssociatedWith ?agent . ?agent dcterms:hasVersion ?version .
      ?used dcterms:identifier ?theory }""")
    assert len(found.rows) == 1
    assert found.rows[0][1] == literal(f"sha256:{hash_of_theory(knowledge())}")


def test_a_reading_is_another_theory() -> None:
    choice = next(s for s, p, o in sorted(knowledge().ontology.triples) if p == vcc("choiceOf"))
    other = knowledge().under([choice])
    assert hash_of_theory(other) != hash_of_theory(knowledge())
    assert hash_of_theory(other) == hash_of_theory(knowledge().under([choice]))


def test_no_folder_of_the_writer_is_told() -> None:
    assert not any("somewhere" in term for term in terms(dataset()))


def test_another_base_moves_every_node_of_the_case() -> None:
    moved = terms(dataset("https://example.org/c/"))
    assert len(moved) == len(terms(dataset()))
    assert any(CASES in term for term in terms(dataset()))
    assert not any(CASES in term for term in moved)


def test_a_statement_keeps_its_node_when_the_case_grows() -> None:
    longer = TEXT.replace("  resource", "  actor aaa is firm\n  resource")
    grown = dataset_of(analyse(SourceText("t.vcc", longer)), knowledge(), CASES, ALL)
    graph = f"<{CASES}t/provenance>"
    about = {t for t in dataset()[graph] if t[1].endswith("#object>")}
    assert len(about) > 20
    assert about <= set(grown[graph])


def test_graphs_that_are_not_wanted_are_not_made() -> None:
    only = dataset_of(analysed(), knowledge(), CASES, ("inferred",))
    assert list(only) == [f"<{CASES}t/inferred>"]
    asked = Graphs(only).ask(SourceText("q", "ASK { ?x a :Actor }"))
    assert asked == Truth(False)
