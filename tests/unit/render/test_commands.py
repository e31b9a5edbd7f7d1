"""Commands that reports suggest can be pasted: on one line, and quoted for a shell."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from vcc.cli.main import cli
from vcc.render.commands import command_on, unbroken, with_commands_whole
from vcc.render.wrap import wrapped

NAMES = ("case.vcc", "b'c\"d 😀.vcc", "一个名称很长、含有空格 的案例文件（第二版）.vcc", "-x.vcc")
TEXT = (
    'vcc 1\nlanguage en\ncase x "A case" {\n  framework business-model\n  actor a is firm "A"\n'
    '  actor u is customer-group "U"\n  problem 收摊太早 is missing-channel harms u\n}\n'
)
_COMMAND = re.compile(r"vcc (?:explain|analyse|why-not|check) .*?(?=`?$)", re.MULTILINE)


def vcc(*arguments: str, language: str, width: str) -> Result:
    environment = {"VCC_LANG": language, "NO_COLOR": "1", "COLUMNS": width}
    return CliRunner(env=environment).invoke(cli, list(arguments))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("width", [20, 60, 100])
@pytest.mark.parametrize("before", ["Why? ", "想知道依据："])
def test_a_command_is_on_one_line_however_narrow_it_is(name: str, width: int, before: str) -> None:
    command = command_on("explain", name, "finding:problem-unsolved@收摊太早")
    lines = wrapped(f"{before}{unbroken(command)}", width)
    assert sum(command in line for line in lines) == 1
    assert len(lines) <= 2
    assert shlex.split(command)[:2] == ["vcc", "explain"]
    assert len(shlex.split(command)) == 4


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("a waiver names whole codes; vcc rule --list lists them", "vcc rule --list"),
        ("where the sources are: vcc evidence --write-lock", "vcc evidence --write-lock"),
        ("请用 vcc check PATH… --write-baseline 生成", "vcc check PATH… --write-baseline"),
        ("put it in quotes: vcc sql DIR 'SELECT …'", "vcc sql DIR 'SELECT …'"),
        ("repair it (vcc rule C202 shows how)", "vcc rule C202"),
        ("lay it out (vcc fmt ../my-cases/a.vcc).", "vcc fmt ../my-cases/a.vcc"),
    ],
)
@pytest.mark.parametrize("width", [24, 40])
def test_a_command_in_a_hint_is_not_broken(text: str, command: str, width: int) -> None:
    lines = wrapped(with_commands_whole(text), width)
    assert any(command in line for line in lines), lines
    assert "".join("".join(lines).split()) == "".join(text.split()), "and nothing else changes"


def test_what_stands_around_a_command_is_wrapped_as_ever() -> None:
    said = "some words before it: " + unbroken("vcc explain a.vcc logic") + " and some words behind"
    assert wrapped(said, 24) == [
        "some words before it:", "vcc explain a.vcc logic", "and some words behind",
    ]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    "options",
    [("check",), ("analyse",), ("analyse", "--details"), ("analyse", "--format", "markdown")],
    ids=" ".join,
)
def test_every_command_of_a_report_names_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, language: str, options: tuple[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_text(TEXT, encoding="utf-8")
    told = vcc(*options, "--", name, language=language, width="50")
    assert told.exit_code == 0, told.output
    commands = _COMMAND.findall(told.stdout)
    assert commands
    for command in commands:
        words = shlex.split(command)
        assert Path(words[2]) == Path(name)
        if words[1] == "explain" and ":" in words[3]:
            assert vcc(*words[1:], language=language, width="50").exit_code == 0


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    "asked", [("explain", "nothing-of-this"), ("why-not", "nothing-of-this"), ("repair", "zzzz")]
)
def test_a_command_that_cannot_run_suggests_one_that_can(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str, asked: tuple[str, str]
) -> None:
    monkeypatch.chdir(tmp_path)
    name = NAMES[1]
    Path(name).write_text(TEXT, encoding="utf-8")
    told = vcc(asked[0], name, asked[1], language=language, width="50")
    assert told.exit_code == 2
    (command,) = _COMMAND.findall(told.stderr)
    assert vcc(*shlex.split(command)[1:], language=language, width="50").exit_code == 0
