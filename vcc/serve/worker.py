"""The process that answers queries: reads a request, says whole answers or why not, again.

It is a fork of the preloaded process. What it may not do is refused before the engine sees it;
what takes too long or too much ends it from outside.
"""

from __future__ import annotations

import gzip
import os
import socket
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from vcc.query.guard import NO_SUCH_GRAPH, REMOTE, UPDATE, refusals
from vcc.query.run import syntax_mistake
from vcc.render.diagnostics import text_from_diagnostic
from vcc.render.json_parts import words
from vcc.serve.confine import limit_resources
from vcc.serve.formats import GRAPHS, RESULTS
from vcc.serve.limits import QueryLimits
from vcc.serve.wire import Head, packed, receive
from vcc.source.diagnostic import LANGUAGES, Diagnostic, Words
from vcc.source.text import SourceText
from vcc.vocabulary.namespaces import PREFIXES, VCC
from vcc.vocabulary.rdf import iri

if TYPE_CHECKING:
    import pyoxigraph

_FORBIDDEN: Final = {REMOTE.id, UPDATE.id}
_ZIP_FROM: Final = 1024  # bytes; below, compressing costs more than it saves
_ZIP_LEVEL: Final = 4
_MOST_SHOWN: Final = 5
_OFFERED: Final = {
    kind: ", ".join(dict.fromkeys(format.media_type for format in formats))
    for kind, formats in (("results", RESULTS), ("triples", GRAPHS))
}
_TOO_LARGE: Final = Words(
    "the answer is larger than {limit} bytes: ask for less, for example with LIMIT\n",
    "结果超过 {limit} 字节：请缩小查询范围，例如使用 LIMIT\n",
)
_NOT_SO: Final = Words(
    "an answer of this kind can be had as: {types}\n", "此类结果可用的格式：{types}\n"
)
_NO_GRAPH: Final = Words("there is no graph {name} here\n", "此处没有图 {name}\n")
_NOTHING: Final = Words("nothing is said of this here\n", "此处对此没有任何陈述\n")
_FAILED: Final = Words("the query could not be run\n", "无法执行此查询\n")


class TooLarge(Exception):
    """An answer has more bytes than it may have."""


@dataclass(frozen=True, slots=True)
class Data:
    """The data of a generation: a store, and the IRI terms of its graphs."""

    store: pyoxigraph.Store
    graphs: frozenset[str]


