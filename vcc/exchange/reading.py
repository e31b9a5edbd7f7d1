"""RDF from anywhere → quads, with nothing fetched and nothing unbounded.

What a file could do besides holding triples is refused: a JSON-LD context elsewhere would be
fetched, XML entities can grow without end, and a file too large for a case is something else.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from vcc.facts.from_file import (
    FORMATS,
    TOO_DEEP,
    base_of,
    format_or_mistake,
    mistake_of_parser,
    string_of_term,
    text_of,
)
from vcc.render.json_context import packaged_context
from vcc.source.diagnostic import Code, SourceErrors, Words
from vcc.source.text import SourceText, span_of
from vcc.vocabulary.namespaces import JSON_CONTEXT

Quad = tuple[str, str, str, str]

# A case of 8 million bytes of text, the most that is read, makes about this much RDF.
MAX_BYTES: Final = 64_000_000
TOO_LARGE: Final = Code(
    "R164",
    Words(
        "{file} is larger than {limit} million bytes, too large for the RDF of a case",
        "{file} 超过 {limit} 百万字节，作为案例的 RDF 过大",
    ),
    help=Words("take the case that you need out of it", "请只取出所需的案例"),
)
REMOTE_CONTEXT: Final = Code(
    "R165",
    Words(
        "the JSON-LD context {context} would have to be fetched, and nothing is fetched",
        "JSON-LD 上下文 {context} 需要联网获取，而此处从不联网",
    ),
    help=Words(
        "write the context into the file, or expand the file first",
        "请把上下文写入文件，或先将文件展开",
    ),
)
ENTITIES: Final = Code(
    "R166",
    Words(
        "{file} declares XML entities, which are not read",
        "{file} 声明了 XML 实体，此处不予读取",
    ),
    help=Words("write the file without a DTD", "请去掉文件中的 DTD"),
)


def quads_from_file(path: Path, format: str | None = None) -> list[Quad]:
    """The quads of a file, each once ("" for the default graph); `format` as in `FORMATS`.

    Raises:
        OSError: if the file cannot be read.
        SourceErrors: R160 to R166.
    """
    with path.open("rb") as file:
        content = file.read(MAX_BYTES + 1)
    return quads_from_bytes(content, str(path), format_or_mistake(path, str(path), format))


def quads_from_bytes(content: bytes, name: str, format: str) -> list[Quad]:
    """The quads of a file's bytes; see `quads_from_file`.

    Raises:
        SourceErrors: R161 to R166.
    """
    start = span_of(SourceText(name, ""), 0, 0)
    if len(content) > MAX_BYTES:
        limit = str(MAX_BYTES // 1_000_000)
        raise SourceErrors([TOO_LARGE.at(start, file=name, limit=limit)])
    source = text_of(content, name)
    if format == "rdfxml" and ("<!ENTITY" in source.text or "<!DOCTYPE" in source.text):
        raise SourceErrors([ENTITIES.at(start, file=name)])
    if format == "jsonld":
        source = _with_own_context(source)
    return _parsed(source, format)


def _parsed(source: SourceText, format: str) -> list[Quad]:
    import pyoxigraph

    kind = getattr(pyoxigraph.RdfFormat, FORMATS[format][1])
    base = None if format in ("ntriples", "nquads") else base_of(source.name)
    labels: dict[str, str] = {}
    found: dict[Quad, None] = {}
    try:
        for quad in pyoxigraph.parse(source.text.encode(), format=kind, base_iri=base):
            terms = (quad.subject, quad.predicate, quad.object)
            s, p, o = (string_of_term(term, labels, "") for term in terms)
            named = not isinstance(quad.graph_name, pyoxigraph.DefaultGraph)
            found[s, p, o, string_of_term(quad.graph_name, labels, "") if named else ""] = None
    except (SyntaxError, ValueError, RecursionError) as error:
        raise SourceErrors([mistake_of_parser(source, format, error)]) from error
    return list(found)


def _with_own_context(source: SourceText) -> SourceText:
    """The document with our own published context written into it; others are refused."""
    try:
        document = json.loads(source.text)
        contexts = list(_named_contexts(document))
    except json.JSONDecodeError:
        return source  # the parser of RDF tells what is wrong, and where
    except RecursionError:
        start = span_of(source, 0, 0)
        raise SourceErrors([TOO_DEEP.at(start, file=source.name)]) from None
    for context in contexts:
        if context != JSON_CONTEXT:
            at = max(source.text.find(json.dumps(context)), 0)
            raise SourceErrors([REMOTE_CONTEXT.at(span_of(source, at, at), context=context)])
    if not contexts:
        return source
    return SourceText(source.name, json.dumps(_filled(document), ensure_ascii=False))


def _named_contexts(value: Any) -> Iterator[str]:
    """Every context in a document that is an address."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in ("@context", "@import"):
                yield from (c for c in _listed(inner) if isinstance(c, str))
            yield from _named_contexts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _named_contexts(inner)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _filled(value: Any) -> Any:
    """The document with the address of our context replaced by the context."""
    if isinstance(value, list):
        return [_filled(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    own = dict(packaged_context())
    return {
        key: [own if c == JSON_CONTEXT else _filled(c) for c in _listed(inner)]
        if key == "@context"
        else _filled(inner)
        for key, inner in value.items()
    }
