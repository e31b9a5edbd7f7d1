"""`vcc ontology check` for people and for machines."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from vcc.audit import owl, owl_worker
from vcc.audit.coverage import NotATableOfClaims, claims_from_csv
from vcc.audit.model import (
    Claim,
    Coverage,
    CoverageRow,
    Outcome,
    Problem,
    Step,
    StepId,
    skipped,
    step,
)
from vcc.audit.owl import NO_EXTRA, STEPS, merged, owl_steps
from vcc.cli.main import run
from vcc.render.ontology_check import json_from_steps, step_text
from vcc.resources import alignment_files
from vcc.source.diagnostic import Severity, Words
from vcc.vocabulary.ontology import shipped_ontology
from vcc.vocabulary.rdf import local_name

WRONG = step(StepId.NAMES, 3, (Problem("<x>", Words("x is wrong", "x 有误"), "a.srl:1:2"),))
LOST = Problem("<x>", Words("x is lost", "x 丢失了"), "a.srl:4:5", "T021", Severity.WARNING)
WARNED = step(StepId.FRAMEWORKS, 1, (LOST,))


def texts(found: Step, language: str = "en") -> list[str]:
    return step_text(found, language, width=80, colour=False).splitlines()


def test_a_check_that_passed_is_one_line() -> None:
    assert texts(step(StepId.FILES, 7, ())) == ["✓ files           7 files can be read"]
    assert texts(step(StepId.FILES, 7, ()), "zh") == ["✓ 文件            7 个文件均可读取"]


def test_a_check_that_failed_names_place_and_problem() -> None:
    assert texts(WRONG) == [
        "✗ names           problems found: 1",
        "    a.srl:1:2: x is wrong",
    ]


def test_a_check_with_warnings_only_has_not_failed() -> None:
    assert WARNED.outcome is Outcome.WARNED
    assert texts(WARNED) == [
        "! frameworks      warnings: 1",
        "    a.srl:4:5: T021 warning: x is lost",
    ]
    assert texts(WARNED, "zh")[1] == "    a.srl:4:5: T021 警告：x 丢失了"
    mixed = step(StepId.FRAMEWORKS, 1, (*WARNED.problems, *WRONG.problems))
    assert mixed.outcome is Outcome.FAILED
    assert texts(mixed)[0] == "✗ frameworks      problems found: 2"
    (check,) = json.loads(json_from_steps([WARNED]))["checks"]
    assert check["outcome"] == "warned"
    assert (check["problems"][0]["code"], check["problems"][0]["severity"]) == ("T021", "warning")


def test_a_check_that_could_not_run_says_why() -> None:
    assert texts(skipped(StepId.PROFILE, NO_EXTRA)) == [
        "– profile         not checked: needs the owl extra: pip install 'vcc-cases[owl]'"
    ]


def test_a_check_that_looked_at_nothing_has_failed() -> None:
    assert step(StepId.WORDS, 0, ()).outcome is Outcome.FAILED


def test_coverage_is_a_table_by_paper_and_kind_with_sums() -> None:
    rows = (CoverageRow("DL", "class", 9, 8), CoverageRow("DL", "rule", 2, 2))
    open_claim = Claim("DL-056", "class", Words("two stages", "两个阶段"))
    lines = texts(step(StepId.COVERAGE, 11, (), Coverage(rows, (open_claim,))))
    cells = [line.split() for line in lines]
    assert ["DL", "class", "8/9"] in cells
    assert ["DL", "all", "10/11"] in cells
    assert "    DL-056 (class) two stages" in lines


def test_json_carries_everything_in_both_languages() -> None:
    data = json.loads(json_from_steps([WRONG, skipped(StepId.PROFILE, NO_EXTRA)]))
    assert [check["outcome"] for check in data["checks"]] == ["failed", "skipped"]
    assert data["checks"][0]["problems"] == [
        {"subject": "<x>", "place": "a.srl:1:2", "message": {"en": "x is wrong", "zh": "x 有误"}}
    ]
    assert data["checks"][1]["reason"]["zh"] == NO_EXTRA.zh


def test_without_the_owl_extra_the_owl_checks_are_skipped_with_a_reason(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(owl, "find_spec", lambda name: None)
    steps = list(owl_steps(shipped_ontology()))
    assert [found.id for found in steps] == list(STEPS)
    assert {found.reason for found in steps} == {NO_EXTRA}


def test_the_modules_are_checked_as_one_ontology_that_imports_nothing() -> None:
    triples = list(merged(shipped_ontology().triples))
    assert sum(local_name(value) == "Ontology" for _, _, value in triples) == 1
    assert not [triple for triple in triples if local_name(triple[1]) == "imports"]


@pytest.mark.parametrize(
    "text", ["", "id,kind\n", "id,kind,term_en\nDL-001,rule,x\n", "\x00\n"], ids=repr
)
def test_what_is_no_table_of_claims_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "claims.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(NotATableOfClaims):
        claims_from_csv(path)


@pytest.mark.parametrize("what", ["no-such.csv", "bytes.csv", "folder"])
def test_the_command_says_why_it_could_not_run(
    what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bytes.csv").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "folder").mkdir()
    assert run(["ontology", "check", "--claims", str(tmp_path / what)]) == 2
    said = capsys.readouterr().err
    assert said.startswith("vcc: ")
    assert len(said.splitlines()) == 1


def test_a_case_with_a_mistake_is_not_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = tmp_path / "case.vcc"
    case.write_text("vcc 1\nlanguage en\ncase x { actor a is nothing-known }\n", encoding="utf-8")
    assert run(["ontology", "check", str(case)]) == 2
    assert "nothing-known" in capsys.readouterr().err


@pytest.mark.java
def test_the_command_checks_the_theory_and_a_case(capsys: pytest.CaptureFixture[str]) -> None:
    case = Path(__file__).with_name("everything.vcc")
    of_others = {"coverage", "frameworks", "claims", "examples"}  # --claims, --framework
    code = run(["ontology", "check", str(case), "--format", "json"])
    checks = {check["id"]: check for check in json.loads(capsys.readouterr().out)["checks"]}
    assert set(checks) == {each.value for each in StepId} - of_others
    assert code == int(any(check["outcome"] == "failed" for check in checks.values()))
    if checks["consistency"]["outcome"] == "skipped":
        pytest.skip(checks["consistency"]["reason"]["en"])
    assert checks["consistency"]["checked"] == 2 + len(alignment_files())
    assert checks["consistency"]["problems"] == []


def test_a_worker_without_java_says_so_and_the_owl_checks_are_skipped(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def no_java(jar: str) -> None:
        raise OSError(f"no Java for {jar}")

    request = tmp_path / "request.json"
    request.write_text('{"jar": "HermiT.jar", "files": []}', encoding="utf-8")
    monkeypatch.setattr(owl_worker, "start_java", no_java)
    code = owl_worker.main(str(request), str(tmp_path / "answer.json"))
    assert code == owl_worker.NO_JAVA
    said = capsys.readouterr().err
    assert said == "no Java for HermiT.jar\n"

    done = subprocess.CompletedProcess([], code, "", said)
    monkeypatch.setattr(owl, "hermit_jar", lambda: tmp_path / "HermiT.jar")
    monkeypatch.setattr(owl.subprocess, "run", lambda *_, **__: done)
    reasons = {found.reason for found in owl_steps(shipped_ontology())}
    assert reasons == {owl.NO_JAVA.filled({"problem": "no Java for HermiT.jar"})}


def test_a_worker_that_breaks_is_never_taken_for_a_passed_check(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    done = subprocess.CompletedProcess([], 1, "", "Traceback\nBoom: x\n")
    monkeypatch.setattr(owl, "hermit_jar", lambda: tmp_path / "HermiT.jar")
    monkeypatch.setattr(owl.subprocess, "run", lambda *_, **__: done)
    with pytest.raises(RuntimeError, match="Boom: x"):
        list(owl_steps(shipped_ontology()))
