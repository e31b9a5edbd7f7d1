"""`vcc infer`: the bare rule processor."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from vcc.cli.infer import command

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
