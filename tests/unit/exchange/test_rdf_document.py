"""The SPARQL that docs/rdf.md shows finds something in what `vcc export` writes (and, for some of
it, in the ontology beside that)."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from vcc.exchange.dataset import dataset_of
from vcc.pipeline import analyse, knowledge
from vcc.query.graphs import ONTOLOGY
from vcc.query.run import Graphs, Solutions
from vcc.source.text import SourceText

REPOSITORY = Path(__file__).resolve().parents[3]
DOCUMENT = (REPOSITORY / "docs/rdf.md").read_text(encoding="utf-8")
QUERIES = re.findall(r"^```sparql\n(.*?)^```", DOCUMENT, re.MULTILINE | re.DOTALL)


@cache
def exported() -> Graphs:
    graphs = {}
    for name in ("01-xiaomi/xiaomi.vcc", "05-shared-manufacturing/troubled.vcc"):
        analysis = analyse(REPOSITORY / "examples" / name, with_sections=False)
        graphs |= dataset_of(
            analysis, knowledge(), graphs=("asserted", "inferred", "provenance")
        )  # fmt: skip
    return Graphs(graphs | {ONTOLOGY: knowledge().graph}, beside=[ONTOLOGY])


def test_the_document_shows_queries() -> None:
    assert len(QUERIES) >= 5


@pytest.mark.parametrize("query", QUERIES)
def test_a_query_of_the_document_finds_something(query: str) -> None:
    found = exported().ask(SourceText("docs/rdf.md", query))
    assert isinstance(found, Solutions)
    assert found.rows
