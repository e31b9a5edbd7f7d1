"""Our columns executor: from N-Triples to arrays, as the peers do, and from N-Triples to text."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from vcc.engine.columns.encoded import encoded_from_triples
from vcc.engine.columns.run import prepare_columns
from vcc.facts.columns import encoded_from_file, ntriples_from_encoded
from vcc.plan import plan_from_program
from vcc.program import Program

from ..workloads import Fact
from .base import Engine
from .rows import Rows


class Columns(Rows):
    """Sorted integer arrays; the conclusions come out as arrays and their terms."""

    packages = ("numpy",)

    def compile(self, program: Program) -> None:
        Engine.compile(self, program)
        self.columns = prepare_columns(plan_from_program(program))

    def load(self, folder: Path) -> None:
        self.encoded = encoded_from_file(folder / "data.nt")

    def load_facts(self, facts: Iterable[Fact]) -> None:
        super().load_facts(facts)
        self.encoded = encoded_from_triples(self.facts)

    def reason(self) -> None:
        self.inferred = self.columns.infer(self.encoded).encoded

    def export(self) -> None:
        self.out = (self.inferred.vocabulary.terms, *self.inferred.columns())

    def counts(self) -> dict[str, int]:
        return self.counted([*self.inferred.triples(), *self.encoded.triples()])


class ColumnsToText(Columns):
    """The same; the conclusions come out as sorted lines of N-Triples."""

    def export(self) -> None:
        self.text = "".join(ntriples_from_encoded(self.inferred))
