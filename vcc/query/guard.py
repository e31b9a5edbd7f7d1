"""Looks at a query before it runs: only reading, only what is here.

The check is lexical: strings, IRIs, comments and names are skipped, so that a word inside of them
means nothing. SPARQL undoes `\\u` escapes before it reads a single word, but parsers differ in
this; so the text is looked at both ways, and what either reading shows is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from vcc.source.diagnostic import Code, Diagnostic, Words
from vcc.source.text import SourceText, span_of
from vcc.vocabulary.namespaces import PREFIXES
from vcc.vocabulary.rdf import iri

NOT_A_QUERY: Final = Code(
    "Q101",
    Words("this is not SPARQL from here on", "从此处起不是有效的 SPARQL"),
    note=Words("expected {expected}", "此处可写 {expected}"),
)
REMOTE: Final = Code(
    "Q102",
    Words("`{word}` would ask another computer", "`{word}` 会访问其他计算机"),
    note=Words(
        "A query reads the cases at hand and the ontology, nothing else.",
        "查询只读取当前案例与本体。",
    ),
)
UPDATE: Final = Code(
    "Q103",
    Words("`{word}` would change data", "`{word}` 会修改数据"),
    note=Words(
        "Write SELECT, ASK, CONSTRUCT or DESCRIBE.", "请使用 SELECT、ASK、CONSTRUCT 或 DESCRIBE。"
    ),
)
NO_SUCH_GRAPH: Final = Code(
    "Q104",
    Words("there is no graph {name}", "没有图 {name}"),
    help=Words("The graphs are: {graphs}", "现有的图：{graphs}"),
)
CANNOT_RUN: Final = Code(
    "Q105", Words("the query cannot be run: {reason}", "无法执行查询：{reason}")
)

_REMOTE_WORDS: Final = {"SERVICE", "LOAD"}
_UPDATE_WORDS: Final = {"INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"}
_WATCHED: Final = (*sorted(_REMOTE_WORDS | _UPDATE_WORDS), "FROM", "\\")
_TOKEN: Final = re.compile(
    r"""(?P<comment>\#[^\r\n]*)
      | (?P<string>\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''
          | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*')
      | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
      | (?P<variable>[?$]\w+)
      | (?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
      | (?P<name>(?:[^\W\d_](?:[\w.\-·]*[\w\-·])?|_)?:(?:(?:[\w:\-·.]|%[0-9A-Fa-f]{2}|\\.)*
          (?:[\w:\-·]|%[0-9A-Fa-f]{2}|\\.))?)
      | (?P<word>[^\W\d_]\w*)
      | (?P<other>\S)""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


class Token(NamedTuple):
    """One word of a query; `start` and `end` are offsets in the text as written."""

    kind: str
    text: str
    start: int
    end: int


def refusals(source: SourceText, graphs: frozenset[str] | None) -> Iterator[Diagnostic]:
    """Everything in the query that it may not do.

    `graphs` are the IRI terms of the graphs that are here; None where that is not known yet.
    """
    capitals = source.text.upper()
    if not any(watched in capitals for watched in _WATCHED):
        return  # most queries: no word in question is in them anywhere, nor may one be hidden
    found = dict.fromkeys(
        diagnostic
        for tokens in _readings(source.text)
        for diagnostic in _refusals(source, tokens, graphs)
    )
    yield from found


def _readings(text: str) -> Iterator[list[Token]]:
    """The words with escapes undone and, where there are any, as written."""
    yield list(query_tokens(text))
    if "\\" in text:
        yield list(query_tokens(text, raw=True))


def _refusals(
    source: SourceText, tokens: list[Token], graphs: frozenset[str] | None
) -> Iterator[Diagnostic]:
    prefixes = _prefixes(tokens)
    for position, token in enumerate(tokens):
        if token.kind != "word":
            continue
        word = token.text.upper()
        span = span_of(source, token.start, token.end)
        if word in _REMOTE_WORDS:
            yield REMOTE.at(span, word=word)
        elif word in _UPDATE_WORDS:
            yield UPDATE.at(span, word=word)
        elif word == "FROM" and graphs is not None:
            yield from _unknown_graph(source, tokens[position + 1 : position + 3], prefixes, graphs)


def _unknown_graph(
    source: SourceText, tokens: list[Token], prefixes: dict[str, str], graphs: frozenset[str]
) -> Iterator[Diagnostic]:
    """`FROM x` and `FROM NAMED x` may only name graphs that are here."""
    if tokens and tokens[0].text.upper() == "NAMED":
        tokens = tokens[1:]
    if not tokens or tokens[0].kind not in ("iri", "name"):
        return
    named = tokens[0].text
    if tokens[0].kind == "name":
        prefix, _, local = named.partition(":")
        named = iri(prefixes.get(prefix, prefix + ":") + re.sub(r"\\(.)", r"\1", local))
    if named not in graphs:
        span = span_of(source, tokens[0].start, tokens[0].end)
        yield NO_SUCH_GRAPH.at(span, name=named, graphs=", ".join(sorted(graphs)))


def _prefixes(tokens: list[Token]) -> dict[str, str]:
    """The namespaces that may be used: ours, and those that the query declares."""
    return dict(PREFIXES) | {
        name.text[:-1]: namespace.text[1:-1]
        for word, name, namespace in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if word.text.upper() == "PREFIX" and namespace.kind == "iri" and name.text.endswith(":")
    }


def query_tokens(text: str, raw: bool = False) -> Iterator[Token]:
    """The words of a query without white space and comments; `raw` leaves escapes as they are."""
    plain, written_at = (text, int) if raw else _without_escapes(text)
    for match in _TOKEN.finditer(plain):
        kind = match.lastgroup or "other"
        if kind != "comment":
            yield Token(kind, match[0], written_at(match.start()), written_at(match.end()))


def _without_escapes(text: str) -> tuple[str, Callable[[int], int]]:
    """The text without `\\u` escapes, and where each of its offsets was before."""
    if "\\u" not in text and "\\U" not in text:
        return text, int
    pieces: list[str] = []
    offsets: list[int] = []
    end = 0
    for match in _ESCAPE.finditer(text):
        code = int(match[1] or match[2], 16)
        if code > 0x10FFFF:
            continue
        pieces += (text[end : match.start()], chr(code))
        offsets += (*range(end, match.start()), match.start())
        end = match.end()
    pieces.append(text[end:])
    offsets += range(end, len(text) + 1)
    return "".join(pieces), offsets.__getitem__
