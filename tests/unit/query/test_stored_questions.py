"""The questions that ship: each is answered by the examples as a reader of the papers expects.

For every question: rows that must be among the answers, and rows that must not (what the case
rules out, or what belongs to another case). Names are short: `xiaomi/fans` is a thing of a case,
`:co-creator` a term of the ontology.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from vcc.cli.main import run
from vcc.knowledge import knowledge
from vcc.pipeline import analyse
from vcc.query.graphs import ONTOLOGY, asserted_graph, inferred_graph
from vcc.query.questions import (
    Question,
    called,
    question_called,
    question_from_source,
    questions_from_files,
)
from vcc.query.run import Graphs, Solutions
from vcc.resources import query_files, theory_folder
from vcc.source.diagnostic import SourceErrors
from vcc.source.text import SourceText
from vcc.vocabulary.namespaces import CASES, VCC
from vcc.vocabulary.rdf import is_literal, literal_parts

CASE_FILES = (
    "01-xiaomi/xiaomi.vcc",
    "02-bakery/bakery.vcc",
    "03-green-commerce/current-practice.vcc",
    "03-green-commerce/in-operation.vcc",
    "04-metaverse/metaverse.vcc",
    "05-shared-manufacturing/governed.vcc",
)
GREEN = "绿色电商运行"
Rows = tuple[str, ...]
# question: (rows that must be there, rows that must not be there)
EXPECTED: dict[str, tuple[Rows, Rows]] = {
    "roles-by-case": (
        (
            "xiaomi xiaomi/fans :co-creator",
            "current-practice current-practice/government :policy-maker",
        ),
        ("current-practice current-practice/jd :co-creator",),  # nothing is told of a named firm
    ),
    "roles-by-activity": (
        ("xiaomi xiaomi/codesign xiaomi/fans :co-creator",
         "governed-platform governed-platform/ordering governed-platform/operator :leading-party"),
        ("xiaomi xiaomi/chip-research xiaomi/users :co-creator",),
    ),
    "actors-with-several-roles": (
        ("governed-platform governed-platform/operator 3", "xiaomi xiaomi/users 4"),
        ("current-practice current-practice/jd 1",),
    ),
    "cases-by-logic": (
        ("xiaomi :service-dominant :logic-necessary :robust-stable",
         "current-practice - :logic-undetermined -"),
        ("current-practice :service-dominant :logic-necessary :robust-stable",),
    ),
    "logic-by-field": (
        ("xiaomi :crossing-field :service-dominant",),
        ("xiaomi :consumption-field :customer-dominant",),
    ),
    "phases-compared": (
        ("xiaomi xiaomi/software-era - :service-dominant -",
         "xiaomi xiaomi/new-retail-era xiaomi/four-in-one-era :service-dominant :change-none"),
        ("xiaomi xiaomi/four-in-one-era xiaomi/new-retail-era - :change-open",),
    ),
    "periods-in-order": (
        ("xiaomi xiaomi/software-era xiaomi/four-in-one-era",
         "xiaomi xiaomi/four-in-one-era xiaomi/new-retail-era"),
        ("xiaomi xiaomi/software-era xiaomi/new-retail-era",),
    ),
    "missing-stages": (
        (":green-commerce :feedback-iteration 1", ":green-commerce :plural-realisation 1"),
        (":business-model :joint-creation 1", ":business-model :joint-proposition 1"),
    ),
    "stages-by-status": (
        ("xiaomi :joint-proposition :present", "current-practice :green-allocation :unknown"),
        ("xiaomi :joint-proposition :absent", "current-practice :value-consensus :present"),
    ),
    "gaps-by-framework": (
        (":business-model 街角面包房 :own-research :absent",
         ":business-model 街角面包房 :partners-make :unknown"),
        (":business-model xiaomi :own-research :absent",),
    ),
    "coverage-by-framework": (
        (":business-model xiaomi 42",),
        (":green-commerce xiaomi 1",),  # the framework does not apply
    ),
    "partial-elements": (
        ("current-practice :core-meaning :value-symbiosis",),
        ("xiaomi :core-meaning :value-symbiosis",),
    ),
    "effects-not-shown": (
        ("current-practice :platform-function", f"{GREEN} :government-function"),
        ("xiaomi :own-research",),
    ),
    "effects-shown": (
        ("xiaomi :own-research", "metaverse :knowledge-passage"),
        ("current-practice :platform-function",),
    ),
    "closed-loops": (
        ("xiaomi :renewal-loop", "xiaomi :feedback-loop", f"{GREEN} :green-cycle"),
        ("current-practice :green-cycle", "街角面包房 :feedback-loop"),
    ),
    "loop-breaks": (
        ("current-practice :customer-feedback", "街角面包房 :customer-integration"),
        ("xiaomi :customer-feedback",),
    ),
    "feedback-taken-up": (
        ("xiaomi xiaomi/forum-voices xiaomi/miui", f"{GREEN} {GREEN}/使用反馈 {GREEN}/绿色商品"),
        ("xiaomi xiaomi/forum-voices xiaomi/hardware",),
    ),
    "evidence-for-logic": (
        ("xiaomi/codesign :value-creator :service-dominant",
         "metaverse/re-creating/party/creators :customer-role :service-dominant"),
        ("xiaomi/codesign :value-creator :goods-dominant",),
    ),
    "statements-behind-votes": (
        ("xiaomi :service-dominant xiaomi/iterating 使其参与到产品的研发和迭代中",),
        ("xiaomi :goods-dominant xiaomi/iterating 使其参与到产品的研发和迭代中",),
    ),
    "statements-behind-mechanisms": (
        ("xiaomi :user-co-creation :users-contribute xiaomi/codesign",
         "街角面包房 :omnichannel :offline-sales 街角面包房/早市"),
        ("xiaomi :omnichannel :offline-sales 街角面包房/早市",),  # another case's
    ),
    "open-dimensions": (
        ("current-practice :value-creator", "current-practice :relation"),
        ("xiaomi :value-creator",),
    ),
    "safeguards-by-actor": (
        (f"{GREEN} {GREEN}/行业协会 {GREEN}/公约 :self-regulation",
         f"{GREEN} {GREEN}/平台 {GREEN}/碳账户 :carbon-account"),
        (f"{GREEN} {GREEN}/商家 {GREEN}/公约 :self-regulation",),  # bound by it, not its author
    ),
    "safeguards-in-place": (
        ("current-practice current-practice/climate-label", f"{GREEN} {GREEN}/公约"),
        ("xiaomi xiaomi/state-support",),  # only planned
    ),
    "challenges-without-answer": (
        ("current-practice current-practice/asymmetry",),
        ("xiaomi xiaomi/no-shops",),
    ),
    "problems-answered": (
        ("xiaomi xiaomi/no-shops", "xiaomi xiaomi/price-pain", f"{GREEN} {GREEN}/回收不足"),
        ("current-practice current-practice/asymmetry",),
    ),
    "findings-by-case": (
        ("xiaomi xiaomi/codesign :effect-not-shown",
         "xiaomi xiaomi/expectation/2 :source-label-differs"),
        ("xiaomi xiaomi/state-support :effect-not-shown",),
    ),
    "common-findings": ((":source-label-differs 1",), (":source-label-differs 2",)),
    "value-for-whom": (
        (f"{GREEN} {GREEN}/消费者 :social-value", f"{GREEN} {GREEN}/平台 :economic-value"),
        (f"{GREEN} {GREEN}/消费者 :economic-value",),
    ),
    "operant-resources": (
        ("xiaomi xiaomi/codesign xiaomi/ideas", "xiaomi xiaomi/chip-research xiaomi/expertise"),
        ("xiaomi xiaomi/chip-research xiaomi/chip",),
    ),
    "fields-of-activities": (
        ("xiaomi xiaomi/codesign :crossing-field",
         "metaverse metaverse/sharing :consumption-field"),
        ("xiaomi xiaomi/codesign :consumption-field",),
    ),
    "who-shares-in-activities": (
        ("xiaomi xiaomi/codesign xiaomi/fans", "metaverse metaverse/creating metaverse/creators"),
        ("xiaomi xiaomi/chip-research xiaomi/fans",),
    ),
    "unified-phases": (
        ("xiaomi :capture-and-distribute :business-model",
         "governed-platform :capture-and-distribute :shared-manufacturing"),
        ("xiaomi :capture-and-distribute :dominant-logic",),  # it has no counterpart there
    ),
    "network-position": (
        ("metaverse metaverse/world 0.1111", "metaverse metaverse/government 0.0588"),
        ("xiaomi xiaomi/users 0.1111",),  # only where the framework measures
    ),
    "frameworks-applied": (
        ("xiaomi :business-model", f"{GREEN} :green-commerce", "metaverse :metaverse"),
        ("xiaomi :green-commerce",),
    ),
    "denied-statements": (
        ("xiaomi xiaomi/offline-shop :Channel", "街角面包房 街角面包房/自主研发 :Activity"),
        ("xiaomi xiaomi/codesign :Activity",),
    ),
    "examples-of-terms": (
        (":co-creator A guest who seasons the sauce beside the chef in a cooking class",),
        (":firm 企业",),
    ),
    "sources-of-evidence": (("街角面包房/顾客访谈 6",), ("街角面包房/顾客访谈 0",)),
}  # fmt: skip


@pytest.fixture(scope="module")
def graphs() -> Graphs:
    known, found = knowledge(), {}
    for name in CASE_FILES:
        analysis = analyse(theory_folder() / "examples" / name, known)
        found[asserted_graph(analysis.graph.case)] = analysis.graph.triples
        found[inferred_graph(analysis.graph.case)] = analysis.conclusions.inferred
    found[ONTOLOGY] = known.graph
    return Graphs(found, beside=[ONTOLOGY])


@pytest.fixture(scope="module")
def questions() -> Mapping[str, Question]:
    return questions_from_files(query_files())


def short(term: str) -> str:
    if not term:
        return "-"
    if is_literal(term):
        return literal_parts(term).lexical
    bare = term[1:-1]
    return bare.removeprefix(CASES) if bare.startswith(CASES) else bare.replace(VCC, ":")


def answers(question: SourceText, graphs: Graphs) -> list[str]:
    found = graphs.ask(question)
    assert isinstance(found, Solutions)
    return [" ".join(map(short, row)) for row in found.rows]


def test_there_are_many_questions_and_an_expected_answer_for_each(questions) -> None:
    assert len(questions) >= 30
    assert set(questions) == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_the_examples_answer_the_question(name: str, questions, graphs) -> None:
    found = answers(questions[name].source, graphs)
    wanted, unwanted = EXPECTED[name]
    assert not [row for row in wanted if row not in found], found
    assert not [row for row in unwanted if row in found]
    assert len(set(found)) == len(found), "nothing is said twice"


def test_a_value_keeps_only_the_answers_about_it(questions, graphs) -> None:
    question = questions["roles-by-case"]
    known = called(graphs.terms())
    every = answers(question.source, graphs)
    some = answers(question.given({"role": "co-creator"}, known), graphs)
    assert some == [row for row in every if row.endswith(" :co-creator")]
    both = answers(question.given({"role": ":co-creator", "case": "xiaomi"}, known), graphs)
    assert both == [row for row in some if row.startswith("xiaomi ")]


def test_a_value_counts_before_the_grouping(questions, graphs) -> None:
    question = questions["coverage-by-framework"]
    given = question.given(
        {"framework": "metaverse", "case": "case/xiaomi"}, called(graphs.terms())
    )
    assert answers(given, graphs) == []


def mistakes(question: Question, graphs: Graphs, **values: str) -> list[str]:
    with pytest.raises(SourceErrors) as caught:
        question.given(values, called(graphs.terms()))
    return [diagnostic.code for diagnostic in caught.value.diagnostics]


def test_unknown_parameters_and_values_are_refused(questions, graphs) -> None:
    question = questions["roles-by-case"]
    assert mistakes(question, graphs, colour="red", role="co-creater") == ["Q113", "Q114"]
    assert mistakes(question, graphs, case="> } DROP ALL #") == ["Q114"]


def test_an_unknown_question_is_refused_with_near_names(questions) -> None:
    with pytest.raises(SourceErrors) as caught:
        question_called("role-by-case", questions)
    (found,) = caught.value.diagnostics
    assert found.note is not None
    assert "roles-by-case" in found.note.en


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("# en: What?\nSELECT ?x { ?x a :Case }", "Q110"),
        ("# en: What?\n# zh: 什么？\n# parameter y: a | 甲\nSELECT ?x { ?x a :Case }", "Q111"),
    ],
)
def test_a_file_that_is_no_question_is_refused(text: str, code: str) -> None:
    with pytest.raises(SourceErrors) as caught:
        question_from_source(SourceText("q.rq", text), "q")
    assert [diagnostic.code for diagnostic in caught.value.diagnostics] == [code]


@pytest.mark.parametrize(("language", "said"), [("en", "Which loops"), ("zh", "哪些反馈循环")])
def test_the_list_shows_names_and_questions(
    language: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["query", "--list", "--lang", language]) == 0
    shown = capsys.readouterr().out
    assert "closed-loops" in shown
    assert said.replace("loops", "feedback loops are closed") in shown


@pytest.mark.parametrize(
    "arguments",
    [
        ["--ask", "no-such"],
        ["--ask", "roles-by-case", "--text", "ASK {}"],
        ["--ask", "roles-by-case", "--with", "role"],
        ["--text", "ASK {}", "--with", "role=x"],
    ],
)
def test_the_command_refuses_what_makes_no_sense(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    case = str(Path(theory_folder()) / "examples" / CASE_FILES[1])
    assert run(["query", case, *arguments]) == 2
    assert capsys.readouterr().err


def test_asking_without_cases_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["query", "--ask", "roles-by-case"]) == 2
    assert "name the cases" in capsys.readouterr().err
