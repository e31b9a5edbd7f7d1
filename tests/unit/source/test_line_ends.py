"""Texts go back with their own byte order mark and line ends."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from vcc.source.line_ends import line_ends_of, plain, with_line_ends, with_one_line_end
from vcc.source.reading import source_from_bytes, source_from_text

ends = st.sampled_from(["\n", "\r\n", "\r"])
marks = st.sampled_from(["", "\ufeff"])
words = st.text(st.sampled_from("ab文 \f"), max_size=3)


@st.composite
def texts(draw: st.DrawFn) -> str:
    lines = draw(st.lists(st.tuples(words, ends), max_size=6))
    return draw(marks) + "".join(word + end for word, end in lines) + draw(words)


@given(texts())
def test_a_text_that_is_not_changed_goes_back_as_it_was(text: str) -> None:
    assert with_line_ends(text, plain(text)) == text
    assert source_from_text("t", text).written == text
    assert source_from_bytes("t", text.encode()).written == text
    if len(line_ends_of(text)) < 2:
        assert with_one_line_end(text, plain(text)) == text


@given(texts(), texts())
@example("\n\r", "\n\n\n")
def test_a_changed_text_says_what_it_should_in_the_line_ends_of_the_old_one(
    before: str, after: str
) -> None:
    after = plain(after)
    for written in (with_line_ends(before, after), with_one_line_end(before, after)):
        assert plain(written) == after
        assert written.startswith("\ufeff") == before.startswith("\ufeff")
        assert set(line_ends_of(written)) <= set(line_ends_of(before) or ("\n",))
    assert len(line_ends_of(with_one_line_end(before, after))) <= 1


def test_lines_that_stay_keep_their_own_line_end_and_new_ones_take_the_first() -> None:
    assert with_line_ends("a\r\nb\nc\rd", "a\nb\nnew\nc\nd") == "a\r\nb\nnew\r\nc\rd"
