"""Network measures: the numbers of the theory model, laws, and what is said where there is none."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vcc.measures import (
    Measure,
    Measured,
    Procedure,
    measured,
    measures_from_ontology,
)
from vcc.measures.compute import decimal
from vcc.pipeline import knowledge
from vcc.vocabulary.ontology import Ontology
from vcc.vocabulary.rdf import Triple, boolean, integer, literal_parts

STAR = [("hub", leaf) for leaf in "abcd"]
PATH = [("a", "b"), ("b", "c"), ("c", "d")]
APART = [("a", "b"), ("c", "d"), ("d", "e")]
# The network of the theory model's 5.3.
VALUE_NETWORK = [
    ("platform", "a"), ("platform", "b"), ("platform", "brand"), ("platform", "government"),
    ("brand", "maker"), ("a", "b"),
]  # fmt: skip
# The tree on which the printed formula and the worded one disagree (doubtful point 24).
TREE = [("0", "1"), ("0", "2"), ("0", "3"), ("1", "4"), ("4", "5"), ("4", "6")]

Ties = list[tuple[str, str]]


def results(procedure: Procedure, ties: Ties, targets: tuple[str, ...] = ()) -> dict[str, str]:
    return {found.fact[0]: found.fact[2] for found in found_in(procedure, ties, targets)}


def found_in(
    procedure: Procedure, ties: Ties, targets: tuple[str, ...] = ()
) -> tuple[Measured, ...]:
    facts: dict[str, list[Triple]] = defaultdict(list)
    facts["tie"] = [(one, "tie", other) for one, other in ties]
    facts["in"] = [(node, "in", "net") for node in sorted({n for tie in ties for n in tie})]
    facts["goal"] = [("net", "goal", target) for target in targets]
    measure = Measure("m", procedure, ("tie",), "in", "result", "goal" if targets else "")
    return measured([measure], lambda name: facts[name])


def numbers(*pairs: tuple[str, int, int]) -> dict[str, str]:
    return {node: decimal(Fraction(over, under)) for node, over, under in pairs}


def test_the_hub_of_a_star_has_closeness_one_quarter_and_a_leaf_one_seventh() -> None:
    leaves = [(leaf, 1, 7) for leaf in "abcd"]
    assert results(Procedure.CLOSENESS, STAR) == numbers(("hub", 1, 4), *leaves)


def test_closeness_along_a_path_of_four() -> None:
    expected = numbers(("a", 1, 6), ("b", 1, 4), ("c", 1, 4), ("d", 1, 6))
    assert results(Procedure.CLOSENESS, PATH) == expected


def test_closeness_in_the_value_network_of_the_model() -> None:
    assert results(Procedure.CLOSENESS, VALUE_NETWORK) == numbers(
        ("platform", 1, 6), ("brand", 1, 8), ("a", 1, 9), ("b", 1, 9), ("government", 1, 10),
        ("maker", 1, 12),
    )  # fmt: skip


def test_of_two_nodes_of_a_large_network_the_nearer_one_has_the_larger_closeness() -> None:
    fan = [("hub", f"leaf{n}") for n in range(60)]
    chain = ["leaf0", *(f"link{n}" for n in range(60))]
    ties = [*fan, *pairwise(chain)]
    found = found_in(Procedure.CLOSENESS, ties)
    by_distance = sorted((sum(n for _, n in one.distances), one.fact[2]) for one in found)
    assert by_distance[0][0] > 1000
    ranked = {total: Decimal(literal_parts(number).lexical) for total, number in by_distance}
    assert sorted(ranked, key=lambda total: -ranked[total]) == sorted(ranked)
    assert len(set(ranked.values())) == len(ranked) > 50


def test_the_printed_formula_and_the_worded_one_rank_a_tree_differently() -> None:
    printed = {k: v for k, v in results(Procedure.CLOSENESS, TREE).items() if k in "014"}
    worded = {k: v for k, v in results(Procedure.HARMONIC, TREE).items() if k in "014"}
    assert printed == numbers(("0", 1, 11), ("1", 1, 10), ("4", 1, 11))
    assert worded == numbers(("0", 25, 6), ("1", 4, 1), ("4", 25, 6))


def test_an_unconnected_network_has_no_closeness_but_a_harmonic_one() -> None:
    assert results(Procedure.CONNECTED, APART) == {"net": boolean(False)}
    assert results(Procedure.CLOSENESS, APART) == {}
    assert results(Procedure.HARMONIC, APART)["d"] == decimal(Fraction(2))
    assert {found.apart for found in found_in(Procedure.HARMONIC, APART)} == {2, 3}
    assert results(Procedure.CONNECTED, STAR) == {"net": boolean(True)}


def test_distance_leads_to_the_nearest_target_and_says_nothing_out_of_reach() -> None:
    assert results(Procedure.DISTANCE, PATH, ("a", "d")) == {
        "a": integer(0), "b": integer(1), "c": integer(1), "d": integer(0),
    }  # fmt: skip
    assert set(results(Procedure.DISTANCE, APART, ("a",))) == {"a", "b"}


def test_a_number_comes_with_its_distances_nearest_first() -> None:
    (found,) = (m for m in found_in(Procedure.CLOSENESS, PATH) if m.fact[0] == "a")
    assert found.distances == (("b", 1), ("c", 2), ("d", 3))
    assert len(found.edges) == len(PATH)


NAMES = st.sampled_from("abcdefg")


@given(st.lists(st.tuples(NAMES, NAMES), min_size=1, max_size=12))
def test_neither_direction_nor_order_of_ties_matters(ties: Ties) -> None:
    turned = [(other, one) for one, other in reversed(ties)]
    for procedure in (Procedure.CONNECTED, Procedure.CLOSENESS, Procedure.HARMONIC):
        assert results(procedure, ties) == results(procedure, turned)


def test_measures_are_read_from_the_ontology() -> None:
    measures = knowledge().measures
    assert {measure.procedure for measure in measures} == set(Procedure)
    assert all(measure.edges and measure.nodes and measure.result for measure in measures)


def test_an_unknown_procedure_is_refused() -> None:
    wrong = next(m for m in knowledge().measures if m.procedure is Procedure.CLOSENESS)
    triples = [
        (s, p, '"guess"' if p.endswith("measureProcedure>") and s == wrong.term else o)
        for s, p, o in knowledge().ontology.triples
    ]
    with pytest.raises(ValueError, match="guess"):
        measures_from_ontology(Ontology(tuple(triples)))


def test_weights_count_for_those_who_are_near_the_heavy_node() -> None:
    number = '"5"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    facts: dict[str, list[Triple]] = defaultdict(list)
    facts["tie"] = [(one, "tie", other) for one, other in PATH]
    facts["in"] = [(node, "in", "net") for node in "abcd"]
    measure = Measure("m", Procedure.WEIGHTED, ("tie",), "in", "result", weights="weight")
    assert measured([measure], lambda name: facts[name]) == (), "no weights, nothing to say"
    facts["weight"] = [("d", "weight", number)]
    found = {m.fact[0]: m.fact[2] for m in measured([measure], lambda name: facts[name])}
    assert found == numbers(("a", 19, 6), ("b", 9, 2), ("c", 13, 2), ("d", 11, 6))


def test_a_tie_told_twice_is_one_edge() -> None:
    (found,) = found_in(Procedure.CONNECTED, [("a", "b"), ("b", "a")])
    assert found.edges == (("a", "tie", "b"),)
