"""Turtle texts → triples; a text that is no Turtle becomes a diagnostic at its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from vcc.source.diagnostic import Code, Diagnostic, Words, end_stage
from vcc.source.text import SourceText, Span, span_of
from vcc.vocabulary.rdf import Triple, is_blank

NOT_TURTLE: Final = Code(
    "T010",
    Words("this is not Turtle: {problem}", "此处不是正确的 Turtle：{problem}"),
    help=Words(
        "statements end with ` .`; look at the line before as well, and for a prefix not declared",
        "每条陈述以“ .”结束；请同时检查上一行，以及是否有未声明的前缀",
    ),
)
# What the Turtle parser says before its message; the place is told apart.
_PREAMBLE: Final = re.compile(r"^(?:Parser error )?(?:at line \d+ column \d+: )?")


def triples_from_turtle(text: bytes, file: str, blank_prefix: str = "") -> Iterator[Triple]:
    """The triples of a Turtle document, in its order.

    `blank_prefix` goes before the names of blank nodes, so that those of several documents stay
    apart.

    Raises:
        SyntaxError: if the text is not Turtle; `filename`, `lineno` and `offset` say where.
    """
    import pyoxigraph

    try:
        for quad in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE):
            triple = str(quad.subject), str(quad.predicate), str(quad.object)
            has_blank = is_blank(triple[0]) or is_blank(triple[2])
            yield _apart(triple, blank_prefix) if has_blank else triple
    except SyntaxError as error:
        error.filename = file
        raise


def _apart(triple: Triple, prefix: str) -> Triple:
    subject, property, object = (
        f"_:{prefix}{term[2:]}" if is_blank(term) else term for term in triple
    )
    return subject, property, object


def triples_from_sources(sources: Iterable[SourceText], blank_prefix: str) -> tuple[Triple, ...]:
    """The triples of several Turtle texts, in their order; their blank nodes stay apart.

    Raises:
        SourceErrors: with the first mistake of every text that is not Turtle.
    """
    triples: list[Triple] = []
    mistakes: list[Diagnostic] = []
    for number, source in enumerate(sources):
        try:
            triples += triples_from_turtle(
                source.text.encode(), source.name, f"{blank_prefix}{number}x"
            )
        except SyntaxError as error:
            mistakes.append(turtle_mistake(NOT_TURTLE, source, error))
    end_stage(mistakes)
    return tuple(triples)


def turtle_mistake(code: Code, source: SourceText, error: SyntaxError) -> Diagnostic:
    """What the Turtle parser said (`{problem}` of the code), at the place where it stopped."""
    problem = _PREAMBLE.sub("", str(error.msg))
    return code.at(_place(source, error), problem=problem)


def _place(source: SourceText, error: SyntaxError) -> Span:
    """Where the parser stopped; one character, at least."""
    line = min(error.lineno or 1, len(source.line_starts))
    start = source.line_starts[line - 1] + (error.offset or 1) - 1
    start = max(0, min(start, len(source.text) - 1))
    return span_of(source, start, min(start + 1, len(source.text)))
