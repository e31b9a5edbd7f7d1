"""The place of a mistake: what stands there, what could, and whether a change would fit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any, Final

from vcc.case.tables import Tables
from vcc.case.tokens import END, KEYWORDS, Token, span_between, span_of_token
from vcc.source.diagnostic import Diagnostic
from vcc.source.text import Span

STATEMENT_STARTS: Final = frozenset(
    {"STATEMENT", "ABSENT", "PLANNED", "COMPLETE", "EXPECT", "FRAMEWORK"}
)
# Texts of inserted tokens: never shown, but they must read as what they stand for.
_INSERTED: Final = {
    "NAME": "x", "NUMBER": "2000", "STRING": '""', "COMMA": ",", "COLON": ":", "LBRACE": "{",
    "RBRACE": "}", "RBRACKET": "]", "IS": "is", "SOURCE_REF": "@x", "RESERVED": "x",
}  # fmt: skip
# How many tokens behind a change must fit before we believe in it.
_LOOK_AHEAD: Final = 4
_LOOK_AT_LEAST: Final = 2
_NEAR: Final = 0.72
# A Chinese word has two or three characters: one of them is wrong already in every slip.
_SHORT, _NEAR_SHORT = 3, 0.5
_AFTER_SUBJECTS: Final = frozenset({"ARROW", "COMMA", "MOVE", "USES"})


def type_in_place(actions: Mapping[str, int], tokens: Sequence[Token], position: int) -> str:
    """The type of a token where it depends on the place: a keyword as a term, a word as a unit."""
    token = tokens[position]
    type = token.type
    if "UNIT" in actions:
        if type == "NAME" and tokens[position + 1].type not in _AFTER_SUBJECTS:
            return "UNIT"
        if type == "STRING" and not token.text[0].isalpha():
            return "UNIT"
    if type not in actions:
        if token.word and "RESERVED" in actions:
            return "RESERVED"
        if type == "PLACE" and token.text.isalnum():
            return "NAME"
    return type


def column_of_statement(tokens: Sequence[Token], position: int) -> int:
    """The column in which the statement around a position begins, as people indent it."""
    for index in range(min(position, len(tokens) - 1), -1, -1):
        token = tokens[index]
        first = index == 0 or token.line > tokens[index - 1].line
        if first and (token.type in STATEMENT_STARTS or index == 0):
            return token.column
    return 1


@dataclass(frozen=True, slots=True)
class Repair:
    """A mistake and what to do: put `tokens` in place of the next `removed`.

    Without tokens, the rest of the statement is passed over from behind the removed ones.
    """

    diagnostic: Diagnostic
    tokens: tuple[Token, ...] | None = None
    removed: int = 0
    stop: bool = False


@dataclass(slots=True)
class Place:
    """Where the parser met a token that does not fit. Changes nothing."""

    source: str
    tables: Tables
    tokens: Sequence[Token]
    position: int
    stack: tuple[int, ...]
    values: Sequence[Any]
    previous: Token
    _expected: frozenset[str] | None = field(default=None, repr=False)

    @property
    def token(self) -> Token:
        """The token that does not fit."""
        return self.tokens[self.position]

    @property
    def next(self) -> Token:
        """The token behind it."""
        return self.tokens[min(self.position + 1, len(self.tokens) - 1)]

    @property
    def span(self) -> Span:
        """The span of the token that does not fit."""
        return span_of_token(self.source, self.token)

    @property
    def previous_span(self) -> Span:
        """The span of the token before."""
        return span_of_token(self.source, self.previous)

    def between(self, first: Token, last: Token) -> Span:
        """The span from one token to another."""
        return span_between(self.source, first, last)

    @property
    def gap(self) -> Span:
        """Where something is missing: at the token, or at the one before if that ends a line."""
        return self.previous_span if self.on_new_line else self.span

    @property
    def on_new_line(self) -> bool:
        """Whether the token is the first of its line."""
        return self.token.line > self.previous.line

    @property
    def expected(self) -> frozenset[str]:
        """The types of token that would fit here (the tables alone list a few too many)."""
        if self._expected is None:
            row = self.tables.states[self.stack[-1]]
            self._expected = frozenset(
                type
                for type in row
                if (type.isupper() or type == END) and self.tables.takes(self.stack, type)
            )
        return self._expected

    @property
    def is_whole(self) -> bool:
        """Whether the statement or move before the token could end here."""
        return self.tables.takes(self.stack, "STATEMENT") or self.tables.takes(self.stack, "ITEM")

    def inserted(self, type: str) -> Token:
        """A token that the text lacks, at the place of the mistake."""
        at = self.previous if self.on_new_line else self.token
        return Token(type, _INSERTED[type], at.start, at.line, at.column, "")

    def retyped(self, type: str, word: str = "") -> Token:
        """The token of the mistake, read as something else."""
        token = self.token
        text = _INSERTED[type] if type in ("NAME", "SOURCE_REF") else token.text
        return Token(type, text, token.start, token.line, token.column, word)

    def completes(self, tokens: Sequence[Token]) -> bool:
        """Whether these tokens bring what stands before the mistake to an end."""
        stack = self._after(tokens)
        return stack is not None and (
            self.tables.takes(stack, "STATEMENT") or self.tables.takes(stack, "ITEM")
        )

    def fits(self, tokens: Sequence[Token], removed: int = 0) -> bool:
        """Whether, with these tokens in place of the next `removed`, the text goes on well."""
        start = self.position + removed
        behind = self.tokens[start : start + _LOOK_AHEAD]
        here = sum(token.line == self.token.line for token in behind)
        if self.on_new_line and not removed:
            # The line may have mistakes of its own: its beginning is enough.
            here = min(here, _LOOK_AT_LEAST)
        wanted = len(tokens) + min(len(behind), max(here, 1))
        ahead = [*tokens, *behind]
        return self._after(ahead, wanted) is not None

    def _after(self, tokens: Sequence[Token], wanted: int | None = None) -> list[int] | None:
        """The machine's states behind the first `wanted` of the tokens; None if one is refused."""
        wanted = len(tokens) if wanted is None else wanted
        tokens = [*tokens, Token(END, "", 0, 1, 1)]
        states, rules = self.tables.states, self.tables.rules
        stack = list(self.stack)
        taken = 0
        while taken < wanted:
            row = states[stack[-1]]
            type, token = type_in_place(row, tokens, taken), tokens[taken]
            if type == "RESERVED" and self._begins_statement(token):
                return None
            action = row.get(type)
            if action is None:
                return None
            if action >= 0:
                stack.append(action)
                taken += 1
                continue
            rule = rules[~action]
            if rule.size:
                del stack[-rule.size :]
            state = states[stack[-1]][rule.origin]
            stack.append(state)
            if state == self.tables.end:
                break
        return stack

    def pending(self, type: str) -> Token | None:
        """The last token of that type in the statement that is being read."""
        values = reversed(self.values)
        return next((v for v in values if isinstance(v, Token) and v.type == type), None)

    def _begins_statement(self, token: Token) -> bool:
        """Whether a token looks like the beginning of the next statement."""
        return token.type in STATEMENT_STARTS and token.line > self.token.line

    def near_keywords(self, text: str) -> list[str]:
        """Keywords spelled like a word, of those that would fit here; the nearest first."""
        possible = [spelling for spelling, word in KEYWORDS.items() if word.type in self.expected]
        short = not text.isascii() and len(text) <= _SHORT
        near = get_close_matches(text, possible, n=4, cutoff=_NEAR_SHORT if short else _NEAR)
        return near or get_close_matches(
            text.replace("_", "-").lower(), possible, n=2, cutoff=_NEAR
        )

    def opening(self, type: str) -> Token | None:
        """The innermost token of that type (LBRACE, LBRACKET) that is still open."""
        closing = type.replace("L", "R", 1)
        closed = 0
        for value in reversed(self.values):
            if not isinstance(value, Token):
                continue
            closed += value.type == closing
            if value.type == type:
                if not closed:
                    return value
                closed -= 1
        return None
