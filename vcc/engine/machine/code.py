"""Pipelines → code for the machine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from vcc.engine.aggregates import summary_function
from vcc.engine.expressions import fresh_blank, predicate_function, value_function
from vcc.engine.join import is_fixed, reads_backward, repeats
from vcc.engine.machine.assembler import Assembler, Flag, Kind
from vcc.plan.operators import (
    Aggregate,
    AntiJoin,
    Atom,
    Extend,
    Fresh,
    Join,
    Operator,
    Pipeline,
    Project,
    Scan,
    Select,
    SemiJoin,
    is_variable,
)  # fmt: skip
from vcc.program.syntax import Call, Expression, variables

_COMPARED: Final = {"=": Flag.NONE, "!=": Flag.NEGATED}
# Loops within loops are calls within calls of the machine: what is deeper than any theory would
# take more of a thread's stack than it may have.
_DEEPEST: Final = 250


def write_pipeline(pipeline: Pipeline, assembler: Assembler) -> int:
    """Add the code of a pipeline; the result is where it starts.

    Raises:
        TooDeep: if it has more loops than the machine can have within each other.
    """
    return _Code(assembler).of(pipeline.operators)


class TooDeep(Exception):
    """A rule has more loops within each other than the machine takes."""


class _Code:
    """The code of one pipeline."""

    def __init__(self, assembler: Assembler) -> None:
        self._all = assembler
        self._registers: dict[object, int] = {}
        self._loops = 0

    def of(self, operators: Sequence[Operator]) -> int:
        """Write it; the result is where it starts."""
        start = self._all.here
        grouped = next((n for n, o in enumerate(operators) if isinstance(o, Aggregate)), None)
        if grouped is None:
            self._steps(operators, frozenset())
        else:
            aggregate = operators[grouped]
            assert isinstance(aggregate, Aggregate)
            self._grouped(aggregate, operators[:grouped], operators[grouped + 1 :])
        self._all.write(Kind.END)
        self._all.registers = max(self._all.registers, len(self._registers))
        return start

    def _register(self, key: object) -> int:
        return ~self._registers.setdefault(key, len(self._registers))

    def _term(self, term: str) -> int:
        return self._register(term) if is_variable(term) else self._all.number(term)

    def _predicate(self, term: str) -> int:
        return self._register(term) if is_variable(term) else self._all.predicate(term)

    def _steps(self, operators: Iterable[Operator], bound: frozenset[str]) -> None:
        for operator in operators:
            bound |= self._operator(operator, bound)

    def _operator(self, operator: Operator, bound: frozenset[str]) -> frozenset[str]:
        match operator:
            case Scan() | Join():
                if operator.keeps or not self._test(operator, bound, Flag.NONE):
                    self._access(operator, bound)
                return frozenset(operator.keeps)
            case SemiJoin():
                self._exists(operator.steps, bound, Flag.NONE)
            case AntiJoin():
                self._exists(operator.steps, bound, Flag.NEGATED)
            case Select():
                self._select(operator.expression)
            case Extend():
                self._extend(operator)
                return frozenset({operator.variable})
            case Fresh():
                made = self._all.function(fresh_blank, operator.rule, operator.label)
                values = self._all.list(map(self._register, operator.values))
                self._all.write(
                    Kind.FRESH, Flag.NONE, self._register(operator.variable), made, values
                )
                return frozenset({operator.variable})
            case Project():
                for subject, predicate, object in operator.templates:
                    self._all.write(
                        Kind.PROJECT, Flag.NONE, self._predicate(predicate), self._term(subject),
                        self._term(object),
                    )  # fmt: skip
        return frozenset()

    # matching: the same choices as in `join.py`

    def _test(self, operator: Scan | Join, bound: frozenset[str], flags: Flag) -> bool:
        """Write an atom as a test that some fact matches, if it can be told without a loop."""
        subject, predicate, object = operator.atom
        if not is_fixed(predicate, bound) or repeats(operator.atom, bound):
            return False
        if isinstance(operator, Scan) and operator.delta:
            return False
        flags |= Flag.GIVEN if operator.given else Flag.NONE
        if is_fixed(subject, bound) and is_fixed(object, bound):
            self._write_atom(Kind.HAS, flags, operator.atom)
        elif is_fixed(subject, bound):
            self._write_atom(Kind.SOME, flags, (subject, predicate, subject))
        elif is_fixed(object, bound):
            self._write_atom(Kind.SOME, flags | Flag.BACK, (object, predicate, object))
        elif operator.given:
            return False
        else:
            self._all.write(Kind.SOME, flags | Flag.OUTER_FREE, self._predicate(predicate))
        return True

    def _write_atom(self, kind: Kind, flags: Flag, atom: Atom) -> None:
        subject, predicate, object = atom
        terms = self._predicate(predicate), self._term(subject), self._term(object)
        self._all.write(kind, flags, *terms)

    def _access(self, operator: Scan | Join, bound: frozenset[str]) -> None:
        """Write an atom as a loop over the facts that match."""
        self._loops += 1
        if self._loops > _DEEPEST:
            raise TooDeep
        subject, predicate, object = operator.atom
        is_delta = isinstance(operator, Scan) and operator.delta
        repeated = repeats(operator.atom, bound)
        backward = not (is_delta or repeated) and reads_backward(operator, bound)
        outer, inner = (object, subject) if backward else (subject, object)
        flags = Flag.GIVEN if operator.given else Flag.NONE
        flags |= Flag.BACK if backward else Flag.NONE
        flags |= Flag.NONE if is_fixed(predicate, bound) else Flag.ANY_PREDICATE
        flags |= Flag.NONE if is_fixed(outer, bound) else Flag.OUTER_FREE
        flags |= Flag.NONE if is_fixed(inner, bound) else Flag.INNER_FREE
        if not is_delta and _is_enough_once(operator, inner, flags, repeated):
            flags |= Flag.INNER_ONCE
        places, same = self._positions((predicate, outer, inner), bound)
        self._all.write(Kind.DELTA if is_delta else Kind.MATCH, flags, *places)
        for one, other in same:
            self._all.write(Kind.SAME, Flag.NONE, one, other)

    def _positions(
        self, terms: Atom, bound: frozenset[str]
    ) -> tuple[list[int], list[tuple[int, int]]]:
        """The operands of predicate, outer and inner term; a variable without a value that stands
        twice gets a register for each, and these must then be the same."""
        operands: list[int] = []
        same: list[tuple[int, int]] = []
        for place, term in enumerate(terms):
            operand = self._term(term) if place else self._predicate(term)
            if not is_fixed(term, bound) and operand in operands:
                other = self._register((term, place))
                same.append((operand, other))
                operand = other
            operands.append(operand)
        return operands, same

    def _exists(self, steps: Sequence[Operator], bound: frozenset[str], flags: Flag) -> None:
        only = steps[0] if len(steps) == 1 else None
        if isinstance(only, Scan | Join) and self._test(only, bound, flags):
            return
        self._loops += 1
        place = self._all.write(Kind.EXISTS, flags)
        self._steps(steps, bound)
        self._all.write(Kind.STOP)
        self._all.jump(place)

    # computing

    def _variables(self, expression: Expression) -> int:
        names = dict.fromkeys(variables(expression))
        return self._all.list(map(self._register, names))

    def _select(self, expression: Expression) -> None:
        if isinstance(expression, Call) and expression.function == "&&":
            for argument in expression.arguments:  # an error drops a solution, as `false` does
                self._select(argument)
            return
        if isinstance(expression, Call) and len(expression.arguments) == 2:
            left, right = expression.arguments
            if isinstance(left, str) and isinstance(right, str):
                if expression.function == "SAMETERM":
                    self._all.write(Kind.SAME, Flag.NONE, self._term(left), self._term(right))
                    return
                if expression.function in _COMPARED and is_variable(left):
                    self._compare(expression, left, right)
                    return
        table = self._all.function(predicate_function, expression)
        self._all.write(Kind.SELECT, Flag.NONE, 0, table, self._variables(expression))

    def _compare(self, expression: Call, left: str, right: str) -> None:
        both = self._all.list((self._term(left), self._term(right))) + 1
        table = self._all.function(predicate_function, expression)
        flags = _COMPARED[expression.function]
        self._all.write(Kind.EQUAL, flags, both, table, self._variables(expression))

    def _extend(self, operator: Extend) -> None:
        register = self._register(operator.variable)
        if isinstance(operator.expression, str):
            self._all.write(Kind.LET, Flag.NONE, register, self._term(operator.expression))
            return
        table = self._all.function(value_function, operator.expression)
        values = self._variables(operator.expression)
        self._all.write(Kind.EXTEND, Flag.NONE, register, table, values)

    def _grouped(
        self, aggregate: Aggregate, before: Sequence[Operator], after: Sequence[Operator]
    ) -> None:
        group = self._all.list(map(self._register, aggregate.group))
        arguments = self._all.list(self._register(s.argument) for s in aggregate.summaries)
        summaries = [
            number
            for summary in aggregate.summaries
            for number in (
                self._all.function(summary_function, summary.function, summary.distinct),
                self._register(summary.result),
            )
        ]
        results = self._all.list(summaries, len(aggregate.summaries))
        place = self._all.write(Kind.GROUPED, Flag.NONE, group, results)
        self._steps(before, frozenset())
        self._all.write(Kind.COLLECT, Flag.NONE, group, arguments)
        self._all.write(Kind.END)
        self._all.jump(place)
        # Variables that were bound before are out of sight, as in the generated functions.
        self._steps(after, frozenset())


def _is_enough_once(operator: Scan | Join, inner: str, flags: Flag, repeated: bool) -> bool:
    """Whether it is enough to go through the terms that have some fact."""
    if not flags & Flag.OUTER_FREE or not flags & Flag.INNER_FREE or inner in operator.keeps:
        return False
    return bool(flags & Flag.BACK) or not (repeated or operator.given)
