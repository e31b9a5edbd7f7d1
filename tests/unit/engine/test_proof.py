"""Proofs on demand."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from typing import Any

import pytest

from vcc.engine import (
    Conclusions,
    Proofs,
    infer,
    instance,
    instances_of,
    prove,
    prove_all,
    rule_fires,
)
from vcc.engine.finders import Finder, Found
from vcc.engine.heads import Head
from vcc.plan import plan_from_program
from vcc.program import program_from_sources
from vcc.source.text import SourceText
from vcc.vocabulary.rdf import Triple, integer

pytestmark = pytest.mark.usefixtures("rows")

E = "http://e/"


def term(text: str) -> str:
    return integer(int(text)) if text.isdigit() else f"<{E}{text}>"


def fact(text: str) -> Triple:
    s, p, o = map(term, text.split())
    return s, p, o


def run(rules: str, data: str) -> Conclusions:
    text = f"PREFIX : <{E}>\n{rules}"
    plan = plan_from_program(program_from_sources([SourceText("t.srl", text)]))
    return infer(plan, [fact(part) for part in data.split(",")])


FAMILY = """
RULE :parent { ?x :ancestor ?y } WHERE { ?x :parent ?y }
RULE :older { ?x :ancestor ?z } WHERE { ?x :ancestor ?y . ?y :parent ?z }
RULE :root { ?x :is :root } WHERE { ?y :parent ?x . NOT { ?x :parent ?z . ?z :is :known } }
RULE :count { ?x :lines ?n } WHERE { ?x :ancestor ?y COUNT(?y AS ?n) FILTER(?n >= 2) }
"""


def test_a_given_fact_is_its_own_proof() -> None:
    proof = prove(run(FAMILY, "a parent b"), fact("a parent b"))
    assert proof is not None
    assert proof.rule is None
    assert proof.premises == ()


def test_what_does_not_hold_has_no_proof() -> None:
    conclusions = run(FAMILY, "a parent b")
    assert prove(conclusions, fact("b parent a")) is None
    assert instances_of(conclusions, fact("b parent a")) == ()


def test_a_proof_names_rule_values_and_premises() -> None:
    proof = prove(run(FAMILY, "a parent b,b parent c"), fact("a ancestor c"))
    assert proof is not None
    assert proof.rule == term("older")
    assert proof.substitution == {"?x": term("a"), "?y": term("b"), "?z": term("c")}
    assert [p.fact for p in proof.premises] == [fact("a ancestor b"), fact("b parent c")]
    assert [p.rule for p in proof.steps()] == [None, term("parent"), None, term("older")]


def test_a_negation_is_reported_with_what_was_looked_for() -> None:
    proof = prove(run(FAMILY, "a parent b"), fact("b is root"))
    assert proof is not None
    (absence,) = proof.absent
    assert absence.patterns == (
        (term("b"), term("parent"), "?z"),
        ("?z", term("is"), term("known")),
    )
    assert not absence.data
    assert not absence.filtered


def test_a_count_shows_every_solution_that_it_counted() -> None:
    proof = prove(run(FAMILY, "a parent b,b parent c"), fact("a lines 2"))
    assert proof is not None
    assert [solution["?y"] for solution in proof.counted] == [term("b"), term("c")]
    assert [p.fact for p in proof.premises] == [fact("a ancestor b"), fact("a ancestor c")]


def test_the_shallowest_proof_is_chosen() -> None:
    conclusions = run(FAMILY, "a parent b,b parent c,a parent c")
    proof = prove(conclusions, fact("a ancestor c"))
    assert proof is not None
    assert proof.rule == term("parent")
    assert [i.rule for i in instances_of(conclusions, fact("a ancestor c"))] == [
        term("parent"), term("older"),
    ]  # fmt: skip


def test_a_circle_of_rules_gives_no_circular_proof() -> None:
    rules = "RULE { ?x :p ?y } WHERE { ?y :q ?x } RULE { ?y :q ?x } WHERE { ?x :p ?y }"
    conclusions = run(rules, "a p b")
    proofs = prove_all(conclusions)
    assert proofs[fact("a p b")].rule is None
    assert [p.fact for p in proofs[fact("b q a")].premises] == [fact("a p b")]


def test_proofs_of_one_run_share_what_they_share() -> None:
    proofs = prove_all(run(FAMILY, "a parent b,b parent c,c parent d"))
    shared = proofs[fact("a ancestor b")]
    assert proofs[fact("a ancestor c")].premises[0] is shared


def test_premises_are_proved_when_somebody_looks_at_them() -> None:
    conclusions = run(FAMILY, "a parent b,b parent c,c parent d")
    proofs = Proofs(conclusions)
    proof = proofs[fact("a ancestor d")]
    assert len(proofs._made) == 1
    assert proof.premises[0] is proofs[fact("a ancestor c")]
    assert len(proofs._made) == 2
    assert [p.fact for p in proof.premises[1:]] == [fact("c parent d")]
    whole = prove_all(conclusions)
    assert {p.fact: p.rule for p in proof.steps()}.items() <= {
        f: p.rule for f, p in whole.items()
    }.items()


def test_what_was_looked_for_is_told_when_somebody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[object] = []

    def counting(*given: object) -> object:
        told.append(given)
        return real(*given)  # type: ignore[arg-type]

    real = instance._absence
    monkeypatch.setattr(instance, "_absence", counting)
    proof = prove(run(FAMILY, "a parent b"), fact("b is root"))
    assert proof is not None
    assert not told
    assert [absence.patterns[0][:2] for absence in proof.absent] == [(term("b"), term("parent"))]
    assert len(told) == 1


def test_rules_that_were_kept_are_compiled_before_they_are_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    data = "a parent b,b parent c"
    expected = {f: (p.rule, p.facts) for f, p in prove_all(run(FAMILY, data)).items()}
    conclusions = run(FAMILY, data)
    conclusions.engine.rulebook = pickle.loads(pickle.dumps(conclusions.engine.rulebook))
    searched: list[Head] = []
    real = Finder._searched

    def searching(self: Finder, heads: Sequence[Head], *given: Any) -> Found:
        searched.extend(heads)
        return real(self, heads, *given)

    monkeypatch.setattr(Finder, "_searched", searching)
    found = prove_all(conclusions)
    assert {f: (p.rule, p.facts) for f, p in found.items()} == expected
    assert {head.rule for head in searched} == {term("count")}, "what counts is searched"


def test_proofs_have_all_that_holds_and_nothing_else() -> None:
    conclusions = run(FAMILY, "a parent b,b parent c")
    proofs = Proofs(conclusions)
    assert set(proofs) == {*conclusions.inferred, fact("a parent b"), fact("b parent c")}
    assert len(proofs) == len(set(proofs))
    assert fact("c parent a") not in proofs
    with pytest.raises(KeyError):
        proofs[fact("c parent a")]


def test_a_rule_fires_once_for_each_instance() -> None:
    conclusions = run(FAMILY, "a parent b,b parent c")
    assert len(rule_fires(conclusions, term("parent"))) == 2
    assert len(rule_fires(conclusions, term("older"))) == 1
    assert rule_fires(conclusions, term("no-such-rule")) == ()


def test_facts_of_a_data_block_need_no_proof() -> None:
    conclusions = run("DATA { :a :parent :b }" + FAMILY, "x parent y")
    proof = prove(conclusions, fact("a ancestor b"))
    assert proof is not None
    assert [p.rule for p in proof.premises] == [None]


def test_blank_nodes_of_a_head_are_proved() -> None:
    conclusions = run("RULE :r { [] :of ?x ; :at ?y } WHERE { ?x :p ?y }", "a p b,c p d")
    for triple in conclusions.inferred:
        proof = prove(conclusions, triple)
        assert proof is not None
        assert triple[2] in proof.substitution.values()


def test_ten_thousand_steps_are_proved_and_walked_without_deep_recursion() -> None:
    rules = "RULE :go { ?y :on 1 } WHERE { ?x :on 1 . ?x :next ?y }"
    data = ",".join(["n0 on 1", *(f"n{i} next n{i + 1}" for i in range(10_000))])
    conclusions = run(rules, data)
    proof = prove(conclusions, fact("n10000 on 1"))
    assert proof is not None
    assert sum(1 for _ in proof.steps()) == 20_001
    assert "n10000" in repr(proof)
    del proof
