"""`vcc check -`: what stands in an editor is checked as the file will be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from checking import case, written
from click.testing import CliRunner, Result

from vcc.cli.main import cli

LIBRARY = "vcc 1\nlanguage en\nlibrary shared {\n  actor maker is firm\n}\n"
USING = 'vcc 1\nlanguage en\nuse "shared.vcc"\ncase u {\n  activity a by maker during use\n}\n'
BAD = "vcc 1\nlanguage en\ncase bad {\n  actor f is frim\n}\n"


def given(text: str | bytes, *arguments: str, language: str = "en") -> Result:
    """`vcc check -` with this on standard input."""
    environment = {"VCC_LANG": language, "NO_COLOR": "1", "COLUMNS": "100"}
    return CliRunner(env=environment).invoke(cli, ["check", "-", *arguments], input=text)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    written(tmp_path, {"cases/vcc.toml": 'ignore = ["S244"]\n', "cases/shared.vcc": LIBRARY})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def codes(result: Result) -> list[str]:
    assert result.exit_code in (0, 1), result.output
    return [json.loads(line)["code"] for line in result.stdout.splitlines()]


def test_a_text_is_checked_and_called_as_asked(folder: Path) -> None:
    result = given(BAD, "--stdin-filename", "cases/new.vcc", "--format", "concise")
    assert result.exit_code == 1
    assert result.stdout.startswith("cases/new.vcc:4:14: C202 error: ")
    assert not (folder / "cases/new.vcc").exists()
    assert given(BAD, "--format", "concise").stdout.startswith("-:4:14: C202 error: ")


def test_it_is_the_text_given_and_not_the_one_in_the_file(folder: Path) -> None:
    written(folder, {"cases/x.vcc": BAD})
    result = given(case(), "--stdin-filename", "cases/x.vcc", "--format", "jsonl")
    assert "C202" not in codes(result)


def test_settings_libraries_and_waivers_are_those_of_the_name(folder: Path) -> None:
    named = ("--stdin-filename", "cases/new.vcc", "--format", "jsonl")
    assert "S244" in codes(given(case(), "--format", "jsonl"))
    assert "S244" not in codes(given(case(), *named))
    assert not [code for code in codes(given(USING, *named)) if code.startswith("C")]
    assert "C" in codes(given(USING, "--format", "jsonl"))[0], "there is no library beside it"
    waived = case(tail="# vcc: ignore[S242] -- so", above="# vcc: ignore[S242] -- not told")
    found = codes(given(waived, *named))
    assert "S242" not in found
    assert "W903" in found
    written(folder, {"cases/vcc.toml": '[per-file-ignores]\n"new.vcc" = ["S"]\n'})
    assert not [code for code in codes(given(case(), *named)) if code.startswith("S")]


def test_a_baseline_of_the_settings_holds(folder: Path) -> None:
    written(folder, {"cases/vcc.toml": 'baseline = "b.json"\nselect = ["S"]\n'})
    written(folder, {"cases/x.vcc": case()})
    run = CliRunner().invoke(cli, ["check", "cases/x.vcc", "--write-baseline"])
    assert run.exit_code == 0, run.output
    moved = "# one line more\n" + case()
    result = given(moved, "--stdin-filename", "cases/x.vcc", "--format", "jsonl")
    assert codes(result) == []


def test_a_library_is_checked_as_it_stands_in_the_editor(folder: Path) -> None:
    text = LIBRARY.replace("firm", "firm # vcc: ignore[S999] -- x")
    result = given(text, "--stdin-filename", "cases/shared.vcc", "--format", "concise")
    assert "cases/shared.vcc:4:" in result.stdout
    assert "W902" in result.stdout
    assert "cases/gone.vcc" in given(
        text, "--stdin-filename", "cases/gone.vcc", "--format", "concise"
    ).stdout  # fmt: skip


def test_no_command_is_suggested_that_would_need_the_text_again(folder: Path) -> None:
    assert "why?" not in given(case()).stdout
    named = given(case(), "--stdin-filename", "x.vcc").stdout
    assert "why? vcc explain x.vcc finding:S244@x" in named


def test_questions_are_listed_as_those_of_one_file(folder: Path) -> None:
    assert "S242" in given(case()).stdout


@pytest.mark.parametrize("text", [b"\xff\xfe\x00", b"\x00", b"vcc 1\n\xe4\n"])
def test_what_is_no_text_is_told(folder: Path, text: bytes) -> None:
    result = given(text, "--stdin-filename", "cases/x.vcc")
    assert result.exit_code == 2
    assert "cases/x.vcc" in result.stdout
    assert given(text, language="zh").exit_code == 2


def test_nothing_at_all_is_no_case(folder: Path) -> None:
    assert given("").exit_code == 1


@pytest.mark.parametrize(
    "option", [["--fix"], ["--write-baseline"], ["--prune-baseline"], ["--watch"], ["--since", "X"]]
)
def test_what_needs_files_says_so(folder: Path, option: list[str]) -> None:
    result = given(case(), *option)
    assert result.exit_code == 2
    assert f"{option[0]} needs files, and - is standard input" in result.stderr


def test_it_is_alone_and_its_name_is_for_it_only(folder: Path) -> None:
    written(folder, {"x.vcc": case()})
    both = given(case(), "x.vcc")
    assert both.exit_code == 2
    assert "checked alone" in both.stderr
    none = CliRunner().invoke(cli, ["check", "x.vcc", "--stdin-filename", "y.vcc"])
    assert none.exit_code == 2
    assert "give - in place of the paths" in none.stderr


def test_settings_are_shown_without_waiting_for_a_text(folder: Path) -> None:
    result = given("", "--stdin-filename", "cases/x.vcc", "--show-settings")
    assert 'ignore = ["S244"]' in result.stdout


def test_a_repair_is_shown_as_a_patch_of_the_file(folder: Path) -> None:
    idle = case(above="# vcc: ignore[S244] -- y")
    shown = given(idle, "--stdin-filename", str(folder / "x.vcc"), "--diff")
    assert shown.exit_code == 1
    assert shown.stdout.startswith("--- x.vcc\n+++ x.vcc\n")
    assert "-  # vcc: ignore[S244] -- y\n" in shown.stdout
