"""`vcc explain` as a user meets it: every argument, shapes, and questions that have no answer."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

import jsonschema
import pytest

from vcc.cli.main import run

BAKERY = "examples/02-bakery/bakery.vcc"
BROKEN = """vcc 1
language en
case x {
  actor f
  actor c is customer-group
  interaction t is co-design { c -> f : w }
  resource w form knowledge held-by c
}
"""


@pytest.fixture(autouse=True)
def root(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository)
    monkeypatch.setenv("COLUMNS", "100")


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert run(["explain", *arguments]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("language", "heading"), [("en", "Argument {} of 3"), ("zh", "论证 {}／3")]
)
def test_every_argument_has_a_heading(
    language: str, heading: str, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = (BAKERY, "link:firm-integration", "--all", "--lang", language)
    for format in ("text", "markdown"):
        text = told(capsys, *arguments, "--format", format)
        for number in (1, 2, 3):
            assert heading.format(number) in text
    shallow = told(capsys, *arguments, "--depth", "1")
    assert len(shallow.splitlines()) < len(told(capsys, *arguments).splitlines())
    drawn = told(capsys, *arguments, "--format", "dot")
    assert drawn.count("style=dashed];") >= 2


def test_the_json_of_every_argument_is_as_published(capsys: pytest.CaptureFixture[str]) -> None:
    schema = json.loads(
        resources.files("vcc.render").joinpath("schemas/explanation.schema.json").read_text("utf-8")
    )
    validator = jsonschema.Draft202012Validator(schema)
    for what, others in (("link:firm-integration", 2), ("logic", 0)):
        text = told(capsys, BAKERY, what, "--all", "--format", "json")
        explanation = json.loads(text)
        validator.validate(explanation)
        assert len(explanation["others"]) == others
        assert bool(explanation["overview"]) == (what == "logic")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_overall_conclusion_shows_its_tables_before_its_proof(
    language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = told(capsys, BAKERY, "logic", "--lang", language)
    order = {
        "en": (
            "value creator",
            "sure votes",
            "possible votes",
            "admissible",
            "robustness",
            "── Why",
        ),
        "zh": ("价值创造者", "确定票", "可能票", "可容许", "稳健性", "── 为何"),
    }[language]
    places = [text.index(words) for words in order]
    assert places == sorted(places)


def test_the_overview_is_of_the_scope_that_is_asked_about(
    capsys: pytest.CaptureFixture[str],
) -> None:
    xiaomi = "examples/01-xiaomi/xiaomi.vcc"
    arguments = (xiaomi, "logic@four-in-one-era", "--format", "json")
    overview = json.loads(told(capsys, *arguments))["overview"]
    groups = {c["group"]["name"] for part in overview for c in part["conclusions"]}
    assert groups == {"four-in-one-era"}


@pytest.mark.parametrize(
    ("what", "language", "words"),
    [
        ("stage:joint-delivary", "en", "did you mean"),
        ("stage:joint-delivary", "zh", "是否指"),
        ("stage:", "en", "can mean several things"),
        ("stage:", "zh", "可能指多项"),
        ("zzz", "en", "vcc analyse"),
        ("zzz", "zh", "vcc analyse"),
        ("stage:joint-proposition=absent", "en", "does not follow"),
        ("stage:joint-proposition=absent", "zh", "并不成立"),
    ],
)
def test_what_cannot_be_explained_is_told_with_a_way_out(
    what: str, language: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["explain", BAKERY, what, "--lang", language]) == 2
    error = capsys.readouterr().err
    assert words in error
    if "follow" in words or "成立" in words:
        assert f"vcc why-not {BAKERY} {what}" in error


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_case_that_breaks_shapes_tells_what_it_can_still_conclude(
    language: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.vcc"
    path.write_text(BROKEN, encoding="utf-8")
    wrong = told(capsys, str(path), "finding:S210", "--lang", language)
    assert "S210" in wrong
    assert "DL-083" in wrong
    assert "actor f is firm" in wrong
    assert told(capsys, str(path), "resource-kind:w@t", "--lang", language)


@pytest.mark.parametrize("said", ["机制:全渠道销售", "Mechanism:omnichannel sales"])
def test_what_is_explained_can_be_named_as_people_read_it(
    said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    by_id = told(capsys, BAKERY, "mechanism:omnichannel", "--lang", "en")
    assert told(capsys, BAKERY, said, "--lang", "en") == by_id
