"""Settings: found, extended, read; every mistake in them told with its place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vcc.library.patterns import Pattern
from vcc.library.settings import Settings, values_of
from vcc.library.settings_keys import READERS
from vcc.library.settings_search import SettingsSearch
from vcc.render.settings_text import text_from_settings
from vcc.source.diagnostic import Diagnostic, Severity, SourceErrors

VERSION = "0.1.0"
SCHEMA = Path(__file__).resolve().parents[3] / "vcc/render/schemas/settings.schema.json"


def written(folder: Path, text: str, name: str = "vcc.toml") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def settings(path: Path, **how: Any) -> Settings:
    return SettingsSearch(VERSION, **how).settings_of(path)


def mistakes(path: Path) -> list[Diagnostic]:
    with pytest.raises(SourceErrors) as refused:
        settings(path, config=path)
    return list(refused.value.diagnostics)


# ---------------------------------------------------------------- finding
def test_without_a_configuration_the_defaults_hold(tmp_path: Path) -> None:
    assert settings(tmp_path / "a.vcc") == Settings()


def test_the_nearest_configuration_upward_holds_alone(tmp_path: Path) -> None:
    written(tmp_path, 'ignore = ["S"]\nfail-on = "info"')
    near = written(tmp_path / "a", 'select = ["C"]')
    found = settings(tmp_path / "a/b/c.vcc")
    assert found.files == (near,)
    assert found.select == ("C",)
    assert found.ignore == ()
    assert settings(tmp_path / "x.vcc").fail_on is Severity.INFO


def test_vcc_toml_wins_over_a_pyproject_beside_it(tmp_path: Path) -> None:
    written(tmp_path, '[tool.vcc]\nignore = ["S"]', "pyproject.toml")
    assert settings(tmp_path / "a.vcc").ignore == ("S",)
    written(tmp_path, 'ignore = ["C"]')
    assert settings(tmp_path / "a.vcc").ignore == ("C",)


@pytest.mark.parametrize("text", ["[tool.ruff]\nselect = 1", "[tool]\nx = 1", "not toml at all ["])
def test_a_pyproject_of_somebody_else_is_passed_over(tmp_path: Path, text: str) -> None:
    written(tmp_path, 'ignore = ["S"]')
    written(tmp_path / "a", text, "pyproject.toml")
    assert settings(tmp_path / "a/x.vcc").ignore == ("S",)


def test_config_and_isolated_leave_the_nearest_out(tmp_path: Path) -> None:
    written(tmp_path, 'ignore = ["S"]')
    other = written(tmp_path / "etc", 'ignore = ["C"]', "ours.toml")
    assert settings(tmp_path / "a.vcc", config=other).ignore == ("C",)
    assert settings(tmp_path / "a.vcc", isolated=True) == Settings()


def test_paths_and_patterns_belong_to_the_folder_of_the_file(tmp_path: Path) -> None:
    written(tmp_path, 'exclude = ["drafts"]\nframeworks = ["../f"]\nbaseline = "b.json"')
    found = settings(tmp_path / "deep/down/a.vcc")
    assert found.exclude == (Pattern(tmp_path, "drafts"),)
    assert found.frameworks == (tmp_path.parent / "f",)
    assert found.baseline == tmp_path / "b.json"


def test_a_file_extends_another(tmp_path: Path) -> None:
    written(
        tmp_path, 'extend-select = ["S"]\nfail-on = "info"\nignore = ["gap"]\n'
        '[severity]\ngap = "info"\nS2 = "error"', "base.toml",
    )  # fmt: skip
    written(
        tmp_path / "a", 'extend = "../base.toml"\nextend-select = ["C2"]\nignore = []\n'
        '[severity]\nS2 = "warning"',
    )  # fmt: skip
    found = settings(tmp_path / "a/x.vcc")
    assert found.extend_select == ("S", "C2")
    assert found.fail_on is Severity.INFO
    assert found.ignore == ()
    assert dict(found.severity) == {"gap": Severity.INFO, "S2": Severity.WARNING}
    assert [path.name for path in found.files] == ["vcc.toml", "base.toml"]


# ---------------------------------------------------------------- mistakes
@pytest.mark.parametrize(
    ("text", "code", "line", "told"),
    [
        ('\nextend-selct = ["S"]', "L103", 2, "`extend-select`"),
        ("speed = 1", "L103", 1, "per-file-ignores"),
        ('select = "S"', "L104", 1, "a list of codes"),
        ("select = [1]", "L104", 1, "a list of codes"),
        ('fail-on = "warn"', "L104", 1, '"error", "warning", "info"'),
        ("fail-on = true", "L104", 1, "cannot be true"),
        ('language = "de"', "L104", 1, '"en" or "zh"'),
        ("baseline = []", "L104", 1, "a path"),
        ('baseline = ""', "L104", 1, "a path"),
        ('exclude = ["!a"]', "L104", 1, "a list of patterns"),
        ("[severity]\nS2 = 3", "L104", 2, '`severity.S2` cannot be 3; it takes one of "error"'),
        ('severity = { S2 = "no" }', "L104", 1, '`severity.S2` cannot be "no"'),
        ("severity = 3", "L104", 1, "a table of codes"),
        ("per-file-ignores = [true]", "L104", 1, "cannot be [true]; it takes a table of patterns"),
        ('[per-file-ignores]\n"a" = "S"', "L104", 2, "a list of codes"),
        ('[per-file-ignores]\n"!a" = ["S"]', "L104", 2, '`per-file-ignores."!a"`'),
        ('readings = [\n"a",\n{ b = "c" },\n]', "L104", 1, '["a", { b = "c" }]'),
        ('require-evidence = ["actors",\n"actrs"]', "L104", 2, '["actors", "actrs"]'),
        ('exclude = ["a",\n"!b"]', "L104", 2, "a list of patterns"),
        ('require-evidence = ["Actors!"]', "L104", 1, "a list of kinds"),
        ('\n\nselect = ["S"', "L102", 3, "not TOML"),
        ("a = 1\na = 2", "L102", 2, "not TOML"),
        ('extend = "nowhere.toml"', "L105", 1, "nowhere.toml"),
        ('extend = "vcc.toml"', "L106", 1, "circle"),
        ('required-version = ">=99"', "L107", 1, "this is vcc 0.1.0"),
        ('required-version = "newest"', "L104", 1, "a version"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_place(
    tmp_path: Path, text: str, code: str, line: int, told: str
) -> None:
    (mistake,) = mistakes(written(tmp_path, text))
    assert mistake.code == code
    assert mistake.span is not None
    assert mistake.span.line == line
    said = f"{mistake.message.en} {mistake.help.en if mistake.help else ''}"
    assert told in said
    assert mistake.message.zh != mistake.message.en


def test_every_mistake_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    found = mistakes(written(tmp_path, 'sellect = []\nfail-on = 1\nlanguage = "en"\nignore = 2'))
    assert [m.code for m in found] == ["L103", "L104", "L104"]


def test_every_mistake_in_a_table_and_in_what_is_extended_is_told_at_once(tmp_path: Path) -> None:
    written(tmp_path, 'fail-on = 1\nextend = "nowhere.toml"', "base.toml")
    text = 'extend = "base.toml"\n[severity]\nS1 = 1\nS2 = "info"\nS3 = 2'
    found = mistakes(written(tmp_path, text))
    assert [(m.code, m.span.line) for m in found if m.span] == [
        ("L104", 1), ("L105", 2), ("L104", 3), ("L104", 5),
    ]  # fmt: skip


def test_a_circle_over_several_files_is_told(tmp_path: Path) -> None:
    written(tmp_path, 'extend = "b.toml"', "a.toml")
    written(tmp_path, 'extend = "a.toml"', "b.toml")
    (mistake,) = mistakes(tmp_path / "a.toml")
    assert mistake.code == "L106"
    assert "a.toml → " in mistake.message.en


def test_a_place_in_a_pyproject_is_found(tmp_path: Path) -> None:
    text = '[project]\nselect = 1\n\n[tool.vcc]\nselect = 1\n[tool.vcc.severity]\nS2 = "no"'
    found = mistakes(written(tmp_path, text, "pyproject.toml"))
    assert [m.span.line for m in found if m.span] == [5, 7]


def test_tool_vcc_must_be_a_table(tmp_path: Path) -> None:
    (mistake,) = mistakes(written(tmp_path, "[tool]\nvcc = 3", "pyproject.toml"))
    assert mistake.code == "L104"


@pytest.mark.parametrize("name", ["missing.toml", "folder", "pyproject.toml"])
def test_a_configuration_that_is_named_must_be_there(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    written(tmp_path, "[project]\n", "pyproject.toml")
    (mistake,) = mistakes(tmp_path / name)
    assert mistake.code == "L101"


def test_a_configuration_in_another_encoding_is_told(tmp_path: Path) -> None:
    (tmp_path / "vcc.toml").write_bytes('ignore = ["中"]'.encode("gb18030"))
    (mistake,) = mistakes(tmp_path / "vcc.toml")
    assert "UTF-8" in mistake.message.en


# ---------------------------------------------------------------- the schema
EXAMPLES: list[tuple[dict[str, Any], bool]] = [
    ({}, True),
    ({"select": ["S", "gap"], "ignore": []}, True),
    ({"severity": {"S2": "error"}, "per-file-ignores": {"a/*": ["S"]}}, True),
    ({"language": "zh", "fail-on": "info", "require-evidence": ["actors", "互动"]}, True),
    ({"required-version": ">=0.0", "frameworks": ["f"], "readings": ["x"], "baseline": "b"}, True),
    ({"include": ["*.vcc"], "exclude": ["old"], "extend-select": ["C"]}, True),
    ({"sellect": []}, False),
    ({"select": "S"}, False),
    ({"select": [""]}, False),
    ({"fail-on": "fatal"}, False),
    ({"severity": {"S2": 1}}, False),
    ({"per-file-ignores": ["a"]}, False),
    ({"baseline": ""}, False),
    ({"exclude": ["!x"]}, False),
]  # fmt: skip


@pytest.mark.parametrize(("data", "is_right"), EXAMPLES, ids=str)
def test_the_schema_and_the_reader_agree(
    tmp_path: Path, data: dict[str, Any], is_right: bool
) -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    by_schema = jsonschema.Draft202012Validator(schema).is_valid(data)
    path = written(tmp_path, "".join(f"{k} = {toml(v)}\n" for k, v in data.items()))
    try:
        settings(path, config=path)
        by_reader = True
    except SourceErrors:
        by_reader = False
    assert (by_schema, by_reader) == (is_right, is_right)


def toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(k)} = {toml(v)}" for k, v in value.items()) + "}"
    return json.dumps(value)


def test_the_schema_has_every_key_with_words_about_it() -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    assert set(schema["properties"]) == set(READERS)
    assert all(each.get("description") for each in schema["properties"].values())
    assert schema["additionalProperties"] is False


# ---------------------------------------------------------------- showing
names = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=8)


@given(codes=st.lists(names.filter(str.strip), max_size=3))
def test_what_is_shown_can_be_read_back(codes: list[str]) -> None:
    import tomllib

    shown = text_from_settings("x", [], values_of(Settings(ignore=tuple(codes))), "zh")
    assert tomllib.loads(shown)["ignore"] == codes


# ---------------------------------------------------------------- patterns
@pytest.mark.parametrize(
    ("glob", "path", "matches"),
    [
        ("drafts", "drafts/a.vcc", True),
        ("drafts", "x/drafts/y/a.vcc", True),
        ("drafts", "drafts.vcc", False),
        ("old/*.vcc", "old/a.vcc", True),
        ("old/*.vcc", "x/old/a.vcc", False),
        ("**/old/*.vcc", "x/old/a.vcc", True),
        ("*.vcc", "x/a.vcc", True),
        ("/a.vcc", "x/a.vcc", False),
        ("a b/案例.vcc", "a b/案例.vcc", True),
    ],
)
def test_patterns_are_those_of_gitignore(
    tmp_path: Path, glob: str, path: str, matches: bool
) -> None:
    assert Pattern(tmp_path, glob).matches(tmp_path / path) is matches
    assert not Pattern(tmp_path / "elsewhere", glob).matches(tmp_path / path)
