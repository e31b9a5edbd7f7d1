"""`vcc rules`: list, show and plan."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from vcc.cli.main import cli
from vcc.pipeline import knowledge
from vcc.render.rule_text import rule_name

FAMILY = """PREFIX : <http://e/>
PREFIX vcc: <https://w3id.org/vcc/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
#: :up a vcc:Rule ; vcc:status vcc:ours ; rdfs:label "ancestor"@en , "祖先"@zh ;
#:   vcc:reason "{?x} begot {?z}"@en , "{?x}生了{?z}"@zh ; vcc:firesOn "actor a" .
RULE :up { ?x :up ?z } WHERE { ?x :parent ?y . ?y :up ?z }
RULE { ?x :up ?y } WHERE { ?x :parent ?y }
"""


@pytest.fixture
def family(tmp_path: Path) -> str:
    path = tmp_path / "family.srl"
    path.write_text(FAMILY, encoding="utf-8")
    return str(path)


def rules(*arguments: str, language: str = "en") -> Result:
    environment = {"VCC_LANG": language, "NO_COLOR": "1", "COLUMNS": "100"}
    return CliRunner(env=environment).invoke(cli, ["rules", *arguments])


def test_the_list_has_every_shipped_rule_with_status_and_label() -> None:
    shipped = {rule_name(rule) for rule in knowledge().program.rules}
    lines = rules("list").output.splitlines()
    assert {line.split()[0] for line in lines} == shipped
    assert len(lines) == len(shipped) >= 500
    (line,) = [line for line in lines if line.startswith(":party.side ")]
    assert line.split(maxsplit=3)[1:] == ["ours", "DL-083", "side of an actor"]


def test_the_list_speaks_chinese() -> None:
    lines = rules("list", language="zh").output.splitlines()
    (line,) = [line for line in lines if line.startswith(":party.side ")]
    assert line.split(maxsplit=3)[1:] == ["本项目", "DL-083", "主体所属的一方"]
    assert {line.split()[1] for line in lines} == {"原述", "推出", "本项目"}


def test_one_rule_is_shown_with_all_that_is_said_about_it() -> None:
    shown = rules("show", "party.side").output
    for part in (
        ":party.side\nside of an actor\n", "because: {?a} is of a kind", "our operationalisation",
        "claims: DL-083 §", "at: rules/notions/parties.srl:",
        "RULE :party.side { ?a :onSide ?side }\nWHERE {\n", "fires on\n  actor f is firm",
        "silent on\n  resource r",
    ):  # fmt: skip
        assert part in shown


@pytest.mark.parametrize("name", ["up", "http://e/up", "<http://e/up>"])
def test_a_rule_can_be_named_in_several_ways(family: str, name: str) -> None:
    shown = rules("show", name, family, language="zh").output
    assert "祖先" in shown
    assert "RULE :up {" in shown


def test_a_rule_without_a_name_is_named_by_its_place(family: str) -> None:
    listed = rules("list", family).output.splitlines()
    nameless = next(line for line in listed if line.startswith(family))
    assert nameless == f"{family}:7:1"
    assert "RULE { ?x :up ?y }" in rules("show", nameless, family).output


def test_an_unknown_rule_gets_a_near_one() -> None:
    result = rules("show", "party.sid")
    assert result.exit_code == 2
    assert ":party.side\n" in result.stderr


def test_the_plan_shows_phases_rules_and_operators(family: str) -> None:
    plan = rules("plan", family).output
    assert plan.startswith("phase 1\n")
    assert "rule <http://e/up>" in plan
    assert "from new pattern 2" in plan
    assert f"rule {family}:7:1" in plan


def test_the_plan_of_one_rule_shows_no_other(family: str) -> None:
    plan = rules("plan", family, "--rule", "up").output
    assert plan.count("rule ") == 1
    assert "phase" in plan
    assert rules("plan").output.count("\n  rule ") == len(knowledge().program.rules)


def test_mistakes_of_the_rule_files_are_shown(tmp_path: Path) -> None:
    path = tmp_path / "bad.srl"
    path.write_text("RULE { } WEHRE { }")
    for arguments in (["plan"], ["list"], ["show", "x"]):
        result = rules(*arguments, str(path))
        assert result.exit_code == 2
        assert "R102" in result.stderr


def test_a_description_that_is_no_turtle_is_a_mistake(tmp_path: Path) -> None:
    path = tmp_path / "bad.srl"
    path.write_text("PREFIX : <http://e/>\n#: :r a\nRULE :r { :a :b :c } WHERE { }")
    assert rules("list", str(path)).exit_code == 2
    assert rules("plan", str(path)).exit_code == 0
