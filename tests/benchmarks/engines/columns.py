"""Our columns executor: from N-Triples to arrays, as the peers do, and from N-Triples to text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from vcc.engine.columns.encoded import encoded_from_triples
from vcc.engine.columns.run import prepare_columns
from vcc.facts.columns import encoded_from_file, ntriples_from_encoded
from vcc.plan import plan_from_program
from vcc.program import Program

from ..workloads import Fact
from .base import CannotExpress, Engine
from .rows import Rows


class Columns(Rows):
    """Sorted integer arrays; the conclusions come out as arrays and their terms."""

    packages = ("numpy",)
    gives = "arrays"

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

    gives = "N-Triples"

    def export(self) -> None:
        self.text = "".join(ntriples_from_encoded(self.inferred))


class ColumnsInBatches(Columns):
    """A library in batches, as large as memory allows or larger: all three steps for one batch
    after the other, so that everything counts as reasoning."""

    gives = "N-Triples"

    def load(self, folder: Path) -> None:
        if not (folder / "batches").exists():
            raise CannotExpress("one graph: there is nothing to cut into batches")
        self.batches = sorted((folder / "batches").iterdir())
        self.written = 0

    def load_facts(self, facts: Iterable[Fact]) -> None:
        raise CannotExpress("batches are files")

    def reason(self) -> None:
        for batch in self.batches:
            for text in ntriples_from_encoded(self.columns.infer(encoded_from_file(batch)).encoded):
                self.written += len(text)

    def export(self) -> None:
        """Each batch has been written."""

    def counts(self) -> dict[str, int]:
        found: Counter[str] = Counter()
        for batch in self.batches:
            encoded = encoded_from_file(batch)
            inferred = self.columns.infer(encoded).encoded
            found.update(self.counted([*inferred.triples(), *encoded.triples()]))
        return dict(found)
