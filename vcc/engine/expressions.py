"""Expressions → Python functions of the terms of their variables, each result remembered.

Every function here is pure (the plan gives `UUID()` and `BNODE()` the solution as arguments), so
an expression is computed once for each combination of terms.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Final, TypeVar, cast

from vcc.engine.builtins import BUILTINS
from vcc.engine.builtins.terms import digest
from vcc.engine.values import ExpressionError, equal, from_boolean, truth
from vcc.program.syntax import Call, Expression, TripleTerm, is_variable, variables

_MOST_REMEMBERED: Final = 16_384
_MOST_TABLES: Final = 4_096
T = TypeVar("T")
Values = Mapping[str, str]
Computation = Callable[[Values], str]


def evaluate(expression: Expression, values: Values) -> str:
    """The term that an expression gives.

    Raises:
        ExpressionError: where SPARQL says that there is none.
    """
    return _computation(expression)(values)


def holds(expression: Expression, values: Values) -> bool:
    """Whether a filter lets these values pass; an error does not."""
    return _is_true(_computation(expression), values)


def value_or_none(expression: Expression, values: Values) -> str | None:
    """The value of an expression; None for an error."""
    return _value(_computation(expression), values)


def _is_true(computation: Computation, values: Values) -> bool:
    try:
        return truth(computation(values))
    except ExpressionError:
        return False


def _value(computation: Computation, values: Values) -> str | None:
    try:
        return computation(values)
    except ExpressionError:
        return None


def _computation(expression: Expression | _Part) -> Computation:
    """How an expression is computed: what it looks like is looked at once, not for all values."""
    if isinstance(expression, str):
        return itemgetter(expression) if is_variable(expression) else lambda _: expression
    if isinstance(expression, _Part):
        return expression.value
    if isinstance(expression, TripleTerm):
        terms = (expression.subject, expression.predicate, expression.object)
        return _call("TRIPLE", tuple(map(_computation, terms)))
    arguments = tuple(map(_computation, expression.arguments))
    special = _SPECIAL.get(expression.function)
    if special is not None:
        return lambda values: special(arguments, values)
    return _call(expression.function, arguments)


def _call(name: str, arguments: tuple[Computation, ...]) -> Computation:
    function = BUILTINS[name]

    def call(values: Values) -> str:
        terms = [argument(values) for argument in arguments]
        try:
            return function(*terms)
        except (ArithmeticError, ValueError):  # too large, too long, not to be encoded
            raise ExpressionError(name) from None

    return call


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of an expression that has fewer variables than the whole: it meets the same terms
    again and again."""

    table: Table[str | None]
    names: tuple[str, ...]

    def value(self, values: Values) -> str:
        """What the part gives.

        Raises:
            ExpressionError: where SPARQL says that there is none.
        """
        value = self.table[tuple([values[name] for name in self.names])]
        if value is None:
            raise ExpressionError("a part has no value")
        return value


def _with_tables(expression: Expression, whole: frozenset[str]) -> Expression:
    """The same with its parts of fewer variables as tables."""
    if not isinstance(expression, Call):
        return expression
    names = tuple(dict.fromkeys(variables(expression)))
    if len(names) < len(whole):
        return cast(Expression, _Part(value_function(expression), names))
    arguments = tuple(_with_tables(argument, whole) for argument in expression.arguments)
    return Call(expression.function, arguments, expression.span)


class Table(dict[tuple[str, ...], T]):
    """What an expression gives for each combination of terms, computed when first asked for.

    The terms are those of the expression's variables, in written order.
    """

    def __init__(self, expression: Expression, result: Callable[[Computation, Values], T]) -> None:
        self._names = tuple(dict.fromkeys(variables(expression)))
        self._computation = _computation(_with_tables(expression, frozenset(self._names)))
        self._result = result

    def __missing__(self, terms: tuple[str, ...]) -> T:
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        values = dict(zip(self._names, terms, strict=True))
        result = self[terms] = self._result(self._computation, values)
        return result

    def __call__(self, *terms: str) -> T:
        """The same as a function."""
        return self[terms]


@lru_cache(maxsize=_MOST_TABLES)  # what is asked backwards is what was computed forwards
def predicate_function(expression: Expression) -> Table[bool]:
    """`holds` of an expression, as a table or function of the terms of its variables."""
    return Table(expression, _is_true)


@lru_cache(maxsize=_MOST_TABLES)
def value_function(expression: Expression) -> Table[str | None]:
    """`value_or_none` of an expression, as a table or function of the terms of its variables."""
    return Table(expression, _value)


def fresh_blank(rule: str, label: str) -> Callable[..., str]:
    """The blank node that a rule's head makes, as a function of the solution."""

    def function(*terms: str) -> str:
        return f"_:r{digest(rule, label, *terms)[:24]}"

    return function


def _any_of(arguments: Sequence[Computation], values: Values) -> str:
    """`||`: true if one is, whatever errors the others have."""
    return _decided(arguments, values, True)


def _all_of(arguments: Sequence[Computation], values: Values) -> str:
    """`&&`: false if one is, whatever errors the others have."""
    return _decided(arguments, values, False)


def _decided(arguments: Sequence[Computation], values: Values, decisive: bool) -> str:
    failed: ExpressionError | None = None
    for argument in arguments:
        try:
            if truth(argument(values)) is decisive:
                return from_boolean(decisive)
        except ExpressionError as error:
            failed = error
    if failed is not None:
        raise failed
    return from_boolean(not decisive)


def _negated(arguments: Sequence[Computation], values: Values) -> str:
    return from_boolean(not truth(arguments[0](values)))


def _if(arguments: Sequence[Computation], values: Values) -> str:
    condition, then, otherwise = arguments
    return then(values) if truth(condition(values)) else otherwise(values)


def _in(arguments: Sequence[Computation], values: Values) -> str:
    wanted = arguments[0](values)
    failed: ExpressionError | None = None
    for argument in arguments[1:]:
        try:
            if equal(wanted, argument(values)):
                return from_boolean(True)
        except ExpressionError as error:
            failed = error
    if failed is not None:
        raise failed
    return from_boolean(False)


def _not_in(arguments: Sequence[Computation], values: Values) -> str:
    return from_boolean(not truth(_in(arguments, values)))


_SPECIAL: Final[dict[str, Callable[[Sequence[Computation], Values], str]]] = {
    "||": _any_of, "&&": _all_of, "!": _negated, "IF": _if, "IN": _in, "NOT IN": _not_in,
}  # fmt: skip
