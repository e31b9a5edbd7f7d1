"""The hierarchy of classes as a picture: rows and columns for an SVG, without a layout program."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from vcc.audit.documentation import Documented, Term
from vcc.audit.encoding import Sort
from vcc.vocabulary.rdf import local_name

_ROW: Final = 24
_INDENT: Final = 44
_WIDTH: Final = 900
_TICK: Final = 14
_ROOM: Final = 300  # for the longest name


@dataclass(frozen=True, slots=True)
class Node:
    """A class in the picture; `x` and `y` are where its name begins, in pixels."""

    label: str
    href: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Picture:
    """Names and the lines (SVG paths) between them; sizes in pixels."""

    nodes: tuple[Node, ...]
    lines: tuple[str, ...]
    width: int
    height: int


def picture_of_classes(documented: Documented, language: str) -> Picture:
    """Every class on a row of its own below the wider class that it stands under first."""
    classes = {i: t for i, t in documented.terms.items() if t.sort is Sort.CLASS}
    nodes: list[Node] = []
    lines: list[str] = []
    for term, depth, parent in _rows(classes):
        x, y = depth * _INDENT + 8, (len(nodes) + 1) * _ROW
        if parent:
            at = next(node for node in reversed(nodes) if node.href == _href(classes[parent]))
            lines.append(f"M{at.x + _TICK} {at.y + 5}V{y - 5}H{x - 6}")
        nodes.append(Node(term.label.in_language(language), _href(term), x, y))
    width = max([_WIDTH, *(node.x + _ROOM for node in nodes)])
    return Picture(tuple(nodes), tuple(lines), width, (len(nodes) + 1) * _ROW)


def _href(term: Term) -> str:
    return f"{term.file}#{local_name(term.iri)}"


def _rows(classes: dict[str, Term]) -> Iterator[tuple[Term, int, str]]:
    """Each class once, with its depth and the class above it (empty for a widest class)."""
    below: dict[str, list[str]] = {}
    for iri, term in classes.items():
        known = [wider for wider in term.broader if wider in classes]
        below.setdefault(known[0] if known else "", []).append(iri)

    def under(parent: str, depth: int) -> Iterator[tuple[Term, int, str]]:
        for iri in below.get(parent, ()):
            yield classes[iri], depth, parent
            yield from under(iri, depth + 1)

    return under("", 0)
