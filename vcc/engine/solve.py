"""Rule instances: which values make a rule's body hold, asked backwards from its head.

Used for proofs, on demand and after the run; during a run the generated functions do the work.
At every step the pattern with the fewest candidates is matched next.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from vcc.engine.expressions import holds, value_or_none
from vcc.engine.relation import Store
from vcc.plan.lower import Match, Part, Unpack, Without
from vcc.plan.operators import Atom, is_variable
from vcc.program.dependencies import parts_of_triple_term
from vcc.program.syntax import Assignment, Filter, Term, TripleTerm, variables

Values = dict[str, str]


@dataclass(frozen=True, slots=True)
class View:
    """The facts that patterns may match: those that appeared before round `before` (None: all).

    Negations always look at all facts: what they look for was complete before the rule ran.
    """

    store: Store
    before: int | None = None

    def allows(self, fact: Atom, given: bool) -> bool:
        """Whether a pattern may match the fact."""
        round = self.store.round(fact)
        if round is None or (given and round > 0):
            return False
        return self.before is None or round < self.before


def solutions(parts: Sequence[Part], values: Mapping[str, str], view: View) -> Iterator[Values]:
    """The solutions of a body that agree with `values`, in no particular order."""
    yield from _solutions(list(parts), dict(values), view)


def _solutions(parts: list[Part], values: Values, view: View) -> Iterator[Values]:
    while True:
        ready = next((part for part in parts if _is_ready(part, values)), None)
        if ready is None:
            break
        parts = [part for part in parts if part is not ready]
        if not _passes(ready, values, view):
            return
    matches = [part for part in parts if isinstance(part, Match)]
    if not matches:
        if not parts:
            yield values
        return
    best = min(matches, key=lambda match: _candidates(match, values, view.store))
    rest = [part for part in parts if part is not best]
    s, p, o = (_looked_up(term, values) for term in best.atom)
    for fact in list(view.store.matching(s, p, o)):
        extended = match_atom(best.atom, fact, values)
        if extended is not None and view.allows(fact, best.given):
            yield from _solutions(rest, extended, view)


def _is_ready(part: Part, values: Values) -> bool:
    if isinstance(part, Match):
        return False
    if isinstance(part, Unpack):
        return part.variable in values
    if isinstance(part, Without):
        return part.outer <= values.keys()
    return all(name in values for name in variables(part.expression))


def _passes(part: Part, values: Values, view: View) -> bool:
    """Check a part that is no pattern, and add the values that it gives."""
    if isinstance(part, Filter):
        return holds(part.expression, values)
    if isinstance(part, Without):
        outer = {name: values[name] for name in part.outer}
        return next(solutions(part.body, outer, View(view.store)), None) is None
    if isinstance(part, Unpack):
        return _match_term(part.term, values[part.variable], values)
    assert isinstance(part, Assignment)
    value = value_or_none(part.expression, values)
    return value is not None and values.setdefault(part.variable, value) == value


def _candidates(match: Match, values: Values, store: Store) -> int:
    """About how many facts the pattern has to look at."""
    subject, predicate, object = (_looked_up(term, values) for term in match.atom)
    if predicate is None:
        return 1_000_000 if subject is None and object is None else 1_000
    index = store.forward.get(predicate)
    if not index:
        return 0
    if subject is not None:
        return 0 if object is not None else len(index.get(subject, ()))
    if object is not None:
        return len(store.back(predicate).get(object, ()))
    return len(index) + 1


def _looked_up(term: str, values: Mapping[str, str]) -> str | None:
    return values.get(term) if is_variable(term) else term


def match_atom(atom: Atom, fact: Atom, values: Mapping[str, str]) -> Values | None:
    """The values extended so that the atom becomes the fact; None if they cannot be."""
    extended = dict(values)
    for term, value in zip(atom, fact, strict=True):
        if is_variable(term):
            if extended.setdefault(term, value) != value:
                return None
        elif term != value:
            return None
    return extended


def _match_term(term: Term, value: str, values: Values) -> bool:
    if isinstance(term, TripleTerm):
        if not value.startswith("<<("):
            return False
        inner = (term.subject, term.predicate, term.object)
        parts = zip(inner, parts_of_triple_term(value), strict=True)
        return all(_match_term(part, part_value, values) for part, part_value in parts)
    if is_variable(term):
        return values.setdefault(term, value) == value
    return term == value


def match_template(terms: Sequence[Term], fact: Atom) -> Values | None:
    """The values with which a head makes the fact; blank nodes and what they need stay open."""
    values: Values = {}
    for term, value in zip(terms, fact, strict=True):
        if isinstance(term, str) and term.startswith("_:"):
            if not value.startswith("_:"):
                return None
        elif not _match_term_of_head(term, value, values):
            return None
    return values


def _match_term_of_head(term: Term, value: str, values: Values) -> bool:
    if isinstance(term, TripleTerm):
        if not value.startswith("<<("):
            return False
        inner = (term.subject, term.predicate, term.object)
        parts = zip(inner, parts_of_triple_term(value), strict=True)
        return all(_match_term_of_head(part, part_value, values) for part, part_value in parts)
    if term.startswith("_:"):
        return value.startswith("_:")
    return _match_term(term, value, values)


def filled(atom: Atom, values: Mapping[str, str]) -> Atom:
    """The atom with its variables replaced where they have a value."""
    s, p, o = (values.get(term, term) if is_variable(term) else term for term in atom)
    return s, p, o
