"""Commands that write a case leave its line ends and its byte order mark as they are."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from vcc.cli.main import cli

LAID_OUT = (
    'vcc 1\nlanguage en\n\ncase x en"A case" {\n  actor a is firm "A"\n'
    '  actor u is customer-group "U"\n  resource r form product held-by a\n'
    "  interaction i is sale direct during sale {\n    a -> u : r as sale\n  }\n"
    "  outcome o is profit for a through i\n}\n"
)
GOAL = "role:u@i=participant"
MARKS = pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["no BOM", "BOM"])
ENDS = pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])


def vcc(*arguments: str | Path, language: str = "en", given: bytes = b"") -> Result:
    environment = {"VCC_LANG": language, "NO_COLOR": "1", "COLUMNS": "100"}
    return CliRunner(env=environment).invoke(cli, list(map(str, arguments)), input=given)


def case(path: Path, text: str, mark: str = "", end: str = "\n") -> bytes:
    content = (mark + text.replace("\n", end)).encode()
    path.write_bytes(content)
    return content


@MARKS
@ENDS
def test_a_file_in_the_layout_is_so_with_any_line_end(tmp_path: Path, mark: str, end: str) -> None:
    path = tmp_path / "x.vcc"
    content = case(path, LAID_OUT, mark, end)
    for options in ((), ("--check",), ("--diff",), ("--check", "--diff")):
        told = vcc("fmt", *options, path)
        assert told.exit_code == 0, told.output
        assert told.stdout == ""
        assert path.read_bytes() == content
    assert vcc("fmt", "-", given=content).stdout_bytes == content
    assert vcc("fmt", "--check", "-", given=content).exit_code == 0


@MARKS
@ENDS
def test_fmt_keeps_line_ends_and_mark_of_what_it_lays_out(
    tmp_path: Path, mark: str, end: str
) -> None:
    path = tmp_path / "x.vcc"
    case(path, LAID_OUT.replace("    ", "\t"), mark, end)
    assert vcc("fmt", path).exit_code == 0
    assert path.read_bytes() == (mark + LAID_OUT.replace("\n", end)).encode()


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "mixed line ends (CRLF, LF); formatted, all are CRLF"), ("zh", "换行符不一致")],
)
def test_mixed_line_ends_are_told_and_become_the_first(
    tmp_path: Path, language: str, said: str
) -> None:
    path = tmp_path / "x.vcc"
    case(path, LAID_OUT.replace("\n", "\r\n", 3))
    told = vcc("fmt", "--check", "--diff", path, language=language)
    assert told.exit_code == 1
    assert said in told.stderr
    assert told.stdout_bytes.startswith(b"--- ")
    assert vcc("fmt", path, language=language).exit_code == 0
    assert path.read_bytes() == LAID_OUT.replace("\n", "\r\n").encode()
    assert vcc("fmt", "--check", path).exit_code == 0


@MARKS
@ENDS
def test_a_repair_changes_what_it_says_and_no_line_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mark: str, end: str
) -> None:
    monkeypatch.chdir(tmp_path)
    path = Path("my case.vcc")
    before = case(path, LAID_OUT, mark, end)
    patch = vcc("repair", path, GOAL, "--at-most", "1", "--format", "patch")
    assert patch.exit_code == 0, patch.output
    assert vcc("repair", path, GOAL, "--at-most", "1", "--apply").exit_code == 0
    after = path.read_bytes()
    assert after != before
    text = after.decode()
    assert text.startswith("\ufeff") == bool(mark)
    assert text.count(end) == sum(text.count(each) for each in "\r\n") // len(end)
    if shutil.which("patch") is not None:
        path.write_bytes(before)
        subprocess.run(["patch", "-p0"], input=patch.stdout_bytes, check=True)
        assert path.read_bytes() == after


def test_a_file_that_changed_meanwhile_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import vcc.counterfactual.ask as module

    path = tmp_path / "x.vcc"
    case(path, LAID_OUT)
    asked = module.repair

    def meanwhile(*arguments: object, **more: object) -> object:
        case(path, LAID_OUT + "# saved in an editor\n")
        return asked(*arguments, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "repair", meanwhile)
    told = vcc("repair", path, GOAL, "--at-most", "1", "--apply")
    assert told.exit_code == 2
    assert "was changed while" in told.stderr
    assert path.read_text(encoding="utf-8").endswith("# saved in an editor\n")
