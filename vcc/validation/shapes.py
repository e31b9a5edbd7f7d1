"""Shapes, read once and used for many cases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from vcc.graph.to_rdflib import to_rdflib
from vcc.resources import shape_files
from vcc.source.diagnostic import Severity, Words
from vcc.source.kept_parts import KeptMapping, KeptParts, part
from vcc.source.reading import read_source
from vcc.source.text import SourceText
from vcc.validation.notes import Parameters, ShapeNote, notes_of_shapes
from vcc.validation.report import ValidationResult
from vcc.vocabulary.namespaces import SH, VCC
from vcc.vocabulary.rdf import Triple, iri
from vcc.vocabulary.turtle import triples_from_sources

_MESSAGE: Final = iri(SH + "message")
_OURS: Final = f"<{VCC}"
_NO_NOTE: Final = ShapeNote()


if TYPE_CHECKING:
    from rdflib import Graph


@dataclass(frozen=True)
class Shapes(KeptParts):
    """A shapes graph, with what is said of each shape for people."""

    triples: tuple[Triple, ...] = field(repr=False)

    @part
    def constraints(self) -> tuple[Triple, ...]:
        """What a validator reads: not what only people and our tests do."""
        return tuple(t for t in self.triples if t[1] != _MESSAGE and not t[1].startswith(_OURS))

    @cached_property
    def graph(self) -> Graph:
        """The shapes as an rdflib graph, for the reference."""
        return to_rdflib(self.constraints, "SimpleMemory")

    @part
    def for_library(self) -> str:
        """The constraints as the fast library reads them; empty where it must not be asked."""
        from vcc.validation.fast import text_for_library

        return text_for_library(self.constraints)

    @cached_property
    def looked_at(self) -> frozenset[str]:
        """The properties that the constraints look at."""
        from vcc.validation.fast import looked_at

        return looked_at(self.constraints)

    @cached_property
    def ready(self) -> Any:
        """The shapes as the fast library wants them; None where the reference must be asked."""
        from vcc.validation.fast import compiled

        return compiled(self)

    @part
    def notes(self) -> Mapping[str, ShapeNote]:
        """What is said of each shape for people."""
        return KeptMapping(notes_of_shapes(self.triples))

    @cached_property
    def messages(self) -> dict[str, Words]:
        """The message template of every shape that has one."""
        return {shape: note.message for shape, note in self.notes.items() if note.message.en}

    @cached_property
    def codes(self) -> dict[str, str]:
        """The stable short code (`S210`) of every shape that has one."""
        return {shape: note.code for shape, note in self.notes.items() if note.code}

    @part
    def parameters(self) -> Parameters:
        """What the constraints ask for."""
        return Parameters(self.constraints)

    def complete(self) -> Shapes:
        """The same with everything worked out that is asked of all shapes."""
        assert self.notes is not None
        assert self.parameters is not None
        assert self.for_library is not None
        return self

    def result(
        self, *, focus: str, path: str, value: str, shape: str, component: str, severity: Severity
    ) -> ValidationResult:
        """A result with what its shape says of it."""
        note = self.notes.get(shape, _NO_NOTE)
        return ValidationResult(
            focus, path, value, shape, component, severity, note.code, note.message, note.claims,
            self.parameters.of(shape, component), note.example,
        )  # fmt: skip


def shapes_from_files(paths: Iterable[Path]) -> Shapes:
    """The shapes that several Turtle files declare together.

    Raises:
        SourceErrors: if a file cannot be read, or is not Turtle (code T010, with its place).
    """
    return shapes_from_sources(map(read_source, paths))


def shapes_from_sources(sources: Iterable[SourceText]) -> Shapes:
    """The shapes that several Turtle texts declare together.

    Raises:
        SourceErrors: if a text is not Turtle (code T010, with its place).
    """
    return Shapes(triples_from_sources(sources, "s"))


@cache
def shipped_shapes() -> Shapes:
    """The shapes that come with vcc. Read once."""
    return shapes_from_files(shape_files())
