"""A rule body made ready for joining: triple terms taken out, names of NOT made its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vcc.plan.atoms import Atom
from vcc.program.syntax import (
    Aggregate,
    Assignment,
    Call,
    Element,
    Expression,
    Filter,
    Negation,
    Rule,
    Term,
    TriplePattern,
    TripleTerm,
    is_variable,
    pattern_variables,
    variables,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Match:
    """A triple pattern to join with; `given`: with facts of the base graph only."""

    atom: Atom
    given: bool


@dataclass(frozen=True, slots=True)
class Unpack:
    """A variable of an atom that stands for a triple term: its parts must match."""

    variable: str
    term: TripleTerm


@dataclass(frozen=True, slots=True)
class Without:
    """A negation: its inside, and the variables that have a value where it was written.

    `data`: it looks at facts of the base graph only.
    """

    body: tuple[Match | Unpack | Filter, ...]
    outer: frozenset[str]
    data: bool


_MAKERS = ("BNODE", "UUID", "STRUUID")
Part = Match | Unpack | Filter | Assignment | Without


@dataclass(frozen=True, slots=True)
class Body:
    """The body of a rule, in written order.

    `parts` give the solutions; with aggregates, solutions are then grouped by `group`, and
    `after` filters and extends the groups.
    """

    parts: tuple[Part, ...]
    group: tuple[str, ...]
    aggregates: tuple[Aggregate, ...]
    after: tuple[Filter | Assignment, ...]

    @property
    def matches(self) -> tuple[Match, ...]:
        """The positive patterns, in written order."""
        return tuple(part for part in self.parts if isinstance(part, Match))


def body_from_rule(rule: Rule) -> Body:
    """Lower the body of a checked rule."""
    from vcc.program.checks.aggregates import comes_after, group_of, results_of

    results = results_of(rule)
    parts: list[Part] = []
    after: list[Filter | Assignment] = []
    bound: set[str] = set()
    matched: set[str] = set()
    elsewhere = _names_outside_negations(rule)
    for number, element in enumerate(rule.body):
        if isinstance(element, Filter | Assignment) and comes_after(element, results):
            after.append(element)
        elif isinstance(element, Negation):
            parts.append(_without(element, number, bound, elsewhere, rule.data))
        elif isinstance(element, TriplePattern):
            parts += _lowered(element, rule.data, f"t{number}")
            matched.update(pattern_variables(element))
            bound |= matched
        elif isinstance(element, Assignment):
            salt = (rule.id, str(number), *sorted(matched))
            expression = _salted(element.expression, salt)
            parts.append(Assignment(element.variable, expression, element.span))
            bound.add(element.variable)
        elif isinstance(element, Filter):
            parts.append(element)
    group = group_of(rule) if rule.aggregates else ()
    return Body(tuple(parts), group, rule.aggregates, tuple(after))


def _salted(expression: Expression, salt: tuple[str, ...]) -> Expression:
    """Functions that give new terms get the solution as arguments: so they are pure.

    `BNODE("x")` gives one node for each solution and text, the others one for each place.
    """
    if not isinstance(expression, Call):
        return expression
    places = enumerate(expression.arguments)
    arguments = tuple(_salted(a, (*salt[:1], f"{salt[1]}.{n}", *salt[2:])) for n, a in places)
    if expression.function == "BNODE" and arguments:
        arguments += (salt[0], *salt[2:])
    elif expression.function in _MAKERS:
        arguments += salt
    return Call(expression.function, arguments, expression.span)


def _lowered(pattern: TriplePattern, given: bool, key: str) -> Iterator[Match | Unpack]:
    """The pattern as an atom; each triple term becomes a variable that is unpacked."""
    terms: list[str] = []
    unpacked: list[Unpack] = []
    for position, term in enumerate(pattern.terms):
        if isinstance(term, TripleTerm):
            name = f"?_:{key}.{position}"
            unpacked.append(Unpack(name, term))
            terms.append(name)
        else:
            terms.append(term)
    yield Match((terms[0], terms[1], terms[2]), given)
    yield from unpacked


def _names_outside_negations(rule: Rule) -> frozenset[str]:
    names: set[str] = set()
    for element in rule.body:
        if isinstance(element, TriplePattern):
            names.update(pattern_variables(element))
        elif isinstance(element, Assignment):
            names.add(element.variable)
        elif isinstance(element, Aggregate):
            names.add(element.result)
    return frozenset(names)


def _without(
    negation: Negation, number: int, bound: set[str], elsewhere: frozenset[str], data: bool
) -> Without:
    """A variable without a value where NOT stands is local, even if it gets one further down."""
    inner = {v for e in negation.elements for v in _names(e)}
    own = {name: f"{name}~{number}" for name in inner if name in elsewhere and name not in bound}
    body: list[Match | Unpack | Filter] = []
    for position, element in enumerate(negation.elements):
        if isinstance(element, Filter):
            body.append(Filter(_renamed(element.expression, own), element.span))
        else:
            s, p, o = (_renamed_term(term, own) for term in element.terms)
            pattern = TriplePattern(s, p, o, element.span)
            body += _lowered(pattern, data or negation.data, f"n{number}.{position}")
    return Without(tuple(body), frozenset(inner & bound), negation.data)


def _names(element: Element) -> Iterator[str]:
    if isinstance(element, TriplePattern):
        yield from pattern_variables(element)
    elif isinstance(element, Filter):
        yield from variables(element.expression)


def _renamed_term(term: Term, names: dict[str, str]) -> Term:
    if isinstance(term, str):
        return names.get(term, term)
    parts = (_renamed_term(t, names) for t in (term.subject, term.predicate, term.object))
    return TripleTerm(*parts)


def _renamed(expression: Expression, names: dict[str, str]) -> Expression:
    if isinstance(expression, Call):
        arguments = tuple(_renamed(argument, names) for argument in expression.arguments)
        return Call(expression.function, arguments, expression.span)
    return _renamed_term(expression, names)


def part_variables(part: Part) -> frozenset[str]:
    """The variables of a part that later or earlier parts may share."""
    if isinstance(part, Match):
        return frozenset(term for term in part.atom if is_variable(term))
    if isinstance(part, Unpack):
        return frozenset(variables(part.term)) | {part.variable}
    if isinstance(part, Filter):
        return frozenset(variables(part.expression))
    if isinstance(part, Assignment):
        return frozenset(variables(part.expression)) | {part.variable}
    return part.outer


def solution_variables(body: Body) -> tuple[str, ...]:
    """The variables of a complete solution (of groups, if the body has aggregates), sorted."""
    if not body.aggregates:
        return tuple(sorted({v for part in body.parts for v in part_variables(part)}))
    names = {*body.group, *(aggregate.result for aggregate in body.aggregates)}
    return tuple(sorted(names.union(*(part_variables(part) for part in body.after))))
