"""The expression grammar → `Call` trees. Built-in names are written in upper case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from vcc.program.scope import Scope, number
from vcc.program.syntax import Call, Expression
from vcc.program.triples import Node, TripleReader, iri_from_tree, literal_from_tree, offsets

NEGATE: Final = "NEGATE"


def expression_from_tree(node: Node, scope: Scope, shift: int) -> Expression:
    """Read an expression."""
    if isinstance(node, str):
        return f"?{node[1:]}"
    return _READERS[str(node.data)](node, scope, shift)


def _call(
    name: str, arguments: list[Expression], node: Node, scope: Scope, shift: int
) -> Call:
    start, end = offsets(node)
    return Call(name, tuple(arguments), scope.span(shift + start, shift + end))


def _chain(name: str) -> Callable[[Node, Scope, int], Expression]:
    def read(tree: Node, scope: Scope, shift: int) -> Expression:
        parts = [expression_from_tree(child, scope, shift) for child in tree.children]
        return parts[0] if len(parts) == 1 else _call(name, parts, tree, scope, shift)

    return read


def _relation(tree: Node, scope: Scope, shift: int) -> Expression:
    left = expression_from_tree(tree.children[0], scope, shift)
    match tree.children[1:]:
        case [str() as operator, right] if operator.type == "COMPARE":
            other = expression_from_tree(right, scope, shift)
            return _call(str(operator), [left, other], tree, scope, shift)
        case [negated, str(), items]:
            name = "NOT IN" if negated is not None else "IN"
            return _call(name, [left, *_list(items, scope, shift)], tree, scope, shift)
    return left


def _list(tree: Node, scope: Scope, shift: int) -> list[Expression]:
    return [expression_from_tree(c, scope, shift) for c in tree.children if c is not None]


def _sum(tree: Node, scope: Scope, shift: int) -> Expression:
    """`a + b - c`; the lexer reads `?a -1` as two operands, which then means `?a + -1`."""
    total = expression_from_tree(tree.children[0], scope, shift)
    operator = "+"
    for child in tree.children[1:]:
        if isinstance(child, str):
            operator = str(child)
            continue
        part = expression_from_tree(child, scope, shift)
        total = _call(operator, [total, part], tree, scope, shift)
        operator = "+"
    return total


def _product(tree: Node, scope: Scope, shift: int) -> Expression:
    first, *rest = tree.children
    if isinstance(first, str):  # the signed number of `?a -1*2`
        result: Expression = number(first)
    else:
        result = expression_from_tree(first, scope, shift)
    for operator, factor in zip(rest[::2], rest[1::2], strict=True):
        part = expression_from_tree(factor, scope, shift)
        result = _call(str(operator), [result, part], tree, scope, shift)
    return result


def _unary(tree: Node, scope: Scope, shift: int) -> Expression:
    sign, operand = tree.children
    value = expression_from_tree(operand, scope, shift)
    if sign is None:
        return value
    name = {"!": "!", "-": NEGATE, "+": "PLUS"}[str(sign)]
    return _call(name, [value], tree, scope, shift)


def _function(tree: Node, scope: Scope, shift: int) -> Expression:
    function, items = tree.children
    if isinstance(function, str):
        name = function.upper()
    else:
        name = iri_from_tree(function, scope, shift)
    return _call(name, _list(items, scope, shift), tree, scope, shift)


def _triple(tree: Node, scope: Scope, shift: int) -> Expression:
    return TripleReader(scope, shift).term(tree)


_READERS: Final[dict[str, Callable[[Node, Scope, int], Expression]]] = {
    "any_of": _chain("||"),
    "all_of": _chain("&&"),
    "relation": _relation,
    "sum": _sum,
    "product": _product,
    "signed_product": _product,
    "unary": _unary,
    "function_call": _function,
    "iri": iri_from_tree,
    "literal": literal_from_tree,
    "triple_term": _triple,
}
