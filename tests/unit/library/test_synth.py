"""Synthetic libraries: valid but for what is planted, varied, and equal for equal seeds."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vcc.cli.main import run
from vcc.findings.outcome import Outcome
from vcc.knowledge import knowledge
from vcc.pipeline import Stopped, analyse
from vcc.source.diagnostic import Severity
from vcc.source.text import SourceText
from vcc.synth.archetype import archetypes
from vcc.synth.defects import defects
from vcc.synth.write import Wanted, synthetic_files

SEED = 20261121


def checked(name: str, text: str) -> Outcome:
    try:
        return analyse(SourceText(name, text), with_sections=False).outcome
    except Stopped as stopped:
        return stopped.outcome


def errors(outcome: Outcome) -> list[tuple[int, str]]:
    found = [(d.span, d.code, d.severity) for d in outcome.diagnostics]
    found += [(f.span, f.name, f.severity) for f in outcome.findings]
    return [(span.line, code) for span, code, severity in found
            if severity is Severity.ERROR and span]  # fmt: skip


def generated(wanted: Wanted) -> list[tuple[str, str, tuple[int, str] | None]]:
    return [
        (str(file.path), file.text, file.planted and (file.planted.line, file.planted.code))
        for file in synthetic_files(wanted, knowledge().ontology)
    ]


def test_exactly_what_is_planted_is_reported_each_on_its_line() -> None:
    planted = Counter[str]()
    for path, text, defect in generated(
        Wanted(2 * len(defects()), SEED, defects=2 * len(defects()))
    ):
        assert defect is not None
        assert errors(checked(path, text)) == [defect], f"{path}\n{text}"
        planted[defect[1]] += 1
    assert planted.keys() == {defect.code for defect in defects()}
    assert len(planted) >= 18


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(), language=st.sampled_from(["en", "zh"]), lines=st.integers(40, 250))
def test_a_case_is_valid_whatever_the_seed(seed: int, language: str, lines: int) -> None:
    ((path, text, _),) = generated(Wanted(1, seed, (language,), lines))
    assert errors(checked(path, text)) == [], text


def test_conclusions_vary() -> None:
    told = set()
    for path, text, _ in generated(Wanted(30, SEED)):
        analysis = analyse(SourceText(path, text), with_sections=False)
        told.add(frozenset(p for _, p, _ in analysis.conclusions.inferred))
    assert len(told) > 10
    assert len(archetypes()) >= 7


@pytest.mark.parametrize("lines", [50, 60, 250])
def test_cases_have_about_as_many_lines_as_wanted(lines: int) -> None:
    sizes = [text.count("\n") for _, text, _ in generated(Wanted(60, SEED, lines=lines))]
    assert abs(sum(sizes) / len(sizes) - lines) < 0.08 * lines
    assert max(sizes) < 1.3 * lines


def test_equal_seeds_give_equal_bytes_and_others_other_cases() -> None:
    one = generated(Wanted(20, 1, defects=3))
    assert one == generated(Wanted(20, 1, defects=3))
    assert one[5] == generated(Wanted(6, 1))[5] or one[5][2], "a case does not depend on the others"
    assert not {text for _, text, _ in one} & {text for _, text, _ in generated(Wanted(20, 2))}
    assert len({text.split("{")[0] for _, text, _ in one}) == 20, "names are distinct"


def test_the_command_writes_a_library_and_its_key(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "library"
    arguments = ["synth", "--cases", "12", "--seed", "3", "--defects", "4", "-o", str(folder)]
    assert run(arguments) == 0
    assert "vcc check" in capsys.readouterr().out
    files = sorted(folder.rglob("*.vcc"))
    assert len(files) == 12
    key = json.loads((folder / "defects.json").read_text(encoding="utf-8"))["defects"]
    assert len(key) == 4
    assert all((folder / one["file"]).is_file() for one in key)
    assert run(arguments) == 2
    assert "not empty" in capsys.readouterr().err
    assert run(["synth", "--cases", "1", "--defects", "2", "-o", str(tmp_path / "x"),
                "--lang", "zh"]) == 2  # fmt: skip
    assert "放不进" in capsys.readouterr().err
    assert not (tmp_path / "x").exists()


def test_languages_are_chosen(tmp_path: Path) -> None:
    assert run(["synth", "--cases", "2", "--language", "zh", "-o", str(tmp_path / "l")]) == 0
    texts = [path.read_text(encoding="utf-8") for path in (tmp_path / "l").rglob("*.vcc")]
    assert all("语言 zh" in text and "主体" in text for text in texts)
