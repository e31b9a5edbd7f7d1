"""Names become IRIs that stay apart and stay readable."""

from __future__ import annotations

from urllib.parse import unquote

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vcc.graph.iris import below, case_iri, segment
from vcc.vocabulary.namespaces import CASES

NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@given(NAMES)
def test_every_name_makes_a_valid_iri(name: str) -> None:
    term = case_iri(name, CASES)
    (quad,) = pyoxigraph.parse(f"{term} {term} {term} .", format=pyoxigraph.RdfFormat.N_TRIPLES)
    assert str(quad.subject) == term


@given(NAMES)
def test_a_name_can_be_read_back_from_its_segment(name: str) -> None:
    assert unquote(segment(name), errors="strict") == name


@given(NAMES)
def test_no_name_forges_a_path(name: str) -> None:
    assert not set("/?#") & set(segment(name))
    assert set(segment(name)) != {"."}


@pytest.mark.parametrize("name", ["小米", "fans", "eco-chain", "Müller", "θεωρία", "用户2"])
def test_a_name_of_letters_stays_as_it_is(name: str) -> None:
    assert segment(name) == name


def test_nodes_nest_by_path() -> None:
    assert below(case_iri("x", CASES), "i", "move", "1") == f"<{CASES}x/i/move/1>"
