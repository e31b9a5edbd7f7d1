"""Laws of the case language: what is formatted means the same, and no input breaks the parser."""

from __future__ import annotations

from case_strategies import cases, unwritten
from hypothesis import given, settings
from hypothesis import strategies as st

from vcc.case.from_text import ParsedCase, case_from_text
from vcc.case.to_text import text_from_case
from vcc.case.tokens import tokens_from_text
from vcc.source.diagnostic import SourceErrors
from vcc.source.text import SourceText

KEYWORDS = st.sampled_from(("en", "zh", None))


def parsed(text: str) -> ParsedCase:
    return case_from_text(SourceText("case.vcc", text))


@given(cases(), KEYWORDS)
@settings(max_examples=150, deadline=None)
def test_a_formatted_case_means_the_same(case, keywords):
    assert parsed(text_from_case(unwritten(case), keywords)).case == case


@given(cases(), KEYWORDS)
@settings(max_examples=80, deadline=None)
def test_formatting_again_changes_nothing(case, keywords):
    once = text_from_case(unwritten(case), keywords)
    assert text_from_case(parsed(once)) == once


def commented(text: str, draw: st.DrawFn) -> tuple[str, list[str]]:
    """The text with comments between its tokens: at line ends and on lines of their own."""
    tokens, _ = tokens_from_text(SourceText("", text))
    gaps = draw(st.lists(st.integers(0, len(tokens) - 1), max_size=6, unique=True))
    comments: list[str] = []
    for gap in sorted(gaps, reverse=True):
        comment = f"# {draw(st.sampled_from(('note', '注', 'a “b” {', '')))} {gap}"
        before = draw(st.sampled_from((" ", "\n", "\n\n", "  \n\t")))
        after = draw(st.sampled_from(("\n", "\n\n", "\n\n\n")))
        at = tokens[gap].start
        text = f"{text[:at]}{before}{comment}{after}{text[at:]}"
        comments.append(comment)
    return text, comments


@given(st.data(), cases())
@settings(max_examples=150, deadline=None)
def test_no_comment_is_lost_and_layout_is_stable_with_comments(data, case):
    text, comments = commented(text_from_case(unwritten(case)), data.draw)
    before = parsed(text)
    once = text_from_case(before)
    after = parsed(once)
    assert after.case == before.case == case
    assert sorted(c.text for c in after.comments) == sorted(comments)
    assert text_from_case(after) == once


@given(st.data(), cases())
@settings(max_examples=200, deadline=None)
def test_one_token_more_or_less_gives_a_case_or_messages(data, case):
    text = text_from_case(unwritten(case))
    tokens, _ = tokens_from_text(SourceText("", text))
    token = data.draw(st.sampled_from(tokens[:-1]))
    repeated = data.draw(st.booleans())
    changed = (
        f"{text[: token.end]} {text[token.start :]}"
        if repeated
        else text[: token.start] + text[token.end :]
    )
    try:
        parsed(changed)
    except SourceErrors as errors:
        assert errors.diagnostics
        for diagnostic in errors.diagnostics:
            assert diagnostic.span is not None
            assert 0 <= diagnostic.span.start <= diagnostic.span.end <= len(changed)


@given(st.text(st.sampled_from('vcc1 \n{}[]@§:,;->"“”`#%<>=主体是用户aé-0.'), max_size=80))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_a_case_or_messages(text):
    try:
        parsed("vcc 1 case x { " + text)
    except SourceErrors as errors:
        assert errors.diagnostics
