"""Repairs that an editor offers."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.unit.ide.texts import REPOSITORY, document, in_club
from vcc.case import codes
from vcc.case.edit import text_with_edits
from vcc.case.from_text import partial_parse
from vcc.ide.document import Document
from vcc.ide.fixes import Fix, fixes_at, safe_fixes
from vcc.ide.problems import Checked, Checker
from vcc.pipeline import knowledge
from vcc.source.text import SourceText

CHECKER = Checker("0.1.0", lambda _: knowledge())
BLOCK = re.compile(r"^```vcc\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def checked(text: Document) -> Checked:
    return CHECKER.check(text.source)


def fixes(text: Document) -> list[Fix]:
    return list(fixes_at(text, checked(text), 0, len(text.source.text)))


def made(text: Document, fix: Fix) -> str:
    return text_with_edits(text.source.text, fix.edits)


def fixed(statement: str, title: str) -> str:
    """The line of the statement after the repair of that title."""
    text, _ = in_club(statement)
    fix = next(fix for fix in fixes(text) if fix.title.en.startswith(title))
    return made(text, fix).splitlines()[6].strip()


@pytest.mark.parametrize(
    ("statement", "after"),
    [
        ("actr x is firm", "actor x is firm"),
        ("actor x firm", "actor x is firm"),
        ("actor x = firm", "actor x is firm"),
        ("channel c by roaster members", "channel c by roaster, members"),
        ("channel c by roaster,", "channel c by roaster"),
        ("interaction i { roaster => members : blend }",
         "interaction i { roaster -> members : blend }"),
        ("interaction i { roaster -> members blend }",
         "interaction i { roaster -> members : blend }"),
        ("resource r held-by value", "resource r held-by `value`"),
        ("outcome o is profit measured 10,000 yuan", "outcome o is profit measured 10_000 yuan"),
        ("outcome o is profit measured 3 million yuan",
         'outcome o is profit measured 3 "million yuan"'),
    ],
)  # fmt: skip
def test_what_the_message_says_is_offered_as_a_repair(statement: str, after: str) -> None:
    assert fixed(statement, "Repair") == after


def test_characters_that_nobody_sees_are_told_and_can_be_removed() -> None:
    text, _ = in_club("actor x\u200b is firm")
    assert [problem.code for problem in checked(text).problems] == ["C008"]
    (fix,) = [fix for fix in fixes(text) if fix.title.en.startswith("Repair")]
    assert "actor x is firm" in made(text, fix)


def test_names_and_words_that_are_nearly_right_are_offered() -> None:
    assert fixed("resource r held-by roster", "Write `roaster`") == "resource r held-by roaster"
    assert fixed("actor x is frm", "Write `firm`") == "actor x is firm"
    assert fixed("actor x is firm [@note]", "Write `notes`") == "actor x is firm [@notes]"


def test_a_name_that_is_not_declared_can_be() -> None:
    text, _ = in_club("resource r held-by farmers")
    fix = next(fix for fix in fixes(text) if fix.title.en == "Declare actor `farmers`")
    after = made(text, fix)
    assert after.splitlines()[5] == "  actor farmers"
    assert not any(p.code == "C201" for p in CHECKER.check(SourceText("c.vcc", after)).problems)


def test_repairs_take_the_language_of_the_text() -> None:
    text = document("vcc 1\n语言 zh\n案例 甲 {\n  主体 乙 企业\n}\n")
    (fix,) = [fix for fix in fixes(text) if fix.title.en.startswith("Repair")]
    assert "主体 乙 是 企业" in made(text, fix)


def test_signs_are_written_as_the_file_writes_them() -> None:
    text = document(
        "案例 甲 {\n  主体 乙\n  主体 丙\n  主体 丁\n  渠道 店 由 乙，丙\n  渠道 摊 由 乙 丁\n}\n"
    )
    (fix,) = [fix for fix in fixes(text) if fix.title.en.startswith("Repair")]
    assert "由 乙， 丁" in made(text, fix)


@pytest.mark.parametrize("word", ["reduction-of-waste", "frm"])
def test_the_words_offered_are_those_of_the_message(word: str) -> None:
    scheme = "outcome o" if word != "frm" else "actor a"
    text, _ = in_club(f"{scheme} is {word}")
    (problem,) = [p for p in checked(text).problems if p.code == "C202"]
    offered = [fix.title.en for fix in fixes(text) if fix.title.en.startswith("Write")]
    assert offered
    hint = problem.hints[0].en
    assert all(title.removeprefix("Write ") in hint for title in offered), (offered, hint)


@pytest.mark.parametrize(
    "name", ["examples/practice/own/zara.vcc", "examples/02-bakery/bakery.vcc"]
)
def test_what_is_answered_for_with_a_reason_is_no_problem_any_more(name: str) -> None:
    path = REPOSITORY / name
    text = document(path.read_text(encoding="utf-8"), str(path))
    waivers = [fix for fix in fixes(text) if fix.title.en.startswith("Answer for")]
    assert len(waivers) > 4
    before = Counter(problem.code for problem in checked(text).problems)
    for fix in waivers:
        assert fix.problem is not None
        (edit,) = fix.edits
        reasoned = text_with_edits(text.source.text, [edit._replace(text=f"{edit.text}tried")])
        after = Counter(p.code for p in CHECKER.check(SourceText(str(path), reasoned)).problems)
        assert after[fix.problem.code] < before[fix.problem.code], fix.title.en
        assert not after.keys() & {"W901", "W902", "W903", "W904", "W905"}, fix.title.en


def test_a_finding_can_be_answered_for_but_not_a_mistake() -> None:
    text, _ = in_club("interaction i is co-design by roaster, members")
    waivers = [fix for fix in fixes(text) if fix.title.en.startswith("Answer for")]
    assert waivers
    assert "  # vcc: ignore[" in made(text, waivers[0])
    text, _ = in_club("actr x")
    assert not [fix for fix in fixes(text) if fix.title.en.startswith("Answer for")]


def test_waivers_that_nothing_needs_can_be_removed_at_once() -> None:
    text, _ = in_club("actor x is firm  # vcc: ignore[S244] -- no reason at all")
    found = checked(text)
    assert [p.code for p in found.problems if p.is_unused] == ["W903"]
    (fix,) = safe_fixes(text.source, found)
    assert fix.is_safe
    assert "vcc: ignore" not in made(text, fix)


def test_settings_with_mistakes_are_told_and_the_text_is_checked_all_the_same(
    tmp_path: Path,
) -> None:
    (tmp_path / "vcc.toml").write_text("ignor = []\n", encoding="utf-8")
    found = CHECKER.check(SourceText(str(tmp_path / "c.vcc"), "vcc 1\ncase c {\n  actr a\n}\n"))
    assert found.judged is None
    assert {p.code[0] for p in found.problems} == {"L", "C"}
    assert all(p.span.source.endswith("c.vcc") for p in found.problems)


def test_settings_beside_a_text_decide_what_counts_in_it(tmp_path: Path) -> None:
    text = SourceText(str(tmp_path / "c.vcc"), "vcc 1\ncase c {\n  activity a\n}\n")
    codes = {problem.code for problem in CHECKER.check(text).problems}
    assert "S242" in codes
    (tmp_path / "vcc.toml").write_text('ignore = ["S242"]\n', encoding="utf-8")
    assert {problem.code for problem in CHECKER.check(text).problems} == codes - {"S242"}


def documented() -> list[str]:
    paths = sorted((REPOSITORY / "tests/errors").glob("*.md"))
    return [text for path in paths for text in BLOCK.findall(path.read_text(encoding="utf-8"))]


def test_a_repair_takes_its_mistake_away_and_brings_no_other() -> None:
    """Of all documented mistakes, those that an editor can repair by itself."""
    tried: Counter[str] = Counter()
    for written in documented():
        text = document(written)
        before = [mistake.code for mistake in text.parse.mistakes]
        for fix in fixes(text):
            if not fix.title.en.startswith("Repair") or fix.problem is None:
                continue
            after = partial_parse(SourceText("club.vcc", made(text, fix))).mistakes
            # A keyword as a name is one mistake, however often the name is used.
            fewer = len(before) - (fix.problem.code != codes.KEYWORD_AS_NAME.id)
            assert len(after) <= fewer, (fix.title.en, written, [m.message.en for m in after])
            tried[fix.problem.code] += 1
    assert len(tried) >= 9, tried
    assert tried.total() >= 25
