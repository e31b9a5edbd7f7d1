"""Our rows executor, from N-Triples to N-Triples."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from unittest import mock

import pyoxigraph  # noqa: F401 - loading it is not part of reading a file

from vcc.engine import prepare
from vcc.engine.machine import PYTHON, ROWS_VARIABLE
from vcc.facts import triples_from_file
from vcc.plan import plan_from_program
from vcc.program import Program
from vcc.vocabulary.rdf import Triple

from ..workloads import Fact, name_of, term_of
from .base import Engine


class Rows(Engine):
    """As it is installed: the compiled machine where there is one."""

    packages = ("pyoxigraph",)
    reads = "N-Triples"
    gives = "N-Triples"

    def compile(self, program: Program) -> None:
        super().compile(program)
        self.engine = prepare(plan_from_program(program))
        self.engine.infer([])

    def load(self, folder: Path) -> None:
        self.facts = triples_from_file(folder / "data.nt")

    def load_facts(self, facts: Iterable[Fact]) -> None:
        self.facts = [(term_of(s), term_of(p), term_of(o)) for s, p, o in facts]

    def reason(self) -> None:
        self.conclusions = self.engine.infer(self.facts)

    def export(self) -> None:
        self.text = "".join(f"{s} {p} {o} .\n" for s, p, o in self.conclusions.inferred)

    def counts(self) -> dict[str, int]:
        return self.counted([*self.conclusions.inferred, *self.facts])

    def counted(self, facts: Iterable[Triple]) -> dict[str, int]:
        counts: Counter[str] = Counter()
        kinds = Counter((p, o) for _, p, o in facts)
        for (predicate, object), count in kinds.items():
            atom = self.relational.atom(("", name_of(predicate), name_of(object)))
            counts[atom.relation] += count
        return {name: counts[name] for name in self.relational.heads}


class RowsInPython(Rows):
    """Generated Python over dictionaries: what runs where nothing was compiled."""

    def compile(self, program: Program) -> None:
        with mock.patch.dict(os.environ, {ROWS_VARIABLE: PYTHON}):  # an engine asks once
            super().compile(program)
