"""A short document of headings, tables and lists, as text for a terminal or as Markdown.

What it holds is already in one language; how wide it is, and what it is written in, is not known
before it is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from vcc.render.characters import cell_width, shown
from vcc.render.colour import Colour, painted
from vcc.render.markdown import escaped, table_lines
from vcc.render.wrap import Column, ruled, table, told_rows, wrapped

_INDENT: Final = "  "
_SPACE: Final = 2  # between two columns
_NARROWEST: Final = 9  # columns; a table without room for this is told row by row


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the title of the document."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `numbers` are the columns (from 0) whose cells stand in the middle."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Entry:
    """An item of a list with what is to be said of it, each on a line of its own."""

    text: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entries:
    """A list."""

    entries: tuple[Entry, ...]


Block = Heading | Paragraph | Table | Entries


def text_from_document(blocks: Iterable[Block], *, width: int, colour: bool) -> str:
    """The document for a terminal of that many columns."""
    parts = ["\n".join(_text(block, width, colour)) for block in blocks]
    return "\n\n".join(parts) + "\n"


def markdown_from_document(blocks: Iterable[Block]) -> str:
    """The document as Markdown (tables as GitHub reads them)."""
    return "\n\n".join("\n".join(_markdown(block)) for block in blocks) + "\n"


# -------------------------------------------------------------------- text
def _text(block: Block, width: int, colour: bool) -> list[str]:
    match block:
        case Heading(text, level=1):
            return [painted(line, Colour.STRONG, colour) for line in wrapped(shown(text), width)]
        case Heading(text):
            return [painted(line, Colour.FRAME, colour) for line in ruled(shown(text), width)]
        case Paragraph(text):
            return wrapped(shown(text, "\n"), width, _INDENT, _INDENT)
        case Table():
            return _table(block, width)
        case Entries(entries):
            return [line for entry in entries for line in _entry(entry, width)]


def _entry(entry: Entry, width: int) -> Iterator[str]:
    yield from wrapped(shown(entry.text), width, _INDENT, _INDENT * 2)
    for detail in entry.details:
        yield from wrapped(shown(detail), width, _INDENT * 3, _INDENT * 4)


def _shown(rows: Iterable[Sequence[str]]) -> list[list[str]]:
    return [[shown(cell) for cell in row] for row in rows]


def _table(block: Table, width: int) -> list[str]:
    """Columns as wide as what they hold; where that is too much, the widest give way first."""
    headings, *rows = _shown((block.headings, *block.rows))
    widths = [max(map(cell_width, cells)) for cells in zip(headings, *rows, strict=True)]
    room = width - len(_INDENT) - _SPACE * (len(widths) - 1)
    while sum(widths) > room and max(widths) > _NARROWEST:
        widths[widths.index(max(widths))] -= 1
    if sum(widths) > room:
        return told_rows(headings, rows, width, _INDENT)
    columns = [
        Column(heading, columns, centred=number in block.numbers)
        for number, (heading, columns) in enumerate(zip(headings, widths, strict=True))
    ]
    return table(columns, rows, _INDENT)


# -------------------------------------------------------------------- Markdown
def _markdown(block: Block) -> Iterator[str]:
    match block:
        case Heading(text, level):
            yield "#" * level + " " + escaped(text)
        case Paragraph(text):
            yield escaped(text)
        case Table():
            yield from table_lines(
                list(map(escaped, block.headings)), [list(map(escaped, r)) for r in block.rows]
            )
        case Entries(entries):
            for entry in entries:
                yield f"- {escaped(entry.text)}"
                yield from (f"  - {escaped(detail)}" for detail in entry.details)
