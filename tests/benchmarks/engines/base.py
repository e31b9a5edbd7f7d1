"""What every engine under test can do."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from vcc.program import Program

from ..relational import Relational
from ..workloads import Fact


class Engine:
    """`compile` once for a program; then `load…`, `reason` and `export` for each set of facts."""

    packages: tuple[str, ...] = ()  # whose versions the report names

    def compile(self, program: Program) -> None:
        """Translate the rules."""
        self.program = program
        self.relational = Relational(program)

    def load(self, folder: Path) -> None:
        """Read the facts from files: `data.nt`, or the tables of `Relational` in `tables/`."""
        raise NotImplementedError

    def load_facts(self, facts: Iterable[Fact]) -> None:
        """Take the facts from memory."""
        raise NotImplementedError

    def reason(self) -> None:
        """Draw all conclusions."""
        raise NotImplementedError

    def export(self) -> None:
        """Bring all conclusions out of the engine, as text, arrays or Python objects."""
        raise NotImplementedError

    def counts(self) -> dict[str, int]:
        """How many facts each head relation has, given ones included; not measured."""
        raise NotImplementedError
