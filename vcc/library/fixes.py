"""Repairs that are safe: they change comments only, and never what a case says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from vcc.case.tokens import Token, tokens_from_text
from vcc.library.waiving import Unused
from vcc.source.line_ends import plain
from vcc.source.text import SourceText, Span

_LINE: Final = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_END: Final = re.compile(r"[\r\n]*\Z")
_BETWEEN: Final = " \t,，、;；"


def without_unused(text: str, unused: Iterable[Unused]) -> str:
    """The text of a file, its line ends as they are, without waivers that cover nothing.

    A waiver that covers something else as well keeps its other codes. `text` must be what the
    waivers were read from, but for its line ends.
    """
    lines = _LINE.findall(text)
    gone: set[int] = set()
    for each in sorted(unused, key=lambda each: each.waiver.span.start, reverse=True):
        span = each.waiver.span
        at = span.line - 1
        if len(each.codes) == len(each.waiver.codes):
            before = lines[at][: span.column - 1].rstrip()
            lines[at] = before + _END.findall(lines[at])[0]
            if not before:
                gone.add(at)
        else:
            for code in reversed(each.codes):
                lines[at] = _cut(lines[at], code.span)
    fixed = "".join(line for number, line in enumerate(lines) if number not in gone)
    assert _said(fixed) == _said(text), "only comments change"
    return fixed


def _cut(line: str, span: Span) -> str:
    """A line without one of several codes, and without the comma that belonged to it."""
    before, after = line[: span.column - 1], line[span.end_column - 1 :]
    rest = after.lstrip(_BETWEEN)
    if rest != after and not rest.startswith(("]", "］", "】")):
        return before + rest
    return before.rstrip(_BETWEEN) + after.lstrip(_BETWEEN)


def _said(text: str) -> list[tuple[str, str]]:
    """What a text says, comments and layout aside."""

    def token(of: Token) -> tuple[str, str]:
        return of.type, of.text

    return [token(each) for each in tokens_from_text(SourceText("", plain(text)))[0]]
