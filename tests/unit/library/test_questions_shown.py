"""Questions to the author: listed for one case, counted for a library, as people choose."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from checking import case, check, written
from click.testing import Result

from vcc.cli.check_looks import FORMATS
from vcc.findings.questions import Shown

DATA = ("json", "jsonl")
ASKED = "S242"  # what kind of contact? of the case here, at severity info
PROBLEM = "S244"


@pytest.fixture
def cases(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nine cases, so that the cache is used; each has a problem and a question."""
    written(tmp_path, {f"{n}.vcc": case(name=f"t{n}") for n in range(9)})
    written(tmp_path, {"vcc.toml": f'select = ["{ASKED}", "{PROBLEM}"]\n'})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def told(result: Result, files: int = 1) -> bool:
    """Whether the questions of so many files are told, in any format; or else not one is."""
    assert result.exit_code in (0, 1), result.output
    lines = [line for line in result.stdout.splitlines() if ASKED in line]
    assert not lines or len(lines) >= files
    return bool(lines)


def set_(folder: Path, line: str) -> None:
    with (folder / "vcc.toml").open("a", encoding="utf-8") as settings:
        settings.write(f"{line}\n")


def test_those_of_one_file_are_listed(cases: Path) -> None:
    for format in ("full", "concise", *DATA):
        assert told(check("0.vcc", "--format", format)), format
    assert "(--questions shows where):" in check("0.vcc").stdout


def test_those_of_several_are_counted_and_the_last_line_says_how_to_see_them(cases: Path) -> None:
    for format in ("full", "concise"):
        result = check(".", "--format", format)
        assert not told(result)
        assert result.stdout.count(f"{PROBLEM} warning") == 9
        last = "9 files checked: 9 warnings, 9 questions (shown by --questions)"
        assert result.stdout.splitlines()[-1] == last
    last = check(".", language="zh").stdout.splitlines()[-1]
    assert last.endswith("9 个提问（可用 --questions 显示）")


def test_what_other_tools_read_has_problems_and_data_has_all(cases: Path) -> None:
    for format in FORMATS:
        assert told(check(".", "--format", format)) is (format in DATA), format
    summary = json.loads(check(".", "--format", "json").stdout)["summary"]
    assert (summary["info"], summary["warning"]) == (9, 9)
    page = check(".", "--format", "markdown").stdout
    assert "9 questions" in page
    assert "shown by" in page


@pytest.mark.parametrize("path", ["0.vcc", "."])
@pytest.mark.parametrize("format", FORMATS)
def test_the_command_line_decides_in_every_format(cases: Path, path: str, format: str) -> None:
    files = 9 if path == "." else 1
    assert told(check(path, "--format", format, "--questions"), files)
    assert not told(check(path, "--format", format, "--no-questions"))


@pytest.mark.parametrize("way", Shown)
def test_the_settings_choose_and_the_command_line_wins(cases: Path, way: Shown) -> None:
    set_(cases, f'questions = "{way}"')
    for path, files in (("0.vcc", 1), (".", 9)):
        for format in ("full", "json", "sarif"):
            result = check(path, "--format", format)
            assert told(result, files) is (way is not Shown.COUNT)
        assert not told(check(path, "--no-questions"))
        shown = check(path).stdout
        assert ("10 |   activity y by f, c during use" in shown) is (way is Shown.PLACES)
    assert f'questions = "{way}"' in check(".", "--show-settings").stdout


def test_another_word_for_them_is_an_error_that_names_the_right_ones(cases: Path) -> None:
    set_(cases, 'questions = "some"')
    result = check(".")
    assert result.exit_code == 2
    assert '"count", "list", "places"' in result.stderr


@pytest.mark.parametrize("format", FORMATS)
def test_what_makes_a_run_fail_is_shown(cases: Path, format: str) -> None:
    result = check(".", "--format", format, "--fail-on", "info", "--select", ASKED)
    assert result.exit_code == 1
    assert told(result, 9)


def test_what_is_kept_of_a_file_is_not_shown_otherwise_than_asked(cases: Path) -> None:
    ways = ([], ["--questions"], ["--no-questions"], ["--fail-on", "info"])
    fresh = [check(".", "--no-cache", *way).stdout for way in ways]
    assert len(set(fresh)) == 3, "the first and the third are the same"
    for _ in range(2):
        assert [check(".", *way).stdout for way in ways] == fresh
    assert (cases / ".vcc_cache").is_dir()


def test_with_a_baseline_it_is_the_same(cases: Path) -> None:
    assert check(".", "--write-baseline", "--select", PROBLEM).exit_code == 0
    result = check(".", "--baseline", "vcc-baseline.json")
    assert not told(result)
    assert "9 questions (shown by --questions, 9 from before)" in result.stdout
    assert told(check(".", "--baseline", "vcc-baseline.json", "--questions"), 9)


def test_a_waived_question_is_left_out_as_the_others_are(cases: Path) -> None:
    tail = "# vcc: file-ignore[S242] -- the source does not say"
    written(cases, {"0.vcc": case(name="t0", top=tail)})
    sarif = check(".", "--format", "sarif")
    assert not told(sarif)
    assert "the source does not say" not in sarif.stdout
    assert "the source does not say" in check(".", "--format", "sarif", "--questions").stdout
