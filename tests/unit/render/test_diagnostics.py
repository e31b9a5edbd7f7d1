"""Diagnostics as people see them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vcc.render.characters import cell_width, shown
from vcc.render.diagnostics import concise_from_diagnostic, text_from_diagnostic
from vcc.source.diagnostic import Code, Diagnostic, Related, Severity, Words
from vcc.source.text import SourceText, span_of

UNKNOWN = Code(
    "C999",
    Words("`{word}` is not a kind", "“{word}”不是类别"),
    note=Words("kinds are words of the ontology", "类别是本体中的词"),
    help=Words("did you mean `firm`?", "是否想写“firm”？"),
)


def found(text: str, word: str, *related: Related) -> tuple[Diagnostic, SourceText]:
    source = SourceText("case.vcc", text)
    start = text.index(word)
    return UNKNOWN.at(span_of(source, start, start + len(word)), related, word=word), source


def test_a_diagnostic_shows_what_where_the_excerpt_and_the_repair() -> None:
    diagnostic, source = found("vcc 1\ncase x {\n  actor a is frim\n}\n", "frim")
    assert text_from_diagnostic(diagnostic, source, "en") == (
        "C999 error: `frim` is not a kind\n"
        " --> case.vcc:3:14\n"
        "  |\n"
        "3 |   actor a is frim\n"
        "  |              ^^^^\n"
        "  |\n"
        "note: kinds are words of the ontology\n"
        "help: did you mean `firm`?"
    )


def test_a_diagnostic_speaks_chinese() -> None:
    diagnostic, source = found("案例 x { 主体 a 是 frim }", "frim")
    text = text_from_diagnostic(diagnostic, source, "zh")
    assert text.startswith("C999 错误：“frim”不是类别\n")
    assert text.endswith("说明：类别是本体中的词\n建议：是否想写“firm”？")


def caret_columns(text: str) -> tuple[str, int, int]:
    """The excerpt line, and from which to which column its carets reach."""
    lines = text.split("\n")
    at = next(i for i, line in enumerate(lines) if line.lstrip(" |").startswith("^"))
    carets = lines[at].split("| ", 1)[1]
    excerpt = lines[at - 1].split("| ", 1)[1]
    return excerpt, len(carets) - len(carets.lstrip()), len(carets)


def below_carets(text: str) -> str:
    """What stands above the carets, by columns of the terminal."""
    excerpt, start, end = caret_columns(text)
    column, covered = 0, ""
    for character in excerpt:
        if start <= column < end:
            covered += character
        column += cell_width(character)
    return covered


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("  主体 小米公司 是 frim", "frim"),
        ("  主体 小米公司 是 企也", "企也"),
        ("\tactor\ta is frim", "frim"),
        ("actor é́ is frim", "frim"),
        ("a" * 500 + " frim " + "b" * 500, "frim"),
        ("米" * 500 + " frim " + "米" * 500, "frim"),
    ],
)
def test_the_carets_stand_below_what_they_mean(text: str, word: str) -> None:
    diagnostic, source = found(text, word)
    assert below_carets(text_from_diagnostic(diagnostic, source, "en", width=80)) == word


def test_characters_that_hide_or_turn_text_are_shown_by_their_code() -> None:
    diagnostic, source = found("actor a\u202e\x00 is frim", "frim")
    text = text_from_diagnostic(diagnostic, source, "en")
    assert "actor a<U+202E><U+0000> is frim" in text
    assert below_carets(text) == "frim"


def test_a_message_cannot_carry_escape_sequences_to_the_terminal() -> None:
    diagnostic, source = found("actor \x1b[31mred", "\x1b[31mred")
    assert "\x1b" not in text_from_diagnostic(diagnostic, source, "en")
    assert "\x1b" not in concise_from_diagnostic(diagnostic, "en")


def test_a_related_place_is_shown_with_its_excerpt() -> None:
    text = "actor a is firm\nactor a is firm"
    source = SourceText("case.vcc", text)
    first = Related(Words("first declared here", "首次声明于此"), span_of(source, 6, 7))
    diagnostic = UNKNOWN.at(span_of(source, 22, 23), (first,), word="a")
    shown_text = text_from_diagnostic(diagnostic, source, "en")
    assert "first declared here\n ::: case.vcc:1:7" in shown_text
    assert shown_text.count("| actor a is firm") == 2


def test_a_place_without_its_text_is_still_named() -> None:
    diagnostic, _ = found("actor a is frim", "frim")
    assert " --> case.vcc:1:12" in text_from_diagnostic(diagnostic, None, "en")


def test_a_diagnostic_without_place_names_the_file() -> None:
    diagnostic = UNKNOWN.at(None, word="x")
    assert " --> broken.vcc" in text_from_diagnostic(diagnostic, None, "en", file="broken.vcc")
    assert concise_from_diagnostic(diagnostic, "en", "broken.vcc").startswith("broken.vcc: C999")


def test_concise_is_one_line_whatever_the_message() -> None:
    code = Code("C998", Words("one\ntwo", "一\n二"), severity=Severity.WARNING)
    source = SourceText("case.vcc", "abc")
    line = concise_from_diagnostic(code.at(span_of(source, 1, 2)), "en")
    assert line == "case.vcc:1:2: C998 warning: one two"


def test_colours_are_the_only_difference_that_colour_makes() -> None:
    import re

    diagnostic, source = found("actor a is frim", "frim")
    coloured = text_from_diagnostic(diagnostic, source, "en", colour=True)
    assert "\x1b[" in coloured
    plain = re.sub(r"\x1b\[[\d;]*m", "", coloured)
    assert plain == text_from_diagnostic(diagnostic, source, "en")


@given(st.text(max_size=300), st.data(), st.integers(40, 120))
def test_any_place_in_any_text_can_be_shown_within_the_width(
    text: str, data: st.DataObject, width: int
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    source = SourceText("x.vcc", text)
    diagnostic = Code("C997", Words("m", "m")).at(span_of(source, start, end))
    lines = text_from_diagnostic(diagnostic, source, "en", width=width).split("\n")
    assert all(cell_width(line) <= width for line in lines)
    assert sum("^" in line.split("| ", 1)[-1] for line in lines if "|" in line) >= 1


@given(st.text())
def test_what_is_shown_holds_no_character_that_cannot_be_seen(text: str) -> None:
    import unicodedata

    unseen = [c for c in shown(text) if unicodedata.category(c) in {"Cc", "Cf", "Cs", "Zl", "Zp"}]
    assert not unseen
