"""Which problems count, and how much."""

from __future__ import annotations

from pathlib import Path

import pytest
from checking import case, check, codes, problems, written
from hypothesis import given
from hypothesis import strategies as st

from vcc.library.selection import Chosen, Selection, fits
from vcc.library.settings import Settings
from vcc.source.diagnostic import Severity


@pytest.mark.parametrize(
    ("beginning", "code", "is_meant"),
    [
        ("ALL", "S244", True),
        ("S", "S244", True),
        ("S24", "S244", True),
        ("S244", "S244", True),
        ("S245", "S244", False),
        ("s", "S244", False),
        ("gap", "gap-own-research", True),
        ("gap-own", "gap-own-research", True),
        ("gap-ow", "gap-own-research", False),
        ("ga", "gap-own-research", False),
        ("C", "contact-not-stated", False),
    ],
)
def test_a_beginning_means_whole_words_or_digits(beginning: str, code: str, is_meant: bool) -> None:
    assert fits(beginning, code) is is_meant


@pytest.mark.parametrize(
    ("settings", "chosen", "wanted"),
    [
        (Settings(), Chosen(), True),
        (Settings(select=("C",)), Chosen(), False),
        (Settings(select=("C",), extend_select=("S24",)), Chosen(), True),
        (Settings(ignore=("S",)), Chosen(), False),
        (Settings(ignore=("S",), extend_select=("S24",)), Chosen(), True),
        (Settings(ignore=("S24",), extend_select=("S",)), Chosen(), False),
        (Settings(select=("S244",), ignore=("S244",)), Chosen(), False),
        (Settings(ignore=("S244",)), Chosen(select=("S",)), True),
        (Settings(select=("S244",)), Chosen(select=("C",)), False),
        (Settings(), Chosen(ignore=("S",)), False),
        (Settings(ignore=("S244",)), Chosen(extend_select=("S244",)), True),
        (Settings(), Chosen(select=("S",), ignore=("S24",), extend_select=("S244",)), True),
    ],
)
def test_the_longest_beginning_wins_then_the_command_line(
    settings: Settings, chosen: Chosen, wanted: bool
) -> None:
    assert Selection(settings, chosen).wants("S244") is wanted


beginnings = st.lists(st.sampled_from(["ALL", "S", "S2", "S24", "S244", "gap", "C"]), max_size=4)


@given(select=beginnings, ignore=beginnings, code=st.sampled_from(["S244", "gap-x", "C202"]))
def test_to_ignore_a_code_by_itself_always_works(
    select: list[str], ignore: list[str], code: str
) -> None:
    settings = Settings(select=tuple(select) or None, ignore=(*ignore, code))
    assert not Selection(settings).wants(code)


def test_the_longest_beginning_gives_the_severity() -> None:
    levels = (("S", Severity.INFO), ("S244", Severity.ERROR), ("ALL", Severity.WARNING))
    selection = Selection(Settings(severity=levels))
    assert selection.severity("S244", Severity.WARNING) is Severity.ERROR
    assert selection.severity("S245", Severity.WARNING) is Severity.INFO
    assert selection.severity("gap-x", Severity.INFO) is Severity.WARNING


# ---------------------------------------------------------------- with the command
def test_only_what_is_selected_is_reported(tmp_path: Path) -> None:
    written(tmp_path, {"a.vcc": case()})
    assert codes(tmp_path, "--select", "S244") == ["S244"]
    assert codes(tmp_path, "--select", "S242,S244", "--ignore", "S244") == ["S242"]
    assert "S244" not in codes(tmp_path, "--ignore", "S")


def test_settings_select_weigh_and_fail(tmp_path: Path) -> None:
    written(tmp_path, {
        "vcc.toml": 'select = ["S24"]\nfail-on = "info"\n[severity]\nS242 = "error"\n',
        "a.vcc": case(),
        "strict/vcc.toml": 'ignore = ["ALL"]\n',
        "strict/b.vcc": case("u"),
    })  # fmt: skip
    found = problems(tmp_path)
    assert [(p["code"], p["severity"]) for p in found] == [("S242", "error"), ("S244", "warning")]
    assert check(tmp_path).exit_code == 1
    assert check(tmp_path / "strict").exit_code == 0
    assert check(tmp_path, "--isolated").exit_code == 0
    assert check(tmp_path, "--exit-zero").exit_code == 0


def test_some_files_need_not_say_everything(tmp_path: Path) -> None:
    written(tmp_path, {
        "vcc.toml": 'select = ["S24"]\n[per-file-ignores]\n"old" = ["S244"]\n',
        "a.vcc": case(), "old/b.vcc": case("u"),
    })  # fmt: skip
    assert [(p["file"][-5:], p["code"]) for p in problems(tmp_path)] == [
        ("a.vcc", "S244"), ("a.vcc", "S242"), ("b.vcc", "S242"),
    ]  # fmt: skip


def test_a_mistake_in_the_text_cannot_be_ignored(tmp_path: Path) -> None:
    written(tmp_path, {
        "vcc.toml": 'ignore = ["ALL"]\n[severity]\nC = "info"\n[per-file-ignores]\n"*" = ["C"]\n',
        "a.vcc": "vcc 1\nlanguage en\ncase x {\n  actor a is frim\n}\n",
    })  # fmt: skip
    assert [(p["code"], p["severity"]) for p in problems(tmp_path)] == [("C202", "error")]


