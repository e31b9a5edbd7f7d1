"""`require-evidence`: statements of some kinds must cite a source."""

from __future__ import annotations

from pathlib import Path

import pytest
from checking import case, check, problems, written

CITED = 'source s is report "A report" in 2020\n  actor g is firm [@s §1]'


@pytest.mark.parametrize(("kind", "lines"), [("actors", [7, 8]), ("主体", [7, 8]), ("moves", [])])
def test_what_cites_nothing_is_told(tmp_path: Path, kind: str, lines: list[int]) -> None:
    written(tmp_path, {"vcc.toml": f'require-evidence = ["{kind}"]', "a.vcc": case(top=CITED)})
    found = problems(tmp_path, "--select", "E")
    assert [p["place"]["line"] for p in found] == lines
    assert check(tmp_path, "--select", "E").exit_code == bool(lines)


def test_every_kind_can_be_asked_for(tmp_path: Path) -> None:
    written(tmp_path, {"vcc.toml": 'require-evidence = ["all"]', "a.vcc": case(top=CITED)})
    assert len(problems(tmp_path, "--select", "E")) == 4


def test_a_statement_can_be_excused_with_a_reason(tmp_path: Path) -> None:
    written(tmp_path, {"vcc.toml": 'require-evidence = ["activities"]', "a.vcc": case()})
    (code, _) = [p["code"] for p in problems(tmp_path, "--select", "E")]
    waiver = f"# vcc: ignore[{code}] -- common knowledge"
    written(tmp_path, {"a.vcc": case(tail=waiver, above=waiver)})
    assert problems(tmp_path, "--select", "E,W") == []


def test_nothing_is_asked_of_a_case_with_mistakes(tmp_path: Path) -> None:
    text = case(top="actor b is frim")
    written(tmp_path, {"vcc.toml": 'require-evidence = ["actors"]', "a.vcc": text})
    assert [p["code"] for p in problems(tmp_path)] == ["C202"]


def test_libraries_cite_too(tmp_path: Path) -> None:
    library = "vcc 1\nlanguage en\nlibrary l {\n  actor g is firm\n}\n"
    written(tmp_path, {"vcc.toml": 'require-evidence = ["actors"]', "l.vcc": library})
    assert [p["place"]["line"] for p in problems(tmp_path, "--select", "E")] == [4]


def test_a_kind_that_there_is_not_is_told(tmp_path: Path) -> None:
    written(tmp_path, {"vcc.toml": 'require-evidence = ["actings"]', "a.vcc": case()})
    result = check(tmp_path)
    assert result.exit_code == 2
    assert "L104" in result.stderr
