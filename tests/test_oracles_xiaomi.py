"""What the Xiaomi article concludes must follow from the facts of its case (XM-E1 to XM-E12).

Each oracle is a question to the inferred facts. It must hold for the case as it is, and it must
stop holding when the statements that carry its evidence are withdrawn. Nothing is asserted where
the article is silent: value types, fields, potential or real, narrow or broad, dimension 7.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from vcc.case.model import Case, Citation, Declaration
from vcc.pipeline import Analysis, analyse, knowledge
from vcc.vocabulary.namespaces import CASES, vcc
from vcc.vocabulary.rdf import Triple, boolean, integer, iri

REPOSITORY = Path(__file__).resolve().parent.parent
CASE = REPOSITORY / "examples/01-xiaomi/xiaomi.vcc"
BASE = CASES + "xiaomi"
PHASES = ("software-era", "four-in-one-era", "new-retail-era")
STAGES = ("joint-proposition", "joint-creation", "joint-delivery", "joint-capture")
PARTNERS = ("ecosystem-firms", "suppliers", "tech-partners")
USERS_PUT_IN = ("codesign", "iterating", "forum-voices", "community-voices")


@dataclass(frozen=True)
class Facts:
    """What holds for one case, asked by local names; without a subject, the case is meant."""

    inferred: frozenset[Triple]

    def __call__(self, property: str, term: str, subject: str = "") -> bool:
        return (thing(subject), vcc(property), vcc(term)) in self.inferred

    def between(self, subject: str, property: str, object: str) -> bool:
        """Whether a property holds between two declared things."""
        return (thing(subject), vcc(property), thing(object)) in self.inferred

    def values(self, property: str, subject: str = "") -> set[str]:
        """Local names of everything that a thing has as that property."""
        return {
            object.rpartition("/")[2].rstrip(">")
            for s, p, object in self.inferred
            if s == thing(subject) and p == vcc(property)
        }


Oracle = Callable[[Facts], bool]


def thing(name: str) -> str:
    return iri(f"{BASE}/{name}" if name else BASE)


@cache
def analysis() -> Analysis:
    return analyse(CASE)


@cache
def facts_without(*withdrawn: str) -> Facts:
    """All facts, given and inferred, after the withdrawal of statements, by their names."""
    wholes = {thing(name) for name in withdrawn}
    parts = tuple(f"{thing(name)[:-1]}/" for name in withdrawn)

    def is_gone(term: str) -> bool:
        return term in wholes or term.startswith(parts)

    given = [t for t in analysis().graph.triples if not (is_gone(t[0]) or is_gone(t[2]))]
    assert not withdrawn or len(given) < len(analysis().graph.triples), "nothing was withdrawn"
    inferred = knowledge().engine.infer(given).inferred
    return Facts(frozenset((*given, *inferred)))


def whole_case() -> Facts:
    return facts_without()


def stops_without(oracle: Oracle, *withdrawn: str) -> bool:
    return oracle(whole_case()) and not oracle(facts_without(*withdrawn))


# ---------------------------------------------------------------- XM-E1


@pytest.mark.parametrize("stage", STAGES)
def test_e1_the_four_joint_dimensions_are_present(stage: str) -> None:
    assert whole_case()("present", stage)
    assert whole_case()("joint", stage)
    assert whole_case()("fullyOperates", stage)


@pytest.mark.parametrize(
    ("stage", "withdrawn"),
    [
        ("joint-creation", (*USERS_PUT_IN, "chip-research")),
        ("joint-delivery", ("ecosystem-choice", "new-retail")),
        ("joint-capture", ("net-business", "contract-making")),
        ("joint-proposition", ("price-gap", "varied-needs", "own-wishes", "partner-tech", "making",
                               "components", "devices")),
    ],
)  # fmt: skip
def test_e1_a_dimension_without_its_mechanisms_is_not_present(
    stage: str, withdrawn: tuple[str, ...]
) -> None:
    assert stops_without(lambda facts: facts("present", stage), *withdrawn)


# ---------------------------------------------------------------- XM-E2

MECHANISMS = {
    "redefine-needs": (
        ("price-gap", "varied-needs", "own-wishes"),
        ("user-base", "more-customers"),
    ),
    "innovate-offering": (
        ("open-innovation", "contract-making", "upstream"),
        ("global-share", "world-rank"),
    ),
    "user-co-creation": (USERS_PUT_IN, ("stickiness", "self-worth", "own-fit")),
    "own-research": (("chip-research", "iterating"), ("independence",)),
    "ecosystem-platform": (("ecosystem-choice",), ("all-win",)),
    "omnichannel": (("new-retail",), ("buying-loop", "fewer-steps")),
    "diversified-profit": (
        ("net-business",),
        ("more-revenue", "income-growth", "rising-margin", "iot-margin", "net-margin",
         "profitability"),
    ),
    "asset-light": (("contract-making",), ("low-cost", "fewer-steps")),
}  # fmt: skip


def test_e2_there_are_eight_mechanisms_two_for_each_dimension() -> None:
    parts = [
        (s, o)
        for s, p, o in knowledge().ontology.rule_facts
        if p == vcc("partOfElement") and s in {vcc(name) for name in MECHANISMS}
    ]
    assert len(MECHANISMS) == 8
    assert sorted(stage for _, stage in parts) == sorted(2 * [vcc(stage) for stage in STAGES])


@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_e2_the_mechanism_is_present_with_its_effect(mechanism: str) -> None:
    assert whole_case()("present", mechanism)
    assert whole_case()("effectShown", mechanism)
    assert not whole_case()("effectNotShown", mechanism)


@pytest.mark.parametrize("mechanism", MECHANISMS)
def test_e2_without_its_action_the_mechanism_is_not_present(mechanism: str) -> None:
    action, _ = MECHANISMS[mechanism]
    assert stops_without(lambda facts: facts("present", mechanism), *action)


@pytest.mark.parametrize("mechanism", sorted({*MECHANISMS} - {"diversified-profit"}))
def test_e2_without_its_outcomes_the_effect_of_the_mechanism_is_not_shown(mechanism: str) -> None:
    _, outcomes = MECHANISMS[mechanism]
    facts = facts_without(*outcomes)
    assert facts("present", mechanism)
    assert facts("effectNotShown", mechanism)
    assert not facts("effectShown", mechanism)


def test_e2_sources_of_profit_are_told_by_their_returns_so_both_go_together() -> None:
    facts = facts_without(*MECHANISMS["diversified-profit"][1])
    assert facts("lacks", "several-sources")
    assert not facts("effectShown", "diversified-profit")


# ---------------------------------------------------------------- XM-E3


def test_e3_users_firm_and_partners_form_a_network_with_xiaomi_at_its_core() -> None:
    facts = whole_case()
    assert facts("reaches", "three-party-network")
    assert facts.values("focalFirm") == {"xiaomi"}
    assert facts("role", "focal-firm", "party/xiaomi")
    assert {"users", "fans"} <= facts.values("userOfCase")
    assert facts.values("partnerOfCase") == {*PARTNERS}


def test_e3_the_staff_of_the_firm_and_the_government_are_no_partners() -> None:
    for name in ("researchers", "government"):
        assert not whole_case()("role", "network-partner", f"party/{name}")


def test_e3_without_partners_there_is_no_network_of_three_parties() -> None:
    assert stops_without(lambda facts: facts("reaches", "three-party-network"), *PARTNERS)


# ---------------------------------------------------------------- XM-E4


def test_e4_creators_changed_to_many_sides() -> None:
    """The article says "from one side to many"; its own facts of phase 1 already show two sides."""
    facts = whole_case()
    assert facts("reaches", "multilateral-creation")
    assert facts.values("creatorSetting", "software-era") == {"bilateral"}
    assert facts.values("creatorSetting", "new-retail-era") == {"multilateral"}


@pytest.mark.parametrize(
    "withdrawn", [("closure",), ("ecosystem-firms", "suppliers", "tech-partners")]
)
def test_e4_the_change_rests_on_the_closed_list_and_on_the_partners(
    withdrawn: tuple[str, ...],
) -> None:
    assert stops_without(lambda facts: facts("reaches", "multilateral-creation"), *withdrawn)


# ---------------------------------------------------------------- XM-E5


def test_e5_users_and_partners_agree_on_the_proposition() -> None:
    facts = whole_case()
    assert facts("reaches", "agreed-proposition")
    assert facts("reaches", "innovation-driven")
    assert facts.between("fair-price", "agreedWith", "users")
    assert facts.between("fair-price", "agreedWith", "ecosystem-firms")


def test_e5_without_the_accepted_proposition_there_is_no_agreement() -> None:
    assert stops_without(lambda facts: facts("reaches", "agreed-proposition"), "fair-price")


# ---------------------------------------------------------------- XM-E6

SOLVED = {
    "price-pain": "better-offer",
    "no-shops": "open-shops",
    "supply-crisis": "supply-effort",
}


@pytest.mark.parametrize("problem", SOLVED)
def test_e6_the_problem_is_solved(problem: str) -> None:
    remedy = SOLVED[problem]
    assert whole_case().between(problem, "solvedBy", remedy)
    assert not whole_case()("finding", "problem-unsolved", problem)


@pytest.mark.parametrize("problem", SOLVED)
def test_e6_without_its_remedy_the_problem_is_reported(problem: str) -> None:
    facts = facts_without(SOLVED[problem])
    assert not facts.values("solvedBy", problem)
    assert facts("finding", "problem-unsolved", problem)


# ---------------------------------------------------------------- XM-E7


def test_e7_the_loop_is_closed_through_the_reshaped_proposition() -> None:
    assert whole_case()("present", "renewal-loop")


@pytest.mark.parametrize(
    ("link", "withdrawn"),
    [
        ("renewal-proposition", ("reshaping",)),
        ("renewal-resources", ("renewal",)),
        ("renewal-capability", ("core-strength", "profitability", "patents")),
        ("renewal-return", MECHANISMS["diversified-profit"][1]),
    ],
)
def test_e7_without_one_link_the_loop_is_not_closed_and_the_link_is_named(
    link: str, withdrawn: tuple[str, ...]
) -> None:
    facts = facts_without(*withdrawn)
    assert facts("partial", "renewal-loop")
    assert facts("lacks", link)
    assert facts("finding", f"open-{link}")


# ---------------------------------------------------------------- XM-E8

PERFORMANCE = {
    "share-and-growth": ("world-rank", "miui-abroad"),
    "user-effect-and-margin": ("iot-margin", "net-margin"),
    "ecosystem-and-profitability": ("incubated",),
}
FIGURES = {
    "world-rank": ("=", "3"),
    "iot-margin": ("=", "13"),
    "net-margin": (">=", "60"),
    "miui-abroad": ("=", "94100000"),
    "income-growth": ("=", "84.3"),
    "incubated": (">", "430"),
    "stores": (">", "10000"),
}


@pytest.mark.parametrize("performance", PERFORMANCE)
def test_e8_the_class_of_performance_is_told_with_figures(performance: str) -> None:
    def oracle(facts: Facts) -> bool:
        return facts("performsWithFigures", performance)

    assert stops_without(oracle, *PERFORMANCE[performance])
    assert whole_case()("performs", performance)


@pytest.mark.parametrize("name", FIGURES)
def test_e8_the_figure_is_that_of_the_article(name: str) -> None:
    comparison, number = FIGURES[name]
    said = {(p, o) for s, p, o in whole_case().inferred if s == thing(f"{name}/measurement/1")}
    assert (vcc("comparison"), f'"{comparison}"') in said
    assert any(p == vcc("number") and o.startswith(f'"{number}"') for p, o in said)


@pytest.mark.parametrize("name", ["miui-abroad", "income-growth", "iot-margin"])
def test_e8_the_figures_whose_base_is_unclear_are_marked_doubtful(name: str) -> None:
    assert (thing(name), vcc("isDoubtful"), boolean(True)) in whole_case().inferred


# ---------------------------------------------------------------- XM-E9


def test_e9_in_phase_1_value_is_created_with_users_who_are_more_than_consumers() -> None:
    facts = whole_case()
    assert facts("reaches", "creation-with-users", "software-era")
    assert facts("role", "participant", "codesign/party/fans")
    roles = {o for s, p, o in facts.inferred if p == vcc("role") and s.endswith("/fans>")}
    assert vcc("pure-consumer") not in roles


@pytest.mark.parametrize("withdrawn", ["codesign", "forum-voices"])
def test_e9_rests_on_the_design_work_and_on_the_feedback_of_phase_1(withdrawn: str) -> None:
    def oracle(facts: Facts) -> bool:
        return facts("reaches", "creation-with-users", "software-era")

    assert stops_without(oracle, withdrawn)


# ---------------------------------------------------------------- XM-E10

FORMULAS = {
    "software-era": {"software", "internet"},
    "four-in-one-era": {"online-sales", "internet", "software", "hardware"},
    "new-retail-era": {"hardware", "internet", "new-retail"},
}


def test_e10_there_are_three_phases_in_order() -> None:
    starts = [
        next(o for s, p, o in whole_case().inferred if (s, p) == (thing(phase), vcc("since")))
        for phase in PHASES
    ]
    assert starts == [integer(20100400), integer(20110000), integer(20160000)]


@pytest.mark.parametrize("phase", FORMULAS)
def test_e10_the_facts_of_the_phase_show_its_formula(phase: str) -> None:
    components = {f"{name}-component" for name in FORMULAS[phase]}
    assert components <= whole_case().values("modelComponent", phase)


def test_e10_each_phase_adds_what_the_one_before_lacks() -> None:
    def has(phase: str, component: str) -> bool:
        return whole_case()("modelComponent", f"{component}-component", phase)

    assert [has(phase, "hardware") for phase in PHASES] == [False, True, True]
    assert [has(phase, "new-retail") for phase in PHASES] == [False, False, True]


def test_e10_new_retail_rests_on_the_shops() -> None:
    def oracle(facts: Facts) -> bool:
        return facts("modelComponent", "new-retail-component", "new-retail-era")

    assert stops_without(oracle, "mi-home")


# ---------------------------------------------------------------- XM-E11


def test_e11_service_dominant_logic_is_the_result_over_the_whole_case() -> None:
    """A weak oracle: the article gives it as advice to firms."""
    assert whole_case().values("dominantLogic") == {"service-dominant"}


def test_e11_without_what_users_put_in_nothing_dominates() -> None:
    def oracle(facts: Facts) -> bool:
        return facts("dominantLogic", "service-dominant")

    assert stops_without(oracle, *USERS_PUT_IN, "miui-use", "experience", "ecosystem-choice")


# ---------------------------------------------------------------- XM-E12


def label_of_phase_1(facts: Facts) -> str:
    """The expectation node that holds the article's own label of phase 1."""
    return next(
        s
        for s, p, o in facts.inferred
        if p == vcc("expectedTerm") and o == vcc("goods-dominant")
    )  # fmt: skip


