"""The grammar's LALR tables in a form that runs fast.

They stand beside the grammar, for Lark takes 35 ms to make them and 60 to load: more than all else
that laying out a file takes. Tables of another grammar than the one that is there are not used.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple
from zlib import crc32

_GRAMMAR: Final = Path(__file__).with_name("case.lark")
TABLES: Final = _GRAMMAR.with_suffix(".tables.json")


class Rule(NamedTuple):
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
    return _GRAMMAR.read_text(encoding="utf-8")


@cache
def load_tables() -> Tables:
    """The tables of `case.lark`."""
    grammar = grammar_text()
    made = json.loads(TABLES.read_text(encoding="utf-8"))
    if made["grammar"] != crc32(grammar.encode()):  # it is being worked on
        return tables_of_grammar(grammar)
    rules = tuple(Rule(*rule) for rule in made["rules"])
    return Tables(tuple(made["states"]), rules, made["start"], made["end"])


def json_from_tables(tables: Tables, grammar: str) -> str:
    """The tables of a grammar as they stand beside it."""

    def lines(rows: Sequence[object]) -> str:
        return ",\n".join(json.dumps(row, sort_keys=True) for row in rows)

    return (
        f'{{"grammar": {crc32(grammar.encode())}, "start": {tables.start}, "end": {tables.end},\n'
        f'"rules": [\n{lines(tables.rules)}\n],\n"states": [\n{lines(tables.states)}\n]}}\n'
    )


def tables_of_grammar(grammar: str) -> Tables:
    """The tables that Lark makes of a grammar."""
    from lark import Lark, Token
    from lark.lexer import Lexer
    from lark.parsers.lalr_analysis import Shift

    class NoLexer(Lexer):
        """tokens.py makes the tokens; Lark makes the tables only."""

        def __init__(self, lexer_conf: object) -> None:
            pass

        def lex(self, lexer_state: object, parser_state: object) -> Iterator[Token]:  # noqa: ARG002
            return iter(())

    lark = Lark(grammar, parser="lalr", lexer=NoLexer, start="file", strict=True)
    conf = lark.parse_interactive("").parser_state.parse_conf
    found: dict[object, dict[str, object]] = {}
    for state, actions in conf.states.items():
        row = found[state] = {}
        for symbol, (action, argument) in sorted(actions.items()):
            if action is Shift:
                row[symbol] = argument
            else:
                origin = str(argument.origin.name)
                row[symbol] = Rule(len(argument.expansion), origin, str(argument.alias or origin))
    return _numbered(found, conf.start_state, conf.end_state)


def _numbered(found: Mapping[object, Mapping[str, object]], start: object, end: object) -> Tables:
    """The machine with its states numbered as they are reached: Lark's numbers vary."""
    numbers: dict[object, int] = {start: 0}
    waiting = [start]
    for state in waiting:
        for target in found[state].values():
            if not isinstance(target, Rule) and target not in numbers:
                numbers[target] = len(numbers)
                waiting.append(target)
    rules = sorted({r for row in found.values() for r in row.values() if isinstance(r, Rule)})
    places = {rule: ~place for place, rule in enumerate(rules)}
    states = tuple(
        {symbol: places[to] if isinstance(to, Rule) else numbers[to] for symbol, to in row.items()}
        for row in map(found.__getitem__, numbers)
    )
    return Tables(states, tuple(rules), numbers[start], numbers[end])
