"""The graph of a case file, for checking that it does not contradict the ontology."""

from __future__ import annotations

from pathlib import Path

from vcc.audit.owl import NamedGraph
from vcc.case.from_text import case_from_text
from vcc.case.resolve import resolve
from vcc.case.terms import Terms
from vcc.graph.from_case import graph_from_case
from vcc.source.reading import read_source
from vcc.vocabulary.terms import shipped_terms


def graph_from_file(path: Path, terms: Terms | None = None) -> NamedGraph:
    """What a case file states, in the words of `terms` (those that come with vcc).

    Raises:
        SourceErrors: where the file cannot be read, or has mistakes in its text or names.
    """
    parsed = case_from_text(read_source(path))
    graph = graph_from_case(resolve(parsed.case, terms or shipped_terms()))
    return NamedGraph(str(path), graph.triples)
