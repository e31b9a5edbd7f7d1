"""Instances of rules: one way in which one rule holds, with all that it rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

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
from vcc.plan.atoms import is_variable
from vcc.plan.lower import Body, Match, Without, solution_variables
from vcc.program.syntax import Rule, Term, TripleTerm
from vcc.source.kept_parts import KeptMapping, KeptParts, part
from vcc.vocabulary.rdf import Triple

if TYPE_CHECKING:
    from vcc.plan.operators import Plan


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


# A predicate, the term or variable of a pattern that is known, and whether it is the subject.
_Need = tuple[str, str, bool]


@dataclass(frozen=True, slots=True)
class _Head:
    """One template of a rule; `needs` is what must match, by a term that is known of the fact."""

    rule: str
    terms: tuple[Term, ...]
    is_plain: bool  # its values alone decide the fact that it makes
    needs: tuple[_Need, ...]

    def values(self, fact: Triple) -> Values | None:
        """The values with which the template makes a fact; None if it cannot."""
        if not self.is_plain:
            return match_template(self.terms, fact)
        values: Values = {}
        for term, value in zip(self.terms, fact, strict=True):
            assert isinstance(term, str)
            if term[0] == "?":
                if values.setdefault(term, value) != value:
                    return None
            elif term != value:
                return None
        return values


class RuleBook(KeptParts):
    """The rules of a plan, found by what they conclude.

    It can be pickled: each rule is then read when it is first needed.
    """

    def __init__(self, plan: Plan) -> None:
        self._plan = plan

    def __getstate__(self) -> dict[str, bytes]:
        """Everything that is made of the plan, and not the plan."""
        assert self.bodies is not None
        assert self._heads is not None
        return {name: data for name, data in super().__getstate__().items() if name != "_plan"}

    @part
    def rules(self) -> Mapping[str, Rule]:
        """The rules by their ids."""
        return KeptMapping({planned.rule.id: planned.rule for planned in self._plan.rules})

    @part
    def bodies(self) -> Mapping[str, Body]:
        """What each rule looks for, by its id."""
        return KeptMapping({planned.rule.id: planned.body for planned in self._plan.rules})

    @part
    def _heads(self) -> Mapping[tuple[str | None, str | None], list[_Head]]:
        """What the rules conclude, by predicate and object, as far as they are constant."""
        heads: dict[tuple[str | None, str | None], list[_Head]] = defaultdict(list)
        for id, rule in self.rules.items():
            for template in rule.head:
                _, p, o = (_constant(term) for term in template.terms)
                plain = all(isinstance(t, str) and t[0] != "_" for t in template.terms)
                needs = tuple(_needs(template.terms, self.bodies[id]))
                heads[p, o].append(_Head(id, template.terms, plain, needs))
        return KeptMapping(heads)

    def concluding(self, fact: Triple, store: Store, before: int | None) -> Iterator[Instance]:
        """The instances that conclude a fact from facts that appeared before a round."""
        _, p, o = fact
        view = View(store, before)
        for key in ((p, o), (p, None), (None, o), (None, None)):
            for head in self._heads.get(key, ()):
                values = head.values(fact)
                if values is None or not _may_hold(head.needs, values, store):
                    continue
                body = self.bodies[head.rule]
                for found, instance in _instances(head.rule, body, values, view):
                    if head.is_plain or _made(head.terms, head.rule, body, found) == fact:
                        yield instance

    def firing(self, rule: str, store: Store) -> Iterator[Instance]:
        """All instances of a rule."""
        if rule in self.rules:
            found = _instances(rule, self.bodies[rule], {}, View(store))
            yield from (instance for _, instance in found)


def _constant(term: Term) -> str | None:
    """The term, if a head with it makes no other."""
    return term if isinstance(term, str) and not term.startswith(("?", "_:")) else None


def _needs(head: Iterable[Term], body: Body) -> Iterator[_Need]:
    """What any solution needs of each pattern of which a term is known."""
    known = {term for term in head if isinstance(term, str) and is_variable(term)}
    if body.aggregates:
        known &= set(body.group)
    for subject, predicate, object in (match.atom for match in body.matches):
        if is_variable(predicate):
            continue
        if subject in known or not is_variable(subject):
            yield predicate, subject, True
        elif object in known or not is_variable(object):
            yield predicate, object, False


def _may_hold(needs: Iterable[_Need], values: Values, store: Store) -> bool:
    """Whether each pattern has a fact with the term that is known: most rules end here."""
    forward = store.forward
    for predicate, term, is_subject in needs:
        index = forward.get(predicate)
        if not index:
            return False
        if not is_subject:
            index = store.back(predicate)
        if not index.get(values.get(term, term), ()):
            return False
    return True


def _instances(
    rule: str, body: Body, values: Values, view: View
) -> Iterator[tuple[Values, Instance]]:
    if body.aggregates:
        yield from _groups(rule, body, values, view)
        return
    for found in solutions(body.parts, values, view):
        yield found, _instance(rule, body, found, [found], ())


def _groups(rule: str, body: Body, values: Values, view: View) -> Iterator[tuple[Values, Instance]]:
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
    rule: str, body: Body, found: Values, members: Iterable[Values],
    counted: tuple[Mapping[str, str], ...],
) -> Instance:  # fmt: skip
    premises: dict[Triple, None] = {}
    absences: dict[Absence, None] = {}
    for member in members:
        for each in body.parts:
            if isinstance(each, Match):
                premises[filled(each.atom, member)] = None
            elif isinstance(each, Without):
                absences[_absence(each, member)] = None
    return Instance(rule, _named(found), tuple(premises), tuple(absences), counted)


def _absence(part: Without, values: Values) -> Absence:
    outer = {name: values[name] for name in part.outer}
    patterns = tuple(filled(m.atom, outer) for m in part.body if isinstance(m, Match))
    filtered = len(patterns) < len(part.body)
    return Absence(patterns, part.data, filtered)


def _named(values: Values) -> dict[str, str]:
    """The values of the variables that the author named, sorted."""
    return {name: values[name] for name in sorted(values) if not name.startswith("?_:")}


def _made(
    template: tuple[Term, ...], rule: str, body: Body, values: Values
) -> tuple[str, ...] | None:
    """The fact that the template makes of a complete solution."""
    names = solution_variables(body)
    solution = [values[name] for name in names]

    def make(term: Term) -> str:
        if isinstance(term, TripleTerm):
            parts = (make(t) for t in (term.subject, term.predicate, term.object))
            return evaluate(TripleTerm(*parts), {})
        if term.startswith("_:"):
            return fresh_blank(rule, term[2:])(*solution)
        return values.get(term, term)

    return tuple(make(term) for term in template)
