"""What if: the difference that a change makes, and where each part of it comes from."""

from __future__ import annotations

import json
from importlib import resources

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.counterfactual.small import (
    EXAMPLES,
    SMALL,
    analysed,
    changed,
    small_world,
    universe,
)
from vcc.counterfactual.ask import what_if
from vcc.findings.changes import Turn
from vcc.findings.model import Conclusion, Finding
from vcc.pipeline import Stopped, analyse
from vcc.render.difference_json import json_from_difference
from vcc.render.difference_text import markdown_from_difference, text_from_difference
from vcc.source.diagnostic import SourceErrors
from vcc.source.text import SourceText

UNIVERSE = tuple(universe())
XIAOMI = EXAMPLES / "01-xiaomi/xiaomi.vcc"


def test_a_decision_by_customers_changes_who_leads_and_says_why() -> None:
    found = what_if(analyse(XIAOMI), add=["interaction codesign decided-by users"])
    ids = {change.id: change for change in found.conclusions}
    leads = ids["role:users@codesign=leading-party"]
    assert leads.turn is Turn.NEW
    assert [("decided-by users" in cause.text, cause.added) for cause in leads.causes] == [
        (True, True)
    ]
    assert leads.after is not None
    assert leads.after.rule is not None


def test_what_goes_comes_from_the_line_that_was_taken_out() -> None:
    found = what_if(analysed(), remove=["better"])
    gone = [c for c in found.conclusions if c.turn is Turn.GONE]
    assert gone
    for change in gone:
        assert any("proposition better" in c.text and not c.added for c in change.causes), change.id


@pytest.mark.parametrize("text", UNIVERSE[:: len(UNIVERSE) // 8])
def test_what_is_told_of_a_change_is_what_the_report_of_the_changed_case_tells(text: str) -> None:
    try:
        found = what_if(analysed(), add=[text])
    except SourceErrors:
        return
    report = analyse(SourceText(found.file, found.text)).report
    told = {conclusion.triple: conclusion for conclusion in report.conclusions}
    for change in found.conclusions:
        if change.after is not None and change.after.triple in told:
            now = told[change.after.triple]
            assert isinstance(change.after, Conclusion)
            assert (change.after.id, change.after.section) == (now.id, now.section)
            assert (change.after.rule, change.after.evidence) == (now.rule, now.evidence)
            assert change.after.lacks == now.lacks
    before = {c.triple for c in analysed().report.conclusions}
    new = {c.after.triple for c in found.conclusions if c.after is not None}
    assert new == {triple for triple in told if triple not in before}


def test_a_list_grows_and_nothing_is_renumbered() -> None:
    found = what_if(analysed(), add=["interaction talk { firm -> users : goods }"])
    told = [c for c in found.conclusions if c.turn is Turn.GONE and "talk.move" in c.id]
    assert not told, "the move that was there is still there"


def test_an_edited_copy_may_go_by_another_name(tmp_path: object) -> None:
    assert hasattr(tmp_path, "joinpath")
    copy = tmp_path.joinpath("copy.vcc")
    copy.write_text(SMALL.replace("case small", "case other"), encoding="utf-8")
    found = what_if(analysed(), copy=copy)
    assert not list(found.conclusions)
    assert not found.findings


def test_a_changed_case_with_mistakes_shows_them_all() -> None:
    with pytest.raises(Stopped) as raised:
        what_if(analysed(), add=["interaction more between users, nobody"])
    assert {d.code for d in raised.value.diagnostics} == {"C201"}


def test_a_party_can_be_taken_out_with_all_that_is_said_of_it() -> None:
    found = what_if(analysed(), remove=["users"])
    cut = [edit.text for edit in found.edits]
    assert "actor users is customer-group" in cut
    assert "users -> firm : ideas" in cut


def test_a_statement_with_a_mistake_is_told_as_in_a_file() -> None:
    with pytest.raises(SourceErrors) as raised:
        what_if(analysed(), add=["actor x by firm"])
    assert raised.value.diagnostics[0].code == "C150"


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(statement=st.sampled_from(UNIVERSE))
def test_adding_and_taking_out_again_makes_no_difference(statement: str) -> None:
    world = small_world()
    grown = changed(world, statement)
    if grown is None:
        return
    back = analyse(SourceText("small.vcc", grown.source.text))
    found = what_if(back, copy=None, remove=[statement]) if grown.source.text != SMALL else None
    if found is not None and found.text.split() == SMALL.split():
        again = what_if(analysed(), add=[statement])
        assert {c.id for c in found.conclusions} == {c.id for c in again.conclusions}


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(statement=st.sampled_from(UNIVERSE))
def test_the_difference_is_what_two_analyses_differ_in(statement: str) -> None:
    world = small_world()
    grown = changed(world, statement)
    if grown is None or grown.source.text == SMALL:
        return
    found = what_if(analysed(), add=[statement])
    after = analyse(SourceText("small.vcc", grown.source.text))
    old = {(f.name, f.focus.term) for f in analysed().report.findings}
    new = {(f.name, f.focus.term) for f in after.report.findings}
    told = {
        (change.after.name, change.after.focus.term)
        for change in found.findings
        if isinstance(change.after, Finding)
    }
    # Moves are numbered by what they say: the difference keeps the numbers they had.
    assert {f for f in new - old if "/move/" not in f[1]} <= told


@pytest.mark.parametrize("language", ["en", "zh"])
def test_people_read_what_changes_in_their_language(language: str) -> None:
    found = what_if(analysed(), add=["interaction talk decided-by users"])
    text = text_from_difference(found, language, width=90, colour=False)
    assert "decided-by users" in text
    assert ("because" in text) is (language == "en")
    assert all(len(line) <= 90 for line in text.splitlines())
    assert markdown_from_difference(found, language).startswith("# ")


def test_machines_get_what_the_schema_says() -> None:
    found = what_if(analysed(), add=["interaction talk decided-by users"], remove=["joy"])
    schema = resources.files("vcc.render").joinpath("schemas/what-if.schema.json")
    jsonschema.validate(
        json.loads(json_from_difference(found, "0")), json.loads(schema.read_text(encoding="utf-8"))
    )
