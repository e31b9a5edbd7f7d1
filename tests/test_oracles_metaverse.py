"""What the metaverse article concludes must follow from the facts of its case (MV-E1 to MV-E11).

Each oracle is a question to the inferred facts. It must hold for the case as it is, and it must
stop holding when the statements that carry its evidence are withdrawn. Nothing is asserted where
the article is silent: the three dominant logics, fields, safeguards, value propositions.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from snippets import conclusions_of

from vcc.pipeline import Analysis, analyse, knowledge
from vcc.source.text import SourceText
from vcc.vocabulary.namespaces import CASES, OWL, vcc
from vcc.vocabulary.rdf import Triple, boolean, integer, iri, literal_parts

REPOSITORY = Path(__file__).resolve().parent.parent
FOLDER = REPOSITORY / "examples/04-metaverse"
CASES_HERE = ("metaverse", "nike", "short-video")
SEED = REPOSITORY.parent / "shared/seeds/003_1882529eb3afbbc5.txt"
LINKS = ("value-production", "value-encounter", "value-transmission", "value-spillover")
LAYERS = ("user-layer", "platform-layer", "stakeholder-layer", "external-physical-layer")
LOGICS = ("knowledge-sharing-logic", "community-logic", "stakeholder-logic", "economic-logic")
REALISED = (
    "realised-individually", "realised-in-communities", "realised-as-centrality",
    "realised-as-growth",
)  # fmt: skip


@dataclass(frozen=True)
class Facts:
    """What holds for one case, asked by local names; without a subject, the case is meant."""

    case: str
    inferred: frozenset[Triple]

    def __call__(self, property: str, term: str, subject: str = "") -> bool:
        return (self.thing(subject), vcc(property), vcc(term)) in self.inferred

    def thing(self, name: str) -> str:
        return iri(f"{CASES}{self.case}/{name}" if name else f"{CASES}{self.case}")

    def between(self, subject: str, property: str, object: str) -> bool:
        """Whether a property holds between two declared things."""
        return (self.thing(subject), vcc(property), self.thing(object)) in self.inferred

    def is_true(self, property: str, subject: str) -> bool:
        return (self.thing(subject), vcc(property), boolean(True)) in self.inferred

    def values(self, property: str, subject: str = "") -> set[str]:
        """Local names, or plain values, of everything that a thing has as that property."""
        return {
            literal_parts(o).lexical if o.startswith('"') else o.rpartition("/")[2].rstrip(">")
            for s, p, o in self.inferred
            if s == self.thing(subject) and p == vcc(property)
        }


Oracle = Callable[[Facts], bool]


@cache
def analysis(case: str = "metaverse") -> Analysis:
    return analyse(FOLDER / f"{case}.vcc")


@cache
def facts_without(*withdrawn: str, case: str = "metaverse") -> Facts:
    """All facts, given and inferred, after the withdrawal of statements, by their names."""
    asked = Facts(case, frozenset())
    wholes = {asked.thing(name) for name in withdrawn}
    parts = tuple(f"{asked.thing(name)[:-1]}/" for name in withdrawn)

    def is_gone(term: str) -> bool:
        return term in wholes or term.startswith(parts)

    triples = analysis(case).graph.triples
    given = [t for t in triples if not (parts and (is_gone(t[0]) or is_gone(t[2])))]
    assert not withdrawn or len(given) < len(triples), "nothing was withdrawn"
    conclusions, _ = knowledge().infer(given)
    return Facts(case, frozenset((*given, *conclusions.inferred)))


def whole_case(case: str = "metaverse") -> Facts:
    return facts_without(case=case)


def stops_without(oracle: Oracle, *withdrawn: str, case: str = "metaverse") -> bool:
    return oracle(whole_case(case)) and not oracle(facts_without(*withdrawn, case=case))


# ---------------------------------------------------------------- MV-E1


@pytest.mark.parametrize(
    ("number", "withdrawn"),
    [
        (0, ("creating",)),
        (1, ("meeting", "re-creating")),
        (2, ("sneaker-launch", "re-creating", "enriching")),
        (3, ("making-goods",)),
    ],
)
def test_e1_a_link_is_present_runs_in_its_layer_and_has_its_logic(
    number: int, withdrawn: tuple[str, ...]
) -> None:
    link, layer, logic, realised = (terms[number] for terms in (LINKS, LAYERS, LOGICS, REALISED))
    assert stops_without(lambda facts: facts("present", link), *withdrawn)
    assert stops_without(lambda facts: facts("linkInLayer", layer), *withdrawn)
    assert stops_without(lambda facts: facts("explanatoryLogic", logic), *withdrawn)
    assert stops_without(lambda facts: facts("realisesValueAs", realised), *withdrawn)


def test_e1_the_links_stand_in_their_order() -> None:
    theory = set(knowledge().ontology.triples)
    for earlier, later in pairwise(LINKS):
        assert (vcc(earlier), vcc("precedes"), vcc(later)) in theory
    for place, link in enumerate(LINKS, 1):
        assert (vcc(link), vcc("position"), str(place)) in theory or (
            vcc(link), vcc("position"), integer(place),
        ) in theory  # fmt: skip
    assert not whole_case().values("showsLater")
    assert stops_without(lambda facts: not facts.values("showsLater"), "creating")


@pytest.mark.parametrize(
    ("actor", "layer", "withdrawn"),
    [
        ("creators", "user-layer", ()),
        ("nike", "stakeholder-layer", ("sneaker-launch",)),
        ("enterprises", "stakeholder-layer", ("re-creating", "enriching")),
        ("government", "stakeholder-layer", ("guiding",)),
        ("makers", "external-physical-layer", ("making-goods",)),
    ],
)
def test_e1_an_actor_stands_in_the_layer_of_what_it_does(
    actor: str, layer: str, withdrawn: tuple[str, ...]
) -> None:
    assert whole_case()("inLayer", layer, actor)
    if withdrawn:
        assert stops_without(lambda facts: facts("inLayer", layer, actor), *withdrawn)


# ---------------------------------------------------------------- MV-E2, MV-E3


@pytest.mark.parametrize("case", ["metaverse", "nike"])
def test_e2_nike_passes_value_from_enterprise_to_user(case: str) -> None:
    def oracle(facts: Facts) -> bool:
        return (
            facts("inLayer", "stakeholder-layer", "nike")
            and facts("transmissionDirection", "direction-to-user", "nike")
            and facts("shows", "enterprise-to-user")
            and facts("present", "value-transmission")
            and facts.is_true("digitalResource", "virtual-sneakers")
        )

    withdrawn = ("sneaker-launch",)
    assert stops_without(oracle, *withdrawn, case=case)
    assert not whole_case(case)("transmissionDirection", "direction-to-enterprise", "nike")


def test_e2_of_nike_alone_production_and_encounter_are_not_stated() -> None:
    facts = whole_case("nike")
    assert facts("unknown", "value-production")
    assert facts("unknown", "value-encounter")
    assert {"before-value-production", "before-value-encounter"} <= facts.values("finding")
    assert "link-before-denied" not in facts.values("finding")


def test_e3_short_video_passes_value_from_users_to_enterprises() -> None:
    def oracle(facts: Facts) -> bool:
        return (
            facts("transmissionDirection", "direction-to-enterprise", "merchants")
            and facts("present", "value-transmission")
            and facts("valueType", "stakeholder-connection-value", "chances")
        )

    assert stops_without(oracle, "hot-spots", case="short-video")
    assert stops_without(oracle, "chances", case="short-video")
    assert stops_without(oracle, "videos", case="short-video")


def test_e3_the_analogue_has_to_ask_for_the_framework() -> None:
    assert whole_case("short-video")("applies", "metaverse")
    asking = vcc("asksFor")
    given = [t for t in analysis("short-video").graph.triples if t[1] != asking]
    inferred = knowledge().infer(given)[0].inferred
    assert vcc("metaverse") not in {o for _, p, o in inferred if p == vcc("applies")}


# ---------------------------------------------------------------- MV-E4, MV-E5


@pytest.mark.parametrize(
    ("value", "withdrawn"),
    [
        ("form-digital", ("creating", "re-creating", "designing-sneakers")),
        ("source-connection", ("connection",)),
        ("structure-network", ("connection", "harvest")),
    ],
)
def test_e4_the_platform_has_the_profile_of_the_metaverse(
    value: str, withdrawn: tuple[str, ...]
) -> None:
    assert stops_without(lambda facts: facts("profileValue", value), *withdrawn)
    assert stops_without(lambda facts: facts("comparisonProfile", "profile-metaverse"), *withdrawn)


INDUSTRIAL = """framework metaverse actor f is firm actor c is customer resource car form product
activity design by f during design produces car activity plant by f during production produces car
interaction trade { f -> c : car as sale } complete contributions"""


def of_snippet(statements: str) -> Facts:
    return Facts("t", frozenset(conclusions_of(statements).inferred))


def test_e4_the_industrial_counterpart_is_physical_labour_and_chain() -> None:
    facts = of_snippet(INDUSTRIAL)
    assert facts.values("profileValue") == {"form-physical", "source-labour", "structure-chain"}
    assert facts.values("comparisonProfile") == {"profile-industrial"}
    assert not of_snippet(INDUSTRIAL.replace("complete contributions", "")).values(
        "comparisonProfile"
    )


def test_e4_values_of_both_sides_give_a_mixed_profile() -> None:
    both = INDUSTRIAL + " resource song form content activity sing by c produces song"
    assert of_snippet(both).values("comparisonProfile") == {"profile-mixed"}


@pytest.mark.parametrize(
    ("element", "withdrawn"),
    [
        ("knowledge-element", ("niche-links",)),
        ("data-element", ("works",)),
        ("connection-value-element", ("connection", "harvest")),
    ],
)
def test_e5_the_elements_are_knowledge_data_and_connection_value(
    element: str, withdrawn: tuple[str, ...]
) -> None:
    assert stops_without(lambda facts: facts("elementSubject", element), *withdrawn)


def test_e5_knowledge_makes_data_and_data_hold_connection_value() -> None:
    theory = set(knowledge().ontology.triples)
    order = ("knowledge-element", "data-element", "connection-value-element")
    for earlier, later in pairwise(order):
        assert (vcc(earlier), vcc("precedes"), vcc(later)) in theory


# ---------------------------------------------------------------- MV-E6, MV-E7, MV-E8

PASSAGE = """framework metaverse actor u is customer actor v is customer
resource tricks form knowledge held-by u outcome more is knowledge-stock for u, v"""


def test_e6_sharing_lets_knowledge_pass_from_flow_to_stock() -> None:
    assert stops_without(lambda facts: facts("present", "knowledge-passage"), "sharing")
    assert "knowledge-shared" in facts_without("sharing").values("lacks")
    assert stops_without(lambda facts: facts("effectShown", "knowledge-passage"), "better-making")


def test_e6_hiding_interrupts_it() -> None:
    hidden = of_snippet(PASSAGE + " problem silence is knowledge-hiding harms v")
    assert hidden("absent", "knowledge-shared")
    assert not hidden("present", "knowledge-passage")
    assert hidden.is_true("interruptsPassage", "silence")
    assert hidden("finding", "knowledge-hidden")
    assert hidden.values("threatensEffect", "silence") == {"trust-gain", "innovation-capability"}
    open_case = of_snippet(PASSAGE)
    assert open_case("unknown", "knowledge-shared")
    assert not open_case("finding", "knowledge-hidden")


def test_e7_participation_is_present() -> None:
    def present(facts: Facts) -> bool:
        return facts("present", "participation-behaviour")

    assert stops_without(present, "keeping-rules")
    assert stops_without(present, "works")


def test_e7_weak_citizenship_calls_for_guidance_by_government() -> None:
    assert stops_without(lambda facts: facts("finding", "citizenship-weak"), "little-citizenship")
    (found,) = [f for f in analysis().report.findings if f.name == "citizenship-weak"]
    assert found.advice is not None
    assert found.advice.en.startswith("Government should guide")
    assert "MV-104" in {claim.id for claim in found.advice_claims}


def test_e7_self_governance_lets_government_withdraw() -> None:
    text = """framework metaverse actor u is customer actor g is government
    activity lead is citizenship-guidance by g"""
    stands = text + " outcome order is self-governance for u"
    assert of_snippet(stands)("finding", "government-may-withdraw")
    assert not of_snippet(text)("finding", "government-may-withdraw")


def test_e8_government_aims_at_self_governance_and_enterprises_at_profit_and_share() -> None:
    facts = whole_case()
    assert facts.values("transmissionGoal", "government") == {"self-governance"}
    assert facts.values("transmissionGoal", "nike") == {"profit", "market-share"}
    assert facts.values("transmissionGoal", "creators") == set()
    assert not facts_without("guiding").values("transmissionGoal", "government")
    assert facts.is_true("guidesCitizenship", "government")


# ---------------------------------------------------------------- MV-E9, and numbers of our own


def test_e9_nearer_to_the_platform_stronger_transmission() -> None:
    def oracle(facts: Facts) -> bool:
        return facts.between("nike", "strongerTransmissionThan", "sneaker-studio")

    assert stops_without(oracle, "sneaker-launch")
    facts = whole_case()
    assert facts.between("nike", "closerToCentreThan", "sneaker-studio")
    assert not facts.between("sneaker-studio", "strongerTransmissionThan", "nike")
    assert facts.values("platformDistance", "sneaker-studio") == {"2"}


NETWORK = """framework metaverse actor platform is platform-operator
actor a is customer actor b is customer actor brand is firm actor rule is government
actor maker is manufacturer
interaction i1 between platform, a interaction i2 between platform, b
interaction i3 between platform, brand interaction i4 between platform, rule
interaction i5 between brand, maker interaction i6 between a, b"""


def test_closeness_of_the_network_of_the_model() -> None:
    facts = of_snippet(NETWORK)
    expected = {
        "platform": "0.1667", "brand": "0.125", "a": "0.1111", "b": "0.1111", "rule": "0.1",
        "maker": "0.0833",
    }  # fmt: skip
    assert {name: facts.values("closeness", name) for name in expected} == {
        name: {number} for name, number in expected.items()
    }
    assert facts.between("brand", "strongerTransmissionThan", "maker")
    assert facts.between("brand", "higherValueExpectedThan", "maker")
    assert not facts.between("brand", "strongerTransmissionThan", "rule"), "both one step away"


def test_weights_of_nodes_count_where_they_are_given() -> None:
    assert not of_snippet(NETWORK).values("weightedCloseness", "platform")
    weighted = of_snippet(NETWORK + " indicator w is node-weight on a measured 3")
    assert weighted.values("weightedCloseness", "platform") == {"6.5"}
    assert weighted.values("closeness", "platform") == {"0.1667"}


def test_an_unconnected_network_is_said_to_be_so() -> None:
    facts = of_snippet(NETWORK.replace("interaction i5 between brand, maker", "") + (
        " actor far is firm interaction i7 between far, maker"))  # fmt: skip
    assert facts("finding", "network-unconnected")
    assert not facts.values("closeness", "platform")
    assert facts.values("harmonicCloseness", "maker") == {"1"}
    assert not of_snippet(NETWORK)("finding", "network-unconnected")


def test_a_number_is_explained_by_ties_and_distances() -> None:
    explanation = analysis().explain("closeness:world=0.1111")
    (computed,) = [step for step in explanation.root.premises if step.basis.value == "computed"]
    assert computed.reason is not None
    assert "shortest distances 1 to" in computed.reason.en
    assert "2 to Government" in computed.reason.en
    assert "最短距离" in computed.reason.zh
    assert len(computed.premises) >= 8
    assert all(tie.rule is not None for tie in computed.premises)


def test_what_is_out_of_reach_is_said_in_the_explanation() -> None:
    pieces = NETWORK.replace("interaction i5 between brand, maker", "")
    pieces += " actor far is firm interaction i7 between far, maker"
    text = f"vcc 1\nlanguage en\ncase t {{ {pieces} }}"
    explanation = analyse(SourceText("t", text)).explain("harmonicCloseness:maker=1")
    (computed,) = [step for step in explanation.root.premises if step.basis.value == "computed"]
    assert computed.reason is not None
    assert computed.reason.en.endswith("1 to far; 5 out of reach")
    assert "另有 5 个节点不可达" in computed.reason.zh


def test_figures_carry_their_caveat_unless_the_network_is_closed() -> None:
    assert of_snippet(NETWORK)("finding", "network-as-listed")
    assert not of_snippet(NETWORK + " complete interactions")("finding", "network-as-listed")


# ---------------------------------------------------------------- MV-E10, MV-E11

GROWTH = {
    "data-stock", "data-flow", "manufacturing-output", "capital-deepening",
    "social-wealth-growth",
}  # fmt: skip


def test_e10_spillover_and_the_virtuous_circle() -> None:
    assert stops_without(lambda facts: facts("present", "spillover-circle"), "inflow")
    assert stops_without(lambda facts: facts("present", "circle-renewal"), "joining")
    assert stops_without(lambda facts: facts("present", "value-spillover"), "making-goods")


def test_e10_data_output_capital_and_wealth_are_expected_to_rise() -> None:
    assert stops_without(lambda facts: facts.values("expectsRiseOf") == GROWTH, "making-goods")
    assert whole_case()("finding", "growth-illustrative")


VIEWS = """framework metaverse actor u is customer actor v is customer actor w is customer
resource song form content resource poem form content
outcome joy is emotional-connection embodied-in song experienced-by {song} for u
outcome fun is emotional-connection embodied-in poem experienced-by {poem} for u"""


def test_e11_the_work_with_more_connections_is_worth_more() -> None:
    facts = of_snippet(VIEWS.format(song="u, v, w", poem="u, v"))
    assert facts.values("connectedUsers", "song") == {"3"}
    assert facts.between("song", "worthMoreThan", "poem")
    assert not facts.between("poem", "worthMoreThan", "song")
    turned = of_snippet(VIEWS.format(song="u", poem="u, v"))
    assert turned.between("poem", "worthMoreThan", "song")
    even = of_snippet(VIEWS.format(song="u, v", poem="u, v"))
    assert not even.values("worthMoreThan", "song")


# ---------------------------------------------------------------- what else holds of the cases


@pytest.mark.parametrize("case", CASES_HERE)
def test_the_case_is_without_errors_and_expects_what_follows(case: str) -> None:
    found = analysis(case).report.findings
    wrong = [f.name for f in found if f.severity.name in {"ERROR", "WARNING"}]
    assert set(wrong) <= {"citizenship-weak"}
    assert not [f.name for f in found if f.name.startswith(("expected", "source-label"))]


def test_element_subjects_and_participants_are_disjoint() -> None:
    ontology = knowledge().ontology
    subjects, layers = vcc("ElementSubject"), vcc("ParticipantLayer")
    assert (subjects, iri(OWL + "disjointWith"), layers) in set(ontology.triples)
    assert len(ontology.members[subjects]) == 3
    assert len(ontology.members[layers]) == 4
    assert not set(ontology.members[subjects]) & set(ontology.members[layers])


def test_power_in_one_hand_makes_the_assumption_doubtful() -> None:
    boss = "framework metaverse actor x is platform-operator has-power rule-making, data-control"
    assert of_snippet(boss + ", allocation")("finding", "power-centre")
    assert not of_snippet(boss)("finding", "power-centre")


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.shared
@pytest.mark.parametrize("case", CASES_HERE)
def test_quotes_stand_in_the_article(case: str) -> None:
    if not SEED.exists():
        pytest.skip("the shared folder is not beside the checkout")
    article = squeezed(SEED.read_text(encoding="utf-8"))
    cited = analysis(case).graph.citations.values()
    quotes = [q.text for citations in cited for one in citations for q in one.quotes]
    assert len(quotes) >= 8
    assert all(squeezed(quote) in article for quote in quotes)


@pytest.mark.parametrize("case", CASES_HERE)
def test_no_stage_of_a_framework_that_does_not_apply_is_reported(case: str) -> None:
    assert (iri(CASES + case), vcc("applies"), vcc("business-model")) not in analysis(
        case
    ).conclusions
