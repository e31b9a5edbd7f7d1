"""What a case states comes back from RDF: the same graph, whatever the case."""

from __future__ import annotations

from pathlib import Path

import pytest

from vcc.case.from_text import case_from_text
from vcc.case.to_text import text_from_case
from vcc.exchange.from_rdf import Imported, case_from_rdf
from vcc.facts.terms import canonical
from vcc.graph.from_case import graph_from_case
from vcc.pipeline import knowledge, parse
from vcc.source.reading import read_source, source_from_text
from vcc.source.text import SourceText
from vcc.vocabulary.rdf import Triple

REPOSITORY = Path(__file__).resolve().parents[3]
FILES = [
    path
    for folder in ("examples", "tests/unit_cases")
    for path in sorted((REPOSITORY / folder).rglob("*.vcc"))
    if not case_from_text(read_source(path)).case.is_library
]


def graph(text: str) -> set[Triple]:
    """What a text states, languages in lower case as all readers of RDF write them."""
    _, resolved = parse(SourceText("t.vcc", text), knowledge())
    return canonical_triples(graph_from_case(resolved).triples)


def canonical_triples(triples: tuple[Triple, ...]) -> set[Triple]:
    return {(canonical(s), canonical(p), canonical(o)) for s, p, o in triples}


def imported(triples: set[Triple]) -> Imported:
    found = case_from_rdf([(*triple, "") for triple in triples], knowledge(), "x.nt")
    assert found.mistakes == ()
    return found


def test_there_are_cases_to_try() -> None:
    assert len(FILES) >= 30


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_case_comes_back_from_what_it_states(path: Path) -> None:
    _, resolved = parse(read_source(path), knowledge())
    triples = canonical_triples(graph_from_case(resolved).triples)
    found = imported(triples)
    assert found.not_said == ()
    assert graph(found.text) == triples
    again = case_from_text(source_from_text("t.vcc", found.text))
    assert text_from_case(again) == found.text
