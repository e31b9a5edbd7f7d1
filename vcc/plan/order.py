"""In which order the parts of a body are joined.

Greedy: what needs no join comes as soon as its variables have values; then the pattern with most
positions fixed, along shared variables, so that no cross product is made where a join will do.
Where static facts tell that a pattern matches few, it comes before patterns of which nothing is
known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from vcc.plan.lower import Match, Part, Unpack, Without, part_variables
from vcc.plan.operators import AntiJoin, Atom, Extend, Join, Operator, Scan, Select, is_variable
from vcc.program.syntax import Assignment, Call, Expression, Filter, TripleTerm, variables
from vcc.source.text import Span

_NOWHERE = Span("", 0, 0, 0, 0, 0, 0)
_FEW: Final = 6.0
_PARTS_OF_TRIPLE = ("SUBJECT", "PREDICATE", "OBJECT")


# Of an atom one of whose ends is fixed (whether its subject): how many facts it matches, if known.
Expected = Callable[[Atom, bool], float | None]


def ordered(
    parts: Sequence[Part],
    bound: Iterable[str],
    start: int | None = None,
    delta: bool = False,
    expected: Expected | None = None,
) -> list[Operator]:
    """The parts as operators (every variable kept).

    `bound` have values already. `start` is the place, among the patterns, of the one to begin
    with; with `delta` it ranges over new facts only.
    """
    return list(_Ordering(parts, bound, expected).run(start, delta))


class _Ordering:
    def __init__(
        self, parts: Sequence[Part], bound: Iterable[str], expected: Expected | None
    ) -> None:
        self.expected = expected
        self.left: list[Part] = list(parts)
        self.bound = set(bound)
        self.assigned = {p.variable for p in parts if isinstance(p, Assignment)} - self.bound
        self.begun = bool(self.bound)

    def run(self, start: int | None, delta: bool) -> Iterator[Operator]:
        if start is not None:
            matches = [part for part in self.left if isinstance(part, Match)]
            yield self._join(matches[start], delta)
        while self.left:
            ready = next((part for part in self.left if self._is_ready(part)), None)
            if ready is not None:
                yield from self._without_join(ready)
                continue
            yield from self._composed()
            yield self._join(min(self._candidates(), key=self._cost)[1], False)

    def _is_ready(self, part: Part) -> bool:
        if isinstance(part, Match):
            return False
        if isinstance(part, Unpack):
            return part.variable in self.bound
        if isinstance(part, Assignment):
            return self.bound.issuperset(variables(part.expression))
        return self.bound.issuperset(part_variables(part))

    def _without_join(self, part: Part) -> Iterator[Operator]:
        self.left.remove(part)
        if isinstance(part, Filter):
            yield Select(part.expression)
        elif isinstance(part, Without):
            yield AntiJoin(tuple(ordered(part.body, part.outer, expected=self.expected)))
        elif isinstance(part, Unpack):
            yield from self._unpacked(part.variable, part.term)
        elif isinstance(part, Assignment):
            yield self._valued(part.variable, part.expression)
            self.assigned.discard(part.variable)

    def _valued(self, variable: str, expression: Expression) -> Operator:
        """Give a variable its value, or compare if it has one."""
        if variable in self.bound:
            return Select(_call("SAMETERM", variable, expression))
        self.bound.add(variable)
        return Extend(variable, expression)

    def _unpacked(self, variable: str, term: TripleTerm) -> Iterator[Operator]:
        yield Select(_call("ISTRIPLE", variable))
        inner = zip(_PARTS_OF_TRIPLE, (term.subject, term.predicate, term.object), strict=True)
        for function, part in inner:
            value = _call(function, variable)
            if isinstance(part, TripleTerm):
                nested = f"{variable}.{function[0]}"
                yield Extend(nested, value)
                yield from self._unpacked(nested, part)
            elif is_variable(part):
                yield self._valued(part, value)
            else:
                yield Select(_call("SAMETERM", part, value))

    def _composed(self) -> Iterator[Operator]:
        """Triple terms all of whose variables have values are built, and then looked up."""
        for part in list(self.left):
            if isinstance(part, Unpack) and self.bound.issuperset(variables(part.term)):
                self.left.remove(part)
                self.bound.add(part.variable)
                yield Extend(part.variable, triple_expression(part.term))

    def _candidates(self) -> list[tuple[int, Match]]:
        """The patterns with their places; those that wait for a value of SET come last."""
        matches = [(n, part) for n, part in enumerate(self.left) if isinstance(part, Match)]
        free = [(n, m) for n, m in matches if not self.assigned.intersection(m.atom)]
        return free or matches

    def _cost(self, candidate: tuple[int, Match]) -> tuple[float, int]:
        place, match = candidate
        fixed = [not is_variable(term) or term in self.bound for term in match.atom]
        linked = any(is_variable(term) and term in self.bound for term in match.atom)
        apart = self.begun and not linked and not all(fixed)
        subject, predicate, object = fixed
        rank = {(True, True): 0.0, (True, False): 1.0, (False, True): 2.0, (False, False): 3.0}
        cost = rank[subject, object]
        if linked and predicate and subject != object and self.expected is not None:
            matches = self.expected(match.atom, subject)
            if matches is not None and matches <= _FEW:
                cost = matches / 10  # less than any of which nothing is known
        return (4 * (not predicate) + 8 * apart + cost, place)

    def _join(self, match: Match, delta: bool) -> Operator:
        self.left.remove(match)
        new = dict.fromkeys(t for t in match.atom if is_variable(t) and t not in self.bound)
        self.bound.update(new)
        first, self.begun = not self.begun, True
        if delta or first:
            return Scan(match.atom, tuple(new), delta, match.given)
        return Join(match.atom, tuple(new), match.given)


def triple_expression(term: TripleTerm) -> Expression:
    """The expression that builds a triple term."""
    parts = [
        triple_expression(part) if isinstance(part, TripleTerm) else part
        for part in (term.subject, term.predicate, term.object)
    ]
    return _call("TRIPLE", *parts)


def _call(function: str, *arguments: Expression) -> Call:
    return Call(function, arguments, _NOWHERE)
