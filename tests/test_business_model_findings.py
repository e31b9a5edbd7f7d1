"""No gap of the business-model framework goes unreported: each element has what is said of it."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from snippets import conclusions_of, objects

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
# Parts that stand where their mechanism stands at all: nobody is a focal firm without users whom it
# addresses and is tied to, and what research yields shows the research. Neither can be what is left
# open, or ruled out, of a mechanism that works in part.
FIRST = ["firm-tied-to-users", "research-run", "target-group-addressed"]

# A firm that sells to its users, with nothing else told.
FIRM = """framework business-model
actor f is firm
actor u is customer-group { seeks fit is functional "It fits" }
resource good form product held-by f
proposition promise by f for u offers good
interaction trade during sale { f -> u : good as sale }
"""
PARTNER = """actor s is partner
resource gear form equipment held-by s
interaction supply during production { s -> f : gear }
"""
MAKER = f"{PARTNER}activity making by s during production"
LETTERS = "interaction trip is co-design between f, u during design { u -> f : words }"
WORDS = f"resource words form ideas held-by u {LETTERS}"
LAB = "activity lab is research by f during research"
SHOP = "channel web is online-shop by f"
TWO_BUSINESSES = """resource app form software held-by f resource money form money held-by u
interaction shop during sale { f -> u : good as sale for money  f -> u : app as rental for money }
"""
HELP = "resource app form software held-by f interaction net { f -> u : app good acts-on app }"
# What is told of a firm, what the case then says is not so, and the finding that this brings about.
RULED_OUT = [
    # Nothing is promised to anybody; nothing new comes.
    ("gap-redefine-needs", "", "complete propositions"),
    ("gap-innovate-offering", FIRM, "absent activity nothing-new is development by f"),
    ("gap-joint-proposition", "", "complete propositions absent activity new is launch"),
    ("lost-need-answered", FIRM, "complete propositions"),
    ("lost-offering-renewed", FIRM + PARTNER, "absent activity nothing-new is development by f"),
    ("lost-offering-renewed", FIRM + PARTNER, "absent activity nothing-new is launch by f"),
    # Users say much, and nothing comes of it.
    ("lost-contribution-taken-up", FIRM + WORDS, "absent feedback used from u to f used-in trip"),
    ("lost-contribution-taken-up", FIRM + WORDS, "absent feedback used from u to f updates good"),
    ("lost-contribution-taken-up", FIRM + WORDS, "complete moves complete feedback"),
    (
        "lost-users-contribute",
        FIRM + "feedback letters from u to f updates good",
        "absent interaction club is co-design between f, u",
    ),
    # Research without a technology of its own.
    (
        "lost-technology-built",
        FIRM + LAB,
        "absent resource own form technology held-by f",
    ),
    # Nobody is tied on a platform.
    ("gap-ecosystem-platform", "", "absent channel hub is platform by f"),
    ("gap-joint-delivery", "", "absent channel hub is platform absent channel web is online"),
    ("lost-resources-opened", FIRM, "absent activity opening is resource-sharing by f"),
    ("lost-partners-tied-to-users", FIRM + PARTNER, "absent interaction contact between s, u"),
    (
        "lost-partners-tied-to-users",
        FIRM + PARTNER,
        "complete interactions complete activities complete feedback",
    ),
    # One source of revenue; businesses that do not help one another.
    ("gap-diversified-profit", FIRM, "absent outcome help is synergy for f"),
    ("lost-positive-synergy", FIRM + TWO_BUSINESSES, "absent outcome help is synergy for f"),
    ("lost-positive-synergy", FIRM + TWO_BUSINESSES, "complete moves"),
    ("lost-several-sources", FIRM + HELP, "absent outcome other is revenue for f"),
    ("lost-several-sources", FIRM + HELP, "complete outcomes complete moves"),
    (
        "gap-joint-capture",
        FIRM,
        "absent outcome help is synergy absent activity making is outsourcing by f",
    ),
    # The firm makes and sells through others, or makes everything itself.
    ("gap-asset-light", FIRM, "absent activity making is outsourcing by f"),
    ("lost-lean-channels", FIRM + MAKER, "absent channel own by f"),
    ("lost-lean-channels", FIRM + MAKER, "channel stall is store by s complete channels"),
    (
        "lost-partners-invested-in",
        FIRM.replace("during sale", "during sale via web") + SHOP,
        "absent activity stake is investment by f",
    ),
]
# Denials that speak of less than the whole case, or of somebody else: they rule nothing out.
NOT_RULED_OUT = [
    ("gap-diversified-profit", FIRM, "absent outcome help is synergy for f until 2015"),
    ("gap-diversified-profit", FIRM, "absent outcome help is synergy for u"),
    ("lost-several-sources", FIRM + HELP, "absent outcome other is revenue for f through trade"),
    ("lost-several-sources", FIRM + HELP, "complete outcomes"),
    ("lost-offering-renewed", FIRM + PARTNER, "absent activity new is iteration by f"),
    ("lost-offering-renewed", FIRM + PARTNER, "absent activity new is launch by s"),
    (
        "lost-technology-built",
        FIRM + LAB,
        "absent resource own form technology held-by u",
    ),
    (
        "lost-technology-built",
        FIRM + LAB,
        "absent resource own form patent held-by f",
    ),
    (
        "lost-partners-tied-to-users",
        FIRM + PARTNER,
        "absent interaction club is training between s, u",
    ),
    ("lost-partners-tied-to-users", FIRM + PARTNER, "complete interactions"),
    ("lost-lean-channels", FIRM + MAKER, "absent channel line is hotline by f"),
    ("lost-lean-channels", FIRM + MAKER, "absent channel hub by f for s"),
]
# What is partly told, and the question for the rest.
LEFT_OPEN = [
    ("open-technology-built", LAB),
    ("open-renewal-return", "outcome skill is innovation-capability for f"),
]


def elements(rdf_class: str) -> set[str]:
    facts = knowledge().ontology.rule_facts
    members = {s for s, p, o in facts if p == TYPE and o == vcc(rdf_class)}
    return {s for s, p, o in facts if s in members and (p, o) == (vcc("elementOf"), FRAMEWORK)}


def objects_said(property: str) -> set[str]:
    return {o for _, p, o in knowledge().program.data if p == vcc(property)}


def names(terms: Iterable[str]) -> list[str]:
    return sorted(map(local_name, terms))


def test_there_are_four_stages_eight_mechanisms_and_their_parts() -> None:
    assert [len(elements(name)) for name in SAID] == [4, 8, 19]


@pytest.mark.parametrize(
    ("rdf_class", "property"), [(c, p) for c, properties in SAID.items() for p in properties]
)
def test_every_element_has_a_finding_of_each_sort(rdf_class: str, property: str) -> None:
    first = FIRST if rdf_class == "MechanismPart" else []
    assert names(elements(rdf_class) - objects_said(property)) == first


def test_every_part_that_a_case_can_rule_out_is_reported() -> None:
    missing = elements("MechanismPart") - objects_said("tellsGapOf")
    assert names(missing) == sorted([FOLLOWS, *FIRST])


def found(statements: str) -> set[str]:
    return objects(set(conclusions_of(statements).inferred), "finding")


def asked(statements: str) -> str:
    return statements or "framework business-model actor f is firm"


@pytest.mark.parametrize(("finding", "told", "denied"), RULED_OUT)
def test_what_the_case_rules_out_is_reported(finding: str, told: str, denied: str) -> None:
    assert finding in found(f"{asked(told)}\n{denied}")
    assert finding not in found(asked(told))


@pytest.mark.parametrize(("finding", "told", "denied"), NOT_RULED_OUT)
def test_a_denial_of_less_or_of_others_is_not_reported(
    finding: str, told: str, denied: str
) -> None:
    assert (finding, told) in {(name, case) for name, case, _ in RULED_OUT}
    assert finding not in found(f"{told}\n{denied}")


def test_every_element_that_is_needed_or_listed_is_ruled_out_here() -> None:
    facts = knowledge().ontology.rule_facts
    own = {s for s, p, o in facts if (p, o) == (vcc("elementOf"), FRAMEWORK)}
    needing = {o for _, p, o in facts if p == vcc("neededFor")}
    listed = {s for s, p, _ in facts if p == vcc("toldIn")}
    told = {o for s, p, o in knowledge().program.data if p == vcc("tellsGapOf")
            and local_name(s) in {finding for finding, _, _ in RULED_OUT}}  # fmt: skip
    assert len(own & (needing | listed)) == 10
    assert names(own & (needing | listed) - told) == ["target-group-addressed"]


@pytest.mark.parametrize(("finding", "told"), LEFT_OPEN)
def test_what_is_partly_told_is_asked_for(finding: str, told: str) -> None:
    assert finding in found(FIRM + told)
    assert finding not in found(FIRM)


def test_a_denied_customer_makes_no_focal_firm() -> None:
    said = FIRM.replace("actor u", "absent actor u")
    assert objects(set(conclusions_of(FIRM).inferred), "focalFirm") == {"t/f"}
    assert objects(set(conclusions_of(said).inferred), "focalFirm") == set()


def test_what_is_shown_is_not_ruled_out_by_a_denial() -> None:
    told = (
        FIRM
        + PARTNER
        + "activity second is development by f during design { f combines gear into good }"
    )
    denied = told + " absent activity nothing-new is launch by f"
    shown = objects(set(conclusions_of(denied).inferred), "present")
    assert "offering-renewed" in shown
    assert "lost-offering-renewed" not in found(denied)


def test_every_link_of_the_renewal_is_asked_for() -> None:
    facts = knowledge().ontology.rule_facts
    links = {s for s, p, o in facts if (p, o) == (vcc("partOfElement"), vcc("renewal-loop"))}
    assert len(links) == 4
    assert names(links - objects_said("completes")) == []


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
