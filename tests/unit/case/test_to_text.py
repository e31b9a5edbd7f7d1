"""How a formatted case looks. The laws are in tests/properties/test_case_language.py."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from vcc.case.from_text import case_from_text
from vcc.case.layout import COLUMNS, width
from vcc.case.signs import in_signs_of
from vcc.case.to_text import text_from_case
from vcc.case.tokens import PUNCTUATION, WRONG_ARROW, tokens_from_text
from vcc.source.reading import read_source
from vcc.source.text import SourceText


def formatted(text: str, keywords: str | None = None) -> str:
    return text_from_case(case_from_text(SourceText("x", dedent(text))), keywords)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            """
            vcc 1 language en use a,b   from "s.vcc" use "t.vcc"
            case x "X" { actor a is firm
            # about b
            actor b { seeks y }


            resource r}
            """,
            """\
            vcc 1
            language en

            use a, b from "s.vcc"
            use "t.vcc"

            case x "X" {
              actor a is firm
              # about b
              actor b {
                seeks y
              }

              resource r
            }
            """,
            id="one statement a line, one blank line where some were",
        ),
        pytest.param(
            """
            vcc 1
            case x {
              actor a # one
                is firm # two
                # three
                since 2010 # four
              # five
            } # six
            # seven
            """,
            """\
            vcc 1

            case x {
              actor a  # one
                is firm  # two
                # three
                since 2010  # four
              # five
            }  # six
            # seven
            """,
            id="comments inside a statement hold its lines apart",
        ),
        pytest.param(
            """
            vcc 1
            case x {
              proposition fair since 2010 "A better product at a friendlier price"
                by xiaomi for all offers miui, phone [@p2 §3 "q"; @p3]
              interaction i direct decided-by aaaaaaaaaaaaaaaaaaaa,
                bbbbbbbbbbbbbbbbbbbbbbbbb, ccccccccccccccccccc { a -> b : r }
            }
            """,
            """\
            vcc 1

            case x {
              proposition fair "A better product at a friendlier price" since 2010 by xiaomi for all
                offers miui, phone
                [@p2 §3 "q"; @p3]
              interaction i direct
                decided-by aaaaaaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbbbbbbbb, ccccccccccccccccccc
              {
                a -> b : r
              }
            }
            """,
            id="long statements are wrapped: labels, clauses, evidence, brace",
        ),
        pytest.param(
            """
            vcc 1 案例 甲 【@乙】 ｛ 主体 丙 是 企业 “标签” 结果 丁 测得 ≥ 10000 ％ 于 2021｝
            """,
            """\
            vcc 1

            案例 甲 【@乙】 ｛
              主体 丙 是 企业 “标签”
              结果 丁 测得 ≥ 10_000 ％ 于 2021
            ｝
            """,
            id="full-width signs stay, keywords stay Chinese",
        ),
        pytest.param(
            """
            vcc 1 案例 甲 ｛
            互动 乙 { 丙 , 丁 → 戊 ： 己 , 庚 }
            互动 辛 { 丙,丁 -> 戊 : 己、庚
            丙->丁 ： 己 } ｝
            """,
            """\
            vcc 1

            案例 甲 {
              互动 乙 {
                丙, 丁 -> 戊：己, 庚
              }
              互动 辛 {
                丙, 丁 -> 戊：己, 庚
                丙 -> 丁：己
              }
            }
            """,
            id="each sign becomes the one that is used most",
        ),
        pytest.param(
            """
            vcc 1
            案例 甲 “甲” “a「b」” "a”b" "c\\n" 「d」 ｛
              主体 乙 ［@丙 §1 “一”;@丁 “二”；@戊］
              结果 己 测得 3 "元/年"
            ｝
            """,
            """\
            vcc 1

            案例 甲 “甲” “a「b」” "a”b" "c\\n" “d” ｛
              主体 乙 ［@丙 §1 “一”; @丁 “二”; @戊］
              结果 己 测得 3 “元/年”
            ｝
            """,
            id="a text that cannot stand in the quotes of the file keeps its own",
        ),
        pytest.param(
            """
            # 说明

            vcc 1
            案例 甲 { 完整 渠道 }
            """,
            """\
            # 说明

            vcc 1

            案例 甲 {
              完整 渠道
            }
            """,
            id="a comment set apart from the head stays so; a list may have a keyword's name",
        ),
    ],
)
def test_layout(before, after):
    assert formatted(before) == dedent(after)
    assert formatted(after) == dedent(after)


def test_keywords_are_translated_names_are_not():
    english = "vcc 1\n\ncase x {\n  actor `由` part-of 用\n  resource r form software\n}\n"
    chinese = "vcc 1\n\n案例 x {\n  主体 `由` 隶属 用\n  资源 r 形态 software\n}\n"
    assert formatted(english, "zh") == chinese
    assert formatted(chinese, "en") == english
    assert formatted(chinese) == chinese


class TwoWords:
    def find(self, scheme: str, word: str) -> str | None:
        return f"<{scheme}>" if word in ("software", "软件") else None

    def words(self, scheme: str, language: str) -> tuple[str, ...]:
        return ()

    def every_word(self, scheme: str) -> tuple[str, ...]:
        return ("software", "软件")

    def spelling(self, term: str, language: str) -> str | None:
        return {"en": "software", "zh": "软件"}[language]


def test_words_of_the_ontology_are_translated_with_the_keywords():
    parsed = case_from_text(SourceText("x", "vcc 1 case x { resource r form software, other }"))
    assert "资源 r 形态 软件, other" in text_from_case(parsed, "zh", TwoWords())
    assert "resource r form software, other" in text_from_case(parsed, None, TwoWords())


def test_lines_stay_within_the_width_where_they_can_be_broken():
    names = ", ".join(f"用户群体{i}" for i in range(40))
    text = formatted(f"vcc 1 case x {{ channel c by a for {names} }}")
    assert max(width(line) for line in text.splitlines()) <= COLUMNS
    assert len(text.splitlines()) > 6


def test_an_empty_block_keeps_its_comment():
    assert "  actor a {\n    # later\n  }\n" in formatted("vcc 1 case x { actor a {\n# later\n} }")


@pytest.mark.parametrize("sign", ["、", "，"])
def test_a_long_line_of_full_width_signs_is_broken_behind_commas_and_in_no_text(sign: str) -> None:
    names = sign.join(f"用户群体{i}" for i in range(40))
    note = "甲、乙，" * 40
    text = formatted(f"vcc 1 案例 甲 “{note}” ｛ 渠道 乙 由 丙 面向 {names} ｝")
    assert f"“{note}”" in text
    lines = [line for line in text.splitlines() if note not in line]
    assert max(width(line) for line in lines) <= COLUMNS
    assert len(lines) > 6
    assert formatted(text) == text


def test_every_example_is_in_the_layout(repository: Path) -> None:
    paths = sorted((repository / "examples").rglob("*.vcc"))
    assert len(paths) >= 30
    for path in paths:
        source = read_source(path)
        assert text_from_case(case_from_text(source)) == source.text, path


def test_a_full_width_spelling_of_each_sign_is_known_to_the_formatter() -> None:
    for text, type in PUNCTUATION.items():
        if not text.isascii() and type != WRONG_ARROW:
            (token,) = tokens_from_text(SourceText("", text))[0][:-1]
            assert token.type == type
            assert in_signs_of(SourceText("", "{}"), f"a {text} b") != f"a {text} b"
