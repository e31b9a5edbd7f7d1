"""RDF from anywhere: nothing is fetched, nothing is unbounded, every refusal says why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from vcc.exchange import reading
from vcc.exchange.reading import Quad, quads_from_bytes, quads_from_file
from vcc.render.to_rdf import rdf_from_graphs
from vcc.source.diagnostic import Diagnostic, SourceErrors
from vcc.vocabulary.namespaces import CASES, JSON_CONTEXT, TYPE, vcc

TRIPLE = (f"<{CASES}t>", TYPE, vcc("Case"))
BOMB = """<?xml version="1.0"?>
<!DOCTYPE rdf:RDF [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/>"""


def read(text: str, format: str) -> list[Quad]:
    return quads_from_bytes(text.encode(), "x", format)


def mistake(text: str, format: str) -> Diagnostic:
    with pytest.raises(SourceErrors) as caught:
        read(text, format)
    (found,) = caught.value.diagnostics
    return found


@pytest.mark.parametrize("format", ["turtle", "ntriples", "rdfxml", "jsonld"])
def test_every_format_is_read(format: str) -> None:
    assert read(rdf_from_graphs({"": [TRIPLE]}, format), format) == [(*TRIPLE, "")]


@pytest.mark.parametrize("format", ["trig", "nquads", "jsonld"])
def test_graphs_are_kept(format: str) -> None:
    text = rdf_from_graphs({"<urn:g>": [TRIPLE]}, format)
    assert read(text, format) == [(*TRIPLE, "<urn:g>")]


def test_entities_of_xml_are_refused() -> None:
    assert mistake(BOMB, "rdfxml").code == "R166"


@pytest.mark.parametrize(
    "context",
    [
        "http://127.0.0.1:9/c.jsonld",
        ["http://127.0.0.1:9/c.jsonld", {}],
        {"@import": "http://127.0.0.1:9/c.jsonld"},
        {"x": {"@id": "urn:x", "@context": "http://127.0.0.1:9/c.jsonld"}},
        "file:///etc/hostname",
    ],
)
def test_a_context_elsewhere_is_refused(context: object) -> None:
    found = mistake(json.dumps({"@context": context, "@id": "urn:a"}), "jsonld")
    assert found.code == "R165"
    assert str(found.values["context"]) in json.dumps(context)


def test_our_own_context_is_at_hand_by_its_address() -> None:
    text = rdf_from_graphs({"": [TRIPLE]}, "jsonld", CASES, JSON_CONTEXT)
    assert JSON_CONTEXT in text
    assert read(text, "jsonld") == [(*TRIPLE, "")]


def test_nesting_without_end_is_refused() -> None:
    depth = 100_000
    assert mistake("[" * depth + "]" * depth, "jsonld").code == "R163"


@pytest.mark.parametrize("format", ["turtle", "trig"])
def test_blank_nodes_in_blank_nodes_break_nothing(format: str) -> None:
    text = "<urn:a> <urn:p> " + "[ <urn:p> " * 5000 + "1" + " ]" * 5000 + " ."
    assert len(read(text, format)) == 5001


def test_what_is_too_large_is_not_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(reading, "MAX_BYTES", 100)
    path = tmp_path / "x.ttl"
    path.write_text("# " + "x" * 100, encoding="utf-8")
    with pytest.raises(SourceErrors) as caught:
        quads_from_file(path)
    assert caught.value.diagnostics[0].code == "R164"


@pytest.mark.parametrize(
    ("text", "format"),
    [("<a> <b>", "turtle"), ("{", "jsonld"), ("<rdf:RDF>", "rdfxml"), ("x y z", "nquads")],
)
def test_what_is_no_rdf_is_told(text: str, format: str) -> None:
    assert mistake(text, format).code == "R161"


def test_what_is_no_text_is_told() -> None:
    with pytest.raises(SourceErrors) as caught:
        quads_from_bytes(b"\xff\xfe\x00", "x", "turtle")
    assert caught.value.diagnostics[0].code == "R162"


def test_an_unknown_ending_asks_for_the_format(tmp_path: Path) -> None:
    path = tmp_path / "x.dat"
    path.write_text("", encoding="utf-8")
    with pytest.raises(SourceErrors) as caught:
        quads_from_file(path)
    assert caught.value.diagnostics[0].code == "R160"
