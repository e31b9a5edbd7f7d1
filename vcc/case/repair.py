"""What the parser does at a mistake: ask what it is, change the text a little, or pass over it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from vcc.case import codes
from vcc.case.mistakes import MISTAKES
from vcc.case.place import STATEMENT_STARTS, Place, Repair, column_of_statement
from vcc.case.tables import Tables
from vcc.case.tokens import END, Token, span_of_token
from vcc.source.diagnostic import Diagnostic
from vcc.source.text import SourceText

MAX_MISTAKES: Final = 100
_UNFINISHED: Final = frozenset({"COMMA", "COLON", "ARROW"})


@dataclass(slots=True)
class Repairer:
    """Reports the mistakes of one text and repairs its tokens, so that parsing can go on."""

    source: SourceText
    tables: Tables
    diagnostics: list[Diagnostic]
    _stuck_at: int = -1

    def repair(
        self,
        tokens: list[Token],
        position: int,
        stack: list[int],
        values: list[Any],
        previous: Token,
    ) -> int | None:
        """Report the mistake at a position; the position to go on from, or None to stop.

        Changes `tokens`, and where a statement is passed over also `stack` and `values`.
        """
        place = Place(
            self.source.name, self.tables, tokens, position, tuple(stack), values, previous
        )
        found = next(repair for mistake in MISTAKES if (repair := mistake(place)) is not None)
        if len(self.diagnostics) >= MAX_MISTAKES:
            self.diagnostics.append(
                codes.TOO_MANY.at(span_of_token(self.source.name, tokens[position]))
            )
            return None
        if not self._said_already(found.diagnostic):
            self.diagnostics.append(found.diagnostic)
        if tokens[position].start == self._stuck_at:
            found = replace(found, tokens=None, removed=1)  # the text must go forward
        self._stuck_at = tokens[position].start
        if found.stop:
            return None
        if found.tokens is not None:
            tokens[position : position + found.removed] = found.tokens
            return position
        return self._pass_over(found, place, stack, values)

    def _said_already(self, diagnostic: Diagnostic) -> bool:
        """A keyword used as a name is one mistake, however often the name is used."""
        anywhere = diagnostic.code == codes.KEYWORD_AS_NAME.id
        return any(
            other.code == diagnostic.code
            and other.values == diagnostic.values
            and (anywhere or other.span == diagnostic.span)
            for other in self.diagnostics
        )

    def _pass_over(
        self, found: Repair, place: Place, stack: list[int], values: list[Any]
    ) -> int | None:
        """Forget the statement, move or item of the mistake, and find where the next begins."""
        if self.tables.takes(stack, "STATEMENT"):
            level: str | None = "statement"  # what stands before the mistake is whole: keep it
        elif self.tables.takes(stack, "ITEM"):
            level = "item"
        else:
            level = self._unwind(stack, values)
        if level is None:
            return None
        start = place.position + found.removed
        column = None if level == "item" else _column(place)
        resumed = next_start(place.tokens, start, column)
        # At the end of the text nothing more is said: what is open there follows from this.
        return None if place.tokens[resumed].type == END else resumed

    def _unwind(self, stack: list[int], values: list[Any]) -> str | None:
        """Drop what is unfinished, down to the list of statements or the block around it."""
        states = self.tables.states
        while stack:
            row = states[stack[-1]]
            for list_symbol, symbol in (("entries", "item"), ("statements", "statement")):
                if symbol in row:
                    return symbol
                if list_symbol in row:  # right behind the brace: begin with an empty list
                    stack.append(row[list_symbol])
                    values.append([])
                    return symbol
            stack.pop()
            if values:
                values.pop()
        return None


def _column(place: Place) -> int:
    """The column in which the statement of a mistake begins."""
    if place.is_whole and place.on_new_line:
        return place.token.column
    return column_of_statement(place.tokens, place.position - 1)


def next_start(tokens: Sequence[Token], position: int, column: int | None) -> int:
    """The first token at or after `position` that begins something new.

    White space means nothing to the grammar, but people begin statements and moves on new lines,
    and indent what belongs to a statement: `column` is that of the statement that is passed
    over, or None inside a block, where the next move or item is looked for.
    """
    depth = 0
    for index in range(position, len(tokens)):
        token, before = tokens[index], tokens[index - 1] if index else tokens[index]
        new_line = token.line > before.line and before.type not in _UNFINISHED
        if token.type == END or (new_line and token.type in STATEMENT_STARTS):
            return index
        if token.type == "LBRACE":
            depth += 1
        elif token.type == "RBRACE":
            if depth == 0:
                return index
            depth -= 1
        elif depth == 0 and new_line and _begins(token, column):
            return index
    return len(tokens) - 1


def _begins(token: Token, column: int | None) -> bool:
    return token.type in ("NAME", "ITEM") if column is None else token.column <= column
