"""Datasets as separate cases: each named graph alone, on the ground of the default graph.

Files are read twice: first to see what the default graph holds and how much each graph has, then
to hand out every graph as soon as it is complete. So only graphs that are still open are in
memory: one, where the file keeps each graph together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vcc.facts.from_file import (
    FORMATS,
    base_of,
    format_or_mistake,
    mistake_of_parser,
    string_of_term,
    text_of,
)
from vcc.source.diagnostic import SourceErrors
from vcc.source.text import SourceText
from vcc.vocabulary.rdf import Triple

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class RdfFile:
    """A file of quads. `name` is what people call it, `format` a key of `FORMATS` (None: by the
    ending), and `blank_prefix` goes before the labels of its blank nodes."""

    path: Path
    name: str
    format: str | None = None
    blank_prefix: str = ""


class Cases:
    """The graphs of some files: `shared` is the default graph, `graphs` gives the named ones."""

    def __init__(self, files: Sequence[RdfFile]) -> None:
        """Read the files once, for what is shared.

        Raises:
            OSError: if a file cannot be read.
            SourceErrors: R160 to R162, with the place of the mistake.
        """
        self._files = files
        self._sizes: Counter[str] = Counter()
        shared: dict[Triple, None] = {}
        for file in files:
            labels = _Labels(file)
            for quad in _quads(file):
                name = labels.graph(quad)
                if name:
                    self._sizes[name] += 1
                    labels.count(quad)
                else:
                    shared[labels.triple(quad)] = None
        self.shared = list(shared)

    def __len__(self) -> int:
        return len(self._sizes)

    def graphs(self) -> Iterator[tuple[str, list[Triple]]]:
        """Every named graph and its triples, each as soon as its last triple is read."""
        left = self._sizes.copy()
        found: defaultdict[str, list[Triple]] = defaultdict(list)
        for file in self._files:
            labels = _Labels(file)
            for quad in _quads(file):
                name = labels.graph(quad)
                if not name:
                    labels.count(quad)
                    continue
                found[name].append(labels.triple(quad))
                left[name] -= 1
                if not left[name]:
                    yield name, found.pop(name)


class _Labels:
    """The labels of a file's blank nodes, in the order in which they appear: in every reading
    the same, whatever the parser calls them."""

    def __init__(self, file: RdfFile) -> None:
        import pyoxigraph

        self._prefix = file.blank_prefix
        self._name = file.name
        self._known: dict[str, str] = {}
        self._default = pyoxigraph.DefaultGraph
        self._labelled = (pyoxigraph.BlankNode, pyoxigraph.Triple)
        self._iri = pyoxigraph.NamedNode

    def graph(self, quad: Any) -> str:
        """The name of the graph that a quad stands in; "" for the default graph."""
        name = quad.graph_name
        return "" if isinstance(name, self._default) else self._string(name)

    def triple(self, quad: Any) -> Triple:
        """The triple of a quad."""
        return self._string(quad.subject), self._string(quad.predicate), self._string(quad.object)

    def count(self, quad: Any) -> None:
        """Go past a quad: only its blank nodes matter."""
        for term in (quad.subject, quad.object):
            if isinstance(term, self._labelled):
                self._string(term)

    def _string(self, term: Any) -> str:
        if isinstance(term, self._iri):  # most terms: they have one spelling
            return str(term)
        try:
            return string_of_term(term, self._known, self._prefix)
        except RecursionError as error:
            source = SourceText(self._name, "")
            raise SourceErrors([mistake_of_parser(source, "", error)]) from None


def _quads(file: RdfFile) -> Iterator[Any]:
    """The quads of a file, one by one."""
    import pyoxigraph

    format = format_or_mistake(file.path, file.name, file.format)
    kind = getattr(pyoxigraph.RdfFormat, FORMATS[format][1])
    base = None if format in ("ntriples", "nquads") else base_of(file.name)
    with file.path.open("rb") as opened:
        if opened.read(len(_BYTE_ORDER_MARK)) != _BYTE_ORDER_MARK:
            opened.seek(0)
        try:
            yield from pyoxigraph.parse(opened, format=kind, base_iri=base)
        except (SyntaxError, ValueError) as error:
            source = text_of(file.path.read_bytes(), file.name)
            raise SourceErrors([mistake_of_parser(source, format, error)]) from error
