"""Rule instances: which values make a rule's body hold, asked backwards from its head.

Used for proofs, on demand and after the run; during a run the generated functions do the work.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from vcc.engine.expressions import predicate_function, value_function
from vcc.engine.relation import Store
from vcc.plan.atoms import Atom, is_variable
from vcc.plan.lower import Match, Part, Unpack, Without
from vcc.program.dependencies import parts_of_triple_term
from vcc.program.syntax import Assignment, Expression, Filter, Term, TripleTerm, variables

Values = dict[str, str]


@dataclass(frozen=True, slots=True)
class View:
    """The facts that patterns may match: those that appeared before round `before` (None: all).

    Negations always look at all facts: what they look for was complete before the rule ran.
    """

    store: Store
    before: int | None = None


Check = Callable[[Values, View], bool]


def solutions(parts: Sequence[Part], values: Mapping[str, str], view: View) -> Iterator[Values]:
    """The solutions of a body that agree with `values`, in no particular order."""
    return _question(parts, frozenset(values)).answers(dict(values), view)


_KNOWN: Final[dict[tuple[int, frozenset[str]], Question]] = {}
_MOST_KNOWN: Final = 20_000


def _question(parts: Sequence[Part], bound: frozenset[str]) -> Question:
    """The question of a body; of a tuple it is remembered, since nobody changes that."""
    if not isinstance(parts, tuple):
        return Question(parts, bound)
    question = _KNOWN.get((id(parts), bound))
    if question is None:  # a question keeps its parts, so their id stays theirs
        if len(_KNOWN) >= _MOST_KNOWN:
            _KNOWN.clear()
        question = _KNOWN[id(parts), bound] = Question(parts, bound)
    return question


class Question:
    """A body of which some variables have values: what to check now, and what to match next.

    All that does not depend on the values is worked out once. At every step the pattern with the
    fewest candidates is matched; what remains is again a question, with more values.
    """

    __slots__ = ("_after", "_bound", "_checks", "_left", "_options", "_parts")

    def __init__(self, parts: Sequence[Part], bound: frozenset[str]) -> None:
        self._parts = parts
        left, known = list(parts), set(bound)
        checks: list[Check] = []
        while True:
            ready = next((part for part in left if _is_ready(part, known)), None)
            if ready is None:
                break
            left = [part for part in left if part is not ready]
            checks.append(_check(ready))
            known.update(given_by(ready))
        self._checks = tuple(checks)
        self._left, self._bound = left, frozenset(known)
        self._options = tuple(_Option(part, known) for part in left if isinstance(part, Match))
        self._after: dict[_Option, Question] = {}

    def answers(self, values: Values, view: View) -> Iterator[Values]:
        """The solutions with these values, which may be changed."""
        for check in self._checks:
            if not check(values, view):
                return
        options = self._options
        if not options:
            if not self._left:
                yield values
            return
        best = options[0] if len(options) == 1 else _narrowest(options, values, view.store)
        rest = self._after.get(best)
        if rest is None:
            left = [part for part in self._left if part is not best.match]
            rest = Question(left, self._bound.union(v for v, _ in best.free))
            self._after[best] = rest
        for extended in best.extended(values, view):
            yield from rest.answers(extended, view)


def _narrowest(options: Sequence[_Option], values: Values, store: Store) -> _Option:
    """The first pattern with the fewest candidates."""
    best, fewest = options[0], -1
    for option in options:
        count = option.candidates(values, store)
        if count < fewest or fewest < 0:
            best, fewest = option, count
            if not count:
                break
    return best


class _Option:
    """A pattern that can be matched next: what is looked up, and which variables get a value."""

    __slots__ = ("free", "match", "object", "predicate", "subject")

    def __init__(self, match: Match, bound: set[str]) -> None:
        self.match = match
        terms = [t if t in bound or not is_variable(t) else None for t in match.atom]
        self.subject, self.predicate, self.object = terms
        places = enumerate(match.atom)
        self.free = tuple((t, n) for n, t in places if is_variable(t) and t not in bound)

    def _looked_up(self, values: Values) -> tuple[str | None, str | None, str | None]:
        subject, predicate, object, get = self.subject, self.predicate, self.object, values.get
        return (
            subject and get(subject, subject),
            predicate and get(predicate, predicate),
            object and get(object, object),
        )

    def candidates(self, values: Values, store: Store) -> int:
        """About how many facts the pattern has to look at."""
        subject, predicate, object = self._looked_up(values)
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

    def extended(self, values: Values, view: View) -> Iterator[Values]:
        """The values with those of each fact that matches."""
        given, before = self.match.given, view.before
        row = self._row(values, view.store)
        if row is not None:
            ((name, _),) = self.free
            for term, round in row.items():
                if not ((given and round) or (before is not None and round >= before)):
                    yield {**values, name: term}
            return
        for fact, round in _rounds(view.store, *self._looked_up(values)):
            if (given and round) or (before is not None and round >= before):
                continue
            extended = values.copy()
            for name, place in self.free:
                if extended.setdefault(name, fact[place]) != fact[place]:
                    break
            else:
                yield extended

    def _row(self, values: Values, store: Store) -> Mapping[str, int] | None:
        """Where one look finds all values of the one term without a value: these, with rounds."""
        subject, predicate, object = self._looked_up(values)
        if len(self.free) != 1 or predicate is None or not isinstance(store, Store):
            return None
        if subject is not None:
            return store.forward.get(predicate, {}).get(subject, {})
        return store.back(predicate).get(object or "", {})


def _rounds(
    store: Store, subject: str | None, predicate: str | None, object: str | None
) -> Iterable[tuple[Atom, int]]:
    """The facts with these terms and their rounds; without detours where it can only be one."""
    if subject is not None and predicate is not None and object is not None:
        round = store.round((subject, predicate, object))
        return () if round is None else [((subject, predicate, object), round)]
    facts = store.matching(subject, predicate, object)
    return ((fact, store.round(fact) or 0) for fact in facts)


def _is_ready(part: Part, bound: set[str]) -> bool:
    if isinstance(part, Match):
        return False
    if isinstance(part, Unpack):
        return part.variable in bound
    if isinstance(part, Without):
        return part.outer <= bound
    return bound.issuperset(variables(part.expression))


def given_by(part: Part) -> Iterator[str]:
    """The variables that a part gives a value."""
    if isinstance(part, Match):
        yield from filter(is_variable, part.atom)
    elif isinstance(part, Unpack):
        yield from variables(part.term)
    elif isinstance(part, Assignment):
        yield part.variable


def _check(part: Part) -> Check:
    """A part that is no pattern as a function: it checks values, and may add to them."""
    if isinstance(part, Filter):
        passes, names = predicate_function(part.expression), _names(part.expression)
        return lambda values, _: passes[tuple([values[name] for name in names])]
    if isinstance(part, Without):
        question, outer = _question(part.body, part.outer), tuple(part.outer)

        def is_absent(values: Values, view: View) -> bool:
            start = {name: values[name] for name in outer}
            return next(question.answers(start, View(view.store)), None) is None

        return is_absent
    if isinstance(part, Unpack):
        variable, term = part.variable, part.term
        return lambda values, _: _match_term(term, values[variable], values)
    assert isinstance(part, Assignment)
    table, needed, result = value_function(part.expression), _names(part.expression), part.variable

    def is_value(values: Values, _: View) -> bool:
        value = table[tuple([values[name] for name in needed])]
        return value is not None and values.setdefault(result, value) == value

    return is_value


def _names(expression: Expression) -> tuple[str, ...]:
    return tuple(dict.fromkeys(variables(expression)))


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
        if isinstance(term, str) and term[0] == "?":
            if values.setdefault(term, value) != value:
                return None
        elif isinstance(term, str) and term.startswith("_:"):
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
    subject, predicate, object = atom
    return (
        values.get(subject, subject) if subject[0] == "?" else subject,
        values.get(predicate, predicate) if predicate[0] == "?" else predicate,
        values.get(object, object) if object[0] == "?" else object,
    )