def test_a_code_that_there_is_not_is_told_with_its_place(tmp_path: Path) -> None:
    written(tmp_path, {"vcc.toml": '\nignore = ["S242",\n  "S2444"]\n', "a.vcc": case()})
    result = check(tmp_path)
    assert result.exit_code == 2
    assert "L108" in result.stderr
    assert "vcc.toml:3:3" in result.stderr
    assert "did you mean `S244`?" in result.stderr
    assert "是否想写“S244”？" in check(tmp_path, language="zh").stderr
    assert check(tmp_path, "--isolated", "--select", "nothing").exit_code == 2


@pytest.mark.parametrize(
    ("asked", "meant"),
    [("c202", "C202"), ("s24", "S24"), ("s2444", "S244"), ("Gap", "gap"), ("all", "ALL"),
     ("Gap-own-Research", "gap-own-research"), ("gap-own-reserch", "gap-own-research")],
)  # fmt: skip
def test_what_differs_by_case_only_is_meant_before_what_is_spelled_alike(
    tmp_path: Path, asked: str, meant: str
) -> None:
    written(tmp_path, {"a.vcc": case()})
    result = check(tmp_path, "--select", asked)
    assert result.exit_code == 2
    assert f"did you mean `{meant}`?" in result.stderr


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ('ignore = ["S",\n"C202"]', [2]),
        ('ignore = ["S",\n"C20"]\nselect = ["C202"]', [2]),
        ('[severity]\nC202 = "warning"\nC203 = "error"\nS = "info"', [2]),
        ('[per-file-ignores]\n"x" = ["C202"]', [2]),
        ('ignore = ["C", "S", "ALL", "C301"]', []),
    ],
)
def test_what_has_no_effect_on_mistakes_in_the_text_is_told_once_and_hinders_nothing(
    tmp_path: Path, text: str, places: list[int]
) -> None:
    written(tmp_path, {"a.vcc": case("a"), "b/b.vcc": case("b"), "vcc.toml": text})
    result = check(tmp_path)
    assert result.exit_code == 0
    assert result.stderr.count("L109") == len(places)
    assert all(f"vcc.toml:{line}:" in result.stderr for line in places)
    assert "L109" not in result.stdout


def test_what_the_command_line_cannot_ignore_is_told(tmp_path: Path) -> None:
    written(tmp_path, {"a.vcc": case()})
    assert "`--ignore` has no effect on `C202`" in check(tmp_path, "--ignore", "C202").stderr
    assert "“--ignore”对“C202”不起作用" in check(
        tmp_path, "--ignore", "C202", language="zh"
    ).stderr  # fmt: skip


def test_values_and_codes_and_frameworks_and_readings_are_all_told_at_once(tmp_path: Path) -> None:
    text = (
        'fail-on = 1\nreadings = [\n"no-such"]\nignore = ["s244"]\n'
        '[per-file-ignores]\n"x" = ["S9999"]\n"y" = "S"\n'
    )
    written(tmp_path, {"a.vcc": case(), "vcc.toml": text})
    told = check(tmp_path).stderr
    for code, line in (("L104", 1), ("T120", 3), ("L108", 4), ("L108", 6), ("L104", 7)):
        assert f"vcc.toml:{line}:" in told
        assert code in told
    (tmp_path / "vcc.toml").rename(tmp_path / "ours.toml")
    named = check(tmp_path, "--config", tmp_path / "ours.toml").stderr
    assert named.count("error:") == told.count("error:")
    written(tmp_path, {"pyproject.toml": '[tool.vcc]\nframeworks = ["x",\n"none"]\n'})
    told = check(tmp_path).stderr
    assert "T001" in told
    assert "pyproject.toml:3:1" in told


@pytest.mark.parametrize(
    "wrong", ['frameworks = "own"', 'framework = ["own"]', 'extend = "nowhere.toml"', "x = 1"]
)
def test_codes_are_not_called_unknown_where_their_framework_may_not_be_known(
    tmp_path: Path, wrong: str
) -> None:
    written(tmp_path, {"a.vcc": case(), "vcc.toml": f'{wrong}\nignore = ["own-finding"]'})
    told = check(tmp_path)
    assert told.exit_code == 2
    assert "L108" not in told.stderr


def test_a_mistake_in_the_settings_ends_the_run_before_any_file(tmp_path: Path) -> None:
    written(tmp_path, {"a.vcc": case(), "vcc.toml": 'sellect = ["S"]'})
    for language in ("en", "zh"):
        result = check(tmp_path, language=language)
        assert result.exit_code == 2
        assert result.stdout == ""
        assert "L103" in result.stderr


def test_the_settings_choose_the_language_unless_somebody_asks(tmp_path: Path) -> None:
    written(tmp_path, {"a.vcc": case(), "vcc.toml": 'language = "zh"'})
    assert "已检查" in check(tmp_path, language="").stdout
    assert "checked" in check(tmp_path, "--lang", "en").stdout


def test_settings_are_shown(tmp_path: Path) -> None:
    written(tmp_path, {"a.vcc": case(), "vcc.toml": 'ignore = ["S"]\n[severity]\ngap = "info"'})
    shown = check(tmp_path / "a.vcc", "--show-settings").stdout
    assert 'ignore = ["S"]' in shown
    assert '"gap" = "info"' in shown
    assert str(tmp_path / "vcc.toml") in shown


def test_frameworks_and_readings_of_the_settings_hold(tmp_path: Path) -> None:
    written(tmp_path, {"a.vcc": case(), "vcc.toml": 'frameworks = ["nowhere"]'})
    result = check(tmp_path)
    assert result.exit_code == 2
    assert "nowhere" in result.stderr
    written(tmp_path, {"vcc.toml": 'readings = ["no-such-reading"]'})
    assert check(tmp_path).exit_code == 2
