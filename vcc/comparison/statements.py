"""Two versions of the text of a case, statement by statement: what was added, removed, changed.

Statements are compared by what they say, clause by clause, in the keywords of the first version:
neither layout nor order nor the language of keywords is a difference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from vcc.case.from_text import ParsedCase
from vcc.case.layout import Unit
from vcc.case.model import (
    Clause,
    Closure,
    Declaration,
    Expectation,
    FrameworkChoice,
    Item,
    Move,
    Stance,
    Statement,
)
from vcc.case.spelling import Spelling
from vcc.case.terms import Terms
from vcc.case.words import STATEMENT_BY_ID
from vcc.comparison.things import label_of
from vcc.source.diagnostic import Words
from vcc.source.text import Span

STATEMENT: Final = "statement"  # keyword and stance, or all that a statement without a name says
KIND: Final = "kind"
LABEL: Final = "label"
EVIDENCE: Final = "evidence"


@dataclass(frozen=True, slots=True)
class Said:
    """One statement: what it is known by, what people call it, and what it says by clause."""

    key: tuple[str, ...]
    label: Words
    clauses: Mapping[str, str]
    span: Span = field(compare=False)


@dataclass(frozen=True, slots=True)
class ChangedClause:
    """What one clause of a statement said, and says now; empty where there was or is none."""

    clause: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangedStatement:
    """A statement that is not the same in both versions; None where a version has none.

    `clauses` are those that differ; of a statement in one version only, all that it says.
    """

    label: Words
    before: Said | None
    after: Said | None
    clauses: tuple[ChangedClause, ...]


@dataclass(frozen=True, slots=True)
class Statements:
    """All statements of two versions, and those that differ, in the order of the text."""

    before: tuple[Said, ...]
    after: tuple[Said, ...]
    changed: tuple[ChangedStatement, ...]


def statements_of_versions(before: ParsedCase, after: ParsedCase, terms: Terms) -> Statements:
    """Compare two versions; statements are found again by name, those without one by what they
    say."""
    keywords = before.keywords
    old, new = (tuple(_Reader(each, keywords, terms).said()) for each in (before, after))
    return Statements(old, new, tuple(_changed(old, new)))


def _changed(old: Iterable[Said], new: Iterable[Said]) -> Iterator[ChangedStatement]:
    waiting = {said.key: said for said in old}
    for now in new:
        was = waiting.pop(now.key, None)
        if was is None or was.clauses != now.clauses:
            yield _change(was, now)
    for gone in waiting.values():
        yield _change(gone, None)


def _change(before: Said | None, after: Said | None) -> ChangedStatement:
    told = after or before
    assert told is not None, "a change has two sides, one of which may be empty"
    was, now = before.clauses if before else {}, after.clauses if after else {}
    names = dict.fromkeys((*was, *now))
    clauses = (ChangedClause(name, was.get(name, ""), now.get(name, "")) for name in names)
    return ChangedStatement(
        told.label, before, after, tuple(c for c in clauses if c.before != c.after)
    )


class _Reader:
    """Reads the statements of one version."""

    def __init__(self, parsed: ParsedCase, keywords: str, terms: Terms) -> None:
        self._case = parsed.case
        self._say = Spelling(parsed, keywords, terms)
        self._times: dict[tuple[str, ...], int] = {}

    def said(self) -> Iterator[Said]:
        """Every statement, each before what stands in its block; keys are distinct."""
        for statement in self._case.statements:
            if isinstance(statement, Declaration):
                yield from self._declaration(statement)
            else:
                head, clauses = self._unnamed(statement)
                yield self._one((head,), Words(head, head), clauses, statement.span)

    def _declaration(self, statement: Declaration) -> Iterator[Said]:
        say, name = self._say, statement.name.text
        label = label_of(statement.labels, name)
        is_actual = statement.stance is Stance.ACTUAL
        head = say.keyword(statement.id)
        clauses = {
            STATEMENT: head if is_actual else f"{say.keyword(statement.stance.value)} {head}"
        }
        if statement.term:
            kind = say.kind(statement.term, STATEMENT_BY_ID[statement.id].scheme)
            clauses[KIND] = kind.text
        clauses |= self._parts(statement)
        yield self._one((STATEMENT, name), label, clauses, statement.span)
        for item in statement.items:
            yield self._item(item, name, label)
        for move in statement.moves:
            head = say.move(move)
            clauses = {STATEMENT: head, **self._parts(move)}
            yield self._one((name, head), _within(label, head), clauses, move.span)

    def _item(self, item: Item, owner: str, label: Words) -> Said:
        say = self._say
        kind = say.kind(item.term, STATEMENT_BY_ID[item.id].scheme).text if item.term else ""
        head = say.keyword(item.id)
        clauses = {STATEMENT: head, KIND: kind, **self._parts(item)}
        named = item.name.text if item.name else f"{head} {kind}"
        text = label_of(item.labels, named)
        shown = Words(_within(label, text.en).en, _within(label, text.zh).zh)
        return self._one((owner, named), shown, clauses, item.span)

    def _unnamed(self, statement: Statement) -> tuple[str, dict[str, str]]:
        """What a statement without a name is known by, and all that it says."""
        say = self._say
        if isinstance(statement, FrameworkChoice):
            head = say.framework(statement)
            return head, {STATEMENT: head}
        assert isinstance(statement, Closure | Expectation), "declarations have names"
        if isinstance(statement, Closure):
            head = say.closure(statement)
        else:
            head = say.expectation(statement)
        if statement.of:
            head += f" {say.keyword('of')} {say.names(statement.of)}"
        return head, {STATEMENT: head, **self._parts(statement)}

    def _parts(self, of: Declaration | Item | Move | Closure | Expectation) -> dict[str, str]:
        """Labels, clauses and evidence as they are written, by the id of the clause."""
        say = self._say
        labels = say.labels(of.labels) if isinstance(of, Declaration | Item) else []
        found = {LABEL: _joined(labels)} if labels else {}
        by_id: dict[str, list[Clause]] = {}
        for clause in of.clauses:
            by_id.setdefault(clause.id, []).append(clause)
        found |= {id: _joined(say.clauses(clauses)) for id, clauses in by_id.items()}
        evidence = say.evidence(of.citations)
        return found | ({EVIDENCE: _joined(evidence)} if evidence else {})

    def _one(
        self, key: tuple[str, ...], label: Words, clauses: Mapping[str, str], span: Span
    ) -> Said:
        """A statement; of several that are known by the same, the second has a number."""
        times = self._times[key] = self._times.get(key, 0) + 1
        return Said((*key, str(times)) if times > 1 else key, label, clauses, span)


def _joined(units: Iterable[Unit]) -> str:
    return " ".join(unit.text for unit in units)


def _within(owner: Words, text: str) -> Words:
    return Words(f"{owner.en}: {text}", f"{owner.zh}：{text}")
