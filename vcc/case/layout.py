"""How the pieces of a statement become lines: what fits stays on one line, the rest is wrapped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Final
from unicodedata import east_asian_width

COLUMNS: Final = 100
INDENT: Final = "  "
_OPENING_BRACES: Final = ("{", "｛")
_COMMAS: Final = (",", "，", "、")
_CLOSING_QUOTES: Final = {'"': '"', "“": "”", "「": "」"}


@dataclass(slots=True)
class Unit:
    """A piece that stays together: a head, a label, a clause, a citation, a brace.

    `text` may be broken where `breaks` says (after commas) when it is longer than a line.
    `start` and `end` are its offsets in the source (None for what was not in it); `before` are
    comment lines above it (an empty one is a blank line), `after` is the comment behind it.
    """

    text: str
    start: int | None = None
    end: int | None = None
    fresh_line: bool = False
    before: list[str] = field(default_factory=list)
    after: str | None = None

    @property
    def is_opening(self) -> bool:
        """Whether it is the brace that opens a block."""
        return self.text in _OPENING_BRACES


class Role(Enum):
    """What a row is; it decides where blank lines stand."""

    PRAGMA = "pragma"
    USE = "use"
    CASE = "case"
    STATEMENT = "statement"
    ENTRY = "entry"
    CLOSE = "close"
    END = "end"


@dataclass(frozen=True, slots=True)
class Row:
    """The units of one statement, or of a part of one that begins a line (a closing brace)."""

    role: Role
    depth: int
    units: list[Unit]


def width(text: str) -> int:
    """Columns on a terminal: wide characters (Chinese, full-width signs) take two."""
    if text.isascii():
        return len(text)
    widths = "".join(map(east_asian_width, text))  # W and F stand in no other's name
    return len(text) + widths.count("W") + widths.count("F")


def lines_of(row: Row) -> Iterator[str]:
    """The lines of one statement.

    All on one line if it fits and no comment stands in between; else the first unit begins the
    first line, and the rest follows on lines indented once more.
    """
    units, indent = row.units, INDENT * row.depth
    above = indent + INDENT if row.role is Role.CLOSE else indent
    yield from (f"{above}{line}".rstrip() for line in units[0].before)
    flat = _joined(units)
    inner = any(u.before for u in units[1:]) or any(u.after for u in units[:-1])
    if not inner and width(indent + flat) <= COLUMNS:
        yield _with_comment(indent + flat, units[-1].after)
        return
    yield from _wrapped(units, indent)


def _joined(units: Sequence[Unit]) -> str:
    line = ""
    for unit in units:
        line = _behind(line, unit)
    return line


def _behind(line: str, unit: Unit) -> str:
    """A unit behind others on their line; a full-width semicolon has its space in it."""
    return f"{line} {unit.text}" if line and line[-1] != "；" else line + unit.text


def _wrapped(units: Sequence[Unit], indent: str) -> Iterator[str]:
    further = indent + INDENT
    line, closed = "", True
    for number, unit in enumerate(units):
        if number and unit.before:
            if line:
                yield line
            yield from (further + comment for comment in unit.before)
            line, closed = "", True
        brace = unit.is_opening
        start = indent if number == 0 or brace else further
        longer = _behind(line, unit)
        fits = width(longer) <= COLUMNS
        if line and not closed and fits and not unit.fresh_line and not brace:
            line = longer
        else:
            if line:
                yield line
            *full, line = _broken(start + unit.text, further + INDENT)
            yield from full
        closed = unit.after is not None
        if closed:
            line = _with_comment(line, unit.after)
    yield line


def _broken(line: str, indent: str) -> Iterator[str]:
    """A line that is too long, broken after commas outside quotes."""
    while width(line) > COLUMNS:
        at = _last_break(line)
        if at is None:
            break
        yield line[:at].rstrip()
        line = indent + line[at:].lstrip()
    yield line


def _last_break(line: str) -> int | None:
    """The last place behind a comma where the line is short enough; else the first comma."""
    best: int | None = None
    used, quoted, escaped, inside = 0, "", False, False  # `quoted` is the sign that ends a text
    for index, character in enumerate(line):
        used += width(character)
        if escaped:
            escaped = False
            continue
        if quoted:
            escaped = character == "\\" and quoted == '"'
            quoted = "" if character == quoted else quoted
            continue
        if character == "`":
            inside = not inside
        quoted = "" if inside else _CLOSING_QUOTES.get(character, "")
        if character in _COMMAS and not inside and line[:index].strip() and index + 1 < len(line):
            if used > COLUMNS and best is not None:
                break
            best = index + 1
            if used > COLUMNS:
                break
    return best


def _with_comment(line: str, comment: str | None) -> str:
    return line if comment is None else f"{line}  {comment}"
