"""`vcc import`."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from vcc.case.from_text import case_from_text
from vcc.cli import export
from vcc.cli.import_ import FORMATS
from vcc.cli.main import cli, run
from vcc.facts.from_file import FORMATS as READ
from vcc.pipeline import analyse
from vcc.source.text import SourceText

TEXT = """vcc 1
language en

case t "T" zh"案例" {
  source p is article "A paper" year 2024
  actor f is firm "The firm" since 2010-04 [@p §1 "words"] {
    seeks need is functional "A need"
  }
  actor c is customer
  resource r form idea held-by c
  interaction i is co-design in 2020 direct during design {
    c -> f : r for 3 yuan
  }
  outcome o is profit for f measured > 13 % in 2021
  absent channel shop is offline until 2016
  planned institution rule is incentive set-by f
  complete channels
  expect role participant of c according-to p
}
"""
OTHER = """@prefix : <https://w3id.org/vcc/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@base <https://example.org/> .
<c1> a :Case ; rdfs:label "My case"@en ; <urn:x> 1 .
_:f a :Actor ; :inCase <c1> ; :kind :firm ; rdfs:label "The firm"@en .
<cust> a :Actor ; :inCase <c1> ; :kind :customer ; :partOf <nowhere> ; :role :participant .
<i> a :Interaction ; :inCase <c1> ; :kind :co-design ; :contact :direct , :indirect .
[] a :Transfer ; :moveOf <i> ; :giver <cust> ; :receiver _:f ; :conveys <idea> .
<idea> a :Resource ; :kind :nonsense ; :heldBy <cust> .
<part> a :Participation ; :inCase <c1> ; :actor <cust> ; :context <i> .
"""


def imported(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["import", *map(str, arguments)])


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "t.vcc"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def other(tmp_path: Path) -> Path:
    path = tmp_path / "other.ttl"
    path.write_text(OTHER, encoding="utf-8")
    return path


ENDINGS = {
    "turtle": "ttl", "trig": "trig", "ntriples": "nt", "nquads": "nq", "rdfxml": "rdf",
    "jsonld": "jsonld",
}  # fmt: skip


def test_the_command_offers_every_format() -> None:
    assert set(FORMATS) == set(READ) == set(ENDINGS)


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_gives_back_the_case(case: Path, tmp_path: Path, format: str) -> None:
    written = tmp_path / f"x.{ENDINGS[format]}"
    arguments = [str(case), "--format", format, "-o", str(written)]
    assert CliRunner().invoke(export.command, arguments).exit_code == 0
    done = imported(written, "--strict")
    assert done.exit_code == 0, done.stderr
    assert done.stderr == ""
    again = tmp_path / "again.vcc"
    again.write_text(done.stdout, encoding="utf-8")
    assert analyse(again).graph.triples == analyse(case).graph.triples


def test_conclusions_and_provenance_in_their_graphs_are_left_where_they_are(
    case: Path, tmp_path: Path
) -> None:
    written = tmp_path / "x.trig"
    arguments = [str(case), "--format", "trig", "--graph", "all", "--provenance"]
    CliRunner().invoke(export.command, [*arguments, "-o", str(written)])
    done = imported(written, "--strict")
    assert (done.exit_code, done.stderr) == (0, "")


def test_data_of_other_tools_become_a_case_and_the_rest_is_told(other: Path) -> None:
    done = imported(other)
    assert done.exit_code == 0
    read = case_from_text(SourceText("x", done.stdout)).case
    assert {d.name.text for d in read.declarations} == {"The firm", "cust", "i", "idea"}
    assert "cust -> `The firm` : idea" in done.stdout
    told = done.stderr
    for word in ("<urn:x>", "partOf", "indirect", "nonsense", "role"):
        assert word in told
    assert "Participation" not in told
    assert "5 in all" in told


def test_strict_means_that_nothing_may_be_left(other: Path) -> None:
    assert imported(other, "--strict").exit_code == 1


def test_the_rest_can_be_kept(other: Path, tmp_path: Path) -> None:
    rest = tmp_path / "rest.nt"
    imported(other, "--rest", rest)
    assert len(rest.read_text(encoding="utf-8").splitlines()) == 5


def test_the_file_is_in_the_language_that_is_asked_for(other: Path) -> None:
    assert "language en" in imported(other).stdout
    assert run(["import", str(other), "--lang", "zh", "-o", str(other.with_suffix(".vcc"))]) == 0
    written = other.with_suffix(".vcc").read_text(encoding="utf-8")
    assert "语言 zh" in written
    assert "主体 cust 是 顾客" in written


@pytest.mark.parametrize("chosen", ["a", "https://w3id.org/vcc/case/a"])
def test_of_several_cases_one_is_chosen(tmp_path: Path, chosen: str) -> None:
    for name in "ab":
        text = TEXT.replace("case t", f"case {name}")
        (tmp_path / f"{name}.vcc").write_text(text, encoding="utf-8")
    for format, ending in (("nquads", "nq"), ("turtle", "ttl")):
        written = tmp_path / f"both.{ending}"
        arguments = [str(tmp_path), "--format", format, "-o", str(written)]
        assert CliRunner().invoke(export.command, arguments).exit_code == 0
        assert "a, b" in imported(written).stderr
        assert imported(written).exit_code == 2
        assert imported(written, "--case", "c").exit_code == 2
        done = imported(written, "--case", chosen, "--strict")
        assert (done.exit_code, done.stderr) == (0, "")
        assert "case a " in done.stdout


def test_a_case_that_contradicts_itself_is_written_and_told(tmp_path: Path) -> None:
    path = tmp_path / "x.ttl"
    path.write_text(
        "@prefix : <https://w3id.org/vcc/> . <urn:c> a :Case . "
        "<urn:c/a> a :Actor ; :since 20200000 ; :until 20109999 ; :partOf <urn:c/a> .",
        encoding="utf-8",
    )
    done = imported(path)
    assert done.exit_code == 1
    assert "actor a" in done.stdout
    assert "C210" in done.stderr


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("x.ttl", "<a> <b> <c> .", "R167"),
        ("x.ttl", "<a> <b>", "R161"),
        ("x.dat", "", "R160"),
        ("x.jsonld", '{"@context": "https://example.org/c"}', "R165"),
    ],
)
def test_what_cannot_be_imported_is_told(
    tmp_path: Path, name: str, content: str, code: str
) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    done = imported(path)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert code in done.stderr


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert imported(tmp_path / "no.ttl").exit_code == 2
