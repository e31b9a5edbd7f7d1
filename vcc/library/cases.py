"""What goes wrong between cases: one name for two of them, one shared thing told in two ways.

Each problem is told at the later file, with the place in the earlier one. Nothing of a file is kept
but names and places, so that a hundred thousand cases fit in memory.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, Protocol

from vcc.case.from_text import case_from_text
from vcc.case.model import Case, Declaration, Text
from vcc.case.tokens import NAME
from vcc.case.words import OTHER_WORDS
from vcc.findings.outcome import Outcome
from vcc.source.diagnostic import Code, Diagnostic, Related, Severity, SourceErrors, Words
from vcc.source.reading import read_source
from vcc.source.text import SourceText, Span

SAME_NAME: Final = Code(
    "C301",
    Words("there is another case called `{name}`, in {file}", "另有名为“{name}”的案例，见 {file}"),
    note=Words(
        "in RDF, tables and queries over both, the two would become one",
        "在 RDF、数据表和跨案例查询中，二者会混为一个",
    ),
    help=Words(
        "give one of them another name; of two codings of one case, keep one folder for each coder",
        "请改用不同的名称；同一案例的两份编码请按编码者分文件夹存放",
    ),
    severity=Severity.WARNING,
)
TOLD_OTHERWISE: Final = Code(
    "C302",
    Words(
        "library `{library}` tells of `{name}` otherwise than in {file}: {here}, there {there}",
        "文库“{library}”对“{name}”的描述与 {file} 不一致：此处为{here}，彼处为{there}",
    ),
    help=Words(
        "keep one library file for all cases, or give one of the two another name",
        "请让所有案例共用一个文库文件，或为其中之一改名",
    ),
    severity=Severity.WARNING,
)
_ELSEWHERE: Final = Words("the other one", "另一处")
_NO_KIND: Final = Words("no kind", "无类别")
_HEAD: Final = re.compile(
    rf"^[^#\n\"“「]*?(?<![\w-])(case|{OTHER_WORDS['case']}|library|{OTHER_WORDS['library']})"
    rf"\s+({NAME.pattern}|`[^`\n]+`)",
    re.MULTILINE,
)
_LIBRARY: Final = ("library", OTHER_WORDS["library"])


@dataclass(frozen=True, slots=True)
class Head:
    """How a file begins: whether it is a library, its name, and where that stands."""

    is_library: bool
    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class _Told:
    """What a library says of a thing: in words, and where."""

    words: Words
    span: Span


class Across(Protocol):
    """Knows what is wrong between files."""

    def found(
        self, head: Head | None, source: Callable[[], SourceText | None]
    ) -> tuple[Diagnostic, ...]:
        """What is wrong between a file and earlier ones; its text is read for a library only."""


class CrossCases:
    """Compares each file with those before it."""

    def __init__(self) -> None:
        self._cases: dict[str, Span] = {}
        self._told: dict[tuple[str, str], _Told] = {}

    def found(
        self, head: Head | None, source: Callable[[], SourceText | None]
    ) -> tuple[Diagnostic, ...]:
        """What is wrong between a file and those that were asked about before."""
        if head is None:
            return ()
        if not head.is_library:
            return tuple(self._of_case(head.name, head.span))
        text = source()
        return () if text is None else tuple(self._in_library(text))

    def _of_case(self, name: str, span: Span) -> Iterator[Diagnostic]:
        first = self._cases.setdefault(name, span)
        if first != span:
            related = (Related(_ELSEWHERE, first),)
            yield SAME_NAME.at(span, related, name=name, file=first.source)

    def _in_library(self, source: SourceText) -> Iterator[Diagnostic]:
        try:
            library = case_from_text(source).case
        except SourceErrors:  # told by the check of the file itself
            return
        for thing in library.declarations:
            told = _Told(_description(thing), thing.name.span)
            first = self._told.setdefault((library.name.text, thing.name.text), told)
            if first.words != told.words:
                yield _otherwise(library, thing, told, first)


def _otherwise(library: Case, thing: Declaration, told: _Told, first: _Told) -> Diagnostic:
    return TOLD_OTHERWISE.at(
        told.span,
        (Related(_ELSEWHERE, first.span),),
        library=library.name.text,
        name=thing.name.text,
        file=first.span.source,
        here=told.words,
        there=first.words,
    )


def _description(thing: Declaration) -> Words:
    """The sort, kind and labels of a thing, in words."""
    kind = thing.term.text if thing.term else None
    labels = ", ".join(sorted(map(_label, thing.labels)))
    said = Words(kind, kind) if kind else _NO_KIND
    return Words(
        f"{thing.id}, {said.en}" + (f", {labels}" if labels else ""),
        f"{thing.id}、{said.zh}" + (f"、{labels}" if labels else ""),
    )


def _label(text: Text) -> str:
    return f"{text.language or ''}“{text.text}”"


def head_of(source: SourceText) -> Head | None:
    """How a file begins, however broken it is; None where it names neither case nor library."""
    head = _HEAD.search(source.text)
    if head is None:
        return None
    start, end = head.span(2)
    line, column = source.line_column(start)
    span = Span(source.name, start, end, line, column, line, column + end - start)
    return Head(head[1] in _LIBRARY, head[2].strip("`"), span)


def with_found(outcome: Outcome, found: tuple[Diagnostic, ...], source: SourceText) -> Outcome:
    """The outcome of a file with what is wrong between it and others."""
    if not found or not outcome.was_read:
        return outcome
    others = {one.span.source: _text(one.span.source) for d in found for one in d.related}
    texts: Mapping[str, SourceText] = {source.name: source, **others, **outcome.sources}
    return replace(outcome, diagnostics=(*outcome.diagnostics, *found), sources=texts)


def _text(name: str) -> SourceText:
    try:
        return read_source(name)
    except SourceErrors:  # gone since: the place is still told, without an excerpt
        return SourceText(name, "")
