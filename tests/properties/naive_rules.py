"""The oracle: SPARQL-RL evaluated as the draft defines it, with no idea of speed.

Bodies in written order over sets of triples; every rule of a stratum over everything, until
nothing is new. Shares only the functions of expressions with the product.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from vcc.engine.aggregates import summarised
from vcc.engine.expressions import fresh_blank, holds, value_or_none
from vcc.program.checks.aggregates import comes_after, group_of, results_of
from vcc.program.syntax import (
    Aggregate,
    Assignment,
    Element,
    Filter,
    Negation,
    Program,
    Rule,
    TriplePattern,
)  # fmt: skip
from vcc.vocabulary.rdf import Triple, is_iri

Values = dict[str, str]


def inferred(program: Program, given: Iterable[Triple]) -> set[Triple]:
    base = frozenset(given)
    facts = set(base) | set(program.data)
    for stratum in program.strata:
        for place in stratum.run_once:
            facts |= set(conclusions(program.rules[place], frozenset(facts), base))
        while True:
            seen = frozenset(facts)
            for place in stratum.general:
                facts |= set(conclusions(program.rules[place], seen, base))
            if len(facts) == len(seen):
                break
    return facts - base


def conclusions(rule: Rule, facts: frozenset[Triple], base: frozenset[Triple]) -> Iterator[Triple]:
    for values in final_solutions(rule, facts, base):
        solution = [values[name] for name in sorted(values)]
        for template in rule.head:
            s, p, o = (
                fresh_blank(rule.id, t[2:])(*solution) if t.startswith("_:") else values.get(t, t)
                for t in template.terms
            )
            if is_iri(p):
                yield s, p, o


def final_solutions(rule: Rule, facts: frozenset[Triple], base: frozenset[Triple]) -> list[Values]:
    results = results_of(rule)
    before = [e for e in rule.body if not comes_after(e, results) and not isinstance(e, Aggregate)]
    found = solutions(before, {}, base if rule.data else facts, base)
    if not rule.aggregates:
        return found
    groups: dict[tuple[str, ...], list[Values]] = defaultdict(list)
    for values in found:
        groups[tuple(values[name] for name in group_of(rule))].append(values)
    grouped = []
    for key, members in groups.items():
        row = dict(zip(group_of(rule), key, strict=True))
        for a in rule.aggregates:
            terms = [values[a.argument] for values in members]
            row[a.result] = summarised(a.function, a.distinct, terms) or ""
        if all(row.values()):
            grouped += solutions(
                [e for e in rule.body if comes_after(e, results)], row, facts, base
            )
    return grouped


def solutions(
    elements: Iterable[Element], start: Values, facts: frozenset[Triple], base: frozenset[Triple]
) -> list[Values]:
    found = [start]
    for element in elements:
        found = [new for values in found for new in step(element, values, facts, base)]
    return found


def step(
    element: Element, values: Values, facts: frozenset[Triple], base: frozenset[Triple]
) -> Iterator[Values]:
    if isinstance(element, TriplePattern):
        for fact in facts:
            new = matched(element, fact, values)
            if new is not None:
                yield new
    elif isinstance(element, Filter):
        if holds(element.expression, values):
            yield values
    elif isinstance(element, Negation):
        if not solutions(element.elements, values, base if element.data else facts, base):
            yield values
    elif isinstance(element, Assignment):
        value = value_or_none(element.expression, values)
        if value is not None:
            yield {**values, element.variable: value}


def matched(pattern: TriplePattern, fact: Triple, values: Values) -> Values | None:
    new = dict(values)
    for term, value in zip(pattern.terms, fact, strict=True):
        wanted = new.setdefault(term, value) if term[0] == "?" else term
        if wanted != value:
            return None
    return new
