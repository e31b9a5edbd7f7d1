"""The triple grammar → triple patterns: `;` `,` `[…]` `(…)` paths, reifiers, annotations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from vcc.program import mistakes
from vcc.program.scope import Scope, number, truth
from vcc.program.syntax import Term, TriplePattern, TripleTerm
from vcc.source.text import Span
from vcc.vocabulary.namespaces import RDF, TYPE
from vcc.vocabulary.rdf import iri, literal

Node = Any  # Lark's Tree or Token; a token is a `str` with `type`, `start_pos` and `end_pos`
_FIRST, _REST, _NIL = iri(RDF + "first"), iri(RDF + "rest"), iri(RDF + "nil")
_REIFIES = iri(RDF + "reifies")


def is_token(node: Node) -> bool:
    """Whether a node is a token (and not a tree)."""
    return isinstance(node, str)


def place(node: Node, scope: Scope) -> tuple[int, int]:
    """Where a node of the parse tree begins and ends in its file."""
    where = node if is_token(node) else node.meta
    start, end = getattr(where, "start_pos", 0), getattr(where, "end_pos", 0)
    return scope.shift + start, scope.shift + end


def span_from_node(node: Node, scope: Scope) -> Span:
    """The span of a node of the parse tree."""
    return scope.span(*place(node, scope))


def iri_from_tree(tree: Node, scope: Scope) -> str:
    """The term of an IRI, written out or with a prefix."""
    token = tree.children[0]
    start = scope.shift + token.start_pos
    if token.type == "IRIREF":
        return scope.iri_from_reference(token, start)
    return scope.iri_from_prefixed(token, start)


def literal_from_tree(tree: Node, scope: Scope) -> str:
    """The term of a literal."""
    first = tree.children[0]
    if is_token(first):
        return truth(first) if first.type == "BOOLEAN" else number(first)
    token, tag = first.children[0], tree.children[1]
    lexical = scope.string(token, scope.shift + token.start_pos)
    if tag is None:
        return literal(lexical)
    if is_token(tag):
        return scope.text_with_language(lexical, tag[1:], scope.shift + tag.start_pos)
    return literal(lexical, datatype=iri_from_tree(tag, scope)[1:-1])


def triple_term(subject: Term, predicate: Term, object: Term) -> Term:
    """A triple term: a string if nothing in it varies."""
    parts = (subject, predicate, object)
    if any(isinstance(p, TripleTerm) or p.startswith(("?", "_:")) for p in parts):
        return TripleTerm(*parts)
    return f"<<( {subject} {predicate} {object} )>>"


class TripleReader:
    """Collects the triple patterns of one block, in written order."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.patterns: list[TriplePattern] = []

    def block(self, tree: Node) -> None:
        """Read `s p o ; p o . s p o .`"""
        for same_subject in tree.children:
            subject = self.term(same_subject.children[0])
            if len(same_subject.children) > 1:
                self._properties(subject, same_subject.children[1], same_subject)

    def _add(self, subject: Term, predicate: Term, object: Term, node: Node) -> None:
        span = span_from_node(node, self.scope)
        self.patterns.append(TriplePattern(subject, predicate, object, span))

    def _properties(self, subject: Term, tree: Node, whole: Node | None = None) -> None:
        """Read `p o, o ; p o`; a triple alone in `whole` is shown with its subject."""
        said = [verb_objects for verb_objects in tree.children if verb_objects is not None]
        for verb_objects in said:
            verb, *objects = verb_objects.children
            shown = whole if whole is not None and len(said) == len(objects) == 1 else verb_objects
            for node in objects:
                self._object(subject, verb, node, shown)

    def _object(self, subject: Term, verb: Node, node: Node, whole: Node) -> None:
        target, *annotations = node.children
        object = self.term(target)
        if is_token(verb):
            predicate = self.term(verb)
            self._add(subject, predicate, object, whole)
        else:
            predicate = self._path(subject, verb, object, whole)
            if annotations and not self._is_simple(verb):
                self.scope.report(mistakes.ANNOTATED_PATH, *place(verb, self.scope))
        reifier: Term | None = None
        for annotation in annotations:
            if annotation.data == "reifier":
                reifier = self._reifier(annotation, subject, predicate, object)
                continue
            if reifier is None:
                reifier = self._reify(self.scope.fresh(), subject, predicate, object, annotation)
            self._properties(reifier, annotation.children[0])
            reifier = None

    def _reifier(self, node: Node, s: Term, p: Term, o: Term) -> Term:
        named = node.children[0]
        reifier = self.scope.fresh() if named is None else self.term(named)
        return self._reify(reifier, s, p, o, node)

    def _reify(self, reifier: Term, s: Term, p: Term, o: Term, node: Node) -> Term:
        self._add(reifier, _REIFIES, triple_term(s, p, o), node)
        return reifier

    def _path(self, subject: Term, path: Node, object: Term, whole: Node) -> Term:
        """Write a path out as patterns; the result is its predicate if it is a single one."""
        steps = path.children
        if not self._is_simple(path) and self.scope.mode != "body":
            self.scope.report(mistakes.PATH_OUTSIDE_BODY, *place(path, self.scope))
        predicate: Term = TYPE
        here = subject
        for number_, step in enumerate(steps, 1):
            there = object if number_ == len(steps) else self.scope.fresh()
            inverse, end_node = step.children
            ends = (here, there) if inverse is None else (there, here)
            if not is_token(end_node) and end_node.data == "path":
                self._path(ends[0], end_node, ends[1], whole)
            else:
                predicate = self.term(end_node)
                self._add(ends[0], predicate, ends[1], whole)
            here = there
        return predicate

    @staticmethod
    def _is_simple(path: Node) -> bool:
        """Whether a path is one property, said forwards."""
        steps = path.children
        inverse, end = steps[0].children
        return len(steps) == 1 and inverse is None and (is_token(end) or end.data != "path")

    def term(self, node: Node) -> Term:
        """The term of a node of the tree; lists and `[…]` add their triples first."""
        if is_token(node):
            return self._token(node)
        kind = str(node.data)
        read: Callable[[Node], Term] = getattr(self, f"_{kind}")
        return read(node)

    def _token(self, token: Node) -> Term:
        if token.type == "A":
            return TYPE
        if token.type != "VAR":
            return self.scope.blank(token[2:])
        if self.scope.mode == "data":
            where = place(token, self.scope)
            self.scope.report(mistakes.VARIABLE_IN_DATA, *where, found=str(token))
            return self.scope.blank(token[1:])
        return f"?{token[1:]}"

    def _iri(self, tree: Node) -> Term:
        return iri_from_tree(tree, self.scope)

    def _literal(self, tree: Node) -> Term:
        return literal_from_tree(tree, self.scope)

    def _blank(self, tree: Node) -> Term:
        return self.term(tree.children[0]) if tree.children else self.scope.fresh()

    def _blank_properties(self, tree: Node) -> Term:
        node = self.scope.fresh()
        self._properties(node, tree.children[0])
        return node

    def _nil(self, _tree: Node) -> Term:
        return _NIL

    def _collection(self, tree: Node) -> Term:
        cells: list[str] = [self.scope.fresh() for _ in tree.children] + [_NIL]
        for cell, rest, item in zip(cells, cells[1:], tree.children, strict=False):
            self._add(cell, _FIRST, self.term(item), tree)
            self._add(cell, _REST, rest, tree)
        return cells[0]

    def _triple_term(self, tree: Node) -> Term:
        s, p, o = (self.term(child) for child in tree.children)
        return triple_term(s, p, o)

    def _reified_triple(self, tree: Node) -> Term:
        s, p, o = (self.term(child) for child in tree.children[:3])
        reifier = tree.children[3]
        if reifier is None:
            return self._reify(self.scope.fresh(), s, p, o, tree)
        return self._reifier(reifier, s, p, o)
