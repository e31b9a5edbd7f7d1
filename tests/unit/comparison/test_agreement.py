"""Two coders of one interview: what they agree on, where they differ, what that changes."""

from __future__ import annotations

import json
import re
from importlib import resources
from pathlib import Path

import jsonschema
import pytest

from vcc import __version__
from vcc.comparison.agreement import Agreement, Coding, agreement_of
from vcc.pipeline import analyse
from vcc.render.agreement import document_from_agreement
from vcc.render.agreement_json import json_from_agreement
from vcc.render.document import markdown_from_document, text_from_document
from vcc.source.text import SourceText

FIRST = """vcc 1
language en
case coffee en"A coffee club" {
  source memo is interview en"Talk with the founder" file "talk.txt"
  actor roaster is firm en"Roastery" [@memo 1 "the roastery on the corner"]
  actor members is customer-group en"Club members" [@memo 1 "forty members"]
  resource taste form knowledge held-by members en"Taste of the members" [@memo 2]
  resource beans form material held-by roaster en"Beans"
  interaction blending is co-design en"Members blend the coffee of the month"
    direct during design decided-by members [@memo 2 "every month they blend"]
  {
    members -> roaster : taste
    roaster combines taste, beans
  }
  outcome staying is loyalty for roaster through blending [@memo 3 "nobody left"]
}
"""
# The same talk: other names and labels, another contact, nobody decides, no combination.
SECOND = """vcc 1
language en
case club en"Blending together" {
  source talk is interview en"Talk with the founder" file "talk.txt"
  actor firm is firm en"The roastery" [@talk 1 "the roastery on the corner"]
  actor `in-club` is customer-group en"Members of the club" [@talk 1 "forty members"]
  resource preferences form knowledge held-by `in-club` en"What members like" [@talk 2]
  resource beans form material held-by firm en"Beans"
  interaction monthly is co-design en"The blend of the month"
    indirect during design [@talk 2 "every month they blend"]
  {
    `in-club` -> firm : preferences
  }
  outcome staying is loyalty for firm through monthly [@talk 3 "nobody left"]
}
"""


def coding(text: str, name: str = "case.vcc") -> Coding:
    analysis = analyse(SourceText(name, text))
    return Coding(analysis.resolved, analysis.report)


def agreement(first: str, second: str) -> Agreement:
    return agreement_of(coding(first, "a.vcc"), coding(second, "b.vcc"))


@pytest.fixture(scope="module")
def of_two() -> Agreement:
    return agreement(FIRST, SECOND)


def differences(found: Agreement) -> set[tuple[str, str, str]]:
    return {
        (one.first.key if one.first else "", one.second.key if one.second else "", one.clause)
        for one in found.disagreements
    }


def test_things_are_paired_whatever_they_are_called(of_two: Agreement) -> None:
    pairs = {(pair.first.key, pair.second.key) for pair in of_two.alignment.pairs}
    assert pairs == {
        ("memo", "talk"),
        ("roaster", "firm"),
        ("members", "in-club"),
        ("taste", "preferences"),
        ("beans", "beans"),
        ("blending", "monthly"),
        ("blending.move.1", "monthly.move.1"),
        ("staying", "staying"),
    }


def test_every_difference_is_told_and_nothing_else(of_two: Agreement) -> None:
    assert differences(of_two) == {
        ("blending", "monthly", "contact"),
        ("blending", "monthly", "decided-by"),
        ("blending.move.2", "", ""),
    }


def test_one_name_does_not_make_two_things_one() -> None:
    other = SECOND.replace(
        'outcome staying is loyalty for firm through monthly [@talk 3 "nobody left"]',
        'outcome staying is annoyance for `in-club` [@talk 9 "the noise of the mill"]',
    )
    assert ("staying", "", "") in differences(agreement(FIRST, other))


def test_conclusions_are_told_in_the_names_of_the_first_coding(of_two: Agreement) -> None:
    only = {conclusion.id for conclusion in of_two.only_first}
    assert "field:blending=crossing-field" in only
    both = [r for section, r in of_two.conclusions.items() if section == "section-frameworks"]
    assert both[0].percent == 1


def test_a_coding_agrees_with_itself_under_other_names() -> None:
    renamed = re.sub(r"\b(roaster|members|blending|taste)\b(?!\")", r"\1-x", FIRST)
    found = agreement(FIRST, renamed.replace("Members-x", "Members"))
    assert not found.disagreements
    assert not found.only_first
    assert not found.only_second
    assert all(figures.percent == 1 for figures in found.conclusions.values())


def test_the_order_of_the_coders_only_swaps_the_columns(of_two: Agreement) -> None:
    turned = agreement(SECOND, FIRST)
    assert {(b, a, clause) for a, b, clause in differences(of_two)} == differences(turned)
    assert len(turned.only_second) == len(of_two.only_first)


def test_the_json_is_as_published(of_two: Agreement) -> None:
    schema = resources.files("vcc.render").joinpath("schemas/agreement.schema.json")
    validator = jsonschema.Draft202012Validator(json.loads(schema.read_text("utf-8")))
    validator.validate(json.loads(json_from_agreement(of_two, __version__)))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_people_see_both_quotes_of_a_disagreement(of_two: Agreement, language: str) -> None:
    document = document_from_agreement(of_two, language)
    text = text_from_document(document, width=100, colour=False)
    assert "@memo 2 “every month they blend”" in text
    assert "@talk 2 “every month they blend”" in text
    assert max(map(len, text.splitlines())) <= 100
    assert "| --- |" in markdown_from_document(document)


def test_the_examples_agree_with_themselves(repository: Path) -> None:
    path = repository / "examples/02-bakery/bakery.vcc"
    text = path.read_text("utf-8")
    found = agreement(text, text)
    assert found.found
    assert not found.disagreements
