"""Input that is enormous, deep or strange is told in one message, quickly, without a traceback."""

from __future__ import annotations

import time

import pytest

from vcc.case.from_text import case_from_text, language_of
from vcc.source.diagnostic import Diagnostic, SourceErrors
from vcc.source.text import SourceText

HEAD = "vcc 1\nlanguage en\ncase x {\n"


def mistakes(text: str) -> tuple[Diagnostic, ...]:
    with pytest.raises(SourceErrors) as caught:
        case_from_text(SourceText("x.vcc", text))
    return caught.value.diagnostics


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "{" * 10_000,
        HEAD + "interaction i " + "{" * 10_000 + "}" * 10_000 + "}",
        HEAD + "actor " * 20_000,
        HEAD + '"' * 20_001,
        HEAD + "[@" * 20_000,
        HEAD + "a -> " * 20_000,
        HEAD + "`" * 20_001,
        HEAD + "actor a by " + "a, " * 20_000,
        HEAD + "actor " + "n" * 10_000 + " is firm\n}",
    ],
    ids=lambda text: text[len(HEAD) : len(HEAD) + 14],
)
def test_one_message_in_reasonable_time(text):
    start = time.perf_counter()
    assert len(mistakes(text)) == 1
    assert time.perf_counter() - start < 5


def test_white_space_takes_no_time():
    start = time.perf_counter()
    case_from_text(SourceText("x.vcc", HEAD + "\n" * 100_000 + "}" + " \n" * 100_000))
    assert time.perf_counter() - start < 5


def test_after_a_hundred_mistakes_the_rest_is_not_read():
    found = mistakes(HEAD + "  acotr a is firm\n" * 300 + "}\n")
    assert len(found) == 101
    assert found[-1].code == "C127"


def test_a_mistake_at_every_place_ends():
    """Whatever is cut off, the parser goes forward."""
    text = HEAD + "  actor a is firm {\n    seeks x [@p §3]\n  }\n  interaction i { a -> b : c }\n}"
    for end in range(len(text)):
        assert mistakes(text[:end])


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("vcc 1\nlanguage zh\ncase x {", "zh"),
        ("vcc 1 语言 zh 案例", "zh"),
        ("# language zh\nvcc 1\n", "en"),
        ("broken \n  language zh-Hant {{{", "zh-Hant"),
        ("", "en"),
    ],
)
def test_the_language_of_messages_is_known_before_anything_is_parsed(text, language):
    assert language_of(SourceText("x", text)) == language
