"""What a case cites: its sources, its quotes, and which statements have no evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from vcc.case.model import Case, Citation, Declaration, FrameworkChoice, Item, Move, Name, Text
from vcc.case.words import ITEM_TARGETS, STATEMENT_BY_ID
from vcc.source.diagnostic import Words
from vcc.source.text import Span

MOVE: Final = "move"
# These say how the case was made, not what is so in it.
_NO_FACTS: Final = frozenset({"source", "coder"})
_IRREGULAR: Final = {"activity": "activities", "feedback": "feedback", "remedy": "remedies"}
KINDS: Final = {
    **{
        id: Words(ITEM_TARGETS.get(id, id), word.zh)
        for id, word in STATEMENT_BY_ID.items()
        if id not in _NO_FACTS
    },
    MOVE: Words("move", "动作"),
}


@dataclass(frozen=True, slots=True)
class Source:
    """A declared source; `file` is what its clause `file` says, None without one.

    `base` is the file that declares it: paths are relative to its folder.
    """

    name: str
    base: str
    file: Text | None
    span: Span = field(repr=False)


@dataclass(frozen=True, slots=True)
class Quoted:
    """A quote with the source and places that stand before it."""

    source: Name
    places: tuple[str, ...]
    quote: Text


@dataclass(frozen=True, slots=True)
class Stated:
    """A statement that should have evidence: its kind (a key of `KINDS`), and whether it has.

    A line in a block counts as cited where its declaration is, and a declaration where every
    line of its block is.
    """

    kind: str
    name: str
    span: Span = field(repr=False)
    is_cited: bool


def kind_from_word(word: str) -> str | None:
    """The kind that a word means: `actor`, `actors`, `主体`; None if there is no such kind."""
    for kind, words in KINDS.items():
        plural = _IRREGULAR.get(kind, words.en + "s")
        if word in (kind, words.en, plural, words.zh):
            return kind
    return None


def sources_of(case: Case) -> Iterator[Source]:
    """The sources that a file declares itself."""
    for declaration in case.declarations:
        if declaration.id == "source":
            clause = declaration.clause("file")
            texts = [a for a in clause.arguments if isinstance(a, Text)] if clause else []
            file = texts[0] if texts and texts[0].text.strip() else None
            name = declaration.name
            yield Source(name.text, name.span.source, file, (file or name).span)


def quotes_of(case: Case) -> Iterator[Quoted]:
    """Every quote, in the order of the text."""
    citations = sorted(_citations(case), key=lambda citation: citation.span.start)
    for citation in citations:
        for quote in citation.quotes:
            yield Quoted(citation.source, citation.places, quote)


def _citations(case: Case) -> Iterator[Citation]:
    yield from case.citations
    for statement in case.statements:
        if not isinstance(statement, FrameworkChoice):
            yield from statement.citations
        if isinstance(statement, Declaration):
            lines: Sequence[Item | Move] = (*statement.items, *statement.moves)
            for line in lines:
                yield from line.citations


def statements_of(case: Case) -> Iterator[Stated]:
    """Every statement that should have evidence, in the order of the text."""
    for declaration in case.declarations:
        if declaration.id in _NO_FACTS:
            continue
        lines: Sequence[Item | Move] = (*declaration.items, *declaration.moves)
        cited = bool(declaration.citations)
        by_lines = bool(lines) and all(line.citations for line in lines)
        name = declaration.name
        yield Stated(declaration.id, name.text, name.span, cited or by_lines)
        for item in declaration.items:
            named = item.name or item.term
            yield Stated(
                item.id, named.text if named else name.text, item.span,
                cited or bool(item.citations),
            )  # fmt: skip
        for move in declaration.moves:
            yield Stated(MOVE, name.text, move.span, cited or bool(move.citations))
