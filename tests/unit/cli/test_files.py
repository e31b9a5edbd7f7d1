"""Which files a command takes from a folder: the same, whatever the command."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from vcc.cli.files import case_files, files_now
from vcc.cli.main import cli

CASE = (
    'vcc 1\nlanguage en\n\ncase {name} en"A case" {{\n'
    "  framework dominant-logic\n  actor a is firm\n}}\n"
)


def vcc(*arguments: str | Path, language: str = "en") -> Result:
    environment = {"VCC_LANG": language, "NO_COLOR": "1", "COLUMNS": "100"}
    return CliRunner(env=environment).invoke(cli, list(map(str, arguments)))


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Two cases to take, and four that git, the settings or a hidden folder leave out."""
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("/made/\nscratch*.vcc\n", encoding="utf-8")
    (tmp_path / "vcc.toml").write_text('exclude = ["drafts"]\n', encoding="utf-8")
    names = ("a", "in/b", "made/c", "scratch-d", "drafts/e", ".hidden/f")
    for name in names:
        path = tmp_path / f"{name}.vcc"
        path.parent.mkdir(exist_ok=True)
        path.write_text(CASE.format(name=path.stem), encoding="utf-8")
    return tmp_path


def names(paths: list[Path], folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in paths]


def test_a_folder_gives_what_neither_git_nor_the_settings_leave_out(library: Path) -> None:
    assert names(case_files([library]), library) == ["a.vcc", "in/b.vcc"]
    assert files_now([library]) == case_files([library])


def test_what_is_named_is_taken_and_taken_once(library: Path) -> None:
    wanted = [library / "drafts/e.vcc", library / "scratch-d.vcc", library, library / "a.vcc"]
    found = names(case_files(wanted), library)
    assert found == ["drafts/e.vcc", "scratch-d.vcc", "a.vcc", "in/b.vcc"]


def taken_by_check(library: Path) -> set[str]:
    files = json.loads(vcc("check", library, "--format", "json").stdout)["files"]
    return {Path(file["file"]).stem for file in files}


def test_every_command_takes_the_same(
    library: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert taken_by_check(library) == {"a", "b"}
    assert "2 of 2 files" not in vcc("fmt", "--check", library).output
    assert "of 2 files" in vcc("fmt", "--check", library).output
    asked = vcc("query", library, "--format", "csv", "--text", "SELECT ?c { ?c a :Case }")
    assert len(asked.stdout.splitlines()) == 3, asked.output
    exported = vcc("export", library, "--format", "ntriples")
    assert "drafts" not in exported.stdout
    assert exported.exit_code == 0
    cited = json.loads(vcc("evidence", library, "--format", "json").stdout)
    assert {Path(case["file"]).stem for case in cited["cases"]} == {"a", "b"}
    shown = vcc("compare", library, "--format", "json")
    assert shown.exit_code == 0, shown.output
    pytest.importorskip("pyarrow", reason="needs pyarrow (extra library)")
    from vcc.tables.folder import Folder

    table = vcc("table", library, "--for", "csv")
    assert [line.split(",")[0] for line in table.stdout.splitlines()[1:]] == ["a", "b"]
    output = tmp_path_factory.mktemp("tables")
    assert vcc("build", library, "--output", output).exit_code == 0
    built = set(Folder(output).manifest.cases)
    assert built == {"a.vcc", "in/b.vcc"}


@pytest.mark.parametrize("command", ["check", "fmt", "query", "export", "compare", "evidence"])
def test_a_folder_whose_cases_are_all_left_out_says_so(library: Path, command: str) -> None:
    more = ["--text", "ASK {}"] if command == "query" else []
    told = vcc(command, library / "drafts", *more)
    assert told.exit_code == 2
    assert "leave out every case file" in told.output
    (library / ".gitignore").write_text("*.vcc\n", encoding="utf-8")
    assert "忽略" in vcc(command, library, *more, language="zh").output


def test_mistakes_in_settings_end_every_command_with_their_place(library: Path) -> None:
    (library / "vcc.toml").write_text("exclud = ['x']\n", encoding="utf-8")
    told = vcc("fmt", "--check", library)
    assert told.exit_code == 2
    assert "vcc.toml:1" in told.output
    assert "`exclude`" in told.output
    assert files_now([library]) == [], "whoever looks again waits until it is repaired"
    assert vcc("fmt", "--check", library / "a.vcc").exit_code in (0, 1), "what is named is taken"


def test_a_configuration_for_a_newer_version_is_refused_everywhere(library: Path) -> None:
    (library / "vcc.toml").write_text('required-version = ">=99"\n', encoding="utf-8")
    for command in ("check", "fmt", "export"):
        told = vcc(command, library)
        assert told.exit_code == 2
        assert "99" in told.output
        assert "vcc.toml:1" in told.output


def test_a_path_that_is_away_is_told_once_and_waited_for_silently(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    told = vcc("export", gone)
    assert told.exit_code == 2
    assert "no such file or folder" in told.output
    assert files_now([gone]) == []


def test_a_folder_that_cannot_be_read_ends_a_command_and_not_a_look(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.scandir

    def scandir(path: Path) -> object:
        if Path(path).name == "in":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    told = vcc("export", library)
    assert told.exit_code == 2
    assert "Permission denied" in told.output
    assert names(files_now([library]), library) == ["a.vcc"]
    evidence = vcc("evidence", library)
    assert evidence.exit_code == 2
    assert "Permission denied" in evidence.output


@pytest.mark.parametrize("command", ["check", "fmt", "export", "evidence"])
def test_a_file_in_a_folder_that_is_closed_could_not_be_read(
    library: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    real = os.stat

    def stat(path: object, **more: object) -> os.stat_result:
        if str(path).endswith("b.vcc"):
            raise PermissionError(13, "Permission denied")
        return real(path, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(os, "stat", stat)
    told = vcc(command, library / "in/b.vcc")
    assert told.exit_code == 2
    assert "ermission" in told.output


def test_links_to_folders_are_not_followed(library: Path) -> None:
    shutil.rmtree(library / "made")
    (library / "loop").symlink_to(library)
    (library / "in/up").symlink_to(library)
    assert names(case_files([library]), library) == ["a.vcc", "in/b.vcc"]
