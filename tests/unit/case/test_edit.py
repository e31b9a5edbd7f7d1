"""Statements put into a text and taken out of it; the rest stays as it is written."""

from __future__ import annotations

import pytest

from vcc.case.from_text import case_from_text
from vcc.counterfactual.what_if import changed_text
from vcc.source.diagnostic import SourceErrors
from vcc.source.patch import unified_patch
from vcc.source.text import SourceText

TEXT = """vcc 1
language en
case t {
  actor f is firm "F"   # the firm
  actor u is customer-group
  resource r form knowledge
  interaction i is sale direct
    decided-by f [@s §1]
  {
    f -> u : r
  }
  interaction j is sale
  expect no missing stage
  source s is article "S"
}
"""
SOURCE = SourceText("t.vcc", TEXT)


def changed(*, add: tuple[str, ...] = (), remove: tuple[str, ...] = ()) -> str:
    return changed_text(SOURCE, add, remove).text


def test_a_new_statement_stands_behind_the_last_of_its_kind() -> None:
    assert "actor u is customer-group\n  actor g is firm\n" in changed(add=("actor g is firm",))


def test_what_is_said_of_a_declared_name_is_merged_into_its_declaration() -> None:
    text = changed(add=("interaction i decided-by f, u during use",))
    assert "decided-by f, u during use [@s §1]" in text
    assert text.count("interaction i ") == 1


def test_what_is_merged_is_said_in_the_keywords_of_the_file() -> None:
    chinese = SourceText("t.vcc", "vcc 1\n语言 zh\n案例 甲 {\n  主体 用户\n}\n")
    assert "主体 用户 是 企业\n" in changed_text(chinese, ("主体 用户 是 企业",), ()).text
    assert (
        "actor f is firm\n"
        in changed_text(
            SourceText("t.vcc", "vcc 1\nlanguage en\ncase t {\n  actor f\n}\n"),
            ("主体 f 是 firm",),
            (),
        ).text
    )


def test_a_move_goes_into_the_block_and_makes_one_where_there_is_none() -> None:
    assert "f -> u : r\n    u uses r\n  }" in changed(add=("interaction i { u uses r }",))
    assert "interaction j is sale {\n    u uses r\n  }" in changed(
        add=("interaction j { u uses r }",)
    )


def test_what_is_said_already_changes_nothing() -> None:
    assert changed(add=("interaction i direct decided-by f { f -> u : r }",)) == TEXT


def test_several_additions_to_one_statement_go_together() -> None:
    text = changed(add=("interaction j { u uses r }", "interaction j { f uses r }"))
    case = case_from_text(SourceText("t.vcc", text)).case
    (j,) = [d for d in case.declarations if d.name.text == "j"]
    assert len(j.moves) == 2


@pytest.mark.parametrize(
    ("what", "gone"),
    [
        (":10", "    f -> u : r\n"),
        ("i.decided-by", " decided-by f"),
        ("i.决定者", " decided-by f"),
        ("interaction i { f -> u : r }", "    f -> u : r\n"),
        ("expect no missing stage", "  expect no missing stage\n"),
    ],
)
def test_what_is_taken_out_is_gone_and_nothing_else(what: str, gone: str) -> None:
    assert gone in TEXT
    left = changed(remove=(what,))
    assert sorted(left.split()) == sorted(TEXT.replace(gone, "\n", 1).split())
    assert len(left) < len(TEXT)


def test_a_name_is_taken_out_of_a_list() -> None:
    longer = SourceText("t.vcc", changed(add=("interaction i decided-by u",)))
    assert "decided-by u [" in changed_text(longer, (), ("interaction i decided-by f",)).text


@pytest.mark.parametrize(
    ("what", "code"),
    [(":99", "C295"), ("nobody", "C295"), ("actor nobody", "C296"), ("i.until", "C296")],
)
def test_what_is_not_there_cannot_be_taken_out(what: str, code: str) -> None:
    with pytest.raises(SourceErrors) as raised:
        changed(remove=(what,))
    assert raised.value.diagnostics[0].code == code


def test_a_mistake_in_a_statement_to_add_is_shown_at_its_place_in_it() -> None:
    with pytest.raises(SourceErrors) as raised:
        changed(add=("actor g is firm", "aktor h"))
    mistake = raised.value.diagnostics[0]
    assert mistake.span is not None
    assert (mistake.span.source, mistake.span.line, mistake.span.column) == ("--add (2)", 1, 1)


def test_taking_the_same_thing_out_twice_is_taking_it_out() -> None:
    assert changed(remove=("u", "u")) == changed(remove=("u",))


def test_a_patch_names_the_file_and_ends_lines() -> None:
    told = unified_patch(TEXT, changed(remove=("u",)), "t.vcc")
    assert told.startswith("--- t.vcc\n+++ t.vcc\n@@")
    assert "-  actor u is customer-group\n" in told
    assert unified_patch(TEXT, TEXT, "t.vcc") == ""


def test_what_is_added_has_the_signs_of_the_file() -> None:
    source = SourceText(
        "t.vcc", "vcc 1\n案例 甲 ｛\n  主体 乙 ［@丙 §1；@丁］\n  互动 戊 ｛ 乙 → 己：庚 ｝\n｝\n"
    )
    text = changed_text(source, ("主体 乙 [@丙 §2; @丁 §3]",), ()).text
    assert "［@丙 §1；@丁］ ［@丙 §2；@丁 §3］" in text
