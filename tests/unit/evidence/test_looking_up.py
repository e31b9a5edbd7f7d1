"""What counts as the same text, where a quote stands, and what is nearest to one that does not."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vcc.evidence.content import Content, content_from_bytes
from vcc.evidence.nearest import difference, nearest
from vcc.evidence.normal import normal_from_text
from vcc.evidence.place import Where, fit_of, outline_of
from vcc.evidence.search import occurrences, wanted_from_text


def content(text: str, name: str = "s.txt") -> Content:
    return content_from_bytes(text.encode(), name)


def stands(quote: str, text: str, name: str = "s.txt") -> bool:
    return any(occurrences(wanted_from_text(quote), content(text, name).normal))


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("value co-creation", "value  co-\n creation"),
        ("value cocreation in use", "value co-crea-\ntion\nin use"),
        ("“软件 + 互联网”模式", "从一开始的「软件+互联\n\n网」模 式"),
        ("ＭＩＵＩ系统：１３％", "MIUI系统:13%"),
        ("the firm’s own “value”", 'the firm\'s own "value"'),
        ("用户参与……产品设计", "用户参与到小米的产品设计"),
        ("users [...] repair", "users bring lamps and repair them"),
        ("users ... them", "users bring lamps and repair them"),
        ("用户（略）设计", "用户深度参与设计"),
        ("efficient first", "e\ufb03cient \ufb01rst"),
        ("café", "cafe\u0301"),
        ("co\u00adoperate", "cooperate"),
        ("2010–2015", "2010-2015"),
        ("甲、乙", "甲、\r\n乙"),
    ],
)
def test_a_quote_is_found_however_it_is_set(quote: str, text: str) -> None:
    assert stands(quote, text)


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        ("now here", "nowhere"),
        ("13%", "they paid 213%"),
        ("201", "in 2013"),
        ("able", "a table"),
        ("Value", "value"),
        ("repair … users", "users repair"),
        ("users … repair", "users " + "x" * 3000 + " repair"),
        ("用户设计", "用户参与设计"),
        ("-3", "3"),
        ("1.5", "15"),
    ],
)
def test_a_quote_is_not_found_where_it_does_not_stand(quote: str, text: str) -> None:
    assert not stands(quote, text)


def test_markdown_and_html_are_read_as_their_readers_see_them() -> None:
    markdown = "# Head\n\n> A **bold** [link](http://x/y_z) and `code` in snake_case, 2 * 3\n"
    assert stands("A bold link and code in snake_case", markdown, "s.md")
    assert not stands("A bold link", markdown, "s.txt")
    page = "<html><head><title>T</title><script>var x</script></head><body><p>Caf&eacute; &amp; "
    page += "<b>bar</b></p><p>next&#33;</p></body></html>"
    assert stands("Café & bar", page, "s.html")
    assert stands("next!", page, "s.html")
    assert not stands("var x", page, "s.html")
    at = next(iter(occurrences(wanted_from_text("bar"), content(page, "s.html").normal)))
    start, end = content(page, "s.html").normal.original(*at)
    assert page[start:end] == "bar"


words = st.text(st.characters(blacklist_categories=["Cs"]), max_size=60)


@given(words)
def test_normalising_twice_is_normalising_once_for_letters_and_digits(text: str) -> None:
    once = normal_from_text("".join(c for c in text if c.isalnum() or c.isspace())).text
    assert normal_from_text(once).text == once


@given(words)
def test_every_normalised_character_knows_where_it_came_from(text: str) -> None:
    normal = normal_from_text(text)
    assert len(normal.origins) == len(normal.text)
    assert list(normal.origins) == sorted(normal.origins)
    assert all(0 <= at < len(text) for at in normal.origins)


@given(st.lists(st.sampled_from(["users", "value", "用户", "参与", "13", "MIUI"]), min_size=4,
                max_size=30), st.data())  # fmt: skip
def test_any_run_of_words_of_a_text_is_found_in_it(tokens: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(tokens) - 2))
    end = data.draw(st.integers(start + 2, len(tokens)))
    separator = data.draw(st.sampled_from([" ", "\n", "  \n ", "\u3000"]))
    assert stands(" ".join(tokens[start:end]), separator.join(tokens))


def test_the_nearest_passage_shows_what_differs() -> None:
    source = normal_from_text(
        "小米在2010年成立。用户深入参与了产品设计，并提出大量建议。其他内容。"
    )
    quote = normal_from_text("用户深度参与产品设计").text
    near = nearest(quote, source)
    assert near is not None
    passage = source.text[near.start : near.end]
    assert passage == "用户深入参与了产品设计"
    pieces = difference(quote, passage)
    assert "".join(p.text for p in pieces if p.kind != "source") == quote
    assert "".join(p.text for p in pieces if p.kind != "quote") == passage
    assert [(p.kind, p.text) for p in pieces if p.kind != "both"] == [
        ("quote", "度"), ("source", "入"), ("source", "了"),
    ]  # fmt: skip


def test_nothing_is_near_to_what_is_not_there() -> None:
    source = normal_from_text("Users bring broken lamps and volunteers repair them together.")
    assert nearest("quantum chromodynamics explains hadrons", source) is None
    assert nearest("zz", source) is None


def test_the_nearest_passage_in_a_book_is_found_quickly() -> None:
    page = "Users bring broken lamps and volunteers repair them together in the café of the town. "
    book = normal_from_text(
        page * 1_500 + "The council paid for the rooms in winter. " + page * 1_500
    )
    assert len(book.text) > 250_000  # more than 100 pages
    start = time.process_time()
    near = nearest("The council payed for rooms in the winter", book)
    assert time.process_time() - start < 3
    assert near is not None
    assert "council" in book.text[near.start : near.end]


# ---------------------------------------------------------------- places
DECIMAL = (
    "1. Head\ntext one\n1.1. Part\ntext two\n2009, a year begins this line\n2. Tail\ntext three\n"
)
CHINESE = (
    "一、引言\n甲文。\n二、机制\n（一）路径\n乙文。\n"
    "1.知识逻辑\n丙文。\n2.社群逻辑\n丁文。\n三、结论\n戊文。\n"
)


@pytest.mark.parametrize(
    ("text", "words", "section"),
    [
        (DECIMAL, "text one", "1"), (DECIMAL, "text two", "1.1"), (DECIMAL, "text three", "2"),
        (CHINESE, "甲文", "1"), (CHINESE, "乙文", "2.1"), (CHINESE, "丙文", "2.1.1"),
        (CHINESE, "丁文", "2.1.2"), (CHINESE, "戊文", "3"), ("1. one line\nno more", "no more", ""),
    ],
)  # fmt: skip
def test_headings_tell_the_section(text: str, words: str, section: str) -> None:
    read = content(text)
    assert outline_of(read).where(read.raw.index(words)).section == section


@pytest.mark.parametrize(
    ("places", "where", "fits"),
    [
        (["§3"], Where("3.1"), True), (["§3.1"], Where("3.1"), True),
        (["§3.2"], Where("3.1"), False), (["§3"], Where("31"), False),
        (["§3.1.1"], Where("3.1", has_parts=True), False), (["§3.1.1"], Where("3.1"), None),
        (["p.12"], Where(pages=("2", "12")), True), (["第2页"], Where(pages=("2", "12")), True),
        (["p.3"], Where(pages=("2", "12")), False), (["pp.10-12"], Where(pages=("12",)), True),
        (["fig.2"], Where("3.1", pages=("1",)), None), ([], Where("3.1"), None),
        (["§3.1"], Where(), None), (["§3.1", "p.9"], Where("3.1", pages=("2",)), False),
    ],
)  # fmt: skip
def test_a_place_fits_does_not_or_cannot_be_told(
    places: list[str], where: Where, fits: bool | None
) -> None:
    assert fit_of(places, where).fits is fits


def test_a_table_of_contents_is_not_taken_for_the_sections() -> None:
    contents = "1. Head\n1.1. Part\n2. Tail\n\n"
    read = content(contents + DECIMAL.replace("text", "a longer text"))
    outline = outline_of(read)
    assert outline.where(read.raw.index("a longer text one")).section == "1"
    assert outline.where(read.raw.index("a longer text two")).section == "1.1"
    assert outline.where(read.raw.index("a longer text three")).section == "2"


def test_form_feeds_are_pages() -> None:
    read = content("first page\fsecond page\fthird")
    assert outline_of(read).where(read.raw.index("second")).pages == ("2",)
