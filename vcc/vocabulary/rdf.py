"""RDF terms as the strings that N-Triples writes.

Every border inside vcc exchanges triples of such strings: they hash fast, sort the same way
everywhere, need no import, and are the file format at the same time. Canonical form: only the
escapes that N-Triples requires (backslash, quote, line feed, carriage return), and `"x"` rather
than `"x"^^xsd:string`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from vcc.vocabulary.namespaces import XSD

Triple = tuple[str, str, str]

_MUST_ESCAPE = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"})
_TO_ESCAPE = re.compile(r'[\\"\n\r]')
_STRING = XSD + "string"
_UNESCAPES = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_LITERAL = re.compile(r'"((?:[^"\\]|\\.)*)"(?:@([A-Za-z0-9-]+)|\^\^<([^>]*)>)?\Z', re.DOTALL)
_ESCAPED = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)


class LiteralParts(NamedTuple):
    """What a literal is made of; exactly one of language and datatype is not empty."""

    lexical: str
    language: str
    datatype: str


def iri(text: str) -> str:
    """The term of an absolute IRI given without angle brackets."""
    return f"<{text}>"


def iri_text(term: str) -> str:
    """The IRI of an IRI term, without angle brackets."""
    return term[1:-1]


def lines_of(triples: Iterable[Triple], graph: str = "") -> Iterator[str]:
    """Lines of N-Triples or, of what stands in a graph, of N-Quads; in the order given."""
    end = f" {graph} .\n" if graph else " .\n"
    return (f"{s} {p} {o}{end}" for s, p, o in triples)


def literal(lexical: str, language: str = "", datatype: str = "") -> str:
    """The term of a literal; a datatype is given as an absolute IRI without brackets."""
    if _TO_ESCAPE.search(lexical) is not None:
        lexical = lexical.translate(_MUST_ESCAPE)
    quoted = f'"{lexical}"'
    if language:
        return f"{quoted}@{language}"
    if datatype and datatype != _STRING:
        return f"{quoted}^^<{datatype}>"
    return quoted


def integer(value: int) -> str:
    """The term of an xsd:integer."""
    return f'"{value}"^^<{XSD}integer>'


def boolean(value: bool) -> str:
    """The term of an xsd:boolean."""
    return f'"{"true" if value else "false"}"^^<{XSD}boolean>'


def local_name(term: str) -> str:
    """The last segment of an IRI term, which is what people know it by."""
    return term[1:-1].rstrip("/#").replace("#", "/").rsplit("/", 1)[-1]


def is_iri(term: str) -> bool:
    """Whether the term is an IRI (a triple term starts with `<<(`)."""
    return term.startswith("<") and not term.startswith("<<(")


def is_blank(term: str) -> bool:
    """Whether the term is a blank node."""
    return term.startswith("_:")


def is_literal(term: str) -> bool:
    """Whether the term is a literal."""
    return term.startswith('"')


def literal_parts(term: str) -> LiteralParts:
    """Take a literal term apart.

    Raises:
        ValueError: if the term is not a literal.
    """
    if term[-1:] == '"' and "\\" not in term and term.count('"') == 2 and term[0] == '"':
        return LiteralParts(term[1:-1], "", _STRING)  # by far the most
    match = _LITERAL.match(term)
    if match is None:
        raise ValueError(f"not a literal: {term!r}")
    lexical = match[1] if "\\" not in match[1] else _ESCAPED.sub(_unescape, match[1])
    if match[2]:
        return LiteralParts(lexical, match[2], "")
    return LiteralParts(lexical, "", match[3] or _STRING)


def _unescape(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    return chr(int(code, 16)) if code else _UNESCAPES.get(match[3], match[3])
