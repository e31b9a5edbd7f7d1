"""Parse tree → abstract syntax: abbreviations written out, names resolved.

What cannot be said where it was said (a variable in DATA, a path in a head) is reported to the
scope and read on, so that one run shows every mistake.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from vcc.program import mistakes
from vcc.program.expressions import expression_from_tree
from vcc.program.scope import Scope
from vcc.program.syntax import (
    Aggregate, Assignment, Element, Filter, Negation, Rule, TriplePattern,
)  # fmt: skip
from vcc.program.triples import Node, TripleReader, iri_from_tree, offsets
from vcc.source.text import Span


def statement_from_tree(tree: Node, scope: Scope, shift: int) -> Rule | list[TriplePattern]:
    """Read one statement: a rule, or facts; a prologue line changes the scope and gives no fact.

    `shift` is the offset of the statement in its file.
    """
    statement = tree.children[0]
    if statement.data == "rule":
        return _rule(statement, scope, shift)
    if statement.data == "data":
        scope.mode = "data"
        reader = TripleReader(scope, shift)
        if statement.children[1] is not None:
            reader.block(statement.children[1])
        return reader.patterns
    _PROLOGUE[str(statement.data)](statement, scope, shift)
    return []


def _base(tree: Node, scope: Scope, shift: int) -> None:
    token = tree.children[1]
    scope.base = scope.iri_from_reference(token, shift + offsets(token)[0])[1:-1]


def _prefix(tree: Node, scope: Scope, shift: int) -> None:
    name, token = tree.children[1:]
    term = scope.iri_from_reference(token, shift + offsets(token)[0])
    scope.prefixes[name[:-1]] = term[1:-1]


def _version(tree: Node, scope: Scope, shift: int) -> None:
    """The version is a label; we read the draft of August 2026 whatever it says."""


def _imports(tree: Node, scope: Scope, shift: int) -> None:
    start, end = offsets(tree)
    scope.report(mistakes.NO_IMPORTS, shift + start, shift + end)


_PROLOGUE: Final[dict[str, Callable[[Node, Scope, int], None]]] = {
    "base": _base, "prefix": _prefix, "version": _version, "imports": _imports,
}  # fmt: skip


def _rule(tree: Node, scope: Scope, shift: int) -> Rule:
    scope.restart()
    _keyword, name, head, _where, data, body = tree.children
    id, name_span = "", None
    if name is not None:
        id = iri_from_tree(name, scope, shift)
        start, end = offsets(name)
        name_span = scope.span(shift + start, shift + end)
    scope.mode = "head"
    reader = TripleReader(scope, shift)
    if head is not None:
        reader.block(head)
    scope.mode = "body"
    scope.restart()
    elements = _elements(body.children, scope, shift)
    start, end = offsets(tree)
    span = scope.span(shift + start, shift + end)
    return Rule(
        id, tuple(reader.patterns), tuple(elements), data is not None, span, name_span
    )


def _elements(children: list[Node], scope: Scope, shift: int) -> list[Element]:
    found: list[Element] = []
    for child in children:
        if child is None:
            continue
        if child.data == "block":
            reader = TripleReader(scope, shift)
            reader.block(child)
            found += reader.patterns
        else:
            start, end = offsets(child)
            span = scope.span(shift + start, shift + end)
            found.append(_ELEMENTS[str(child.data)](child, scope, shift, span))
    return found


def _filter(tree: Node, scope: Scope, shift: int, span: Span) -> Filter:
    return Filter(expression_from_tree(tree.children[1], scope, shift), span)


def _negation(tree: Node, scope: Scope, shift: int, span: Span) -> Negation:
    inside = _elements(tree.children[2:], scope, shift)
    kept = tuple(e for e in inside if isinstance(e, TriplePattern | Filter))
    return Negation(kept, tree.children[1] is not None, span)


def _assignment(tree: Node, scope: Scope, shift: int, span: Span) -> Assignment:
    expression = expression_from_tree(tree.children[2], scope, shift)
    return Assignment(_variable(tree.children[1]), expression, span)


def _aggregate(tree: Node, scope: Scope, shift: int, span: Span) -> Aggregate:
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
