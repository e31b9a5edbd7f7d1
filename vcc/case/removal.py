"""What a reader means to take out of a case: a place, a name, a clause, or a statement as text."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from typing import Final

from vcc.case.edit import Edit, without, without_arguments, without_names
from vcc.case.from_text import ParsedCase
from vcc.case.model import (
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
from vcc.case.suggest import did_you_mean, near_words
from vcc.case.tokens import KEYWORDS
from vcc.case.words import CLAUSE_BY_ID, Takes
from vcc.source.diagnostic import Code, SourceErrors, Words
from vcc.source.text import SourceText

NOTHING_THERE: Final = Code(
    "C295",
    Words("there is nothing to take out at `{what}`", "“{what}”处没有可删除的语句"),
    help=Words(
        "name a line (`:25`), a name (`users`), a clause (`codesign.decided-by`) or a statement",
        "请给出行号（`:25`）、名称（`users`）、子句（`codesign.decided-by`）或语句",
    ),
)
NOT_SAID: Final = Code(
    "C296",
    Words("the case does not say this: `{what}`", "案例中没有这样的语句：“{what}”"),
    help=Words("{repair}", "{repair}"),
)
_WRITE_AS_THERE: Final = Words(
    "write it as it stands in the file, or give its line (`:25`)",
    "请按文件中的写法书写，或给出行号（`:25`）",
)
_PLACE: Final = re.compile(r"(?:[^\s:]*):(\d+)(?::\d+)?")
_NAME: Final = re.compile(r"[^\s.]+")
_CLAUSE: Final = re.compile(r"([^\s.]+)\.([^\s.]+)")

_OF_NAMES: Final = (Takes.NAMES, Takes.PRICE)

Part = Statement | Clause | Item | Move
Names = tuple[Name, ...]


def is_reference(what: str) -> bool:
    """Whether it names something by place or name, and is no statement in the case language."""
    pattern = re.compile(rf"{_PLACE.pattern}|{_CLAUSE.pattern}|{_NAME.pattern}")
    return pattern.fullmatch(what.strip()) is not None


def removal_by_reference(parsed: ParsedCase, what: str) -> Iterator[Edit]:
    """What takes out the part at a line, the thing of a name, or one clause of it.

    Raises:
        SourceErrors: if there is nothing of the kind.
    """
    what = what.strip()
    found = list(_referred(parsed, what))
    if not found:
        known = [d.name.text for d in parsed.case.declarations]
        near = near_words(what.partition(".")[0], known)
        if near and not what.startswith(":"):
            raise SourceErrors([NOT_SAID.at(None, what=what, repair=did_you_mean(near))])
        raise SourceErrors([NOTHING_THERE.at(None, what=what)])
    return (without(parsed.source, part) for part in found)


def _referred(parsed: ParsedCase, what: str) -> Iterator[Part]:
    place, clause = _PLACE.fullmatch(what), _CLAUSE.fullmatch(what)
    if place:
        yield from _at_line(parsed, int(place[1]))
        return
    for declaration in parsed.case.declarations:
        if declaration.name.text == what:
            yield declaration
        yield from (i for i in declaration.items if i.name and i.name.text == what)
        if clause and clause[1] == declaration.name.text and clause[2] in KEYWORDS:
            word = KEYWORDS[clause[2]].word
            yield from (c for c in declaration.clauses if c.id == word)


def _at_line(parsed: ParsedCase, line: int) -> Iterator[Part]:
    """The innermost statement of a line; of one that goes over several lines, what begins there."""
    for statement in parsed.case.statements:
        if not statement.span.line <= line <= statement.span.end_line:
            continue
        if isinstance(statement, Declaration) and line > statement.span.line:
            entries: tuple[Item | Move, ...] = (*statement.items, *statement.moves)
            inner: list[Part] = [e for e in entries if e.span.line <= line <= e.span.end_line]
            inner = inner or [c for c in statement.clauses if c.span.line == line]
            if inner:
                yield from inner
                return
        yield statement
        return


def removal_of_mentions(parsed: ParsedCase, removed: Collection[Edit]) -> Iterator[Edit]:
    """What takes out all that the rest of a case says of things whose declaration is taken out.

    A list loses the name; a clause, move, closure or expectation that is left without any goes.
    """

    def stays(part: Part) -> bool:
        return not any(e.start <= part.span.start and part.span.end <= e.end for e in removed)

    declarations = parsed.case.declarations
    named: list[tuple[Part, Name]] = [(d, d.name) for d in declarations]
    named += [(i, i.name) for d in declarations for i in d.items if i.name]
    gone = tuple(name for part, name in named if not stays(part))
    for statement in filter(stays, parsed.case.statements) if gone else ():
        yield from _without_mentions(parsed.source, statement, gone, stays)


def _without_mentions(
    source: SourceText, statement: Statement, gone: Names, stays: Callable[[Part], bool]
) -> Iterator[Edit]:
    if isinstance(statement, Closure | Expectation) and _any(statement.of, gone):
        yield without_names(source, statement.of, gone) or without(source, statement)
        return
    owners: list[Statement | Item | Move] = [statement]
    if isinstance(statement, Declaration):
        owners += filter(stays, statement.items)
        for move in filter(stays, statement.moves):
            lists = (move.subjects, move.receivers, move.objects, move.products)
            edits = [without_names(source, names, gone) for names in lists if _any(names, gone)]
            if None in edits:
                yield without(source, move)
            else:
                yield from (edit for edit in edits if edit)
                owners.append(move)
    for owner in owners:
        for clause in filter(stays, () if isinstance(owner, FrameworkChoice) else owner.clauses):
            if CLAUSE_BY_ID[clause.id].takes in _OF_NAMES and _any(clause.names, gone):
                yield without_arguments(source, clause, gone)


def _any(names: Names, gone: Names) -> bool:
    return any(name in gone for name in names)


def removal_by_text(parsed: ParsedCase, fragment: ParsedCase) -> Iterator[Edit]:
    """What takes out statements written as text.

    A declaration that says nothing but its name and kind goes as a whole; of one that says more,
    that is taken out of what the case says of the name.

    Raises:
        SourceErrors: if the case does not say something of this.
    """
    for statement in fragment.case.statements:
        edits = list(_removed(parsed, statement))
        if not edits:
            written = fragment.source.text[statement.span.start : statement.span.end]
            raise SourceErrors([NOT_SAID.at(None, what=written, repair=_WRITE_AS_THERE)])
        yield from edits


def _removed(parsed: ParsedCase, statement: Statement) -> Iterator[Edit]:
    if not isinstance(statement, Declaration):
        same = [s for s in parsed.case.statements if _bare(s) == _bare(statement)]
        yield from (without(parsed.source, found) for found in same)
        return
    for known in parsed.case.declarations:
        if (known.name, known.id, known.stance) == (statement.name, statement.id, statement.stance):
            if statement.clauses or statement.items or statement.moves:
                yield from _parts_removed(parsed.source, known, statement)
            else:
                yield without(parsed.source, known)


def _bare(statement: Statement) -> Statement:
    """A statement without its evidence, which need not be repeated to name it."""
    if isinstance(statement, Closure | Expectation | Declaration):
        return replace(statement, citations=())
    return statement


def _parts_removed(source: SourceText, known: Declaration, gone: Declaration) -> Iterator[Edit]:
    for clause in gone.clauses:
        for same in (c for c in known.clauses if c.id == clause.id):
            if same.names and clause.names:
                if any(name in same.names for name in clause.names):
                    yield without_arguments(source, same, clause.names)
            elif same == clause:
                yield without(source, same)
    own: tuple[Item | Move, ...] = (*known.items, *known.moves)
    named: tuple[Item | Move, ...] = (*gone.items, *gone.moves)
    for entry in own:
        if any(_same_entry(entry, other) for other in named):
            yield without(source, entry)


def _same_entry(one: Item | Move, other: Item | Move) -> bool:
    return replace(one, citations=()) == replace(other, citations=())
