"""What every engine under test can do."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from pathlib import Path

from vcc.program import Program

from ..relational import Relational
from ..workloads import Fact


class CannotExpress(Exception):
    """The engine cannot say this program, or cannot take its facts in this way."""


class Engine(ABC):
    """`compile` once for a program; then `load…`, `reason` and `export` for each set of facts."""

    packages: tuple[str, ...] = ()  # whose versions the report names
    reads = "tables of short names"  # what `load` reads, and what `export` leaves
    gives = "Python objects"

    def compile(self, program: Program) -> None:
        """Translate the rules."""
        self.program = program
        self.relational = Relational(program)

    @abstractmethod
    def load(self, folder: Path) -> None:
        """Read the facts from files: `data.nt`, or the tables of `Relational` in `tables/`."""

    @abstractmethod
    def load_facts(self, facts: Iterable[Fact]) -> None:
        """Take the facts from memory."""

    @abstractmethod
    def reason(self) -> None:
        """Draw all conclusions."""

    @abstractmethod
    def export(self) -> None:
        """Bring all conclusions out of the engine, as text, arrays or Python objects."""

    @abstractmethod
    def counts(self) -> dict[str, int]:
        """How many facts each head relation has, given ones included; not measured."""
