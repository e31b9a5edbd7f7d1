"""The named graphs of a case, and where its conclusions come from."""

from __future__ import annotations

from vcc.pipeline import Analysis, analyse
from vcc.query.graphs import asserted_graph, inferred_graph, provenance, rebased
from vcc.source.text import SourceText
from vcc.vocabulary.namespaces import CASES, PROV, RDF, vcc
from vcc.vocabulary.rdf import Triple

TEXT = """vcc 1
language en
case t "T" {
  actor f is firm
  actor c is customer
  resource r form idea held-by c
  interaction i is co-design direct during design { c -> f : r }
}
"""


def analysed() -> Analysis:
    return analyse(SourceText("t.vcc", TEXT))


def explained(analysis: Analysis) -> list[Triple]:
    from vcc.engine import prove_all

    return list(provenance(analysis.graph.case, prove_all(analysis.conclusions)))


def test_graphs_are_named_after_their_case() -> None:
    assert asserted_graph(f"<{CASES}t>") == f"<{CASES}t/asserted>"
    assert inferred_graph(f"<{CASES}t>") == f"<{CASES}t/inferred>"


def test_every_conclusion_of_a_case_names_its_rule_and_what_it_rests_on() -> None:
    analysis = analysed()
    triples = explained(analysis)
    parts = ("subject", "predicate", "object")
    facts: dict[str, dict[str, str]] = {}
    for node, property, value in triples:
        for part in parts:
            if property == f"<{RDF}{part}>":
                facts.setdefault(node, {})[part] = value
    described = {tuple(said[part] for part in parts) for said in facts.values()}
    inside = analysis.graph.case[:-1]
    mine = {fact for fact in analysis.conclusions.inferred if fact[0].startswith(inside)}
    assert len(mine) > 5
    assert mine <= described
    ruled = {node for node, property, _ in triples if property == f"<{PROV}wasInfluencedBy>"}
    assert len(ruled) >= len(mine)
    sources = {o for _, p, o in triples if p == f"<{PROV}wasDerivedFrom>"}
    assert sources - {asserted_graph(analysis.graph.case)} <= set(facts)


def test_provenance_is_the_same_each_time() -> None:
    assert explained(analysed()) == explained(analysed())


def test_another_base_moves_cases_and_nothing_else() -> None:
    triple = (f"<{CASES}t/f>", vcc("kind"), vcc("firm"))
    assert list(rebased([triple], CASES)) == [triple]
    assert list(rebased([triple], "urn:x/")) == [("<urn:x/t/f>", vcc("kind"), vcc("firm"))]
