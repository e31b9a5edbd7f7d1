"""Literals and terms → the values that a case can write; None where it cannot."""

from __future__ import annotations

import re
from typing import Final

from vcc.case.model import Date, Name, Quantity, Text
from vcc.case.tokens import LANGUAGE, MAX_NAME_LENGTH, tokens_from_text
from vcc.source.diagnostic import SourceErrors
from vcc.source.reading import source_from_text
from vcc.source.text import SourceText, Span
from vcc.vocabulary.namespaces import XSD
from vcc.vocabulary.rdf import integer, is_literal, literal_parts
from vcc.vocabulary.terms import OntologyTerms

NOWHERE: Final = Span("", 0, 0, 1, 1, 1, 1)
COMPARISONS: Final = ("=", "<", "<=", ">", ">=", "~")
_NUMBER: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?\Z")
_PLACES: Final = ("PLACE", "NAME", "NUMBER")
_OPEN: Final = 99


def name_of(text: str) -> Name:
    """A name, written nowhere yet."""
    return Name(text, NOWHERE)


def can_be_name(text: str) -> bool:
    """Whether a name may be written so, if need be in backquotes."""
    whole = 0 < len(text) <= MAX_NAME_LENGTH and not set(text) & set("`\r\n")
    return whole and is_visible(text)


def is_visible(text: str) -> bool:
    """Whether a file may hold the text: no control characters, nothing that hides or turns it."""
    try:
        source_from_text("", text)
    except SourceErrors:
        return False
    return True


def text_of(term: str, language: str) -> Text | None:
    """Quoted text; one without a language gets that of the case."""
    if not is_literal(term):
        return None
    lexical, own, datatype = literal_parts(term)
    if datatype not in ("", XSD + "string") or not is_visible(lexical):
        return None
    if own and not LANGUAGE.fullmatch(own):
        return None
    return Text(lexical, own or language, NOWHERE)


def plain_of(term: str) -> str | None:
    """A text without a language."""
    if not is_literal(term):
        return None
    lexical, language, datatype = literal_parts(term)
    plain = not language and datatype == XSD + "string" and is_visible(lexical)
    return lexical if plain else None


def place_of(term: str) -> str | None:
    """A place in a source, such as `§3.1`."""
    text = plain_of(term)
    if text is None:
        return None
    tokens, comments = tokens_from_text(SourceText("", text))
    one = len(tokens) == 2 and not comments and tokens[0].text == text
    return text if one and tokens[0].type in _PLACES else None


def date_of(term: str, *, last: bool = False) -> Date | None:
    """The date that begins (or, with `last`, ends) with an integer yyyymmdd."""
    if not is_literal(term):
        return None
    lexical, _, datatype = literal_parts(term)
    if datatype != XSD + "integer" or not re.fullmatch("[0-9]{5,8}", lexical):
        return None
    number, open = int(lexical), _OPEN if last else 0
    year, month, day = number // 10_000, number // 100 % 100, number % 100
    date = Date(year, month if month != open else None, day if day != open else None)
    if not _exists(date) or integer(date.last if last else date.first) != term:
        return None
    return date


def year_of(term: str) -> Date | None:
    """A year."""
    if not is_literal(term):
        return None
    lexical, _, datatype = literal_parts(term)
    plain = datatype == XSD + "integer" and re.fullmatch("[1-9][0-9]{0,3}", lexical)
    return Date(int(lexical)) if plain else None


def quantity_of(
    comparison: str | None, number: str, unit: str | None, at: Date | None
) -> Quantity | None:
    """A quantity of the terms of its parts; `number` must be a decimal."""
    lexical, _, datatype = literal_parts(number) if is_literal(number) else ("", "", "")
    if datatype not in (XSD + "decimal", XSD + "integer") or not _NUMBER.match(lexical):
        return None
    if comparison not in COMPARISONS or unit is None:
        return None
    return Quantity(comparison, lexical, unit, at)


def word_of(term: str, scheme: str, terms: OntologyTerms, language: str) -> Name | None:
    """A word that names the term where one of the scheme stands; the preferred one if it does."""
    preferred = terms.spelling(term, language)
    for word in (*([preferred] if preferred else []), *terms.spellings(term)):
        if terms.find(scheme, word) == term:
            return name_of(word)
    return None


def _exists(date: Date) -> bool:
    from datetime import date as calendar_date

    try:
        calendar_date(date.year, date.month or 1, date.day or 1)
    except ValueError:
        return False
    return date.month is not None or date.day is None
