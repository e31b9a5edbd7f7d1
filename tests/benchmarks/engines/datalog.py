"""Clauses as Datalog text; engines differ in a few signs only."""

from __future__ import annotations

from dataclasses import dataclass

from ..relational import Atom, Clause, is_variable
from ..workloads import Name


@dataclass(frozen=True, slots=True)
class Dialect:
    """How an engine writes constants, variables, negation and `=`."""

    constant: str = "{}"
    prefix: str = ""
    negation: str = "not "
    equals: str = "="

    def term(self, term: Name) -> str:
        if isinstance(term, int):
            return str(term)
        if is_variable(term):
            return self.prefix + (term[1:] if self.prefix else term[1:].upper())
        return self.constant.format(term)

    def atom(self, atom: Atom, unknown: frozenset[Name] = frozenset()) -> str:
        """`unknown` are variables of a negation that stand for anything."""
        terms = ["_" if term in unknown else self.term(term) for term in atom.terms]
        return f"{atom.relation}({', '.join(terms)})"

    def body(self, clause: Clause) -> list[str]:
        parts = [self.atom(atom) for atom in clause.body]
        for operator, left, right in clause.filters:
            if not clause.count or clause.count[1] not in (left, right):
                sign = self.equals if operator == "=" else operator
                parts.append(f"{self.term(left)} {sign} {self.term(right)}")
        for atom in clause.absent:
            unknown = frozenset(t for t in atom.terms if is_variable(t)) - clause.bound
            parts.append(self.negation + self.atom(atom, unknown))
        return parts

    def clause(self, clause: Clause) -> str:
        """A clause without aggregate."""
        return f"{self.atom(clause.head)} :- {', '.join(self.body(clause))}."
