"""Lines that fit a width, in Chinese as in English.

English breaks between words; Chinese between any two characters, except that closing
punctuation never begins a line and opening punctuation never ends one, and that a word in square
brackets stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
from typing import Final

from vcc.render.characters import cell_width, padded

NOTHING: Final = "·"  # what a cell says that has nothing to say
NO_BREAK: Final = "\u00a0"  # a blank at which a line may not break; shown as a blank
_NEVER_FIRST: Final = frozenset("，。、；：！？）】》」』”’％…,.;:!?)]}%")
_NEVER_LAST: Final = frozenset("（【《「『“‘([{")
_BETWEEN: Final = frozenset("，、；")  # what follows may be the place of a line, `:46`
_RULE: Final = 60  # columns of a rule, at most
_LEAST_TEXT: Final = 10  # columns behind an indent, however deep


# A command, its words joined by `NO_BREAK`: it is to be pasted, so it is neither broken nor cut.
_COMMAND: Final = re.compile(rf"(vcc{NO_BREAK}[^ \n]+)")

# Any text breaks behind blanks, and ASCII nowhere else.
_BEHIND_BLANKS: Final = re.compile(rf"(?<= )(?=[^ {re.escape(''.join(sorted(_NEVER_FIRST)))}])")

# An id, as reports have it behind what it names: people copy it.
_BRACKETED: Final = re.compile(r"\[[^\[\] ]+")


def pieces(text: str) -> list[str]:
    """`text` cut at every place where a line may break; blanks stay at the end of a piece."""
    found = []
    for part in _BEHIND_BLANKS.split(text) if NO_BREAK not in text else _beside_commands(text):
        if part.isascii() or _COMMAND.fullmatch(part):
            found.append(part)
        else:
            kept = {n for m in _BRACKETED.finditer(part) for n in range(m.start() + 1, m.end())}
            ends = [n for n, pair in enumerate(pairwise(part), 1) if _may_break(*pair)]
            ends = [n for n in ends if n not in kept] if kept else ends
            found += [part[start:end] for start, end in pairwise((0, *ends, len(part)))]
    return [piece for piece in found if piece]


def _beside_commands(text: str) -> Iterable[str]:
    """The pieces of a text with commands, each of these whole."""
    for part in _COMMAND.split(text):
        yield from (part,) if _COMMAND.fullmatch(part) else _BEHIND_BLANKS.split(part)


@lru_cache(maxsize=16_384)
def _may_break(last: str, character: str) -> bool:
    if last in _BETWEEN and character == ":":
        return True
    if character == " " or character in _NEVER_FIRST:
        return False
    if last == " ":
        return True
    if last in _NEVER_LAST:
        return False
    return cell_width(last) == 2 or cell_width(character) == 2


def wrapped(text: str, width: int, first: str = "", rest: str | None = None) -> list[str]:
    """`text` as lines of at most `width` columns, the first begun with `first`, the others `rest`.

    A piece without a place to break (a long name) is cut rather than sticking out, but not a
    command. Behind an indent there is always room for a word. Line breaks in `text` stay.
    """
    indent = " " * cell_width(first)
    begun, *others = _wrapped(text, width, indent, indent if rest is None else rest)
    return [_finished(first + begun[len(indent) :]), *others]


# A library is asked the same questions again and again, each time under another number.
@lru_cache(maxsize=4_096)
def _wrapped(text: str, width: int, indent: str, rest: str) -> tuple[str, ...]:
    if rest:
        width = max(width, cell_width(rest) + _LEAST_TEXT)
    room = max(1, width - cell_width(rest))
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = start = rest if lines else indent
        used = cell_width(line)
        for piece in pieces(paragraph):
            whole = _piece_width(piece)
            stays = whole <= room or _COMMAND.fullmatch(piece)
            for part in (piece,) if stays else _cut(piece, room):
                taken = whole if part is piece else cell_width(part)
                is_full = used + taken > width and used + cell_width(part.rstrip()) > width
                if line != start and is_full:
                    lines.append(_finished(line))
                    line = start = rest
                    used = cell_width(line)
                line += part
                used += taken
        lines.append(_finished(line))
    return tuple(lines)


# Chinese breaks behind nearly every character, and uses the same few hundred.
_piece_width: Final = lru_cache(maxsize=16_384)(cell_width)


def shortened(text: str, room: int) -> str:
    """`text`, if it takes at most `room` columns, or else its beginning with an ellipsis, where
    only a word that is longer than the room is cut."""
    if cell_width(text) <= room:
        return text
    kept = ""
    for piece in chain.from_iterable(_cut(piece, room - 1) for piece in pieces(text)):
        if cell_width(kept + piece.rstrip()) > room - 1:
            break
        kept += piece
    return kept.rstrip(" ,;，；、") + "…"


def ruled(title: str, width: int) -> list[str]:
    """A title in a rule, to save a line; what has no room goes on below, without one."""
    *above, last = wrapped(title, width - 3, "── ", "   ")
    return [*above, f"{last} " + "─" * max(2, min(width, _RULE) - cell_width(last) - 1)]


def _finished(line: str) -> str:
    return line.rstrip(" ").replace(NO_BREAK, " ")


def _cut(piece: str, room: int) -> Iterable[str]:
    while cell_width(piece.rstrip()) > room:
        end = 1
        while cell_width(piece[: end + 1]) <= room:
            end += 1
        end = max(piece.rfind(mark, 1, end) for mark in "- ") + 1 or end
        yield piece[:end]
        piece = piece[end:]
    if piece:
        yield piece


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, its width in columns, and where its text stands."""

    heading: str
    width: int
    centred: bool = False


def table(columns: Sequence[Column], rows: Iterable[Sequence[str]], indent: str) -> list[str]:
    """Rows with wrapped cells below wrapped headings and a rule."""
    lines = columns_row(columns, [column.heading for column in columns], indent)
    lines.append(indent + "  ".join("─" * column.width for column in columns))
    for row in rows:
        lines += columns_row(columns, row, indent)
    return lines


def columns_row(columns: Sequence[Column], cells: Sequence[str], indent: str) -> list[str]:
    """One row of a table, its cells wrapped to the widths of their columns."""
    blocks = [wrapped(cell, column.width) for cell, column in zip(cells, columns, strict=True)]
    height = max(len(block) for block in blocks)
    lines = []
    for index in range(height):
        texts = [block[index] if index < len(block) else "" for block in blocks]
        placed = [_placed(text, column) for text, column in zip(texts, columns, strict=True)]
        lines.append((indent + "  ".join(placed)).rstrip())
    return lines


def told_rows(
    headings: Sequence[str], rows: Iterable[Sequence[str]], width: int, indent: str
) -> list[str]:
    """The rows of a table where there is no room for its columns: each as a sentence, without the
    cells that say nothing."""
    lines = []
    for first, *cells in rows:
        named = zip(headings[1:], cells, strict=True)
        said = [f"{heading} {cell}" for heading, cell in named if cell not in ("", NOTHING)]
        text = "  ".join(filter(None, (first, " · ".join(said) or NOTHING)))
        lines += wrapped(text, width, indent, indent + "  ")
    return lines


def _placed(text: str, column: Column) -> str:
    space = (column.width - cell_width(text)) // 2 if column.centred else 0
    return padded(" " * space + text, column.width)
