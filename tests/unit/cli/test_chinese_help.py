"""`--help` in Chinese: nothing in it is English, wherever `--lang` stands, and it looks right."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from vcc.cli.bilingual import language_among
from vcc.cli.chinese_help import placeholders_in_chinese
from vcc.cli.complaints import complaint_in
from vcc.cli.main import COMMANDS, cli, run
from vcc.render.characters import cell_width

# Names of things outside, numbers, and what is typed just so.
THE_SAME_IN_CHINESE = {"I", "ID", "IRI", "N", "O", "P", "S", "SELECT", "URL"}
CAPITALS = re.compile(r"(?<![\w-])[A-Z]+(?![\w-])")


def commands() -> Iterator[tuple[str, ...]]:
    """Every command and every part of one."""
    yield ()
    with click.Context(cli) as context:
        for name in COMMANDS:
            yield (name,)
            loaded = cli.get_command(context, name)
            if isinstance(loaded, click.Group):
                yield from ((name, part) for part in loaded.commands)


def help_of(*arguments: str, language: str = "zh") -> str:
    environment = {"VCC_LANG": language, "NO_COLOR": "1", "COLUMNS": "80"}
    result = CliRunner(env=environment).invoke(cli, [*arguments, "--help"])
    assert result.exit_code == 0, result.output
    return result.output


def without_examples(text: str) -> str:
    return re.sub(r"示例：\n(?:  .*\n)+", "", text)


EVERY = list(commands())


def test_there_are_commands_with_and_without_parts() -> None:
    assert len(EVERY) > len(COMMANDS) + 4


@pytest.mark.parametrize(
    "arguments",
    [
        "check --help --lang zh",
        "check --help --lang=zh",
        "check --lang zh --help",
        "--lang zh check --help",
        "--help --lang zh",
        "--lang zh --help",
        "rules list --help --lang zh",
        "rules list --lang zh --help",
        "rules --help --lang zh",
        "rules --lang zh list --help",
        "rules --help list --lang zh",
    ],
)
def test_help_is_chinese_wherever_the_option_stands(arguments: str) -> None:
    result = CliRunner(env={"VCC_LANG": "", "LANG": "C.UTF-8"}).invoke(cli, arguments.split())
    assert result.exit_code == 0
    assert result.output.startswith("用法：vcc")
    assert "显示此说明并退出。" in result.output


@pytest.mark.parametrize("arguments", ["check --help --lang en", "check --lang en --help"])
def test_the_option_wins_over_the_environment(arguments: str) -> None:
    result = CliRunner(env={"VCC_LANG": "zh"}).invoke(cli, arguments.split())
    assert result.output.startswith("Usage: vcc check [OPTIONS] PATH…")


@pytest.mark.parametrize(
    ("arguments", "language"),
    [
        ("check x", None),
        ("check --lang zh x", "zh"),
        ("check --lang=zh x", "zh"),
        ("--lang zh check --lang en", "en"),
        ("--lang=en check --lang zh", "zh"),
        ("check -- --lang zh", None),
        ("check --lang", None),
        ("check --lang fr", None),
        ("fmt --keywords zh x", None),
    ],
)
def test_the_language_is_found_among_arguments(arguments: str, language: str | None) -> None:
    assert language_among(arguments.split()) == language


@pytest.mark.parametrize("command", EVERY, ids=" ".join)
def test_nothing_in_it_is_english(command: tuple[str, ...]) -> None:
    said = without_examples(help_of(*command))
    for english in ("Usage", "Options", "Commands", "default:", "required", "Show ", "..."):
        assert english not in said
    for line in said.splitlines():
        what_is_typed = re.match(r"用法：.*|  -.*?(?=  |$)|", line)[0]
        assert set(CAPITALS.findall(what_is_typed)) <= THE_SAME_IN_CHINESE
        named = [word for word in CAPITALS.findall(line) if placeholders_in_chinese(word) != word]
        assert named == [], "the text names what stands for a value, but not as it is shown"


@pytest.mark.parametrize("command", EVERY, ids=" ".join)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_option_says_what_it_means(command: tuple[str, ...], language: str) -> None:
    said = help_of(*command, language=language)
    options = re.split(r"^(?:Options:|选项：)\n", said, flags=re.MULTILINE)[1]
    for option in re.split(r"\n(?=  -)", options):
        assert re.match(r"  -.+?\s{2,}[^\s\[]", option), option


@pytest.mark.parametrize("command", EVERY, ids=" ".join)
def test_no_line_is_wider_than_the_terminal(command: tuple[str, ...]) -> None:
    for line in without_examples(help_of(*command)).splitlines():
        if not re.match(r"  (?:-\w, )?--[\w-]+ \[[\w|-]+\]$", line):  # choices, on a line of theirs
            assert cell_width(line) <= 80, line


@pytest.mark.parametrize("command", EVERY, ids=" ".join)
def test_english_help_is_as_click_makes_it(command: tuple[str, ...]) -> None:
    said = help_of(*command, language="en")
    assert said.startswith("Usage: vcc")
    assert "\nOptions:\n" in said
    assert not re.search("[\u4e00-\u9fff]", re.sub("(?s)Examples:.*?\n\n", "", said))


def test_what_options_mean_begins_in_one_column() -> None:
    options = help_of("agreement").partition("选项：\n")[2].splitlines()
    starts = {
        cell_width(line[: found.end()])
        for line in options
        if (found := re.match(r"  -.*?\S {2,}(?=\S)", line))
    }
    assert len(options) > 4
    assert len(starts) == 1


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("[FILE]...", "[文件]…"),
        ("--jobs INTEGER RANGE", "--jobs 整数"),
        ("--report FORMAT=FILE", "--report 格式=文件"),
        ("--base IRI", "--base IRI"),
    ],
)
def test_what_stands_for_a_value_is_chinese(written: str, said: str) -> None:
    assert placeholders_in_chinese(written) == said


def test_a_complaint_names_arguments_as_the_help_does(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "--lang", "zh"]) == 2
    assert capsys.readouterr().err == "vcc: 缺少参数 '案例'。\n"


def test_what_click_says_of_values_and_files_is_chinese(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["table", "cases", "--lang", "zh"]) == 2
    told = capsys.readouterr().err
    assert told == "vcc: 缺少选项 '--for'；可选值：qca, csv, stata\n"
    for message, said in {
        "Invalid value for 'CASE': Path 'a.vcc' is not readable.": "没有读取 'a.vcc' 的权限",
        "Invalid value for '--output': File 'a b' is not writable.": "没有写入 'a b' 的权限",
    }.items():
        assert complaint_in("zh", message).endswith(f"的值无效：{said}")


def test_a_group_without_one_of_its_commands_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "--lang", "zh"]) == 2
    assert capsys.readouterr().err == "vcc: 缺少命令\n"
    assert run(["rules", "--lang", "zh", "nothing-like-it"]) == 2
    assert capsys.readouterr().err == "vcc: 没有命令 'nothing-like-it'\n"
    near = complaint_in("zh", "No such command 'lits'. Did you mean 'list'?")
    assert near == "没有命令 'lits'；是否指：'list'？"


def test_english_and_the_version_load_nothing_of_it() -> None:
    program = (
        "import sys; from vcc.cli.main import run; run(['--version']); run(['--help']); "
        "print(sorted(m for m in sys.modules if m.startswith('vcc.render') or 'chinese' in m))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True, text=True, timeout=60, check=True, env={"VCC_LANG": "en"},
    )  # fmt: skip
    assert done.stdout.splitlines()[-1] == "[]"
