"""What each piece of a text is, for an editor that colours it."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Final, NamedTuple

from vcc.case.tokens import Token
from vcc.ide.document import Document
from vcc.ide.mentions import mentions_of, term_mentions_of


class Kind(Enum):
    """What a piece of text is."""

    KEYWORD = "keyword"
    TEXT = "text"
    NUMBER = "number"
    COMMENT = "comment"
    SIGN = "sign"
    TERM = "term"  # a word of the ontology
    SOURCE = "source"  # a source of evidence, and the place in it
    ACTOR = "actor"
    RESOURCE = "resource"
    ACTIVITY = "activity"
    THING = "thing"  # whatever else is declared


class Coloured(NamedTuple):
    """A piece of text (offsets), what it is, and whether it declares a name."""

    start: int
    end: int
    kind: Kind
    is_declaration: bool = False


_OF_TOKENS: Final = {
    "STRING": Kind.TEXT, "NUMBER": Kind.NUMBER, "UNIT": Kind.NUMBER, "SOURCE_REF": Kind.SOURCE,
    "PLACE": Kind.SOURCE, "ARROW": Kind.SIGN, "COMPARISON": Kind.SIGN,
}  # fmt: skip
_OF_THINGS: Final = {
    "actor": Kind.ACTOR, "resource": Kind.RESOURCE, "activity": Kind.ACTIVITY,
    "interaction": Kind.ACTIVITY, "source": Kind.SOURCE,
}  # fmt: skip


def coloured(document: Document) -> Iterator[Coloured]:
    """The pieces of a text in their order; white space and brackets are none.

    A name, or a keyword that stands for a word of the ontology, is what it is in its place.
    """
    named = {
        mention.span.start: Coloured(
            mention.span.start,
            mention.span.end,
            _OF_THINGS.get(mention.thing.target if mention.thing else "", Kind.THING),
            mention.is_declaration,
        )
        for mention in mentions_of(document)
    }
    for term in term_mentions_of(document):
        named[term.span.start] = Coloured(term.span.start, term.span.end, Kind.TERM)
    pieces = [piece for token in document.parse.tokens if (piece := _of_token(token, named))]
    comments = document.parse.comments
    pieces += (Coloured(c.start, c.start + len(c.text), Kind.COMMENT) for c in comments)
    yield from sorted(pieces)


def _of_token(token: Token, named: dict[int, Coloured]) -> Coloured | None:
    if token.start in named:
        return named[token.start]
    kind = Kind.KEYWORD if token.word else _OF_TOKENS.get(token.type)
    return None if kind is None else Coloured(token.start, token.end, kind)
