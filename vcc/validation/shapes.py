"""Shapes and the part of the ontology that they look at, read once and used for many cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

from vcc.source.diagnostic import Words
from vcc.vocabulary.namespaces import RDFS, SH, TYPE, vcc
from vcc.vocabulary.rdf import Triple, literal_parts

SUBCLASS: Final = f"<{RDFS}subClassOf>"
_MESSAGE: Final = f"<{SH}message>"
_CODE: Final = vcc("code")


@dataclass(frozen=True)
class Shapes:
    """A shapes graph, with what is said of each shape for people."""

    triples: tuple[Triple, ...] = field(repr=False)

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
        """The stable short code (`S201`) of every shape that has one."""
        return {s: literal_parts(value).lexical for s, p, value in self.triples if p == _CODE}


def _words(texts: dict[str, str]) -> Words:
    anything = next(iter(texts.values()))
    return Words(texts.get("en", anything), texts.get("zh", anything))


def shapes_from_files(paths: Iterable[Path]) -> Shapes:
    """The shapes of several Turtle files.

    Raises:
        SyntaxError: if a file is not Turtle, with the place.
        OSError: if a file cannot be read.
    """
    return Shapes(tuple(_triples(paths)))


def _triples(paths: Iterable[Path]) -> Iterator[Triple]:
    import pyoxigraph

    for number, path in enumerate(paths):
        for quad in pyoxigraph.parse(path=path, format=pyoxigraph.RdfFormat.TURTLE):
            # Blank nodes are only different within one file.
            terms = (quad.subject, quad.predicate, quad.object)
            yield tuple(  # type: ignore[misc]
                f"_:f{number}{term.value}" if isinstance(term, pyoxigraph.BlankNode) else str(term)
                for term in terms
            )


@dataclass(frozen=True)
class Background:
    """What shapes need to know of the ontology: the classes of its terms, and their order."""

    types: dict[str, tuple[str, ...]] = field(repr=False)
    classes: tuple[Triple, ...] = field(repr=False)

    def about(self, data: Iterable[Triple]) -> Iterator[Triple]:
        """The class hierarchy, and the classes of the terms that the data mentions."""
        yield from self.classes
        for term in {term for triple in data for term in triple} & self.types.keys():
            for rdf_class in self.types[term]:
                yield term, TYPE, rdf_class


def background_from(ontology: Iterable[Triple]) -> Background:
    """The background that an ontology gives to validation."""
    types: dict[str, list[str]] = {}
    classes: list[Triple] = []
    for subject, property, value in ontology:
        if property == TYPE:
            types.setdefault(subject, []).append(value)
        elif property == SUBCLASS and value.startswith("<"):
            classes.append((subject, property, value))
    return Background({term: tuple(values) for term, values in types.items()}, tuple(classes))


NO_BACKGROUND: Final = Background({}, ())
