"""Arithmetic over named numbers: parsed by Python's own grammar, evaluated by ours alone.

Only numbers, names, parentheses, `+ - * / **` and a leading minus exist; whatever else Python
could read (calls, attributes, comparisons …) is refused when the equation is read.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from typing import Final

Equation = Callable[[Mapping[str, float]], float]

_OPERATORS: Final[Mapping[type[ast.operator], Callable[[float, float], float]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: lambda base, exponent: base**exponent,
}


class BadEquation(ValueError):
    """A text is no equation of this small language, or names a quantity that is not there."""


def equation(text: str, symbols: frozenset[str]) -> Equation:
    """An equation over these symbols.

    Raises:
        BadEquation: if the text is anything else.
    """
    try:
        tree = ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError) as error:
        raise BadEquation(f"no equation: {text}") from error
    return _compiled(tree, text, symbols)


def _compiled(node: ast.expr, text: str, symbols: frozenset[str]) -> Equation:
    match node:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            constant = float(number)
            return lambda _: constant
        case ast.Name(id=name) if name in symbols:
            return lambda values: values[name]
        case ast.Name(id=name):
            raise BadEquation(f"no quantity {name}: {text}")
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            inner = _compiled(operand, text, symbols)
            return lambda values: -inner(values)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            first, second = _compiled(left, text, symbols), _compiled(right, text, symbols)
            apply = _OPERATORS[type(op)]
            return lambda values: apply(first(values), second(values))
        case _:
            raise BadEquation(f"only numbers, symbols and + - * / ** are known: {text}")
