"""Instances of rules: one way in which one rule holds, with all that it rests on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from vcc.engine.aggregates import summarised
from vcc.engine.finders import OFTEN, Finder
from vcc.engine.heads import Head, constant, head_of
from vcc.engine.relation import Store
from vcc.engine.solve import Values, View, filled, solutions
from vcc.plan.lower import Body, Match, Without
from vcc.program.syntax import Rule
from vcc.source.kept_parts import KeptMapping, KeptParts, part
from vcc.vocabulary.rdf import Triple

if TYPE_CHECKING:
    from vcc.plan.operators import Plan

_Key = tuple[str | None, str | None]  # predicate and object, where they are constant


@dataclass(frozen=True, slots=True)
class Absence:
    """What one NOT looked for and did not find; variables without a value begin with `?`.

    `filtered`: the NOT has filters besides, so facts may match the patterns and still not count.
    """

    patterns: tuple[Triple, ...]
    data: bool
    filtered: bool


class Instance:
    """One way in which a rule holds.

    `premises` are the facts that the positive patterns match; `counted`, of a rule with aggregates,
    are the solutions of the group. What else it rests on is worked out when it is asked for.
    """

    __slots__ = ("_body", "_found", "_members", "counted", "premises", "rule")

    def __init__(
        self, rule: str, body: Body, found: Values, members: Sequence[Values],
        counted: tuple[Mapping[str, str], ...] = (), premises: Iterable[Triple] | None = None,
    ) -> None:  # fmt: skip
        """`found` is the solution; `members` are those that it was counted from, or itself."""
        self.rule = rule
        self.counted = counted
        self._body, self._found, self._members = body, found, members
        if premises is None:
            atoms = [part.atom for part in body.parts if isinstance(part, Match)]
            premises = (filled(atom, member) for member in members for atom in atoms)
        self.premises: tuple[Triple, ...] = tuple(dict.fromkeys(premises))

    @property
    def substitution(self) -> Mapping[str, str]:
        """The terms of the author's variables (`?x`)."""
        return _named(self._found)

    @property
    def absent(self) -> tuple[Absence, ...]:
        """What each NOT looked for in vain."""
        negations = [part for part in self._body.parts if isinstance(part, Without)]
        told = (_absence(each, member) for member in self._members for each in negations)
        return tuple(dict.fromkeys(told))

    @property
    def key(self) -> tuple[object, ...]:
        """A total order that depends on what is said only."""
        return (len(self.premises), self.rule, sorted(self.substitution.items()), self.premises)


_UNKEPT: Final = ("_plan", "_asked", "_finders")


class RuleBook(KeptParts):
    """The rules of a plan, found by what they conclude.

    It can be pickled: each rule is then read when it is first needed. `often`: how many times
    facts of a kind are asked about before what concludes them is compiled.
    """

    often = OFTEN

    def __init__(self, plan: Plan) -> None:
        self._plan = plan

    def __getstate__(self) -> dict[str, bytes]:
        """Everything that is made of the plan, and not the plan."""
        assert self.bodies is not None
        assert self._objects is not None
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
            self._finders[key] = Finder(self._heads[key], self.bodies, self.often)
        return self._finders[key]

    def concluding(self, fact: Triple, store: Store, before: int | None) -> Iterator[Instance]:
        """The instances that conclude a fact from facts that appeared before a round."""
        view = View(store, before)
        for finder in self._able(fact[1], fact[2]):
            for head, values, premises in finder.found(fact, view):
                body = self.bodies[head.rule]
                if body.aggregates:
                    counted = _groups(head.rule, body, values, view)
                    yield from (one for found, one in counted if head.makes(fact, body, found))
                else:
                    yield Instance(head.rule, body, values, [values], (), premises)

    def firing(self, rule: str, store: Store) -> Iterator[Instance]:
        """All instances of a rule."""
        if rule in self.rules:
            found = _instances(rule, self.bodies[rule], {}, View(store))
            yield from (instance for _, instance in found)


def _instances(
    rule: str, body: Body, values: Values, view: View
) -> Iterator[tuple[Values, Instance]]:
    if body.aggregates:
        yield from _groups(rule, body, values, view)
        return
    for found in solutions(body.parts, values, view):
        yield found, Instance(rule, body, found, [found])


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
                yield found, Instance(rule, body, found, members, tuple(map(_named, members)))


def _absence(part: Without, values: Values) -> Absence:
    outer = {name: values[name] for name in part.outer}
    patterns = tuple(filled(m.atom, outer) for m in part.body if isinstance(m, Match))
    filtered = len(patterns) < len(part.body)
    return Absence(patterns, part.data, filtered)


def _named(values: Values) -> dict[str, str]:
    """The values of the variables that the author named, sorted."""
    return {name: values[name] for name in sorted(values) if not name.startswith("?_:")}
