"""DuckDB: https://duckdb.org, rules as SQL, with the semi-naive loop written here."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import duckdb

from vcc.plan import plan_from_program
from vcc.program import Program

from ..relational import Atom, Clause, is_variable
from ..workloads import Fact, Name
from .base import Engine

_COLUMNS = "abc"
_NUMBERS = {"score", "nInter", "degree", "nStrong", "demand"}


class DuckDb(Engine):
    packages = ("duckdb",)
    gives = "arrays"

    def compile(self, program: Program) -> None:
        super().compile(program)
        clauses = self.relational.clauses
        self.phases: list[tuple[list[Clause], list[Clause]]] = []
        plan = plan_from_program(program)
        for phase in plan.phases:
            first = [c for c in clauses if c.rule in phase.rules]
            self.phases.append((first, [c for c in first if plan.rules[c.rule].recurring]))

    def load(self, folder: Path) -> None:
        self._create()
        for name in self.relational.arity:
            path = folder / "tables" / f"{name}.tsv"
            if path.stat().st_size:
                self.base.execute(f"COPY {name} FROM '{path}' (DELIMITER '\t', HEADER false)")

    def load_facts(self, facts: Iterable[Fact]) -> None:
        self._create()
        for name, rows in self.relational.tables(facts).items():
            if rows:
                marks = ", ".join("?" * self.relational.arity[name])
                self.base.executemany(f"INSERT INTO {name} VALUES ({marks})", [*map(list, rows)])

    def _create(self) -> None:
        self.base = duckdb.connect()
        for name, arity in self.relational.arity.items():
            kinds = ["VARCHAR"] * arity
            kinds[-1] = "INTEGER" if name in _NUMBERS else "VARCHAR"
            columns = ", ".join(f"{c} {k}" for c, k in zip(_COLUMNS, kinds, strict=False))
            self.base.execute(f"CREATE TABLE {name} ({columns})")

    def reason(self) -> None:
        for first, again in self.phases:
            new = self._round(first, None)
            while new and again:
                new = self._round(again, new)

    def _round(self, clauses: list[Clause], new: set[str] | None) -> set[str]:
        """Evaluate clauses, on the new facts if there are any; the relations that grew."""
        queries: dict[str, list[str]] = {}
        for clause in clauses:
            for position in [None] if new is None else range(len(clause.body)):
                if position is None or (new and clause.body[position].relation in new):
                    queries.setdefault(clause.head.relation, []).append(_query(clause, position))
        grown = set()
        for name, selects in queries.items():
            union = " UNION ".join(selects)
            self.base.execute(
                f"CREATE OR REPLACE TEMP TABLE next_{name} AS ({union}) EXCEPT SELECT * FROM {name}"
            )
        for name in self.relational.heads:
            if name in queries:
                self.base.execute(f"INSERT INTO {name} SELECT * FROM next_{name}")
                if self._count(f"next_{name}"):
                    grown.add(name)
                    new = f"CREATE OR REPLACE TEMP TABLE new_{name}"
                    self.base.execute(f"{new} AS FROM next_{name}")
        return grown

    def _count(self, table: str) -> int:
        ((count,),) = self.base.execute(f"SELECT count(*) FROM {table}").fetchall()
        return int(count)

    def export(self) -> None:
        heads = self.relational.heads
        self.tables = {n: self.base.sql(f"FROM {n}").to_arrow_table() for n in heads}

    def counts(self) -> dict[str, int]:
        return {name: self._count(name) for name in self.relational.heads}


def _query(clause: Clause, new: int | None) -> str:
    """The clause as a query; `new` is the place of the pattern that ranges over new facts."""
    places: dict[Name, str] = {}
    sources: list[str] = []
    conditions: list[str] = []
    for number, atom in enumerate(clause.body):
        table = f"new_{atom.relation}" if number == new else atom.relation
        sources.append(f"{table} x{number}")
        conditions += _conditions(atom, f"x{number}", places)
    for operator, left, right in clause.filters:
        sign = "<>" if operator == "!=" else operator
        conditions.append(f"{_value(left, places)} {sign} {_value(right, places)}")
    for number, atom in enumerate(clause.absent):
        inner = " AND ".join(_conditions(atom, f"y{number}", dict(places))) or "true"
        conditions.append(f"NOT EXISTS (SELECT 1 FROM {atom.relation} y{number} WHERE {inner})")
    values = [_value(term, places, clause.count) for term in clause.head.terms]
    columns = [f"{value} AS {c}" for value, c in zip(values, _COLUMNS, strict=False)]
    query = f"SELECT DISTINCT {', '.join(columns)} FROM {', '.join(sources)}"
    query += f" WHERE {' AND '.join(conditions)}" if conditions else ""
    if clause.count is not None:
        group = [places[t] for t in clause.head.terms if t in places]
        query += f" GROUP BY {', '.join(group)}"
    return query


def _conditions(atom: Atom, alias: str, places: dict[Name, str]) -> list[str]:
    """What the atom asks of its table; variables seen for the first time get a place."""
    found = []
    for column, term in zip(_COLUMNS, atom.terms, strict=False):
        place = f"{alias}.{column}"
        if is_variable(term) and term not in places:
            places[term] = place
        else:
            found.append(f"{place} = {_value(term, places)}")
    return found


def _value(term: Name, places: dict[Name, str], count: tuple[str, str] | None = None) -> str:
    if count is not None and term == count[1]:
        return f"count(DISTINCT {places[count[0]]})"
    if is_variable(term):
        return places[term]
    return str(term) if isinstance(term, int) else f"'{term}'"
