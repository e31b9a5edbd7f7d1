"""Why not: every missing thing of every example can be asked, and what it says can be written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import jsonschema
import pytest

from tests.unit.counterfactual.small import CASES, SMALL, analysed, of_file, small_world
from vcc.case.fragment import fragment_from_text
from vcc.counterfactual.ask import open_goals, open_sections, why_not
from vcc.counterfactual.goals import UnknownGoal
from vcc.counterfactual.why_not import AlreadyHolds
from vcc.counterfactual.why_not import why_not as asked_of
from vcc.findings.lacks import Lack, Missing, Silence, WhyNot
from vcc.findings.model import Status
from vcc.findings.ways import ways
from vcc.render.askable_text import text_from_sections
from vcc.render.why_not_brief import lines_in_brief
from vcc.render.why_not_json import json_from_why_not
from vcc.render.why_not_text import (
    markdown_from_why_not,
    text_from_why_not,
    text_of_lines,
)
from vcc.source.text import SourceText


def everything_missing(lack: Lack) -> Iterator[Missing]:
    for match in lack.matches:
        for missing in match.missing:
            yield missing
            if missing.below is not None:
                yield from everything_missing(missing.below)


def supplies(answer: WhyNot) -> list[str]:
    return [text for missing in everything_missing(answer.root) for text in missing.supplies]


def test_the_examples_are_there() -> None:
    assert len(CASES) >= 8


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_whatever_is_not_present_can_be_asked_and_is_answered(path: Path) -> None:
    analysis, world = of_file(path)
    missing = [c for c in analysis.report.conclusions if c.status not in (None, Status.PRESENT)]
    assert missing
    for conclusion in missing[:: max(1, len(missing) // 25)]:
        answer = asked_of(world, conclusion.id.partition("=")[0])
        assert answer.root.matches or answer.root.others, conclusion.id
        for text in supplies(answer):
            written = SourceText("supply", text.replace("YYYY", "2000"))
            fragment_from_text(written, "en")  # raises if it cannot be written


def test_what_is_missing_is_named_with_the_statement_that_supplies_it() -> None:
    answer = why_not(analysed(), "field:talk=crossing-field")
    assert any(text.startswith("interaction talk ") for text in supplies(answer))


def test_what_the_case_denies_is_not_asked_as_a_question() -> None:
    denied = SMALL.replace("absent channel shop-front is offline", "complete decisions")
    answer = why_not(analysed(denied), "role:users@talk=controller")
    decided = [m for m in everything_missing(answer.root) if "decided" in m.statement.en]
    assert decided
    closed = [m for m in decided if m.silence is Silence.CLOSED]
    assert closed
    assert all(m.evidence for m in closed)


def test_what_holds_cannot_be_asked() -> None:
    with pytest.raises(AlreadyHolds) as raised:
        why_not(analysed(), "framework:dominant-logic")
    assert raised.value.goal.id == "framework:dominant-logic"


@pytest.mark.parametrize("what", ["stage:jont-delivery", "nonsense", "finding:gap"])
def test_what_is_called_nothing_or_much_names_what_is_near(what: str) -> None:
    with pytest.raises(UnknownGoal) as raised:
        why_not(analysed(), what)
    assert raised.value.near or what == "nonsense"


def test_everything_open_is_listed_under_ids_that_can_be_asked() -> None:
    listed = open_goals(analysed())
    assert len(listed) > 300
    for id in list(listed)[::40]:
        assert asked_of(small_world(), id).id == id


@pytest.mark.parametrize("language", ["en", "zh"])
def test_people_read_why_not_in_their_language(language: str) -> None:
    answer = why_not(analysed(), "field:talk=crossing-field")
    text = text_from_why_not(answer, language, width=80, colour=False)
    assert ("not said" in text) is (language == "en")
    assert ("未说明" in text) is (language == "zh")
    assert markdown_from_why_not(answer, language).startswith("# ")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_in_brief_it_says_what_is_missing_in_one_sentence(language: str) -> None:
    answer = why_not(analysed(), "field:talk=crossing-field")
    lines = list(lines_in_brief(answer, language))
    missing = {"en": "missing: ", "zh": "欠缺"}[language]
    assert missing in lines[1].text
    assert any(line.mark.endswith("→ ") for line in lines)
    assert len(lines) < 20


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_in_brief_every_gap_fits_a_screen(path: Path) -> None:
    analysis, world = of_file(path)
    missing = [c for c in analysis.report.conclusions if c.status is Status.PARTIAL]
    for conclusion in missing[::5]:
        lines = lines_in_brief(asked_of(world, conclusion.id.partition("=")[0]), "en")
        text = text_of_lines(lines, width=80, colour=False)
        assert len(text.splitlines()) < 50


def test_what_a_way_lacks_is_what_stands_at_the_leaves() -> None:
    answer = why_not(analysed(), "field:talk=crossing-field")
    found = ways(answer.root)
    assert found
    assert list(found) == sorted(found, key=lambda way: way.rank)
    assert all(m.below is None or not m.below.matches for way in found for m in way.lacking)


def test_a_role_of_whoever_takes_no_part_yet_can_be_asked() -> None:
    extra = SMALL.replace("actor firm is firm", "actor firm is firm\n  actor maker is supplier")
    answer = why_not(analysed(extra), "role:maker@talk=co-creator")
    assert "takes part in" in answer.root.matches[0].missing[0].statement.en
    assert "interaction talk between maker" in supplies(answer)


def test_a_list_of_what_can_be_asked_is_short_and_says_how_to_ask() -> None:
    sections = open_sections(analysed())
    for language in ("en", "zh"):
        text = text_from_sections(sections, language, 80)
        assert "role:SUBJECT=OBJECT" in text
        assert len(text.splitlines()) < 400


def test_machines_get_what_the_schema_says() -> None:
    schema = resources.files("vcc.render").joinpath("schemas/why-not.schema.json")
    for what in ("field:talk=crossing-field", "logic=customer-dominant"):
        written = json_from_why_not(why_not(analysed(), what), "0")
        jsonschema.validate(json.loads(written), json.loads(schema.read_text(encoding="utf-8")))
