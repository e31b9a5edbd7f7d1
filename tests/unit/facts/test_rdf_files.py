"""RDF files and graphs as triples."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib

from vcc.facts import rdflib_from_triples, triples_from_file, triples_from_rdflib, triples_from_text
from vcc.facts.graphs import Cases, RdfFile
from vcc.facts.terms import canonical, is_rdf_triple
from vcc.source.diagnostic import SourceErrors
from vcc.source.text import SourceText

TURTLE = '@prefix : <http://e/> . :a :b "x\\ty"@EN, 01 ; :c [ :d :e ], [ :d :f ] .'


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_reading_a_file_twice_gives_the_same_triples(tmp_path: Path) -> None:
    path = write(tmp_path, "a.ttl", TURTLE)
    triples = triples_from_file(path)
    assert triples == triples_from_file(path)
    assert ("<http://e/a>", "<http://e/b>", '"x\ty"@en') in triples
    assert ("_:b0", "<http://e/d>", "<http://e/e>") in triples
    assert len(triples) == 6


def test_blank_nodes_of_two_files_can_be_kept_apart(tmp_path: Path) -> None:
    path = write(tmp_path, "a.ttl", TURTLE)
    assert ("_:zb0", "<http://e/d>", "<http://e/e>") in triples_from_file(path, blank_prefix="z")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.nt", "<http://e/a> <http://e/b> <http://e/c> .\n"),
        ("a.nq", "<http://e/a> <http://e/b> <http://e/c> <http://e/g> .\n"),
        ("a.trig", "<http://e/g> { <http://e/a> <http://e/b> <http://e/c> }"),
        ("a.TTL", "<http://e/a> <http://e/b> <http://e/c> , <http://e/c> ."),
        ("a.rdf", ('<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
         'xmlns:e="http://e/"><rdf:Description rdf:about="http://e/a">'
         '<e:b rdf:resource="http://e/c"/></rdf:Description></rdf:RDF>')),
        ("a.jsonld", '{"@id": "http://e/a", "http://e/b": {"@id": "http://e/c"}}'),
    ],
)  # fmt: skip
def test_every_format_is_told_by_its_ending(tmp_path: Path, name: str, text: str) -> None:
    path = write(tmp_path, name, text)
    assert triples_from_file(path) == [("<http://e/a>", "<http://e/b>", "<http://e/c>")]


def test_triple_terms_are_read(tmp_path: Path) -> None:
    path = write(tmp_path, "a.ttl", "@prefix : <http://e/> . :a :b <<( :c :d [] )>> .")
    assert triples_from_file(path)[0][2] == "<<( <http://e/c> <http://e/d> _:b0 )>>"


def mistake(call: object) -> tuple[str, int, int]:
    with pytest.raises(SourceErrors) as caught:
        call()  # type: ignore[operator]
    (found,) = caught.value.diagnostics
    assert found.span is not None
    return found.code, found.span.line, found.span.column


def test_a_mistake_in_a_file_has_its_place(tmp_path: Path) -> None:
    path = write(tmp_path, "a.ttl", "@prefix : <http://e/> .\n:a :b c .\n")
    assert mistake(lambda: triples_from_file(path)) == ("R161", 2, 7)
    source = SourceText("x", '{"a": ')
    assert mistake(lambda: triples_from_text(source, "jsonld"))[0] == "R161"


def test_unknown_endings_and_wrong_encodings_are_mistakes(tmp_path: Path) -> None:
    path = write(tmp_path, "a.doc", "")
    assert mistake(lambda: triples_from_file(path))[0] == "R160"
    binary = tmp_path / "b.ttl"
    binary.write_bytes(b"\xff\xfe\x00")
    assert mistake(lambda: triples_from_file(binary))[0] == "R162"


def test_a_missing_file_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        triples_from_file(tmp_path / "none.ttl")


def test_rdflib_graphs_go_both_ways_without_change() -> None:
    triples = sorted(
        [
            ("<http://e/a>", "<http://e/b>", '"01"^^<http://www.w3.org/2001/XMLSchema#integer>'),
            ("<http://e/a>", "<http://e/b>", '"x"@en'),
            ("<http://e/a>", "<http://e/b>", '"a \\"b\\" \\\\ \\n"'),
            ("_:n", "<http://e/b>", "<http://e/a>"),
        ]
    )
    graph = rdflib_from_triples(triples)
    assert isinstance(graph, rdflib.Graph)
    assert triples_from_rdflib(graph) == triples


def test_rdflib_cannot_hold_triple_terms() -> None:
    with pytest.raises(ValueError, match="triple terms"):
        rdflib_from_triples([("<a>", "<b>", "<<( <a> <b> <c> )>>")])


def test_literals_have_one_spelling() -> None:
    assert canonical('"a\\u00e9\\tb"') == '"aé\tb"'
    assert canonical('"a"^^<http://www.w3.org/2001/XMLSchema#string>') == '"a"'
    assert canonical('"a"@EN-GB') == '"a"@en-gb'
    assert is_rdf_triple(("_:a", "<b>", '"c"'))
    assert not is_rdf_triple(('"a"', "<b>", "<c>"))


def nested(depth: int) -> str:
    term = "<http://e/o>"
    for _ in range(depth):
        term = f"<<( <http://e/a> <http://e/b> {term} )>>"
    return f"<http://e/s> <http://e/p> {term} .\n"


def test_triple_terms_that_are_too_deep_are_a_mistake(tmp_path: Path) -> None:
    path = write(tmp_path, "a.nq", nested(5_000))
    assert mistake(lambda: triples_from_file(path))[0] == "R163"
    assert mistake(lambda: Cases([RdfFile(path, "a.nq")]))[0] == "R163"
    assert len(triples_from_text(SourceText("x", nested(100)), "ntriples")) == 1
