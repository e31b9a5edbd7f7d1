"""Well-formedness of SPARQL-RL: a body is read in written order, before any reordering."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches

from vcc.program import mistakes
from vcc.program.syntax import (
    Assignment,
    Expression,
    Filter,
    Negation,
    Rule,
    TriplePattern,
    pattern_variables,
    variables,
)  # fmt: skip
from vcc.source.diagnostic import Code, Diagnostic, Words
from vcc.source.text import Span


def check_wellformed(rules: Sequence[Rule]) -> Iterator[Diagnostic]:
    """Report variables that are used before they have a value, or given one twice."""
    for rule in rules:
        yield from _check(rule)


def _check(rule: Rule) -> Iterator[Diagnostic]:
    bound: set[str] = set()
    everywhere = sorted(v for p in rule.patterns for v in pattern_variables(p))
    for element in rule.body:
        if isinstance(element, TriplePattern):
            bound.update(pattern_variables(element))
        elif isinstance(element, Filter):
            yield from _unbound(
                mistakes.FILTER_UNBOUND, element.expression, bound, everywhere, element.span
            )
        elif isinstance(element, Negation):
            yield from _inside(element, bound)
        elif isinstance(element, Assignment):
            yield from _unbound(
                mistakes.SET_UNBOUND, element.expression, bound, everywhere, element.span
            )
            if element.variable in bound:
                yield mistakes.SET_AGAIN.at(element.span, found=element.variable)
            bound.add(element.variable)
        else:
            bound.add(element.result)
    for template in rule.head:
        for term in template.terms:
            yield from _unbound(mistakes.HEAD_UNBOUND, term, bound, sorted(bound), template.span)


def _inside(negation: Negation, bound: set[str]) -> Iterator[Diagnostic]:
    seen = set(bound)
    inner = [e for e in negation.elements if isinstance(e, TriplePattern)]
    everywhere = sorted(seen.union(*(pattern_variables(p) for p in inner)))
    for element in negation.elements:
        if isinstance(element, TriplePattern):
            seen.update(pattern_variables(element))
        else:
            yield from _unbound(
                mistakes.FILTER_UNBOUND, element.expression, seen, everywhere, element.span
            )


def _unbound(
    code: Code, expression: Expression, bound: Iterable[str], known: Sequence[str], span: Span
) -> Iterator[Diagnostic]:
    for name in dict.fromkeys(variables(expression)):
        if name in bound:
            continue
        near = get_close_matches(name, [v for v in known if v != name and v[1] != "_"], 1, 0.7)
        if name in known:
            advice = Words(
                f"move it below the pattern that gives {name} a value",
                f"请移到给 {name} 取值的模式之后",
            )
        elif near:
            advice = Words(f"did you mean {near[0]}?", f"是否想写 {near[0]}？")
        else:
            advice = Words(
                f"add a pattern with {name} to the body", f"请在主体中加入含 {name} 的模式"
            )
        yield code.at(span, found=name, advice=advice)
