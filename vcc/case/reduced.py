"""A case without one of its statements: everything else, as far as it can still be said.

What is left may not name what is gone: a clause loses the name, and goes with its last one; so do
moves, closed lists and expectations that would say nothing any more.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from vcc.case.model import (
    Citation,
    Clause,
    Closure,
    Declaration,
    Expectation,
    FrameworkChoice,
    Item,
    Move,
    Name,
    Statement,
)
from vcc.case.references import references
from vcc.case.resolved import ResolvedCase
from vcc.case.words import CLAUSE_BY_ID, Takes
from vcc.source.text import Span

Part = Statement | Item | Move
# What is no statement about the business: it tells where statements come from, or what is expected.
_ABOUT_THE_CODING: Final = ("source", "coder")


@dataclass(frozen=True, slots=True)
class Unit:
    """A statement that can be left out: what it declares or is part of, and where it stands.

    `name` is the declared name (for a move, that of its activity; empty for what has none).
    """

    name: str
    part: Part

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.part.span


def units_of_case(case: ResolvedCase) -> Iterator[Unit]:
    """Every statement that says something of the business, in the order of the text."""
    for statement in case.statements:
        if isinstance(statement, Declaration):
            if statement.id in _ABOUT_THE_CODING:
                continue
            yield Unit(statement.name.text, statement)
            for item in statement.items:
                yield Unit(item.name.text if item.name else statement.name.text, item)
            yield from (Unit(statement.name.text, move) for move in statement.moves)
        elif isinstance(statement, Closure | FrameworkChoice):
            yield Unit("", statement)


def without_unit(case: ResolvedCase, unit: Unit) -> ResolvedCase:
    """The case without one of its statements."""
    gone = id(unit.part)
    return _reduced(case, lambda part: id(part) != gone, frozenset())


def without_source(case: ResolvedCase, source: str) -> ResolvedCase:
    """The case without a source, and without every statement that rests on it alone.

    What is declared stays where a statement that is left speaks of it: others know of it as well.
    """

    def rests_on_others(part: Part) -> bool:
        cited = {} if isinstance(part, FrameworkChoice) else {c.source.text for c in part.citations}
        return cited != {source}

    spoken_of = {
        reference.name.text
        for statement in case.statements
        if not isinstance(statement, FrameworkChoice) and rests_on_others(statement)
        for reference in references(statement)
    } - {source}

    def keeps(part: Part) -> bool:
        is_known = isinstance(part, Declaration) and part.name.text in spoken_of
        return is_known or rests_on_others(part)

    return _reduced(case, keeps, frozenset({source}))


def _reduced(
    case: ResolvedCase, keeps: Callable[[Part], bool], names: frozenset[str]
) -> ResolvedCase:
    """Only what `keeps` is true of, without any mention of what is gone, and of `names`."""
    kept = [s for s in case.statements if isinstance(s, Expectation) or keeps(s)]
    gone = names | {s.name.text for s in case.statements if isinstance(s, Declaration)}
    gone -= {s.name.text for s in kept if isinstance(s, Declaration)} - names
    for statement in kept:
        if isinstance(statement, Declaration):
            gone |= {i.name.text for i in statement.items if i.name and not keeps(i)}
    statements = tuple(s for each in kept if (s := _statement(each, keeps, gone)) is not None)
    declared = {name: thing for name, thing in case.declared.items() if name not in gone}
    return replace(case, statements=statements, declared=declared)


def _statement(
    statement: Statement, keeps: Callable[[Part], bool], gone: Collection[str]
) -> Statement | None:
    match statement:
        case Declaration():
            if statement.name.text in gone:
                return None
            return replace(
                statement,
                clauses=_clauses(statement.clauses, gone),
                citations=_citations(statement.citations, gone),
                items=tuple(_item(item, gone) for item in statement.items if keeps(item)),
                moves=tuple(
                    reduced
                    for move in statement.moves
                    if keeps(move) and (reduced := _move(move, gone)) is not None
                ),
            )
        case Closure() | Expectation():
            of = _names(statement.of, gone)
            if statement.of and not of:
                return None
            return replace(
                statement,
                of=of,
                clauses=_clauses(statement.clauses, gone),
                citations=_citations(statement.citations, gone),
            )
        case FrameworkChoice():
            return statement


def _item(item: Item, gone: Collection[str]) -> Item:
    return replace(
        item, clauses=_clauses(item.clauses, gone), citations=_citations(item.citations, gone)
    )


def _move(move: Move, gone: Collection[str]) -> Move | None:
    """A move that still has someone who does something with something; None otherwise."""
    reduced = replace(
        move,
        subjects=_names(move.subjects, gone),
        receivers=_names(move.receivers, gone),
        objects=_names(move.objects, gone),
        products=_names(move.products, gone),
        clauses=_clauses(move.clauses, gone),
        citations=_citations(move.citations, gone),
    )
    needed = ((move.subjects, reduced.subjects), (move.receivers, reduced.receivers),
              (move.objects, reduced.objects))  # fmt: skip
    return None if any(before and not after for before, after in needed) else reduced


def _clauses(clauses: Iterable[Clause], gone: Collection[str]) -> tuple[Clause, ...]:
    return tuple(c for clause in clauses if (c := _clause(clause, gone)) is not None)


def _clause(clause: Clause, gone: Collection[str]) -> Clause | None:
    if CLAUSE_BY_ID[clause.id].takes not in (Takes.NAMES, Takes.PRICE) and clause.id != "for":
        return clause
    left = tuple(a for a in clause.arguments if not (isinstance(a, Name) and a.text in gone))
    return None if clause.arguments and not left else replace(clause, arguments=left)


def _citations(citations: Iterable[Citation], gone: Collection[str]) -> tuple[Citation, ...]:
    return tuple(citation for citation in citations if citation.source.text not in gone)


def _names(names: Iterable[Name], gone: Collection[str]) -> tuple[Name, ...]:
    return tuple(name for name in names if name.text not in gone)
