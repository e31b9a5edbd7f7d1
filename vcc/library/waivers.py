"""Waivers: comments by which an author answers for a finding, each with a reason.

    interaction repair {        # vcc: ignore[S244] -- when it happens does not matter here
    # vcc: file-ignore[gap-own-research] -- 这家企业不做研究

`ignore` at the end of a line is about the statement on that line, on a line of its own about the
statement below; a statement is its first line with the lines indented more deeply up to its `{`.
`file-ignore` is about the whole file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from vcc.case.tokens import END, Comment, Token, tokens_from_text
from vcc.source.text import SourceText, Span, span_of

_OURS: Final = re.compile(r"#+[ \t]*vcc[ \t]*[:：][ \t]*")
_FORM: Final = re.compile(
    r"(?P<word>[\w-]+)\s*[\[［【](?P<codes>[^\]］】]*)[\]］】]"
    r"\s*(?:(?:--+|—+|–+|－－)\s*(?P<reason>.*\S))?\s*(?:--+|—+|–+|－－)?\s*$"
)
_SEPARATOR: Final = re.compile(r"[,，、;；\s]+")
_LINE, _FILE = ("ignore", "忽略"), ("file-ignore", "全文忽略")
WORDS: Final = (*_LINE, *_FILE)


@dataclass(frozen=True, slots=True)
class WaivedCode:
    """One code that a waiver names, and where."""

    code: str
    span: Span


@dataclass(frozen=True, slots=True)
class Waiver:
    """One waiver: its codes, its reason (empty where it gives none), and the comment's place.

    `lines` are the first and last line that it is about, None for the whole file.
    """

    codes: tuple[WaivedCode, ...]
    reason: str
    span: Span
    lines: tuple[int, int] | None

    def covers(self, place: Span | None) -> bool:
        """Whether it is about that place (None: no place in particular)."""
        if self.lines is None:
            return True
        here = place is not None and place.source == self.span.source
        return here and place is not None and self.lines[0] <= place.line <= self.lines[1]


@dataclass(frozen=True, slots=True)
class NoWaiver:
    """A comment that wants to be a waiver and is none; `word` is what stands first in it."""

    span: Span
    word: str


@dataclass(frozen=True, slots=True)
class Waivers:
    """What the comments of a file say; `is_library`: it is used by cases, and is none."""

    waivers: tuple[Waiver, ...] = ()
    others: tuple[NoWaiver, ...] = ()
    is_library: bool = False


def may_waive(source: SourceText) -> bool:
    """Whether a file may hold waivers, or comments that want to be some; quickly told."""
    return _OURS.search(source.text) is not None


@lru_cache(maxsize=64)
def waivers_in(source: SourceText) -> Waivers:
    """The waivers of a file, in the order of the text."""
    if not may_waive(source):
        return Waivers()
    tokens, comments = tokens_from_text(source)
    found = [c for c in comments if _OURS.match(c.text)]
    if not found:  # it stands in a quoted text
        return Waivers()
    statements = _statements(tokens)
    read = [_waiver(comment, source, statements) for comment in found]
    return Waivers(
        tuple(w for w in read if isinstance(w, Waiver)),
        tuple(w for w in read if isinstance(w, NoWaiver)),
        any(token.word == "library" for token in tokens[:12]),
    )


def _waiver(
    comment: Comment, source: SourceText, statements: Sequence[tuple[int, int]]
) -> Waiver | NoWaiver:
    head = _OURS.match(comment.text)
    assert head is not None, "only such comments are read"
    said = _FORM.match(comment.text, head.end())
    span = span_of(source, comment.start, comment.start + len(comment.text))
    codes = tuple(_codes(said, comment, source)) if said else ()
    if said is None or said["word"] not in WORDS or not codes:
        word = re.match(r"[\w-]*", comment.text[head.end() :])
        return NoWaiver(span, word[0] if word else "")
    lines = None if said["word"] in _FILE else _lines(comment, statements)
    return Waiver(codes, (said["reason"] or "").strip(), span, lines)


def _codes(said: re.Match[str], comment: Comment, source: SourceText) -> Iterator[WaivedCode]:
    start = comment.start + said.start("codes")
    for code in filter(None, _SEPARATOR.split(said["codes"])):
        at = source.text.index(code, start)
        yield WaivedCode(code, span_of(source, at, at + len(code)))
        start = at + len(code)


def _lines(comment: Comment, statements: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The lines of the statement that a comment belongs to; an empty range if there is none."""
    for first, last in statements:
        if comment.line <= last and (comment.line >= first or not comment.after_token):
            return first, last
    return comment.line, comment.line - 1


def _statements(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """First and last line of every statement, as far as its block; see the head of this module."""
    found: list[tuple[int, int]] = []
    column = depth = 0
    is_open = False
    previous: Token | None = None
    for token in tokens:
        if token.type == END:
            break
        if previous is None or token.line != previous.line:
            continues = depth > 0 or (is_open and token.column > column)
            if continues and token.type != "RBRACE":
                found[-1] = found[-1][0], token.line
            else:
                found.append((token.line, token.line))
                column = token.column
        depth += (token.type == "LBRACKET") - (token.type == "RBRACKET")
        is_open = token.type not in ("LBRACE", "RBRACE")
        previous = token
    return found
