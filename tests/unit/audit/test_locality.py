"""Rules look at one case at a time: proved for those that ship, and refuted where it is not so."""

from __future__ import annotations

from pathlib import Path

import pytest

from vcc.audit.locality import not_local, sorts_of
from vcc.knowledge import knowledge
from vcc.pipeline import analyse
from vcc.plan.from_sources import kept_program
from vcc.source.text import SourceText
from vcc.vocabulary.namespaces import CASES, VCC
from vcc.vocabulary.rdf import Triple

PREFIX = f"PREFIX : <{VCC}>\nPREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n"
THEORY = knowledge()


def said_of(*rules: str) -> list[str]:
    source = SourceText("r.srl", PREFIX + "\n".join(rules))
    program = kept_program((source,))
    return [d.message.en for d in not_local(program, THEORY.ontology, THEORY.theory)]


def test_every_rule_that_ships_is_case_local() -> None:
    assert len(THEORY.program.rules) > 1_200
    found = list(not_local(THEORY.program, THEORY.ontology, THEORY.theory))
    assert not [(d.message.en, str(d.span)) for d in found]


@pytest.mark.parametrize(
    "rule",
    [
        "RULE :r { ?a :assists ?b } WHERE { ?a :inCase ?c ; a :Actor . ?b :inCase ?c ; a :Actor }",
        "RULE :r { ?c :shows ?e } WHERE { ?c a :Case . ?e a :Element }",
        "RULE :r { ?c :shows ?e } WHERE { ?i :inCase ?c ; :during ?p . ?e a :Element }",
        "RULE :r { ?c :shows :loop } WHERE { ?c a :Case . NOT { ?a :inCase ?c ; a :Actor } }",
        "RULE :r { ?c :tally ?n } WHERE { ?a :inCase ?c . COUNT(?a AS ?n) }",
    ],
)
def test_what_hangs_together_by_the_case_is_local(rule: str) -> None:
    assert said_of(rule) == []


@pytest.mark.parametrize(
    ("rule", "what"),
    [
        (
            "RULE :r { ?a :assists ?b } WHERE { ?a a :Actor . ?b a :Actor }",
            "nothing but shared terms ties ?a to ?b",
        ),
        (  # both are of one kind, and so may be actors of any two cases
            "RULE :r { ?a :assists ?b } WHERE { ?a a :Actor ; :kind ?k . ?b a :Actor ; :kind ?k }",
            "nothing but shared terms ties ?a to ?b",
        ),
        (  # both are called the same
            "RULE :r { ?a :assists ?b } WHERE { ?a a :Actor ; :name ?n . ?b a :Actor ; :name ?n }",
            "ties ?a to ?b",
        ),
        (  # an equation ties nothing
            "RULE :r { ?a :assists ?b } WHERE { ?a :until ?m . ?b :until ?n . FILTER(?m = ?n) }",
            "ties ?a to ?b",
        ),
        (  # no case at all has a regulator
            "RULE :r { ?c :shows :loop } WHERE { ?c a :Case . NOT { ?a a :Actor ; :kind ?k } }",
            "ties ?a to ?c",
        ),
        (  # what one case says of a term would be read in every other
            "RULE :r { ?k :countsFor :feedback-loop } WHERE { ?a a :Actor ; :kind ?k }",
            "concludes something about the theory",
        ),
        (
            "RULE :r { :reading :tally ?n } WHERE { ?a a :Actor . COUNT(?a AS ?n) }",
            "concludes something about the theory",
        ),
        (
            "RULE :r { ?c :shows ?a } WHERE { ?a a :Actor ; :inCase ?c }",
            "it concludes :shows of other things",
        ),
    ],
)
def test_what_could_join_two_cases_is_found(rule: str, what: str) -> None:
    (said,) = said_of(rule)
    assert what in said
    assert said.startswith("`r` may join several cases")


def test_a_rule_may_not_lean_on_another_that_ties_by_a_shared_term() -> None:
    """Each is found where it is: the second would be local if the first were."""
    said = said_of(
        "RULE :one { ?a :isNewTie ?b } WHERE { ?a a :Actor ; :kind ?k . ?b a :Actor ; :kind ?k }",
        "RULE :two { ?a :assists ?b } WHERE { ?a :isNewTie ?b }",
    )
    assert [message.split("`")[1] for message in said] == ["one"]


def test_every_fact_of_every_example_is_of_the_sorts_that_the_proof_rests_on(
    repository: Path,
) -> None:
    declared = sorts_of(THEORY.program, THEORY.ontology, THEORY.theory)
    asked = {
        str(pattern.predicate)
        for rule in THEORY.program.rules
        for pattern in (*rule.patterns, *rule.head)
    }
    checked, wrong = 0, set()
    for path in sorted((repository / "examples").rglob("*.vcc"))[::3]:
        if "library " in path.read_text(encoding="utf-8"):
            continue
        analysis = analyse(path, with_sections=False)
        for fact in (*analysis.graph.triples, *analysis.conclusions.inferred):
            if fact[1] in asked:
                checked += 1
                if shape(fact) not in declared.shapes(fact[1]):
                    wrong.add((fact[1], shape(fact)))
    assert checked > 5_000
    assert not wrong


def shape(fact: Triple) -> tuple[bool, bool]:
    return fact[0].startswith(f"<{CASES}"), fact[2].startswith(f"<{CASES}")
