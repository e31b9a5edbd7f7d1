"""RDF output piece by piece: graphs come in any order and leave sorted by name.

What is written waits in a file of its own, so that many graphs need no memory, and nothing at all
has been put out when a run ends early.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from tempfile import SpooledTemporaryFile
from types import TracebackType
from typing import Final

from vcc.facts.terms import is_rdf_triple
from vcc.render.to_rdf import rdf_from_graphs
from vcc.vocabulary.namespaces import CASES
from vcc.vocabulary.rdf import Triple, lines_of

GRAPH_FORMATS: Final = ("nquads", "trig")
LINE_FORMATS: Final = ("ntriples", "nquads")
_IN_MEMORY: Final = 1 << 24  # bytes
_PIECE: Final = 1 << 20


class GraphWriter:
    """Collects graphs as text in one of `GRAPH_FORMATS`."""

    def __init__(self, format: str, base: str = CASES) -> None:
        self._format = format
        self._base = base
        self._file = SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 (closed by `__exit__`)
        self._places: dict[tuple[str, str], tuple[int, int]] = {}
        self._head: set[str] = set()

    def __enter__(self) -> GraphWriter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def add(self, name: str, triples: Iterable[Triple], of: str = "") -> None:
        """Write one graph ("": the default graph); empty ones leave no trace.

        `of` tells apart what several sources say in a graph of one name. What RDF does not know
        (a literal as subject) is left out.
        """
        triples = [triple for triple in triples if is_rdf_triple(triple)]
        if not triples:
            return
        if self._format == "nquads":
            body = "".join(lines_of(sorted(set(triples)), name))
        else:
            head, _, body = self._written(name, triples)
            self._head.update(head.split("\n"))
            body = f"\n{body}"
        content = body.encode()
        self._places[name, of] = self._file.tell(), len(content)
        self._file.write(content)

    def _written(self, name: str, triples: Iterable[Triple]) -> tuple[str, str, str]:
        """The head of a document of one graph, and its body."""
        return rdf_from_graphs({name: triples}, self._format, self._base).partition("\n\n")

    def pieces(self) -> Iterator[bytes]:
        """The whole text; nothing can be added afterwards."""
        if self._head:
            yield "".join(f"{line}\n" for line in sorted(self._head)).encode()
        for _, (start, left) in sorted(self._places.items()):
            self._file.seek(start)
            while left:
                piece = self._file.read(min(left, _PIECE))
                left -= len(piece)
                yield piece
