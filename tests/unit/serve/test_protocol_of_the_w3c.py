"""The W3C tests of the SPARQL 1.1 Protocol, as data in `protocol.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.unit.serve.conftest import A
from tests.unit.serve.served import Served

TESTS: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "protocol.toml").read_text(encoding="utf-8")
)["test"]
BOOLEAN = {"application/sparql-results+json", "application/sparql-results+xml"}
TABULAR = {*BOOLEAN, "text/csv", "text/tab-separated-values"}
GRAPH = {"text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"}


def test_the_tests_are_there() -> None:
    assert len({test["name"] for test in TESTS}) == len(TESTS) >= 32
    assert sum(test["expects"] != "4xx" for test in TESTS) >= 13


def filled(text: str) -> str:
    for number in range(4):
        text = text.replace(f"{{data{number}}}", f"{A}data{number}")
    return text


@pytest.mark.parametrize("test", TESTS, ids=lambda test: test["name"])
def test_the_protocol_is_kept(endpoint: Served, test: dict[str, Any]) -> None:
    pairs = [f"{name}={quote(filled(value), safe='')}" for name, value in
             test.get("parameters", ())]  # fmt: skip
    body = filled(test["body"]).encode(test.get("encoding", "utf-8")) if "body" in test else None
    headers = {"Content_Type": test["type"]} if "type" in test else {}
    path = "/sparql/" + "?" * bool(pairs) + "&".join(pairs)
    answer = endpoint.request(test["method"], path, body, **headers)
    expected = test["expects"]
    if expected == "4xx":
        assert 400 <= answer.status < 500
        return
    assert 200 <= answer.status < 400, answer.text
    if expected in ("tabular", "rdf"):
        assert answer.type in (TABULAR if expected == "tabular" else GRAPH)
    else:
        assert answer.type in BOOLEAN
        assert answer.json()["boolean"] is expected


def test_the_data_is_as_it_was_after_all_updates(endpoint: Served) -> None:
    typed = endpoint.query("SELECT ?g { GRAPH ?g { ?s a ?type } } ORDER BY ?g").values()
    assert typed == [f"{A}data{number}" for number in (1, 2, 3)]
