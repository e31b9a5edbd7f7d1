"""`vcc export`."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from click.testing import CliRunner, Result

from vcc.cli.export import FORMATS, command
from vcc.pipeline import analyse
from vcc.vocabulary.namespaces import CASES

TEXT = 'vcc 1\nlanguage en\ncase t "T" { actor f is firm  actor 用户群体甲 is customer }\n'
READERS = {
    "turtle": ox.RdfFormat.TURTLE, "trig": ox.RdfFormat.TRIG, "ntriples": ox.RdfFormat.N_TRIPLES,
    "nquads": ox.RdfFormat.N_QUADS, "jsonld": ox.RdfFormat.JSON_LD,
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