def test_e12_the_article_s_label_of_phase_1_is_kept_as_its_own_and_as_doubtful() -> None:
    facts = whole_case()
    said = {(p, o) for s, p, o in facts.inferred if s == label_of_phase_1(facts)}
    assert (vcc("accordingTo"), thing("p2")) in said
    assert (vcc("within"), thing("software-era")) in said
    assert vcc("isDoubtful") in {p for p, _ in said}


def test_e12_the_facts_of_phase_1_say_otherwise_and_the_conflict_is_shown() -> None:
    facts = whole_case()
    assert facts.values("dominantLogic", "software-era") == {"service-dominant"}
    shown = [f for f in analysis().report.findings if f.focus.term == label_of_phase_1(facts)]
    assert len(shown) == 1
    assert "goods-dominant" in shown[0].message.en
    assert "service-dominant" in shown[0].message.en


def test_e12_labels_and_expectations_are_never_a_premise() -> None:
    def conclusions(facts: Facts) -> set[Triple]:
        return {t for t in facts.inferred if f"{BASE}/expectation/" not in f"{t[0]}{t[2]}"}

    assert conclusions(facts_without("expectation")) == conclusions(whole_case())


# ---------------------------------------------------------------- the case itself


def citations_of(case: Case) -> Iterable[Citation]:
    for statement in case.statements:
        yield from getattr(statement, "citations", ())
        if isinstance(statement, Declaration):
            for part in (*statement.items, *statement.moves):
                yield from part.citations


@pytest.mark.shared
def test_every_quote_of_the_case_stands_in_the_article(shared: Path) -> None:
    article = (shared / "seeds/002_375b806047d0a1ef.txt").read_text(encoding="utf-8")
    squeezed = re.sub(r"\s+", "", article)
    quotes = [q.text for c in citations_of(analysis().resolved.case) for q in c.quotes]
    assert len(quotes) > 100
    assert [q for q in quotes if re.sub(r"\s+", "", q) not in squeezed] == []


def test_quotes_are_short() -> None:
    quotes = [q.text for c in citations_of(analysis().resolved.case) for q in c.quotes]
    assert max(map(len, quotes)) <= 50


def test_the_only_warning_is_the_conflict_about_phase_1() -> None:
    warnings = [f for f in analysis().report.findings if f.severity.name != "INFO"]
    assert [f.focus.term for f in warnings] == [label_of_phase_1(whole_case())]
