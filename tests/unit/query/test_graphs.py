"""The names of a case's graphs, and cases below another base."""

from __future__ import annotations

from vcc.query.graphs import asserted_graph, inferred_graph, rebased
from vcc.vocabulary.namespaces import CASES, vcc


def test_graphs_are_named_after_their_case() -> None:
    assert asserted_graph(f"<{CASES}t>") == f"<{CASES}t/asserted>"
    assert inferred_graph(f"<{CASES}t>") == f"<{CASES}t/inferred>"


def test_another_base_moves_cases_and_nothing_else() -> None:
    triple = (f"<{CASES}t/f>", vcc("kind"), vcc("firm"))
    assert list(rebased([triple], CASES)) == [triple]
    assert list(rebased([triple], "urn:x/")) == [("<urn:x/t/f>", vcc("kind"), vcc("firm"))]
