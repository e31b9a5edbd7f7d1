"""The abstract syntax of SPARQL-RL (W3C working draft of August 2026), with our aggregates.

What the concrete syntax abbreviates is already written out: paths, lists, `[…]`, `;`, `,`,
reifiers and annotations are triple patterns. Terms are strings: a variable begins with `?`,
every other term is as N-Triples writes it. Variables that no author wrote (blank nodes of a
body, the joints of a path) begin with `?_:`; blank nodes of a head begin with `_:`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from vcc.source.text import Span
from vcc.vocabulary.rdf import Triple

AGGREGATES: Final = ("COUNT", "SUM", "MIN", "MAX", "AVG")


@dataclass(frozen=True, slots=True)
class TripleTerm:
    """A triple term with a variable somewhere inside (a ground one is a plain string)."""

    subject: Term
    predicate: Term
    object: Term


Term = str | TripleTerm


@dataclass(frozen=True, slots=True)
class Call:
    """A function, built-in (`STRLEN`, `+`, `||`, `IN`) or an IRI term, and its arguments."""

    function: str
    arguments: tuple[Expression, ...]
    span: Span = field(compare=False, repr=False)


Expression = str | TripleTerm | Call


@dataclass(frozen=True, slots=True)
class TriplePattern:
    """A triple with variables: in a body it is matched, in a head it is filled in."""

    subject: Term
    predicate: Term
    object: Term
    span: Span = field(compare=False, repr=False)

    @property
    def terms(self) -> tuple[Term, Term, Term]:
        """Subject, predicate, object."""
        return (self.subject, self.predicate, self.object)


@dataclass(frozen=True, slots=True)
class Filter:
    """Keeps the solutions for which the expression is true; an error counts as false."""

    expression: Expression
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Negation:
    """`NOT { … }`: keeps a solution if its inside has none. `data`: looks at given facts only."""

    elements: tuple[TriplePattern | Filter, ...]
    data: bool
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Assignment:
    """`SET(?variable := expression)`; an error drops the solution."""

    variable: str
    expression: Expression
    span: Span = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Aggregate:
    """Our extension `COUNT(DISTINCT ?argument AS ?result)`; see `checks/aggregates.py`."""

    function: str
    distinct: bool
    argument: str
    result: str
    span: Span = field(compare=False, repr=False)


Element = TriplePattern | Filter | Negation | Assignment | Aggregate


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. `id` is its IRI, or a blank node made from its text where it has no name.

    `data` marks `WHERE DATA`: the body is matched on the given facts only.
    """

    id: str
    head: tuple[TriplePattern, ...]
    body: tuple[Element, ...]
    data: bool
    span: Span = field(compare=False, repr=False)
    name_span: Span | None = field(default=None, compare=False, repr=False)

    @property
    def patterns(self) -> tuple[TriplePattern, ...]:
        """The triple patterns of the body outside of negations, in written order."""
        return tuple(e for e in self.body if isinstance(e, TriplePattern))

    @property
    def aggregates(self) -> tuple[Aggregate, ...]:
        """The aggregates of the body, in written order."""
        return tuple(e for e in self.body if isinstance(e, Aggregate))

    @property
    def makes_terms(self) -> bool:
        """Whether the rule makes terms without bound: SET, a blank node in its head, or a triple
        term deeper there than what it is made of.

        Such a rule runs once, before the general rules of its stratum, so that it cannot feed
        itself for ever (SPARQL-RL, "run-once"). The draft forgets the deeper triple terms, with
        which `{ ?s :says <<( ?s ?p ?o )>> } WHERE { ?s ?p ?o }` would never end. Other triple
        terms are no deeper than the deepest that is there, so there is an end of them.
        """
        if any(isinstance(e, Assignment) for e in self.body):
            return True
        known: dict[str, int] = {}
        for name, depth in (found for p in self.patterns for t in p.terms for found in depths(t)):
            known[name] = max(depth, known.get(name, 0))
        return any(
            name.startswith("_:") or depth > known.get(name, 0)
            for p in self.head
            for t in p.terms
            for name, depth in depths(t)
        )

    @property
    def runs_once(self) -> bool:
        """Whether one evaluation is enough: the rule makes terms or aggregates."""
        return self.makes_terms or bool(self.aggregates)

    @property
    def is_monotone(self) -> bool:
        """Whether more facts can never take a conclusion away."""
        return not any(isinstance(e, Negation | Aggregate) for e in self.body)


@dataclass(frozen=True, slots=True)
class Stratum:
    """Rules (as places in `Program.rules`) that may be evaluated together."""

    run_once: tuple[int, ...]
    general: tuple[int, ...]


@dataclass(frozen=True)
class Program:
    """A checked set of rules: well formed and stratified.

    `rules` are sorted by id, whatever the order of the text; `data` are the facts of the DATA
    blocks, sorted. `dependencies[i]` are the rules whose conclusions rule `i` may use.
    """

    rules: tuple[Rule, ...]
    data: tuple[Triple, ...]
    strata: tuple[Stratum, ...]
    dependencies: tuple[tuple[int, ...], ...]

    def rule(self, id: str) -> Rule | None:
        """The rule of that id (an IRI term), or None."""
        return self.by_id.get(id)

    @cached_property
    def by_id(self) -> Mapping[str, Rule]:
        """The rules by their ids."""
        return {rule.id: rule for rule in self.rules}


def is_variable(term: Expression) -> bool:
    """Whether a term is a variable."""
    return isinstance(term, str) and term[0] == "?"


def variables(expression: Expression) -> Iterator[str]:
    """The variables in a term or expression, in written order, repeated where repeated."""
    if isinstance(expression, str):
        if expression[0] == "?":
            yield expression
    elif isinstance(expression, TripleTerm):
        for term in (expression.subject, expression.predicate, expression.object):
            yield from variables(term)
    else:
        for argument in expression.arguments:
            yield from variables(argument)


def depths(term: Term, depth: int = 0) -> Iterator[tuple[str, int]]:
    """The variables and blank nodes of a term, and in how many triple terms each stands."""
    if isinstance(term, TripleTerm):
        for part in (term.subject, term.predicate, term.object):
            yield from depths(part, depth + 1)
    elif term.startswith(("?", "_:")):
        yield term, depth


def pattern_variables(pattern: TriplePattern) -> Iterator[str]:
    """The variables of a triple pattern, in written order, repeated where repeated."""
    for term in pattern.terms:
        yield from variables(term)


def calls(expression: Expression) -> Iterator[Call]:
    """The function calls in an expression, outermost first."""
    if isinstance(expression, Call):
        yield expression
        for argument in expression.arguments:
            yield from calls(argument)
