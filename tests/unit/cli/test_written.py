"""What a command writes never takes the place of what somebody wrote by hand."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from vcc.cli.main import cli

CASE = (
    'vcc 1\nlanguage en\n\ncase {name} en"A case" {{\n'
    "  framework dominant-logic\n  actor a is firm\n}}\n"
)
RULES = "PREFIX : <urn:>\nRULE { ?a :b ?c } WHERE { ?c :b ?a }\n"
ONE_CASE = (
    ("analyse",), ("explain", "gap"), ("export",), ("compare",), ("sensitivity",),
    ("why-not", "gap"), ("evidence",), ("query", "--text", "ASK {}"), ("check",),
    ("repair", "gap"), ("what-if", "--remove", ":6"), ("table", "--for", "csv"),
)  # fmt: skip


def vcc(*arguments: str | Path, language: str = "en") -> Result:
    environment = {"VCC_LANG": language, "NO_COLOR": "1", "COLUMNS": "100"}
    return CliRunner(env=environment).invoke(cli, list(map(str, arguments)))


def refused(*arguments: str | Path, because: str) -> None:
    """The command ends with one sentence, and 2."""
    told = vcc(*arguments)
    assert told.exit_code == 2, told.output
    assert because in told.output
    assert len(told.output.splitlines()) == 1
    assert "Traceback" not in told.output


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "x.vcc"
    path.write_text(CASE.format(name="x"), encoding="utf-8")
    return path


@pytest.mark.parametrize("command", ONE_CASE, ids=lambda command: command[0])
def test_the_case_that_is_read_is_not_replaced(case: Path, command: tuple[str, ...]) -> None:
    before = case.read_bytes()
    name, *more = command
    refused(name, "x.vcc", *more, "-o", "./x.vcc", because="x.vcc is read by this command")
    assert case.read_bytes() == before
    assert "本命令读取" in vcc(name, "x.vcc", *more, "-o", "x.vcc", language="zh").output


def test_neither_of_two_codings_is_replaced(case: Path) -> None:
    other = case.with_name("y.txt")
    other.write_text(CASE.format(name="x"), encoding="utf-8")
    for output in ("x.vcc", "y.txt"):
        refused("agreement", "x.vcc", "y.txt", "-o", output, because="is read by this command")


@pytest.mark.parametrize("link", ["symlink_to", "hardlink_to"])
def test_links_do_not_hide_that_it_is_one_file(case: Path, link: str) -> None:
    other = case.with_name("out.json")
    getattr(other, link)(case)
    refused("check", "x.vcc", "--report", "json=out.json", because="is read by this command")
    if link == "symlink_to":
        refused("check", ".", "--report", "json=out.json", because="out.json is a case")


@pytest.mark.parametrize("option", ["-o", "--report"])
def test_a_case_in_the_folder_that_is_checked_is_not_replaced(case: Path, option: str) -> None:
    before = case.read_bytes()
    output = "x.vcc" if option == "-o" else "junit=x.vcc"
    refused("check", ".", option, output, because="x.vcc is a case")
    refused("words", "-o", "x.vcc", because="x.vcc is a case")
    assert case.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("r/r.srl", "a file of rules"),
        ("vcc.toml", "a file of settings"),
        ("pyproject.toml", "a file of settings"),
        ("evidence.lock", "a lock of quotes"),
    ],
)
def test_what_is_read_without_being_named_is_not_replaced(case: Path, name: str, what: str) -> None:
    Path("r").mkdir()
    assert vcc("evidence", case, "-o", name).exit_code == 0, "there is nothing to replace"
    Path(name).write_bytes(b"")
    refused("evidence", case, "-o", name, because=f"{name} is {what}, and the output")
    told = vcc("infer", "--rules", "r", "-o", name, language="zh")
    assert "会被输出替换" in told.output
    assert "{" not in told.output
    assert Path(name).read_bytes() == b""


def test_the_files_of_options_are_not_replaced_either(case: Path) -> None:
    Path("q.rq").write_text("ASK {}", encoding="utf-8")
    refused("query", case, "--query", "q.rq", "-o", "q.rq", because="q.rq is read")
    Path("d.nt").write_text("<urn:a> <urn:b> <urn:c> .\n", encoding="utf-8")
    Path("r.srl").write_text(RULES, encoding="utf-8")
    infer = ("infer", "--rules", "r.srl", "--data", "d.nt", "-o")
    refused(*infer, "d.nt", because="d.nt is read")
    refused(*infer, "r.srl", because="r.srl is read")
    assert vcc(*infer, "new.nt").exit_code == 0
    assert vcc(*infer, "new.nt").exit_code == 0, "a result may be written again"


@pytest.mark.parametrize(
    "options",
    [
        ("--report", "json=r", "--report", "sarif=r"),
        ("--report", "json=r", "-o", "./r"),
        ("--report", "json=new/r", "--report", "sarif=also/r"),
    ],
    ids=["two reports", "a report and the output", "a linked folder"],
)
def test_two_outputs_do_not_go_into_one_file(case: Path, options: tuple[str, ...]) -> None:
    Path("new").mkdir()
    Path("also").symlink_to("new")
    refused("check", case, *options, because="two outputs go into")
    assert not Path("r").exists()


def test_what_replaces_nothing_may_come_twice(case: Path) -> None:
    null = ("--report", "json=/dev/null", "--report", "sarif=/dev/null", "-o", "/dev/null")
    assert vcc("check", case, *null).exit_code == 0
    shown = vcc("check", case, "--format", "json", "-o", "-")
    assert shown.stdout.startswith("{")
    assert not Path("-").exists()


def test_an_import_replaces_nothing(case: Path) -> None:
    assert vcc("export", case, "-o", "x.ttl").exit_code == 0
    before = case.read_bytes()
    refused("import", "x.ttl", "-o", "x.vcc", because="x.vcc exists already; choose another name")
    refused("import", "x.ttl", "-o", "x.ttl", because="x.ttl is read by this command")
    refused("import", "x.ttl", "--rest", "x.vcc", because="x.vcc is a case")
    refused("import", "x.ttl", "-o", "n", "--rest", "n", because="two outputs go into n")
    assert case.read_bytes() == before
    assert "已存在" in vcc("import", "x.ttl", "-o", "x.vcc", language="zh").output
    assert vcc("import", "x.ttl", "-o", "new.vcc").exit_code == 0


def test_what_cannot_be_written_is_told_before_anything_is_read(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case.write_text("no case", encoding="utf-8")  # would be told first if it were read
    refused("check", case, "-o", "no/r", because="cannot write no/r: No such file or directory")
    refused("check", case, "--report", "json=x.vcc/r", because="Not a directory")
    Path("folder").mkdir()
    refused("check", case, "--report", "json=folder", because="cannot write folder: Is a directory")
    monkeypatch.setattr(os, "access", lambda _, mode: not mode & os.W_OK)
    refused("analyse", case, "-o", "r", because=os.strerror(errno.EACCES))


def test_a_file_is_called_reformatted_once_it_is(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case.write_text("  " + CASE.format(name="x"), encoding="utf-8")

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr("tempfile.mkstemp", full)
    told = vcc("fmt", case)
    assert told.exit_code == 2
    assert "cannot write" in told.output
    assert "reformatted" not in told.output
