"""Cases, and periods of one case, beside each other."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

import jsonschema
import pytest

from vcc import __version__
from vcc.cli.main import run
from vcc.comparison.side_by_side import Aspect, Row, SideBySide, differing, side_by_side
from vcc.comparison.sides import Compared, side_of_case, sides_of_periods
from vcc.comparison.versions import Comparison
from vcc.findings.lexicon import lexicon_of_theory
from vcc.findings.model import Status
from vcc.findings.triples import Triples
from vcc.knowledge import knowledge
from vcc.pipeline import analyse
from vcc.render.side_by_side_json import json_from_comparison
from vcc.source.text import SourceText
from vcc.vocabulary.rdf import local_name


def material(case: Path | SourceText) -> Compared:
    analysis = analyse(case)
    stated, inferred = analysis.graph.triples, analysis.conclusions.inferred
    return Compared(analysis.resolved, analysis.report, Triples(stated), Triples(inferred))


def beside(*cases: Path | SourceText) -> SideBySide:
    label = lexicon_of_theory(knowledge().theory).label
    return side_by_side([side_of_case(material(case)) for case in cases], label)


def row(aspects: tuple[Aspect, ...], aspect: str, key: str) -> Row:
    rows = next(a.rows for a in aspects if a.key == aspect)
    return next(r for r in rows if local_name(f"<{r.key.strip('<>')}>") == key or r.key == key)


@pytest.fixture(scope="module")
def two(repository: Path) -> SideBySide:
    return beside(
        repository / "examples/01-xiaomi/xiaomi.vcc", repository / "examples/02-bakery/bakery.vcc"
    )


@pytest.fixture(scope="module")
def phases(repository: Path) -> SideBySide:
    sides = sides_of_periods(material(repository / "examples/01-xiaomi/xiaomi.vcc"))
    return side_by_side(sides, lexicon_of_theory(knowledge().theory).label)


def test_an_element_has_its_status_in_each_case(two: SideBySide) -> None:
    delivery = row(two.concluded, "section-stages", "joint-delivery")
    assert [cell.status for cell in delivery.cells] == [Status.PRESENT, Status.PARTIAL]
    assert delivery.differs


def test_other_names_for_things_are_no_difference(two: SideBySide) -> None:
    users = row(two.stated, "ActorKind", "customer-group")
    assert users.cells[0].entries != users.cells[1].entries
    assert not users.differs


def test_a_case_beside_itself_does_not_differ(repository: Path) -> None:
    bakery = repository / "examples/02-bakery/bakery.vcc"
    same = beside(bakery, bakery)
    assert same.concluded
    assert not differing((*same.concluded, *same.stated, same.findings))


def test_periods_stand_in_the_order_of_time(phases: SideBySide) -> None:
    names = [local_name(side.term) for side in phases.sides]
    assert names == ["software-era", "four-in-one-era", "new-retail-era"]


def test_the_logic_of_each_period_is_the_one_that_the_theory_gives_it(phases: SideBySide) -> None:
    logic = row(phases.concluded, "section-logic", "logicStatus")
    assert [[e.en for e in cell.entries] for cell in logic.cells] == [
        ["necessary"],
        ["undetermined"],
        ["necessary"],
    ]


def test_a_status_stands_with_the_periods_that_it_rests_on(phases: SideBySide) -> None:
    forum = row(phases.concluded, "section-links", "customer-feedback")
    assert [cell.status for cell in forum.cells] == [Status.PRESENT, None, None]


def test_the_json_is_as_published(two: SideBySide) -> None:
    schema = resources.files("vcc.render").joinpath("schemas/comparison.schema.json")
    validator = jsonschema.Draft202012Validator(json.loads(schema.read_text("utf-8")))
    validator.validate(json.loads(json_from_comparison(Comparison(two), __version__)))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["examples/02-bakery"], "--by-phase"),
        (
            ["examples/02-bakery", "--by-phase"],
            "例如：时期 早期 自 2010 至",
        ),
        (["examples/01-xiaomi", "examples/02-bakery", "--by-phase"], "2 个案例"),
    ],
)
def test_what_cannot_be_compared_is_told_with_a_way_out(
    arguments: list[str],
    told: str,
    repository: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(repository)
    assert run(["compare", *arguments, "--lang", "zh"]) == 2
    assert told in capsys.readouterr().err
