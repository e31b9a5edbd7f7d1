"""The rules of a plan, found by what they conclude."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Final

from vcc.engine.aggregates import summarised
from vcc.engine.finders import OFTEN, Answers, Finder, answers_from_heads
from vcc.engine.heads import Head, constant, head_of
from vcc.engine.instance import Instance, instance_of
from vcc.engine.relation import Store
from vcc.engine.solve import Values, View, solutions
from vcc.plan.lower import Body
from vcc.program.syntax import Rule
from vcc.source.kept_parts import KeptMapping, KeptParts, part
from vcc.vocabulary.rdf import Triple

if TYPE_CHECKING:
    from vcc.plan.operators import Plan

_Key = tuple[str | None, str | None]  # predicate and object, where they are constant


_UNKEPT: Final = ("_plan", "_asked", "_finders")


class RuleBook(KeptParts):
    """The rules of a plan; they answer what concludes a fact, and how.

    It can be pickled: each rule is then read when it is first needed, and what concludes facts of
    a kind is compiled. Else that is done when it was asked about `often`.
    """

    often = OFTEN

    def __init__(self, plan: Plan) -> None:
        self._plan = plan

    def __getstate__(self) -> dict[str, bytes]:
        """Everything that is made of the plan, and not the plan."""
        assert self.bodies is not None
        assert self._objects is not None
        assert self._answers is not None
        kept = super().__getstate__()
        return {name: data for name, data in kept.items() if name not in _UNKEPT}

    @part
    def rules(self) -> Mapping[str, Rule]:
        """The rules by their ids."""
        return KeptMapping({planned.rule.id: planned.rule for planned in self._plan.rules})

    @part
    def bodies(self) -> Mapping[str, Body]:
        """What each rule looks for, by its id."""
        return KeptMapping({planned.rule.id: planned.body for planned in self._plan.rules})

    @part
    def _heads(self) -> Mapping[_Key, list[Head]]:
        """What the rules conclude, by predicate and object, as far as they are constant."""
        heads: dict[_Key, list[Head]] = defaultdict(list)
        for id, rule in self.rules.items():
            for template in rule.head:
                _, predicate, object = map(constant, template.terms)
                heads[predicate, object].append(head_of(id, template.terms, self.bodies[id]))
        return KeptMapping(heads)

    @part
    def _objects(self) -> frozenset[str | None]:
        """The constants that heads have as their objects."""
        return frozenset(object for _, object in self._heads)

    @part
    def _answers(self) -> Mapping[_Key, Answers]:
        """What concludes facts, compiled."""
        answers = {key: answers_from_heads(head, self.bodies) for key, head in self._heads.items()}
        return KeptMapping(answers)

    @cached_property
    def _asked(self) -> dict[_Key, tuple[Finder, ...]]:
        """What may conclude the facts that were asked about, by predicate and object."""
        return {}

    @cached_property
    def _finders(self) -> dict[_Key, Finder]:
        return {}

    def _able(self, predicate: str, object: str) -> tuple[Finder, ...]:
        """What may conclude facts of a predicate and an object."""
        key = predicate, object if object in self._objects else None
        found = self._asked.get(key)
        if found is None:
            keys = dict.fromkeys((key, (predicate, None), (None, key[1]), (None, None)))
            found = tuple(self._finder(key) for key in keys if key in self._heads)
            self._asked[key] = found
        return found

    def _finder(self, key: _Key) -> Finder:
        if key not in self._finders:
            answers = self._answers[key] if self.has("_answers") else None
            self._finders[key] = Finder(self._heads[key], self.bodies, self.often, answers)
        return self._finders[key]

    def concluding(self, fact: Triple, store: Store, before: int | None) -> list[Instance]:
        """The instances that conclude a fact from facts that appeared before a round."""
        found = []
        for finder in self._able(fact[1], fact[2]):
            instances, counting = finder.found(fact, store, before)
            found += instances
            for head, values in counting:
                body = self.bodies[head.rule]
                counted = _groups(head.rule, body, values, View(store, before))
                found += [one for found, one in counted if head.makes(fact, body, found)]
        return found

    def firing(self, rule: str, store: Store) -> Iterator[Instance]:
        """All instances of a rule."""
        if rule not in self.rules:
            return
        body = self.bodies[rule]
        if body.aggregates:
            yield from (instance for _, instance in _groups(rule, body, {}, View(store)))
            return
        for found in solutions(body.parts, {}, View(store)):
            yield instance_of(rule, body, found)


def _groups(rule: str, body: Body, values: Values, view: View) -> Iterator[tuple[Values, Instance]]:
    """What a rule counts, and the instances that this makes."""
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
                yield found, instance_of(rule, body, found, members)
