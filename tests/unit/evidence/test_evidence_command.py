"""`vcc evidence` as people use it: three invented cases, their sources, a lock, wrong input."""

from __future__ import annotations

import json
import os
from importlib import resources
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner, Result
from evidence_cases import put, put_source
from evidence_pdfs import pdf_of_pages

from vcc.cli.main import cli

GOOD = 'actor a is firm [@r §2 "bring broken lamps"]'
CHINESE = """vcc 1
语言 zh
案例 茶馆 {
  来源 访谈 是 报告 文件 "访谈.txt"
  主体 茶馆 是 企业 [@访谈 "老顾客……一起定下新茶单"]
  主体 顾客 是 顾客群 [@访谈 "顾客挑选茶具"]
}
"""


def run(*arguments: object, language: str = "en") -> Result:
    with_language = ["evidence", *map(str, arguments), "--lang", language]
    return CliRunner().invoke(cli, with_language, standalone_mode=False)


def code_of(result: Result) -> int:
    """The exit code: what `run` in vcc.cli.main makes of the result."""
    if result.exception is not None:
        return int(getattr(result.exception, "exit_code", 99))
    return int(result.return_value or 0)


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Three invented cases; two share a source, one has a PDF."""
    folder = tmp_path / "library"
    (folder / "cafe").mkdir(parents=True)
    put_source(folder)
    put(folder, GOOD, name="cafe-one")
    put(folder / "cafe", GOOD, name="cafe-two", file="../r.txt")
    (folder / "茶馆.vcc").write_text(CHINESE, encoding="utf-8")
    put_source(folder, "老顾客和店主\n一起定下新茶单，并自带茶具。", "访谈.txt")
    put(folder, 'actor a is firm [@r p.2 "repair cafes in Ghent"]', name="pdf", file="r.pdf")
    put_source(folder, pdf_of_pages([["Front page"], ["13 repair", "cafes in Ghent"]]), "r.pdf")
    return folder


def test_a_consultant_sees_what_is_wrong_and_repairs_it(library: Path) -> None:
    first = run(library)
    assert code_of(first) == 1
    assert first.output.count("E1") == 1
    assert "E102" in first.output
    case = library / "茶馆.vcc"
    case.write_text(CHINESE.replace("顾客挑选茶具", "自带茶具"), encoding="utf-8")
    again = run(library, "--details", language="zh")
    assert code_of(again) == 0
    assert "4 个文件，5 条引文（5 已找到）：未发现问题" in again.output
    assert "第 2 页" in again.output


def test_a_lock_is_written_beside_the_library_and_speaks_for_it(library: Path) -> None:
    (library / "茶馆.vcc").unlink()
    assert code_of(run(library, "--write-lock")) == 0
    lock = library / "evidence.lock"
    before = lock.read_bytes()
    for name in ("r.txt", "r.pdf", "访谈.txt"):
        (library / name).unlink()
    assert code_of(run(library, "--locked")) == 0
    assert code_of(run(library / "cafe", "--locked")) == 0  # found upward
    assert code_of(run(library, "--write-lock")) == 0
    assert lock.read_bytes() == before
    put(library / "cafe", GOOD.replace("broken", "old"), name="cafe-two", file="../r.txt")
    changed = run(library, "--locked")
    assert code_of(changed) == 1
    assert "E110" in changed.output


def test_the_lock_of_one_case_leaves_the_others_alone(library: Path) -> None:
    run(library, "--write-lock")
    before = (library / "evidence.lock").read_text(encoding="utf-8").splitlines()
    put(library, 'actor a is firm [@r "Front page"]', name="pdf", file="r.pdf")
    run(library / "pdf.vcc", "--write-lock", "--prune")
    after = (library / "evidence.lock").read_text(encoding="utf-8").splitlines()
    assert len(before) == len(after)
    assert len(set(before) ^ set(after)) == 2  # one line went, one came: git can merge it


def test_stale_entries_are_told_kept_and_pruned(library: Path) -> None:
    (library / "茶馆.vcc").unlink()
    run(library, "--write-lock")
    lock = library / "evidence.lock"
    (library / "pdf.vcc").unlink()
    put(library, 'actor a is firm [@r "13 repair cafés"]', name="cafe-one")
    told = run(library, "--write-lock")
    assert "E112" in told.output
    gone = run(library)
    assert "pdf.vcc" in gone.output + gone.stderr
    assert "pdf.vcc" in lock.read_text(encoding="utf-8")
    run(library, "--prune")
    assert "pdf.vcc" not in lock.read_text(encoding="utf-8")
    assert "E112" not in run(library).output


def test_evidence_can_be_required_by_kind_in_both_languages(library: Path) -> None:
    case = put(library, GOOD + "\nactor b is firm\nchannel c is online", name="uncited")
    assert code_of(run(case)) == 0
    assert "actor 1 of 2, channel 1 of 1" in run(case).output
    for kinds in ("actors", "actor,outcomes", "主体", "outcomes，主体"):
        result = run(case, "--require-evidence", kinds)
        assert code_of(result) == 1
        assert result.output.count("E106") == 1
    assert run(case, "--require-evidence", "all").output.count("E106") == 2
    assert code_of(run(case, "--require-evidence", "outcomes,moves")) == 0


def test_json_fits_its_schema(library: Path) -> None:
    put(library, 'actor a is firm [@r "bring old lamps"; @q "x y"; @r "x"]\nactor b', name="bad")
    (library / "broken.vcc").write_text("vcc 1\ncase x {\n  actor\n}\n", encoding="utf-8")
    result = CliRunner().invoke(
        cli, ["evidence", str(library), "--format", "json", "--output", str(library / "o.json")],
        standalone_mode=False,
    )  # fmt: skip
    assert code_of(result) == 2
    data = json.loads((library / "o.json").read_text(encoding="utf-8"))
    schema = resources.files("vcc.render").joinpath("schemas/evidence.schema.json")
    jsonschema.validate(data, json.loads(schema.read_text(encoding="utf-8")))
    assert {q["status"] for c in data["cases"] for q in c["quotes"]} == {
        "found", "misquote", "not-found", "too-short", "source-undeclared",
    }  # fmt: skip
    assert [each["file"] for each in data["unread"]] == [str(library / "broken.vcc")]


def test_a_broken_case_among_good_ones_loses_nothing(library: Path) -> None:
    (library / "broken.vcc").write_bytes(b"\xff\0")
    result = run(library, "--write-lock")
    assert code_of(result) == 2
    assert "4 files, 5 quotes" in result.output
    assert "nothing wrong" not in result.output
    last = {"en": "1 file could not be read", "zh": "1 个文件无法读取"}
    for language, words in last.items():
        told = run(library, language=language).output.strip().splitlines()[-1]
        assert told.endswith(words)
    assert "cafe-one.vcc" in (library / "evidence.lock").read_text(encoding="utf-8")


def test_nothing_is_right_where_nothing_could_be_read(tmp_path: Path) -> None:
    for name in ("empty", "void"):
        (tmp_path / f"{name}.vcc").write_text("", encoding="utf-8")
    one, both = run(tmp_path / "empty.vcc"), run(tmp_path)
    assert code_of(one) == code_of(both) == 2
    assert "0 files, no quotes: 1 file could not be read\n" in one.output
    assert "0 files, no quotes: 2 files could not be read\n" in both.output


def test_a_damaged_lock_stops_the_run_and_stays_as_it_is(library: Path) -> None:
    lock = library / "evidence.lock"
    lock.write_text("format = 1\n=======\n", encoding="utf-8")
    for option in ("--write-lock", "--locked", "--prune"):
        result = run(library, option)
        assert code_of(result) == 2
        assert "E113" in result.output + result.stderr
    assert lock.read_text(encoding="utf-8") == "format = 1\n=======\n"


WRONG = {
    "no file": (["{library}/none.vcc"], "no such file"),
    "no case in a folder": (["{library}/empty"], "no case files"),
    "no folder of sources": (["{library}", "--sources", "{library}/none"], "no such file"),
    "no such kind": (["{library}", "--require-evidence", "dragons"], "dragons"),
    "no lock": (["{library}", "--locked"], "no evidence.lock"),
    "both": (["{library}", "--locked", "--write-lock"], "one of the two"),
    "lock is a folder": (["{library}", "--lock", "{library}", "--write-lock"], "folder"),
    "lock cannot be written": (
        ["{library}", "--lock", "{library}/no/where.lock", "--write-lock"], "cannot write",
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", WRONG)
def test_what_cannot_be_done_is_told(library: Path, kind: str) -> None:
    (library / "empty").mkdir()
    arguments, told = WRONG[kind]
    result = run(*(argument.format(library=library) for argument in arguments))
    assert code_of(result) == 2
    assert told in str(result.exception) + result.output


def test_a_circle_of_folders_is_walked_once(library: Path) -> None:
    (library / "cafe" / "up").symlink_to(library)
    assert run(library, "--sources", library).output.count("cafe-one.vcc:") == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_source_that_may_not_be_read_is_told(library: Path) -> None:
    (library / "r.txt").chmod(0)
    assert "E104" in run(library).output


# ---------------------------------------------------------------- the examples
def test_the_quotes_of_the_examples_are_vouched_for_without_the_papers(repository: Path) -> None:
    result = run(repository / "examples", "--locked")
    assert code_of(result) == 0
    assert "vouched for by the lock" in result.output


@pytest.mark.shared
def test_the_quotes_of_the_examples_stand_in_the_papers(repository: Path, shared: Path) -> None:
    folders = ["--sources", shared / "seeds", "--sources", shared / "practice"]
    result = run(repository / "examples", *folders, "--format", "json")
    assert code_of(result) == 0
    summary = json.loads(result.output)["summary"]
    assert summary["found"] >= 380
    assert sum(summary.values()) == summary["found"] + summary["source-without-file"]
