"""Shapes, read once and used for many cases."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from vcc.graph.to_rdflib import to_rdflib
from vcc.resources import shape_files
from vcc.source.diagnostic import Severity, Words
from vcc.source.reading import read_source
from vcc.source.text import SourceText
from vcc.validation.report import ValidationResult
from vcc.vocabulary.namespaces import SH, VCC, vcc
from vcc.vocabulary.rdf import Triple, iri, literal_parts
from vcc.vocabulary.turtle import triples_from_sources

_MESSAGE: Final = iri(SH + "message")
_OURS: Final = f"<{VCC}"
_CODE: Final = vcc("code")
_NO_MESSAGE: Final = Words("", "")


if TYPE_CHECKING:
    from rdflib import Graph


@dataclass(frozen=True)
class Shapes:
    """A shapes graph, with what is said of each shape for people."""

    triples: tuple[Triple, ...] = field(repr=False)

    @cached_property
    def constraints(self) -> tuple[Triple, ...]:
        """What a validator reads: not what only people and our tests do."""
        return tuple(t for t in self.triples if t[1] != _MESSAGE and not t[1].startswith(_OURS))

    @cached_property
    def graph(self) -> Graph:
        """The shapes as an rdflib graph, for the reference."""
        return to_rdflib(self.constraints, "SimpleMemory")

    @cached_property
    def ready(self) -> Any:
        """The shapes as the fast library wants them; None where the reference must be asked."""
        from vcc.validation.fast import compiled

        return compiled(self)

    @cached_property
    def messages(self) -> dict[str, Words]:
        """The message template of every shape that has one."""
        found: dict[str, dict[str, str]] = {}
        for shape, property, value in self.triples:
            if property == _MESSAGE:
                parts = literal_parts(value)
                found.setdefault(shape, {})[parts.language[:2]] = parts.lexical
        return {shape: _words(texts) for shape, texts in found.items()}

    @cached_property
    def codes(self) -> dict[str, str]:
        """The stable short code (`S210`) of every shape that has one."""
        return {s: literal_parts(value).lexical for s, p, value in self.triples if p == _CODE}

    def complete(self) -> Shapes:
        """The same with everything worked out that is asked of all shapes."""
        assert self.messages is not None
        assert self.codes is not None
        assert self.constraints is not None
        return self

    def result(
        self, *, focus: str, path: str, value: str, shape: str, component: str, severity: Severity
    ) -> ValidationResult:
        """A result with what its shape says of it."""
        return ValidationResult(
            focus, path, value, shape, component, severity,
            self.codes.get(shape, ""), self.messages.get(shape, _NO_MESSAGE),
        )  # fmt: skip


def _words(texts: dict[str, str]) -> Words:
    anything = next(iter(texts.values()))
    return Words(texts.get("en", anything), texts.get("zh", anything))


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
