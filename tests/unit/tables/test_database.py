"""SQL over the tables: it answers, it cannot reach anything else, and it says where a slip is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("duckdb", reason="needs the extra `library` (duckdb)")

from vcc.source.diagnostic import SourceErrors
from vcc.tables.database import Database
from vcc.tables.folder import Folder
from vcc.tables.statistics import statistics_of


@pytest.fixture
def database(folder: Folder) -> Iterator[Database]:
    with Database(folder) as opened:
        yield opened


def test_it_answers_over_all_partitions(database: Database, folder: Folder) -> None:
    answer = database.ask("SELECT count(*) AS n, count(DISTINCT path) FROM cases")
    assert answer.columns[0] == "n"
    assert answer.rows == ((29, 29),)
    joined = database.ask(
        "SELECT case_name, count(*) AS n FROM moves JOIN cases USING (case_name, path) GROUP BY ALL"
    )
    assert sum(n for _, n in joined.rows) == folder.manifest.rows()["moves"]


@pytest.mark.parametrize(
    ("sql", "code"),
    [
        ("COPY cases TO '{file}'", "D103"),
        ("CREATE TABLE x AS SELECT 1", "D103"),
        ("DROP VIEW cases", "D103"),
        ("INSERT INTO cases SELECT * FROM cases", "D103"),
        ("ATTACH '{file}'", "D103"),
        ("INSTALL httpfs", "D103"),
        ("SET enable_external_access = true", "D103"),
        ("PRAGMA enable_external_access = true", "D103"),
        ("SELECT * FROM read_csv('{file}')", "D104"),
        ("SELECT * FROM read_text('{file}')", "D104"),
        ("SELECT * FROM glob('{folder}/*')", "D104"),
        ("SELECT * FROM '{file}'", "D104"),
        ("SELECT * FROM '{folder}/other'", "D101"),
        ("SELECT getenv('HOME')", "D101"),
        ("SELECT 1; SELECT 2", "D102"),
        ("SELECT 1; COPY cases TO '{file}'", "D102"),
        ("", "D102"),
        ("-- nothing", "D102"),
    ],
)
def test_it_reads_its_tables_and_nothing_else(
    database: Database, tmp_path: Path, sql: str, code: str
) -> None:
    file = tmp_path / "secret.csv"
    file.write_text("a\n1\n", encoding="utf-8")
    with pytest.raises(SourceErrors) as caught:
        database.ask(sql.format(file=file, folder=tmp_path))
    assert [d.code for d in caught.value.diagnostics] == [code]
    assert sorted(tmp_path.iterdir()) == [file]
    assert file.read_text(encoding="utf-8") == "a\n1\n"
    assert database.ask("SELECT count(*) FROM cases").rows == ((29,),)


def test_a_python_variable_is_no_table(database: Database) -> None:
    secret = [1, 2, 3]
    with pytest.raises(SourceErrors, match="secret"):
        database.ask("SELECT * FROM secret")
    assert secret


@pytest.mark.parametrize(
    ("sql", "line", "column", "word"),
    [
        ("SELEC 1", 1, 1, "SELEC"),
        ("SELECT foo FROM cases", 1, 8, "foo"),
        ("SELECT *\n  FROM casess", 2, 8, "casess"),
        ("SELECT count(*)\nFROM cases\nWHERE nothing = 1", 3, 7, "nothing"),
        ("SELECT '" + "长" * 200 + "', foo FROM cases", 1, 212, "foo"),
    ],
)
def test_a_slip_is_shown_where_it_is(
    database: Database, sql: str, line: int, column: int, word: str
) -> None:
    with pytest.raises(SourceErrors) as caught:
        database.ask(sql)
    (mistake,) = caught.value.diagnostics
    assert mistake.span is not None
    assert (mistake.span.line, mistake.span.column) == (line, column)
    assert sql[mistake.span.start : mistake.span.end] == word


def test_statistics_agree_with_the_rows(folder: Folder) -> None:
    counted = statistics_of(folder)
    conclusions = folder.table("conclusions").to_pylist()
    assert counted.cases == 29
    told = {(v.property.name, s.what.name): s.cases for v in counted.verdicts for s in v.values}
    assert len(told) > 10
    for (predicate, object), cases in told.items():
        rows = {
            r["path"]
            for r in conclusions
            if r["of_case"] and r["predicate"] == predicate and r["object"] == object
        }
        assert len(rows) == cases
    statuses = sum(n for s in counted.sections for e in s.elements for n in e.by_status.values())
    assert statuses == sum(1 for r in conclusions if r["of_case"] and r["status"])
    assert sum(f.count for f in counted.findings) == folder.manifest.rows()["findings"]
    assert all(f.cases <= f.count for f in counted.findings)
    moves = folder.table("moves").to_pylist()
    (of_moves,) = (c for c in counted.cited if c.statement == "move")
    assert (of_moves.count, of_moves.cited) == (len(moves), sum(m["citations"] > 0 for m in moves))
