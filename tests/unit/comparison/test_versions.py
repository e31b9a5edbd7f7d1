"""Versions of one case: which statements changed, and what follows otherwise because of them."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

import jsonschema
import pytest

from vcc.case.from_text import case_from_text
from vcc.case.to_text import text_from_case
from vcc.cli.main import run
from vcc.comparison.statements import Statements, statements_of_versions
from vcc.counterfactual.versions import versions
from vcc.findings.changes import Turn
from vcc.knowledge import knowledge
from vcc.pipeline import analyse
from vcc.source.text import SourceText

TEXTS = sorted((Path(__file__).resolve().parents[3] / "examples").rglob("*.vcc"))
BEFORE = """vcc 1
language en
case coffee en"A coffee club" {
  source memo is interview en"Talk with the founder"
  actor roaster is firm en"Roastery" [@memo 1]
  actor members is customer-group en"Club members" {
    seeks mild is functional en"Mild coffee"
  }
  resource taste form knowledge held-by members
  resource beans form material held-by roaster
  interaction blending is co-design en"Members blend the coffee"
    direct during design decided-by members
  {
    members -> roaster : taste
    roaster combines taste, beans
  }
  complete moves of roaster
  expect logic service-dominant
}
"""
# One clause otherwise, a move and a closure taken out, a channel added, all lines moved.
AFTER = (
    BEFORE.replace("vcc 1\n", "# a new line\nvcc 1\n")
    .replace("    members -> roaster : taste\n", "")
    .replace("decided-by members", "decided-by roaster")
    .replace("  complete moves of roaster\n", "  channel shop is store by roaster\n")
)


def compared(before: str, after: str) -> Statements:
    old, new = (case_from_text(SourceText(f, t)) for f, t in (("a", before), ("b", after)))
    return statements_of_versions(old, new, knowledge().terms)


def test_statements_are_told_by_clause_with_their_lines() -> None:
    changed = {c.label.en: c for c in compared(BEFORE, AFTER).changed}
    assert set(changed) == {
        "Members blend the coffee",
        "Members blend the coffee: members -> roaster : taste",
        "complete moves of roaster",
        "shop",
    }
    (clause,) = changed["Members blend the coffee"].clauses
    assert (clause.clause, clause.before, clause.after) == (
        "decided-by", "decided-by members", "decided-by roaster",
    )  # fmt: skip
    both = changed["Members blend the coffee"]
    assert both.before is not None
    assert both.after is not None
    assert (both.before.span.line, both.after.span.line) == (11, 12)
    assert changed["shop"].before is None
    assert changed["complete moves of roaster"].after is None


def test_layout_order_and_the_language_of_keywords_are_no_difference() -> None:
    parsed = case_from_text(SourceText("a", BEFORE))
    chinese = text_from_case(parsed, "zh", knowledge().terms)
    assert "customer-group" not in chinese
    assert compared(BEFORE, chinese).changed == ()
    lines = BEFORE.replace("  resource taste form knowledge held-by members\n", "")
    moved = lines.replace(
        "  complete", "  resource taste held-by members form knowledge\n  complete"
    )
    assert compared(BEFORE, moved).changed == ()


def test_what_is_said_twice_and_then_once_is_a_difference() -> None:
    twice = BEFORE.replace(
        "    roaster combines taste, beans\n",
        "    roaster combines taste, beans\n    roaster combines taste, beans during use\n",
    )
    (changed,) = compared(twice, BEFORE).changed
    assert changed.after is None
    assert "during" in {clause.clause for clause in changed.clauses}


def test_there_are_texts_to_compare() -> None:
    assert len(TEXTS) >= 20


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_a_text_beside_itself_formatted_says_the_same(path: Path) -> None:
    source = SourceText("a", path.read_text(encoding="utf-8"))
    parsed = case_from_text(source)
    for keywords in ("en", "zh"):
        written = text_from_case(parsed, keywords, knowledge().terms)
        assert compared(source.text, written).changed == ()


def test_every_consequence_is_traced_to_the_statement_that_it_comes_from() -> None:
    cases = [analyse(SourceText(name, text)) for name, text in (("a", BEFORE), ("b", AFTER))]
    (version,) = versions(cases, knowledge())
    told = {each.change.id: each for each in (*version.conclusions, *version.findings)}
    assert len(told) > 10
    assert all(each.statements for each in told.values()), [
        id for id, each in told.items() if not each.statements
    ]
    leads = told["role:members@blending=leading-party"]
    assert leads.change.turn is Turn.GONE
    assert "Members blend the coffee" in {c.label.en for c in leads.statements}
    shape = told["finding:S254@blending"]
    assert "Members blend the coffee: members -> roaster : taste" in {
        c.label.en for c in shape.statements
    }


def test_each_version_is_held_against_the_one_before() -> None:
    texts = (("a", BEFORE), ("b", AFTER), ("c", BEFORE))
    first, second = versions([analyse(SourceText(n, t)) for n, t in texts], knowledge())
    assert (first.before, first.after) == ("a", "b")
    assert (second.before, second.after) == ("b", "c")
    gone = {e.change.id for e in first.conclusions if e.change.turn is Turn.GONE}
    assert gone
    assert gone <= {e.change.id for e in second.conclusions}


# ---------------------------------------------------------------- as a user sees it
@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.vcc").write_text(BEFORE, encoding="utf-8")
    Path("b.vcc").write_text(AFTER, encoding="utf-8")
    Path("c.vcc").write_text(BEFORE, encoding="utf-8")
    Path("other.vcc").write_text(BEFORE.replace("case coffee", "case tea"), encoding="utf-8")


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize(
    ("language", "told"),
    [("en", ("What changed", "because of")), ("zh", ("有何变化", "起因"))],
)
def test_versions_are_told_with_lines_of_both_files(
    language: str, told: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["compare", "a.vcc", "b.vcc", "--lang", language]) == 0
    text = capsys.readouterr().out
    for words in (*told, "[a.vcc:11 → b.vcc:12]", "+ decided-by roaster"):
        assert words in text
    assert run(["compare", "a.vcc", "b.vcc", "--lang", language, "--format", "markdown"]) == 0
    assert told[0] in capsys.readouterr().out


@pytest.mark.usefixtures("files")
def test_cases_of_different_names_are_versions_only_when_told_so(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["compare", "a.vcc", "other.vcc", "--lang", "en"]) == 0
    assert "What changed" not in capsys.readouterr().out
    assert run(["compare", "a.vcc", "other.vcc", "--versions", "--lang", "en"]) == 0
    assert "Both say the same." in capsys.readouterr().out


@pytest.mark.usefixtures("files")
@pytest.mark.parametrize(("language", "told"), [("en", "use one of them"), ("zh", "请只用其一")])
def test_periods_and_versions_are_not_asked_for_at_once(
    language: str, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["compare", "a.vcc", "--by-phase", "--versions", "--lang", language]) == 2
    assert told in capsys.readouterr().err


@pytest.mark.usefixtures("files")
def test_the_json_has_the_versions_as_published(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["compare", "a.vcc", "b.vcc", "c.vcc", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    schema = resources.files("vcc.render").joinpath("schemas/comparison.schema.json")
    jsonschema.Draft202012Validator(json.loads(schema.read_text("utf-8"))).validate(told)
    assert len(told["versions"]) == 2
    (first, _) = told["versions"]
    causes = first["causes"]["conclusions"]["role:members@blending=leading-party"]
    labels = [first["statements"][place]["label"]["en"] for place in causes]
    assert "Members blend the coffee" in labels
