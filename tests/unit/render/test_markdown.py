"""What a case says stays as it is said in Markdown, whatever signs it is made of."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.counterfactual.small import SMALL, analysed
from vcc.counterfactual.ask import repair, what_if, why_not
from vcc.render.difference_text import markdown_from_difference
from vcc.render.markdown import code, code_block, escaped
from vcc.render.repairs_text import markdown_from_repairs
from vcc.render.why_not_brief import lines_in_brief
from vcc.render.why_not_lines import Line, markdown_of_lines
from vcc.render.why_not_text import Tree

MARKED = SMALL.replace(
    "actor users is customer-group", 'actor users is customer-group "<b>*all* of_us_</b>"'
)
ESCAPED = r"\<b\>\*all\* of\_us\_\</b\>"


@given(st.text("`ab ", max_size=12))
def test_code_stands_between_more_backquotes_than_it_holds(text: str) -> None:
    fences = re.match("(`+)(.*?)(`+)\\Z", code(f"x{text}x"), re.DOTALL)
    assert fences is not None
    assert fences[1] == fences[3]
    assert fences[1] not in text
    assert fences[2].strip() == f"x{text}x"


@given(st.lists(st.text("`a~ ", max_size=8), max_size=5))
def test_no_line_ends_a_block_of_code(lines: list[str]) -> None:
    first, *inside, last = code_block(lines, "diff")
    assert first == f"{last}diff"
    assert inside == lines
    assert not any(line.strip().startswith(last) for line in lines)


def test_marks_of_markdown_are_escaped() -> None:
    assert escaped("*a* [b](c) | <d>") == r"\*a\* \[b\](c) \| \<d\>"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_changes_is_told_with_labels_as_they_are(language: str) -> None:
    found = what_if(analysed(MARKED), add=["interaction talk decided-by users"])
    text = markdown_from_difference(found, language)
    assert ESCAPED in text
    assert "<b>" not in text.replace(ESCAPED, "")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_proposals_are_told_with_labels_as_they_are(language: str) -> None:
    found = repair(analysed(MARKED), "role:users=co-creator", 1)
    text = markdown_from_repairs(found, language)
    assert ESCAPED in text
    outside = re.sub("(?ms)^```.*?^```$", "", text)
    assert "<b>" not in outside.replace(ESCAPED, "")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_what_is_lacking_is_told_with_labels_as_they_are_and_statements_as_code(
    language: str,
) -> None:
    answer = why_not(analysed(MARKED), "field:talk=crossing-field")
    whole = markdown_of_lines(Tree(language).answer(answer))
    assert ESCAPED in whole
    for text in (whole, markdown_of_lines(lines_in_brief(answer, language))):
        assert text.startswith("# ")
        assert "<b>" not in text.replace(ESCAPED, "")
        assert re.search(r"\* +→ .*`[^`]+`$", text, re.MULTILINE)


def test_what_stands_below_something_is_nested_below_it() -> None:
    lines = [Line(0, "", "title"), Line(0, "", "way"), Line(1, "? ", "lacks"), Line(1, "", "rule")]
    assert markdown_of_lines(lines).splitlines()[2:] == ["* way", "  * ? lacks", "  * rule"]
