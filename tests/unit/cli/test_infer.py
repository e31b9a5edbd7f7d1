"""`vcc infer`: the bare rule processor."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from vcc.cli.infer import command
from vcc.facts import triples_from_text
from vcc.source.text import SourceText

RULES = "PREFIX : <http://e/>\nRULE { ?x :r ?z } WHERE { ?x :p ?y . ?y :p ?z }"
DATA = "@prefix : <http://e/> . :a :p :b . :b :p :c ."


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VCC_CACHE", "")
    (tmp_path / "r.srl").write_text(RULES)
    (tmp_path / "d.ttl").write_text(DATA)
    return tmp_path


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(
        command, [a.replace("@", f"{folder}/") for a in arguments], standalone_mode=False
    )


def test_the_inferred_graph_is_written(folder: Path) -> None:
    done = run(folder, "--rules", "@r.srl", "--data", "@d.ttl")
    assert done.return_value == 0
    assert done.stdout == "<http://e/a> <http://e/r> <http://e/c> .\n"


def test_all_adds_what_was_given(folder: Path) -> None:
    assert len(run(folder, "-r", "@r.srl", "-d", "@d.ttl", "--all").stdout.splitlines()) == 3


def test_a_folder_means_its_rule_files_and_output_goes_to_a_file(folder: Path) -> None:
    done = run(folder, "-r", "@", "-d", "@d.ttl", "--format", "turtle", "-o", "@out.ttl")
    assert done.return_value == 0
    assert done.stdout == ""
    assert "<http://e/r>" in (folder / "out.ttl").read_text()


def test_blank_nodes_of_two_files_stay_apart(folder: Path) -> None:
    (folder / "x.ttl").write_text("@prefix : <http://e/> . _:n :p :b .")
    (folder / "y.ttl").write_text("@prefix : <http://e/> . :a :p _:n .")
    assert run(folder, "-r", "@r.srl", "-d", "@x.ttl", "-d", "@y.ttl").stdout == ""


def test_triples_that_rdf_does_not_know_are_left_out(folder: Path) -> None:
    (folder / "s.srl").write_text("PREFIX : <http://e/>\nRULE { ?y :of ?x } WHERE { ?x :p ?y }")
    (folder / "l.ttl").write_text("@prefix : <http://e/> . :a :p 1, :b .")
    done = run(folder, "-r", "@s.srl", "-d", "@l.ttl")
    assert done.stdout == "<http://e/b> <http://e/of> <http://e/a> .\n"


def test_every_mistake_of_every_rule_file_is_shown(folder: Path) -> None:
    (folder / "b.srl").write_text("RULE { } WEHRE { }\nRULE { :a :b :c } WHERE { }")
    done = run(folder, "-r", "@")
    assert done.return_value == 2
    assert "R102" in done.stderr
    assert done.stderr.count("R120") == 1 + 2
    assert "b.srl:1:10" in done.stderr


def test_a_mistake_in_the_data_is_shown_with_its_line(folder: Path) -> None:
    (folder / "b.ttl").write_text("@prefix : <http://e/> .\n:a :b c .")
    done = run(folder, "-r", "@r.srl", "-d", "@b.ttl")
    assert done.return_value == 2
    assert ":a :b c ." in done.stderr


def test_the_extension_is_refused_on_request(folder: Path) -> None:
    (folder / "c.srl").write_text(
        "PREFIX : <http://e/> RULE { ?x :n ?n } WHERE { ?x :p ?y COUNT(?y AS ?n) }"
    )
    assert run(folder, "-r", "@c.srl").return_value == 0
    assert "R140" in run(folder, "-r", "@c.srl", "--strict-standard").stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("-r", "@none.srl"),
        ("-r", "@r.srl", "-d", "@none.ttl"),
        ("-r", "@empty"),
        ("-r", "@binary.srl"),
        ("-r", "@r.srl", "-d", "@empty"),
        ("-r", "@r.srl", "-o", "@no/such/folder/out.nt"),
    ],
)
def test_what_cannot_be_read_or_written_ends_with_one_sentence(
    folder: Path, arguments: tuple[str, ...]
) -> None:
    (folder / "empty").mkdir()
    (folder / "binary.srl").write_bytes(b"\xff\xfe")
    done = run(folder, *arguments)
    failed = done.return_value == 2 or getattr(done.exception, "exit_code", None) == 2
    assert failed, done.exception


def test_the_bytes_do_not_depend_on_hashing_or_on_the_order_of_files(folder: Path) -> None:
    (folder / "s.srl").write_text(
        "PREFIX : <http://e/>\nRULE { [] :of ?x ; :n ?n } WHERE { ?x :r ?y SET(?n := UUID()) }\n"
        "RULE { ?x :sum ?n } WHERE { ?x :v ?y SUM(?y AS ?n) }"
    )
    (folder / "v.ttl").write_text(
        "@prefix : <http://e/> . :a :v 0.1, 1e-1, 2e20, 3, [] ; :p [ :p :x, :y ] . :b :v 1e0, 7 ."
    )
    rules, data = ["r.srl", "s.srl"], ["d.ttl", "v.ttl"]
    outputs = set()
    for seed, order in ((1, 1), (2, 1), (3, -1)):
        arguments = [a for name in rules[::order] for a in ("-r", name)]
        arguments += [a for name in data for a in ("-d", name)]
        done = subprocess.run(
            [sys.executable, "-m", "vcc", "infer", *arguments, "--all"],
            cwd=folder,
            env={**os.environ, "PYTHONHASHSEED": str(seed), "VCC_CACHE": ""},
            capture_output=True,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        outputs.add(done.stdout)
    assert len(outputs) == 1
    assert b"urn:uuid" in outputs.pop()


# ---------------------------------------------------------------- streams, formats, executors
FAMILY = """PREFIX : <http://e/>
RULE :up { ?x :up ?y } WHERE { ?x :parent ?y }
RULE :upup { ?x :up ?z } WHERE { ?x :parent ?y . ?y :up ?z NOT { ?x :hides ?z } }
RULE :many { ?x :count ?n } WHERE { ?x :up ?y COUNT(?y AS ?n) }
"""
LIBRARY = """@prefix : <http://e/> .
:z :parent :a .
:g1 { :a :parent :b . :b :parent [ :parent :c ] . }
:g2 { :a :parent :x . :z :hides :x . }
[] { :a :parent :nn }
"""


@pytest.fixture
def library(folder: Path) -> Path:
    (folder / "f.srl").write_text(FAMILY)
    (folder / "l.trig").write_text(LIBRARY)
    return folder


def test_standard_input_is_read_and_standard_output_written(folder: Path) -> None:
    done = CliRunner().invoke(
        command,
        ["-r", f"{folder}/r.srl", "-d", "-", "--input-format", "turtle", "-o", "-"],
        input=DATA,
        standalone_mode=False,
    )
    assert done.stdout == "<http://e/a> <http://e/r> <http://e/c> .\n"


def test_standard_input_needs_a_format(folder: Path) -> None:
    done = CliRunner().invoke(
        command, ["-r", f"{folder}/r.srl", "-d", "-"], input=DATA, standalone_mode=False
    )
    assert "--input-format" in str(done.exception)


@pytest.mark.parametrize("format", ["ntriples", "nquads", "turtle", "trig", "jsonld"])
def test_every_output_can_be_read_again(folder: Path, format: str) -> None:
    done = run(folder, "-r", "@r.srl", "-d", "@d.ttl", "--all", "--format", format)
    assert triples_from_text(SourceText("x", done.stdout), format) is not None
    found = set(triples_from_text(SourceText("x", done.stdout), format))
    assert ("<http://e/a>", "<http://e/r>", "<http://e/c>") in found
    assert len(found) == 3


def by_graph(text: str, format: str = "nquads") -> dict[str, set[str]]:
    import pyoxigraph

    kind = {"nquads": pyoxigraph.RdfFormat.N_QUADS, "trig": pyoxigraph.RdfFormat.TRIG}[format]
    graphs: dict[str, set[str]] = {}
    for quad in pyoxigraph.parse(text, format=kind):
        graphs.setdefault(str(quad.graph_name), set()).add(str(quad.triple))
    return graphs


@pytest.mark.parametrize("executor", ["auto", "rows", "columns"])
@pytest.mark.parametrize("format", ["nquads", "trig"])
def test_each_graph_is_a_case_on_the_ground_of_the_default_graph(
    library: Path, format: str, executor: str
) -> None:
    arguments = ("-r", "@f.srl", "-d", "@l.trig", "--per-graph", "--format", format)
    graphs = by_graph(run(library, *arguments, "--executor", executor).stdout, format)
    up = "<http://e/{}> <http://e/up> <http://e/{}>".format
    assert len(graphs) == 4
    assert graphs["DEFAULT"] == {up("z", "a")}
    assert {up("a", "b"), up("z", "c")} <= graphs["<http://e/g1/inferred>"]
    assert up("a", "x") not in graphs["<http://e/g1/inferred>"]
    assert up("a", "x") in graphs["<http://e/g2/inferred>"]
    assert up("z", "x") not in graphs["<http://e/g2/inferred>"]
    (nameless,) = (graph for name, graph in graphs.items() if name.startswith("_:"))
    assert {up("a", "nn"), up("z", "nn")} <= nameless


def test_a_graph_alone_gives_what_it_gives_among_others(library: Path) -> None:
    whole = by_graph(run(library, "-r", "@f.srl", "-d", "@l.trig", "--per-graph").stdout)
    alone = ":z :parent :a . :a :parent :x . :z :hides :x ."
    (library / "one.ttl").write_text(f"@prefix : <http://e/> . {alone}")
    (library / "none.nt").write_text("")
    single = by_graph(run(library, "-r", "@f.srl", "-d", "@one.ttl", "--per-graph").stdout)
    assert whole["DEFAULT"] | whole["<http://e/g2/inferred>"] == single["DEFAULT"]
    assert run(library, "-r", "@f.srl", "-d", "@none.nt", "--per-graph").stdout == ""


def test_the_order_of_graphs_and_executors_changes_no_byte(library: Path) -> None:
    lines = [
        f"<http://e/{s}> <http://e/parent> <http://e/{o}> <http://e/g{g}> .\n"
        for g in range(5)
        for s, o in [(f"n{g}", "m"), ("m", "k"), ("k", f"j{g}")]
    ]
    outputs = set()
    for order in (1, -1):
        for executor in ("rows", "columns"):
            (library / "q.nq").write_text("".join(lines[::order]))
            arguments = ("-r", "@f.srl", "-d", "@q.nq", "--executor", executor)
            outputs.add(run(library, *arguments, "--per-graph", "--all").stdout)
            assert run(library, *arguments, "-o", f"@{executor}{order}.nt").stdout == ""
    assert len(outputs) == 1
    assert len({path.read_text() for path in library.glob("*.nt")}) == 1


def test_a_graph_may_stand_in_several_pieces_and_files(library: Path) -> None:
    quad = "<http://e/{}> <http://e/parent> <http://e/{}> <http://e/{}> .\n".format
    (library / "1.nq").write_text(quad("a", "b", "g") + quad("x", "y", "h"))
    (library / "2.nq").write_text(quad("b", "c", "g") + quad("y", "z", "h"))
    files = ("-d", "@1.nq", "-d", "@2.nq")
    graphs = by_graph(run(library, "-r", "@f.srl", *files, "--per-graph").stdout)
    assert "<http://e/a> <http://e/up> <http://e/c>" in graphs["<http://e/g/inferred>"]
    assert "<http://e/x> <http://e/up> <http://e/z>" in graphs["<http://e/h/inferred>"]


def test_graphs_need_a_format_that_has_graphs(library: Path) -> None:
    arguments = ("-r", "@f.srl", "-d", "@l.trig", "--per-graph")
    assert "nquads" in str(run(library, *arguments, "--format", "turtle").exception)
    assert "--per-graph" in str(run(library, *arguments, "--explain", ":a :b :c").exception)


def test_a_mistake_in_a_library_has_its_line(library: Path) -> None:
    (library / "b.nq").write_text("<http://e/a> <http://e/b> <http://e/c> .\n<http://e/a> x .\n")
    done = run(library, "-r", "@f.srl", "-d", "@b.nq", "--per-graph")
    assert done.return_value == 2
    assert "b.nq:2:" in done.stderr


def test_without_numpy_the_columns_say_what_to_install(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vcc.cli.inference.find_spec", lambda _name: None)
    arguments = ("-r", "@f.srl", "-d", "@l.trig", "--executor")
    assert "vcc-cases[library]" in str(run(library, *arguments, "columns").exception)
    assert run(library, *arguments, "auto").return_value == 0


# ---------------------------------------------------------------- proofs
@pytest.mark.parametrize("executor", ["rows", "columns"])
def test_a_proof_lists_its_steps(library: Path, executor: str) -> None:
    arguments = ("-r", "@f.srl", "-d", "@l.trig", "--executor", executor, "--explain")
    done = run(library, *arguments, ":z :up :b")
    assert done.return_value == 0
    assert done.stdout == (
        "1. :z :parent :a\n   given\n"
        "2. :a :parent :b\n   given\n"
        "3. :a :up :b\n   by rule: :up\n   with: ?x = :a, ?y = :b\n   from: 2\n"
        "4. :z :up :b\n   by rule: :upup\n   with: ?x = :z, ?y = :a, ?z = :b\n   from: 1, 3\n"
        "   no such fact: :z :hides :b\n"
    )
    counted = run(library, *arguments, ":b :count 2").stdout
    assert counted.count("counted: ") == 2


def test_what_does_not_hold_gives_exit_code_1(library: Path) -> None:
    done = run(library, "-r", "@f.srl", "-d", "@l.trig", "--explain", "<http://e/a> :up :z")
    assert done.return_value == 1
    assert "does not hold: :a :up :z" in done.stdout


def test_a_blank_node_is_asked_for_by_its_label(library: Path) -> None:
    done = run(library, "-r", "@f.srl", "-d", "@l.trig", "--explain", ":b :up _:b0")
    assert done.stdout.startswith("1. :b :parent _:b0\n")


@pytest.mark.parametrize("text", ["", ":a :b", ":a :b :c, :d", ":a nope:b :c", "garbage ."])
def test_what_is_no_triple_cannot_be_explained(library: Path, text: str) -> None:
    done = run(library, "-r", "@f.srl", "-d", "@l.trig", "--explain", text)
    assert "not one triple" in str(done.exception)


def test_a_proof_of_ten_thousand_steps_is_a_list(library: Path) -> None:
    links = [f"<http://e/{n}> <http://e/next> <http://e/{n + 1}> ." for n in range(5_000)]
    (library / "chain.nt").write_text("\n".join(links))
    (library / "c.srl").write_text(
        "PREFIX : <http://e/>\nDATA { <http://e/0> a :Reached }\n"
        "RULE { ?y a :Reached } WHERE { ?x a :Reached ; :next ?y }"
    )
    arguments = ("-r", "@c.srl", "-d", "@chain.nt", "--executor", "rows", "--explain")
    done = run(library, *arguments, "<http://e/5000> a :Reached")
    assert done.stdout.splitlines()[-4].startswith("10001. ")


# ---------------------------------------------------------------- imports
def test_imports_follow_the_allow_list(folder: Path) -> None:
    (folder / "main.srl").write_text("IMPORTS <r.srl>")
    refused = run(folder, "-r", "@main.srl", "-d", "@d.ttl")
    assert refused.return_value == 2
    assert "R170" in refused.stderr
    assert "IMPORTS <r.srl>" in refused.stderr
    allowed = run(folder, "-r", "@main.srl", "-d", "@d.ttl", "--imports", "@r.srl")
    assert allowed.stdout == "<http://e/a> <http://e/r> <http://e/c> .\n"
