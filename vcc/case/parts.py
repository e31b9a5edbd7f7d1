"""Sorts what follows a statement's name, and checks that it may stand there.

The grammar lets any clause follow any statement; `words.py` says which clauses belong to which.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

from vcc.case import codes
from vcc.case.describe import keyword, keywords
from vcc.case.model import (
    Citation,
    Clause,
    Declaration,
    Expected,
    Item,
    Move,
    Name,
    Quantity,
    Statement,
    Text,
)
from vcc.case.suggest import did_you_mean, near_words
from vcc.case.tokens import Token
from vcc.case.words import (
    ACTOR_ITEMS,
    ANYWHERE,
    CLAUSE_BY_ID,
    MOVE_CLAUSES,
    STATEMENT_BY_ID,
    STATEMENTS,
    Takes,
)
from vcc.source.diagnostic import Code, Diagnostic, Related, Words
from vcc.source.text import Span


class Kind(NamedTuple):
    """`is TERM`."""

    term: Name
    span: Span


class NameList(NamedTuple):
    """`of NAMES`."""

    names: list[Name]
    span: Span


@dataclass(slots=True)
class Parts:
    """What follows a name, sorted; only for building, never handed on."""

    kind: Kind | None
    of_list: NameList | None
    labels: tuple[Text, ...]
    clauses: tuple[Clause, ...]
    citations: tuple[Citation, ...]

    @property
    def term(self) -> Name | None:
        """The kind's name."""
        return self.kind.term if self.kind else None

    @property
    def of(self) -> list[Name]:
        """The names after `of`."""
        return self.of_list.names if self.of_list else []


_ALLOWED: Final = {
    id: frozenset((*word.clauses, *ANYWHERE)) for id, word in STATEMENT_BY_ID.items()
}
_ALLOWED_IN_MOVES: Final = frozenset((*MOVE_CLAUSES, *ANYWHERE))
_ALLOWED_IN_JUDGEMENTS: Final = frozenset((*ANYWHERE, "according-to"))
_ALLOWED_ELSEWHERE: Final = {
    "complete": frozenset((*ANYWHERE, "of")),
    "expect": _ALLOWED_IN_JUDGEMENTS | {"for", "of"},
}
_WITH_MOVES: Final = frozenset({"activity", "interaction"})
_MOVE: Final = Words("move", "行为")
_FIRST: Final = Words("said here first", "先前已在此写明")


def clauses_allowed(statement: str) -> frozenset[str]:
    """The clauses that a statement or item may carry, by its id; `move` is any move."""
    if statement == "move":
        return _ALLOWED_IN_MOVES
    return _ALLOWED.get(statement) or _ALLOWED_ELSEWHERE.get(statement, frozenset())


