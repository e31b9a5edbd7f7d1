"""Lines of an answer, each at its depth, as text for a terminal or as nested Markdown lists."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from vcc.render.characters import shown
from vcc.render.colour import Colour, painted
from vcc.render.markdown import code, escaped
from vcc.render.wrap import wrapped


class Line(NamedTuple):
    """One line of the answer: how deep it stands, a mark, its text, how it is painted, and a
    statement of the case language that ends it."""

    depth: int
    mark: str
    text: str
    colour: Colour | None = None
    statement: str = ""


def text_of_lines(told: Iterable[Line], *, width: int, colour: bool) -> str:
    """Lines for a terminal."""
    lines: list[str] = []
    for line in told:
        first = "  " * line.depth + line.mark
        rest = "  " * line.depth + " " * len(line.mark)
        pieces = wrapped(line.text + shown(line.statement), width, first, rest)
        lines += [painted(t, line.colour, colour) for t in pieces] if line.colour else pieces
    return "\n".join(lines)


def markdown_of_lines(told: Iterable[Line]) -> str:
    """Lines as nested lists below a heading."""
    head, *lines = told
    least = min((line.depth for line in lines), default=0)
    listed = [
        "  " * (line.depth - least)
        + f"* {line.mark}{escaped(line.text)}{code(line.statement) if line.statement else ''}"
        for line in lines
    ]
    return "\n".join([f"# {escaped(head.text)}", "", *listed])
