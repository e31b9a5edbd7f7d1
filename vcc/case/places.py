"""The places of the language where a word of the ontology stands, and what each may hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from vcc.case.describe import keyword
from vcc.case.words import (
    ACTOR_ITEMS,
    CLAUSES,
    EXPECTED_SCHEMES,
    FRAMEWORK_SCHEME,
    LIST_SCHEME,
    STATEMENTS,
    Takes,
)
from vcc.source.diagnostic import Words

_KIND: Final = Words("{word} NAME is WORD", "{word} 名称 是 词")
_WORD: Final = Words("{word} WORD", "{word} 词")


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the language: its id (the keyword that begins it), how it is written, and the
    local name of the class whose individuals may stand in it."""

    id: str
    word: Words
    written: Words
    scheme: str


def places() -> Iterator[Place]:
    """Every place, kinds of statements first, in the order of the language's table."""
    for statement in STATEMENTS:
        if statement.scheme:
            yield _place(statement.id, statement.scheme, _KIND)
    for item in ACTOR_ITEMS:
        yield _place(item.id, item.scheme)
    for clause in CLAUSES:
        if clause.takes is Takes.TERMS:
            yield _place(clause.id, clause.scheme)
    yield _place("framework", FRAMEWORK_SCHEME)
    yield _place("complete", LIST_SCHEME)
    for about, scheme in EXPECTED_SCHEMES.items():
        yield _place(f"expect {about}", scheme)


def _place(id: str, scheme: str, pattern: Words = _WORD) -> Place:
    spelled = [keyword(word) for word in id.split()]
    word = Words(" ".join(w.en for w in spelled), " ".join(w.zh for w in spelled))
    return Place(id, word, pattern.filled({"word": word}), scheme)
