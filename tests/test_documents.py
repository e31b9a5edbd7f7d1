"""What the documents show is what happens: every `$ vcc …` in a console block is run.

In a ```console block a line `$ vcc …` is a command, run from the root of the repository; the
lines below it must occur in its output in that order. A line `…` stands for any lines, and a
trailing ` …` for the rest of a line. White space at line ends does not count.

A ```vcc block that begins with `vcc 1` is a whole file: it has no mistakes when it is pasted
beside the other whole files of its document, under the name of its case or library; commands that
the document shows may name it so.
"""

from __future__ import annotations

import os
import re
import shlex
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

REPOSITORY = Path(__file__).resolve().parent.parent
DOCUMENTS = [
    REPOSITORY / "README.md",
    *sorted((REPOSITORY / "examples").glob("*/README.md")),
    *sorted((REPOSITORY / "docs").glob("*.md")),
]


@dataclass(frozen=True)
class Shown:
    """A command and the output lines shown below it."""

    document: Path
    command: str
    output: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.document.relative_to(REPOSITORY)}: {self.command}"


def shown_commands(document: Path) -> list[Shown]:
    found: list[Shown] = []
    text = document.read_text(encoding="utf-8")
    for block in re.findall(r"^```console\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *output = part.rstrip().split("\n")
            if command.startswith("vcc "):
                found.append(Shown(document, command, tuple(line.rstrip() for line in output)))
    return found


def whole_files(document: Path) -> dict[str, str]:
    """The texts of whole files that a document shows, by the name of their case or library."""
    text = document.read_text(encoding="utf-8")
    blocks = re.findall(r"^```vcc\n(vcc 1\b.*?)^```", text, re.MULTILINE | re.DOTALL)
    found = {}
    for block in blocks:
        (name,) = re.findall(r"^(?:case|library|案例|文库) ([\w-]+)", block, re.MULTILINE)
        found[f"{name}.vcc"] = block
    assert len(found) == len(blocks)
    return found


WITH_FILES = [
    document
    for document in (*DOCUMENTS, REPOSITORY / "vcc/case/README.md")
    if whole_files(document)
]
SHOWN = [shown for document in DOCUMENTS for shown in shown_commands(document)]


def test_the_documents_show_commands() -> None:
    assert len(SHOWN) >= 8
    assert any(shown.output for shown in SHOWN)


def test_the_page_of_the_language_shows_whole_files() -> None:
    assert REPOSITORY / "vcc/case/README.md" in WITH_FILES


@pytest.mark.parametrize("document", WITH_FILES, ids=lambda document: document.parent.name)
def test_a_whole_file_that_a_document_shows_has_no_mistakes(
    document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from vcc.cli.main import cli

    monkeypatch.chdir(tmp_path)
    files = whole_files(document)
    for name, text in files.items():
        Path(name).write_text(text, encoding="utf-8")
    result = CliRunner(env={**os.environ, "NO_COLOR": "1"}).invoke(
        cli, ["check", "--format", "concise", *files], standalone_mode=False
    )
    assert result.exception is None, result.output
    assert not result.return_value, result.output  # what `vcc check` exits with
    assert f"{len(files)} file" in result.output


def occurs(shown: str, line: str) -> bool:
    if shown.endswith(" …"):
        return line.startswith(shown.removesuffix(" …"))
    return line == shown


@pytest.mark.parametrize("shown", SHOWN, ids=str)
def test_what_a_document_shows_is_what_happens(
    shown: Shown, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from vcc.cli.main import cli

    files = whole_files(shown.document)
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(REPOSITORY)
    monkeypatch.setenv("COLUMNS", "100")
    result = CliRunner(env={**os.environ, "NO_COLOR": "1"}).invoke(
        cli, [str(tmp_path / a) if a in files else a for a in shlex.split(shown.command)[1:]]
    )
    assert result.exit_code in (0, 1), result.output
    lines = iter([line.rstrip() for line in result.output.split("\n")])
    for wanted in shown.output:
        if wanted in ("…", ""):
            continue
        assert any(occurs(wanted, line) for line in lines), f"not in the output: {wanted}"
