"""What could be written at a position: keywords, names, words of the ontology.

The parser itself says what fits (`place_behind`), so that nothing is offered that would be a
mistake; which name or word belongs there is read off the keyword that the place belongs to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from vcc.case.parse import place_behind
from vcc.case.parts import clauses_allowed
from vcc.case.place import STATEMENT_STARTS, Place
from vcc.case.tables import load_tables
from vcc.case.tokens import KEYWORDS, OPEN_STRING, SPELLINGS, Token
from vcc.case.words import CLAUSE_BY_ID, ITEM_TARGETS, STATEMENT_BY_ID
from vcc.ide.document import Document
from vcc.ide.meaning import (
    Meaning,
    label_of_thing,
    meaning_of_keyword,
    meaning_of_term,
    sort_of_thing,
)
from vcc.ide.rename import as_written
from vcc.ide.surroundings import Surroundings, surroundings_of
from vcc.source.diagnostic import LANGUAGES, Words
from vcc.vocabulary.terms import OntologyTerms

_CLAUSES: Final = frozenset(
    {
        "NAMES_CLAUSE", "TERMS_CLAUSE", "TEXTS_CLAUSE", "DATE_CLAUSE", "FLAG_CLAUSE",
        "QUANTITY_CLAUSE", "FROM", "FOR", "USES", "IN",
    }
)  # fmt: skip
_WORDS: Final = ("NAME", "SOURCE_REF", "STRAY")
_TEXTS: Final = ("STRING", "NUMBER", "PLACE")
# Behind these something begins, also on their line.
_OPENING: Final = ("LBRACE", "RBRACE", "EXPECT", "ABSENT", "PLANNED")
_AGAIN: Final = frozenset({"use", *ITEM_TARGETS})


class Sort(Enum):
    """What a completion puts in."""

    KEYWORD = "keyword"
    NAME = "name"
    TERM = "term"


@dataclass(frozen=True, slots=True)
class Completion:
    """One thing that could be written: `text` as it would stand there, what it stands for."""

    text: str
    sort: Sort
    meaning: Meaning
    is_a: Words | None = None


@dataclass(frozen=True, slots=True)
class Completions:
    """What could be written in place of the text from `start` to `end`."""

    start: int
    end: int
    items: tuple[Completion, ...]


def completions_at(document: Document, offset: int) -> Completions:
    """What could stand at an offset, likely things first; the word that is begun there is what
    they would replace."""
    begun = _begun(document, offset)
    start, end = (begun.start, begun.end) if begun else (offset, offset)
    nothing = Completions(start, end, ())
    if document.comment_at(offset) is not None or _is_in_text(document, start):
        return nothing
    before = [token for token in document.parse.tokens if token.end <= start and token.text]
    place = place_behind(document.source, before, load_tables())
    if place is None:
        return nothing
    around = surroundings_of(place, before)
    goes_on = bool(before) and document.source.line_column(start)[0] == before[-1].line
    found = _items(document, place, around, _language(document, begun), goes_on)
    return Completions(start, end, tuple(dict.fromkeys(found)))


def _begun(document: Document, offset: int) -> Token | None:
    """The word that is being written at an offset."""
    for token in document.tokens_at(offset):
        if token.start < offset and (token.word or token.type in _WORDS):
            return token
    return None


def _is_in_text(document: Document, offset: int) -> bool:
    """Whether an offset is within something in which nothing can be offered."""
    tokens = document.tokens_at(offset)
    return any(
        token.type == OPEN_STRING or (token.type in _TEXTS and token.start < offset < token.end)
        for token in tokens
    )


def _language(document: Document, begun: Token | None) -> str:
    """The language of keywords that is wanted: that of the word begun, or of the text."""
    if begun is None or not begun.text[0].isalpha():
        return document.keywords
    return "en" if begun.text.isascii() else "zh"


def _items(
    document: Document, place: Place, around: Surroundings, language: str, goes_on: bool
) -> Iterator[Completion]:
    """`goes_on`: on the line of what stands before, where nobody begins a statement."""
    terms = document.theory.terms
    if around.scheme:
        yield from _terms(terms, around.scheme, language)
    elif around.targets is not None and not (around.begins_move and goes_on and _ends(place)):
        yield from _names(document, around)
    elif around.language_wanted:
        yield from (Completion(word, Sort.KEYWORD, Meaning(None, None)) for word in LANGUAGES)
    for word in _ordered(list(_keywords(place, around)), goes_on and _ends(place)):
        yield _keyword(word, language, terms)


def _ends(place: Place) -> bool:
    """Whether something is whole before a place, so that what follows on its line belongs to it."""
    return place.previous.type not in ("COMMA", *_OPENING)


def _ordered(words: list[str], goes_on: bool) -> list[str]:
    """What begins a statement first; or, on the line of one, only what belongs to it."""
    others = [word for word in words if _type(word) not in STATEMENT_STARTS]
    if goes_on and others:
        return others
    return [word for word in words if _type(word) in STATEMENT_STARTS] + others


def _names(document: Document, around: Surroundings) -> Iterator[Completion]:
    """The declared things that may be named, but for those that the list names already."""
    terms, targets = document.theory.terms, around.targets
    sign = "@" if around.is_source else ""
    for name, thing in document.names.items():
        if (targets and thing.target not in targets) or name in around.listed:
            continue
        label = Meaning(label_of_thing(thing), None)
        is_a = sort_of_thing(thing, terms)
        yield Completion(sign + as_written(name), Sort.NAME, label, is_a)


def _terms(terms: OntologyTerms, scheme: str, language: str) -> Iterator[Completion]:
    for term in terms.in_scheme(scheme):
        word = terms.spelling(term, language)
        if word is not None:
            yield Completion(word, Sort.TERM, meaning_of_term(term, terms))


def _keywords(place: Place, around: Surroundings) -> Iterator[str]:
    """The keywords that fit, by their ids: of clauses those that the statement takes and does not
    have yet. Where a word of the ontology stands any keyword is one; only flags can precede it."""
    allowed = clauses_allowed(around.statement)
    kinds = around.statement in STATEMENT_BY_ID and STATEMENT_BY_ID[around.statement].scheme
    belongs = {
        "IS": bool(kinds),
        "ITEM": around.takes_items,
        "OF": "of" in allowed,
        "USES": "uses" in allowed or "MOVE" in place.expected,
    }
    fitting = {"FLAG_CLAUSE"} if around.scheme else place.expected
    for word in dict.fromkeys(row.word for row in KEYWORDS.values() if row.type in fitting):
        type = _type(word)
        if type not in place.expected or (word in around.said and not _is_repeatable(word)):
            continue
        if belongs.get(type, type not in _CLAUSES or word in allowed):
            yield word


def _type(word: str) -> str:
    return KEYWORDS[SPELLINGS[word, "en"]].type


def _keyword(word: str, language: str, terms: OntologyTerms) -> Completion:
    spelling = SPELLINGS[word, language]
    token = Token(_type(word), spelling, 0, 1, 1, word)
    return Completion(spelling, Sort.KEYWORD, meaning_of_keyword(token, terms))


def _is_repeatable(word: str) -> bool:
    clause = CLAUSE_BY_ID.get(word)
    return word in _AGAIN or (clause is not None and clause.repeatable)
