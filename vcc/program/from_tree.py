"""Parse tree → abstract syntax: abbreviations written out, names resolved.

What cannot be said where it was said (a variable in DATA, a path in a head) is reported to the
scope and read on, so that one run shows every mistake.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from vcc.program.expressions import expression_from_tree
from vcc.program.scope import Scope
from vcc.program.syntax import (
    Aggregate,
    Assignment,
    Element,
    Filter,
    Negation,
    Rule,
    TriplePattern,
)  # fmt: skip
from vcc.program.triples import Node, TripleReader, iri_from_tree, place, span_from_node
from vcc.source.text import Span


def statement_from_tree(tree: Node, scope: Scope) -> Rule | list[TriplePattern]:
    """Read one statement: a rule, or facts; a prologue line changes the scope, and gives none."""
    statement = tree.children[0]
    if statement.data == "rule":
        return _rule(statement, scope)
    if statement.data == "data":
        scope.mode = "data"
        reader = TripleReader(scope)
        if statement.children[1] is not None:
            reader.block(statement.children[1])
        return reader.patterns
    _PROLOGUE[str(statement.data)](statement, scope)
    return []


def _base(tree: Node, scope: Scope) -> None:
    token = tree.children[1]
    scope.base = scope.iri_from_reference(token, place(token, scope)[0])[1:-1]


def _prefix(tree: Node, scope: Scope) -> None:
    name, token = tree.children[1:]
    term = scope.iri_from_reference(token, place(token, scope)[0])
    scope.prefixes[name[:-1]] = term[1:-1]


def _version(_tree: Node, _scope: Scope) -> None:
    """The version is a label; we read the draft of August 2026 whatever it says."""


def _imports(tree: Node, scope: Scope) -> None:
    scope.imports.append(
        (iri_from_tree(tree.children[1], scope)[1:-1], span_from_node(tree, scope))
    )


_PROLOGUE: Final[dict[str, Callable[[Node, Scope], None]]] = {
    "base": _base, "prefix": _prefix, "version": _version, "imports": _imports,
}  # fmt: skip


def _rule(tree: Node, scope: Scope) -> Rule:
    scope.restart()
    _keyword, name, head, _where, data, body = tree.children
    id, name_span = "", None
    if name is not None:
        id = iri_from_tree(name, scope)
        name_span = span_from_node(name, scope)
    scope.mode = "head"
    reader = TripleReader(scope)
    if head is not None:
        reader.block(head)
    scope.mode = "body"
    scope.restart()
    elements = _elements(body.children, scope)
    span = span_from_node(tree, scope)
    return Rule(id, tuple(reader.patterns), tuple(elements), data is not None, span, name_span)


def _elements(children: list[Node], scope: Scope) -> list[Element]:
    found: list[Element] = []
    for child in children:
        if child is None:
            continue
        if child.data == "block":
            reader = TripleReader(scope)
            reader.block(child)
            found += reader.patterns
        else:
            found.append(_ELEMENTS[str(child.data)](child, scope, span_from_node(child, scope)))
    return found


def _filter(tree: Node, scope: Scope, span: Span) -> Filter:
    return Filter(expression_from_tree(tree.children[1], scope), span)


def _negation(tree: Node, scope: Scope, span: Span) -> Negation:
    inside = _elements(tree.children[2:], scope)
    kept = tuple(e for e in inside if isinstance(e, TriplePattern | Filter))
    return Negation(kept, tree.children[1] is not None, span)


def _assignment(tree: Node, scope: Scope, span: Span) -> Assignment:
    expression = expression_from_tree(tree.children[2], scope)
    return Assignment(_variable(tree.children[1]), expression, span)


def _aggregate(tree: Node, _scope: Scope, span: Span) -> Aggregate:
    function, distinct, argument, _as, result = tree.children
    return Aggregate(
        str(function).upper(), distinct is not None, _variable(argument),
        _variable(result), span,
    )  # fmt: skip


_ELEMENTS: Final[dict[str, Callable[..., Element]]] = {
    "filter": _filter, "negation": _negation, "assignment": _assignment, "aggregate": _aggregate,
}  # fmt: skip


def _variable(node: Node) -> str:
    return f"?{node[1:]}"
