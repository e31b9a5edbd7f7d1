"""What a case of shared manufacturing says is not so is reported, and nothing else is.

Each row is a case in few words, what it then says is not there (or lists in full), and what the
platform lacks by that. The same case without the denial says nothing of it: silence is no denial.
"""

from __future__ import annotations

import pytest
from snippets import conclusions_of, objects

from vcc.pipeline import knowledge
from vcc.vocabulary.namespaces import vcc
from vcc.vocabulary.rdf import local_name

# Nothing is told but who there is.
NAMES = """framework shared-manufacturing
actor o is platform-operator actor s is manufacturer actor d is business-customer
"""
# A platform on which a plant does what a customer orders.
PLATFORM = f"""{NAMES}
resource lathe form equipment held-by s resource job form manufacturing-task held-by d
channel p is platform by o for s, d
interaction order via p {{ d -> o : job }}
interaction work during production via p {{ s combines lathe, job }}
"""
# The same without the plant: the operator passes on what it has in stock.
STOCK = f"""{NAMES}
resource job form manufacturing-task held-by d resource parts form component held-by o
channel p is platform by o for s, d
interaction order via p {{ d -> o : job }}
interaction handover via p {{ o -> d : parts }}
"""
RULED_OUT = [
    # Proposition: who comes, what they state, whether they agree.
    ("both-sides-joined", NAMES, "absent activity entry is joining by s"),
    ("supplier-states-proposition", PLATFORM, "absent proposition offer by s for d"),
    ("supplier-states-proposition", PLATFORM, "complete propositions complete demands"),
    ("demander-states-proposition", PLATFORM, "absent proposition wish by d for s"),
    ("demander-states-proposition", PLATFORM, "complete propositions complete demands"),
    ("negotiated-consensus", PLATFORM, "absent interaction talks is negotiation between s, d"),
    ("negotiated-consensus", PLATFORM, "absent proposition deal by s for d accepted-by d"),
    # Creation: agreement, matching, capacity, the gap of the demander.
    ("propositions-agree", PLATFORM, "absent proposition deal by s for d accepted-by d"),
    ("propositions-agree", PLATFORM, "complete propositions complete decisions"),
    ("algorithmic-matching", PLATFORM, "absent activity pairing is matching by o"),
    ("algorithmic-matching", PLATFORM, "absent resource engine form software held-by o"),
    ("idle-capacity-activated", PLATFORM, "absent outcome busy is capacity-use for s"),
    ("resource-gap-filled", PLATFORM, "absent outcome met is need-satisfaction for d"),
    ("resource-gap-filled", PLATFORM, "complete moves"),
    # Realisation: open resources, strengths, customers, gains.
    ("resources-opened-shared", NAMES, "absent activity pool is resource-sharing by s"),
    ("resources-opened-shared", STOCK, "absent activity pool is resource-sharing by s"),
    ("strengths-used", PLATFORM, "absent activity pairing is matching by o"),
    ("customers-served", PLATFORM, "absent activity van is delivery by s"),
    ("customers-served", PLATFORM, "complete moves"),
    ("value-increased", PLATFORM, "complete outcomes"),
    ("value-increased", PLATFORM, "absent outcome all is win-win for s, d"),
    # Circles: value draws newcomers, data improve matching.
    ("value-realised", PLATFORM, "complete outcomes"),
    ("value-realised", PLATFORM, "absent outcome all is win-win for s, d"),
    ("newcomers-drawn", PLATFORM, "absent outcome crowd is new-participants for o"),
    ("newcomers-drawn", PLATFORM, "complete outcomes complete indicators"),
    ("newcomers-take-part", PLATFORM, "absent outcome crowd is new-participants for o"),
    ("newcomers-take-part", PLATFORM, "complete outcomes"),
    ("data-improve-matching", PLATFORM, "absent activity learning is data-analysis by o"),
    ("data-improve-matching", PLATFORM, "complete feedback"),
    # Functions of the operator, and specialities that join.
    ("connection-built", NAMES, "absent channel hub is manufacturing-platform by o"),
    ("connection-built", NAMES, "absent activity founding is platform-building by o"),
    ("governance-designed", PLATFORM, "absent institution rules is platform-rule set-by o"),
    ("governance-designed", PLATFORM, "complete institutions"),
    ("service-network-built", PLATFORM, "absent activity allies is partnering by o"),
    ("service-network-built", PLATFORM, "complete activities complete interactions"),
    ("specialities-complement", PLATFORM, "absent activity allies is partnering by s"),
]
# Of somebody else, of a time or activity only, of a narrower kind, or with a list still open.
NOT_RULED_OUT = [
    ("algorithmic-matching", PLATFORM, "absent activity pairing is matching by s"),
    ("algorithmic-matching", PLATFORM, "absent activity pairing is matching by o until 2015"),
    ("algorithmic-matching", PLATFORM, "absent activity parsing is task-decomposing by o"),
    ("idle-capacity-activated", PLATFORM, "absent outcome busy is capacity-use for d"),
    ("newcomers-drawn", PLATFORM, "absent outcome crowd is new-participants for o through work"),
    ("newcomers-drawn", PLATFORM, "complete outcomes"),
    ("supplier-states-proposition", PLATFORM, "complete propositions"),
    ("supplier-states-proposition", PLATFORM, "absent proposition wish by d for s"),
    ("supplier-states-proposition", PLATFORM, "absent proposition x by s for d accepted-by d"),
    ("propositions-agree", PLATFORM, "absent proposition offer by s for d"),
    ("service-network-built", PLATFORM, "absent interaction allies is partnering between s, d"),
    ("governance-designed", PLATFORM, "absent institution rules is platform-rule set-by s"),
]
# What shows an element, beside a denial that would rule it out.
SHOWN = [
    (
        "algorithmic-matching",
        "resource engine form software held-by o activity pairing is matching by o uses engine",
        "absent activity other is matching by o",
    ),
    (
        "customers-served",
        "interaction hand via p { s -> d : job }",
        "absent activity van is delivery",
    ),
    ("both-sides-joined", "", "absent activity entry is joining by d"),
    ("resources-opened-shared", "", "absent activity pool is resource-sharing by s"),
    ("connection-built", "", "absent channel hub is manufacturing-platform by o"),
]


