"""Edits of the text of a case: what is put in where, so that the rest stays as it is written.

An edit is a piece of the text and what replaces it. Nothing here decides whether the new text
makes sense: it is parsed and resolved like any other, and says what is wrong with it itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from vcc.case.from_text import ParsedCase
from vcc.case.model import Citation, Clause, Declaration, Item, Move, Name, Statement, Text
from vcc.case.signs import signs_of
from vcc.case.tokens import SPELLINGS
from vcc.case.words import CLAUSE_BY_ID, Takes
from vcc.source.text import SourceText, Span

_Part = Statement | Clause | Citation | Item | Move | Name | Text
_LISTS = (Takes.NAMES, Takes.TERMS)
_CLOSING = re.compile("[]】］]")


class Edit(NamedTuple):
    """Replace the text from `start` to `end` (offsets) by `text`."""

    start: int
    end: int
    text: str


def text_with_edits(text: str, edits: Iterable[Edit]) -> str:
    """The text with all edits made; those that begin at the same place go in in their order.

    Raises:
        ValueError: if two edits replace the same piece of text.
    """
    pieces: list[str] = []
    at = 0
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if edit.start < at:
            raise ValueError("edits overlap")
        pieces += (text[at : edit.start], edit.text)
        at = edit.end
    return "".join((*pieces, text[at:]))


# ---------------------------------------------------------------------- adding
def additions(parsed: ParsedCase, fragment: ParsedCase) -> Iterator[Edit]:
    """What puts the statements of a fragment into a case.

    A declaration of a name that the case itself declares in the same way is merged into it: only
    what it says beyond that goes in.
    """
    own = {(d.name.text, d.id, d.stance): d for d in parsed.case.declarations}
    for statement in fragment.case.statements:
        if isinstance(statement, Declaration):
            known = own.get((statement.name.text, statement.id, statement.stance))
            if known is not None:
                yield from _merged(parsed, known, statement, fragment.source)
                continue
        yield _new_statement(parsed, statement, _written(fragment.source, statement))


def _written(source: SourceText, part: _Part) -> str:
    return source.text[part.span.start : part.span.end]


def _new_statement(parsed: ParsedCase, statement: Statement, written: str) -> Edit:
    """A line of its own behind the last statement of its kind, or else at the end."""
    same = [s for s in parsed.case.statements if _sort(s) == _sort(statement)]
    source = parsed.source
    if same:
        at = same[-1].span.end
        rest = source.text[at:].partition("\n")[0]
        if not rest.strip() or rest.lstrip().startswith("#"):
            at += len(rest)
            return Edit(at, at, f"\n{_indent(source, same[-1].span, 2)}{written}")
    at = len(source.text[: parsed.case.span.end - 1].rstrip())
    after = "" if "\n" in source.text[at : parsed.case.span.end] else "\n"
    return Edit(at, at, f"\n  {written}{after}")


def _indent(source: SourceText, span: Span, otherwise: int) -> str:
    """The white space before something that begins its line."""
    before = source.line(span.line)[: span.column - 1]
    return " " * otherwise if before.strip() else before


def _sort(statement: Statement) -> tuple[object, ...]:
    if isinstance(statement, Declaration):
        return Declaration, statement.id
    return (type(statement),)


def _merged(
    parsed: ParsedCase, known: Declaration, more: Declaration, written_in: SourceText
) -> Iterator[Edit]:
    """What a declaration says beyond one of the same name."""
    source, head = parsed.source, ""
    if more.term is not None and more.term != known.term:
        head += f" {SPELLINGS['is', parsed.keywords]} {_written(written_in, more.term)}"
    new_labels = (label for label in more.labels if label not in known.labels)
    head += "".join(f" {_written(written_in, label)}" for label in new_labels)
    for clause in more.clauses:
        longer = _longer_list(source, known, clause, written_in)
        if longer is not None:
            yield longer
        elif clause not in known.clauses:
            head += f" {_written(written_in, clause)}"
    if head:
        at = _head_end(known)
        yield Edit(at, at, head)
    cited = [c for c in more.citations if c not in known.citations]
    if cited:
        signs = signs_of(source)
        pieces = signs.listed((_written(written_in, citation) for citation in cited), ";")
        at = _evidence_end(source, known)
        yield Edit(at, at, f" {signs['[']}{pieces}{signs[']']}")
    own: tuple[Item | Move, ...] = (*known.items, *known.moves)
    said: tuple[Item | Move, ...] = (*more.items, *more.moves)
    entries = [entry for entry in said if entry not in own]
    if entries:
        yield from _in_block(source, known, [_written(written_in, entry) for entry in entries])


def _longer_list(
    source: SourceText, known: Declaration, clause: Clause, written_in: SourceText
) -> Edit | None:
    """More names for a list that the declaration has; None if it has no such list."""
    same = known.clause(clause.id)
    if same is None or CLAUSE_BY_ID[clause.id].takes not in _LISTS:
        return None
    new = [name for name in clause.names if name not in same.arguments]
    between = signs_of(source).listed(("", ""))
    listed = "".join(f"{between}{_written(written_in, name)}" for name in new)
    return Edit(same.span.end, same.span.end, listed)


def _head_end(statement: Declaration) -> int:
    """Where the last part of a declaration's head ends that is no evidence."""
    parts: list[Name | Text | Clause] = [statement.name, *statement.labels, *statement.clauses]
    if statement.term is not None:
        parts.append(statement.term)
    return max(part.span.end for part in parts)


