"""The grammar's LALR tables, built by Lark once a process (35 ms) in a form that runs fast."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Rule:
    """One alternative of a rule: how many values it takes, what it makes, the builder's method."""

    size: int
    origin: str
    method: str


@dataclass(frozen=True, slots=True)
class Tables:
    """A shift-reduce machine.

    `states[state][symbol]` is the state to go to, or `~n` for a reduction by `rules[n]`.
    """

    states: tuple[Mapping[str, int], ...]
    rules: tuple[Rule, ...]
    start: int
    end: int

    def takes(self, stack: Sequence[int], type: str) -> bool:
        """Whether a token fits behind a stack of states.

        The tables alone do not say: where two places share a state, they list what may follow
        either, and reduce before they notice.
        """
        states = list(stack)
        while True:
            action = self.states[states[-1]].get(type)
            if action is None or action >= 0:
                return action is not None
            rule = self.rules[~action]
            if rule.size:
                del states[-rule.size :]
            state = self.states[states[-1]][rule.origin]
            if state == self.end:
                return True
            states.append(state)


def grammar_text() -> str:
    """The grammar as written."""
    return files("vcc.case").joinpath("case.lark").read_text(encoding="utf-8")


@cache
def load_tables() -> Tables:
    """The tables of `case.lark`."""
    from lark import Lark, Token
    from lark.lexer import Lexer
    from lark.parsers.lalr_analysis import Shift

    class NoLexer(Lexer):
        """tokens.py makes the tokens; Lark makes the tables only."""

        def __init__(self, lexer_conf: object) -> None:
            pass

        def lex(self, lexer_state: object, parser_state: object) -> Iterator[Token]:  # noqa: ARG002
            return iter(())

    lark = Lark(grammar_text(), parser="lalr", lexer=NoLexer, start="file", strict=True)
    conf = lark.parse_interactive("").parser_state.parse_conf
    rules: list[Rule] = []
    numbers: dict[object, int] = {}
    index = {state: number for number, state in enumerate(conf.states)}
    states: list[dict[str, int]] = []
    for actions in conf.states.values():
        row: dict[str, int] = {}
        for symbol, (action, argument) in actions.items():
            if action is Shift:
                row[symbol] = index[argument]
                continue
            if argument not in numbers:
                numbers[argument] = len(rules)
                name = str(argument.alias or argument.origin.name)
                rules.append(Rule(len(argument.expansion), str(argument.origin.name), name))
            row[symbol] = ~numbers[argument]
        states.append(row)
    return Tables(tuple(states), tuple(rules), index[conf.start_state], index[conf.end_state])
