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


# ---------------------------------------------------------------- what is read and named nowhere
@pytest.mark.parametrize("option", ["-o", "--report"])
def test_the_baseline_of_the_settings_is_not_replaced(case: Path, option: str) -> None:
    Path("vcc.toml").write_text('baseline = "old.json"\nextend = "house.toml"\n', "utf-8")
    Path("house.toml").write_text("", encoding="utf-8")
    assert vcc("check", "x.vcc", "--write-baseline").exit_code == 0
    for name in ("old.json", "house.toml"):
        before = Path(name).read_bytes()
        output = name if option == "-o" else f"junit={name}"
        refused("check", ".", option, output, because=f"{name} is read by this command")
        refused("check", "x.vcc", "--fix", option, output, because="is read by this command")
        assert Path(name).read_bytes() == before


def test_a_baseline_and_a_report_do_not_go_into_one_file(case: Path) -> None:
    asked = ("check", "x.vcc", "--write-baseline")
    refused(*asked, "-o", "vcc-baseline.json", because="is read by this command")
    refused(*asked, "--baseline", "b", "--report", "json=b", because="is read by this command")
    assert not Path("b").exists()
    assert vcc(*asked).exit_code == 0
    refused("words", "-o", "vcc-baseline.json", because="vcc-baseline.json is a baseline")
    assert "基线文件" in vcc("words", "-o", "vcc-baseline.json", language="zh").output


@pytest.mark.parametrize("more", [(), ("--locked",)], ids=["read", "locked"])
def test_a_cited_source_is_not_replaced(case: Path, more: tuple[str, ...]) -> None:
    paper = Path("paper.txt")
    paper.write_text("they say what they miss", encoding="utf-8")
    cited = case.read_text("utf-8").replace(
        "  actor a is firm",
        '  source p is report file "paper.txt"\n  actor a is firm [@p "they say"]',
    )
    case.write_text(cited, encoding="utf-8")
    assert vcc("evidence", "x.vcc", "--write-lock").exit_code == 0
    refused("evidence", ".", *more, "-o", "paper.txt", because="paper.txt is read by this command")
    assert paper.read_text("utf-8") == "they say what they miss"
    assert vcc("evidence", ".", *more, "-o", "other.txt").exit_code == 0


def test_a_source_that_no_quote_cites_is_not_replaced_either(case: Path) -> None:
    Path("p.txt").write_text("text", encoding="utf-8")
    more = '  source p is report file "p.txt"\n  actor a'
    case.write_text(case.read_text("utf-8").replace("  actor a", more), encoding="utf-8")
    refused("evidence", "x.vcc", "-o", "p.txt", because="p.txt is read by this command")


# ---------------------------------------------------------------- folders of pages and pictures
def test_pages_and_pictures_replace_only_what_was_made_so(case: Path) -> None:
    folder = Path("site")
    (folder / "en").mkdir(parents=True)
    index, mine = folder / "en/index.html", folder / "mine.html"
    index.write_text("<p>written by hand</p>", encoding="utf-8")
    mine.write_text("mine", encoding="utf-8")
    docs = ("ontology", "docs", "-o", str(folder))
    refused(*docs, because="index.html was not made by this command")
    assert "不是由本命令生成" in vcc(*docs, language="zh").output
    assert [path.name for path in sorted(folder.rglob("*.html"))] == ["index.html", "mine.html"]
    index.unlink()
    assert vcc(*docs).exit_code == 0
    first = index.read_text("utf-8")
    assert vcc(*docs).exit_code == 0, "pages that were made may be made again"
    assert index.read_text("utf-8") == first
    assert mine.read_text("utf-8") == "mine"
    index.write_text(first + "<!-- and a word of mine -->", encoding="utf-8")
    refused(*docs, because="was not made by this command")


def test_tables_are_not_replaced_and_pictures_stand_beside_others(case: Path) -> None:
    pytest.importorskip("pyarrow", reason="needs the extra library")
    assert vcc("build", ".", "--output", "t").exit_code == 0
    table = next(Path("t/cases").glob("*.parquet"))
    for output in ("t/manifest.json", str(table)):
        refused("stats", "t", "-o", output, because="is read by this command")
        refused("table", "t", "--for", "csv", "-o", output, because="is read by this command")
    assert vcc("stats", "t", "-o", "t/notes.md").exit_code == 0
    assert vcc("stats", "t", "-o", "t/notes.md").exit_code == 0, "a result may be written again"
    Path("figures").mkdir()
    Path("figures/map.svg").write_text("<svg/>", encoding="utf-8")
    assert vcc("stats", "t", "--plots", "figures").exit_code == 0
    drawn = sorted(Path("figures").glob("*.svg"))
    assert len(drawn) > 3
    assert vcc("stats", "t", "--plots", "figures", language="zh").exit_code == 0
    by_hand = next(path for path in drawn if path.name != "map.svg")
    by_hand.write_text("<svg/>", encoding="utf-8")
    refused("stats", "t", "--plots", "figures", because=f"{by_hand.name} was not made by this")
    assert Path("figures/map.svg").read_text("utf-8") == by_hand.read_text("utf-8") == "<svg/>"