class PartSorter:
    """Checks the statements of one text; mistakes go to `diagnostics`."""

    def __init__(self, diagnostics: list[Diagnostic]) -> None:
        self._diagnostics = diagnostics

    def sort(self, values: Sequence[Any]) -> Parts:
        """What the parser collected, by sort; a second kind or `of` is a mistake."""
        if not values:
            return Parts(None, None, (), (), ())
        labels: list[Text] = []
        clauses: list[Clause] = []
        citations: list[Citation] = []
        kind: Kind | None = None
        of: NameList | None = None
        for value in values:
            if isinstance(value, Clause):
                clauses.append(value)
            elif isinstance(value, Text):
                labels.append(value)
            elif isinstance(value, Kind):
                self._once(kind, value, "is")
                kind = kind or value
            elif isinstance(value, NameList):
                self._once(of, value, "of")
                of = of or value
            else:
                citations.append(value)
        if len(clauses) > 1:
            self._check_repeated(clauses)
            _keep_apart(clauses)
        return Parts(kind, of, tuple(labels), tuple(clauses), tuple(citations))

    def report_again(self, span: Span, word: str) -> None:
        """Something of the head of a file stands twice."""
        self._report(codes.REPEATED, span, clause=word)

    def _once(self, first: Kind | NameList | None, again: Kind | NameList, word: str) -> None:
        if first is not None:
            self._report(codes.REPEATED, again.span, first.span, clause=word)

    def _check_repeated(self, clauses: Iterable[Clause]) -> None:
        """A clause stands once, and of several that answer one question (`direct`), one."""
        seen: dict[str, Clause] = {}
        for clause in clauses:
            word = CLAUSE_BY_ID[clause.id]
            if word.repeatable:
                continue
            first = seen.setdefault(word.property, clause)
            if first is clause:
                continue
            if first.id == clause.id:
                self._report(codes.REPEATED, clause.span, first.span, clause=clause.id)
            else:
                self._report(
                    codes.CONTRADICTING_CLAUSES, clause.span, first.span,
                    clause=clause.id, other=first.id,
                )  # fmt: skip

    # ------------------------------------------------------------------ statements
    def check_statement(self, word: Token, parts: Parts) -> None:
        """A declaration carries its own clauses only, and a kind only if there are kinds of it."""
        if parts.clauses:
            self._check_clauses(parts.clauses, _ALLOWED[word.word], word.word)
        if parts.kind and not STATEMENT_BY_ID[word.word].scheme:
            self._report(codes.NO_KINDS, parts.kind.span, statement=word.word)
        self._no_of(parts, word.word)

    def check_item(self, word: Token, parts: Parts) -> None:
        """`seeks` and `aims` likewise."""
        if parts.clauses:
            self._check_clauses(parts.clauses, _ALLOWED[word.word], word.word)
        self._no_of(parts, word.word)

    def check_move(self, id: str, parts: Parts) -> None:
        """A move has neither kind nor label, and its own few clauses."""
        if parts.clauses:
            self._check_clauses(parts.clauses, _ALLOWED_IN_MOVES, "move")
            for clause in parts.clauses:
                if clause.id == "for" and id != "gives":
                    self._report(codes.PRICE_WITHOUT_TRANSFER, clause.span)
        if parts.kind:
            self._report(codes.KIND_NOT_HERE, parts.kind.span, statement="move")
        self._no_labels(parts, "move")
        self._no_of(parts, "move")

    def check_closure(self, word: Token, parts: Parts) -> None:
        """`complete` takes `of`, and clauses that go anywhere."""
        self._check_clauses(parts.clauses, frozenset(ANYWHERE), word.word)
        self._no_labels(parts, word.word)
        if parts.kind:
            self._report(codes.KIND_NOT_HERE, parts.kind.span, statement=word.word)

    def check_expectation(
        self, word: Token, about: Expected, terms: Sequence[Name], parts: Parts
    ) -> tuple[Name, ...]:
        """What an expectation is of: the names after `of` (role, field) or `for` (value)."""
        of: tuple[Name, ...] = tuple(parts.of)
        allowed = _ALLOWED_IN_JUDGEMENTS
        if about is Expected.VALUE:
            allowed |= {"for"}
            of = next((c.names for c in parts.clauses if c.id == "for"), ())
            self._no_of(parts, "expect value")
        elif about is Expected.ROLE and not of:
            self._report(codes.WHOSE_ROLE, terms[-1].span, role=terms[-1].text)
        elif about not in (Expected.ROLE, Expected.FIELD):
            self._no_of(parts, f"expect {about.value}")
        self._check_clauses(parts.clauses, allowed, word.word)
        self._no_labels(parts, word.word)
        if parts.kind:
            self._report(codes.KIND_NOT_HERE, parts.kind.span, statement=word.word)
        return of

    def check_head(self, word: Token, parts: Parts) -> None:
        """The case itself has labels and evidence only."""
        self._check_clauses(parts.clauses, frozenset(), word.word)
        if parts.kind:
            self._report(codes.KIND_NOT_HERE, parts.kind.span, statement=word.word)
        self._no_of(parts, word.word)

    def check_library(self, statements: Iterable[Statement]) -> None:
        """A library holds declarations only."""
        for statement in statements:
            if not isinstance(statement, Declaration):
                self._report(codes.NOT_IN_LIBRARY, statement.span)

    def check_block(self, word: Token, opening: Span, entries: Iterable[Item | Move]) -> None:
        """Actors hold `seeks` and `aims`, activities and interactions hold moves."""
        if word.word == "actor":
            for entry in entries:
                if isinstance(entry, Move):
                    self._report(codes.MOVE_IN_ACTOR, entry.span)
        elif word.word in _WITH_MOVES:
            for entry in entries:
                if isinstance(entry, Item):
                    self._report(codes.ITEM_OUTSIDE_ACTOR, entry.span, item=entry.id)
        else:
            self._report(codes.NO_BLOCK, opening, statement=word.word)

    # ------------------------------------------------------------------ shared checks
    def _check_clauses(
        self, clauses: Iterable[Clause], allowed: frozenset[str], statement: str
    ) -> None:
        for clause in clauses:
            if clause.id not in allowed:
                self._misplaced(clause, allowed, statement)
            elif (
                clause.arguments
                and isinstance(clause.arguments[0], Quantity)
                and CLAUSE_BY_ID[clause.id].takes is Takes.NAMES
                and statement != "move"
            ):
                self._report(codes.NAMES_NOT_AMOUNT, clause.span, clause=clause.id)

    def _misplaced(self, clause: Clause, allowed: frozenset[str], statement: str) -> None:
        takers = [w.id for w in (*STATEMENTS, *ACTOR_ITEMS) if clause.id in w.clauses]
        if clause.id in ANYWHERE:
            statements = Words("any statement", "任何语句")
        elif takers:
            statements = keywords(takers)
        else:
            statements = _MOVE if clause.id in MOVE_CLAUSES else keyword("expect")
        diagnostic = codes.CLAUSE_NOT_HERE.at(
            clause.span,
            clause=keyword(clause.id),
            statements=statements,
            statement=_MOVE if statement == "move" else keyword(statement),
        )
        meant = near_words(clause.id, sorted(allowed))
        if meant and diagnostic.help:  # `resource r from product`: perhaps a slip of the pen
            ask, help = did_you_mean(keyword(meant)), diagnostic.help
            diagnostic = replace(diagnostic, help=Words(f"{ask.en} {help.en}", ask.zh + help.zh))
        self._diagnostics.append(diagnostic)

    def _no_labels(self, parts: Parts, statement: str) -> None:
        if parts.labels:
            self._report(codes.LABEL_NOT_HERE, parts.labels[0].span, statement=statement)

    def _no_of(self, parts: Parts, statement: str) -> None:
        if parts.of_list:
            self._report(codes.OF_NOT_HERE, parts.of_list.span, statement=statement)

    def _report(self, code: Code, span: Span, first: Span | None = None, **values: str) -> None:
        related = (Related(_FIRST, first),) if first else ()
        self._diagnostics.append(code.at(span, related, **values))


def _keep_apart(clauses: list[Clause]) -> None:
    """Put `in` before a quantity without date: right behind it, it would date the quantity."""
    for index, clause in enumerate(clauses):
        if clause.id == "in" and index:
            before = clauses[index - 1].arguments
            if before and isinstance(before[0], Quantity) and before[0].at is None:
                clauses[index - 1 : index + 1] = clause, clauses[index - 1]
