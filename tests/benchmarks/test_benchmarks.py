"""The harness runs, and its engines agree, on the smallest sizes. Nothing here measures time."""

from __future__ import annotations

import json
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import pytest

from .commands import commands
from .engines import ENGINES, engine_of
from .measure import Measurement, folder_of, measure, spawned
from .product import product
from .report import report
from .summary import kept, readme_table
from .workloads import SETS, Workload, name_of, program_of, term_of

needs_numpy = pytest.mark.skipif(find_spec("numpy") is None, reason="columns need numpy")
TINY = SETS["tiny"]


@needs_numpy
@pytest.mark.parametrize("workload", TINY, ids=[workload.key for workload in TINY])
def test_the_engines_that_are_installed_agree(workload: Workload, tmp_path: Path) -> None:
    found = [measure(engine, workload, tmp_path, warm=False) for engine in ENGINES]
    good = [m for m in found if m.status == "ok"]
    total = sum(good[0].counts.values())
    assert total > 0
    assert {m.status for m in found} <= {"ok", "missing", "cannot"}, found
    assert {"vcc rows", "vcc columns"} <= {m.engine for m in good}
    # reasonable does not conclude that headOf is a subproperty of memberOf (OWL 2 RL, scm-spo)
    lacks = {"reasonable": 1}
    assert len({json.dumps(m.counts, sort_keys=True) for m in good if m.engine not in lacks}) == 1
    assert all(sum(m.counts.values()) + lacks.get(m.engine, 0) == total for m in good)


@needs_numpy
def test_a_measurement_is_a_process_of_its_own(tmp_path: Path) -> None:
    found = spawned("vcc columns", TINY[0], tmp_path, warm=False, timeout=60)
    assert found.status == "ok", found.why
    assert {"compile", "load", "reason", "export", "process"} <= found.seconds.keys()
    assert found.counts == {"reaches": 30 * 31 // 2}
    assert "numpy" in found.versions


def test_a_process_that_takes_too_long_is_a_result(tmp_path: Path) -> None:
    found = spawned("vcc rows", TINY[0], tmp_path, warm=False, timeout=0.01)
    assert found.status == "timeout"


def test_a_warm_process_answers_many_cases(tmp_path: Path) -> None:
    found = measure("vcc rows", Workload("counts", "cases", 1), tmp_path, warm=True)
    assert found.status == "ok", found.why
    assert 0 < found.seconds["reason"] < 1


def test_what_is_missing_or_different_stands_in_the_table() -> None:
    seconds = {"load": 1.0, "reason": 2.0, "export": 3.0}
    text = report([
        Measurement("a", "w", "ok", "", seconds, 10, {"p": 1}, {}, "text", "arrays"),
        Measurement("b", "w", "ok", "", seconds, 10, {"p": 1}, {}),
        Measurement("c", "w", "ok", "", {**seconds, "reason": 1.0}, 10, {"p": 2}, {}),
        Measurement("d", "w", "missing", "No module named 'd'"),
    ])  # fmt: skip
    rows = {line.split(" | ")[0]: line for line in text.splitlines()}
    assert rows["| a"].endswith("| 1 | 2 | 3 | 6 | 2 | 1.2 | 10 | text → arrays |  |")
    assert "DIFFERENT COUNTS p 2≠1" in rows["| c"]
    assert "missing: No module named 'd'" in rows["| d"]


def test_the_table_of_the_readme_compares_with_our_faster_executor() -> None:
    def measured(engine: str, reason: float) -> Measurement:
        seconds = {"load": 1.0, "reason": reason, "export": 1.0}
        return Measurement(engine, "cases-cases-10000", "ok", "", seconds)

    found = [measured("vcc rows", 9), measured("vcc columns", 2), measured("nemo-python", 6)]
    row = next(line for line in readme_table(found).splitlines() if "10,000" in line)
    assert row.startswith("| 10,000 cases, 828k facts | 2 / 4 s | 3x / 2x |")


def test_the_measurements_that_the_readme_shows_are_kept() -> None:
    found = kept()
    assert {m.engine for m in found if m.status == "ok"} >= {"vcc rows", "vcc columns"}
    assert len(readme_table(found).splitlines()) == 2 + 5


def test_the_rules_of_the_product_are_timed_on_the_examples() -> None:
    text = product(profiled=True)
    assert "01-xiaomi/xiaomi.vcc" in text
    assert "| stratum |" in text


def test_generated_facts_are_always_the_same(tmp_path: Path) -> None:
    for workload in TINY:
        facts = workload.facts()
        assert facts == workload.facts()
        assert [tuple(map(name_of, map(term_of, fact))) for fact in facts] == facts
        folder = folder_of(workload, tmp_path)
        assert len((folder / "data.nt").read_text("utf-8").splitlines()) == len(facts)


def test_a_case_has_about_eighty_facts_and_forty_rules() -> None:
    facts = Workload("cases", "cases", 100).facts()
    assert 8_000 < len(facts) < 8_700
    assert len(program_of("cases").rules) == 40
    assert Counter(rule.runs_once for rule in program_of("counts").rules)[True] == 4


def test_a_peer_that_is_not_installed_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(ENGINES, "nobody", "nobody:Nobody")
    with pytest.raises(ImportError):
        engine_of("nobody")
    assert measure("nobody", TINY[0], tmp_path, warm=False).status == "missing"


def test_single_commands_are_measured() -> None:
    rows = [line.split("|") for line in commands(repeated=1).splitlines()[2:]]
    assert len(rows) >= 4
    assert all(float(row[4]) > 0 for row in rows)
