"""Our extension: aggregates as body elements.

`COUNT(?x AS ?n)` ranges over the solutions of the rest of the body and groups them by the
variables of the head that are no results; without a solution there is no group. Results may then
be filtered and assigned; variables that are not grouped by have no value any more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from vcc.program import mistakes
from vcc.program.checks.functions import expressions_in
from vcc.program.syntax import (
    Aggregate,
    Assignment,
    Element,
    Filter,
    Negation,
    Rule,
    TriplePattern,
    pattern_variables,
    variables,
)  # fmt: skip
from vcc.source.diagnostic import Diagnostic, Words


def results_of(rule: Rule) -> set[str]:
    """Variables whose value comes after grouping: results, and what SET makes of them."""
    found = {aggregate.result for aggregate in rule.aggregates}
    for element in rule.body:
        if isinstance(element, Assignment) and found & set(variables(element.expression)):
            found.add(element.variable)
    return found


def group_of(rule: Rule) -> tuple[str, ...]:
    """The variables that solutions are grouped by: those of the head that are no results."""
    results = results_of(rule)
    used = (v for pattern in rule.head for v in pattern_variables(pattern))
    return tuple(dict.fromkeys(v for v in used if v not in results))


def comes_after(element: Element, results: set[str]) -> bool:
    """Whether the element works on groups rather than on solutions."""
    return isinstance(element, Filter | Assignment) and any(
        v in results for e in expressions_in(element) for v in variables(e)
    )


def check_aggregates(rules: Sequence[Rule]) -> Iterator[Diagnostic]:
    """Report aggregates over nothing, reused results, and ungrouped variables after grouping."""
    for rule in rules:
        if rule.aggregates:
            yield from _check(rule)


def _check(rule: Rule) -> Iterator[Diagnostic]:
    results, group = results_of(rule), set(group_of(rule))
    values = {v for pattern in rule.patterns for v in pattern_variables(pattern)}
    values |= {
        e.variable for e in rule.body if isinstance(e, Assignment) and e.variable not in results
    }
    seen: set[str] = set()
    taken: set[str] = set()
    for element in rule.body:
        if isinstance(element, Aggregate):
            yield from _check_aggregate(element, values, seen | taken)
            taken.add(element.result)
        elif comes_after(element, results):
            used = {v for e in expressions_in(element) for v in variables(e)}
            for name in sorted(used - results - group):
                yield mistakes.AFTER_AGGREGATE.at(element.span, found=name)
        else:
            for name in sorted(_matched(element) & taken - seen):
                yield mistakes.PATTERN_AFTER_AGGREGATE.at(element.span, found=name)
            seen |= _matched(element)


def _check_aggregate(
    aggregate: Aggregate, values: set[str], taken: set[str]
) -> Iterator[Diagnostic]:
    if aggregate.argument not in values:
        name = aggregate.argument
        advice = Words(f"add a pattern with {name}", f"请加入含 {name} 的模式")
        yield mistakes.AGGREGATE_UNBOUND.at(aggregate.span, found=name, advice=advice)
    if aggregate.result in taken:
        yield mistakes.AGGREGATE_RESULT_USED.at(aggregate.span, found=aggregate.result)


def _matched(element: Element) -> set[str]:
    if isinstance(element, TriplePattern):
        return set(pattern_variables(element))
    if isinstance(element, Negation):
        inner: set[str] = {v for e in expressions_in(element) for v in variables(e)}
        return inner.union(*(_matched(e) for e in element.elements))
    return set()
