"""What the documents show is what happens: every `$ vcc …` in a console block is run.

In a ```console block a line `$ vcc …` is a command, run from the root of the repository; the
lines below it must occur in its output in that order. A line `…` stands for any lines, and a
trailing ` …` for the rest of a line. White space at line ends does not count.
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


SHOWN = [shown for document in DOCUMENTS for shown in shown_commands(document)]


def test_the_documents_show_commands() -> None:
    assert len(SHOWN) >= 8
    assert any(shown.output for shown in SHOWN)


def occurs(shown: str, line: str) -> bool:
    if shown.endswith(" …"):
        return line.startswith(shown.removesuffix(" …"))
    return line == shown


@pytest.mark.parametrize("shown", SHOWN, ids=str)
def test_what_a_document_shows_is_what_happens(
    shown: Shown, monkeypatch: pytest.MonkeyPatch
) -> None:
    from vcc.cli.main import cli

    monkeypatch.chdir(REPOSITORY)
    monkeypatch.setenv("COLUMNS", "100")
    result = CliRunner(env={**os.environ, "NO_COLOR": "1"}).invoke(
        cli, shlex.split(shown.command)[1:]
    )
    assert result.exit_code in (0, 1), result.output
    lines = iter([line.rstrip() for line in result.output.split("\n")])
    for wanted in shown.output:
        if wanted in ("…", ""):
            continue
        assert any(occurs(wanted, line) for line in lines), f"not in the output: {wanted}"
