"""Instances of rules: one way in which one rule holds, with all that it rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from vcc.engine.aggregates import summarised
from vcc.engine.expressions import evaluate, fresh_blank
from vcc.engine.relation import Store
from vcc.engine.solve import (
    Values,
    View,
    filled,
    match_template,
    solutions,
)  # fmt: skip
from vcc.plan.lower import Body, Match, Without, solution_variables
from vcc.plan.operators import Plan
from vcc.program.syntax import Rule, Term, TripleTerm
from vcc.vocabulary.rdf import Triple


@dataclass(frozen=True, slots=True)
class Absence:
    """What one NOT looked for and did not find; variables without a value begin with `?`.

    `filtered`: the NOT has filters besides, so facts may match the patterns and still not count.
    """

    patterns: tuple[Triple, ...]
    data: bool
    filtered: bool


@dataclass(frozen=True, slots=True)
class Instance:
    """One way in which a rule holds.

    `substitution` maps the author's variables (`?x`) to terms; `premises` are the facts that the
    positive patterns match; `counted`, of a rule with aggregates, are the solutions of the group.
    """

    rule: str
    substitution: Mapping[str, str]
    premises: tuple[Triple, ...]
    absent: tuple[Absence, ...]
    counted: tuple[Mapping[str, str], ...]

    @property
    def key(self) -> tuple[object, ...]:
        """A total order that depends on what is said only."""
        return (len(self.premises), self.rule, sorted(self.substitution.items()), self.premises)


@dataclass(frozen=True, slots=True)
class _Head:
    """One template of a rule."""

    rule: Rule
    body: Body
    terms: tuple[Term, ...]
    is_plain: bool  # its values alone decide the fact that it makes


class RuleBook:
    """The rules of a plan, found by what they conclude."""

    def __init__(self, plan: Plan) -> None:
        self.rules = {rule.rule.id: (rule.rule, rule.body) for rule in plan.rules}
        # By predicate and object, as far as they are constant.
        self._heads: dict[tuple[str | None, str | None], list[_Head]] = defaultdict(list)
        for rule, body in self.rules.values():
            for template in rule.head:
                _, p, o = (_constant(term) for term in template.terms)
                plain = all(isinstance(t, str) and t[0] != "_" for t in template.terms)
                self._heads[p, o].append(_Head(rule, body, template.terms, plain))

    def concluding(self, fact: Triple, store: Store, before: int | None) -> Iterator[Instance]:
        """The instances that conclude a fact from facts that appeared before a round."""
        _, p, o = fact
        view = View(store, before)
        for key in ((p, o), (p, None), (None, o), (None, None)):
            for head in self._heads.get(key, ()):
                values = match_template(head.terms, fact)
                if values is None:
                    continue
                for found, instance in _instances(head.rule, head.body, values, view):
                    if head.is_plain or _made(head.terms, head.rule, head.body, found) == fact:
                        yield instance

    def firing(self, rule: str, store: Store) -> Iterator[Instance]:
        """All instances of a rule."""
        if rule in self.rules:
            of_rule, body = self.rules[rule]
            yield from (instance for _, instance in _instances(of_rule, body, {}, View(store)))


def _constant(term: Term) -> str | None:
    """The term, if a head with it makes no other."""
    return term if isinstance(term, str) and not term.startswith(("?", "_:")) else None


def _instances(
    rule: Rule, body: Body, values: Values, view: View
) -> Iterator[tuple[Values, Instance]]:
    if body.aggregates:
        yield from _groups(rule, body, values, view)
        return
    for found in solutions(body.parts, values, view):
        yield found, _instance(rule, body, found, [found], ())


def _groups(
    rule: Rule, body: Body, values: Values, view: View
) -> Iterator[tuple[Values, Instance]]:
    wanted = {name: values[name] for name in body.group if name in values}
    groups: dict[tuple[str, ...], list[Values]] = defaultdict(list)
    for found in solutions(body.parts, wanted, View(view.store)):
        groups[tuple(found[name] for name in body.group)].append(found)
    for key, members in groups.items():
        members.sort(key=lambda found: sorted(found.items()))
        results = dict(zip(body.group, key, strict=True))
        for aggregate in body.aggregates:
            terms = [found[aggregate.argument] for found in members]
            result = summarised(aggregate.function, aggregate.distinct, terms)
            if result is None or values.get(aggregate.result, result) != result:
                break
            results[aggregate.result] = result
        else:
            for found in solutions(body.after, results, view):
                yield found, _instance(rule, body, found, members, tuple(map(_named, members)))


def _instance(
    rule: Rule, body: Body, found: Values, members: Iterable[Values],
    counted: tuple[Mapping[str, str], ...],
) -> Instance:  # fmt: skip
    members = list(members)
    premises = {
        filled(part.atom, member): None
        for member in members
        for part in body.parts
        if isinstance(part, Match)
    }
    absences = {
        _absence(part, member): None
        for member in members
        for part in body.parts
        if isinstance(part, Without)
    }
    return Instance(rule.id, _named(found), tuple(premises), tuple(absences), counted)


def _absence(part: Without, values: Values) -> Absence:
    outer = {name: values[name] for name in part.outer}
    patterns = tuple(filled(m.atom, outer) for m in part.body if isinstance(m, Match))
    filtered = len(patterns) < len(part.body)
    return Absence(patterns, part.negation.data, filtered)


def _named(values: Values) -> dict[str, str]:
    """The values of the variables that the author named, sorted."""
    return {name: values[name] for name in sorted(values) if not name.startswith("?_:")}


def _made(
    template: tuple[Term, ...], rule: Rule, body: Body, values: Values
) -> tuple[str, ...] | None:
    """The fact that the template makes of a complete solution."""
    names = solution_variables(body)
    solution = [values[name] for name in names]

    def make(term: Term) -> str:
        if isinstance(term, TripleTerm):
            parts = (make(t) for t in (term.subject, term.predicate, term.object))
            return evaluate(TripleTerm(*parts), {})
        if term.startswith("_:"):
            return fresh_blank(rule.id, term[2:])(*solution)
        return values.get(term, term)

    return tuple(make(term) for term in template)
