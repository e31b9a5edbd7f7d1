"""Partial matches: how near a rule comes to holding, and which premises it lacks.

A body is matched as in `solve.py`, but a pattern may also stay unmatched where the caller says
that something could supply it. What supplies it is a *group*: several patterns about one thing
that does not exist yet are one group, so a rule that needs a new transfer with giver, receiver
and content lacks one thing, not four. Matches are found by the number of groups, fewest first.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from vcc.engine.expressions import holds, value_or_none
from vcc.engine.relation import Store
from vcc.engine.solve import Values, View, filled, match_atom, solutions
from vcc.plan.atoms import Atom, is_variable
from vcc.plan.lower import Body, Match, Part, Without
from vcc.program.syntax import Assignment, Call, Filter, Rule, variables
from vcc.vocabulary.rdf import Triple

_FAR = 1_000_000
_UNBOUND = 10_000


@dataclass(frozen=True, slots=True)
class Group:
    """What could supply a pattern: patterns with equal groups are supplied together.

    `cost` is how many things of its own it takes (0: it comes with another group). `new` is the
    variable that stands for something that does not exist yet ("" if all of it does).
    """

    key: Hashable
    cost: int = 1
    new: str = ""


class Supplier(Protocol):
    """Says what could supply a pattern that nothing matches."""

    def groups(self, atom: Atom, new: frozenset[str]) -> Sequence[Group]:
        """The groups that a pattern may be in (variables without a value stay in it).

        `new` are the variables that stand for what does not exist yet.
        """

    def subjects(self, atom: Atom) -> Sequence[str]:
        """The existing things of which a pattern with an open subject could be said as well."""


@dataclass(frozen=True, slots=True)
class Blocked:
    """A negation that does not hold: its patterns, and one set of facts that stand against it."""

    patterns: tuple[Triple, ...]
    facts: tuple[Triple, ...]


@dataclass(frozen=True, slots=True)
class Partial:
    """One way in which a rule nearly holds: what it has, what it lacks, what is in its way.

    `lacking` are patterns with the values that are known; variables without one begin with `?`.
    """

    rule: Rule
    values: Mapping[str, str]
    held: tuple[Triple, ...]
    lacking: tuple[tuple[Atom, Group], ...]
    blocked: tuple[Blocked, ...]

    @property
    def cost(self) -> int:
        """How many things it lacks, and how many are in its way."""
        groups = {group.key: group.cost for _, group in self.lacking}
        return sum(groups.values()) + len(self.blocked)

    @property
    def rank(self) -> tuple[object, ...]:
        """Fewest lacking first; of those, what holds more; then by what is said."""
        lacking = tuple(atom for atom, _ in self.lacking)
        return (self.cost, -len(self.held), len(lacking), self.rule.id, lacking, self.held)


@dataclass(slots=True)
class Budget:
    """How many steps a search may still make; shared by all searches of one question."""

    steps: int

    @property
    def is_spent(self) -> bool:
        """Whether the search was cut short, so that it may not have seen everything."""
        return self.steps <= 0


def partial_matches(
    rule: Rule, body: Body, values: Mapping[str, str], store: Store, supplier: Supplier,
    cost: int, budget: Budget,
) -> Iterator[Partial]:  # fmt: skip
    """The ways in which a body holds but for groups and negations of exactly this cost.

    A rule that counts needs one more or one fewer of what it counts; so its own whole matches
    (cost 0) are left out.
    """
    if body.aggregates and cost == 0:
        return
    search = _Search(rule, store, supplier, cost, budget)
    parts = [part for part in body.parts if not _comes_after(part, body)]
    seen: set[object] = set()
    for found in search.run(parts, dict(values)):
        key = (found.held, found.lacking, found.blocked)
        if found.cost == cost and key not in seen:
            seen.add(key)
            yield found


def _comes_after(part: Part, body: Body) -> bool:
    results = {aggregate.result for aggregate in body.aggregates}
    expression = getattr(part, "expression", None)
    return expression is not None and bool(results & set(variables(expression)))


@dataclass(frozen=True, slots=True)
class _State:
    """How far a match has come."""

    values: Values
    held: tuple[Triple, ...] = ()
    lacking: tuple[tuple[Atom, Group], ...] = ()
    blocked: tuple[Blocked, ...] = ()
    new: frozenset[str] = frozenset()
    spent: int = 0


class _Search:
    """One search for the matches of a body within a cost."""

    def __init__(
        self, rule: Rule, store: Store, supplier: Supplier, most: int, budget: Budget
    ) -> None:
        self._rule = rule
        self._store = store
        self._supplier = supplier
        self._most = most
        self._budget = budget

    def run(self, parts: Sequence[Part], values: Values) -> Iterator[Partial]:
        """Every match within the cost, each perhaps more than once."""
        for state in self._matched(list(parts), _State(values)):
            lacking = tuple((filled(a, state.values), g) for a, g in state.lacking)
            yield Partial(self._rule, state.values, state.held, lacking, state.blocked)

    def _matched(self, parts: list[Part], state: _State) -> Iterator[_State]:
        self._budget.steps -= 1
        if self._budget.is_spent:
            return
        ready = next((part for part in parts if _is_ready(part, state.values)), None)
        if ready is not None:
            rest = [part for part in parts if part is not ready]
            for after in self._passed(ready, state):
                yield from self._matched(rest, after)
            return
        matches = [part for part in parts if isinstance(part, Match)]
        if not matches:
            yield state  # what else is left asks about what does not exist yet
            return
        chosen = min(matches, key=lambda match: self._weight(match, state))
        bound = self._from_list(chosen, parts, state)
        if bound is not None:
            for value in bound[1]:
                values = {**state.values, bound[0]: value}
                yield from self._matched(parts, replace(state, values=values))
            return
        rest = [part for part in parts if part is not chosen]
        for after in self._ways(chosen, state):
            yield from self._matched(rest, after)

    def _passed(self, part: Part, state: _State) -> Iterator[_State]:
        values = state.values
        if isinstance(part, Filter):
            if holds(part.expression, values):
                yield state
        elif isinstance(part, Assignment):
            value = value_or_none(part.expression, values)
            if value is not None and values.get(part.variable, value) == value:
                yield replace(state, values={**values, part.variable: value})
        elif isinstance(part, Without):
            against = _against(part, values, self._store)
            if against is None:
                yield state
            elif state.spent < self._most:
                blocked = (*state.blocked, against)
                yield replace(state, blocked=blocked, spent=state.spent + 1)

    def _ways(self, match: Match, state: _State) -> Iterator[_State]:
        """The facts that the pattern matches, then that it stays unmatched."""
        atom = filled(match.atom, state.values)
        if not any(term in state.new for term in atom):
            s, p, o = (None if is_variable(term) else term for term in atom)
            for fact in sorted(self._store.matching(s, p, o)):
                values = match_atom(atom, fact, state.values)
                if values is not None:
                    yield replace(state, values=values, held=(*state.held, fact))
            if None not in (s, p, o) and self._store.round((s or "", p or "", o or "")) is not None:
                return
        yield from self._supplied(atom, state)
        subject = atom[0]
        if not is_variable(subject) or subject in state.new or state.spent >= self._most:
            return
        for known in self._supplier.subjects(atom):
            bound = replace(state, values={**state.values, subject: known})
            yield from self._supplied(filled(match.atom, bound.values), bound)

    def _supplied(self, atom: Atom, state: _State) -> Iterator[_State]:
        """That the pattern stays unmatched, in each group that could supply it."""
        for group in self._supplier.groups(atom, state.new):
            known = any(group.key == other.key for _, other in state.lacking)
            spent = state.spent + (0 if known else group.cost)
            if spent <= self._most:
                new = state.new | {group.new} if group.new else state.new
                lacking = (*state.lacking, (atom, group))
                yield replace(state, lacking=lacking, new=new, spent=spent)

    def _weight(self, match: Match, state: _State) -> int:
        """About how many ways there are; what is about something new goes first."""
        s, p, o = filled(match.atom, state.values)
        if s in state.new or o in state.new:
            return 0
        if is_variable(p):
            return _FAR
        index = self._store.forward.get(p, {})
        if not is_variable(s):
            return 1 if not is_variable(o) else 1 + len(index.get(s, ()))
        if not is_variable(o):
            return 1 + len(self._store.back(p).get(o, ()))
        return _UNBOUND + len(index)

    def _from_list(
        self, match: Match, parts: Sequence[Part], state: _State
    ) -> tuple[str, tuple[str, ...]] | None:
        """A variable of a pattern without any value, and the terms that a filter lists for it."""
        s, _, o = filled(match.atom, state.values)
        if not (is_variable(s) and is_variable(o)) or {s, o} & state.new:
            return None
        for part in parts:
            listed = _listed(part.expression) if isinstance(part, Filter) else None
            if listed is not None and listed[0] in (s, o):
                return listed
        return None


def _listed(expression: object) -> tuple[str, tuple[str, ...]] | None:
    """The variable and the terms of `?x IN (…)`."""
    if not isinstance(expression, Call) or expression.function != "IN":
        return None
    terms = tuple(term for term in expression.arguments if isinstance(term, str))
    if len(terms) != len(expression.arguments) or not is_variable(terms[0]):
        return None
    return None if any(map(is_variable, terms[1:])) else (terms[0], terms[1:])


def _is_ready(part: Part, values: Values) -> bool:
    if isinstance(part, Match):
        return False
    if isinstance(part, Without):
        return part.outer <= values.keys()
    if isinstance(part, Filter | Assignment):
        return all(name in values for name in variables(part.expression))
    return False


def _against(part: Without, values: Values, store: Store) -> Blocked | None:
    """The first set of facts that stand against a negation; None if it holds."""
    outer = {name: values[name] for name in part.outer}
    found = next(iter(against(part, outer, store)), None)
    if found is None:
        return None
    patterns = tuple(filled(m.atom, outer) for m in part.body if isinstance(m, Match))
    return Blocked(patterns, found)


def against(part: Without, outer: Mapping[str, str], store: Store) -> Iterable[tuple[Triple, ...]]:
    """Every set of facts that stands against a negation with these values."""
    for values in solutions(part.body, outer, View(store)):
        yield tuple(filled(m.atom, values) for m in part.body if isinstance(m, Match))
