"""What a statement refers to: declared things by their names, ontology terms by their words.

The resolver, the formatter (translating words) and the editor walk a case through these two
functions; both read the table of `words.py`, so a new clause needs nothing here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from vcc.case.model import (
    Citation,
    Clause,
    Closure,
    Declaration,
    Expectation,
    Expected,
    FrameworkChoice,
    Move,
    Name,
    Statement,
)
from vcc.case.words import (
    CLAUSES,
    EXPECTED_SCHEMES,
    FRAMEWORK_SCHEME,
    LIST_SCHEME,
    MOVES,
    STATEMENT_BY_ID,
    Takes,
)


class Reference(NamedTuple):
    """A name that must be declared as one of `targets` (any, where empty).

    `place` is the keyword after which it stands: a clause, a move, `@` for a source.
    """

    name: Name
    targets: tuple[str, ...]
    place: str


class TermUse(NamedTuple):
    """A word that must name a term of a scheme; `place` is the keyword it belongs to."""

    name: Name
    scheme: str
    place: str


# What the names and the terms after a clause's keyword must be.
_TARGETS: Final = {word.id: word.targets for word in CLAUSES if word.takes is Takes.NAMES}
_SCHEMES: Final = {word.id: word.scheme for word in CLAUSES if word.takes is Takes.TERMS}
_MOVE_SUBJECTS: Final = {move.id: (move.subject_target,) for move in MOVES}
EXPECTED_OF: Final = {
    Expected.ROLE: ("actor",),
    Expected.VALUE: ("actor",),
    Expected.FIELD: ("activity", "interaction"),
}


def references(statement: Statement) -> Iterator[Reference]:
    """The declared things that a statement names, in the order of the text where it matters."""
    if isinstance(statement, FrameworkChoice):
        return
    yield from _of_clauses(statement.clauses)
    yield from citation_references(statement.citations)
    if isinstance(statement, Declaration):
        for item in statement.items:
            yield from _of_clauses(item.clauses)
            yield from citation_references(item.citations)
        for move in statement.moves:
            yield from _of_move(move)
    elif isinstance(statement, Closure):
        yield from (Reference(name, (), "of") for name in statement.of)
    else:
        targets = EXPECTED_OF.get(statement.about, ())
        place = "for" if statement.about is Expected.VALUE else "of"
        yield from (Reference(name, targets, place) for name in statement.of)


def _of_clauses(clauses: Iterable[Clause]) -> Iterator[Reference]:
    for clause in clauses:
        id = clause.id
        if id in _TARGETS:
            for name in clause.names:
                yield Reference(name, _TARGETS[id], id)


def citation_references(citations: Iterable[Citation]) -> Iterator[Reference]:
    """The sources of some evidence."""
    for citation in citations:
        yield Reference(citation.source, ("source",), "@")


def _of_move(move: Move) -> Iterator[Reference]:
    for name in move.subjects:
        yield Reference(name, _MOVE_SUBJECTS[move.id], move.id)
    for name in move.receivers:
        yield Reference(name, ("actor",), move.id)
    for name in (*move.objects, *move.products):
        yield Reference(name, ("resource",), move.id)
    for clause in move.clauses:
        id = clause.id
        if id in _TARGETS:  # in a move, `for` names what comes back: resources
            targets = ("resource",) if id == "for" else _TARGETS[id]
            for name in clause.names:
                yield Reference(name, targets, id)
    yield from citation_references(move.citations)


def term_uses(statement: Statement) -> Iterator[TermUse]:
    """The ontology terms that a statement names by their words."""
    if isinstance(statement, Declaration):
        if statement.term:
            yield TermUse(statement.term, STATEMENT_BY_ID[statement.id].scheme, statement.id)
        yield from _terms_of_clauses(statement.clauses)
        for item in statement.items:
            if item.term:
                yield TermUse(item.term, STATEMENT_BY_ID[item.id].scheme, item.id)
            yield from _terms_of_clauses(item.clauses)
        for move in statement.moves:
            yield from _terms_of_clauses(move.clauses)
    elif isinstance(statement, Closure):
        yield TermUse(statement.list, LIST_SCHEME, "complete")
    elif isinstance(statement, Expectation):
        for name in statement.terms:
            about = statement.about.value
            yield TermUse(name, EXPECTED_SCHEMES[about], f"expect {about}")
    else:
        for name in statement.terms:
            yield TermUse(name, FRAMEWORK_SCHEME, "framework")


def _terms_of_clauses(clauses: Iterable[Clause]) -> Iterator[TermUse]:
    for clause in clauses:
        id = clause.id
        if id in _SCHEMES:
            for name in clause.names:
                yield TermUse(name, _SCHEMES[id], id)