def _evidence_end(source: SourceText, statement: Declaration) -> int:
    """Where the evidence of a statement ends, or its head where it has none."""
    if not statement.citations:
        return _head_end(statement)
    last = max(citation.span.end for citation in statement.citations)
    closing = _CLOSING.search(source.text, last)
    return closing.end() if closing else last


def _in_block(source: SourceText, known: Declaration, written: Sequence[str]) -> Iterator[Edit]:
    """Something more in the block of a declaration, each on a line of its own.

    A declaration without a block gets one; a block on one line gets as many as it needs.
    """
    text, end = source.text, known.span.end
    outer = _indent(source, known.span, 2)
    own: list[Item | Move] = sorted((*known.items, *known.moves), key=lambda e: e.span.start)
    inner = _indent(source, own[-1].span, len(outer) + 2) if own else outer + "  "
    lines = "".join(f"\n{inner}{entry}" for entry in written)
    if text[end - 1] not in "}｝":
        signs = signs_of(source)
        yield Edit(end, end, f" {signs['{']}{lines}\n{outer}{signs['}']}")
        return
    at = len(text[: end - 1].rstrip())
    if "\n" in text[at : end - 1]:
        yield Edit(at, at, lines)
        return
    if own:
        start = own[0].span.start
        opening = len(text[:start].rstrip())
        if "\n" not in text[opening:start]:
            yield Edit(opening, start, f"\n{inner}")
    yield Edit(at, end - 1, f"{lines}\n{outer}")


# ---------------------------------------------------------------------- taking away
def without(source: SourceText, part: Statement | Clause | Item | Move) -> Edit:
    """Take a statement, a clause or an entry out, with the line that it leaves empty."""
    return _cut(source, part.span.start, part.span.end)


def _cut(source: SourceText, start: int, end: int) -> Edit:
    """Take a piece of text out; lines that it leaves empty go with it."""
    text = source.text
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    if not text[line_start:start].strip() and not text[end:line_end].strip():
        return Edit(line_start, min(line_end + 1, len(text)), "")
    while start > line_start and text[start - 1] == " ":
        start -= 1
    return Edit(start, end, "")


def without_arguments(source: SourceText, clause: Clause, gone: Sequence[Name]) -> Edit:
    """Take some names out of a clause's list; the clause goes where none is left."""
    return without_names(source, clause.names, gone) or without(source, clause)


def without_names(source: SourceText, names: Sequence[Name], gone: Sequence[Name]) -> Edit | None:
    """Take some names out of a list; None where none is left."""
    left = [name for name in names if name not in gone]
    if not left:
        return None
    listed = signs_of(source).listed(_written(source, name) for name in left)
    return Edit(names[0].span.start, names[-1].span.end, listed)
