"""A diagnostic as people read it: what, where, the excerpt with a caret, and how to repair it.

C105 error: `frim` is not a kind of actor
 --> xiaomi.vcc:3:17
  |
3 |   actor xiaomi is frim
  |                   ^^^^
  |
help: did you mean `firm`?
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from vcc.render.characters import cell_width, shown, shown_character
from vcc.render.colour import Colour, painted
from vcc.render.commands import with_commands_whole
from vcc.render.words import COLON, HELP, NOTE, SEVERITIES, labelled
from vcc.render.wrap import wrapped
from vcc.source.diagnostic import Diagnostic, Severity
from vcc.source.text import SourceText, Span

DEFAULT_WIDTH: Final = 100
_CONTEXT_BEFORE: Final = 24  # columns kept to the left of the caret in a long line
_CUT: Final = "…"
SEVERITY_COLOURS: Final = {
    Severity.ERROR: Colour.ERROR,
    Severity.WARNING: Colour.WARNING,
    Severity.INFO: Colour.INFO,
}


def text_from_diagnostic(
    diagnostic: Diagnostic,
    source: SourceText | None,
    language: str,
    *,
    others: Mapping[str, SourceText] | None = None,
    colour: bool = False,
    width: int = DEFAULT_WIDTH,
    file: str = "",
) -> str:
    """The diagnostic in `language` (en or zh) as lines of text without a final line break.

    `source` is the text in which it was found (None: no excerpt); `others` are the texts of
    related places by name; `file` is named where the diagnostic has no place. Sentences are wrapped
    and excerpt lines windowed to `width` columns.
    """
    texts = {**(others or {}), **({source.name: source} if source else {})}
    severity = SEVERITIES[diagnostic.severity].in_language(language)
    head = f"{diagnostic.code} {severity}"
    message = shown(diagnostic.message.in_language(language), keep="\n")
    first, *more = wrapped(head + COLON.in_language(language) + message, width, rest="  ")
    first = painted(head, SEVERITY_COLOURS[diagnostic.severity], colour) + first[len(head) :]
    lines = [first, *more]
    gutter = _gutter_width(diagnostic)
    if diagnostic.span is not None:
        lines += _place("-->", diagnostic.span, texts, gutter, colour, width)
    elif file:
        lines.append(f"{' ' * gutter}{painted('-->', Colour.FRAME, colour)} {shown(file)}")
    for related in diagnostic.related:
        lines.append(f"{' ' * gutter} {shown(related.message.in_language(language))}")
        lines += _place(":::", related.span, texts, gutter, colour, width)
    for label, words in ((NOTE, diagnostic.note), (HELP, diagnostic.help)):
        if words is not None:
            text = with_commands_whole(shown(words.in_language(language), keep="\n"))
            lines += wrapped(labelled(label, text, language), width, rest="  ")
    return "\n".join(lines)


def concise_from_diagnostic(diagnostic: Diagnostic, language: str, file: str = "") -> str:
    """The diagnostic on one line: `file:line:column: C105 error: message`."""
    severity = SEVERITIES[diagnostic.severity].in_language(language)
    where = str(diagnostic.span) if diagnostic.span else file
    place = f"{shown(where)}: " if where else ""
    message = " ".join(shown(diagnostic.message.in_language(language), keep="\n").split("\n"))
    return f"{place}{diagnostic.code} {severity}: {message}"


def excerpt(span: Span, source: SourceText, gutter: int, colour: bool, width: int) -> list[str]:
    """The first line of a span between gutters, with carets below what the span covers."""
    line = source.line(span.line)
    start = span.column - 1
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    text, caret_from, caret_width = _window(line, start, max(end, start + 1), width - gutter - 3)
    bar = painted("|", Colour.FRAME, colour)
    number = painted(str(span.line).rjust(gutter), Colour.FRAME, colour)
    carets = painted("^" * caret_width, Colour.ERROR, colour)
    blank = " " * gutter
    return [
        f"{blank} {bar}",
        f"{number} {bar} {text}".rstrip(),
        f"{blank} {bar} {' ' * caret_from}{carets}",
        f"{blank} {bar}",
    ]


def _gutter_width(diagnostic: Diagnostic) -> int:
    spans = [diagnostic.span, *(related.span for related in diagnostic.related)]
    return max((len(str(span.line)) for span in spans if span), default=1)


def _place(
    arrow: str,
    span: Span,
    texts: Mapping[str, SourceText],
    gutter: int,
    colour: bool,
    width: int,
) -> list[str]:
    lines = [f"{' ' * gutter}{painted(arrow, Colour.FRAME, colour)} {shown(str(span))}"]
    source = texts.get(span.source)
    if source is not None:
        lines += excerpt(span, source, gutter, colour, width)
    return lines


def _window(line: str, start: int, end: int, room: int) -> tuple[str, int, int]:
    """The part of a line to show, the column of its first caret, and the number of carets."""
    first = 0 if _fits(line, room) else _first_shown(line, start, end, room)
    text = _CUT if first else ""
    used = caret_from = cell_width(text)
    caret_to = 0
    for index in range(first, len(line)):
        piece = shown_character(line[index])
        columns = cell_width(piece)
        room_for_cut = 0 if index == len(line) - 1 else cell_width(_CUT)
        if used + columns > room - room_for_cut:
            text += _CUT
            break
        if index == start:
            caret_from = used
        text += piece
        used += columns
        if index < end:
            caret_to = used
    if start >= len(line):
        caret_from = cell_width(text)
    return text, caret_from, max(1, caret_to - caret_from)


def _first_shown(line: str, start: int, end: int, room: int) -> int:
    """Where the shown part of a long line begins: some context before the caret, and more of it
    where little of the line is left behind."""
    after = 0
    for character in line[min(start, len(line)) : end + room]:
        after += cell_width(shown_character(character))
        if after >= room:
            break
    context = max(_CONTEXT_BEFORE, room - after - 2 * cell_width(_CUT))
    first, columns = min(start, len(line)), 0
    while first > 0:
        columns += cell_width(shown_character(line[first - 1]))
        if columns > context:
            break
        first -= 1
    return first if first > 1 else 0


def _fits(line: str, room: int) -> bool:
    return len(line) <= room and cell_width("".join(map(shown_character, line))) <= room
