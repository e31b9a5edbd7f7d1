"""Tokens → case: a shift-reduce loop over Lark's tables, with repair where a mistake is met.

At a mistake the parser asks for the smallest change of the text after which the next tokens fit,
reports that, and goes on as if the change had been made. Where nothing small fits, it passes over
the rest of the statement (or move), so that one mistake gives one message.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from vcc.case.from_tree import CaseBuilder
from vcc.case.model import Case
from vcc.case.place import Place, type_in_place
from vcc.case.repair import Repairer
from vcc.case.tables import Tables
from vcc.case.tokens import END, Token
from vcc.source.diagnostic import Diagnostic
from vcc.source.text import SourceText

# Where the values of a rule begin, counted from the end (0: it has none), what it makes, and the
# builder's method that makes it; None where the only value is handed on as it is.
BoundRule = tuple[int, str, Callable[[list[Any], Token], Any] | None]
_HANDED_ON: Final = (1, "first")
_HERE: Final = "HERE"  # a token that fits nowhere


def parse(
    source: SourceText, tokens: list[Token], tables: Tables
) -> tuple[Case | None, list[Diagnostic]]:
    """The case that tokens make, and the mistakes in them.

    The case is None where the text has too little of one. `tokens` may be changed by repairs.
    """
    builder = CaseBuilder(source)
    repairer = Repairer(source, tables, builder.diagnostics)
    return _run(tokens, _bound(builder, tables), repairer), builder.diagnostics


def place_behind(source: SourceText, tokens: Sequence[Token], tables: Tables) -> Place | None:
    """The place behind some tokens of a text, which tells what could stand there.

    Mistakes before it are repaired as where a case is read; None where one of them hides it.
    """
    builder = CaseBuilder(source)
    looker = _Looker(source, tables, builder.diagnostics)
    last = tokens[-1] if tokens else Token(END, "", 0, 1, 1)
    here = Token(_HERE, "", last.end, last.line, last.end_column)
    _run([*tokens, here, here._replace(type=END)], _bound(builder, tables), looker)
    return looker.found


def _bound(builder: CaseBuilder, tables: Tables) -> list[BoundRule]:
    return [
        (-size, origin, None if (size, method) == _HANDED_ON else getattr(builder, method))
        for size, origin, method in tables.rules
    ]


class _Looker(Repairer):
    """Stops at the token that stands for the place that is asked about."""

    found: Place | None = None

    def repair(
        self,
        tokens: list[Token],
        position: int,
        stack: list[int],
        values: list[Any],
        previous: Token,
    ) -> int | None:
        """Remember the place; repair mistakes before it."""
        if tokens[position].type != _HERE:
            return super().repair(tokens, position, stack, values, previous)
        self.found = Place(
            self.source.name, self.tables, tokens, position, tuple(stack), values, previous
        )
        return None


# A name that fits nowhere must be met before the list in front of it is closed: `by a b` lacks a
# comma, and only the list knows. So each name is asked about (`vetted`) before anything is closed.
def _run(tokens: list[Token], rules: Sequence[BoundRule], repairer: Repairer) -> Case | None:
    tables = repairer.tables
    states, end, stack = tables.states, tables.end, [tables.start]
    values: list[Any] = []
    previous = Token(END, "", 0, 1, 1)
    position, vetted = 0, -1
    token, after_number = tokens[0], False
    while True:
        actions, type = states[stack[-1]], token.type
        action = actions.get(type)
        if action is None or after_number:
            type = type_in_place(actions, tokens, position)
            action = actions.get(type)
        if action is None or (
            action < 0 and type == "NAME" and position != vetted and not tables.takes(stack, type)
        ):
            resumed = repairer.repair(tokens, position, stack, values, previous)
            if resumed is None:
                return None
            position, vetted = resumed, -1
            previous = tokens[position - 1] if position else previous
            token, after_number = tokens[position], previous.type == "NUMBER"
        elif action >= 0:
            stack.append(action)
            values.append(token)
            position += 1
            previous, token, after_number = token, tokens[position], token.type == "NUMBER"
        else:
            vetted = position
            begin, origin, method = rules[~action]
            if method is None:
                stack[-1] = states[stack[-2]][origin]
                continue
            value: Any = method(values[begin:] if begin else [], previous)
            if begin:
                del values[begin:], stack[begin:]
            stack.append(states[stack[-1]][origin])
            values.append(value)
            if stack[-1] == end:
                return value  # type: ignore[no-any-return]
