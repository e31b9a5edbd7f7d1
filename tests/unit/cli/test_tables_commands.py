"""`vcc build`, `stats`, `sql` and `table` as people meet them, in both languages."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from vcc.cli.main import cli

pytest.importorskip("pyarrow", reason="needs the extra `library` (pyarrow)")
pytest.importorskip("duckdb", reason="needs the extra `library` (duckdb)")
BROKEN = "vcc 1\nlanguage en\ncase x {\n  actor a is frim\n}\n"


def vcc(*arguments: object, language: str = "en") -> Result:
    environment = {"VCC_LANG": language, "NO_COLOR": "1", "COLUMNS": "100"}
    return CliRunner(env=environment).invoke(cli, list(map(str, arguments)))


@pytest.fixture(scope="module")
def tables(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("built") / "tables"
    done = vcc("build", repository / "examples/practice/own", "--output", output)
    assert done.exit_code == 0, done.output
    assert ": 13; partitions: 1 made" in done.output
    return output


def test_a_second_build_keeps_what_is_there(repository: Path, tables: Path) -> None:
    done = vcc("build", repository / "examples/practice/own", "-o", tables, language="zh")
    assert done.exit_code == 0
    assert "新建分区 0 个，沿用 1 个" in done.output


def test_a_broken_case_is_told_and_the_exit_code_is_1(repository: Path, tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    good = (repository / "examples/practice/own/ikea.vcc").read_bytes()
    (tmp_path / "cases/bad.vcc").write_text(BROKEN, encoding="utf-8")
    (tmp_path / "cases/good.vcc").write_bytes(good)
    for arguments in (
        ("build", tmp_path / "cases", "-o", tmp_path / "out"),
        ("table", tmp_path / "cases", "--for", "csv", "--columns", "section-elements"),
    ):
        done = vcc(*arguments)
        assert done.exit_code == 1, done.output
        assert "bad.vcc (C202 bad.vcc:4; vcc check shows them)" in done.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("build", "{tmp}/none", "-o", "{tmp}/out"), "no such file or folder"),
        (("build", "{tmp}", "-o", "{tmp}/out"), "no case files"),
        (("build", "{cases}", "-o", "{tmp}/out", "--partition", "5/4"), "I from 1 to N"),
        (("build", "{cases}", "-o", "{tmp}/out", "--partition", "x"), "not x"),
        (("build", "{cases}", "-o", "/proc/none"), "cannot write"),
        (("sql", "{tmp}", "SELECT 1"), "holds no tables"),
        (("stats", "{tmp}"), "build them with vcc build"),
        (("table", "{tables}", "--for", "stata"), "--output FILE.dta"),
        (("table", "{tables}", "--for", "qca", "--columns", "loop"), "near: "),
        (("table", "{tables}", "--for", "qca", "--calibration", "{tmp}/x.toml"), "cannot read"),
    ],
)
def test_what_cannot_run_says_why_in_one_sentence(
    repository: Path, tables: Path, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    places = {"tmp": tmp_path, "tables": tables, "cases": repository / "examples/practice/own"}
    done = vcc(*(argument.format(**places) for argument in arguments))
    assert done.exit_code == 2, done.output
    assert said in done.output


def test_without_pyarrow_it_says_what_to_install(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    done = vcc("build", repository / "examples/practice/own", "-o", tmp_path / "out")
    assert "pip install 'vcc-cases[library]'" in done.output
    assert not (tmp_path / "out").exists()


def test_sql_answers_as_csv_and_json_and_shows_a_slip(tables: Path) -> None:
    query = "SELECT case_name, libraries, warnings FROM cases ORDER BY 1 LIMIT 1"
    assert vcc("sql", tables, query, "--format", "csv").output.splitlines()[1].startswith("ant-f")
    (row,) = json.loads(vcc("sql", tables, query, "--format", "json").output)
    assert row["libraries"] == []
    slip = vcc("sql", tables, "SELECT nothing FROM cases", language="zh")
    assert slip.exit_code == 2
    assert "SQL:1:8" in slip.output
    assert "现有数据表" in slip.output


def test_statistics_as_text_markdown_json_and_pictures(tables: Path, tmp_path: Path) -> None:
    assert "Most frequent findings" in vcc("stats", tables).output
    assert "| --- |" in vcc("stats", tables, "--format", "markdown", language="zh").output
    counted = json.loads(vcc("stats", tables, "--format", "json").output)
    assert counted["cases"] == 13
    done = vcc("stats", tables, "--plots", tmp_path / "plots", language="zh")
    assert done.exit_code == 0
    pictures = sorted((tmp_path / "plots").iterdir())
    assert len(pictures) > 5
    for picture in pictures:
        root = ElementTree.fromstring(picture.read_text(encoding="utf-8"))
        assert root.tag.endswith("}svg")
        assert root[0].tag.endswith("}title")
        texts = [node.text for node in root.iter() if node.tag.endswith("}text")]
        assert len(texts) >= 2


def test_a_table_stands_beside_its_provenance(tables: Path, tmp_path: Path) -> None:
    file = tmp_path / "qca.csv"
    done = vcc("table", tables, "--for", "qca", "--output", file)
    assert done.exit_code == 0, done.output
    assert len(file.read_text(encoding="utf-8").splitlines()) == 14
    beside = (tmp_path / "qca.csv.provenance.csv").read_text(encoding="utf-8")
    assert beside.startswith("case_name,path,column,condition,value,why")


def test_cases_and_their_tables_give_the_same_table(
    repository: Path, tables: Path, tmp_path: Path
) -> None:
    cases = repository / "examples/practice/own"
    assert (
        vcc("table", cases, "--for", "csv", "--fuzzy").output
        == vcc("table", tables, "--for", "csv", "--fuzzy").output
    )


def test_rules_are_proved_case_local_or_shown_where_not(tmp_path: Path) -> None:
    done = vcc("rules", "check", "--case-local", language="zh")
    assert done.exit_code == 0, done.output
    assert "每条只涉及一个案例" in done.output
    rules = tmp_path / "pairs.srl"
    rules.write_text(
        "PREFIX : <https://w3id.org/vcc/>\n"
        "RULE :pair { ?a :assists ?b } WHERE { ?a a :Actor . ?b a :Actor }\n",
        encoding="utf-8",
    )
    assert vcc("rules", "check", rules).exit_code == 0
    found = vcc("rules", "check", rules, "--case-local")
    assert found.exit_code == 1
    assert "R401 error: `pair` may join several cases" in found.output
    assert "pairs.srl:2:6" in found.output
    assert "1 rules: 1 may join several cases" in found.output
