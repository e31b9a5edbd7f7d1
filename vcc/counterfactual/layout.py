"""A changed text as `vcc fmt` would lay it out, without touching what was not changed."""

from __future__ import annotations

from vcc.case.edit import Edit, text_with_edits
from vcc.case.from_text import ParsedCase, case_from_text
from vcc.case.model import Statement
from vcc.case.to_text import text_from_case
from vcc.source.text import SourceText


def laid_out(before: ParsedCase, after: SourceText) -> SourceText:
    """The changed text with its changed statements in the layout of the formatter.

    Where the file as a whole is laid out so, it stays so; otherwise only the changed statements
    get the layout.
    """
    now = case_from_text(after)
    formatted = SourceText(after.name, text_from_case(now))
    if text_from_case(before) == before.source.text:
        return formatted
    old = {_text(statement, before.source) for statement in before.case.statements}
    edits = []
    again = case_from_text(formatted)
    for statement, laid in zip(now.case.statements, again.case.statements, strict=True):
        if _text(statement, after) not in old and _has_own_lines(statement, after):
            edits.append(Edit(statement.span.start, statement.span.end, _text(laid, formatted)))
    return SourceText(after.name, text_with_edits(after.text, edits))


def _text(statement: Statement, source: SourceText) -> str:
    return source.text[statement.span.start : statement.span.end]


def _has_own_lines(statement: Statement, source: SourceText) -> bool:
    """Whether nothing else stands on the lines of a statement, comments included."""
    span = statement.span
    before = source.line(span.line)[: span.column - 1]
    behind = source.line(span.end_line)[span.end_column - 1 :]
    return not before.strip() and not behind.strip() and "#" not in _text(statement, source)
