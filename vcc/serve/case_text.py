"""The text of a case on its page, line by line, so that a conclusion can point at what it rests on.

Comments stay in the file: they are notes of the author to himself, and no statement of the case.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from vcc.case.tokens import tokens_from_text
from vcc.render.characters import shown
from vcc.serve.entries import line_id
from vcc.source.text import SourceText


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its id on the page and its number."""

    id: str
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A file: its name, and its lines without comments; runs of empty lines are one."""

    name: str
    lines: tuple[Line, ...]


def listing_of(source: SourceText, file: int) -> Listing:
    """The lines of a file that say something; `file` is its number on the page."""
    return Listing(shown(PurePath(source.name).name), tuple(_lines(source, file)))


def _lines(source: SourceText, file: int) -> Iterator[Line]:
    was_empty = True
    for number, text in enumerate(_without_comments(source).rstrip().split("\n"), 1):
        is_empty = not text.strip()
        if not (is_empty and was_empty):
            yield Line(line_id(file, number), number, shown(text.rstrip()))
        was_empty = is_empty


def _without_comments(source: SourceText) -> str:
    text, at, kept = source.text, 0, []
    for comment in tokens_from_text(source)[1]:
        kept.append(text[at : comment.start])
        at = comment.start + len(comment.text)
    return "".join((*kept, text[at:]))
