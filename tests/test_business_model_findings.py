"""No gap of the business-model framework goes unreported: each element has what is said of it."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from vcc.pipeline import knowledge
from vcc.vocabulary.namespaces import TYPE, vcc
from vcc.vocabulary.rdf import local_name

FRAMEWORK = vcc("business-model")
# What is said of the members of a class, by the property of the DATA blocks that says it.
SAID = {
    "Stage": ("tellsGapOf", "tellsOneSided"),
    "Mechanism": ("asksAbout", "tellsGapOf", "asksEffectOf"),
    "MechanismPart": ("completes",),
}
# The one part that follows from two others, which are reported themselves.
FOLLOWS = "channels-joined"


def elements(rdf_class: str) -> set[str]:
    facts = knowledge().ontology.rule_facts
    members = {s for s, p, o in facts if p == TYPE and o == vcc(rdf_class)}
    return {s for s, p, o in facts if s in members and (p, o) == (vcc("elementOf"), FRAMEWORK)}


def objects(property: str) -> set[str]:
    return {o for _, p, o in knowledge().program.data if p == vcc(property)}


def names(terms: Iterable[str]) -> list[str]:
    return sorted(map(local_name, terms))


def test_there_are_four_stages_eight_mechanisms_and_their_parts() -> None:
    assert [len(elements(name)) for name in SAID] == [4, 8, 19]


@pytest.mark.parametrize(
    ("rdf_class", "property"), [(c, p) for c, properties in SAID.items() for p in properties]
)
def test_every_element_has_a_finding_of_each_sort(rdf_class: str, property: str) -> None:
    assert names(elements(rdf_class) - objects(property)) == []


def test_every_part_that_a_case_can_rule_out_is_reported() -> None:
    missing = elements("MechanismPart") - objects("tellsGapOf")
    assert names(missing) == [FOLLOWS]


def test_every_link_of_the_renewal_is_asked_for() -> None:
    facts = knowledge().ontology.rule_facts
    links = {s for s, p, o in facts if (p, o) == (vcc("partOfElement"), vcc("renewal-loop"))}
    assert len(links) == 4
    assert names(links - objects("completes")) == []


def test_every_finding_that_is_drawn_is_described_in_both_languages() -> None:
    described = {note.iri: note for note in knowledge().notes.findings}
    sorts = {*(p for ps in SAID.values() for p in ps), "asksToMeet"}
    drawn = {s for s, p, _ in knowledge().program.data if local_name(p) in sorts}
    assert len(drawn) > 70
    assert names(drawn - described.keys()) == []
    for finding in drawn:
        message = described[finding].message
        assert message.en != message.zh


def test_advice_names_a_recommendation_of_the_source() -> None:
    advising = [n for n in knowledge().notes.findings if n.advice and "XM-" in "".join(n.claims)]
    assert len(advising) > 20
    for note in advising:
        assert {"XM-067", "XM-068", "XM-069", "XM-070"} & set(note.claims)
