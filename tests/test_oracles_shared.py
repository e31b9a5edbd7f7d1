"""What the review of shared manufacturing concludes must follow from its cases (SM-E1 to SM-E12).

The review describes a platform in general and names no firm: one case where it works, one with the
five challenges, one with their answers. Each oracle holds for its case and stops holding when the
statements that carry its evidence are withdrawn. Nothing is asserted where the review is silent:
dominant logic, value locus, thresholds, or that an unsolved challenge takes a stage away.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from snippets import Facts, conclusions_of, objects

from vcc.pipeline import analyse, knowledge
from vcc.vocabulary.namespaces import CASES, vcc
from vcc.vocabulary.rdf import Triple, iri

FOLDER = Path(__file__).resolve().parent.parent / "examples/05-shared-manufacturing"
SEED = "seeds/004_4debb87492f204de.txt"
STAGES = ("two-way-proposition", "shared-creation", "shared-realisation")
CORE = ("supplier", "demander", "operator")
ROLES = {
    "supplier": "resource-supplier",
    "demander": "resource-demander",
    "operator": "ecosystem-operator",
}
CHALLENGES = {
    "standards-differ": ("formats",),
    "data-ownership-unclear": ("whose-data",),
    "trust-missing": ("strangers",),
    "platform-power": ("opaque",),
    "benefits-unbalanced": ("excess",),
}
ANSWERS = {
    "standards-differ": ("interfaces", "middleware", "identity"),
    "data-ownership-unclear": ("data-rule", "provenance", "data-contract"),
    "trust-missing": ("score", "vouching", "carrot-and-stick"),
    "platform-power": ("antitrust", "council", "disclosure", "rival-hub"),
    "benefits-unbalanced": ("split", "auctions", "mediation"),
}
# A platform in few words, for variants that the review does not tell.
PLATFORM = """framework shared-manufacturing
actor o is platform-operator actor s is manufacturer actor d is business-customer
resource lathe form equipment held-by s resource job form manufacturing-task held-by d
channel p is platform by o for s, d
interaction order via p { d -> o : job }
interaction work during production via p { s combines lathe, job }
"""


Oracle = Callable[[Facts], bool]


@cache
def facts(name: str, *withdrawn: str) -> Facts:
    """All facts of a case of the folder, after the withdrawal of statements, by their names."""
    base = f"{CASES}{name}-platform"
    given = analyse(FOLDER / f"{name}.vcc").graph.triples
    wholes = {iri(f"{base}/{gone}") for gone in withdrawn}
    parts = tuple(f"<{base}/{gone}/" for gone in withdrawn)

    def is_gone(term: str) -> bool:
        return term in wholes or term.startswith(parts)

    kept = [t for t in given if not (is_gone(t[0]) or is_gone(t[2]))]
    assert not withdrawn or len(kept) < len(given), "nothing was withdrawn"
    return Facts(base, frozenset((*kept, *knowledge().engine.infer(kept).inferred)))


def stops_without(oracle: Oracle, case: str, *withdrawn: str) -> bool:
    return oracle(facts(case)) and not oracle(facts(case, *withdrawn))


def concluded(statements: str) -> set[Triple]:
    return set(conclusions_of(PLATFORM + statements).inferred)


# ---------------------------------------------------------------- the cases themselves


@pytest.mark.shared
def test_every_quote_of_the_cases_is_in_the_review(shared: Path) -> None:
    seed = re.sub(r"\s+", "", (shared / SEED).read_text(encoding="utf-8"))
    texts = (path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.vcc")))
    quotes = [q for text in texts for q in re.findall(r'@p5 §[\d.]+ "([^"]+)"', text)]
    assert len(quotes) > 60
    assert not [quote for quote in quotes if re.sub(r"\s+", "", quote) not in seed]


@pytest.mark.parametrize("name", ["working", "troubled", "governed"])
def test_the_framework_applies_and_is_not_asked_for(name: str) -> None:
    assert facts(name)("applies", "shared-manufacturing")
    assert not facts(name).values("asksFor")


@pytest.mark.parametrize("example", ["01-xiaomi/xiaomi", "02-bakery/bakery"])
def test_the_framework_does_not_apply_where_no_capacity_is_shared(example: str) -> None:
    inferred = analyse(FOLDER.parent / f"{example}.vcc").graph.triples
    applied = {o for _, p, o in knowledge().engine.infer(inferred).inferred if p == vcc("applies")}
    assert applied
    assert vcc("shared-manufacturing") not in applied


# ---------------------------------------------------------------- SM-E1


@pytest.mark.parametrize("stage", STAGES)
def test_e1_the_three_stages_are_present(stage: str) -> None:
    assert facts("working")("present", stage)


def test_e1_the_stages_are_ordered() -> None:
    order = {(s, o) for s, p, o in knowledge().ontology.rule_facts if p == vcc("precedes")}
    assert (vcc(STAGES[0]), vcc(STAGES[1])) in order
    assert (vcc(STAGES[1]), vcc(STAGES[2])) in order


@pytest.mark.parametrize(
    ("stage", "withdrawn", "lacking"),
    [
        ("two-way-proposition", "admission", "admission-ruled"),
        ("two-way-proposition", "bargaining", "negotiated-consensus"),
        ("two-way-proposition", "first-trust", "initial-trust"),
        ("shared-creation", "matching", "algorithmic-matching"),
        ("shared-creation", "busy", "idle-capacity-activated"),
    ],
)
def test_e1_without_a_condition_the_stage_is_partial_and_the_condition_named(
    stage: str, withdrawn: str, lacking: str
) -> None:
    assert stops_without(lambda f: f("present", stage), "working", withdrawn)
    assert facts("working", withdrawn)("partial", stage)
    assert facts("working", withdrawn)("lacks", lacking)


def test_e1_realisation_rests_on_gains_of_more_than_one_core_actor() -> None:
    gains = ("gap-filled", "first-trust", "pairing-gain", "newcomers")
    assert stops_without(lambda f: f("present", "shared-realisation"), "working", *gains)


def test_e1_a_later_stage_without_the_earlier_is_told_and_stays() -> None:
    without = facts("working", "bargaining")
    assert without("present", "shared-creation")
    assert without("finding", "stage-ground-open")
    assert not facts("working")("finding", "stage-ground-open")


# ---------------------------------------------------------------- SM-E2


@pytest.mark.parametrize("actor", CORE)
def test_e2_each_core_actor_has_its_role(actor: str) -> None:
    assert facts("working")("role", ROLES[actor], f"party/{actor}")


def test_e2_the_core_is_a_triangle_and_others_act_indirectly() -> None:
    working = facts("working")
    assert working("ecosystemConclusion", "core-triangle")
    assert working.values("coreActor") == {*CORE}
    assert working.values("indirectSupporter") == {"advisers", "government"}
    assert working("population", "service-population", "party/advisers")
    assert working("population", "support-institution-population", "party/government")
    assert working("population", "core-population", "party/operator")


@pytest.mark.parametrize(
    ("actor", "withdrawn"),
    [("demander", ("ordering", "matching", "probing")), ("supplier", ("sharing", "making"))],
)
def test_e2_a_role_rests_on_what_is_done(actor: str, withdrawn: tuple[str, ...]) -> None:
    def oracle(f: Facts) -> bool:
        return f("role", ROLES[actor], f"party/{actor}")

    assert stops_without(oracle, "working", *withdrawn)


# ---------------------------------------------------------------- SM-E3


def test_e3_liquefaction_and_matching_are_present() -> None:
    assert facts("working")("present", "resource-liquefaction")
    assert facts("working")("present", "intelligent-matching")


@pytest.mark.parametrize(
    ("mechanism", "withdrawn", "lacking"),
    [
        ("resource-liquefaction", ("sensing",), "equipment-data-collected"),
        ("resource-liquefaction", ("modelling",), "capability-modelled"),
        ("resource-liquefaction", ("tags",), "digitally-tagged"),
        ("intelligent-matching", ("parsing",), "demand-parsed"),
        ("intelligent-matching", ("screening",), "resources-screened"),
        ("intelligent-matching", ("proposing",), "plan-generated"),
    ],
)
def test_e3_a_missing_step_is_named(
    mechanism: str, withdrawn: tuple[str, ...], lacking: str
) -> None:
    assert stops_without(lambda f: f("present", mechanism), "working", *withdrawn)
    assert facts("working", *withdrawn)("lacks", lacking)


def test_e3_value_added_needs_figures_that_rise_over_time() -> None:
    assert facts("working")("unknown", "ecological-value-added")
    once = concluded("indicator firms is participant-count on o measured 100 firms in 2024")
    twice = concluded(
        "indicator firms is participant-count on o measured 100 firms in 2024 "
        "measured 180 firms in 2025"
    )
    falling = concluded(
        "indicator firms is participant-count on o measured 180 firms in 2024 "
        "measured 100 firms in 2025"
    )
    assert "ecological-value-added" not in objects(once, "present")
    assert "added-value-one-date" in objects(once, "finding")
    assert {"ecological-value-added", "network-effect"} <= objects(twice, "present")
    assert "ask-critical-scale" in objects(twice, "finding")
    assert "ecological-value-added" not in objects(falling, "present")


# ---------------------------------------------------------------- SM-E4


def test_e4_the_operator_has_three_functions_and_gives_threefold_support() -> None:
    working = facts("working")
    assert working("present", "operator-functions")
    assert working("present", "platform-support")
    assert working("ecosystemConclusion", "opportunism-curbed")


@pytest.mark.parametrize(
    ("element", "withdrawn", "lacking"),
    [
        ("operator-functions", ("networking",), "service-network-built"),
        (
            "operator-functions",
            ("admission", "credit", "allocation", "incentives"),
            "governance-designed",
        ),
        ("platform-support", ("incentives",), "institutional-support"),
        ("platform-support", ("applying",), "service-support"),
        ("platform-support", ("tools", "engine", "running-data", "tags"), "technical-support"),
    ],
)
def test_e4_a_missing_function_is_named(
    element: str, withdrawn: tuple[str, ...], lacking: str
) -> None:
    assert stops_without(lambda f: f("present", element), "working", *withdrawn)
    assert facts("working", *withdrawn)("lacks", lacking)


def test_e4_without_one_dimension_of_support_nothing_curbs_opportunism() -> None:
    def oracle(f: Facts) -> bool:
        return f("ecosystemConclusion", "opportunism-curbed")

    assert stops_without(oracle, "working", "applying")


# ---------------------------------------------------------------- SM-E5


def test_e5_newcomers_close_the_virtuous_cycle() -> None:
    assert stops_without(lambda f: f("present", "attraction-cycle"), "working", "newcomers")
    assert facts("working", "newcomers")("lacks", "newcomers-drawn")


def test_e5_newcomers_who_are_drawn_but_not_seen_to_take_part_leave_it_open() -> None:
    without = facts("working", "joining")
    assert without("partial", "attraction-cycle")
    assert without.values("lacks") >= {"newcomers-take-part"}


# ---------------------------------------------------------------- SM-E6


def test_e6_the_right_of_use_is_shared() -> None:
    assert facts("working")("sharingKind", "use-shared", "sharing")
    assert not facts("working")("finding", "ownership-passed", "sharing")


def test_e6_what_is_sold_is_not_shared() -> None:
    sold = concluded("interaction deal via p { s -> d : lathe as sale }")
    lent = concluded("interaction deal via p { s -> d : lathe as rental }")
    assert objects(sold, "sharingKind") == {"ownership-sold"}
    assert "ownership-passed" in objects(sold, "finding")
    assert objects(lent, "sharingKind") == {"use-shared"}


def test_e6_a_platform_on_which_capacity_is_only_sold_is_no_shared_manufacturing() -> None:
    statements = PLATFORM.replace("framework shared-manufacturing\n", "").replace(
        "interaction work during production via p { s combines lathe, job }",
        "interaction deal via p { s -> d : lathe as RIGHT }",
    )
    for right, applies in (("sale", False), ("use-right", True)):
        found = set(conclusions_of(statements.replace("RIGHT", right)).inferred)
        assert ("shared-manufacturing" in objects(found, "applies")) is applies


# ---------------------------------------------------------------- SM-E7


def test_e7_each_core_actor_depends_on_the_two_others() -> None:
    working = facts("working")
    assert working("ecosystemConclusion", "symbiosis")
    for actor in CORE:
        assert working.values("dependsOnCore", actor) == {*CORE} - {actor}


def test_e7_without_gains_of_the_operator_it_is_no_symbiosis() -> None:
    def oracle(f: Facts) -> bool:
        return f("ecosystemConclusion", "symbiosis")

    assert stops_without(oracle, "working", "pairing-gain", "newcomers")


def test_e7_a_gain_without_one_of_the_three_is_flagged() -> None:
    without = conclusions_of(
        "framework shared-manufacturing actor o is platform-operator actor s is manufacturer "
        "channel p is platform by o resource lathe form equipment held-by s "
        "activity work via p { s combines lathe } outcome cash is revenue for s"
    )
    assert "symbiosis-in-doubt" in objects(set(without.inferred), "finding")
    assert not facts("working")("finding", "symbiosis-in-doubt")


# ---------------------------------------------------------------- SM-E8


def test_e8_design_suits_consensus_and_production_of_parts_an_internal_market() -> None:
    working = facts("working")
    assert working.values("suitedGovernance", "designing") == {"consensus-hierarchy"}
    assert working.values("suitedGovernance", "making") == {"internal-market"}


def test_e8_a_task_under_the_other_governance_is_reported() -> None:
    bids = "institution bids is internal-market set-by o "
    design = concluded(bids + "activity sketch is design by d under bids")
    parts = concluded(bids + "activity milling is manufacturing by s under bids")
    assert "governance-mismatch" in objects(design, "finding")
    assert "governance-mismatch" not in objects(parts, "finding")


# ---------------------------------------------------------------- SM-E9

CONSEQUENCES = {
    "standards-differ": {"access-cost", "unconnected-data", "limited-liquefaction"},
    "data-ownership-unclear": {"fear-of-leaks", "inhibited-data-flow", "legal-disputes"},
    "trust-missing": {"low-willingness", "low-matching-success"},
    "platform-power": {"weakened-members", "curbed-innovation"},
    "benefits-unbalanced": {"less-participation", "instability"},
}


@pytest.mark.parametrize("challenge", CHALLENGES)
def test_e9_the_challenge_is_exposed_with_its_consequences(challenge: str) -> None:
    assert stops_without(
        lambda f: f("challengeUngoverned", challenge), "troubled", *CHALLENGES[challenge]
    )
    assert facts("troubled").values("expectsConsequence") >= CONSEQUENCES[challenge]
    assert facts("troubled", *CHALLENGES[challenge])("challengeUnknown", challenge)


@pytest.mark.parametrize("challenge", CHALLENGES)
def test_e9_consequences_go_with_their_challenge(challenge: str) -> None:
    left = facts("troubled", *CHALLENGES[challenge]).values("expectsConsequence")
    assert not left & CONSEQUENCES[challenge]


def test_e9_challenge_1_limits_liquefaction_and_challenge_3_matching() -> None:
    limited = facts("troubled").values("limitedMechanism")
    assert limited == {"resource-liquefaction", "intelligent-matching"}
    assert "resource-liquefaction" not in facts("troubled", "formats").values("limitedMechanism")
    assert "intelligent-matching" not in facts("troubled", "strangers").values("limitedMechanism")


def test_e9_three_powers_alone_expose_nothing() -> None:
    assert facts("working").values("seenPower", "operator") == {
        "rule-making", "data-control", "allocation-power",
    }  # fmt: skip
    assert not facts("working").values("exposesSign")


def test_e9_challenges_warn_and_take_no_stage_away() -> None:
    troubled, calm = facts("troubled"), facts("troubled", *sum(CHALLENGES.values(), ()))
    assert troubled("finding", "release-hindered")
    for status in ("present", "partial", "absent", "unknown"):
        assert troubled.values(status) & {*STAGES} == calm.values(status) & {*STAGES}


# ---------------------------------------------------------------- SM-E10


@pytest.mark.parametrize("challenge", ANSWERS)
def test_e10_the_challenge_is_governed_by_the_answer_of_its_topic(challenge: str) -> None:
    for measure in ANSWERS[challenge]:
        assert stops_without(lambda f: f("challengeGoverned", challenge), "governed", measure)
        assert facts("governed", measure)("challengePartlyGoverned", challenge)
    assert facts("governed", *ANSWERS[challenge])("challengeUngoverned", challenge)


@pytest.mark.parametrize("challenge", ANSWERS)
def test_e10_an_answer_governs_no_other_challenge(challenge: str) -> None:
    without = facts("governed", *ANSWERS[challenge])
    assert without.values("challengeGoverned") == {*ANSWERS} - {challenge}


def test_e10_what_is_governed_has_no_expected_consequence() -> None:
    assert not facts("governed").values("expectsConsequence")
    assert not facts("governed")("finding", "release-hindered")


def test_e10_an_answer_that_does_not_work_does_not_count() -> None:
    sign = "problem formats is incompatible-standards harms o "
    rest = (
        "institution glue is protocol-adapter set-by o binds s "
        "institution ids is device-identification binds s institution i is interface-standard "
    )
    works = concluded(sign + rest + "effective")
    fails = concluded(sign + rest + "ineffective")
    assert "standards-differ" in objects(works, "challengeGoverned")
    assert "standards-differ" in objects(fails, "challengePartlyGoverned")
    assert "lacking-common-standards" in objects(fails, "finding")


def test_e10_with_the_technical_layer_only_trust_is_partly_governed() -> None:
    """Derived by our rules, not a conclusion of the review."""
    without = facts("governed", "vouching", "carrot-and-stick")
    assert without("challengePartlyGoverned", "trust-missing")
    assert without.values("lacks") >= {"institutional-trust", "economic-trust"}
    assert "technical-trust" not in without.values("lacks")


def test_e10_an_answer_without_signs_prevents() -> None:
    assert facts("governed", "formats")("challengePrevented", "standards-differ")


# ---------------------------------------------------------------- SM-E11

SPLIT = (
    "indicator a is basic-return for s measured 60 yuan "
    "indicator b is performance-reward for s measured 25 yuan "
    "indicator e is innovation-dividend for s measured 15 yuan "
    "indicator f is basic-return for d measured 20 yuan "
)


def test_e11_a_composite_split_is_one_of_the_answers() -> None:
    assert stops_without(lambda f: f("present", "composite-split"), "governed", "split")


def test_e11_a_payoff_is_basic_return_and_reward_and_dividend() -> None:
    payoffs = [o for s, p, o in concluded(SPLIT) if p == vcc("payoff") and s.endswith("/s>")]
    assert [re.match(r'"([\d.]+)"', value).group(1) for value in payoffs] in (["100"], ["100.0"])
    assert "composite-split" in objects(concluded(SPLIT), "present")


@pytest.mark.parametrize(("total", "adds_up"), [(120, True), (130, False)])
def test_e11_shares_must_sum_to_what_is_distributed(total: int, adds_up: bool) -> None:
    found = concluded(SPLIT + f"indicator all is distributed-total on o measured {total} yuan")
    assert ("split-adds-up" in objects(found, "ecosystemConclusion")) is adds_up
    assert ("split-differs" in objects(found, "finding")) is not adds_up


@pytest.mark.parametrize(("stated", "differs"), [(100, False), (90, True)])
def test_e11_a_stated_payoff_must_be_the_sum_of_its_parts(stated: int, differs: bool) -> None:
    found = concluded(SPLIT + f"indicator own is payoff for s measured {stated} yuan")
    assert ("payoff-differs" in objects(found, "finding")) is differs


# ---------------------------------------------------------------- SM-E12


def test_e12_technology_without_governance_does_not_succeed() -> None:
    troubled = facts("troubled")
    assert troubled("shows", "technical-support")
    assert troubled("ecosystemConclusion", "technology-without-governance")
    assert troubled("finding", "technology-alone")


def test_e12_the_same_technology_with_governance_is_not_warned_of() -> None:
    governed = facts("governed")
    assert governed("shows", "technical-support")
    assert not governed("ecosystemConclusion", "technology-without-governance")
    without = facts("governed", *ANSWERS["platform-power"])
    assert without("ecosystemConclusion", "technology-without-governance")


def test_e12_without_the_technology_it_is_not_the_technology_that_fails() -> None:
    def oracle(f: Facts) -> bool:
        return f("ecosystemConclusion", "technology-without-governance")

    assert stops_without(oracle, "troubled", "auto-matching")


# ---------------------------------------------------------------- nothing goes unreported


def said(property: str) -> set[str]:
    return {o for _, p, o in knowledge().program.data if p == vcc(property)}


def members(rdf_class: str) -> set[str]:
    theory = knowledge().ontology.rule_facts
    ours = {s for s, p, o in theory if (p, o) == (vcc("elementOf"), vcc("shared-manufacturing"))}
    return ours & set(knowledge().ontology.members[vcc(rdf_class)])


@pytest.mark.parametrize(("rdf_class", "count"), [("Stage", 3), ("Mechanism", 4), ("Loop", 2)])
def test_every_stage_mechanism_and_loop_is_asked_for(rdf_class: str, count: int) -> None:
    assert len(members(rdf_class)) == count
    assert members(rdf_class) <= said("asksAbout")


def test_every_part_of_a_stage_mechanism_or_loop_can_be_asked_for_and_reported_lost() -> None:
    theory = knowledge().ontology.rule_facts
    wholes = members("Stage") | members("Mechanism") | members("Loop")
    parts = {s for s, p, o in theory if p == vcc("partOfElement") and o in wholes}
    assert len(parts) == 34
    assert parts <= said("tellsLossOf")
    # One dimension is enough for added value, so that it is never only partly told.
    dimensions = {
        s for s, p, o in theory if (p, o) == (vcc("partOfElement"), vcc("ecological-value-added"))
    }
    assert len(dimensions) == 3
    assert parts & said("completes") == parts - dimensions


def test_every_challenge_has_its_answer_its_warning_and_advice_for_each_part() -> None:
    theory = knowledge().ontology.rule_facts
    challenges = {*knowledge().ontology.members[vcc("Challenge")]}
    governed = {o for _, p, o in theory if p == vcc("governs")}
    parts = {
        s for s, p, o in theory if p == vcc("partOfElement") and o in members("ChallengeAnswer")
    }
    assert len(challenges) == 5
    assert challenges == governed == said("warnsOf")
    assert len(parts) == 16
    assert parts == said("advisesPart")
    findings = {note.iri: note for note in knowledge().notes.findings}
    advised = {
        s for s, p, _ in knowledge().program.data if p in (vcc("warnsOf"), vcc("advisesPart"))
    }
    assert all(findings[finding].advice for finding in advised)
