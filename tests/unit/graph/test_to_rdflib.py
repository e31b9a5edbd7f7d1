"""Triples → rdflib → triples gives the same triples."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vcc.graph.to_rdflib import ntriples_term, rdflib_term, to_rdflib
from vcc.vocabulary.namespaces import XSD, vcc
from vcc.vocabulary.rdf import literal

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
LITERALS = st.one_of(
    st.builds(literal, TEXT),
    st.builds(literal, TEXT, st.sampled_from(["en", "zh", "zh-hans"])),
    st.builds(literal, TEXT, st.just(""), st.sampled_from([XSD + "integer", XSD + "decimal"])),
)


@given(LITERALS)
def test_a_literal_keeps_every_character(term: str) -> None:
    assert ntriples_term(rdflib_term(term)) == term


def test_a_graph_has_the_triples_it_was_given() -> None:
    triples = {
        (vcc("a"), vcc("b"), vcc("c")),
        (vcc("a"), vcc("b"), literal("007", datatype=XSD + "integer")),
        ("_:x", vcc("b"), literal("7", datatype=XSD + "integer")),
    }
    graph = to_rdflib(sorted(triples))
    assert {tuple(map(ntriples_term, triple)) for triple in graph} == triples
