"""Language, colours and width of a run."""

from __future__ import annotations

import io

import pytest

from vcc.cli.settings import colours, language, language_of_run, width


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("VCC_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR", "TERM", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("environment", "of_file", "spoken"),
    [
        ({}, None, "en"),
        ({}, "zh", "zh"),
        ({"LANG": "zh_CN.UTF-8"}, None, "zh"),
        ({"LANG": "zh_CN.UTF-8"}, "en", "en"),
        ({"LANG": "de_DE.UTF-8"}, None, "en"),
        ({"LC_ALL": "en_GB", "LANG": "zh_CN"}, None, "en"),
        ({"VCC_LANG": "zh"}, "en", "zh"),
        ({"VCC_LANG": "zh_TW"}, "en", "zh"),
        ({"VCC_LANG": "klingon"}, "zh", "zh"),
    ],
)
def test_what_is_asked_for_wins_then_the_file_then_the_locale(
    environment: dict[str, str], of_file: str | None, spoken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert language(of_file) == spoken


@pytest.mark.parametrize(
    ("environment", "setting", "of_files", "spoken"),
    [
        ({}, None, [], "en"),
        ({}, None, ["zh", "zh-Hans"], "zh"),
        ({}, None, ["zh", "en"], "en"),
        ({"LANG": "zh_CN.UTF-8"}, None, ["en", "zh"], "zh"),
        ({"LANG": "zh_CN.UTF-8"}, None, ["en", "en"], "en"),
        ({"LANG": "zh_CN.UTF-8"}, None, [], "zh"),
        ({"LANG": "zh_CN.UTF-8"}, "en", ["zh"], "en"),
        ({"VCC_LANG": "zh", "LANG": "en_GB"}, "en", ["en"], "zh"),
    ],
)
def test_a_mixed_library_is_summed_up_in_the_language_of_the_locale(
    environment: dict[str, str],
    setting: str | None,
    of_files: list[str],
    spoken: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert language_of_run(setting, of_files) == spoken


def test_no_more_files_are_asked_for_their_language_than_can_change_the_answer() -> None:
    of_files = iter(["zh", "en", "zh"])
    assert language_of_run(None, of_files) == "en"
    assert list(of_files) == ["zh"]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_colours_are_for_terminals_only(monkeypatch: pytest.MonkeyPatch) -> None:
    assert colours(Terminal())
    assert not colours(io.StringIO())
    monkeypatch.setenv("TERM", "dumb")
    assert not colours(Terminal())


def test_no_color_wins_even_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert not colours(Terminal())


@pytest.mark.parametrize(("columns", "used"), [("20", 40), ("90", 90), ("400", 120)])
def test_the_width_stays_readable(columns: str, used: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert width() == used
