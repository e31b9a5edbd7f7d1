"""Models in equations: the long-run claim of the growth model, and what is refused."""

from __future__ import annotations

import csv
import io
import math
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from vcc.cli.main import cli
from vcc.simulation import (
    BadEquation,
    CannotSimulate,
    Model,
    Quantity,
    models_from_ontology,
    simulate,
)
from vcc.simulation.expressions import equation
from vcc.source.diagnostic import Words
from vcc.vocabulary.ontology import shipped_ontology

NONE = Words("", "")


def growth() -> Model:
    (model,) = (m for m in models_from_ontology(shipped_ontology()) if "growth" in m.words)
    return model


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner(env={"COLUMNS": "100"}).invoke(cli, ["simulate", *arguments])
    return result.exit_code, result.output


# What the theory model computed for doubtful point 30.
def test_without_labour_in_the_data_sector_capital_per_head_comes_to_rest() -> None:
    rows = simulate(growth(), {"u": 0}, 600).rows
    assert rows[400]["k"] == pytest.approx(19.81, abs=0.01)
    assert rows[600]["k"] == pytest.approx(rows[500]["k"], rel=1e-6)


def test_with_data_growth_capital_per_head_rises_without_end() -> None:
    rows = simulate(growth(), {"u": 0.2}, 600).rows
    assert [round(rows[t]["k"]) for t in (200, 400, 600)] == [85, 626, 4580]
    assert all(row["dD"] > 0 for row in rows)


def test_the_claim_is_one_of_the_long_run_not_of_single_steps() -> None:
    idle, busy = (simulate(growth(), {"u": u}, 600).rows for u in (0, 0.2))
    assert busy[0]["Y"] < idle[0]["Y"], "labour that makes data makes no goods now"
    assert busy[600]["Y"] > idle[600]["Y"]
    assert idle[1]["k"] > idle[0]["k"], "below the steady state capital rises even without data"


@given(st.floats(0.01, 0.5), st.floats(0.1, 0.6))
def test_more_data_labour_means_faster_data_whatever_is_saved(u: float, s: float) -> None:
    slow = simulate(growth(), {"u": u, "s": s}, 50).rows[-1]
    fast = simulate(growth(), {"u": u + 0.1, "s": s}, 50).rows[-1]
    assert fast["D"] > slow["D"]


@pytest.mark.parametrize(
    ("given", "said"),
    [({"q": 1}, "no parameter q"), ({"u": 2}, "out of bounds"), ({"k": 2}, "no parameter k"),
     ({"u": math.nan}, "out of bounds"), ({"g": 1e9}, "no finite value")],
)  # fmt: skip
def test_what_cannot_be_computed_is_refused(given: dict[str, float], said: str) -> None:
    with pytest.raises(CannotSimulate, match=said):
        simulate(growth(), given, 600)


@pytest.mark.parametrize(
    "text",
    ["__import__('os')", "D.real", "D if D else 1", "D[0]", "E", "1 +", "D < 1", "True", "'D'",
     "lambda: 1", "D // 2"],
)  # fmt: skip
def test_nothing_but_arithmetic_is_an_equation(text: str) -> None:
    with pytest.raises(BadEquation):
        equation(text, frozenset("D"))


def test_an_equation_means_what_it_says() -> None:
    values = {"D": 3.0, "u": 0.5}
    assert equation("-(D + 1) * 2 ** (1 - u) / 4", frozenset(values))(values) == -math.sqrt(2)


def test_any_model_can_be_run_not_only_growth() -> None:
    halving = Model(
        ("halving",), NONE, NONE, "x", (Quantity("x", NONE, start=8.0, next="x / 2"),)
    )  # fmt: skip
    assert [row["x"] for row in simulate(halving, {}, 3).rows] == [8, 4, 2, 1]


def test_the_command_shows_a_table_and_a_plot_in_both_languages() -> None:
    code, english = run("growth", "--steps", "400")
    assert code == 0
    assert "Illustration, not a forecast." in english
    assert "capital per head (k)" in english
    assert "logarithmic" in english
    assert english.count("•") >= 50
    code, chinese = run("growth", "--lang", "zh")
    assert code == 0
    assert "仅供说明，并非预测" in chinese
    assert "人均资本" in chinese


def test_csv_has_every_step() -> None:
    code, text = run("growth", "--format", "csv", "--steps", "20", "--set", "u=0.1")
    assert code == 0
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["step"] for row in rows] == [str(step) for step in range(21)]
    assert float(rows[1]["D"]) == pytest.approx(1 + 0.0005 * 0.1 * 100)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("grow",), "growth"),
        (("growth", "--set", "u"), "SYMBOL=NUMBER"),
        (("growth", "--set", "u=5"), "out of bounds"),
        (("growth", "--steps", "0"), "steps"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(arguments: tuple[str, ...], said: str) -> None:
    code, output = run(*arguments)
    assert code == 2
    assert said in output


OWN_MODEL = """
:mending-model a owl:NamedIndividual , :SimulationModel ;
    rdfs:label "mending over time"@en , "修理随时间的变化"@zh ;
    skos:definition "Things that wait, and things mended."@en , "待修之物与已修之物。"@zh ;
    :word "mending"@en , "修理模型"@zh ; :plots "W" .
:mending-waiting a owl:NamedIndividual , :ModelQuantity ; :ofModel :mending-model ;
    rdfs:label "waiting"@en , "待修"@zh ; :position 1 ; :symbol "W" ; :defaultValue "8" ;
    :valueNext "W - M" .
:mending-mended a owl:NamedIndividual , :ModelQuantity ; :ofModel :mending-model ;
    rdfs:label "mended"@en , "已修"@zh ; :position 2 ; :symbol "M" ; :valueNow "W / 2" .
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A framework of one's own with a model."""
    folder = tmp_path / "repair_commons"
    shutil.copytree(Path("tests/repair_commons"), folder)
    with (folder / "repair-commons.ttl").open("a", encoding="utf-8") as module:
        module.write(OWN_MODEL)
    return folder


def test_a_model_of_a_framework_of_ones_own_is_run(own: Path) -> None:
    arguments = ("--framework", str(own), "--format", "csv", "--steps", "2")
    code, text = run("mending", *arguments)
    assert code == 0, text
    assert text.splitlines() == ["step,W,M", "0,8.0,4.0", "1,4.0,2.0", "2,2.0,1.0"]


@pytest.mark.parametrize(
    ("old", "new", "model", "lang"),
    [
        ('"W / 2"', '"W / T"', "mending", "en"),
        ('"8"', '"eight"', "mending", "zh"),
        (':symbol "M" ; ', "", "growth", "en"),
    ],
)
def test_a_mistake_in_it_is_told_with_its_place_whichever_model_is_asked_for(
    own: Path, old: str, new: str, model: str, lang: str
) -> None:
    module = own / "repair-commons.ttl"
    text = module.read_text(encoding="utf-8")
    assert text.count(old) == 1
    module.write_text(text.replace(old, new), encoding="utf-8")
    code, output = run(model, "--framework", str(own), "--lang", lang)
    assert code == 2
    assert "T020" in output
    assert "repair-commons.ttl:" in output
    assert "--debug" not in output, "no internal error"
