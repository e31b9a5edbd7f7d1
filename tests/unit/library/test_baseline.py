"""Baselines: what was there before does not count, whatever moves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from checking import case, check, codes, written

from vcc.findings.outcome import Outcome
from vcc.library.baseline import Baseline, Entry, Remembered


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return written(tmp_path, {"a.vcc": case("a"), "b.vcc": case("b")})


def listed(library: Path) -> Path:
    path = library / "base.json"
    result = check(library, "--write-baseline", "--baseline", path)
    assert result.exit_code == 0, result.output
    return path


def test_what_is_listed_does_not_count(library: Path) -> None:
    path = listed(library)
    result = check(library, "--baseline", path, "--fail-on", "info")
    assert result.exit_code == 0
    assert "from before" in result.stdout
    assert "原有问题" in check(library, "--baseline", path, language="zh").stdout
    assert codes(library, "--baseline", path) == []


def test_it_is_written_the_same_every_time_and_without_lines(library: Path) -> None:
    path = listed(library)
    first = path.read_bytes()
    assert listed(library).read_bytes() == first
    data = json.loads(first)
    assert data["format"] == "vcc-baseline/1"
    assert data["problems"] == sorted(data["problems"], key=lambda p: tuple(p.values()))
    assert all(set(p) == {"case", "code", "fingerprint"} for p in data["problems"])


def test_it_holds_while_lines_move_and_files_are_renamed(library: Path) -> None:
    path = listed(library)
    text = (library / "a.vcc").read_text()
    (library / "a.vcc").unlink()
    written(library, {"z/new.vcc": text.replace("actor c", "\n\n  # c\n  actor c")})
    assert codes(library, "--baseline", path) == []


def test_a_new_problem_counts(library: Path) -> None:
    path = listed(library)
    written(library, {"a.vcc": case("a", top="activity z is manufacturing by f")})
    assert codes(library, "--baseline", path, "--select", "S244") == ["S244"]
    assert check(library, "--baseline", path, "--fail-on", "warning").exit_code == 1


def test_what_no_longer_occurs_is_told_and_pruned(library: Path) -> None:
    path = listed(library)
    before = len(json.loads(path.read_text())["problems"])
    written(library, {"a.vcc": case("a", tail="during use")})
    told = check(library / "a.vcc", "--baseline", path)
    assert "no longer occur" in told.stderr
    assert "a: S244" in told.stderr
    assert "b:" not in told.stderr
    assert "a：S244" in check(library, "--baseline", path, language="zh").stderr
    assert len(json.loads(path.read_text())["problems"]) == before
    check(library / "a.vcc", "--baseline", path, "--prune-baseline")
    assert len(json.loads(path.read_text())["problems"]) < before
    assert "no longer" not in check(library, "--baseline", path).stderr


def test_writing_for_one_case_keeps_the_others(library: Path) -> None:
    path = listed(library)
    before = path.read_bytes()
    check(library / "b.vcc", "--baseline", path, "--write-baseline")
    assert path.read_bytes() == before


def test_the_settings_name_the_baseline(library: Path) -> None:
    written(library, {"vcc.toml": 'baseline = "base.json"'})
    missing = check(library)
    assert missing.exit_code == 2
    assert "L201" in missing.stderr
    assert check(library, "--write-baseline").exit_code == 0
    assert (library / "base.json").exists()
    assert codes(library) == []


def test_an_old_library_with_mistakes_in_its_texts_can_be_listed(tmp_path: Path) -> None:
    broken = "vcc 1\nlanguage en\ncase old {\n  actor a is frim\n}\n"
    written(tmp_path, {"a.vcc": broken})
    path = listed(tmp_path)
    assert codes(tmp_path, "--baseline", path) == []
    written(tmp_path, {"a.vcc": broken.replace("frim", "frmi")})
    assert codes(tmp_path, "--baseline", path) == ["C202"]


def test_a_file_that_cannot_be_read_is_never_excused(tmp_path: Path) -> None:
    (tmp_path / "a.vcc").write_bytes(b"\xff\x00")
    path = tmp_path / "base.json"
    assert check(tmp_path, "--baseline", path, "--write-baseline").exit_code == 2
    assert check(tmp_path, "--baseline", path).exit_code == 2


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "L202"), ("{", "L202"), ("[]", "L202"), ("{}", "L202"), ("[" * 100_000, "L202"),
        ('{"format": "vcc-check/1"}', "L202"), ('{"format": "vcc-baseline/1"}', "L202"),
        ('{"format": "vcc-baseline/1", "problems": [{"case": "a", "code": 1}]}', "L202"),
        ('{"format": "vcc-baseline/1", "problems": {"a": 1}}', "L202"),
        ('{"format": "vcc-baseline/2", "problems": []}', "L203"),
    ],
    ids=lambda value: str(value)[:40],
)  # fmt: skip
def test_a_damaged_baseline_is_refused_and_kept(library: Path, text: str, code: str) -> None:
    path = library / "base.json"
    path.write_text(text)
    for more in ([], ["--prune-baseline"], ["--write-baseline"]):
        result = check(library, "--baseline", path, *more)
        assert result.exit_code == 2
        assert code in result.stderr
    assert path.read_text() == text


def test_a_baseline_that_is_no_text_is_refused(library: Path) -> None:
    path = library / "base.json"
    path.write_bytes("{“中”}".encode("gb18030"))
    assert "L202" in check(library, "--baseline", path).stderr


def test_an_entry_excuses_one_problem_only() -> None:
    entry = Entry("a", "S1", "x")
    both = Baseline((entry, entry))
    assert both.without([entry]) == Baseline((entry,))
    assert both.renewed([]) == both
    remembered = Remembered(both)
    remembered.applied(Outcome("a", "en", ()))
    assert remembered.gone == (entry, entry)
