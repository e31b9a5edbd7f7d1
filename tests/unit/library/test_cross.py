"""What goes wrong between cases, and many cases on the command line."""

from __future__ import annotations

import json
import os
from functools import partial
from pathlib import Path

import pytest

from vcc.cli.main import run
from vcc.findings.outcome import Outcome
from vcc.library.cases import CrossCases, head_of, with_found
from vcc.pipeline import check
from vcc.source.reading import read_source

CASE = 'vcc 1\nlanguage en\n\ncase {name} "A case" {{\n  actor f is firm "F"\n}}\n'
LIBRARY = "vcc 1\nlanguage zh\n\n文库 {name} {{\n  主体 f 是 {kind} {label}\n}}\n"


def written(folder: Path, **files: str) -> list[Path]:
    paths = [folder / f"{name}.vcc" for name in files]
    for path, text in zip(paths, files.values(), strict=True):
        path.write_text(text, encoding="utf-8")
    return paths


def compared(*paths: Path) -> list[Outcome]:
    across = CrossCases()
    found = []
    for path in paths:
        source = read_source(path)
        told = across.found(head_of(source), partial(read_source, path))
        found.append(with_found(check(path), told, source))
    return found


def codes(outcome: Outcome) -> list[str]:
    return [d.code for d in outcome.diagnostics if d.code.startswith("C3")]


def test_two_cases_of_one_name_are_told_at_the_later(tmp_path: Path) -> None:
    paths = written(
        tmp_path,
        a=CASE.format(name="x"),
        b=CASE.format(name="y"),
        c="# case y stands above\n" + CASE.format(name="`x`"),
    )
    one, two, three = compared(*paths)
    assert [codes(one), codes(two), codes(three)] == [[], [], ["C301"]]
    told = three.diagnostics[-1]
    assert told.span is not None
    assert (told.span.line, told.span.column) == (5, 6)
    assert told.related[0].span.source == str(paths[0])
    assert str(paths[0]) in three.sources


def test_a_library_that_tells_otherwise_is_told_with_both_places(tmp_path: Path) -> None:
    paths = written(
        tmp_path,
        a=LIBRARY.format(name="s", kind="企业", label='"F"'),
        b=LIBRARY.format(name="s", kind="企业", label='"F"'),
        c=LIBRARY.format(name="s", kind="政府", label='"F"'),
        d=LIBRARY.format(name="s", kind="企业", label='"G"'),
        e=LIBRARY.format(name="other", kind="政府", label='"F"'),
    )
    assert [codes(outcome) for outcome in compared(*paths)] == [[], [], ["C302"], ["C302"], []]
    told = compared(*paths)[2].diagnostics[-1]
    assert "政府" in told.message.zh
    assert "企业" in told.message.zh
    assert str(paths[0]) in told.message.en


def test_a_case_and_a_library_may_share_a_name(tmp_path: Path) -> None:
    paths = written(
        tmp_path, a=CASE.format(name="s"), b=LIBRARY.format(name="s", kind="企业", label="")
    )
    assert [codes(outcome) for outcome in compared(*paths)] == [[], []]


def test_a_broken_file_is_compared_as_far_as_it_can_be_read(tmp_path: Path) -> None:
    paths = written(
        tmp_path,
        a=CASE.format(name="x"),
        b='vcc 1\ncase x "never closed {\n}\n',
        c="",
        d="文库 s {\n",
    )
    assert [codes(outcome) for outcome in compared(*paths)] == [[], ["C301"], [], []]


# ---------------------------------------------------------------------- the command
@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    assert run(["synth", "--cases", "30", "--defects", "8", "--seed", "5", "-o", "cases"]) == 0
    return tmp_path


def reported(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[tuple[str, int, str]]:
    capsys.readouterr()
    assert run(["check", "cases", "--format", "json", *arguments]) in (1, 2)
    files = json.loads(capsys.readouterr().out)["files"]
    return [
        (file["file"], problem["place"]["line"], problem["code"])
        for file in files
        for problem in file["diagnostics"]
        if problem["severity"] == "error"
    ] + [
        (file["file"], finding["place"]["line"], finding["name"])
        for file in files
        for finding in file["findings"]
        if finding["severity"] == "error"
    ]


def planted(folder: Path) -> list[tuple[str, int, str]]:
    key = json.loads((folder / "cases/defects.json").read_text(encoding="utf-8"))
    return [(f"cases/{one['file']}", one["line"], one["code"]) for one in key["defects"]]


def test_exactly_the_planted_defects_are_reported(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = sorted(planted(library))
    assert len(expected) == 8
    assert sorted(reported(capsys)) == expected
    assert (library / ".vcc_cache/outcomes.sqlite").stat().st_size > 20_000
    assert sorted(reported(capsys)) == expected, "from the cache"


def test_output_does_not_depend_on_processes_or_cache(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outputs = set()
    for arguments in (["-j", "1", "--no-cache"], ["-j", "3"], ["-j", "2"], ["-j", "1"]):
        capsys.readouterr()
        assert run(["check", "cases", "--lang", "en", *arguments]) == 1
        outputs.add(capsys.readouterr().out)
    assert len(outputs) == 1
    assert "30 files checked" in outputs.pop()


def test_without_a_cache_nothing_is_written(
    library: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    reported(capsys, "--no-cache")
    monkeypatch.setenv("VCC_CACHE", "")
    reported(capsys)
    assert not (library / ".vcc_cache").exists()


def test_a_damaged_cache_is_told_and_made_anew(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = reported(capsys)
    (library / ".vcc_cache/outcomes.sqlite").write_bytes(os.urandom(5000))
    assert run(["check", "cases", "--lang", "zh"]) == 1
    assert "缓存" in capsys.readouterr().err
    assert reported(capsys) == expected


def test_bad_things_in_a_folder_do_not_keep_the_good_ones_from_being_checked(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bad = library / "cases/bad"
    bad.mkdir()
    (bad / "binary.vcc").write_bytes(b"\0\1\2" * 100)
    (bad / "gbk.vcc").write_bytes("案例".encode("gb18030"))
    (bad / "empty.vcc").write_bytes(b"")
    (bad / "new\nline 🌱 \"'.vcc").write_text(CASE.format(name="odd"), encoding="utf-8")
    (bad / "circle.vcc").symlink_to(bad / "circle.vcc")
    (bad / "loop").symlink_to(library)
    os.mkfifo(bad / "pipe.vcc")
    capsys.readouterr()
    assert run(["check", "cases", "--format", "json"]) == 2
    files = {f["file"]: f for f in json.loads(capsys.readouterr().out)["files"]}
    assert len(files) == 36
    told = {Path(name).name: {d["code"] for d in f["diagnostics"]} for name, f in files.items()}
    assert told["binary.vcc"] == {"C006"}
    assert told["gbk.vcc"] == {"C007"}
    assert told["pipe.vcc"] == {"C010"}
    assert told["circle.vcc"] == {"C004"}
    assert told["empty.vcc"]
    assert told["new\nline 🌱 \"'.vcc"] <= {"C125"}
