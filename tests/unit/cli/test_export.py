"""`vcc export`."""

from __future__ import annotations

import json
import warnings
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from click.testing import CliRunner, Result

from vcc.cli.export import FORMATS, command
from vcc.pipeline import analyse
from vcc.vocabulary.namespaces import CASES

TEXT = 'vcc 1\nlanguage en\ncase t "T" { actor f is firm  actor 用户群体甲 is customer }\n'
READERS = {
    "turtle": ox.RdfFormat.TURTLE, "trig": ox.RdfFormat.TRIG, "ntriples": ox.RdfFormat.N_TRIPLES,
    "nquads": ox.RdfFormat.N_QUADS, "rdfxml": ox.RdfFormat.RDF_XML, "jsonld": ox.RdfFormat.JSON_LD,
}  # fmt: skip


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "t.vcc"
    path.write_text(TEXT, encoding="utf-8")
    return path


def export(*arguments: object) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def triples(text: str, format: str) -> set[tuple[str, str, str]]:
    quads = ox.parse(text, format=READERS[format])
    return {(str(q.subject), str(q.predicate), str(q.object)) for q in quads}


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_holds_what_the_case_states(case: Path, format: str) -> None:
    done = export(case, "--format", format)
    assert done.exit_code == 0
    assert triples(done.stdout, format) == set(analyse(case).graph.triples)


@pytest.mark.parametrize(
    ("graph", "names"),
    [("asserted", {"asserted"}), ("inferred", {"inferred"}), ("all", {"asserted", "inferred"})],
)
def test_graphs_are_kept_apart(case: Path, graph: str, names: set[str]) -> None:
    done = export(case, "--format", "nquads", "--graph", graph)
    found = {str(quad.graph_name) for quad in ox.parse(done.stdout, format=ox.RdfFormat.N_QUADS)}
    assert found == {f"<{CASES}t/{name}>" for name in names}


def test_provenance_is_a_graph_of_its_own(case: Path) -> None:
    done = export(case, "--format", "trig", "--graph", "all", "--provenance")
    found = {str(quad.graph_name) for quad in ox.parse(done.stdout, format=ox.RdfFormat.TRIG)}
    assert f"<{CASES}t/provenance>" in found


def test_the_base_can_be_chosen(case: Path) -> None:
    done = export(case, "--base", "https://example.org/cases/")
    assert done.stdout.startswith("@base <https://example.org/cases/> .\n")
    assert not any(CASES in term for triple in triples(done.stdout, "turtle") for term in triple)


@pytest.mark.parametrize(
    "base", ["cases/", "https://example.org/cases", "https://a b/", "", "x:<>/"]
)
def test_a_base_that_is_none_is_refused(case: Path, base: str) -> None:
    done = export(case, "--base", base)
    assert done.exit_code == 2
    assert done.stdout == ""


def test_the_file_holds_what_the_screen_would_show(case: Path, tmp_path: Path) -> None:
    written = tmp_path / "t.ttl"
    assert export(case, "-o", written).stdout == ""
    assert written.read_bytes() == export(case).stdout.encode()


def test_a_broken_case_is_not_exported(tmp_path: Path) -> None:
    path = tmp_path / "t.vcc"
    path.write_text("vcc 1\nlanguage en\ncase t { actor f is frim }\n", encoding="utf-8")
    done = export(path)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert "frim" in done.stderr


@pytest.fixture
def library(tmp_path: Path) -> Path:
    for name in ("b", "a"):
        text = TEXT.replace("case t", f"case {name}")
        (tmp_path / f"{name}.vcc").write_text(text, encoding="utf-8")
    (tmp_path / "shared.vcc").write_text(
        "vcc 1\nlanguage en\nlibrary shared { actor x is firm }\n", encoding="utf-8"
    )
    return tmp_path


@pytest.mark.parametrize("format", ["nquads", "trig", "jsonld"])
def test_a_folder_is_its_cases_each_in_its_graphs(library: Path, format: str) -> None:
    done = export(library, "--format", format, "--graph", "all")
    assert done.exit_code == 0, done.stderr
    found = {str(quad.graph_name) for quad in ox.parse(done.stdout, format=READERS[format])}
    assert found == {f"<{CASES}{c}/{g}>" for c in "ab" for g in ("asserted", "inferred")}


@pytest.mark.parametrize("format", FORMATS)
def test_the_order_of_cases_changes_nothing(library: Path, format: str) -> None:
    a, b = library / "a.vcc", library / "b.vcc"
    one, other = (export(*paths, "--format", format).stdout for paths in ((a, b), (b, a)))
    assert one == other != ""


def test_two_files_of_one_case_are_not_mixed(case: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.vcc"
    again.write_bytes(case.read_bytes())
    done = export(case, again, "--format", "nquads")
    assert done.exit_code == 2
    assert done.stdout == ""
    assert "again.vcc" in done.stderr


@pytest.mark.parametrize("format", ["nquads", "turtle"])
def test_nothing_is_put_out_when_a_later_case_is_broken(library: Path, format: str) -> None:
    (library / "z.vcc").write_text("vcc 1\ncase z { actor f is frim }\n", encoding="utf-8")
    done = export(library, "--format", format)
    assert done.exit_code == 2
    assert done.stdout == ""


def test_the_context_may_be_named_instead_of_written(case: Path) -> None:
    done = export(case, "--format", "jsonld", "--context", "https://example.org/c.jsonld")
    document = json.loads(done.stdout)
    assert document["@context"] == ["https://example.org/c.jsonld", {"@base": CASES}]
    assert export(case, "--context", "https://example.org/c.jsonld").exit_code == 2


def test_rdflib_and_oxigraph_read_the_same_from_jsonld(case: Path) -> None:
    text = export(case, "--format", "jsonld", "--graph", "all", "--provenance").stdout
    read = rdflib.Dataset()
    with warnings.catch_warnings():  # rdflib uses what it deprecates
        warnings.simplefilter("ignore", DeprecationWarning)
        read.parse(data=text, format="json-ld")
    quads = {tuple(map(str, quad)) for quad in read.quads()}
    other = {
        tuple(getattr(term, "value", str(term)) for term in quad)
        for quad in ox.parse(text, format=ox.RdfFormat.JSON_LD)
    }
    assert len(quads) > 100
    assert quads == other


def test_what_xml_cannot_hold_is_told(tmp_path: Path) -> None:
    path = tmp_path / "t.vcc"
    path.write_text(TEXT.replace('"T"', '"T\ufffe"'), encoding="utf-8")
    done = export(path, "--format", "rdfxml")
    assert done.exit_code == 2
    assert "RDF/XML" in done.stderr