class _Limited(BytesIO):
    """Collects what is written, up to a number of bytes."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def write(self, part: Any) -> int:
        if self.tell() + len(part) > self._most:
            raise TooLarge
        return super().write(part)


def serve(connection: socket.socket, data: Data, limits: QueryLimits) -> None:
    """Answer requests until the server hangs up; begins by saying which process this is."""
    limit_resources(limits.memory)
    connection.sendall(packed({"process": os.getpid()}))
    while (request := receive(connection)) is not None:
        head, body = answered(request, data, limits)
        if request.get("gzip") and len(body) >= _ZIP_FROM:
            head, body = {**head, "gzip": True}, gzip.compress(body, _ZIP_LEVEL, mtime=0)
        connection.sendall(packed(head, body))


def answered(request: Head, data: Data, limits: QueryLimits) -> tuple[Head, bytes]:
    """The head (`status`, `type`) and the body of the answer to one request.

    A request has a `query`, the name of a `graph` to be read ("" for the default graph), or the
    IRI of a `node`; `results` and `triples` are the formats that the client would take; `most` is
    a smaller limit of bytes.
    """
    if "most" in request:
        limits = replace(limits, answer=min(limits.answer, int(request["most"])))
    try:
        if "graph" in request:
            return _graph(request, data, limits)
        if "node" in request:
            return _node(request, data, limits)
        return _query(request, data, limits)
    except TooLarge:
        return refused(403, _TOO_LARGE.filled({"limit": f"{limits.answer:,}"}))


def refused(status: int, said: Words) -> tuple[Head, bytes]:
    """A refusal; the server shows the sentence in the language of the client."""
    return {"status": status, "said": words(said)}, b""


def _query(request: Head, data: Data, limits: QueryLimits) -> tuple[Head, bytes]:
    source = SourceText("query", request["query"])
    wrong = list(refusals(source, data.graphs))
    if wrong:
        return _wrong(wrong, source)
    for name in (*(request["default"] or ()), *(request["named"] or ())):
        if iri(name) not in data.graphs:
            return refused(400, _NO_GRAPH.filled({"name": name}))
    try:
        found = data.store.query(
            source.text, base_iri=VCC, prefixes=dict(PREFIXES), **_dataset(request)
        )
        return _written(found, request, limits)
    except SyntaxError as error:
        return _wrong([syntax_mistake(source, str(error))], source)
    except (ValueError, RuntimeError, OSError):
        return refused(400, _FAILED)


def _dataset(request: Head) -> Mapping[str, Any]:
    """The dataset that the protocol names, which wins over that of the query.

    A part that it leaves out is empty then, as the standard has it.
    """
    import pyoxigraph

    default, named = request["default"], request["named"]
    if default is None and named is None:
        return {}
    return {
        "default_graph": [pyoxigraph.NamedNode(name) for name in default or ()],
        "named_graphs": [pyoxigraph.NamedNode(name) for name in named or ()],
    }


def _written(found: Any, request: Head, limits: QueryLimits) -> tuple[Head, bytes]:
    import pyoxigraph

    kind = "triples" if isinstance(found, pyoxigraph.QueryTriples) else "results"
    wanted = request[kind]
    if wanted is None:
        return refused(406, _NOT_SO.filled({"types": _OFFERED[kind]}))
    if kind == "triples":
        return _triples(found, request, limits)
    output = _Limited(limits.answer)
    found.serialize(output, getattr(pyoxigraph.QueryResultsFormat, wanted["name"]))
    return {"status": 200, "type": wanted["type"]}, output.getvalue()


def _graph(request: Head, data: Data, limits: QueryLimits) -> tuple[Head, bytes]:
    import pyoxigraph

    name = request["graph"]
    if name and iri(name) not in data.graphs:
        return refused(404, _NO_GRAPH.filled({"name": name}))
    graph = pyoxigraph.NamedNode(name) if name else pyoxigraph.DefaultGraph()
    quads = data.store.quads_for_pattern(None, None, None, graph)
    return _triples((quad.triple for quad in quads), request, limits)


def _node(request: Head, data: Data, limits: QueryLimits) -> tuple[Head, bytes]:
    """What all graphs say of one thing, each statement once."""
    import pyoxigraph

    nothing = refused(404, _NOTHING)
    try:
        node = pyoxigraph.NamedNode(request["node"])
    except ValueError:
        return nothing
    quads = data.store.quads_for_pattern(node, None, None, None)
    triples = list(dict.fromkeys(quad.triple for quad in quads))
    return _triples(sorted(triples, key=str), request, limits) if triples else nothing


def _triples(
    triples: Iterable[pyoxigraph.Triple], request: Head, limits: QueryLimits
) -> tuple[Head, bytes]:
    import pyoxigraph

    output = _Limited(limits.answer)
    format = getattr(pyoxigraph.RdfFormat, request["triples"]["name"])
    pyoxigraph.serialize(triples, output, format, prefixes=dict(PREFIXES))
    return {"status": 200, "type": request["triples"]["type"]}, output.getvalue()


def _wrong(found: list[Diagnostic], source: SourceText) -> tuple[Head, bytes]:
    """What is wrong with a query, as on the command line; names of graphs are not listed."""
    shown = [_without_list(diagnostic) for diagnostic in found[:_MOST_SHOWN]]
    said = (
        "\n".join(
            text_from_diagnostic(each, source, language, colour=False, width=100) for each in shown
        )
        for language in LANGUAGES
    )
    status = 403 if any(diagnostic.code in _FORBIDDEN for diagnostic in found) else 400
    return refused(status, Words(*said))


def _without_list(found: Diagnostic) -> Diagnostic:
    return replace(found, help=None) if found.code == NO_SUCH_GRAPH.id else found


def in_memory(file: Path) -> pyoxigraph.Store:
    """The N-Quads of a generation, in memory."""
    import pyoxigraph

    store = pyoxigraph.Store()
    store.bulk_load(path=str(file), format=pyoxigraph.RdfFormat.N_QUADS)
    return store


def on_disk(folder: Path) -> pyoxigraph.Store:
    """The store of a generation, which nobody writes any more."""
    import pyoxigraph

    return pyoxigraph.Store.read_only(str(folder))
