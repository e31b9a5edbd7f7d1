"""RDF files → triples, parsed by pyoxigraph (which reads RDF 1.2).

Blank nodes get labels from the order in which they appear, so that reading a file twice gives
the same triples. The graph that a triple stands in is left out: rules know one graph.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from vcc.facts.terms import canonical
from vcc.source.diagnostic import Code, Diagnostic, SourceErrors, Words
from vcc.source.text import SourceText, Span, span_of
from vcc.vocabulary.rdf import Triple

# Names of formats, their file endings first, and what pyoxigraph calls them.
FORMATS: Final = {
    "turtle": ((".ttl", ".turtle"), "TURTLE"),
    "ntriples": ((".nt",), "N_TRIPLES"),
    "nquads": ((".nq",), "N_QUADS"),
    "trig": ((".trig",), "TRIG"),
    "rdfxml": ((".rdf", ".owl", ".xml"), "RDF_XML"),
    "jsonld": ((".jsonld", ".json"), "JSON_LD"),
}
UNKNOWN_FORMAT: Final = Code(
    "R160",
    Words("cannot tell the format of {file}", "无法判断 {file} 的格式"),
    help=Words("name the file with one of {endings}", "请使用以下文件后缀之一：{endings}"),
)
NOT_RDF: Final = Code(
    "R161", Words("this is not {format}: {reason}", "此处不是有效的 {format}：{reason}")
)
NOT_UTF8: Final = Code(
    "R162",
    Words("{file} is not UTF-8 text", "{file} 不是 UTF-8 文本"),
    help=Words("save the file as UTF-8", "请将文件保存为 UTF-8"),
)

TOO_DEEP: Final = Code(
    "R163",
    Words("triple terms are nested too deeply in {file}", "{file} 中的三元组项嵌套过深"),
)


def format_of(path: Path) -> str | None:
    """The format that the file's ending stands for; None if it stands for none."""
    ending = path.suffix.lower()
    return next((name for name, (endings, _) in FORMATS.items() if ending in endings), None)


def triples_from_file(
    path: Path, format: str | None = None, *, blank_prefix: str = ""
) -> list[Triple]:
    """The triples of a file, in its order, each once; `format` is a key of `FORMATS`.

    `blank_prefix` goes before the labels of blank nodes, to keep files apart.

    Raises:
        OSError: if the file cannot be read.
        SourceErrors: R160 to R162, with the place of the mistake.
    """
    content = path.read_bytes()
    name = format_or_mistake(path, str(path), format)
    return triples_from_text(text_of(content, str(path)), name, blank_prefix=blank_prefix)


def format_or_mistake(path: Path, name: str, format: str | None) -> str:
    """The format as said, or as the ending tells.

    Raises:
        SourceErrors: R160, about the file of that name.
    """
    found = format or format_of(path)
    if found is None:
        endings = " ".join(ending for known, _ in FORMATS.values() for ending in known)
        start = span_of(SourceText(name, ""), 0, 0)
        raise SourceErrors([UNKNOWN_FORMAT.at(start, file=name, endings=endings)])
    return found


def text_of(content: bytes, name: str) -> SourceText:
    """The text of a file's bytes, without its byte order mark.

    Raises:
        SourceErrors: R162.
    """
    try:
        return SourceText(name, content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        start = span_of(SourceText(name, ""), 0, 0)
        raise SourceErrors([NOT_UTF8.at(start, file=name)]) from None


def triples_from_text(source: SourceText, format: str, *, blank_prefix: str = "") -> list[Triple]:
    """The triples of a text, in its order, each once; relative IRIs are relative to its name.

    Raises:
        SourceErrors: R161 with the place of the mistake, or R163.
    """
    import pyoxigraph

    kind = getattr(pyoxigraph.RdfFormat, FORMATS[format][1])
    base = None if format in ("ntriples", "nquads") else base_of(source.name)
    labels: dict[str, str] = {}
    found: dict[Triple, None] = {}
    try:
        for quad in pyoxigraph.parse(source.text.encode(), format=kind, base_iri=base):
            triple = (quad.subject, quad.predicate, quad.object)
            s, p, o = (string_of_term(term, labels, blank_prefix) for term in triple)
            found[(s, p, o)] = None
    except (SyntaxError, ValueError, RecursionError) as error:
        raise SourceErrors([mistake_of_parser(source, format, error)]) from error
    return list(found)


def base_of(name: str) -> str:
    """The base of a file that names none: its own place."""
    return Path(name).absolute().as_uri()


def string_of_term(term: Any, labels: dict[str, str], prefix: str) -> str:
    """One of pyoxigraph's terms as a string, blank nodes renamed."""
    import pyoxigraph

    if isinstance(term, pyoxigraph.NamedNode):
        return str(term)
    if isinstance(term, pyoxigraph.BlankNode):
        return labels.setdefault(term.value, f"_:{prefix}b{len(labels)}")
    if isinstance(term, pyoxigraph.Triple):
        parts = (term.subject, term.predicate, term.object)
        return f"<<( {' '.join(string_of_term(part, labels, prefix) for part in parts)} )>>"
    return canonical(str(term))


def mistake_of_parser(source: SourceText, format: str, error: Exception) -> Diagnostic:
    """What the parser says, at its place (R161); R163 for what is too deep to be a term."""
    if isinstance(error, RecursionError):
        return TOO_DEEP.at(_span(source, error), file=source.name)
    reason = str(error).partition(": ")[2] or str(error)
    return NOT_RDF.at(_span(source, error), format=format, reason=reason)


def _span(source: SourceText, error: Exception) -> Span:
    """The place that the parser reports; the start of the text if it reports none."""
    line, column = getattr(error, "lineno", None) or 1, getattr(error, "offset", None) or 1
    starts = source.line_starts
    start = min(starts[min(line, len(starts)) - 1] + column - 1, len(source.text))
    length = 1
    if getattr(error, "end_lineno", None) == line:
        length = max((getattr(error, "end_offset", None) or column + 1) - column, 1)
    return span_of(source, start, min(start + length, len(source.text)))
