"""Every argument for something, each complete and without a circle."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vcc.engine import Conclusions, Proof, infer, instances_of
from vcc.findings.arguments import arguments
from vcc.pipeline import Analysis, analyse
from vcc.plan import plan_from_program
from vcc.program import program_from_sources
from vcc.source.text import SourceText
from vcc.vocabulary.rdf import Triple

E = "http://e/"
REPOSITORY = Path(__file__).resolve().parents[3]
RULES = """
RULE :step { ?x :reaches ?y } WHERE { ?x :edge ?y }
RULE :far { ?x :reaches ?z } WHERE { ?x :reaches ?y . ?y :reaches ?z }
RULE :home { ?x :isHome true } WHERE { ?x :reaches ?x }
"""


def nothing_passed_on(proof: Proof) -> Proof | None:
    return None


def fact(text: str) -> Triple:
    s, p, o = (f"<{E}{name}>" for name in text.split())
    return s, p, o


@cache
def plan():  # type: ignore[no-untyped-def]
    return plan_from_program(
        program_from_sources([SourceText("t.srl", f"PREFIX : <{E}>\n{RULES}")])
    )


def reached(edges: str) -> Conclusions:
    pairs = (edge for edge in edges.split(",") if edge)
    return infer(plan(), [fact(f"{edge[0]} edge {edge[1]}") for edge in pairs])


def told(edges: str, what: str) -> list[tuple[str, ...]]:
    """The edges that each argument rests on."""
    found = arguments(reached(edges), fact(what), nothing_passed_on)
    return [
        tuple(sorted(f"{s.fact[0][-2]}{s.fact[2][-2]}" for s in p.steps() if s.rule is None))
        for p in found
    ]


def test_every_way_is_an_argument_of_its_own_the_shortest_first() -> None:
    assert told("ab,bd,ac,cd,ad", "a reaches d")[0] == ("ad",)
    assert set(told("ab,bd,ac,cd,ad", "a reaches d")) == {("ad",), ("ab", "bd"), ("ac", "cd")}


def test_what_holds_only_by_itself_is_no_argument() -> None:
    # a reaches b through b, c and b again: but b reaches c and back without a.
    assert ("ab",) in told("ab,bc,cb", "a reaches b")
    assert all("ab" in edges for edges in told("ab,bc,cb", "a reaches b"))


def test_a_premise_whose_usual_proof_goes_in_a_circle_gets_another() -> None:
    # c reaches d by a usual proof that may go through what is asked for; it has one without.
    for edges in told("ac,cd,da", "c reaches d"):
        assert edges


def test_what_is_given_or_does_not_hold_has_no_argument() -> None:
    assert told("ab", "a edge b") == []
    assert told("ab", "b reaches a") == []


NODES = "abcd"
EDGES = st.sets(st.sampled_from([x + y for x in NODES for y in NODES if x != y]), max_size=7)


@settings(max_examples=40, deadline=None)
@given(EDGES)
def test_arguments_are_complete_and_never_circular(edges: set[str]) -> None:
    conclusions = reached(",".join(sorted(edges)))
    for inferred in conclusions.inferred:
        found = arguments(conclusions, inferred, nothing_passed_on)
        assert 1 <= len(found) <= len(instances_of(conclusions, inferred))
        lengths = [sum(1 for _ in proof.steps()) for proof in found]
        assert all(one <= other for one, other in pairwise(lengths))
        for proof in found:
            assert_sound(proof, conclusions)


def assert_sound(proof: Proof, conclusions: Conclusions) -> None:
    """Every step is an instance of its rule, and rests on steps before it only."""
    before: set[Triple] = set()
    for step in proof.steps():
        assert step.fact not in before
        assert {premise.fact for premise in step.premises} <= before
        if step.rule is not None:
            known = instances_of(conclusions, step.fact)
            assert any(
                way.rule == step.rule and set(way.premises) == {p.fact for p in step.premises}
                for way in known
            )
        before.add(step.fact)


@pytest.fixture(scope="module")
def bakery() -> Analysis:
    return analyse(REPOSITORY / "examples/02-bakery/bakery.vcc")


def test_every_conclusion_of_a_case_has_its_arguments(bakery: Analysis) -> None:
    counts = []
    for id in bakery.titles:
        explanation = bakery.explain(id, all=True)
        texts = {argument.statement.en for argument in explanation.arguments}
        assert len(texts) == 1, id
        counts.append(len(explanation.arguments))
    assert len(counts) > 100
    assert max(counts) >= 4


def test_a_status_has_an_argument_for_every_way_in_which_the_facts_show_it(
    bakery: Analysis,
) -> None:
    # One rule makes the status of what is shown; that it is shown has several grounds.
    explanation = bakery.explain("link:firm-integration", all=True)
    assert len(explanation.arguments) == 3
    rules = {argument.rule.name for argument in explanation.arguments if argument.rule}
    assert len(rules) == 1
