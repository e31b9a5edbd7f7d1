"""Statements written outside a file (`--add 'actor x is firm'`), read as if they stood in one."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from vcc.case.from_text import ParsedCase, case_from_text
from vcc.source.diagnostic import Diagnostic, Related, SourceErrors
from vcc.source.text import SourceText, Span, span_of

# The statements stand alone on their lines, so that only offsets and line numbers differ.
_BEFORE: Final = "vcc 1\nlanguage {language}\ncase x {{\n"
_AFTER: Final = "\n}\n"


def fragment_from_text(text: SourceText, language: str) -> ParsedCase:
    """The statements of a text, inside a case of no meaning.

    Raises:
        SourceErrors: with every mistake, at its place in `text`.
    """
    before = _BEFORE.format(language=language)
    whole = SourceText(text.name, before + text.text + _AFTER)
    try:
        return case_from_text(whole)
    except SourceErrors as errors:
        shifted = [_shifted(mistake, text, len(before)) for mistake in errors.diagnostics]
        raise SourceErrors(shifted) from None


def _shifted(mistake: Diagnostic, text: SourceText, by: int) -> Diagnostic:
    related = tuple(Related(r.message, _moved(r.span, text, by)) for r in mistake.related)
    span = mistake.span and _moved(mistake.span, text, by)
    return replace(mistake, span=span, related=related)


def _moved(span: Span, text: SourceText, by: int) -> Span:
    """The same place in the text itself; what lies behind its end is its end."""
    last = len(text.text)
    return span_of(text, *(max(0, min(offset - by, last)) for offset in (span.start, span.end)))
