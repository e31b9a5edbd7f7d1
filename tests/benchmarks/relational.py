"""A program as Datalog and SQL engines see it: relations instead of triples."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from vcc.program import Program
from vcc.program.syntax import Call, Filter, Negation, Rule, TriplePattern

from .workloads import Fact, Name, name_of

Terms = tuple[Name, ...]  # a variable begins with `?`


@dataclass(frozen=True, slots=True)
class Atom:
    """A relation and its arguments."""

    relation: str
    terms: Terms


@dataclass(frozen=True, slots=True)
class Clause:
    """A rule with one head; `count` is the counted variable and the one for the result."""

    head: Atom
    body: tuple[Atom, ...]
    absent: tuple[Atom, ...]
    filters: tuple[tuple[str, Name, Name], ...]
    count: tuple[str, str] | None
    rule: int

    @property
    def bound(self) -> set[Name]:
        return {term for atom in self.body for term in atom.terms if is_variable(term)}


def is_variable(term: Name) -> bool:
    return isinstance(term, str) and term.startswith("?")


class Relational:
    """`p(s, o)` for each predicate; `p_c(s)` where the object is always a constant.

    A program with predicate variables has one relation `t(s, p, o)`.
    """

    def __init__(self, program: Program) -> None:
        patterns = [p for rule in program.rules for p in _patterns(rule)]
        self.generic = any(str(p.predicate).startswith("?") for p in patterns)
        objects: dict[Name, set[bool]] = {}
        for pattern in patterns:
            _, p, o = _names(pattern)
            objects.setdefault(p, set()).add(isinstance(o, str) and not is_variable(o))
        self.unary = {p for p, kinds in objects.items() if kinds == {True} and not self.generic}
        self.meanings: dict[str, tuple[str, Name | None]] = {}  # the predicate, and what object
        self.clauses = [c for n, rule in enumerate(program.rules) for c in self._clauses(n, rule)]
        self.arity = {
            atom.relation: len(atom.terms)
            for clause in self.clauses
            for atom in (clause.head, *clause.body, *clause.absent)
        }
        self.heads = sorted({clause.head.relation for clause in self.clauses})

    def atom(self, terms: tuple[Name, Name, Name]) -> Atom:
        subject, predicate, object = terms
        if self.generic:
            return Atom("t", terms)
        is_unary = predicate in self.unary
        name = _safe(f"{predicate}_{object}" if is_unary else str(predicate))
        self.meanings[name] = (str(predicate), object if is_unary else None)
        return Atom(name, (subject,) if is_unary else (subject, object))

    def _clauses(self, number: int, rule: Rule) -> Iterable[Clause]:
        absent = []
        for element in rule.body:
            if isinstance(element, Negation):
                (inner,) = element.elements
                assert isinstance(inner, TriplePattern)
                absent.append(self.atom(_names(inner)))
        filters = []
        for element in rule.body:
            if isinstance(element, Filter):
                call = element.expression
                assert isinstance(call, Call)
                left, right = (t if t[0] == "?" else name_of(t) for t in map(str, call.arguments))
                filters.append((call.function, left, right))
        counts = [(a.argument, a.result) for a in rule.aggregates]
        body = tuple(self.atom(_names(pattern)) for pattern in rule.patterns)
        for template in rule.head:
            head = self.atom(_names(template))
            count = counts[0] if counts else None
            yield Clause(head, body, tuple(absent), tuple(filters), count, number)

    def tables(self, facts: Iterable[Fact]) -> dict[str, list[Terms]]:
        """The facts of each relation; those that no rule mentions are left out."""
        found: dict[str, list[Terms]] = {name: [] for name in self.arity}
        for fact in facts:
            atom = self.atom(fact)
            if atom.relation in found:
                found[atom.relation].append(atom.terms)
        return found

    def write(self, facts: Iterable[Fact], folder: Path) -> None:
        """One file of tab-separated values for each relation."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, rows in self.tables(facts).items():
            lines = ("\t".join(map(str, row)) + "\n" for row in rows)
            (folder / f"{name}.tsv").write_text("".join(lines), "utf-8")


def _safe(name: str) -> str:
    return re.sub(r"\W", "_", name)


def _patterns(rule: Rule) -> list[TriplePattern]:
    inner = [e for n in rule.body if isinstance(n, Negation) for e in n.elements]
    return [*rule.head, *rule.patterns, *(e for e in inner if isinstance(e, TriplePattern))]


def _names(pattern: TriplePattern) -> tuple[Name, Name, Name]:
    s, p, o = (t if t[0] == "?" else name_of(t) for t in map(str, pattern.terms))
    return s, p, o
