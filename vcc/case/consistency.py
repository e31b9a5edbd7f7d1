"""Mistakes between the statements of a case: names declared twice, circles, dates, denials.

These need no ontology: they follow from the words of the text alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from vcc.case import name_codes as codes
from vcc.case.model import Clause, Date, Declaration, FrameworkChoice, Name, Stance, Statement
from vcc.case.references import references
from vcc.case.resolved import Declared
from vcc.case.suggest import place, sort
from vcc.case.words import ITEM_TARGETS
from vcc.source.diagnostic import Diagnostic, Related, Words
from vcc.source.text import Span

_STANCES = {
    Stance.ACTUAL: Words("present", "存在"),
    Stance.ABSENT: Words("absent", "缺失"),
    Stance.PLANNED: Words("planned", "拟议"),
}
DECLARED_HERE = Words("declared here", "在此声明")
_OPEN_START, _OPEN_END = 0, 99_999_999


def declared_names(
    statements: Iterable[Statement],
) -> tuple[dict[str, Declared], list[Diagnostic]]:
    """Every name and what it stands for; a second declaration of a name is a mistake."""
    declared: dict[str, Declared] = {}
    mistakes: list[Diagnostic] = []
    for statement in statements:
        if not isinstance(statement, Declaration):
            continue
        for thing, span in _things(statement):
            first = declared.setdefault(thing.name, thing)
            if first is not thing:
                mistakes.append(_declared_twice(first, thing, span))
    return declared, mistakes


def _things(statement: Declaration) -> Iterator[tuple[Declared, Span]]:
    name = statement.name
    yield Declared(name.text, statement.id, statement), name.span
    for item in statement.items:
        if item.name:
            target = ITEM_TARGETS[item.id]
            yield Declared(item.name.text, target, statement, item), item.name.span


def name_span(thing: Declared) -> Span:
    """Where the name of a thing is declared."""
    if thing.item and thing.item.name:
        return thing.item.name.span
    return thing.statement.name.span


def _declared_twice(first: Declared, again: Declared, span: Span) -> Diagnostic:
    related = (Related(DECLARED_HERE, name_span(first)),)
    one, other = first.statement, again.statement
    things = first.item is None and again.item is None and one.id == other.id
    opposed = things and one.stance is not other.stance
    if opposed and _same_time(one, other) and _same_sources(one, other):
        stances = {"first": _STANCES[one.stance], "second": _STANCES[other.stance]}
        return codes.CONTRADICTION.at(span, related, name=again.name, **stances)
    return codes.DUPLICATE_NAME.at(span, related, name=again.name)


def _same_time(one: Declaration, other: Declaration) -> bool:
    (start, end), (other_start, other_end) = period(one.clauses), period(other.clauses)
    return start <= other_end and other_start <= end


def _same_sources(one: Declaration, other: Declaration) -> bool:
    sources = [{c.source.text for c in statement.citations} for statement in (one, other)]
    return not all(sources) or bool(sources[0] & sources[1])


def period(clauses: Iterable[Clause]) -> tuple[int, int]:
    """When something holds: yyyymmdd of its start and end, open where not stated."""
    start, end = _OPEN_START, _OPEN_END
    for clause in clauses:
        date = clause.arguments[0] if clause.arguments else None
        if isinstance(date, Date):
            if clause.id in ("since", "in"):
                start = date.first
            if clause.id in ("until", "in"):
                end = date.last
    return start, end


def consistency_mistakes(
    statements: Iterable[Statement], declared: Mapping[str, Declared]
) -> Iterator[Diagnostic]:
    """Mistakes of statements that are not about unknown names."""
    for statement in statements:
        if isinstance(statement, Declaration):
            yield from _self_references(statement)
        for clauses in _clause_lists(statement):
            for clause in clauses:
                if clause.id == "until":
                    yield from _wrong_period(clauses, clause.span)
                if len(clause.arguments) > 1:
                    yield from _named_twice(clause.names)
    yield from _circular_parts(declared)


def _clause_lists(statement: Statement) -> Iterator[tuple[Clause, ...]]:
    if not isinstance(statement, FrameworkChoice):
        yield statement.clauses
    if isinstance(statement, Declaration):
        for item in statement.items:
            yield item.clauses
        for move in statement.moves:
            yield move.clauses


def _named_twice(names: Iterable[Name]) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for name in names:
        if name.text in seen:
            yield codes.NAMED_TWICE.at(name.span, name=name.text)
        seen.add(name.text)


def _self_references(statement: Declaration) -> Iterator[Diagnostic]:
    own = statement.name.text
    for clause in statement.clauses:
        for name in clause.names:
            if name.text == own and _is_reference(statement, name.span):
                yield codes.SELF_REFERENCE.at(
                    name.span, name=own, sort=sort(statement.id), place=place(clause.id)
                )


def _is_reference(statement: Declaration, span: Span) -> bool:
    """Whether a name is a reference; a word of the ontology may be spelled like the statement."""
    return any(reference.name.span == span for reference in references(statement))


def _wrong_period(clauses: Iterable[Clause], span: Span) -> Iterator[Diagnostic]:
    start, end = period(clauses)
    if start > end:
        dated = [c for c in clauses if c.id in ("since", "in", "until")]
        dates = {"since" if c.id == "in" else c.id: c.arguments[0] for c in dated}
        yield codes.SINCE_AFTER_UNTIL.at(span, since=str(dates["since"]), until=str(dates["until"]))


def _circular_parts(declared: Mapping[str, Declared]) -> Iterator[Diagnostic]:
    """Actors that are part of each other in a circle; each circle is told once."""
    wholes = {
        name: [whole.text for whole in clause.names]
        for name, thing in declared.items()
        if thing.target == "actor" and (clause := thing.statement.clause("part-of"))
    }
    told: set[str] = set()
    for start in wholes:
        circle = None if start in told else _circle(start, wholes)
        if circle and len(circle) > 2:  # part of itself directly: a self-reference, told already
            told.update(circle)
            span = name_span(declared[start])
            yield codes.CIRCULAR_PARTS.at(span, name=start, circle=" → ".join(circle))


def _circle(start: str, wholes: Mapping[str, list[str]]) -> list[str] | None:
    """A way from an actor through its wholes back to itself."""
    paths = [[start]]
    seen = {start}
    while paths:
        path = paths.pop()
        for whole in wholes.get(path[-1], ()):
            if whole == start:
                return [*path, start]
            if whole not in seen:
                seen.add(whole)
                paths.append([*path, whole])
    return None
