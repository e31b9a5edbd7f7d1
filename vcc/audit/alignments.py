"""Alignments with other vocabularies: the ontology together with each must stay free of
contradictions, and every class that is aligned must still be able to have members.

The alignments are no part of the ontology: nothing imports them, and no rule sees them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from vcc.audit.owl import NamedGraph
from vcc.resources import alignment_files, display_name
from vcc.source.reading import read_source
from vcc.vocabulary.namespaces import OWL, RDFS, TYPE, VCC
from vcc.vocabulary.rdf import Triple, iri
from vcc.vocabulary.turtle import triples_from_sources

_SUBCLASS: Final = iri(RDFS + "subClassOf")
_ONTOLOGY: Final = iri(OWL + "Ontology")
_OURS: Final = f"<{VCC}"


def aligned_graphs(paths: Iterable[Path] | None = None) -> Iterator[NamedGraph]:
    """What each alignment says, with a member of every class that it aligns.

    Raises:
        SourceErrors: if a file cannot be read or is not Turtle.
    """
    for path in alignment_files() if paths is None else paths:
        triples = alignment_triples(path)
        yield NamedGraph(display_name(path), (*triples, *_members(triples)))


def alignment_triples(path: Path) -> tuple[Triple, ...]:
    """The statements of one alignment, without what it says of itself."""
    source = read_source(path, display_name(path))
    triples = triples_from_sources([source], "a")
    header = {s for s, p, o in triples if p == TYPE and o == _ONTOLOGY}
    return tuple(triple for triple in triples if triple[0] not in header)


def _members(triples: Iterable[Triple]) -> Iterator[Triple]:
    aligned = dict.fromkeys(s for s, p, _ in triples if p == _SUBCLASS and s.startswith(_OURS))
    for number, rdf_class in enumerate(aligned):
        yield f"_:member{number}", TYPE, rdf_class
