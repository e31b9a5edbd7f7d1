"""reasonable: https://github.com/gtfierro/reasonable, a reasoner for OWL 2 RL in Rust.

Its rules are fixed: it runs the ontology workload only, and concludes more (what is equal to
itself, owl:Thing, …). Counted is what our rules conclude, too.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import reasonable

from vcc.program import Program

from ..workloads import NAMESPACE, STANDARD, Fact
from .base import CannotExpress, Engine

_KNOWN = frozenset(STANDARD.values())
_SCHEMA = frozenset(STANDARD[name] for name in ("domain", "range", "inverseOf"))


class Reasonable(Engine):
    packages = ("reasonable",)
    reads = "N-Triples"
    gives = "Python objects"

    def compile(self, program: Program) -> None:
        super().compile(program)
        if not self.relational.generic:
            raise CannotExpress("its rules are fixed: OWL 2 RL")

    def load(self, folder: Path) -> None:
        self.path = folder / "data.nt"
        turtle = folder / "data.ttl"  # it tells the format by the ending; the same bytes
        if not turtle.exists():
            turtle.symlink_to(self.path.name)
        self.reasoner = reasonable.PyReasoner()
        self.reasoner.load_file(str(turtle))

    def load_facts(self, facts: Iterable[Fact]) -> None:
        raise CannotExpress("it reads files")

    def reason(self) -> None:
        self.found = self.reasoner.reason()

    def export(self) -> None:
        """`reason` has made the objects already."""

    def counts(self) -> dict[str, int]:
        lines = self.path.read_text("utf-8").splitlines()
        given = {tuple(line.removesuffix(" .").split(" ", 2)) for line in lines}
        found = {tuple(f"<{term}>" for term in triple) for triple in self.found}
        return {"t": sum(map(_is_of_ours, found - given)) + len(given)}


def _is_of_ours(triple: tuple[str, ...]) -> bool:
    """Whether our rules conclude it, too."""
    subject, predicate, object = (term[1:-1] for term in triple)
    if not subject.startswith(NAMESPACE):
        return False
    if predicate.startswith(NAMESPACE):
        return True
    about = object.startswith(NAMESPACE) or object in _KNOWN
    return predicate in _KNOWN - _SCHEMA and subject != object and about
