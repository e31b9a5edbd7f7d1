"""What the compiled module has, for those who may be without it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol

from vcc.engine.generated import Making
from vcc.engine.machine.assembler import Guard
from vcc.engine.relation import Index, Pair
from vcc.vocabulary.rdf import Triple

Rules = list[tuple[int, tuple[Guard, ...]]]  # where the code of each starts, and its guards


class MachineTheory(Protocol):
    """What is made of an assembly, once for many runs; it never changes."""


class MachineRun(Protocol):
    """The facts of one run over a theory, and what its rules conclude."""

    def give(self, triples: Iterable[Triple]) -> None:
        """Add facts that need no rule; a conclusion among them is one no more."""

    def withdraw(self, round: int) -> None:
        """Take back what was concluded after a round."""

    def evaluate(
        self,
        begin: int,
        end: int,
        round: int,
        begins: list[int] | None,
        tick: Callable[[], None] | None,
    ) -> int:
        """Run strata to their end, counting rounds on; the result is the last one. `begins` is
        filled with the last round before each, and `tick` called before each rule."""

    def count(self) -> int:
        """How many facts were concluded."""

    def round_of(self, triple: Triple) -> int | None:
        """The round of a fact; None if it does not hold."""

    def predicates(self) -> list[str]:
        """The predicates of the facts that are not static."""

    def rows(self, predicate: str, backward: bool) -> Index:
        """The facts of a predicate that are not static, by subject or by object, with rounds."""

    def concluded(self, predicate: str) -> list[Pair]:
        """Subject and object of what was concluded of a predicate."""

    def given_again(self) -> Iterable[Triple]:
        """The facts that follow from static ones and were given all the same."""


class Machine(Protocol):
    """The compiled module."""

    SOURCES: int  # a checksum of the files that it was compiled of

    def Theory(  # noqa: N802 (a class of the module)
        self,
        names: list[str],
        predicates: list[int],
        facts: bytes,
        code: bytes,
        arguments: bytes,
        registers: int,
        makers: list[Making],
        strata: list[tuple[Rules, Rules]],
        /,
    ) -> MachineTheory:
        """A theory; what it is made from is described in `assembly.py`."""

    def Run(self, theory: MachineTheory, /) -> MachineRun:  # noqa: N802
        """A run without facts."""
