"""Heads of rules, asked backwards: with which values a rule would conclude a fact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vcc.engine.expressions import evaluate, fresh_blank
from vcc.engine.relation import Store
from vcc.engine.solve import Values, match_template
from vcc.plan.atoms import is_variable
from vcc.plan.lower import Body, solution_variables
from vcc.program.syntax import Term, TripleTerm
from vcc.vocabulary.rdf import Triple

# A predicate, the term or variable of a pattern that is known, and whether it is the subject.
Need = tuple[str, str, bool]


@dataclass(frozen=True, slots=True)
class Head:
    """One template of a rule; `needs` is what must match, by a term that is known of the fact."""

    rule: str
    terms: tuple[Term, ...]
    is_plain: bool  # its values alone decide the fact that it makes
    needs: tuple[Need, ...]

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

    def may_hold(self, values: Values, store: Store) -> bool:
        """Whether each pattern has a fact with the term that is known: most rules end here."""
        forward = store.forward
        for predicate, term, is_subject in self.needs:
            index = forward.get(predicate)
            if not index:
                return False
            if not is_subject:
                index = store.back(predicate)
            if not index.get(values.get(term, term), ()):
                return False
        return True

    def makes(self, fact: Triple, body: Body, values: Values) -> bool:
        """Whether the fact is what it makes of a complete solution."""
        if self.is_plain:
            return True
        names = solution_variables(body)
        solution = [values[name] for name in names]

        def make(term: Term) -> str:
            if isinstance(term, TripleTerm):
                parts = (make(t) for t in (term.subject, term.predicate, term.object))
                return evaluate(TripleTerm(*parts), {})
            if term.startswith("_:"):
                return fresh_blank(self.rule, term[2:])(*solution)
            return values.get(term, term)

        return tuple(make(term) for term in self.terms) == fact


def head_of(rule: str, terms: tuple[Term, ...], body: Body) -> Head:
    """The head that a template of a rule with that body is."""
    plain = all(isinstance(term, str) and term[0] != "_" for term in terms)
    return Head(rule, terms, plain, tuple(_needs(terms, body)))


def constant(term: Term) -> str | None:
    """The term, if a head with it makes no other."""
    return term if isinstance(term, str) and not term.startswith(("?", "_:")) else None


def _needs(head: Iterable[Term], body: Body) -> Iterator[Need]:
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
