"""Pitfalls after OOPS!, FOOPS! and ROBOT: none in what ships, and each query finds its own."""

from __future__ import annotations

import pytest

from vcc.audit.pitfalls import pitfalls, shipped_waivers
from vcc.resources import pitfall_files
from vcc.vocabulary.ontology import Ontology, shipped_ontology
from vcc.vocabulary.turtle import triples_from_turtle

PREFIXES = """
    @prefix : <https://w3id.org/vcc/> .
    @prefix owl: <http://www.w3.org/2002/07/owl#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
PLANTED = {
    "isolated-class": ":X a owl:Class .",
    "class-cycle": ":X rdfs:subClassOf :Y . :Y rdfs:subClassOf :X .",
    "missing-domain-or-range": ":x a owl:ObjectProperty .",
    "several-domains": ":x rdfs:domain :Y , :Z .",
    "inverse-of-itself": ":x owl:inverseOf :x .",
    "synonyms-as-classes": ":X owl:equivalentClass :Y .",
    "no-disjointness": ":X a owl:Class . :Y rdfs:subClassOf :X .",
    "no-metadata": "<https://w3id.org/vcc/core/x> a owl:Ontology .",
    "no-dates-or-prefix": "<https://w3id.org/vcc/> a owl:Ontology .",
    "duplicate-label": ':X a owl:Class ; rdfs:label "x"@en . :Y a owl:Class ; rdfs:label "x"@en .',
    "same-name": ':x a owl:NamedIndividual ; rdfs:label "a"@en , "b"@zh .'
    ' :y a owl:NamedIndividual ; rdfs:label "a"@en , "b"@zh .',
    "duplicate-definition": ':X a owl:Class ; skos:definition "x"@en .'
    ' :y a :Z ; skos:definition "x"@en .',
    "duplicate-example": ':x skos:example "a"@en . :y skos:example "a"@en .',
    "annotation-whitespace": ':X rdfs:label "x "@en .',
    "deprecated-in-use": ":X owl:deprecated true . :Y rdfs:subClassOf :X .",
}


def said(text: str) -> Ontology:
    return Ontology(tuple(triples_from_turtle((PREFIXES + text).encode(), "test", "t")))


def test_what_ships_has_no_pitfall_but_those_waived_with_a_reason() -> None:
    assert not [problem.message.en for problem in pitfalls(shipped_ontology())]
    assert len(shipped_waivers()) < 10
    assert all(len(reason) > 20 for reason in shipped_waivers().values())


def test_every_query_has_a_planted_pitfall() -> None:
    assert {path.stem for path in pitfall_files()} == set(PLANTED)


@pytest.mark.parametrize("check", PLANTED)
def test_a_planted_pitfall_is_found_and_can_be_waived(check: str) -> None:
    path = next(path for path in pitfall_files() if path.stem == check)
    frame = path.read_text(encoding="utf-8").split("# en: ")[1].split("{")[0].strip()
    ontology = said(PLANTED[check])
    found = [p.message for p in pitfalls(ontology, waivers={})]
    assert [message for message in found if message.en.startswith(frame)]
    assert all(message.zh and "{" not in message.zh for message in found)
    left = [p.message.en for p in pitfalls(ontology, waivers={(check, "*"): "meant"})]
    assert len(left) < len(found)


def test_a_waiver_that_nothing_needs_is_reported() -> None:
    (found,) = pitfalls(said(""), waivers={("class-cycle", "Actor"): "meant"})
    assert "class-cycle" in found.message.en
    assert "Actor" in found.message.zh


@pytest.mark.parametrize(
    ("told", "is_found"),
    [
        (':x a owl:ObjectProperty ; rdfs:label "x"@en . :y a owl:DatatypeProperty', True),
        (':x a :Role ; rdfs:label "x"@en . :y a :Role', True),
        (':x a :Role ; rdfs:label "x"@en . :y a :Cell', False),
        (':X a owl:Class ; rdfs:label "x"@en . :x a owl:ObjectProperty', False),
    ],
)
def test_one_label_is_for_one_term_of_a_sort(told: str, is_found: bool) -> None:
    messages = [p.message.en for p in pitfalls(said(f'{told} ; rdfs:label "x"@en .'), waivers={})]
    assert any("one label" in message for message in messages) is is_found


@pytest.mark.parametrize(
    ("more", "is_found"),
    [
        ('"a"@en , "b"@zh', True),
        ('"a"@en , "b"@zh ; :word "a"@en', False),  # two kinds: their places in a case tell
        ('"a"@en , "b"@zh ; :word "a"@en ; :elementOf :f', True),
        ('"a"@en , "c"@zh ; :word "a"@en ; :elementOf :f', True),
        ('"a"@en , "c"@zh', False),
        ('"a"@en , "b"@zh ; a :ReportSection', False),
    ],
)
def test_labels_tell_what_is_assessed_and_what_a_case_names_apart(
    more: str, is_found: bool
) -> None:
    named = ':x a owl:NamedIndividual ; rdfs:label "a"@en , "b"@zh ; :word "a"@en .'
    ontology = said(f"{named} :y a owl:NamedIndividual ; rdfs:label {more} .")
    messages = [p.message.en for p in pitfalls(ontology, waivers={})]
    assert any(message.startswith("labels do not tell") for message in messages) is is_found
