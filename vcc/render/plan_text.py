"""A plan as text, for people who want to see how rules are evaluated."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from vcc.plan.operators import (
    Aggregate,
    AntiJoin,
    Atom,
    Extend,
    Fresh,
    Join,
    Operator,
    Pipeline,
    Plan,
    Project,
    Scan,
    Select,
    SemiJoin,
)  # fmt: skip
from vcc.program.syntax import Expression, Rule, TripleTerm

_LOCAL = re.compile(r"[\w.-]*\Z")
_INFIX = {"||", "&&", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/"}


def text_from_plan(
    plan: Plan, prefixes: Mapping[str, str] | None = None, only: Collection[str] | None = None
) -> str:
    """The phases with their rules, and each rule with its operators, one a line.

    `prefixes` (prefix → namespace) shorten the IRIs that begin with a namespace. `only` are the
    ids of the rules to show (None: all); phases without any of them are left out.
    """
    shorten = Shortener(prefixes or {})
    lines: list[str] = []
    for number, phase in enumerate(plan.phases, 1):
        shown = [
            plan.rules[n] for n in phase.rules if only is None or plan.rules[n].rule.id in only
        ]
        lines += [f"phase {number}"] if shown else []
        for rule in shown:
            mark = " (run once)" if rule.run_once else ""
            lines.append(f"  rule {shorten.rule(rule.rule)}{mark}")
            for pipeline in (rule.whole, *rule.recurring):
                lines += _pipeline(pipeline, shorten)
    return "\n".join(lines) + "\n"


class Shortener:
    """Writes terms with prefixes (prefix → namespace), the longest namespace first."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.namespaces = sorted(prefixes.items(), key=lambda item: -len(item[1]))

    def term(self, term: object) -> str:
        """A term, shortened if its IRI begins with a namespace and the rest is a plain name."""
        if isinstance(term, TripleTerm):
            parts = (term.subject, term.predicate, term.object)
            return f"<<( {' '.join(map(self.term, parts))} )>>"
        text = str(term)
        for prefix, namespace in self.namespaces:
            rest = text[len(namespace) + 1 : -1]
            if text.startswith("<" + namespace) and _LOCAL.match(rest):
                return f"{prefix}:{rest}"
        return text

    def rule(self, rule: Rule) -> str:
        """The name of a rule; one without a name by where it stands."""
        return str(rule.span) if rule.id.startswith("_:") else self.term(rule.id)

    def atom(self, atom: Atom) -> str:
        """A triple pattern."""
        return " ".join(map(self.term, atom))

    def expression(self, expression: Expression) -> str:
        """An expression, fully bracketed."""
        if isinstance(expression, str | TripleTerm):
            return self.term(expression)
        arguments = [self.expression(argument) for argument in expression.arguments]
        if expression.function in _INFIX:
            return f"({f' {expression.function} '.join(arguments)})"
        return f"{self.term(expression.function)}({', '.join(arguments)})"


def _pipeline(pipeline: Pipeline, shorten: Shortener) -> Iterator[str]:
    if pipeline.start is not None:
        yield f"    from {'new ' if pipeline.delta else ''}pattern {pipeline.start + 1}"
    yield from _operators(pipeline.operators, shorten, "    ")


def _operators(operators: Sequence[Operator], shorten: Shortener, indent: str) -> Iterator[str]:
    for operator in operators:
        yield f"{indent}{_line(operator, shorten)}"
        if isinstance(operator, SemiJoin | AntiJoin):
            yield from _operators(operator.steps, shorten, indent + "  ")


def _line(operator: Operator, shorten: Shortener) -> str:
    name = type(operator).__name__
    if isinstance(operator, Scan | Join):
        marks = " new" if isinstance(operator, Scan) and operator.delta else ""
        marks += " given" if operator.given else ""
        keeps = f"  → {' '.join(operator.keeps)}" if operator.keeps else ""
        return f"{name}{marks} {shorten.atom(operator.atom)}{keeps}"
    if isinstance(operator, Select):
        return f"{name} {shorten.expression(operator.expression)}"
    if isinstance(operator, Extend):
        return f"{name} {operator.variable} := {shorten.expression(operator.expression)}"
    if isinstance(operator, Fresh):
        return f"{name} {operator.variable} := node({', '.join(operator.values)})"
    if isinstance(operator, Aggregate):
        results = (
            f"{s.result} := {s.function}({'DISTINCT ' if s.distinct else ''}{s.argument})"
            for s in operator.summaries
        )
        return f"{name} by ({' '.join(operator.group)}) {', '.join(results)}"
    if isinstance(operator, Project):
        return f"{name} {' . '.join(map(shorten.atom, operator.templates))}"
    return name
