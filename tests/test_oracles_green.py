"""What the article on green e-commerce concludes must follow from its two cases (GE-E1 to GE-E12).

`current-practice.vcc` is the negative case: shortcomings that the article tells of current
practice. `in-operation.vcc` is the positive case: the framework in operation. Each oracle is a
question to the inferred facts; it must hold for the case, and stop holding when the statements
that carry its evidence are withdrawn. Nothing is asserted where the article is silent: the votes
of the seven dimensions, fields, potential or real value, and the cultural safeguard, which must
stay unknown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from snippets import Facts, case_of, conclusions_of, inferred_from, short

from vcc.case.model import Case, Citation, Declaration, Stance
from vcc.engine import Conclusions
from vcc.pipeline import Analysis, analyse, knowledge
from vcc.vocabulary.namespaces import vcc
from vcc.vocabulary.rdf import iri

FOLDER = Path(__file__).resolve().parent.parent / "examples/03-green-commerce"
PRACTICE = "current-practice"
OPERATION = "in-operation"
NAMED_FIRMS = ("jd", "taobao", "amazon")
STAGES = ("value-consensus", "green-allocation", "plural-realisation", "feedback-iteration")
CHARACTERISTICS = (
    "value-symbiosis",
    "cross-domain-integration",
    "scenario-interaction",
    "plural-governance",
)
DIMENSIONS = (
    "goal-dimension",
    "resource-dimension",
    "interaction-dimension",
    "safeguard-dimension",
)
FUNCTIONS = ("demand-pull", "supply-response", "platform-matching", "safeguard-support")
STATUSES = ("present", "partial", "absent", "unknown")


Oracle = Callable[[Facts], bool]


@cache
def analysis(case: str) -> Analysis:
    return analyse(FOLDER / f"{case}.vcc")


@cache
def facts_of(case: str, *withdrawn: str) -> Facts:
    """All facts, given and inferred, after the withdrawal of statements, by their names."""
    given = analysis(case).graph.triples
    is_case = vcc("Case")
    base = next(s for s, _, o in given if o == is_case)[1:-1]
    wholes = {iri(f"{base}/{name}") for name in withdrawn}
    parts = tuple(f"{whole[:-1]}/" for whole in wholes)

    def is_gone(term: str) -> bool:
        return term in wholes or (bool(parts) and term.startswith(parts))

    kept = [t for t in given if not (is_gone(t[0]) or is_gone(t[2]))]
    assert not withdrawn or len(kept) < len(given), "nothing was withdrawn"
    inferred = knowledge().engine.infer(kept).inferred
    return Facts(base, frozenset((*kept, *inferred)))


def practice(*withdrawn: str) -> Facts:
    return facts_of(PRACTICE, *withdrawn)


def operation(*withdrawn: str) -> Facts:
    return facts_of(OPERATION, *withdrawn)


def stops_without(of: Callable[..., Facts], oracle: Oracle, *withdrawn: str) -> bool:
    return oracle(of()) and not oracle(of(*withdrawn))


# ---------------------------------------------------------------- GE-E1

SYMPTOMS = {
    "symptom-label": ("label-detached", "fragmented-label"),
    "symptom-demand": ("demand-lost", "fragmented-demand"),
    "symptom-policy": ("policy-missed", "fragmented-policy"),
}


@pytest.mark.parametrize("symptom", SYMPTOMS)
def test_e1_the_symptom_is_exposed_and_means_fragmentation(symptom: str) -> None:
    problem, finding = SYMPTOMS[symptom]
    assert stops_without(practice, lambda facts: facts("exposes", symptom), problem)
    assert stops_without(practice, lambda facts: facts("finding", finding), problem)


@pytest.mark.parametrize("symptom", SYMPTOMS)
def test_e1_only_all_three_symptoms_mean_that_a_mechanism_is_missing(symptom: str) -> None:
    problem, _ = SYMPTOMS[symptom]
    assert stops_without(practice, lambda facts: facts("finding", "mechanism-missing"), problem)


def test_e1_the_framework_in_operation_exposes_no_symptom() -> None:
    assert not operation().values("exposes") & {*SYMPTOMS}
    assert not operation()("finding", "mechanism-missing")


# ---------------------------------------------------------------- GE-E2

LACKS = {"platforms": "no-standards", "merchants": "little-known", "consumers": "asymmetry"}


@pytest.mark.parametrize("actor", LACKS)
def test_e2_no_actor_alone_can_bring_about_the_three_values(actor: str) -> None:
    lack = LACKS[actor]
    assert practice()("cannotAlone", "value-symbiosis", actor)
    assert stops_without(practice, lambda facts: facts("finding", "no-actor-suffices"), lack)


# ---------------------------------------------------------------- GE-E3


def test_e3_the_label_of_amazon_promotes_circulation_and_is_a_reference_for_others() -> None:
    facts = practice()
    assert facts.values("canReferTo", "jd") == {"climate-label"}
    assert facts.values("canReferTo", "taobao") == {"climate-label"}
    assert not facts.values("canReferTo", "amazon")


@pytest.mark.parametrize("withdrawn", ["climate-label", "circulation"])
def test_e3_without_the_label_or_what_it_promotes_there_is_no_reference(withdrawn: str) -> None:
    def refers(facts: Facts) -> bool:
        return facts.between("jd", "canReferTo", "climate-label")

    assert stops_without(practice, refers, withdrawn)


# ---------------------------------------------------------------- GE-E4


@pytest.mark.parametrize("finding", ["platform-label-open", "platform-incentive-open"])
def test_e4_certification_and_incentives_are_the_points_to_improve_of_the_green_plan(
    finding: str,
) -> None:
    assert stops_without(practice, lambda facts: facts("finding", finding, "jd"), "green-plan")


def test_e4_the_advice_to_jd_cites_its_claim_and_tells_of_feedback_and_monitoring() -> None:
    notes = {note.iri: note for note in knowledge().notes.findings}
    label = notes[vcc("platform-label-open")]
    assert "GE-113" in label.claims
    assert label.advice is not None
    assert "feedback" in label.advice.en
    assert "monitoring" in label.advice.en


# ---------------------------------------------------------------- GE-E5: restraint

IMPROVEMENTS = {"platform-label-open", "platform-incentive-open"}


@pytest.mark.parametrize("firm", NAMED_FIRMS)
def test_e5_no_symptom_is_concluded_of_a_firm_by_name(firm: str) -> None:
    facts = practice()
    for said in ("exposedTo", "exposes", "cannotAlone", "missesTarget"):
        assert not facts.values(said, firm), said
    assert facts.values("finding", firm) <= IMPROVEMENTS


@pytest.mark.parametrize("firm", NAMED_FIRMS)
def test_e5_nothing_about_current_practice_stands_on_what_a_named_firm_does(firm: str) -> None:
    """The fragmentation stays the same without the firm: no fact about it is a premise."""
    about_firm = {"jd": ("jd", "green-plan"), "taobao": ("taobao", "low-carbon-system"),
                  "amazon": ("amazon", "climate-label", "circulation")}[firm]  # fmt: skip
    without = practice(*about_firm)
    assert without.values("exposes") == practice().values("exposes")
    assert without("finding", "mechanism-missing")


def said_of_jd(clause: str) -> Conclusions:
    return conclusions_of(
        f"framework green-commerce actor jd is general-platform problem gap is label-gap {clause}"
    )


def test_e5_a_symptom_told_of_the_firm_itself_is_concluded_of_it() -> None:
    """So that the restraint above is not the silence of a rule that never fires."""
    symptom = (iri("https://w3id.org/vcc/case/t/jd"), vcc("exposedTo"), vcc("symptom-label"))
    assert symptom in set(said_of_jd("on jd").inferred)
    assert symptom not in set(said_of_jd("").inferred)


# ---------------------------------------------------------------- GE-E6


@pytest.mark.parametrize("stage", STAGES)
def test_e6_the_four_stages_are_present(stage: str) -> None:
    assert operation()("present", stage)


@pytest.mark.parametrize(
    ("stage", "part", "withdrawn"),
    [
        ("value-consensus", "consensus-negotiated", ("共识协商",)),
        ("value-consensus", "triple-goals", ("普及",)),
        ("value-consensus", "government-guidance", ("绿色政策", "财税激励")),
        ("green-allocation", "resources-inventoried", ("梳理", "数据分析")),
        ("green-allocation", "allocation-planned", ("配置", "匹配", "供货")),
        ("plural-realisation", "merchant-supplies", ("供货",)),
        ("plural-realisation", "low-carbon-delivery", ("低碳配送",)),
        ("plural-realisation", "circulation", ("包装回收",)),
        ("plural-realisation", "certification-and-testing", ("认证",)),
        ("plural-realisation", "supervision-and-coordination", ("监管",)),
        ("plural-realisation", "platform-monitoring", ("监控",)),
        ("feedback-iteration", "third-party-assessment", ("评估",)),
        ("feedback-iteration", "association-survey", ("调研",)),
        ("feedback-iteration", "problem-identified", ("回收不足",)),
    ],
)
def test_e6_a_stage_without_one_of_its_parts_is_partial_and_the_part_is_named(
    stage: str, part: str, withdrawn: tuple[str, ...]
) -> None:
    facts = operation(*withdrawn)
    assert facts("partial", stage)
    assert facts("lacks", part)


def test_e6_the_cycle_leads_back_and_is_open_where_feedback_changes_nothing() -> None:
    assert operation()("present", "green-cycle")
    facts = operation("运行反馈")
    assert facts("partial", "green-cycle")
    assert facts("lacks", "cycle-return")
    assert facts("finding", "open-cycle-return")


def test_e6_current_practice_shows_no_stage() -> None:
    assert not practice().values("present") & {*STAGES, "green-cycle"}


# ---------------------------------------------------------------- GE-E7

ROLES = {
    "平台": ("hub-and-enabler", "core-tier"),
    "商家": ("green-supplier", "core-tier"),
    "消费者": ("green-consumer", "core-tier"),
    "政府": ("policy-maker", "support-tier"),
    "第三方机构": ("professional-certifier", "support-tier"),
    "行业协会": ("trade-coordinator", "support-tier"),
}
DEEDS = {
    "平台": ("匹配", "梳理", "配置", "专区", "绿标", "碳账户"),
    "商家": ("供货", "低碳配送", "包装回收", "绿标"),
    "消费者": ("供货", "传递需求", "包装回收", "使用反馈"),
    "政府": ("绿色政策", "财税激励", "监管"),
    "第三方机构": ("认证", "评估"),
    "行业协会": ("共识协商", "协调", "调研", "公约"),
}


@pytest.mark.parametrize("actor", ROLES)
def test_e7_each_actor_has_its_role_and_tier(actor: str) -> None:
    role, tier = ROLES[actor]
    assert operation()("role", role, f"party/{actor}")
    assert operation()("tier", tier, f"party/{actor}")
    assert operation().values("tier", f"party/{actor}") == {tier}


@pytest.mark.parametrize("actor", ROLES)
def test_e7_a_role_follows_from_deeds_and_not_from_the_kind_of_an_actor(actor: str) -> None:
    role, _ = ROLES[actor]
    assert stops_without(
        operation, lambda facts: facts("role", role, f"party/{actor}"), *DEEDS[actor]
    )


def test_e7_logistics_is_an_other_participant_and_not_counted_among_the_six() -> None:
    assert operation().values("role", "party/物流企业") == {"other-participant"}
    assert not operation().values("tier", "party/物流企业")


# ---------------------------------------------------------------- GE-E8


@pytest.mark.parametrize("function", FUNCTIONS)
def test_e8_the_four_functions_are_present(function: str) -> None:
    assert operation()("present", function)


@pytest.mark.parametrize(
    ("function", "withdrawn"),
    [
        ("demand-pull", ("传递需求", "使用反馈")),
        ("supply-response", ("供货",)),
        ("platform-matching", ("匹配", "配置", "供货")),
        ("safeguard-support", ("认证",)),
    ],
)
def test_e8_without_one_function_the_balance_is_partial_and_the_function_named(
    function: str, withdrawn: tuple[str, ...]
) -> None:
    assert operation()("present", "demand-supply-safeguard-loop")
    facts = operation(*withdrawn)
    assert facts("partial", "demand-supply-safeguard-loop")
    assert facts("lacks", function)


# ---------------------------------------------------------------- GE-E9


def test_e9_the_shortfall_of_recycling_triggers_improvement() -> None:
    facts = operation()
    assert facts("present", "problem-identified")
    assert facts("present", "optimisation-started")
    for remedy in ("增设回收点", "推出活动"):
        assert facts.between(remedy, "answersShortfall", "回收不足")


def test_e9_without_the_shortfall_its_remedies_answer_nothing() -> None:
    assert not operation("回收不足").values("answersShortfall", "增设回收点")


def test_e9_a_figure_below_the_target_is_a_shortfall_and_one_above_is_none() -> None:
    def misses(rate: int) -> bool:
        inferred = conclusions_of(
            "framework green-commerce actor p is platform-operator "
            '{ aims goal is recycling-rate "Rate" measured >= 60 % } '
            f"indicator back is recycling-rate measured {rate} % in 2024"
        ).inferred
        return any(property == vcc("missesTarget") for _, property, _ in inferred)

    assert misses(59)
    assert not misses(60)


# ---------------------------------------------------------------- GE-E10


@pytest.mark.parametrize("element", [*CHARACTERISTICS, *DIMENSIONS])
def test_e10_the_four_characteristics_and_dimensions_are_present(element: str) -> None:
    assert operation()("present", element)


@pytest.mark.parametrize(
    ("characteristic", "withdrawn"),
    [
        ("value-symbiosis", ("综合社会",)),
        ("cross-domain-integration", ("包装回收",)),
        ("scenario-interaction", ("绿标", "碳账户")),
        ("plural-governance", ("供货", "匹配")),
    ],
)
def test_e10_without_one_characteristic_it_is_not_shown_to_be_a_service_ecosystem(
    characteristic: str, withdrawn: tuple[str, ...]
) -> None:
    assert operation()("present", "ecosystem-collaboration")
    facts = operation(*withdrawn)
    assert not facts("present", characteristic)
    assert not facts("present", "ecosystem-collaboration")


def test_e10_service_dominant_logic_is_the_only_core_theory() -> None:
    theory = knowledge().ontology.triples
    core = [s for s, p, o in theory if p == vcc("theoryTier") and o == vcc("core-theory")]
    assert core == [vcc("service-dominant-theory")]
    assert (core[0], vcc("namesLogic"), vcc("service-dominant")) in theory


# ---------------------------------------------------------------- GE-E11

VALUES = {
    "economic-value-shown": ("综合经济", "lacks-economic-value"),
    "environmental-value-shown": ("综合环境", "lacks-environmental-value"),
    "social-value-shown": ("综合社会", "lacks-social-value"),
}


@pytest.mark.parametrize("value", VALUES)
def test_e11_none_of_the_three_values_may_be_absent(value: str) -> None:
    outcome, finding = VALUES[value]
    assert operation()("present", "value-symbiosis")
    assert not operation()("finding", finding)
    facts = operation(outcome)
    assert facts("partial", "value-symbiosis")
    assert facts("lacks", value)
    assert facts("finding", finding)


# ---------------------------------------------------------------- GE-E12

PAIRS = {
    "信息不对称": ("certification-and-testing", ("认证",), "unanswered-information"),
    "价值平衡": ("triple-goals", ("普及", "共识协商", "业务增长", "溢价"), "unanswered-balance"),
    "利益冲突": ("association-coordination", ("共识协商", "协调", "公约"), "unanswered-conflict"),
    "技术迭代": ("intelligent-analysis", ("数据分析",), "unanswered-technology"),
}


@pytest.mark.parametrize("problem", PAIRS)
def test_e12_each_problem_is_answered_by_its_part_of_the_framework(problem: str) -> None:
    answer, _, finding = PAIRS[problem]
    assert operation()("answeredWith", answer, problem)
    assert not operation()("finding", finding, problem)


@pytest.mark.parametrize("problem", PAIRS)
def test_e12_without_that_part_the_problem_is_reported(problem: str) -> None:
    _, withdrawn, finding = PAIRS[problem]
    facts = operation(*withdrawn)
    assert not facts.values("answeredWith", problem)
    assert facts("finding", finding, problem)


# ---------------------------------------------------------------- derived, and no oracle


def test_environmental_value_needs_production_consumption_and_recycling() -> None:
    """Derived from GE-028, a regression value."""
    assert operation()("present", "realised-across-links")
    facts = operation("包装回收")
    assert facts("partial", "realised-across-links")
    assert facts("finding", "environmental-one-sided")


def test_the_cultural_safeguard_stays_unknown_where_the_article_tells_nothing_of_it() -> None:
    assert operation()("unknown", "cultural-safeguard")
    assert operation()("finding", "ask-cultural-safeguard")


def test_the_article_gives_no_advice_for_the_association_so_none_is_invented() -> None:
    notes = {note.iri: note for note in knowledge().notes.findings}
    about = ("association-function", "self-discipline-convention", "disputes-settled",
             "capacity-building", "good-practice-spread")  # fmt: skip
    for element in about:
        for finding in (f"ask-{element}", f"open-{element}", f"gap-{element}"):
            note = notes.get(vcc(finding))
            assert note is None or note.advice is None, finding
    assert vcc("ask-association-function") in notes


@pytest.mark.parametrize("claim", [f"GE-{number}" for number in range(110, 129)])
def test_every_path_and_recommendation_is_the_advice_of_a_finding(claim: str) -> None:
    advising = {c for note in knowledge().notes.findings if note.advice for c in note.claims}
    assert claim in advising


@pytest.mark.parametrize("case", [PRACTICE, OPERATION])
def test_every_element_has_one_status(case: str) -> None:
    facts = facts_of(case)
    theory = knowledge().ontology.triples
    elements = [s for s, p, o in theory if p == vcc("elementOf") and o == vcc("green-commerce")]
    assert len(elements) > 100
    subject = facts.thing("")
    for element in elements:
        held = [s for s in STATUSES if (subject, vcc(s), element) in facts.triples]
        assert len(held) == 1, (element, held)


def test_the_framework_does_not_apply_where_nothing_is_green() -> None:
    green = vcc("green-commerce")
    for path in ("01-xiaomi/xiaomi.vcc", "02-bakery/bakery.vcc"):
        result = analyse(FOLDER.parent / path)
        found = knowledge().engine.infer(result.graph.triples).inferred
        assert not any(p == vcc("applies") and o == green for _, p, o in found), path


# ---------------------------------------------------------------- how the cases are coded


def citations_of(case: Case) -> Iterable[Citation]:
    for statement in case.statements:
        yield from getattr(statement, "citations", ())
        if isinstance(statement, Declaration):
            for part in (*statement.items, *statement.moves):
                yield from part.citations


@pytest.mark.shared
@pytest.mark.parametrize(("case", "at_least"), [(PRACTICE, 25), (OPERATION, 60)])
def test_every_quote_stands_in_the_article(shared: Path, case: str, at_least: int) -> None:
    article = (shared / "seeds/001_057aeef97a113600.txt").read_text(encoding="utf-8")
    squeezed = re.sub(r"\s+", "", article)
    quotes = [q.text for c in citations_of(analysis(case).resolved.case) for q in c.quotes]
    assert len(quotes) >= at_least
    assert [q for q in quotes if re.sub(r"\s+", "", q) not in squeezed] == []
    assert max(map(len, quotes)) <= 50


@pytest.mark.parametrize("case", [PRACTICE, OPERATION])
def test_the_case_names_no_element_as_a_fact(case: str) -> None:
    elements = {s for s, p, _ in knowledge().ontology.triples if p == vcc("elementOf")}
    kinds = {o for _, p, o in analysis(case).graph.triples if p == vcc("kind")}
    assert kinds
    assert not kinds & elements


# ---------------------------------------------------------------- constraints reject a wrong case


def findings_of(statements: str) -> set[str]:
    inferred = conclusions_of(f"framework green-commerce {statements}").inferred
    return {o for _, p, o in inferred if p == vcc("finding")}


def test_a_case_without_supporting_actors_does_not_have_the_core_meaning() -> None:
    """GE-018: many actors, several values and a dynamic process, all three."""
    alone = "actor p is platform-operator outcome gain is revenue for p feedback f from p to p"
    assert vcc("open-actor-plurality") in findings_of(alone)


def test_an_effect_or_a_value_is_never_presented_with_a_figure_that_the_case_does_not_give() -> (
    None
):
    """GE-130: the framework gives no numbers."""
    told = "actor p is platform-operator outcome air is carbon-reduction for p"
    assert vcc("value-without-figure") in findings_of(told)
    assert vcc("value-without-figure") not in findings_of(f"{told} measured 4 tonnes in 2024")


# ---------------------------------------------------------------- laws

CONCLUDED = {
    "present", "partial", "absent", "role", "tier", "exposes", "exposedTo", "cannotAlone",
    "answeredWith", "canReferTo", "opposes", "missesTarget", "measuresValue", "tripleCoverage",
    "resourceType", "integrationPath", "scene", "citedEffect", "effectShown",
}  # fmt: skip


def green_snippets() -> list[str]:
    """The cases on which the rules of this framework fire, but for those that close a list."""
    notes = [n for n in knowledge().notes.rules if n.span and "green-commerce" in n.span.source]
    snippets = {statements for note in notes for statements in note.fires_on}
    return sorted(s for s in snippets if "complete " not in s)


def test_nothing_follows_from_what_is_only_planned() -> None:
    snippets = green_snippets()
    assert len(snippets) > 150
    for statements in snippets:
        case = case_of(statements)
        planned = replace(
            case,
            statements=tuple(
                replace(s, stance=Stance.PLANNED) if isinstance(s, Declaration) else s
                for s in case.statements
            ),
        )
        wrong = {
            (short(p), short(o)) for _, p, o in inferred_from(planned) if short(p) in CONCLUDED
        }
        assert not wrong, (statements, wrong)
