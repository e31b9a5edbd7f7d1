"""The short report: what is shortened, and what never is."""

from __future__ import annotations

import re
from functools import cache

import pytest

from vcc.findings.sections import Brief, sections_from_ontology
from vcc.pipeline import Analysis, analyse, check, knowledge
from vcc.render.brief import Entry, blocks_of
from vcc.render.brief_markdown import brief_markdown_from_analysis
from vcc.render.brief_text import brief_text_from_analysis
from vcc.render.check_text import text_from_outcome
from vcc.source.diagnostic import Severity
from vcc.source.text import SourceText

XIAOMI = "examples/01-xiaomi/xiaomi.vcc"
BAKERY = "examples/02-bakery/bakery.vcc"


@pytest.fixture(autouse=True)
def _from_the_root(monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config) -> None:
    monkeypatch.chdir(pytestconfig.rootpath)


@cache
def of_file(path: str) -> Analysis:
    return analyse(path)


def text(path: str, language: str, width: int = 100) -> str:
    return brief_text_from_analysis(of_file(path).report, language, width=width, colour=False)


def block(path: str, title: str) -> list[Entry]:
    (found,) = (b for b in blocks_of(of_file(path).report, "en") if b.title == title)
    return [entry for group in found.groups for entry in group.entries]


# ---------------------------------------------------------------- what the ontology says
def test_blocks_name_sections_and_every_way_to_shorten_is_used() -> None:
    sections = sections_from_ontology(knowledge().theory)
    keys = {section.key for section in sections}
    assert {section.block for section in sections} <= keys
    assert {section.brief for section in sections} >= set(Brief) - {Brief.EACH}


# ---------------------------------------------------------------- grouping
def test_the_contexts_of_a_role_stand_on_one_entry() -> None:
    entries = [e.text for e in block(XIAOMI, "Roles")]
    leading = [text for text in entries if text.startswith("leading party")]
    first, second = "Users take up MIUI and experience it", "MIUI, apps and cloud for phone users"
    assert leading == [f"leading party in “{first}”, “{second}” and 2 more"]
    assert len(entries) < len([c for c in of_file(XIAOMI).report.conclusions if "role:" in c.id])


def test_outcomes_of_the_same_value_types_stand_on_one_line() -> None:
    texts = [entry.text for entry in block(XIAOMI, "Value types")]
    assert "“Users realise their own worth”: psychological value" in texts
    assert any(text.endswith("and 7 more: economic value") for text in texts)


def test_what_only_holds_or_not_is_told_without_a_yes() -> None:
    path = "examples/04-metaverse/metaverse.vcc"
    for language, words in {"en": "guides citizenship", "zh": "引导公民行为"}.items():
        told = text(path, language, 120)
        assert words in told
        assert not re.search(r"\b(true|false)\b", told)


def test_mechanisms_stand_below_their_stage_and_links_below_their_loop() -> None:
    stages = block(XIAOMI, "Stages")
    assert [len(stage.children) for stage in stages] == [2, 2, 2, 2]
    assert all("effect shown" in child.text for stage in stages for child in stage.children)
    assert [len(loop.children) for loop in block(XIAOMI, "Loops")] == [5, 4, 5]


def test_an_element_is_explained_by_its_parts() -> None:
    creation = block(XIAOMI, "Stages")[1]
    (users, _) = creation.children
    assert any("Voices from the Xiaomi Community" in reason for reason in users.reasons)
    assert not any("every part" in reason for reason in users.reasons)


def test_what_is_not_present_is_told_with_its_word_and_what_it_lacks() -> None:
    creation = block(BAKERY, "Stages")[1]
    texts = [child.text for child in creation.children]
    assert any("absent · lacks: research is run, technology is built" in text for text in texts)


def test_an_open_dimension_comes_with_what_would_settle_it() -> None:
    entries = {entry.text: entry.hint for entry in block(XIAOMI, "Dominant logic")}
    hint = entries["open dimension: firm-customer relation"]
    assert hint.startswith("Who decides in the activities that firm and customers share?")
    assert not any(hint for text, hint in entries.items() if text.startswith("Phase"))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_the_findings_ask_is_not_asked_beside_the_conclusion_as_well(language: str) -> None:
    little = analyse(SourceText("x.vcc", "vcc 1 case x { actor f is firm actor c is customer }"))
    asked = [finding.message.in_language(language) for finding in little.report.findings]
    told = brief_text_from_analysis(little.report, language, width=1000, colour=False)
    assert len(asked) > 5
    for question in asked:
        assert told.count(question[-20:]) == 1, question


# ---------------------------------------------------------------- layout
def test_only_the_reason_of_what_is_there_is_cut() -> None:
    lines = text(BAKERY, "en", width=80).split("\n")
    cut = [line for line in lines if "… [" in line]
    assert cut
    assert not [line for line in cut if line.lstrip()[0] in "✗◐?"]


@pytest.mark.parametrize("path", [XIAOMI, BAKERY])
def test_colours_change_no_character(path: str) -> None:
    report = of_file(path).report
    painted = brief_text_from_analysis(report, "en", width=90, colour=True)
    assert re.sub(r"\x1b\[[\d;]*m", "", painted) == text(path, "en", width=90)
    assert painted.count("\x1b[2m") > 30


def test_chinese_reports_have_no_english_but_names_ids_and_commands() -> None:
    told = text(BAKERY, "zh")
    plain = re.sub(r"\[[^\]]*\]", "", told)  # ids and claims
    plain = re.sub(r"(finding|vcc|business-model|examples|bakery|explain|analyse)\S*", "", plain)
    assert re.findall(r"[A-Za-z]{3,}", plain.replace("--details", "")) == []
    assert len(told) > 3000


@pytest.mark.parametrize("language", ["en", "zh"])
def test_markdown_tells_the_same_entries_with_whole_reasons(language: str) -> None:
    report = of_file(BAKERY).report
    markdown = brief_markdown_from_analysis(report, language)
    assert "… `[" not in markdown
    for found in blocks_of(report, language):
        assert f"## {found.title}" in markdown
    assert markdown.count("\n1. ") == 1


# ---------------------------------------------------------------- check
def outcome_of(inside: str) -> str:
    source = SourceText("case.vcc", f'vcc 1\ncase t en"T" {{\n{inside}\n}}\n')
    return text_from_outcome(analyse(source).outcome, "en", width=80, colour=False)


def test_questions_of_a_check_are_a_list_without_excerpts() -> None:
    shown = outcome_of("actor f is firm\nactor c is customer\noutcome joy is pleasure for c")
    assert "questions to the author (--questions shows where):" in shown
    assert "What does “joy” come from?" in shown
    assert "^" not in shown


def test_errors_and_warnings_of_a_check_keep_their_excerpts() -> None:
    for path in (BAKERY, "examples/practice/02-rolls-royce-totalcare.vcc"):
        outcome = check(path)
        weighty = [f for f in outcome.findings if f.severity is not Severity.INFO]
        shown = text_from_outcome(outcome, "en", width=80, colour=False)
        assert len(weighty) >= 2
        assert shown.count("-->") == len(weighty) + len(outcome.diagnostics)
        assert all(finding.name in shown for finding in weighty)
