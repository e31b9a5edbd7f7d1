"""`vcc query`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from vcc.cli.query import command
from vcc.vocabulary.namespaces import CASES

CASE = 'vcc 1\nlanguage en\ncase {name} "T" {{ actor f is firm  actor c is customer }}\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("one", "two"):
        (tmp_path / f"{name}.vcc").write_text(CASE.format(name=name), encoding="utf-8")
    return tmp_path


def query(*arguments: object) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def test_a_folder_of_cases_is_asked_at_once(folder: Path) -> None:
    done = query(folder, "--text", "SELECT ?x { ?x :kind :firm }", "--format", "csv")
    assert done.exit_code == 0
    assert done.stdout.split() == ["x", f"{CASES}one/f", f"{CASES}two/f"]


def test_the_query_may_be_a_file(folder: Path) -> None:
    question = folder / "q.rq"
    question.write_text("ASK { ?x :kind :firm }", encoding="utf-8")
    assert query(folder, "--query", question).stdout == "true\n"


def test_conclusions_can_be_asked_for(folder: Path) -> None:
    text = "SELECT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } FILTER(STRENDS(STR(?g), '/one/inferred')) }"
    done = query(folder / "one.vcc", "--text", text, "--format", "json")
    assert json.loads(done.stdout)["results"]["bindings"]


def test_the_ontology_can_be_asked_by_name(folder: Path) -> None:
    text = "SELECT ?l { GRAPH <https://w3id.org/vcc/> { :firm rdfs:label ?l } } ORDER BY ?l"
    assert "企业" in query(folder, "--text", text).stdout


def test_the_examples_of_terms_are_part_of_the_ontology(folder: Path) -> None:
    examples = "{ :co-creator skos:example ?e }"
    named = query(folder, "--text", f"SELECT ?e {{ GRAPH : {examples} }}", "--format", "csv")
    alone = query(folder, "--text", f"SELECT ?e FROM : {examples}", "--format", "csv")
    assert len(named.stdout.splitlines()) == 3  # the variable, English, Chinese
    assert alone.stdout == named.stdout
    assert query(folder, "--text", f"ASK {examples}").stdout == "false\n", "no case says them"


def test_construct_is_turtle_by_default(folder: Path) -> None:
    done = query(folder, "--text", "CONSTRUCT { ?x :kind ?k } WHERE { ?x :kind ?k }")
    assert "<one/f> :kind :firm ." in done.stdout


def test_libraries_are_passed_over(folder: Path) -> None:
    library = folder / "shared.vcc"
    library.write_text("vcc 1\nlanguage en\nlibrary s { actor g is government }\n", "utf-8")
    done = query(folder, "--text", "ASK { ?x :kind :government }")
    assert (done.exit_code, done.stdout) == (0, "false\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "--text"),
        (["--text", "ASK {}", "--query", "x.rq"], "--text"),
        (["--query", "missing.rq"], "missing.rq"),
        (["--text", "SELECT"], "Q101"),
        (["--text", "SELECT * { SERVICE <http://localhost:9/> { ?a ?b ?c } }"], "Q102"),
        (["--text", "INSERT DATA { <a:b> <a:c> 1 }"], "Q103"),
        (["--text", "SELECT * FROM <http://x/y> { ?a ?b ?c }"], "Q104"),
        (["--text", "ASK {}", "--format", "turtle"], "CONSTRUCT"),
    ],
)
def test_what_cannot_be_answered_ends_with_2(folder: Path, arguments: list[str], said: str) -> None:
    done = query(folder, *arguments)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_cases_with_mistakes_stop_the_query_and_all_are_told(folder: Path) -> None:
    for word in ("frim", "custmer"):
        text = f"vcc 1\nlanguage en\ncase {word} {{ actor f is {word} }}\n"
        (folder / f"a-{word}.vcc").write_text(text, "utf-8")
    done = query(folder, "--text", "ASK {}")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "`frim`" in done.stderr
    assert "`custmer`" in done.stderr


def test_a_query_makes_no_report(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        pytest.fail("a query needs what is said and concluded, and no more")

    monkeypatch.setattr("vcc.findings.from_case.report_of_case", fail)
    monkeypatch.setattr("vcc.validation.validate.validate", fail)
    assert query(folder, "--text", "ASK { ?x :kind :firm }").stdout == "true\n"
