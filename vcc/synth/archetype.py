"""An archetype: a case of `archetypes/` taken apart, so that it can be told in other words.

A statement becomes pieces: what stays as it is, and what a synthetic case chooses anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from vcc.case.from_text import case_from_text
from vcc.case.model import Clause, Closure, Declaration, Item, Move, Name
from vcc.case.model import Statement as Parsed
from vcc.case.tokens import Token, tokens_from_text
from vcc.case.words import CLAUSE_BY_ID, LIST_SCHEME, STATEMENT_BY_ID, Takes
from vcc.source.text import SourceText

_SUFFIX: Final = ".vcc"
_LABEL_LANGUAGES: Final = ("en", "zh")


@dataclass(frozen=True, slots=True)
class Named:
    """The name of something that the case declares."""

    name: str


@dataclass(frozen=True, slots=True)
class Keyword:
    """A keyword of the language, by the id of its row in `vcc.case.words`."""

    id: str


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the ontology, as the archetype spells it, in a place of the language."""

    word: str
    scheme: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number or a date, with its digits."""

    digits: str
    is_date: bool


@dataclass(frozen=True, slots=True)
class Label:
    """A label in one of the two languages."""

    language: str
    text: str


Piece = str | Named | Keyword | Term | Number | Label


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement: `head` before its block, `block` from its brace on (or nothing).

    `id` is its row in `vcc.case.words` ("" for what declares nothing), `declares` and `uses` the
    names in it, `labels` what the declared thing is called, by language.
    """

    id: str
    declares: tuple[str, ...]
    uses: frozenset[str]
    labels: tuple[str, str]
    head: tuple[Piece, ...]
    block: tuple[Piece, ...]

    @property
    def lines(self) -> int:
        """How many lines it takes, without evidence."""
        return 1 + sum(p.count("\n") for p in (*self.head, *self.block) if isinstance(p, str))


@dataclass(frozen=True, slots=True)
class Archetype:
    """A kind of business: its name, what its cases are called, and its statements."""

    name: str
    labels: tuple[str, str]
    statements: tuple[Statement, ...]


@cache
def archetypes() -> tuple[Archetype, ...]:
    """All archetypes that come with vcc, by name."""
    folder = files("vcc.synth").joinpath("archetypes")
    found = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(_SUFFIX))
    texts = (folder.joinpath(name).read_text(encoding="utf-8") for name in found)
    return tuple(map(archetype_from_text, texts))


def archetype_from_text(text: str) -> Archetype:
    """The archetype that a case is.

    Raises:
        SourceErrors: if the text is not a case.
    """
    parsed = case_from_text(SourceText("archetype", text))
    tokens, _ = tokens_from_text(parsed.source)
    case = parsed.case
    statements = tuple(
        _statement(one, [t for t in tokens if one.span.start <= t.start < one.span.end], text)
        for one in case.statements
    )
    en, zh = (next(t.text for t in case.labels if t.language == k) for k in _LABEL_LANGUAGES)
    return Archetype(case.name.text, (en, zh), statements)


def _statement(parsed: Parsed, tokens: list[Token], text: str) -> Statement:
    places = {name.span.start: piece for name, piece in _names(parsed)}
    opening = next((n for n, token in enumerate(tokens) if token.type == "LBRACE"), len(tokens))
    named = {piece.name for piece in places.values() if isinstance(piece, Named)}
    declares = tuple(_declared(parsed))
    labels = dict.fromkeys(_LABEL_LANGUAGES, "")
    if isinstance(parsed, Declaration):
        labels |= {label.language: label.text for label in parsed.labels}
    return Statement(
        parsed.id if isinstance(parsed, Declaration) else "",
        declares,
        frozenset(named.difference(declares)),
        (labels["en"], labels["zh"]),
        tuple(_pieces(tokens[:opening], places, text)),
        tuple(_pieces(tokens[opening:], places, text)),
    )


def _declared(parsed: Parsed) -> Iterator[str]:
    if isinstance(parsed, Declaration):
        yield parsed.name.text
        yield from (item.name.text for item in parsed.items if item.name)


def _names(parsed: Parsed) -> Iterator[tuple[Name, Piece]]:
    """Every name in a statement, with the piece that it is."""
    if isinstance(parsed, Closure):
        yield parsed.list, Term(parsed.list.text, LIST_SCHEME)
        yield from ((name, Named(name.text)) for name in parsed.of)
        yield from _of_clauses(parsed.clauses)
    elif isinstance(parsed, Declaration):
        yield from _of_declared(parsed)
        for item in parsed.items:
            yield from _of_declared(item)
        for move in parsed.moves:
            yield from _of_move(move)


def _of_declared(parsed: Declaration | Item) -> Iterator[tuple[Name, Piece]]:
    if parsed.name:
        yield parsed.name, Named(parsed.name.text)
    if parsed.term:
        yield parsed.term, Term(parsed.term.text, STATEMENT_BY_ID[parsed.id].scheme)
    yield from _of_clauses(parsed.clauses)


def _of_move(move: Move) -> Iterator[tuple[Name, Piece]]:
    for name in (*move.subjects, *move.receivers, *move.objects, *move.products):
        yield name, Named(name.text)
    yield from _of_clauses(move.clauses)


def _of_clauses(clauses: tuple[Clause, ...]) -> Iterator[tuple[Name, Piece]]:
    for clause in clauses:
        word = CLAUSE_BY_ID[clause.id]
        for name in clause.names:
            is_term = word.takes is Takes.TERMS
            yield name, Term(name.text, word.scheme) if is_term else Named(name.text)


def _pieces(tokens: list[Token], places: dict[int, Piece], text: str) -> Iterator[Piece]:
    """The pieces of some tokens, each with the white space before it (none before the first)."""
    end = tokens[0].start if tokens else 0
    clause = ""
    for token in tokens:
        yield text[end : token.start]
        clause = token.word or clause
        yield places.get(token.start) or _piece(token, clause)
        end = token.end


def _piece(token: Token, clause: str) -> Piece:
    if token.word:
        return Keyword(token.word)
    if token.type == "STRING":
        return Label(*token.text[:-1].split('"', 1))
    if token.type == "NUMBER":
        word = CLAUSE_BY_ID.get(clause)
        return Number(token.text, word is not None and word.takes is Takes.DATE)
    return token.text
