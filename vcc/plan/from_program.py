"""A program → its plan: phases of rules, and for each rule its pipelines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from vcc.plan.lower import Body, body_from_rule, part_variables, solution_variables
from vcc.plan.operators import (
    Aggregate,
    AntiJoin,
    Extend,
    Fresh,
    Join,
    Operator,
    Phase,
    Pipeline,
    Plan,
    Project,
    RulePlan,
    Scan,
    Select,
    SemiJoin,
    Summary,
    is_variable,
)  # fmt: skip
from vcc.plan.order import Expected, ordered, triple_expression
from vcc.program.dependencies import read_patterns, unify
from vcc.program.strata import components_of
from vcc.program.syntax import Program, Rule, TripleTerm, variables


@dataclass(frozen=True, slots=True)
class Outside:
    """Something besides the rules that makes facts, by their predicates: what it reads and gives.

    It works once what it reads is complete.
    """

    reads: frozenset[str]
    gives: frozenset[str]


def plan_from_program(program: Program, outside: Outside | None = None) -> Plan:
    """Plan a checked program; the same program always gives the same plan.

    Rules that need what `outside` gives come after those that conclude what it reads, if no rule
    is both.
    """
    needs = _needs(program, outside)
    depth: dict[int, int] = {}
    plans: dict[int, RulePlan] = {}
    for members in components_of(needs):
        needed = {n for m in members for n in needs[m]} - set(members)
        level = max((depth[n] + 1 for n in needed), default=0)
        for place in members:
            depth[place] = level
            plans[place] = _rule_plan(program.rules, place, members, program)
    phases = [
        Phase(tuple(place for place in range(len(program.rules)) if depth[place] == level))
        for level in range(max(depth.values(), default=-1) + 1)
    ]
    rules = tuple(plans[place] for place in range(len(program.rules)))
    return Plan(rules, tuple(phases), program.data)


def _needs(program: Program, outside: Outside | None) -> Sequence[Sequence[int]]:
    """For each rule, the rules that come before it, unless they are on a circle with it."""
    if outside is None:
        return program.dependencies
    before = {
        place
        for place, rule in enumerate(program.rules)
        if any(template.predicate in outside.reads for template in rule.head)
    }
    needs = [
        sorted({*needed, *before}) if _reads_any(rule, outside.gives) else needed
        for rule, needed in zip(program.rules, program.dependencies, strict=True)
    ]
    same = len(components_of(needs)) == len(components_of(program.dependencies))
    return needs if same else program.dependencies


def _reads_any(rule: Rule, predicates: frozenset[str]) -> bool:
    return any(pattern.predicate in predicates for pattern, _ in read_patterns(rule))


def _rule_plan(
    rules: Sequence[Rule], place: int, members: Sequence[int], program: Program
) -> RulePlan:
    rule = rules[place]
    body = body_from_rule(rule)
    recurring: list[Pipeline] = []
    if place in program.dependencies[place] or len(members) > 1:
        templates = [template for member in members for template in rules[member].head]
        for number, pattern in enumerate(rule.patterns):
            if not rule.data and any(unify(pattern, template) for template in templates):
                recurring.append(pipeline_of(rule, body, number, True))
    return RulePlan(rule, body, rule.runs_once, pipeline_of(rule, body), tuple(recurring))


def pipeline_of(
    rule: Rule,
    body: Body | None = None,
    start: int | None = None,
    delta: bool = False,
    expected: Expected | None = None,
) -> Pipeline:
    """A pipeline for the rule, beginning with pattern `start` (with `delta`: its new facts).

    `expected` helps to choose the order of the others.
    """
    body = body or body_from_rule(rule)
    steps = ordered(body.parts, (), start, delta, expected)
    tail = _tail(rule, body)
    needed = _used_by(tail)
    if body.aggregates:  # every solution counts, so all variables stay
        needed |= {v for part in body.parts for v in part_variables(part)}
    else:
        steps = _existential(steps, needed)
    return Pipeline(rule.id, start, delta, (*_trimmed(steps, needed), *tail))


def _tail(rule: Rule, body: Body) -> list[Operator]:
    """What happens to complete solutions: grouping, new terms, and the head."""
    tail: list[Operator] = []
    bound = solution_variables(body)
    if body.aggregates:
        summaries = (Summary(a.function, a.distinct, a.argument, a.result) for a in body.aggregates)
        tail.append(Aggregate(body.group, tuple(summaries)))
        tail += ordered(body.after, {*body.group, *(a.result for a in body.aggregates)})
    made: dict[object, str] = {}
    templates = []
    for pattern in rule.head:
        s, p, o = (_made(term, made, tail, rule.id, bound) for term in pattern.terms)
        templates.append((s, p, o))
    return [*tail, Project(tuple(dict.fromkeys(templates)))]


def _made(
    term: object, made: dict[object, str], tail: list[Operator], rule: str, bound: tuple[str, ...]
) -> str:
    """The term as it stands in a template; blank nodes and triple terms are made before it."""
    if isinstance(term, TripleTerm):
        parts = (term.subject, term.predicate, term.object)
        s, p, o = (_made(part, made, tail, rule, bound) for part in parts)
        if term not in made:
            made[term] = f"?_:h{len(made)}"
            tail.append(Extend(made[term], triple_expression(TripleTerm(s, p, o))))
        return made[term]
    assert isinstance(term, str)
    if not term.startswith("_:"):
        return term
    if term not in made:
        made[term] = f"?_:h{len(made)}"
        tail.append(Fresh(made[term], rule, term[2:], bound))
    return made[term]


def _used_by(operators: Iterable[Operator]) -> set[str]:
    """The variables whose values the operators read."""
    used: set[str] = set()
    for operator in operators:
        if isinstance(operator, Scan | Join):
            used.update(t for t in operator.atom if is_variable(t) and t not in operator.keeps)
        elif isinstance(operator, SemiJoin | AntiJoin):
            used |= _used_by(operator.steps)
        elif isinstance(operator, Select | Extend):
            used.update(variables(operator.expression))
        elif isinstance(operator, Fresh):
            used.update(operator.values)
        elif isinstance(operator, Aggregate):
            used.update(operator.group)
            used.update(summary.argument for summary in operator.summaries)
        else:
            used.update(t for template in operator.templates for t in template if is_variable(t))
    return used


def _existential(steps: list[Operator], needed: set[str]) -> list[Operator]:
    """Once every needed variable has a value, the rest only has to exist."""
    missing = set(needed)
    for number, step in enumerate(steps):
        missing -= _bound_by(step)
        rest = steps[number + 1 :]
        if not missing:
            if sum(isinstance(other, Join) for other in rest) > 1:
                return [*steps[: number + 1], SemiJoin(tuple(_trimmed(rest, set())))]
            return steps
    return steps


def _bound_by(step: Operator) -> set[str]:
    if isinstance(step, Scan | Join):
        return set(step.keeps)
    return {step.variable} if isinstance(step, Extend) else set()


def _trimmed(steps: Sequence[Operator], needed: set[str]) -> list[Operator]:
    """The steps with only those variables kept that are read later."""
    needed = set(needed)
    result: list[Operator] = []
    for step in reversed(steps):
        if isinstance(step, Scan):
            keeps = tuple(v for v in step.keeps if v in needed)
            step = Scan(step.atom, keeps, step.delta, step.given)
        elif isinstance(step, Join):
            step = Join(step.atom, tuple(v for v in step.keeps if v in needed), step.given)
        elif isinstance(step, AntiJoin):
            step = AntiJoin(tuple(_trimmed(step.steps, set())))
        result.append(step)
        needed |= _used_by([step])
    return result[::-1]
