"""Arithmetic over named numbers: parsed by Python's own grammar, evaluated by ours alone.

Only numbers, names, parentheses, `+ - * / **` and a leading minus exist; whatever else Python
could read (calls, attributes, comparisons …) is refused when the equation is read.
"""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable, Collection, Mapping
from typing import Final

from vcc.source.diagnostic import Words

Equation = Callable[[Mapping[str, float]], float]

_OPERATORS: Final[Mapping[type[ast.operator], Callable[[float, float], float]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: lambda base, exponent: base**exponent,
}
_DEEPEST: Final = 100  # far below where Python itself would give up
_NO_EQUATION: Final = Words("`{text}` is no equation", "“{text}”不是方程")
_NO_ARITHMETIC: Final = Words(
    "only numbers, symbols, parentheses and + - * / ** are known in `{text}`",
    "“{text}”中只能使用数字、符号、括号与 + - * / **",
)
_NO_QUANTITY: Final = Words(
    "`{text}` names `{symbol}`, which is not the symbol of a quantity that can stand there",
    "“{text}”提到“{symbol}”，但此处没有以它为符号的量可用",
)
_TOO_LARGE: Final = Words("`{text}` has a number that is too large", "“{text}”中有过大的数")
_TOO_DEEP: Final = Words(
    "`{text}` is nested too deeply: make quantities of its parts",
    "“{text}”嵌套过深：请把其中各部分写成单独的量",
)


class BadEquation(ValueError):
    """A text is no equation of this small language, or names a quantity that is not there.

    `words` says why; `symbol` is the name that no quantity has, if that is what is wrong.
    """

    def __init__(self, why: Words, text: str, symbol: str = "") -> None:
        self.words = why.filled({"text": text, "symbol": symbol})
        self.symbol = symbol
        super().__init__(self.words.en)


def equation(text: str, symbols: Collection[str]) -> Equation:
    """An equation over these symbols.

    Raises:
        BadEquation: if the text is anything else.
    """
    return _compiled(_tree(text), text, symbols, 0)


def is_symbol(text: str) -> bool:
    """Whether equations can name a quantity so."""
    try:
        tree = _tree(text)
    except BadEquation:
        return False
    return isinstance(tree, ast.Name) and tree.id == text


def _tree(text: str) -> ast.expr:
    try:
        return ast.parse(text, mode="eval").body
    except (RecursionError, MemoryError) as error:
        raise BadEquation(_TOO_DEEP, text) from error
    except (SyntaxError, ValueError) as error:
        raise BadEquation(_NO_EQUATION, text) from error


def _compiled(node: ast.expr, text: str, symbols: Collection[str], depth: int) -> Equation:
    if depth > _DEEPEST:
        raise BadEquation(_TOO_DEEP, text)
    match node:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            constant = _finite(number, text)
            return lambda _: constant
        case ast.Name(id=name) if name in symbols:
            return lambda values: values[name]
        case ast.Name(id=name):
            raise BadEquation(_NO_QUANTITY, text, name)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            inner = _compiled(operand, text, symbols, depth + 1)
            return lambda values: -inner(values)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATORS:
            first = _compiled(left, text, symbols, depth + 1)
            second = _compiled(right, text, symbols, depth + 1)
            apply = _OPERATORS[type(op)]
            return lambda values: apply(first(values), second(values))
        case _:
            raise BadEquation(_NO_ARITHMETIC, text)


def _finite(number: float, text: str) -> float:
    try:
        constant = float(number)
    except OverflowError:  # a whole number may be longer than any that is computed with
        constant = math.inf
    if not math.isfinite(constant):
        raise BadEquation(_TOO_LARGE, text)
    return constant
