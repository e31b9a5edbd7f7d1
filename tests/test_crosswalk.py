"""Across frameworks: the unified phases, what corresponds to them, how far a case reaches them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from snippets import conclusions_of, objects, short

from vcc.pipeline import analyse, knowledge
from vcc.query.run import Graphs, Solutions
from vcc.source.text import SourceText
from vcc.vocabulary.namespaces import SKOS, TYPE, vcc
from vcc.vocabulary.rdf import Triple, iri

EXAMPLES = Path(__file__).parent.parent / "examples"
TRIPLES = knowledge().ontology.triples
SORTS = {iri(f"{SKOS}{sort}Match"): sort for sort in ("exact", "close", "narrow", "related")}
PHASES = [short(s) for s, p, o in TRIPLES if (p, o) == (TYPE, vcc("UnifiedPhase"))]
ELEMENT_OF = {short(s): short(o) for s, p, o in TRIPLES if p == vcc("elementOf")}
MAPPED = {
    (short(s), SORTS[p], short(o)) for s, p, o in TRIPLES if p in SORTS and short(o) in PHASES
}
FRAMEWORKS = set(ELEMENT_OF.values())
# What the theory model's table leaves empty: no counterpart, and so no gap.
EMPTY = {
    ("propose-and-agree", "metaverse"),
    ("conditions-and-motives", "green-commerce"),  # a finding there, not an element
    ("capture-and-distribute", "dominant-logic"),  # goals there, not elements
}


@cache
def inferred(example: str) -> set[Triple]:
    return set(analyse(EXAMPLES / f"{example}.vcc").conclusions.inferred)


def told(example: str, property: str, phase: str) -> set[str]:
    (name,) = {short(s) for s, p, _ in inferred(example) if p == vcc("applies")}
    return objects(inferred(example), property, f"{name}/phase/{phase}")


def test_there_are_eight_phases_and_every_framework_has_a_place_in_nearly_all() -> None:
    assert len(PHASES) == 8
    assert len(MAPPED) >= 50
    filled = {(phase, ELEMENT_OF[e]) for e, _, phase in MAPPED if e in ELEMENT_OF}
    assert filled == {(p, f) for p in PHASES for f in FRAMEWORKS} - EMPTY


@pytest.mark.parametrize(
    ("element", "sort", "phase"),
    [
        ("joint-proposition", "exact", "propose-and-agree"),
        ("value-consensus", "close", "propose-and-agree"),
        ("green-allocation", "exact", "mobilise-resources"),
        ("knowledge-put-in", "related", "mobilise-resources"),
        ("plural-realisation", "narrow", "co-create"),
        ("shared-creation", "exact", "co-create"),
        ("delivery-link", "exact", "deliver-and-circulate"),
        ("value-transmission", "related", "deliver-and-circulate"),
        ("customer-integration", "exact", "value-in-experience"),
        ("joint-capture", "exact", "capture-and-distribute"),
        ("value-distribution", "related", "capture-and-distribute"),
        ("feedback-iteration", "exact", "feed-back-and-renew"),
        ("renewal-loop", "close", "feed-back-and-renew"),
    ],
)
def test_a_cell_of_the_table_of_stages(element: str, sort: str, phase: str) -> None:
    assert (element, sort, phase) in MAPPED


def test_every_framework_that_has_stages_has_each_of_them_in_a_phase() -> None:
    stages = {short(s) for s, p, o in TRIPLES if (p, o) == (TYPE, vcc("Stage"))}
    assert len(stages) >= 15
    assert stages <= {element for element, _, _ in MAPPED}


def test_xiaomi_reaches_the_phases_of_both_frameworks() -> None:
    xiaomi = "01-xiaomi/xiaomi"
    for phase in ("propose-and-agree", "co-create", "deliver-and-circulate"):
        assert told(xiaomi, "reachedIn", phase) == {"business-model", "dominant-logic"}
    assert told(xiaomi, "reachedIn", "capture-and-distribute") == {"business-model"}
    assert told(xiaomi, "noCounterpartIn", "capture-and-distribute") == {"dominant-logic"}


def test_a_framework_without_a_counterpart_is_not_missing_anything() -> None:
    metaverse = "04-metaverse/metaverse"
    assert told(metaverse, "noCounterpartIn", "propose-and-agree") == {"metaverse"}
    for property in ("notToldIn", "ruledOutIn", "reachedIn", "partlyReachedIn"):
        assert "metaverse" not in told(metaverse, property, "propose-and-agree")


def test_what_is_only_related_does_not_reach_a_phase() -> None:
    metaverse = "04-metaverse/metaverse"
    assert told(metaverse, "relatedIn", "deliver-and-circulate") == {"metaverse"}
    assert "metaverse" not in told(metaverse, "reachedIn", "deliver-and-circulate")


def test_one_framework_alone_is_not_compared() -> None:
    found = set(conclusions_of("actor f is firm  actor c is customer").inferred)
    assert len(objects(found, "applies")) == 1
    assert not objects(found, "unifiedPhase")


def test_every_framework_that_applies_has_one_standing_in_each_phase() -> None:
    standings = ("reachedIn", "partlyReachedIn", "relatedIn", "ruledOutIn", "notToldIn")
    for example in ("01-xiaomi/xiaomi", "03-green-commerce/in-operation", "04-metaverse/metaverse"):
        applied = objects(inferred(example), "applies")
        for phase in PHASES if len(applied) > 1 else ():
            found = [f for p in (*standings, "noCounterpartIn") for f in told(example, p, phase)]
            only_related = {
                f for f in applied
                if not {e for e, sort, u in MAPPED
                        if u == phase and sort != "related" and ELEMENT_OF.get(e) == f}
            }  # fmt: skip
            assert len(found) == len(set(found)), (example, phase, found)
            assert applied - only_related <= set(found), (example, phase)


def test_a_query_asks_across_frameworks() -> None:
    graphs = Graphs({"<x:case>": inferred("01-xiaomi/xiaomi"), "<x:theory>": TRIPLES})
    found = graphs.ask(SourceText("q", """
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT DISTINCT ?phase ?framework {
          ?case :present ?element .
          ?element skos:exactMatch|skos:closeMatch|skos:narrowMatch ?phase ; :elementOf ?framework .
          ?phase a :UnifiedPhase .
        }"""))  # fmt: skip
    assert isinstance(found, Solutions)
    rows = {(short(phase or ""), short(framework or "")) for phase, framework in found.rows}
    assert ("co-create", "business-model") in rows
    assert ("co-create", "dominant-logic") in rows
