"""All that the machine is made from, put together once for a theory and kept with it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vcc.engine.generated import Making
from vcc.engine.machine.assembler import Assembler
from vcc.engine.machine.code import TooDeep, write_pipeline
from vcc.engine.relation import Store
from vcc.engine.stratum import Stratum
from vcc.source.kept_parts import KeptParts, part

if TYPE_CHECKING:
    from vcc.engine.machine.interface import Machine, MachineTheory, Rules
    from vcc.plan.operators import Pipeline


@dataclass(frozen=True, slots=True)
class Assembly:
    """Terms, static facts and rules as plain data.

    `predicates` are numbers of terms; `facts` four numbers each, `code` six for every operator
    (both as bytes), and `strata` the rules of each stratum, those that run first and again.
    """

    names: list[str]
    predicates: list[int]
    facts: bytes
    code: bytes
    arguments: bytes
    registers: int
    makers: list[Making]
    strata: list[tuple[Rules, Rules]]

    def theory(self, machine: Machine) -> MachineTheory:
        """The machine's own form of it."""
        return machine.Theory(
            self.names, self.predicates, self.facts, self.code, self.arguments, self.registers,
            self.makers, self.strata,
        )  # fmt: skip


class Assembling(KeptParts):
    """Puts a theory together when it is first needed, or is to be kept."""

    def __init__(self, base: Store, strata: tuple[Stratum, ...]) -> None:
        self._base, self._strata = base, strata

    def __getstate__(self) -> dict[str, bytes]:
        """The assembly, and not what it is made from."""
        assert self.assembly is None or self.assembly.strata
        return {"assembly": super().__getstate__()["assembly"]}

    @part
    def assembly(self) -> Assembly | None:
        """The theory put together; None for one with rules that the machine does not take."""
        return _assembled(self._base, self._strata)


def _assembled(base: Store, strata: Iterable[Stratum]) -> Assembly | None:
    made = Assembler()

    def rules(pipelines: Iterable[Pipeline], stratum: Stratum) -> Rules:
        return [
            (
                write_pipeline(pipeline, made),
                tuple(dict.fromkeys(made.guard(*g) for g in stratum.lookups.guards(pipeline))),
            )
            for pipeline in pipelines
        ]

    facts = made.facts(base)
    try:
        both = [(rules(one.pipelines[0], one), rules(one.pipelines[1], one)) for one in strata]
    except TooDeep:
        return None
    return Assembly(
        made.names, list(made.predicates), facts, made.code.tobytes(), made.arguments.tobytes(),
        made.registers, made.makers, both,
    )  # fmt: skip
