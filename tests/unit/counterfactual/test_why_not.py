"""Why not: every missing thing of every example can be asked, and what it says can be written."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import jsonschema
import pytest

from tests.unit.counterfactual.small import (
    CASES,
    EXAMPLES,
    SMALL,
    analysed,
    of_file,
    small_world,
)
from vcc.case.fragment import fragment_from_text
from vcc.counterfactual.ask import open_goals, open_sections, why_not
from vcc.counterfactual.goals import UnknownGoal
from vcc.counterfactual.supply import CaseSupplier
from vcc.counterfactual.why_not import AlreadyHolds
from vcc.counterfactual.why_not import why_not as asked_of
from vcc.findings.lacks import Against, Lack, Missing, Silence, WhyNot
from vcc.findings.model import Status
from vcc.findings.ways import ways
from vcc.render.askable_text import text_from_sections
from vcc.render.why_not_brief import lines_in_brief
from vcc.render.why_not_json import json_from_why_not
from vcc.render.why_not_lines import text_of_lines
from vcc.render.why_not_text import text_from_why_not
from vcc.source.text import SourceText
from vcc.vocabulary.namespaces import vcc

XIAOMI = EXAMPLES / "01-xiaomi" / "xiaomi.vcc"


def everything_missing(lack: Lack) -> Iterator[Missing]:
    for match in lack.matches:
        for missing in match.missing:
            yield missing
            if missing.below is not None:
                yield from everything_missing(missing.below)


def everything_against(lack: Lack) -> Iterator[Against]:
    for match in lack.matches:
        yield from match.against
        for missing in match.missing:
            if missing.below is not None:
                yield from everything_against(missing.below)


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


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("机制:全渠道销售=partial", "mechanism:omnichannel=partial"),
        ("mechanism:Omnichannel sales=absent", "mechanism:omnichannel=absent"),
        ("主导逻辑=顾客主导", "logic=customer-dominant"),
        ("角色:Users=唯一创造者", "role:users=sole-creator"),
    ],
)
def test_things_can_be_asked_by_the_labels_that_people_read(said: str, meant: str) -> None:
    assert why_not(of_file(XIAOMI)[0], said).id == meant


def test_of_several_that_are_called_so_the_one_that_the_report_shows_so_is_meant() -> None:
    path = EXAMPLES / "02-bakery" / "bakery.vcc"
    analysis = of_file(path)[0]
    assert "mechanism:omnichannel" in analysis.titles
    assert why_not(analysis, "omnichannel").id == "mechanism:omnichannel"


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


NIKE = EXAMPLES / "04-metaverse" / "nike.vcc"
LOGICS = [
    (XIAOMI, "logic=customer-dominant"),
    (XIAOMI, "logic@pair.xiaomi.users=customer-dominant"),
    (NIKE, "logic=service-dominant"),
]


def test_where_another_logic_leads_it_is_named_with_both_counts() -> None:
    instead = why_not(of_file(XIAOMI)[0], "logic=customer-dominant").instead
    assert instead is not None
    assert [c.object.name for c in instead.follows if c.object][:1] == ["service-dominant"]
    tally = {c.column.name: c.value for c in instead.counts[0] if c.column}
    assert tally == {"service-dominant": "6", "customer-dominant": "0"}


def test_each_dimension_that_votes_otherwise_is_named_with_its_lines_and_what_it_would_take() -> (
    None
):
    instead = why_not(of_file(XIAOMI)[0], "logic=customer-dominant").instead
    assert instead is not None
    assert len(instead.otherwise) == 7
    voting = [row for row in instead.otherwise if row.columns]
    assert len(voting) == 6
    assert all(row.evidence and row.would and row.hint is None for row in voting)
    (open_row,) = (row for row in instead.otherwise if not row.columns)
    assert open_row.hint is not None
    assert "decided-by" in open_row.hint.en


def test_where_too_little_is_told_each_open_dimension_comes_with_its_question() -> None:
    instead = why_not(of_file(NIKE)[0], "logic=service-dominant").instead
    assert instead is not None
    assert "at least four are needed" in "".join(c.reason.en for c in instead.follows if c.reason)
    assert [row.hint is not None for row in instead.otherwise] == [True] * 7


def test_a_part_of_the_case_that_has_a_logic_of_its_own_is_asked_by_what_it_is_called() -> None:
    answer = why_not(of_file(XIAOMI)[0], "logic@pair.xiaomi.users=customer-dominant")
    assert answer.title.en == "Xiaomi · Users: dominant logic customer-dominant logic"
    assert answer.instead is not None


@pytest.mark.parametrize(("path", "what"), LOGICS)
def test_what_a_dimension_would_take_can_be_asked_in_turn(path: Path, what: str) -> None:
    analysis, world = of_file(path)
    instead = why_not(analysis, what).instead
    assert instead is not None
    ids = [would.id for row in instead.otherwise for would in row.would]
    assert len(ids) == 7
    assert all(asked_of(world, id).root.matches for id in ids)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(("path", "what"), LOGICS)
def test_in_brief_an_overall_conclusion_is_told_by_its_count(
    path: Path, what: str, language: str
) -> None:
    lines = list(lines_in_brief(why_not(of_file(path)[0], what), language))
    text = text_of_lines(lines, width=80, colour=False)
    assert {"en": "what follows instead: ", "zh": "实际推得："}[language] in text
    helpers = {"en": ("is profile of", "is tally of", "shown above"), "zh": ("所属范围", "见上文")}
    assert not any(helper in text for helper in helpers[language])


@pytest.mark.parametrize(("path", "what"), LOGICS)
def test_what_only_rules_make_is_never_missing_in_something_that_is_there(
    path: Path, what: str
) -> None:
    world = of_file(path)[1]
    made = CaseSupplier(world).made
    assert vcc("profileOf") in made
    labels = [world.lexicon.label(property).en for property in made]
    told = [missing.statement.en for missing in everything_missing(asked_of(world, what).root)]
    assert told
    assert not [t for t in told if any(f": {label} " in t for label in labels)]


def test_what_does_not_hold_of_a_number_is_told_with_the_number() -> None:
    against = everything_against(asked_of(of_file(NIKE)[1], "logic=service-dominant").root)
    told = [step.statement.en for one in against for step in one.facts]
    assert any("0 ≥ 4" in statement for statement in told)


def test_what_stands_against_a_rule_is_told_by_the_sentence_of_its_own_rule() -> None:
    against = everything_against(asked_of(of_file(XIAOMI)[1], "logic=customer-dominant").root)
    told = [step.statement.en for one in against for step in one.facts]
    assert any(statement.startswith("service-dominant logic has a larger") for statement in told)


def test_what_is_no_overall_conclusion_is_answered_by_its_rules() -> None:
    assert why_not(analysed(), "field:talk=crossing-field").instead is None


def test_machines_get_what_the_schema_says() -> None:
    schema = resources.files("vcc.render").joinpath("schemas/why-not.schema.json")
    for what in ("field:talk=crossing-field", "logic=customer-dominant"):
        written = json_from_why_not(why_not(analysed(), what), "0")
        jsonschema.validate(json.loads(written), json.loads(schema.read_text(encoding="utf-8")))
