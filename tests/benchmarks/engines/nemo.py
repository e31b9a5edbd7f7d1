"""nemo-python: https://github.com/knowsys/nemo, a Datalog engine in Rust."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path

import nmo_python
import pyarrow.csv

from vcc.program import Program

from ..relational import Clause, is_variable
from ..workloads import Fact, Name, term_of
from .base import Engine
from .datalog import Dialect

_NUMBERS = {"score"}


class Nemo(Engine):
    packages = ("nemo-python",)
    gives = "arrays, by way of CSV"
    dialect = Dialect(constant='"{}"', prefix="?", negation="~")

    def compile(self, program: Program) -> None:
        super().compile(program)
        heads = self.relational.heads
        outputs = (f'@export {name} :- csv {{ resource = "{name}.csv" }} .' for name in heads)
        self.rules = "\n".join([*map(self._clause, self.relational.clauses), *outputs])

    def _clause(self, clause: Clause) -> str:
        if clause.count is None:
            return self.dialect.clause(clause)
        argument, result = map(self.dialect.term, clause.count)
        head = self.dialect.atom(clause.head).replace(result, f"#count({argument})")
        return f"{head} :- {', '.join(self.dialect.body(clause))}."

    def load(self, folder: Path) -> None:
        imports = []
        for name, arity in self.relational.arity.items():
            path = folder / "tables" / f"{name}.tsv"
            if path.stat().st_size:
                kinds = ["string"] * arity
                kinds[-1] = "int" if name in _NUMBERS else "string"
                source = f'tsv {{ resource = "{path}", format=({",".join(kinds)}) }}'
                imports.append(f"@import {name} :- {source} .")
        self._start("\n".join(imports))

    def load_facts(self, facts: Iterable[Fact]) -> None:
        tables = self.relational.tables(facts)
        rows = ((name, map(self.dialect.term, row)) for name in tables for row in tables[name])
        self._start("\n".join(f"{name}({', '.join(terms)})." for name, terms in rows))

    def _start(self, facts: str) -> None:
        self.engine = nmo_python.NemoEngine(nmo_python.load_string(f"{facts}\n{self.rules}\n"))

    def reason(self) -> None:
        self.engine.reason()

    def export(self) -> None:
        """To CSV and from there to Arrow: much faster than one Python object after the other."""
        folder = Path(tempfile.mkdtemp())
        output = nmo_python.NemoOutputManager(str(folder), overwrite=True)
        options = pyarrow.csv.ReadOptions(autogenerate_column_names=True)
        self.tables = {}
        for name in self.relational.heads:
            self.engine.write_result(name, output)
            path = folder / f"{name}.csv"
            if path.exists() and path.stat().st_size:
                self.tables[name] = pyarrow.csv.read_csv(path, read_options=options)
        shutil.rmtree(folder)

    def counts(self) -> dict[str, int]:
        heads = self.relational.heads
        return {n: self.tables[n].num_rows if n in self.tables else 0 for n in heads}


class _FullNames(Dialect):
    """Constants as the IRIs that they are."""

    def term(self, term: Name) -> str:
        return (
            term_of(term) if isinstance(term, str) and not is_variable(term) else super().term(term)
        )


class NemoOfTriples(Nemo):
    """The same rules over the very bytes that our engines read: N-Triples with full IRIs."""

    reads = "N-Triples"
    dialect = _FullNames(prefix="?", negation="~")

    def load(self, folder: Path) -> None:
        lines = [f'@import given :- ntriples {{ resource = "{folder / "data.nt"}" }} .']
        lines += map(self._taken, self.relational.arity)
        self._start("\n".join(lines))

    def _taken(self, relation: str) -> str:
        """The clause that takes a relation out of the triples."""
        if self.relational.generic:
            return f"{relation}(?s, ?p, ?o) :- given(?s, ?p, ?o) ."
        predicate, object = self.relational.meanings[relation]
        if object is None:
            return f"{relation}(?s, ?o) :- given(?s, {term_of(predicate)}, ?o) ."
        return f"{relation}(?s) :- given(?s, {term_of(predicate)}, {term_of(object)}) ."
