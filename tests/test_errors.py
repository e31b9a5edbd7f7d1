"""Every mistake that people make in a case, as documents: `tests/errors/*.md`.

A document is prose with pairs of blocks: ```vcc (a file) and ```expected (what is said about it,
in the language of the file). A block ```vcc NAME is another file, for `use`. After a change of a
message: `VCC_REWRITE=1 pytest tests/test_errors.py`, then read the difference.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

import pytest

from vcc.case.from_text import case_from_text, language_of
from vcc.case.model import Case
from vcc.case.resolve import resolve
from vcc.source.diagnostic import Diagnostic, SourceErrors
from vcc.source.reading import NOT_FOUND, source_from_text
from vcc.source.text import SourceText

DOCUMENTS = sorted((Path(__file__).parent / "errors").glob("*.md"))
REWRITE = bool(os.environ.get("VCC_REWRITE"))
BLOCK = re.compile(r"^```(vcc|expected)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class WordList:
    """A little ontology, so that these documents do not change when the real one grows."""

    WORDS: ClassVar = {
        "SourceKind": {"article": "文章", "report": "报告"},
        "ActorKind": {"firm": "企业", "customer-group": "顾客群", "government": "政府"},
        "ResourceKind": {"product": "产品"},
        "ResourceForm": {"knowledge": "知识", "software": "软件", "product": "产品"},
        "ChannelKind": {"online": "线上", "offline": "线下"},
        "PropositionKind": {"promise": "承诺"},
        "ActivityKind": {"co-design": "共同设计", "manufacturing": "制造"},
        "ProcessPhase": {
            "design": "设计", "production": "生产", "use": "使用", "sale": "销售",
            "feedback": "反馈", "delivery": "交付",
        },
        "OutcomeKind": {"profit": "利润", "loyalty": "忠诚"},
        "InstitutionKind": {"incentive": "激励"},
        "DemandKind": {"functional": "功能"},
        "GoalKind": {"growth": "增长"},
        "Right": {"use-right": "使用权", "sale": "买断"},
        "ClosableList": {"moves": "行为清单", "actors": "主体清单"},
        "Logic": {"service-dominant": "服务主导"},
        "Role": {"participant": "参与者"},
        "Stage": {"joint-delivery": "共同传递"},
        "Framework": {"business-model": "商业模式"},
    }  # fmt: skip

    def find(self, scheme: str, word: str) -> str | None:
        for english, chinese in self.WORDS.get(scheme, {}).items():
            if word in (english, chinese):
                return f"<{scheme}/{english}>"
        return None

    def words(self, scheme: str, language: str) -> tuple[str, ...]:
        words = self.WORDS.get(scheme, {})
        return tuple(sorted(words if language == "en" else words.values()))

    def every_word(self, scheme: str) -> tuple[str, ...]:
        words = self.WORDS.get(scheme, {})
        return (*words, *words.values())

    def spelling(self, term: str, language: str) -> str | None:
        scheme, word = term.strip("<>").split("/")
        return word if language == "en" else self.WORDS[scheme][word]


@dataclass(frozen=True)
class Example:
    """A file with mistakes, the files beside it, and what should be said."""

    document: Path
    line: int
    text: str
    others: tuple[tuple[str, str], ...]
    expected: str

    def __str__(self) -> str:
        return f"{self.document.name}:{self.line}"


def examples_of(document: Path) -> Iterator[Example]:
    text = document.read_text(encoding="utf-8")
    main, line, others = "", 0, {}
    for match in BLOCK.finditer(text):
        kind, name, inside = match.groups()
        if kind == "expected":
            yield Example(document, line, main, tuple(others.items()), inside)
            others = {}
        elif name:
            others[name] = inside
        else:
            main, line = inside, text.count("\n", 0, match.start()) + 1


def said(diagnostic: Diagnostic, language: str) -> Iterator[str]:
    """A diagnostic in a few plain lines: code, place, message; note, help, other places."""
    place = f"{diagnostic.span.line}:{diagnostic.span.column}" if diagnostic.span else "-"
    yield f"{diagnostic.code} {place} {diagnostic.message.in_language(language)}"
    for name, words in (("note", diagnostic.note), ("help", diagnostic.help)):
        if words:
            yield f"  {name}: {words.in_language(language)}"
    for related in diagnostic.related:
        at = f"{related.span.source} " if related.span.source != "case.vcc" else ""
        message = related.message.in_language(language)
        yield f"  also {at}{related.span.line}:{related.span.column} {message}"


def diagnostics_of(source: SourceText, others: dict[str, str]) -> tuple[Diagnostic, ...]:
    def read(path: str) -> Case:
        if path not in others:
            raise SourceErrors([NOT_FOUND.at(None, path=path, folder=".")])
        return case_from_text(source_from_text(path, others[path])).case

    try:
        return resolve(case_from_text(source).case, WordList(), read).diagnostics
    except SourceErrors as errors:
        return errors.diagnostics


def rewrite(document: Path) -> None:
    """Put what is said now into the document."""
    answers = iter([answer_to(example) for example in examples_of(document)])

    def renewed(match: re.Match[str]) -> str:
        return f"```expected\n{next(answers)}```" if match[1] == "expected" else match[0]

    text = document.read_text(encoding="utf-8")
    document.write_text(BLOCK.sub(renewed, text), encoding="utf-8")


def answer_to(example: Example) -> str:
    source = source_from_text("case.vcc", example.text)
    found = diagnostics_of(source, {**dict(example.others), "case.vcc": example.text})
    language = language_of(source)
    return "".join(f"{line}\n" for diagnostic in found for line in said(diagnostic, language))


if REWRITE:
    for path in DOCUMENTS:
        rewrite(path)
EXAMPLES = [example for document in DOCUMENTS for example in examples_of(document)]


@pytest.mark.parametrize("example", EXAMPLES, ids=str)
def test_a_mistake_is_told_as_documented(example: Example) -> None:
    assert answer_to(example) == example.expected


def test_enough_mistakes_are_documented() -> None:
    assert len(EXAMPLES) >= 60
    codes = {code for example in EXAMPLES for code in re.findall(r"^C\d+", example.expected, re.M)}
    assert len(codes) >= 55


def test_every_message_is_documented() -> None:
    """Each code that the case language can report is met in some document."""
    from vcc.case import codes as text_codes
    from vcc.case import name_codes
    from vcc.source.diagnostic import Code

    known = {
        value.id
        for module in (text_codes, name_codes)
        for value in vars(module).values()
        if isinstance(value, Code)
    }
    documented = {code for e in EXAMPLES for code in re.findall(r"^C\d+", e.expected, re.M)}
    assert known - documented == {"C127"}, "too many mistakes: tests/unit/case/test_limits.py"


def test_messages_show_no_terminal_of_the_grammar() -> None:
    everything = "\n".join(example.expected for example in EXAMPLES)
    assert not re.findall(r"\b(?:[A-Z]+_[A-Z]+|LBRACE|RBRACE|STRING|NAMES?_)\b", everything)


def test_no_placeholder_stays_unfilled() -> None:
    for example in EXAMPLES:
        assert not re.findall(r"\{[a-z_]+\}", example.expected), str(example)


def test_mistakes_are_documented_in_both_languages() -> None:
    chinese = [e for e in EXAMPLES if re.search(r"^(?:language|语言) zh", e.text, re.M)]
    assert len(chinese) >= 20
    assert all(re.search(r"[\u4e00-\u9fff]", example.expected) for example in chinese)