def found(statements: str) -> set[str]:
    return objects(set(conclusions_of(statements).inferred), "finding")


@pytest.mark.parametrize(("element", "told", "denied"), RULED_OUT)
def test_what_the_case_rules_out_is_reported(element: str, told: str, denied: str) -> None:
    assert f"lost-{element}" in found(f"{told}\n{denied}")
    assert f"lost-{element}" not in found(told)


@pytest.mark.parametrize(("element", "told", "denied"), NOT_RULED_OUT)
def test_a_denial_of_less_or_of_others_is_not_reported(
    element: str, told: str, denied: str
) -> None:
    assert (element, told) in {(name, case) for name, case, _ in RULED_OUT}
    assert f"lost-{element}" not in found(f"{told}\n{denied}")


@pytest.mark.parametrize(("element", "told", "denied"), SHOWN)
def test_what_is_shown_is_not_ruled_out_by_a_denial(element: str, told: str, denied: str) -> None:
    concluded = set(conclusions_of(f"{PLATFORM}\n{told}\n{denied}").inferred)
    assert element in objects(concluded, "present")
    assert f"lost-{element}" not in objects(concluded, "finding")


def test_one_dimension_that_is_denied_leaves_added_value_open() -> None:
    denied = f"{PLATFORM}\nabsent indicator crowd is participant-count on o"
    concluded = set(conclusions_of(denied).inferred)
    assert "network-effect" in objects(concluded, "absent")
    assert "ecological-value-added" in objects(concluded, "unknown")


def test_resources_that_nobody_is_told_to_share_are_asked_for() -> None:
    assert "open-resources-opened-shared" in found(STOCK)
    assert "open-resources-opened-shared" not in found(PLATFORM)


def test_every_element_that_is_needed_or_listed_is_ruled_out_here() -> None:
    facts = knowledge().ontology.rule_facts
    own = {s for s, p, o in facts if (p, o) == (vcc("elementOf"), vcc("shared-manufacturing"))}
    needing = {o for _, p, o in facts if p == vcc("neededFor")}
    listed = {s for s, p, _ in facts if p == vcc("toldIn")}
    named = {local_name(each) for each in own & (needing | listed)}
    assert len(named) == 20
    assert named == {element for element, _, _ in RULED_OUT}
