"""Tables have a folder of their own: nothing else is in it, and what was begun there goes on."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tables_commons import contents

from vcc.cli.main import cli
from vcc.tables.build import Built
from vcc.tables.folder import Folder
from vcc.tables.manifest import NotALibrary, read_manifest
from vcc.tables.place import begin, check_place

Make = Callable[..., Built]


def vcc(*arguments: object, language: str = "en") -> Result:
    environment = {"VCC_LANG": language, "NO_COLOR": "1", "COLUMNS": "100"}
    return CliRunner(env=environment).invoke(cli, list(map(str, arguments)))


def test_cases_and_their_tables_are_never_in_one_folder(few: Path) -> None:
    before = contents(few)
    told = vcc("build", few, "--output", few)
    assert told.exit_code == 2
    assert told.output.endswith(
        f"{few} is not empty and holds no tables: name a new folder for the tables\n"
    )
    assert contents(few) == before
    assert "请为数据表指定新文件夹" in vcc("build", few, "--output", few, language="zh").output


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("notes.txt", "mine"),
        ("manifest.json", json.dumps({"name": "a page", "icons": []})),
        ("manifest.json", "[1]"),
        ("partitions/sda1.img", "mine"),
        ("cases/1-of-1-0123456789abcdef.parquet", "mine"),
    ],
)
def test_a_folder_of_something_else_is_refused(
    make: Make, tmp_path: Path, file: str, text: str
) -> None:
    other = tmp_path / "out" / file
    other.parent.mkdir(parents=True)
    other.write_text(text, encoding="utf-8")
    with pytest.raises(NotALibrary, match="name a new folder"):
        make()
    assert list(contents(tmp_path / "out")) == [file]


def test_what_was_begun_goes_on(make: Make, tmp_path: Path) -> None:
    output = tmp_path / "out"
    begin(output)  # an interruption right here, or a process that builds another partition
    (output / "cases").mkdir()
    (output / "cases/tmp1234.part").touch()
    (output / "partitions/tmp1234.part").touch()
    with pytest.raises(NotALibrary, match=r"--output .*out$"):
        Folder(output)
    make("out", 2, [1])
    assert make("out", 2, [2]).manifest is not None
    assert len(make("out", 2).kept) == 2


def test_an_empty_folder_and_tables_of_another_version_are_written_to(
    make: Make, tmp_path: Path
) -> None:
    output = tmp_path / "out"
    output.mkdir()
    make()
    said = json.loads((output / "manifest.json").read_text(encoding="utf-8"))
    (output / "manifest.json").write_text(json.dumps({**said, "schema": 99}), encoding="utf-8")
    make()
    for file in (output / "partitions").iterdir():
        file.unlink()
    (output / "partitions").rmdir()
    check_place(output)


@pytest.mark.parametrize(("command", "more"), [("sql", ["SELECT 1"]), ("stats", [])])
def test_who_asks_cases_hears_of_a_folder_that_can_be_built(
    few: Path, command: str, more: list[str]
) -> None:
    told = vcc(command, few, *more)
    assert told.exit_code == 2
    assert f"vcc build {few} --output {few}-tables, and name {few}-tables" in told.output
    assert vcc("build", few, "--output", f"{few}-tables", "--jobs", 1).exit_code == 0
    assert vcc(command, f"{few}-tables", *more).exit_code == 0
    assert f"{few}-tables" in vcc(command, few, *more, language="zh").output


def test_advice_for_a_file_and_for_the_folder_where_one_is(
    few: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(few)
    (few / "v1.2").mkdir()
    (few / "v1.2/x.vcc").touch()
    advised = {few / "a/two.vcc": f"{few}/a/two-tables", Path("v1.2"): "v1.2-tables"}
    advised |= {Path(): "tables", Path(".."): "tables"}
    for path, tables in advised.items():
        with pytest.raises(NotALibrary, match=re.escape(f"--output {tables},")):
            read_manifest(path)


def test_a_folder_that_cannot_be_made_is_told_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    told = vcc("build", tmp_path / "no cases", "--output", tmp_path / "file/a/b")
    assert told.exit_code == 2
    assert "cannot write" in told.output
    assert "Not a directory" in told.output
