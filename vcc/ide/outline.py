"""The parts of a text: what it declares, as a tree; and what can be folded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vcc.case.model import Case, Declaration, Item, Move
from vcc.case.suggest import sort
from vcc.case.tokens import Token
from vcc.case.words import ITEM_TARGETS, MOVES
from vcc.ide.document import Document
from vcc.ide.meaning import label_of_thing, sort_of_thing
from vcc.source.diagnostic import Words
from vcc.source.text import Span

_SIGNS = {move.id: move.spellings for move in MOVES}


@dataclass(frozen=True, slots=True)
class Entry:
    """One part of a text: what it is called, what it is (`sort` for machines), all of it, its
    name, and its own parts."""

    name: str
    detail: Words
    sort: str
    span: Span
    name_span: Span
    parts: tuple[Entry, ...] = ()


def outline_of(document: Document) -> tuple[Entry, ...]:
    """The case or library with everything that it declares; nothing where there is none."""
    case = document.case
    if case is None:
        return ()
    parts = tuple(_declaration(each, document) for each in case.declarations)
    sort_ = "library" if case.is_library else "case"
    return (Entry(case.name.text, _called(case), sort_, case.span, case.name.span, parts),)


def _called(case: Case) -> Words:
    found = {label.language[:2]: label.text for label in reversed(case.labels)}
    first = case.labels[0].text if case.labels else ""
    return Words(found.get("en", first), found.get("zh", first))


def _declaration(declaration: Declaration, document: Document) -> Entry:
    thing = document.names.get(declaration.name.text)
    detail = sort(declaration.id)
    if thing is not None and thing.statement is declaration:
        label, is_a = label_of_thing(thing), sort_of_thing(thing, document.theory.terms)
        detail = Words(f"{is_a.en} · {label.en}", f"{is_a.zh} · {label.zh}") if label else is_a
    entries = [*map(_item, declaration.items), *map(_move, declaration.moves)]
    inside = tuple(sorted(entries, key=lambda entry: entry.span.start))
    name = declaration.name
    return Entry(name.text, detail, declaration.id, declaration.span, name.span, inside)


def _item(item: Item) -> Entry:
    name = item.name or item.term
    text = name.text if name else (item.labels[0].text if item.labels else item.id)
    target = ITEM_TARGETS[item.id]
    return Entry(text, sort(target), target, item.span, name.span if name else item.span)


def _move(move: Move) -> Entry:
    sides = [", ".join(name.text for name in names) for names in (move.subjects, move.objects)]
    receivers = ", ".join(name.text for name in move.receivers)
    to = f" {receivers} :" if receivers else ""
    english, chinese = (f"{sides[0]} {sign}{to} {sides[1]}" for sign in _SIGNS[move.id][:2])
    return Entry(english, Words(english, chinese), "move", move.span, move.subjects[0].span)


def folds_of(document: Document) -> Iterator[tuple[int, int]]:
    """Lines (1-based, both ends) that can be folded into the first: blocks, comments together."""
    waiting: list[Token] = []
    for token in document.parse.tokens:
        if token.type in ("LBRACE", "LBRACKET"):
            waiting.append(token)
        elif token.type in ("RBRACE", "RBRACKET") and waiting:
            opening = waiting.pop()
            if token.line > opening.line + 1:
                yield opening.line, token.line - 1
    lines = [c.line for c in document.parse.comments if not c.after_token]
    first = 0
    for place, line in enumerate(lines):
        if place + 1 < len(lines) and lines[place + 1] == line + 1:
            continue
        if line > lines[first]:
            yield lines[first], line
        first = place + 1
