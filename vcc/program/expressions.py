"""The expression grammar → `Call` trees. Built-in names are written in upper case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from vcc.program import mistakes
from vcc.program.scope import Scope, number
from vcc.program.syntax import Call, Expression
from vcc.program.triples import (
    Node,
    TripleReader,
    iri_from_tree,
    literal_from_tree,
    place,
    span_from_node,
)
from vcc.vocabulary.rdf import literal

_LONGEST_CHAIN: Final = 200


def expression_from_tree(node: Node, scope: Scope) -> Expression:
    """Read an expression."""
    if isinstance(node, str):
        return f"?{node[1:]}"
    return _READERS[str(node.data)](node, scope)


def _call(name: str, arguments: list[Expression], node: Node, scope: Scope) -> Call:
    return Call(name, tuple(arguments), span_from_node(node, scope))


def _chain(name: str) -> Callable[[Node, Scope], Expression]:
    def read(tree: Node, scope: Scope) -> Expression:
        parts = [expression_from_tree(child, scope) for child in tree.children]
        return parts[0] if len(parts) == 1 else _call(name, parts, tree, scope)

    return read


def _compared(tree: Node, scope: Scope) -> Expression:
    left = expression_from_tree(tree.children[0], scope)
    match tree.children[1:]:
        case [None, None, None]:
            return left
        case [operator, right]:
            other = expression_from_tree(right, scope)
            return _call(str(operator), [left, other], tree, scope)
        case [negated, _in, items]:
            name = "IN" if negated is None else "NOT IN"
            return _call(name, [left, *_list(items, scope)], tree, scope)
    return left


def _list(tree: Node, scope: Scope) -> list[Expression]:
    return [expression_from_tree(c, scope) for c in tree.children if c is not None]


def _is_too_long(tree: Node, scope: Scope) -> bool:
    """Each operator of a chain nests the ones before it, and nesting has its limits."""
    if len(tree.children) <= _LONGEST_CHAIN:
        return False
    scope.report(mistakes.TOO_DEEP, *place(tree, scope))
    return True


def _sum(tree: Node, scope: Scope) -> Expression:
    """`a + b - c`; the lexer reads `?a -1` as two operands, which then means `?a + -1`."""
    total = expression_from_tree(tree.children[0], scope)
    if _is_too_long(tree, scope):
        return total
    operator = "+"
    for child in tree.children[1:]:
        if isinstance(child, str):
            operator = str(child)
            continue
        part = expression_from_tree(child, scope)
        total = _call(operator, [total, part], tree, scope)
        operator = "+"
    return total


def _product(tree: Node, scope: Scope) -> Expression:
    first, *rest = tree.children
    if isinstance(first, str):  # the signed number of `?a -1*2`
        result: Expression = number(first)
    else:
        result = expression_from_tree(first, scope)
    if _is_too_long(tree, scope):
        return result
    for operator, factor in zip(rest[::2], rest[1::2], strict=True):
        part = expression_from_tree(factor, scope)
        result = _call(str(operator), [result, part], tree, scope)
    return result


def _unary(tree: Node, scope: Scope) -> Expression:
    sign, operand = tree.children
    value = expression_from_tree(operand, scope)
    if sign is None:
        return value
    name = {"!": "!", "-": "UNARY -", "+": "UNARY +"}[str(sign)]
    return _call(name, [value], tree, scope)


def _function(tree: Node, scope: Scope) -> Expression:
    function, items = tree.children
    is_builtin = isinstance(function, str)
    name = function.upper() if is_builtin else iri_from_tree(function, scope)
    arguments = _list(items, scope)
    if name in ("IRI", "URI") and len(arguments) == 1 and scope.base is not None:
        return _call("IRI ON BASE", [*arguments, literal(scope.base)], tree, scope)
    return _call(name, arguments, tree, scope)


def _triple(tree: Node, scope: Scope) -> Expression:
    return TripleReader(scope).term(tree)


_READERS: Final[dict[str, Callable[[Node, Scope], Expression]]] = {
    "any_of": _chain("||"),
    "all_of": _chain("&&"),
    "compared": _compared,
    "sum": _sum,
    "product": _product,
    "signed_product": _product,
    "unary": _unary,
    "function_call": _function,
    "iri": iri_from_tree,
    "literal": literal_from_tree,
    "triple_term": _triple,
}
