"""Questions to the author are asked once of all that they are about, in good grammar."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vcc.findings.model import Finding
from vcc.findings.questions import Question, listed, questions_from_findings
from vcc.pipeline import Analysis, analyse
from vcc.source.diagnostic import Severity
from vcc.source.text import SourceText
from vcc.vocabulary.messages import in_number


def of_text(inside: str) -> Analysis:
    return analyse(SourceText("case.vcc", f'vcc 1\ncase t en"T" zh"测试" {{\n{inside}\n}}\n'))


def questions(analysis: Analysis) -> dict[str, list[Question]]:
    found: dict[str, list[Question]] = {}
    for question in questions_from_findings(analysis.report.findings):
        found.setdefault(question.findings[0].name, []).append(question)
    return found


def outcomes(*names: str) -> Analysis:
    lines = [f'outcome {name} is pleasure en"Joy {name}" for c' for name in names]
    return of_text("\n".join(["actor f is firm", "actor c is customer", *lines]))


def test_one_thing_is_asked_about_in_the_singular() -> None:
    (question,) = questions(outcomes("j"))["S279"]
    assert question.text.en == (
        "What does “Joy j” come from? Write `through ACTIVITY`, so that it is known who created it."
    )


def test_several_things_are_asked_about_at_once_and_in_the_plural() -> None:
    (question,) = questions(outcomes("j", "k", "l", "m"))["S279"]
    assert question.text.en == (
        "What do “Joy j”, “Joy k” and 2 more come from? Write `through ACTIVITY`, so that it is "
        "known who created them."
    )
    assert question.text.zh.startswith("“Joy j”、“Joy k”等 4 项从何而来？")
    assert [finding.focus.name for finding in question.findings] == ["j", "k", "l", "m"]


def test_what_differs_in_more_than_what_it_is_about_is_asked_apart() -> None:
    found = questions(
        of_text(
            """actor f is firm
            actor c is customer
            actor d is customer
            proposition p by f for c
            proposition q by f for d"""
        )
    )
    assert len(found["proposition-without-claim"]) == 2


def test_a_question_about_the_case_does_not_name_it() -> None:
    found = questions(of_text("actor f is firm\nactor c is customer"))
    (question,) = found["ask-value-creator"]
    assert question.text.en.startswith("Who puts something in?")
    assert question.text.zh.startswith("谁有所投入？")
    assert question.findings[0].message.en.startswith("T: Who puts something in?")


def test_every_question_is_in_exactly_one_group() -> None:
    findings = outcomes("j", "k", "l").report.findings
    asked = [f.id for question in questions_from_findings(findings) for f in question.findings]
    assert sorted(asked) == sorted(f.id for f in findings if f.severity is Severity.INFO)
    assert len(asked) >= 4


@given(st.lists(st.text("abcdefgh", min_size=1, max_size=4), min_size=1, max_size=8))
def test_a_list_names_what_comes_first_and_counts_the_rest(names: list[str]) -> None:
    text = listed(names, "en")
    assert text.startswith(names[0])
    if len(names) <= 3:
        assert all(name in text for name in names)
        assert "more" not in text
    else:
        assert text.endswith(f"{names[1]} and {len(names) - 2} more")


def test_forms_follow_the_number_that_they_name() -> None:
    assert in_number("{is|are} here", 1) == "is here"
    assert in_number("{is|are} here", 2) == "are here"
    assert in_number("{is|are} here", None) == "{is|are} here"
    assert in_number("only {?n:one has|some have}", 5, {"?n": "1"}) == "only one has"
    assert in_number("only {?n:one has|some have}", 1, {"?n": "3"}) == "only some have"


# ---------------------------------------------------------------- one finding for one lack
def by_name(analysis: Analysis) -> dict[str, list[Finding]]:
    found: dict[str, list[Finding]] = {}
    for finding in analysis.report.findings:
        found.setdefault(finding.name, []).append(finding)
    return found


def test_a_rule_that_says_more_supersedes_a_shape_about_the_same_thing() -> None:
    found = by_name(
        of_text(
            """actor f is firm
            actor c is customer
            resource w form knowledge held-by c
            interaction lab during design between f, c { c -> f : w }
            interaction shop during sale between f, c"""
        )
    )
    assert [finding.focus.name for finding in found["contact-not-stated"]] == ["lab"]
    assert [finding.focus.name for finding in found["S256"]] == ["shop"]


# ---------------------------------------------------------------- evidence is about the finding
def test_the_evidence_of_a_finding_begins_with_what_it_is_about() -> None:
    found = by_name(
        of_text(
            """framework business-model
            source s is article "On it"
            actor f is firm
            actor c is customer { seeks ease is convenience }
            resource good form product held-by f
            proposition promise by f for c offers good answers ease [@s "we promise"]
            interaction trade during sale [@s "they sold"] { f -> c : good as sale }
            actor g is government
            planned institution relief is incentive set-by g
              supports f [@s "they ask for relief"]"""
        )
    )
    (finding,) = found["support-only-planned"]
    quotes = {text for item in finding.evidence for quote in item.quotes for text in quote.texts}
    assert quotes == {"they ask for relief"}
