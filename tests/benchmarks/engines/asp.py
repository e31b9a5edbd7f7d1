"""clingo: https://potassco.org/clingo, whose grounder evaluates stratified programs completely."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import clingo

from vcc.program import Program

from ..relational import Clause, is_variable
from ..workloads import Fact
from .base import Engine
from .datalog import Dialect


class Clingo(Engine):
    packages = ("clingo",)

    def compile(self, program: Program) -> None:
        super().compile(program)
        self.dialect = Dialect()
        self.rules = "\n".join(map(self._clause, self.relational.clauses))

    def _clause(self, clause: Clause) -> str:
        if clause.count is None:
            return self.dialect.clause(clause)
        argument, result = map(self.dialect.term, clause.count)
        body = ", ".join(self.dialect.body(clause))
        group = {self.dialect.term(t) for t in clause.head.terms if is_variable(t)}
        outside = re.sub(  # the group needs a value outside: the body again, with other variables
            r"\b([A-Z]\w*)\b", lambda m: m[1] if m[1] in group else f"{m[1]}_0", body
        )
        head = self.dialect.atom(clause.head)
        return f"{head} :- {outside}, {result} = #count {{ {argument} : {body} }}."

    def load(self, folder: Path) -> None:
        facts = []
        for name in self.relational.arity:
            with (folder / "tables" / f"{name}.tsv").open(encoding="utf-8") as lines:
                facts += [f"{name}({line.rstrip().replace(chr(9), ',')})." for line in lines]
        self._start("".join(facts))

    def load_facts(self, facts: Iterable[Fact]) -> None:
        tables = self.relational.tables(facts)
        rows = ((name, map(str, row)) for name in tables for row in tables[name])
        self._start("".join(f"{name}({','.join(terms)})." for name, terms in rows))

    def _start(self, facts: str) -> None:
        self.control = clingo.Control(["--warn=none"])
        self.control.add("base", [], facts + self.rules)

    def reason(self) -> None:
        self.control.ground([("base", [])])

    def export(self) -> None:
        atoms, arity = self.control.symbolic_atoms, self.relational.arity
        self.facts = {
            name: [tuple(atom.symbol.arguments) for atom in atoms.by_signature(name, arity[name])]
            for name in self.relational.heads
        }

    def counts(self) -> dict[str, int]:
        return {name: len(rows) for name, rows in self.facts.items()}
