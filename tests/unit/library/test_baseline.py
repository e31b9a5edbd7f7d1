"""Baselines: what was there before does not count, whatever moves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from checking import case, check, codes, written

from vcc.findings.outcome import Outcome
from vcc.library.baseline import Baseline, Entry, Remembered
from vcc.library.baseline_run import BaselineRun


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
    writing = ["--write-baseline"] if code == "L203" else []
    for more in ([], ["--prune-baseline"], writing):
        result = check(library, "--baseline", path, *more)
        assert result.exit_code == 2
        assert code in result.stderr
    assert path.read_text() == text


def test_a_baseline_that_is_no_text_is_refused(library: Path) -> None:
    path = library / "base.json"
    path.write_bytes("{“中”}".encode("gb18030"))
    assert "L202" in check(library, "--baseline", path).stderr


def test_a_damaged_baseline_is_made_anew_and_kept_beside(library: Path) -> None:
    path = library / "base.json"
    for name, said in (("base.json.damaged", "is kept in"), ("base.json.damaged-2", "保留在")):
        path.write_text("{ 1")
        language = "zh" if "保" in said else "en"
        told = check(library, "--baseline", path, "--write-baseline", language=language)
        assert told.exit_code == 0
        assert said in told.stderr
        assert name in told.stderr
        assert (library / name).read_text() == "{ 1"
        assert codes(library, "--baseline", path) == []


def test_a_baseline_is_never_written_over_a_case(library: Path) -> None:
    before = (library / "a.vcc").read_bytes()
    told = check(library, "--baseline", library / "a.vcc", "--write-baseline")
    assert told.exit_code == 2
    assert "name another" in told.stderr
    assert (library / "a.vcc").read_bytes() == before


def test_an_entry_excuses_one_problem_only() -> None:
    entry = Entry("a", "S1", "x")
    both = BaselineRun(Baseline((entry, entry)), ())
    assert both.without([entry]).entries == (entry,)
    assert both.renewed().entries == (entry, entry)
    remembered = Remembered((entry, entry))
    remembered.applied(Outcome("a", "en", ()))
    assert remembered.left == (entry, entry)


# ---------------------------------------------------------------- what a run can say of an entry
def entries(path: Path) -> list[tuple[str, str]]:
    """The cases and codes that a baseline lists."""
    return [(p["case"], p["code"]) for p in json.loads(path.read_text())["problems"]]


@pytest.mark.parametrize(
    "narrower", [["--select", "C"], ["--ignore", "S,W,gap"], ["--select", "S244"]], ids=" ".join
)
def test_entries_of_codes_that_were_not_selected_stay(library: Path, narrower: list[str]) -> None:
    path = listed(library)
    before = path.read_bytes()
    told = check(library, "--baseline", path, *narrower)
    assert "no longer occur" not in told.stderr
    for option in ("--prune-baseline", "--write-baseline"):
        assert check(library, "--baseline", path, *narrower, option).exit_code == 0
        assert path.read_bytes() == before


def test_what_no_longer_occurs_is_taken_out_of_what_was_selected_only(library: Path) -> None:
    path = listed(library)
    before = entries(path)
    written(library, {"a.vcc": "vcc 1\nlanguage en\ncase a {\n  actor f is firm\n}\n"})
    check(library, "--baseline", path, "--select", "S244", "--prune-baseline")
    assert entries(path) == [each for each in before if each != ("a", "S244")]


def test_what_is_ignored_in_some_files_stays(library: Path) -> None:
    path = listed(library)
    before = path.read_bytes()
    written(library, {"vcc.toml": '[per-file-ignores]\n"a.vcc" = ["S"]'})
    assert "no longer" not in check(library, "--baseline", path, "--prune-baseline").stderr
    assert path.read_bytes() == before


def test_a_mistake_in_the_text_hides_what_else_there_is_and_takes_out_nothing(
    library: Path,
) -> None:
    path = listed(library)
    before = path.read_bytes()
    written(library, {"a.vcc": case("a", top="actor x is frim"), "b.vcc": "vcc 1\ncsae b {"})
    for more in ([], ["--prune-baseline"]):
        assert "no longer" not in check(library, "--baseline", path, *more).stderr
    assert path.read_bytes() == before


def test_what_a_gone_case_had_is_taken_out_by_a_run_over_its_folder(library: Path) -> None:
    written(library, {"old/c.vcc": case("c")})
    path = listed(library)
    before = entries(path)
    (library / "old/c.vcc").unlink()
    check(library / "a.vcc", library / "b.vcc", "--baseline", path, "--prune-baseline")
    assert entries(path) == before
    told = check(library, "--baseline", path)
    assert "c: S244" in told.stderr
    check(library, "--baseline", path, "--select", "C", "--prune-baseline")
    assert entries(path) == [each for each in before if each[0] != "c"]
    assert "no longer" not in check(library, "--baseline", path).stderr


def test_what_a_gone_case_had_is_not_written_again(library: Path) -> None:
    path = listed(library)
    (library / "a.vcc").unlink()
    check(library, "--baseline", path, "--write-baseline")
    assert {name for name, _ in entries(path)} == {"b"}


def test_a_case_that_is_there_and_not_checked_is_not_gone(library: Path) -> None:
    path = listed(library)
    before = path.read_bytes()
    written(library, {"vcc.toml": 'exclude = ["a.vcc"]'})
    check(library, "--baseline", path, "--prune-baseline")
    assert path.read_bytes() == before


def test_a_case_with_another_name_takes_the_place_of_the_old_one(library: Path) -> None:
    path = listed(library)
    written(library, {"a.vcc": case("other")})
    check(library, "--baseline", path, "--prune-baseline")
    assert {name for name, _ in entries(path)} == {"b"}


def test_of_two_files_with_a_case_of_one_name_both_must_be_checked(library: Path) -> None:
    written(library, {"z/a.vcc": case("a")})
    path = listed(library)
    before = path.read_bytes()
    check(library / "a.vcc", "--baseline", path, "--prune-baseline")
    check(library / "z", "--baseline", path, "--prune-baseline")
    assert path.read_bytes() == before
    written(library, {"z/a.vcc": case("elsewhere")})
    check(library, "--baseline", path, "--prune-baseline")
    assert ("a", "C301") not in entries(path)
    assert len(entries(path)) < len(json.loads(before)["problems"])


def test_a_baseline_that_does_not_say_where_its_cases_stood_is_read(library: Path) -> None:
    path = listed(library)
    data = json.loads(path.read_text())
    assert data.pop("files") == {"a": ["a.vcc"], "b": ["b.vcc"]}
    path.write_text(json.dumps(data))
    (library / "a.vcc").unlink()
    written(library, {"b.vcc": case("b", tail="during use")})
    check(library, "--baseline", path, "--prune-baseline")
    assert ("a", "S244") in entries(path)
    assert ("b", "S244") not in entries(path)


@pytest.mark.parametrize("files", ["[]", '{"a": 1}', '{"a": [1]}'])
def test_places_that_are_none_are_damage(library: Path, files: str) -> None:
    path = library / "base.json"
    path.write_text(f'{{"format": "vcc-baseline/1", "files": {files}, "problems": []}}')
    assert "L202" in check(library, "--baseline", path).stderr


# ---------------------------------------------------------------- wishes that cannot be met
def test_there_must_be_a_baseline_to_prune(library: Path) -> None:
    told = check(library, "--prune-baseline")
    assert told.exit_code == 2
    assert "there is no baseline" in told.stderr
    assert "没有基线文件" in check(library, "--prune-baseline", language="zh").stderr


def test_a_missing_baseline_is_told_before_anything_is_checked(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("a file was checked")

    monkeypatch.setattr("vcc.library.checking.results_of", never)
    for more in ([], ["--fix"], ["--prune-baseline"]):
        told = check(library, "--baseline", library / "none.json", *more)
        assert told.exit_code == 2
        assert "L201" in told.stderr
    nowhere = check(library, "--baseline", library / "none/b.json", "--write-baseline")
    assert nowhere.exit_code == 2
    assert "cannot write" in nowhere.stderr
    written(library, {"vcc.toml": 'baseline = "none.json"'})
    assert "L201" in check(library).stderr


def test_a_baseline_of_the_settings_is_called_as_from_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path, {"vcc.toml": 'baseline = "old.json"\n', "a.vcc": case()})
    monkeypatch.chdir(tmp_path)
    assert check("a.vcc", "--write-baseline").stderr.startswith("old.json: problems listed: ")
    (tmp_path / "old.json").write_text("no baseline", encoding="utf-8")
    told = check("a.vcc", "--write-baseline").stderr
    assert told.startswith("old.json: could not be read as a baseline")
    assert "kept in old.json.damaged" in told
