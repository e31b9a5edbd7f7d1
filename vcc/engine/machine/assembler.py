"""Code for the machine in the making: operators, and the terms and functions that they name.

The code of a rule is the operators of its pipeline in their order, closed by `END`. What stands
below another operator (the steps of a negation, what is grouped) follows it, and `jump` tells where
that ends. An operand is a term's number, or `~r` for what stands in register r.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from enum import IntEnum, IntFlag
from typing import Final

from vcc.engine.generated import Making
from vcc.engine.relation import Store


class Kind(IntEnum):
    """What an operator does; `theory.pxi` numbers them in the same way."""

    END = 0
    STOP = 1
    HAS = 2
    SOME = 3
    MATCH = 4
    DELTA = 5
    EXISTS = 6
    SAME = 7
    SELECT = 8
    EQUAL = 9
    LET = 10
    EXTEND = 11
    FRESH = 12
    COLLECT = 13
    GROUPED = 14
    PROJECT = 15


class Flag(IntFlag):
    """How it does that."""

    NONE = 0
    BACK = 1
    GIVEN = 2
    NEGATED = 4
    ANY_PREDICATE = 8
    OUTER_FREE = 16
    INNER_FREE = 32
    INNER_ONCE = 64


_INDEXES: Final = {"F": 0, "B": 1, "D": 2}
_OPERATOR: Final = 6  # numbers: kind, flags, a, b, c, jump
# How the machine is told a guard: the index, the predicate, and the term or -1.
Guard = tuple[int, int, int]


class Assembler:
    """Code in the making, with all that it names."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.predicates: dict[int, None] = {}
        self.makers: list[Making] = []
        self.registers = 0
        self.code = array("i")
        self.arguments = array("i")
        self._numbers: dict[str, int] = {}
        self._functions: dict[object, int] = {}
        self._lists: dict[tuple[int, ...], int] = {}

    def number(self, term: str) -> int:
        """The number of a constant."""
        number = self._numbers.setdefault(term, len(self.names))
        if number == len(self.names):
            self.names.append(term)
        return number

    def predicate(self, term: str) -> int:
        """The number of a constant predicate."""
        number = self.number(term)
        self.predicates[number] = None
        return number

    def function(self, maker: Callable[..., object], *arguments: object) -> int:
        """The number of what a maker makes of the arguments."""
        number = self._functions.setdefault((maker, arguments), len(self.makers))
        if number == len(self.makers):
            self.makers.append((maker, arguments))
        return number

    def list(self, operands: Iterable[int], count: int | None = None) -> int:
        """The place of a list among the arguments: how many there are, and then each."""
        operands = tuple(operands)
        row = (len(operands) if count is None else count, *operands)
        place = self._lists.setdefault(row, len(self.arguments))
        if place == len(self.arguments):
            self.arguments.extend(row)
        return place

    def write(self, kind: Kind, flags: Flag = Flag.NONE, a: int = 0, b: int = 0, c: int = 0) -> int:
        """Add an operator; the result is its place."""
        self.code.extend((kind, flags, a, b, c, 0))
        return self.here - 1

    @property
    def here(self) -> int:
        """The place of the next operator."""
        return len(self.code) // _OPERATOR

    def jump(self, place: int) -> None:
        """Let an operator jump to here."""
        self.code[_OPERATOR * place + _OPERATOR - 1] = self.here

    def guard(self, index: str, predicate: str, outer: str | None) -> Guard:
        """What the machine is told of something without which a rule finds nothing."""
        term = -1 if outer is None else self.number(outer)
        return _INDEXES[index], self.predicate(predicate), term

    def facts(self, store: Store) -> bytes:
        """Static facts: predicate, subject, object and round of each."""
        found = array("i")
        for predicate, index in store.forward.items():
            place = self.predicate(predicate)
            for subject, row in index.items():
                one = self.number(subject)
                for object, round in row.items():
                    found.extend((place, one, self.number(object), round))
        return found.tobytes()
