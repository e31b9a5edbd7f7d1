"""What is to be told about a quote, at its place in the case."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from vcc.evidence import codes
from vcc.evidence.place import Where
from vcc.evidence.report import Looked, Status
from vcc.source.diagnostic import Code, Diagnostic, Words

_CODES: Final[dict[Status, Code]] = {
    Status.MISQUOTE: codes.MISQUOTE,
    Status.NOT_FOUND: codes.NOT_FOUND,
    Status.TOO_SHORT: codes.TOO_SHORT,
    Status.NOT_LOCKED: codes.NOT_LOCKED,
    Status.UNDECLARED: codes.UNDECLARED,
}
_LINE: Final = Words("line {line}", "第 {line} 行")
_PAGE: Final = Words("page {page}", "第 {page} 页")
_SOMEWHERE: Final = Words("in the source", "来源中")


def told_of_quote(looked: Looked) -> Iterator[Diagnostic]:
    """Its diagnostics: none where it was found in its place. What is wrong with a source as a
    whole is told once, at the source."""
    quoted = looked.quoted
    span, source = quoted.quote.span, quoted.source.text
    if code := _CODES.get(looked.status):
        where = place_words(looked.where) if looked.where else _SOMEWHERE
        yield code.at(span, source=source, passage=looked.passage, where=where)
    if looked.fit.fits is False:
        found, said = looked.fit.found, looked.fit.said
        yield codes.OTHER_PLACE.at(span, source=source, found=found, said=said)


def place_words(where: Where) -> Words:
    """A place for people: `§3.1, page 4, line 120`, as far as it is known."""
    parts = [Words(f"§{where.section}", f"§{where.section}")] if where.section else []
    if where.pages:
        parts.append(_PAGE.filled({"page": where.pages[-1]}))
    if where.line:
        parts.append(_LINE.filled({"line": str(where.line)}))
    if not parts:
        return _SOMEWHERE
    return Words(", ".join(p.en for p in parts), "，".join(p.zh for p in parts))
