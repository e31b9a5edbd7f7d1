"""The Python API: what the README shows, typed and frozen."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from pathlib import Path

import pytest

import vcc
from vcc.api import Case
from vcc.findings.explanation import Explanation
from vcc.source.diagnostic import Severity, SourceErrors

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def case() -> Case:
    return vcc.load(REPOSITORY / "examples/01-xiaomi/xiaomi.vcc")


def test_a_case_knows_its_name_and_label(case: Case) -> None:
    assert case.name == "xiaomi"
    assert case.label.zh.startswith("小米")
    assert case.language == "en"


def test_checking_gives_mistakes_and_findings_alike(case: Case) -> None:
    found = case.check()
    assert found
    for item in found:
        assert isinstance(item.severity, Severity)
        assert item.message.en
        assert item.message.zh


def test_an_analysis_is_frozen_and_full(case: Case) -> None:
    analysis = case.analyse()
    assert len(list(analysis.conclusions)) > 100
    with pytest.raises(dataclasses.FrozenInstanceError):
        analysis.file = "other"  # type: ignore[misc]


def test_an_explanation_can_be_read_and_walked(case: Case) -> None:
    explanation = case.explain("logic")
    assert isinstance(explanation, Explanation)
    assert explanation.root.premises
    assert "R-37" in str(explanation)


def test_what_is_not_clear_lists_what_could_be_meant(case: Case) -> None:
    with pytest.raises(KeyError, match="stage:joint-delivery"):
        case.explain("stage:")
    with pytest.raises(KeyError, match="stage:joint-delivery"):
        case.explain("stage:joint-delivary")


def test_the_graph_is_rdflibs_and_new_at_each_call(case: Case) -> None:
    stated, everything = case.graph(), case.graph(inferred=True)
    assert len(stated) < len(everything)
    stated.remove((None, None, None))
    assert len(case.graph()) > 0


def test_a_text_with_mistakes_raises_all_of_them(tmp_path: Path) -> None:
    path = tmp_path / "x.vcc"
    path.write_text("vcc 1\ncase x { actor a is frim actor b is frim }", encoding="utf-8")
    with pytest.raises(SourceErrors) as errors:
        vcc.load(path)
    assert len(errors.value.diagnostics) == 2


def test_importing_vcc_loads_little() -> None:
    program = "import sys, vcc; print(*[m for m in sys.modules if m.startswith('vcc.')])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert all(name.startswith("vcc.source") for name in done.stdout.split())


def test_a_case_shows_itself_by_name_and_label(case: Case) -> None:
    assert repr(case) == "Case('xiaomi', \"Xiaomi's business model innovation\")"


def test_mistakes_can_be_caught_by_names_of_vcc_itself(tmp_path: Path) -> None:
    path = tmp_path / "broken.vcc"
    path.write_text("vcc 1\ncase x { actor }\n", encoding="utf-8")
    with pytest.raises(vcc.SourceErrors) as errors:
        vcc.load(path)
    assert all(d.severity is vcc.Severity.ERROR for d in errors.value.diagnostics)
