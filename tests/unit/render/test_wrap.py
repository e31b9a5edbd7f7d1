"""Lines that fit, in both languages."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vcc.render.characters import cell_width
from vcc.render.wrap import Column, pieces, ruled, shortened, table, told_rows, wrapped


def test_english_breaks_between_words() -> None:
    assert wrapped("the quick brown fox", 10) == ["the quick", "brown fox"]


def test_chinese_breaks_anywhere_but_not_before_closing_punctuation() -> None:
    assert wrapped("用户参与设计，提出建议。", 12) == ["用户参与设", "计，提出建", "议。"]


def test_opening_punctuation_never_ends_a_line() -> None:
    assert wrapped("产品由“小米”提供", 8) == ["产品由", "“小米”提", "供"]


def test_an_id_in_brackets_stays_whole_where_a_line_has_room_for_it() -> None:
    text = "在“试用”中共同创造 [角色:用户@试用=共同创造者 · :11] 其余"
    assert wrapped(text, 30) == [
        "在“试用”中共同创造",
        "[角色:用户@试用=共同创造者",
        "· :11] 其余",
    ]


def test_the_first_line_can_begin_unlike_the_others() -> None:
    assert wrapped("one two three", 9, "- ") == ["- one two", "  three"]


def test_a_word_that_is_too_long_is_cut() -> None:
    assert wrapped("x" * 25, 10) == ["x" * 10, "x" * 10, "x" * 5]


def test_a_word_that_is_too_long_is_rather_cut_behind_a_hyphen() -> None:
    assert wrapped("customer-dominant logic", 10) == ["customer-", "dominant", "logic"]


def test_an_indent_leaves_room_for_some_text() -> None:
    deep = " " * 38
    assert wrapped("one two three four", 40, deep) == [deep + "one two", deep + "three four"]


def test_rows_for_which_a_table_has_no_room_are_told_one_by_one() -> None:
    rows = [("value type", "·", "●", ":12"), ("customer role", "·", "·", "")]
    assert told_rows(("", "goods", "service", "rests on"), rows, 26, "  ") == [
        "  value type  service ● ·",
        "    rests on :12",
        "  customer role  ·",
    ]


def test_line_breaks_stay() -> None:
    assert wrapped("one\ntwo", 40, "- ") == ["- one", "  two"]


@given(
    st.text(alphabet="ab ，。“米户x-", max_size=200),
    st.integers(12, 60),
    st.sampled_from(["", "  ", "- "]),
)
def test_nothing_sticks_out_and_nothing_is_lost(text: str, width: int, first: str) -> None:
    lines = wrapped(text, width, first)
    assert all(cell_width(line) <= width for line in lines)
    whole = "".join(line[len(first) :] for line in lines)
    assert whole.replace(" ", "") == text.replace(" ", "")


@given(st.text(max_size=100))
def test_pieces_put_together_are_the_text(text: str) -> None:
    assert "".join(pieces(text)) == text


def test_a_table_wraps_its_cells() -> None:
    lines = table([Column("维度", 8), Column("yes", 5, centred=True)], [["资源与能力", "●"]], "  ")
    assert lines == [
        "  维度       yes",
        "  ────────  ─────",
        "  资源与能    ●",
        "  力",
    ]


def test_a_text_is_shortened_between_words_and_a_first_word_that_is_too_long_within() -> None:
    assert shortened("value co-creation", 9) == "value…"
    assert shortened("intermediaries of value", 9) == "intermed…"
    assert shortened("用户参与设计", 9) == "用户参与…"


@given(st.text("ab 用户，。", max_size=40), st.integers(min_value=4, max_value=30))
def test_shortened_text_fits_and_is_a_beginning(text: str, room: int) -> None:
    short = shortened(text, room)
    assert cell_width(short) <= room or short == "…"
    assert short == text or text.startswith(short.removesuffix("…"))
    assert short == text or short.endswith("…")


def test_a_title_stands_in_a_rule_and_goes_on_below_where_there_is_no_room() -> None:
    assert ruled("角色 Roles", 20) == ["── 角色 Roles ──────"]
    assert ruled("Roles in joint work", 20) == ["── Roles in joint", "   work ────────────"]


def test_places_of_lines_break_between_them_and_never_within() -> None:
    assert wrapped(":44 +2；:46；:53", 11) == [":44 +2；", ":46；:53"]
    assert wrapped(":47; :36; :35", 11) == [":47; :36;", ":35"]
