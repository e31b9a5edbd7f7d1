"""The Python API: what the README shows, typed and frozen."""

from __future__ import annotations

import dataclasses
import doctest
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import vcc
import vcc.api
from vcc.api import Case
from vcc.findings.explanation import Explanation
from vcc.findings.ids import UnknownId
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
    assert "vcc.source" in done.stdout, done.stderr
    assert all(name.startswith("vcc.source") for name in done.stdout.split())


def test_a_case_shows_itself_by_name_and_label(case: Case) -> None:
    assert repr(case) == "Case('xiaomi', \"Xiaomi's business model innovation\")"


def test_mistakes_can_be_caught_by_names_of_vcc_itself(tmp_path: Path) -> None:
    path = tmp_path / "broken.vcc"
    path.write_text("vcc 1\ncase x { actor }\n", encoding="utf-8")
    with pytest.raises(vcc.SourceErrors) as errors:
        vcc.load(path)
    assert all(d.severity is vcc.Severity.ERROR for d in errors.value.diagnostics)


# ---------------------------------------------------------------- questions, and bad ones
BAKERY = REPOSITORY / "examples/02-bakery/bakery.vcc"


@pytest.fixture(scope="module")
def bakery() -> Case:
    return vcc.load(BAKERY)


@pytest.mark.parametrize("module", [vcc, vcc.api])
def test_the_examples_of_the_docstrings_are_what_happens(
    module: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(REPOSITORY)
    failed, tried = doctest.testmod(module)
    assert tried >= 3
    assert failed == 0


def test_every_result_is_read_in_the_language_of_the_case(case: Case, bakery: Case) -> None:
    told = {
        "因为": str(bakery.why("loop:feedback-loop", all=True)),
        "有何变化": str(vcc.compare(bakery, vcc.load(BAKERY))),
        "结论依赖于什么": str(bakery.sensitivity()),
        "未推得": str(bakery.why_not("stage:joint-delivery")),
        "because": str(case.why("logic")),
    }
    for words, text in told.items():
        assert words in text
        assert len(text) > 40
    assert "Side by side" in str(vcc.compare(case, bakery))
    assert "Side by side" in str(vcc.compare(case, by_phase=True))
    assert str(vcc.agreement(bakery, bakery)).strip()


def test_why_is_explain_and_all_gives_every_argument(bakery: Case) -> None:
    one, all = (
        bakery.why("link:firm-integration"),
        bakery.explain("link:firm-integration", all=True),
    )
    assert one.others == ()
    assert len(all.others) == 2


def test_a_reading_changes_what_is_concluded(bakery: Case) -> None:
    other = vcc.load(BAKERY, readings="by-field")
    assert set(other.explainable) != set(bakery.explainable)
    assert [node.name for node in other.analyse().readings] == ["leadership-by-field"]
    default = vcc.load(BAKERY, readings=["by-decision"])
    assert default.explainable == bakery.explainable


def test_readings_that_are_none_or_contradict_each_other_are_told_in_both_languages() -> None:
    for words, english, chinese in (
        (["by-feld"], "by-field", "没有读法"),
        (["by-field", "by-decision"], "by-decision", "同一选项"),
    ):
        with pytest.raises(SourceErrors) as errors:
            vcc.load(BAKERY, readings=words)
        (found,) = errors.value.diagnostics
        assert english in found.message.en + (found.help.en if found.help else "")
        assert chinese in found.message.zh


def test_what_is_unknown_is_told_with_near_ids_in_the_language_of_the_case(
    case: Case, bakery: Case
) -> None:
    for asked, words in ((case, "near:"), (bakery, "相近的有")):
        with pytest.raises(UnknownId) as unknown:
            asked.why("stage:joint-delivary")
        assert words in str(unknown.value)
        assert "stage:joint-delivery" in unknown.value.near


def test_what_does_not_follow_is_a_question_for_why_not(case: Case, bakery: Case) -> None:
    for asked, words in ((case, "does not follow"), (bakery, "并不成立")):
        with pytest.raises(UnknownId, match="why_not") as unknown:
            asked.why("stage:joint-delivery=absent")
        assert words in str(unknown.value)
        assert unknown.value.could_be == "stage:joint-delivery=absent"


def test_what_follows_is_no_question_for_why_not(case: Case) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (the class is the point)
        case.why_not("stage:joint-delivery")
    with pytest.raises(LookupError):
        case.why_not("no-such-thing:at-all")


@pytest.mark.parametrize("statement", ["actor a is frim", "absent", "actor 面包房 is firm"])
def test_a_statement_with_a_mistake_gets_the_diagnostics_of_a_file(
    bakery: Case, statement: str
) -> None:
    with pytest.raises(SourceErrors) as errors:
        bakery.what_if(add=[statement])
    for found in errors.value.diagnostics:
        assert found.message.en
        assert found.message.zh


def test_too_little_to_compare_is_told(case: Case, bakery: Case) -> None:
    for arguments, options in (
        ((case,), {}),
        ((case, bakery), {"by_phase": True}),
        ((bakery,), {"by_phase": True}),
        ((case,), {"by_phase": True, "versions": True}),
    ):
        with pytest.raises(ValueError, match="period"):
            vcc.compare(*arguments, **options)


def test_a_case_that_breaks_shapes_is_still_explained(tmp_path: Path) -> None:
    path = tmp_path / "x.vcc"
    path.write_text(
        "vcc 1\nlanguage en\ncase x { actor f actor c is customer-group\n"
        "  interaction t is co-design { c -> f : w } resource w form knowledge held-by c }\n",
        encoding="utf-8",
    )
    broken = vcc.load(path)
    (wrong,) = [f for f in broken.check() if f.severity is Severity.ERROR]
    assert "S210" in str(broken.why(wrong.id))
    others = [id for id in broken.explainable if not id.startswith("finding:")]
    assert len(others) >= 3
    for id in others:
        assert broken.why(id).root.premises


def test_the_python_of_the_tour_is_what_happens(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(REPOSITORY)
    tour = (REPOSITORY / "docs/explaining.md").read_text(encoding="utf-8")
    (program,) = re.findall(r"^```python\n(.*?)^```", tour, re.MULTILINE | re.DOTALL)
    exec(compile(program, "docs/explaining.md", "exec"), {})
    assert len(capsys.readouterr().out) > 10_000
