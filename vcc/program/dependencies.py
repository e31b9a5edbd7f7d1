"""Which rule may use which rule's conclusions: by unification of patterns with templates.

Constants count: `?x :status :ok` does not depend on a head `?x :status :bad`; a variable used
twice must take one value. A pattern that looks at given facts only depends on no rule.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vcc.program.syntax import Negation, Rule, Term, TriplePattern, TripleTerm, is_variable


@dataclass(frozen=True, slots=True)
class Edge:
    """A rule needs the conclusions of the rule at place `needs`.

    `closed`: it needs all of them before it may run. `through` is the pattern that reads them.
    """

    needs: int
    closed: bool
    through: TriplePattern
    negated: bool


def dependencies_of(rules: Sequence[Rule]) -> tuple[tuple[Edge, ...], ...]:
    """For each rule, its edges: at most one open and one closed edge to any rule."""
    templates: dict[str | None, list[tuple[int, TriplePattern]]] = defaultdict(list)
    for place, rule in enumerate(rules):
        for template in rule.head:
            templates[_constant_predicate(template)].append((place, template))
    every = [entry for entries in templates.values() for entry in entries]
    return tuple(tuple(_edges(rule, templates, every)) for rule in rules)


def _edges(
    rule: Rule,
    templates: dict[str | None, list[tuple[int, TriplePattern]]],
    every: list[tuple[int, TriplePattern]],
) -> Iterator[Edge]:
    seen: set[tuple[int, bool]] = set()
    for pattern, negated in read_patterns(rule):
        closed = negated or rule.runs_once
        predicate = _constant_predicate(pattern)
        if predicate is None:
            candidates = every
        else:
            candidates = templates.get(predicate, []) + templates.get(None, [])
        for place, template in candidates:
            if (place, closed) not in seen and unify(pattern, template):
                seen.add((place, closed))
                yield Edge(place, closed, pattern, negated)


def read_patterns(rule: Rule) -> Iterator[tuple[TriplePattern, bool]]:
    """The patterns of a body that can match conclusions, and whether each is negated."""
    if rule.data:
        return
    for element in rule.body:
        if isinstance(element, TriplePattern):
            yield element, False
        elif isinstance(element, Negation) and not element.data:
            for inner in element.elements:
                if isinstance(inner, TriplePattern):
                    yield inner, True


def _constant_predicate(pattern: TriplePattern) -> str | None:
    predicate = pattern.predicate
    return predicate if isinstance(predicate, str) and predicate[0] != "?" else None


def unify(pattern: TriplePattern, template: TriplePattern) -> bool:
    """Whether some triple is both matched by the pattern and made by the template."""
    bindings: dict[str, Term] = {}
    pairs = zip(pattern.terms, template.terms, strict=True)
    return all(_unify_terms(_own(a, "b"), _own(b, "h"), bindings) for a, b in pairs)


def _own(term: Term, side: str) -> Term:
    """The term with its variables kept apart from those of the other rule."""
    if isinstance(term, TripleTerm):
        return TripleTerm(
            _own(term.subject, side), _own(term.predicate, side), _own(term.object, side)
        )
    # A blank node of a head is a new node, which no pattern names: only variables match it.
    return f"?{side}{term}" if is_variable(term) else term


def _unify_terms(a: Term, b: Term, bindings: dict[str, Term]) -> bool:
    a, b = _value(a, bindings), _value(b, bindings)
    if a == b:
        return True
    if isinstance(a, str) and is_variable(a):
        bindings[a] = b
        return True
    if isinstance(b, str) and is_variable(b):
        bindings[b] = a
        return True
    a, b = _opened(a), _opened(b)
    if isinstance(a, TripleTerm) and isinstance(b, TripleTerm):
        return all(
            _unify_terms(x, y, bindings)
            for x, y in (
                (a.subject, b.subject), (a.predicate, b.predicate), (a.object, b.object)
            )
        )  # fmt: skip
    return False


def _value(term: Term, bindings: dict[str, Term]) -> Term:
    while isinstance(term, str) and term in bindings:
        term = bindings[term]
    return term


def _opened(term: Term) -> Term:
    """A ground triple term taken apart, so that it can meet one with variables."""
    if isinstance(term, str) and term.startswith("<<( "):
        return TripleTerm(*parts_of_triple_term(term))
    return term


def parts_of_triple_term(term: str) -> tuple[str, str, str]:
    """Subject, predicate and object of a ground triple term `<<( s p o )>>`."""
    subject, position = _read_term(term, 4)
    predicate, position = _read_term(term, position)
    object, _ = _read_term(term, position)
    return subject, predicate, object


def _read_term(text: str, start: int) -> tuple[str, int]:
    """The term at `start`, and where the next one begins."""
    if text.startswith("<<(", start):
        depth, position = 0, start
        while True:
            if text.startswith("<<(", position):
                depth, position = depth + 1, position + 3
            elif text.startswith(")>>", position):
                depth, position = depth - 1, position + 3
                if depth == 0:
                    return text[start:position], position + 1
            elif text[position] == '"':
                position = _end_of_string(text, position)
            elif text[position] == "<":
                position = text.index(">", position) + 1
            else:
                position += 1
    end = _end_of_string(text, start) if text[start] == '"' else start
    end = text.index(" ", end)
    return text[start:end], end + 1


def _end_of_string(text: str, start: int) -> int:
    position = start + 1
    while text[position] != '"':
        position += 2 if text[position] == "\\" else 1
    return position + 1
