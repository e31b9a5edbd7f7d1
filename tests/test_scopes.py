"""Scopes of the overall logic: periods and their change, pairs of firm and customer, fields."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from snippets import conclusions_of, graph_of, objects

from vcc.case.from_text import case_from_text
from vcc.pipeline import analyse, knowledge
from vcc.source.text import SourceText
from vcc.vocabulary.rdf import Triple

CASES = Path(__file__).parent / "unit_cases"
TIME, PARTS = "logic-over-time", "logic-by-pair-and-field"


@cache
def inferred(name: str) -> set[Triple]:
    text = (CASES / f"{name}.vcc").read_text(encoding="utf-8")
    return set(
        knowledge().engine.infer(graph_of(case_from_text(SourceText(name, text)).case)).inferred
    )


def told(name: str, property: str, scope: str) -> set[str]:
    return objects(inferred(name), property, f"{name}/{scope}")


# ---------------------------------------------------------------------------------------- time
@pytest.mark.parametrize(
    ("period", "change", "before", "logic"),
    [
        ("workshop", set(), set(), {"goods-dominant"}),
        ("forum-years", {"change-forwards"}, {"goods-dominant"}, {"service-dominant"}),
        ("quiet-years", {"change-open"}, set(), set()),
        ("shop-years", {"change-backwards"}, {"service-dominant"}, {"goods-dominant"}),
    ],
)
def test_the_logic_of_a_period_changes_in_a_direction(
    period: str, change: set[str], before: set[str], logic: set[str]
) -> None:
    assert told(TIME, "dominantLogic", period) == logic
    assert told(TIME, "logicChange", period) == change
    assert told(TIME, "changedFrom", period) == before


def test_a_period_without_evidence_is_skipped_in_the_comparison() -> None:
    assert told(TIME, "comparedWith", "shop-years") == {f"{TIME}/forum-years"}
    assert told(TIME, "comparedWith", "forum-years") == {f"{TIME}/workshop"}


def test_the_dimensions_that_moved_are_those_with_evidence_in_both_periods() -> None:
    moved = {"resources-used", "value-type", "value-creator", "relation"}
    assert told(TIME, "advancedOn", "forum-years") == moved
    assert told(TIME, "returnedOn", "shop-years") == moved
    assert not told(TIME, "returnedOn", "forum-years") | told(TIME, "advancedOn", "shop-years")


def test_customers_who_were_kept_out_became_active() -> None:
    assert told(TIME, "becameActive", "forum-years") == {f"{TIME}/bakers"}
    assert not told(TIME, "becameActive", "shop-years")


def test_periods_without_dates_have_no_order_and_so_no_change() -> None:
    text = (CASES / f"{TIME}.vcc").read_text(encoding="utf-8")
    body = text[text.index("{") + 1 : text.rindex("}")]
    undated = body.replace("since 2001 until 2005", "").replace("since 2006 until 2010", "")
    undated = undated.replace("since 2011 until 2012", "").replace("since 2013 until 2016", "")
    assert "until" not in undated
    found = set(conclusions_of(undated).inferred)
    assert objects(found, "dominantLogic", "t/workshop") == {"goods-dominant"}
    assert not objects(found, "logicChange")


def test_xiaomi_keeps_its_logic_over_a_phase_of_which_too_little_is_told() -> None:
    case = Path(__file__).parent.parent / "examples/01-xiaomi/xiaomi.vcc"
    found = set(analyse(case).conclusions.inferred)
    assert objects(found, "logicChange", "xiaomi/four-in-one-era") == {"change-open"}
    assert objects(found, "keptLogic", "xiaomi/new-retail-era") == {"service-dominant"}
    assert objects(found, "comparedWith", "xiaomi/new-retail-era") == {"xiaomi/software-era"}


# ------------------------------------------------------------------------------ pairs and fields
def test_each_pair_of_firm_and_customer_has_its_own_votes() -> None:
    assert told(PARTS, "dominantLogic", "pair/maker/club") == {"service-dominant"}
    assert told(PARTS, "votes", "pair/maker/commuters") == {"customer-role-goods", "relation-goods"}
    assert told(PARTS, "logicStatus", "pair/maker/commuters") == {"logic-undetermined"}
    both = told(PARTS, "votes", "pair/maker/club") | told(PARTS, "votes", "pair/maker/commuters")
    assert both == objects(inferred(PARTS), "votes", PARTS)


def test_what_is_closed_for_one_customer_admits_goods_dominant_logic_for_that_pair_only() -> None:
    def admitted(scope: str) -> set[str]:
        return told(PARTS, "admissible", f"{scope}logic/goods-dominant")

    assert admitted("pair/maker/commuters/") == {"admissible-yes"}
    assert admitted("pair/maker/club/") == {"admissible-no"}
    assert admitted("") == {"admissible-no"}


def test_each_field_has_its_own_votes_where_there_are_several() -> None:
    assert told(PARTS, "dominantLogic", "field/crossing-field") == {"service-dominant"}
    assert told(PARTS, "votes", "field/consumption-field") >= {"value-type-service"}
    assert told(PARTS, "logicStatus", "field/consumption-field") == {"logic-undetermined"}


def test_one_pair_and_one_field_are_no_scopes_of_their_own() -> None:
    one = """actor f is firm  actor c is customer
      interaction lab is co-design during design direct between f, c"""
    assert objects(set(conclusions_of(one).inferred), "scopeOf") == {"t"}
    scopes = {s for s, p, o in conclusions_of(one).inferred if p.endswith("scopeOf>")}
    assert len(scopes) == 1


def test_a_pair_is_called_by_both_in_the_report() -> None:
    report = analyse(CASES / f"{PARTS}.vcc").report
    subjects = {c.subject.label.en for part in report.parts for c in part.conclusions}
    assert {"maker · club", "crossing field"} <= subjects
