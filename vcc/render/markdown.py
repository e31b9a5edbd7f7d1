"""Pieces of Markdown (CommonMark with tables) in which the text of a case stands as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from vcc.render.characters import shown
from vcc.render.wrap import NO_BREAK

_SPECIAL: Final = str.maketrans({c: "\\" + c for c in "\\`*_[]<>|#"})
_BACKQUOTES: Final = re.compile("`+")


def escaped(text: str) -> str:
    """Text that nothing in it turns into anything else."""
    return shown(text).replace(NO_BREAK, " ").translate(_SPECIAL)


def code(text: str) -> str:
    """Text as code in a line, between more backquotes than it has itself."""
    fence = "`" * (_longest(text) + 1)
    space = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{space}{shown(text)}{space}{fence}"


def code_block(lines: Iterable[str], language: str = "") -> list[str]:
    """Lines of code between fences that are longer than any of theirs."""
    inside = [shown(line, keep="\t") for line in lines]
    fence = "`" * max(3, _longest("\n".join(inside)) + 1)
    return [fence + language, *inside, fence]


def _longest(text: str) -> int:
    return max(map(len, _BACKQUOTES.findall(text)), default=0)


def table_lines(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """A table; cells are Markdown."""
    yield table_row(head)
    yield f"|{' --- |' * len(head)}"
    yield from map(table_row, rows)


def table_row(cells: Sequence[str]) -> str:
    """A line of a table."""
    return f"| {' | '.join(cells)} |"
