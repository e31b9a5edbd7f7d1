"""Laws of the case language: what is formatted means the same, and no input breaks the parser."""

from __future__ import annotations

from case_strategies import cases, unwritten
from hypothesis import given, settings
from hypothesis import strategies as st

from vcc.case.from_text import ParsedCase, case_from_text
from vcc.case.to_text import text_from_case
from vcc.case.tokens import tokens_from_text
from vcc.source.diagnostic import Diagnostic, SourceErrors
from vcc.source.text import SourceText


def mistakes_in(text: str) -> tuple[Diagnostic, ...]:
    """What is told about a text; a text that cannot be read has at least one mistake."""
    try:
        return parsed(text).diagnostics
    except SourceErrors as errors:
        found = errors.diagnostics
    assert found
    return found


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


def otherwise_signed(text: str, draw: st.DrawFn) -> str:
    """The text with some of its signs in other spellings, where a text can stand in them."""
    pieces, at = [], 0
    for token in tokens_from_text(SourceText("", text))[0]:
        spelling = draw(st.sampled_from(SPELLINGS.get(token.text, (token.text,))))
        if token.type == "STRING":
            opening = token.text.index('"')
            inside = token.text[opening + 1 : -1]
            left, right = draw(st.sampled_from(QUOTES))
            if right != '"' and "\\" not in inside and right not in inside:
                spelling = f"{token.text[:opening]}{left}{inside}{right}"
        pieces += (text[at : token.start], spelling)
        at = token.end
    return "".join((*pieces, text[at:]))


QUOTES = ('""', "“”", "「」")
SPELLINGS = {
    "->": ("->", "→"), ":": (":", "："), ",": (",", "、", "，"), ";": (";", "；"), "{": ("{", "｛"),
    "}": ("}", "｝"), "[": ("[", "［", "【"), "]": ("]", "］", "】"), "%": ("%", "％"),
    ">=": (">=", "≥"), "<=": ("<=", "≤"), ">": (">", "＞"), "<": ("<", "＜"), "~": ("~", "～"),
}  # fmt: skip


@given(st.data(), cases())
@settings(max_examples=150, deadline=None)
def test_a_case_means_the_same_and_is_laid_out_once_with_any_signs(data, case):
    text = otherwise_signed(text_from_case(unwritten(case)), data.draw)
    once = text_from_case(parsed(text))
    assert parsed(once).case == case
    assert text_from_case(parsed(once)) == once


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
    for diagnostic in mistakes_in(changed):
        assert diagnostic.span is not None
        assert 0 <= diagnostic.span.start <= diagnostic.span.end <= len(changed)


def test_a_move_without_its_giver_behind_a_clause_of_two_texts_is_one_mistake():
    text = 'vcc 1\ncase x { activity a { x -> y: z note "one" "two"\n -> y: z } }'
    assert [mistake.code for mistake in mistakes_in(text)] == ["C101"]


@given(st.text(st.sampled_from('vcc1 \n{}[]@§:,;->"“”`#%<>=主体是用户aé-0.'), max_size=80))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_a_case_or_messages(text):
    mistakes_in("vcc 1 case x { " + text)


# One mistake each; what stands around them must neither hide nor multiply them.
MISTAKEN = {
    "acotr a is firm": "C102",
    "actor a firm": "C107",
    "actor is firm": "C130",
    "actor source is firm": "C104",
    "customer a": "C131",
    "actor a form software": "C150",
    "actor a is firm is firm": "C151",
    "actor a since 2010-13": "C140",
    "actor a until": "C103",
    "actor a = firm": "C132",
    "actor 3m is firm": "C105",
    'actor a "Alpha': "C116",
    "actor a [p2]": "C128",
    "actor a [@p2": "C115",
    "actor a ?": "C118",
    "channel c by a b": "C108",
    "channel c by a,": "C109",
    "channel c by for a": "C103",
    "channel c is": "C103",
    "outcome o measured 10,000 yuan": "C142",
    "outcome o measured 3 million yuan": "C143",
    "stage s is proposition": "C120",
    "if a then b": "C119",
    "expect service-dominant": "C101",
    "expect role participant": "C157",
    "interaction i { a -> b }": "C111",
    "interaction i { a -> b c }": "C110",
    "interaction i { a => b : c }": "C112",
    "interaction i { a uses b c }": "C108",
    "interaction i { a combine b }": "C102",
    "interaction i {\n    a -> b\n    b -> a : c\n  }": "C111",
    "interaction i\n    a uses b\n  }": "C113",
    "resource r { a uses b }": "C159",
}
RIGHT = (
    "actor a is firm",
    'source p2 is article "Title" year 2024',
    "interaction i is co-design direct {\n    a -> b : c\n    a uses c\n  }",
    "actor a { seeks functional }",
    "complete moves of a",
    "outcome o measured 3 % in 2021 [@p2 §3]",
    "period early",
)


@given(st.lists(st.sampled_from([*MISTAKEN, *RIGHT]), max_size=8))
@settings(max_examples=400, deadline=None)
def test_each_mistake_is_told_once_whatever_stands_around_it(statements):
    """A line that ends too early may take the first word of the next: one right line between."""
    statements = [s for pair in zip(statements, RIGHT * 2, strict=False) for s in pair]
    text = "vcc 1\ncase x {\n" + "".join(f"  {s}\n" for s in statements) + "}\n"
    told = [diagnostic.code for diagnostic in mistakes_in(text)]
    expected = [MISTAKEN[s] for s in statements if s in MISTAKEN]
    # A keyword used as a name is one mistake, however often it is used.
    assert told == [c for i, c in enumerate(expected) if c != "C104" or c not in expected[:i]]
