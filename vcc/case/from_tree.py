"""What each rule of `case.lark` makes: the model, built while the text is parsed.

A method is named after a rule or its alias; it gets the values of the rule's symbols (tokens, or
what other methods made) and the last token of the rule, for the span. Lists grow in place: every
value has exactly one owner on the parser's stack.
"""

from __future__ import annotations

from typing import Any

from vcc.case import codes
from vcc.case.from_parts import Children, PartBuilder
from vcc.case.model import (
    Case,
    Closure,
    Declaration,
    Expectation,
    Expected,
    FrameworkChoice,
    Item,
    Move,
    Name,
    Stance,
    Use,
)
from vcc.case.parts import Parts, PartSorter
from vcc.case.tokens import LANGUAGE, Token, span_of_token
from vcc.source.text import SourceText, Span


class CaseBuilder(PartBuilder):
    """Builds one case; `diagnostics` collects what the grammar allows but the language does not."""

    def __init__(self, source: SourceText) -> None:
        super().__init__(source.name)
        self._sorter = PartSorter(self.diagnostics)
        self._language: str | None = None
        self._version: Token | None = None

    # ------------------------------------------------------------------ the file
    def version(self, children: Children, last: Token) -> None:
        """`vcc 1`."""
        if self._version is not None:
            self._sorter.report_again(self._span(children[1], last), "vcc")
        self._version = last
        if last.text != "1":
            span = span_of_token(self._source, last)
            self.diagnostics.append(codes.OTHER_VERSION.at(span, version=last.text))

    def language(self, children: Children, last: Token) -> None:
        """`language zh`: also the language of every later text without a prefix."""
        if self._language is not None:
            self._sorter.report_again(self._span(children[1], last), "language")
        if not LANGUAGE.fullmatch(last.text):
            span = span_of_token(self._source, last)
            self.diagnostics.append(codes.NOT_A_LANGUAGE.at(span, word=last.text))
        self._language = self._values.language = last.text

    def use_all(self, children: Children, last: Token) -> Any:
        """`use "file"`."""
        span = self._span(children[1], last)
        children[0].append(Use(self._values.text(children[2]), (), span))
        return children[0]

    def use_some(self, children: Children, last: Token) -> Any:
        """`use a, b from "file"`."""
        span = self._span(children[1], last)
        children[0].append(Use(self._values.text(children[4]), tuple(children[2]), span))
        return children[0]

    def file(self, children: Children, _: Token) -> Case:
        """The whole file."""
        word, name, parts, statements, span = children[2]
        if self._version is None:
            at = Span(self._source, 0, 0, 1, 1, 1, 1)
            self.diagnostics.append(codes.NO_VERSION.at(at))
        self._sorter.check_head(word, parts)
        if word.word == "library":
            self._sorter.check_library(statements)
        return Case(
            name=name,
            language=self._values.language,
            is_library=word.word == "library",
            labels=parts.labels,
            citations=parts.citations,
            uses=tuple(children[1]),
            statements=tuple(statements),
            span=span,
        )

    def body(self, children: Children, last: Token) -> tuple[Token, Name, Parts, Children, Span]:
        """`case NAME … { … }`."""
        word, name, parts, _, statements, _ = children
        made = self._sorter.sort(parts)
        return word, self._values.name(name), made, statements, self._span(word, last)

    # ------------------------------------------------------------------ statements
    def declaration(self, children: Children, last: Token) -> Declaration:
        """`actor xiaomi is firm … { … }`."""
        return self._declaration(Stance.ACTUAL, children[0], children, last)

    def qualified(self, children: Children, last: Token) -> Declaration:
        """`absent channel …`, `planned institution …`."""
        return self._declaration(Stance(children[0].word), children[0], children[1:], last)

    def _declaration(
        self, stance: Stance, first: Token, children: Children, last: Token
    ) -> Declaration:
        word, name, values = children[0], children[1], children[2]
        parts = self._sorter.sort(values)
        self._sorter.check_statement(word, parts)
        items: tuple[Item, ...] = ()
        moves: tuple[Move, ...] = ()
        if len(children) == 4:
            opening, entries = children[3]
            self._sorter.check_block(word, opening, entries)
            items = tuple(e for e in entries if isinstance(e, Item))
            moves = tuple(e for e in entries if isinstance(e, Move))
        return Declaration(
            word.word, stance, self._values.name(name), parts.term, parts.labels, parts.clauses,
            parts.citations, items, moves, self._span(first, last),
        )  # fmt: skip

    def closure(self, children: Children, last: Token) -> Closure:
        """`complete moves of users within early`."""
        parts = self._sorter.sort(children[2])
        self._sorter.check_closure(children[0], parts)
        of = tuple(parts.of)
        span = self._span(children[0], last)
        return Closure(children[1], of, parts.clauses, parts.citations, span)

    def framework(self, children: Children, last: Token) -> FrameworkChoice:
        """`framework a, b`."""
        return FrameworkChoice(tuple(children[1]), self._span(children[0], last))

    def expectation(self, children: Children, last: Token) -> Expectation:
        """`expect role participant of users`."""
        about = Expected(children[1].word)
        return self._expectation(about, children[0], children[2], children[3], last)

    def missing_stage(self, children: Children, last: Token) -> Expectation:
        """`expect missing stage a`."""
        return self._expectation(
            Expected.MISSING_STAGE, children[0], children[3], children[4], last
        )

    def some_missing_stage(self, children: Children, last: Token) -> Expectation:
        """`expect missing stage`: some stage, whichever."""
        return self._expectation(Expected.MISSING_STAGE, children[0], [], children[3], last)

    def no_missing_stage(self, children: Children, last: Token) -> Expectation:
        """`expect no missing stage`."""
        return self._expectation(Expected.NO_MISSING_STAGE, children[0], [], children[4], last)

    def _expectation(
        self, about: Expected, first: Token, terms: Children, values: Children, last: Token
    ) -> Expectation:
        parts = self._sorter.sort(values)
        of = self._sorter.check_expectation(first, about, terms, parts)
        clauses = tuple(c for c in parts.clauses if c.id != "for")
        span = self._span(first, last)
        return Expectation(about, tuple(terms), of, clauses, parts.citations, span)

    # ------------------------------------------------------------------ blocks
    def block(self, children: Children, _: Token) -> tuple[Span, Children]:
        """`{ … }`: where it opens, and what stands in it."""
        return span_of_token(self._source, children[0]), children[1]

    def item(self, children: Children, last: Token) -> Item:
        """`seeks [main] [NAME is] KIND …`."""
        word, flags, term, values = children
        parts = self._sorter.sort([*flags, *values])
        self._sorter.check_item(word, parts)
        name, kind = (term, parts.term) if parts.term else (None, term)
        return Item(
            word.word, name, kind, parts.labels, parts.clauses, parts.citations,
            self._span(word, last),
        )  # fmt: skip

    def gives(self, children: Children, last: Token) -> Move:
        """`a -> b : r`."""
        subjects, _, receivers, _, objects, values = children
        return self._move("gives", subjects, receivers, objects, [], values, last)

    def produces(self, children: Children, last: Token) -> Move:
        """`a combines r into s`."""
        subjects, word, objects, into, products, values = children
        if word.word != "combines":
            span = span_of_token(self._source, into)
            self.diagnostics.append(codes.INTO_WITHOUT_COMBINES.at(span, word=word.text))
        return self._move(word.word, subjects, [], objects, products, values, last)

    def acts(self, children: Children, last: Token) -> Move:
        """`a combines r`, `a uses r`, `r acts-on s`."""
        subjects, word, objects, values = children
        return self._move(word.word, subjects, [], objects, [], values, last)

    def _move(
        self,
        id: str,
        subjects: list[Name],
        receivers: list[Name],
        objects: list[Name],
        products: list[Name],
        values: Children,
        last: Token,
    ) -> Move:
        parts = self._sorter.sort(values)
        self._sorter.check_move(id, parts)
        span = self._span(subjects[0].span, last)
        return Move(
            id, tuple(subjects), tuple(receivers), tuple(objects), tuple(products), parts.clauses,
            parts.citations, span,
        )  # fmt: skip
