"""Where the evaluation of a rule begins, given what static facts there are.

Everything that static facts entail alone is known already. So if some pattern of a rule matches
no static fact, every new instance begins there; otherwise a new instance has a new fact in some
position, and the rule is evaluated from each position in turn.
"""

from __future__ import annotations

from vcc.engine.relation import Store
from vcc.plan.from_program import pipeline_of
from vcc.plan.lower import Match
from vcc.plan.operators import Atom, Pipeline, RulePlan, Scan, is_variable
from vcc.plan.order import Expected


def starts_of(
    rule: RulePlan, base: Store, expected: Expected | None = None
) -> tuple[Pipeline, ...]:
    """The pipelines that together find every instance of the rule that the base does not have."""
    if not base.forward:
        return (rule.whole,)
    body = rule.body
    new = [n for n, match in enumerate(body.matches) if not matches_some(match.atom, base)]
    first = rule.whole.operators[0]
    atoms = {body.matches[n].atom for n in new}
    if not body.matches:
        return (rule.whole,)
    if isinstance(first, Scan) and first.atom in atoms:
        return (pipeline_of(rule.rule, body, expected=expected),) if expected else (rule.whole,)
    if new:
        start = max(new, key=lambda n: (_constants(body.matches[n]), -n))
        return (pipeline_of(rule.rule, body, start, False, expected),)
    if is_saturated(rule) and not rule.rule.data:
        positions = range(len(body.matches))
        return tuple(pipeline_of(rule.rule, body, n, True, expected) for n in positions)
    return (rule.whole,)


def recurring_of(rule: RulePlan, expected: Expected) -> tuple[Pipeline, ...]:
    """The pipelines of a rule on a circle that begin with a delta."""
    starts = (pipeline.start for pipeline in rule.recurring)
    return tuple(pipeline_of(rule.rule, rule.body, n, True, expected) for n in starts)


def is_saturated(rule: RulePlan) -> bool:
    """Whether `prepare` has drawn all conclusions of the rule from static facts."""
    return rule.rule.is_monotone and not rule.run_once


def matches_some(atom: Atom, store: Store) -> bool:
    """Whether some fact of the store has the constants of the atom."""
    s, p, o = (None if is_variable(term) else term for term in atom)
    return next(store.matching(s, p, o), None) is not None


def _constants(match: Match) -> int:
    return sum(not is_variable(term) for term in match.atom)
