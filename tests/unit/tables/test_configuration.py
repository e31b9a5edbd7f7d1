"""The configuration table: nothing of it is invented, and QCA programs read it."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO

import pytest

from vcc.findings.configuration import CaseRow, Cell, Condition, Configuration, Why
from vcc.render.configuration_csv import (
    case_names,
    column_names,
    csv_from_configuration,
    csv_of_provenance,
)
from vcc.source.diagnostic import Words
from vcc.tables.calibration import Anchors, Calibration
from vcc.tables.configuration import NoSuchColumn, Source, configuration_of
from vcc.tables.folder import Folder
from vcc.tables.sources import source_from_folder


@pytest.fixture(scope="module")
def source(built) -> Source:  # type: ignore[no-untyped-def]
    return source_from_folder(Folder(built))


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text)))


def test_every_cell_is_what_is_concluded_and_unknown_is_blank(source: Source) -> None:
    table = configuration_of(source)
    assert len(table.rows) == 29
    assert len(table.conditions) > 20
    told = {(r["path"], r["object"]): r for r in source.conclusions if r["of_case"] and r["status"]}
    seen = set()
    for row in table.rows:
        for condition, cell in zip(table.conditions, row.cells, strict=True):
            concluded = told.get((row.path, condition.name))
            expected = {"present": 1.0, "partial": 0.0, "absent": 0.0}
            status = concluded["status"] if concluded else None
            assert cell.value == expected.get(status)
            assert cell.id == (concluded["id"] if concluded else "")
            seen.add((cell.why, cell.value))
    assert seen == {
        (Why.CONCLUDED, 1.0), (Why.CONCLUDED, 0.0), (Why.UNKNOWN, None), (Why.NOT_ASKED, None),
    }  # fmt: skip


def test_partial_shows_in_a_fuzzy_table_only(source: Source) -> None:
    columns = ["section-stages"]
    fuzzy = configuration_of(source, columns, fuzzy=True)
    crisp = configuration_of(source, columns)
    values = {cell.value for row in fuzzy.rows for cell in row.cells}
    assert values == {None, 0.0, 0.33, 1.0}
    assert {cell.value for row in crisp.rows for cell in row.cells} == {None, 0.0, 1.0}


def test_a_verdict_is_out_only_where_another_is_concluded(source: Source) -> None:
    verdicts = [r for r in source.conclusions if r["of_case"] and r["predicate"] == "dominantLogic"]
    logic = verdicts[0]["object"]
    table = configuration_of(source, [f"dominantLogic={logic}"])
    concluded = {row["path"]: row["object"] for row in verdicts}
    for row in table.rows:
        expected = {None: None, logic: 1.0}.get(concluded.get(row.path), 0.0)
        assert row.cells[0].value == expected
    assert {row.cells[0].why for row in table.rows} == {Why.CONCLUDED, Why.OTHERWISE, Why.UNKNOWN}


def test_a_number_needs_anchors(source: Source) -> None:
    with pytest.raises(NoSuchColumn, match="give its anchors"):
        configuration_of(source, ["evidencedDimensions"])
    calibration = Calibration(anchors={"evidencedDimensions": Anchors(6, 3.5, 1)})
    table = configuration_of(source, ["evidencedDimensions"], calibration, fuzzy=True)
    values = [row.cells[0].value for row in table.rows]
    assert len({value for value in values if value is not None}) > 2
    assert all(value is None or 0 < value < 1 for value in values)


def test_a_slip_in_a_column_names_what_is_near(source: Source) -> None:
    with pytest.raises(NoSuchColumn, match="joint-creation"):
        configuration_of(source, ["joint-creatoin"])
    with pytest.raises(NoSuchColumn, match="no case has a stage"):
        configuration_of(Source(source.cases, (), (), ()))


def test_a_slip_in_a_value_is_no_column_of_zeros(source: Source) -> None:
    with pytest.raises(NoSuchColumn, match=r"near: dominantLogic=service-dominant,") as refused:
        configuration_of(source, ["dominantLogic=service-dominnt"])
    assert "service-dominnt" in refused.value.words.zh
    for wrong in ("dominantLogic=joint-creation", "dominantLogic="):  # no logic
        with pytest.raises(NoSuchColumn, match="dominantLogic cannot be"):
            configuration_of(source, [wrong])


def test_a_value_that_no_case_has_is_a_column_where_the_theory_knows_it(source: Source) -> None:
    possible = {r["name"]: set(r["possible_values"]) for r in source.terms}
    concluded = {
        (r["predicate"], r["object"])
        for r in source.conclusions
        if r["of_case"] and r["object"] and r["status"] is None
    }
    asked = sorted({property for property, _ in concluded})
    columns = [
        f"{property}={value}"
        for property in asked
        for value in sorted(possible[property])
        if (property, value) not in concluded
    ]
    assert len(columns) > 20
    table = configuration_of(source, columns)
    assert {cell.value for row in table.rows for cell in row.cells} == {0.0, None}
    assert configuration_of(source, [f"{property}={value}" for property, value in concluded])


def test_provenance_has_a_row_for_each_cell(source: Source) -> None:
    table = configuration_of(source, ["section-stages"])
    rows = read(csv_of_provenance(table, "qca"))
    assert len(rows) == len(table.rows) * len(table.conditions)
    names = {r["id"] for r in source.conclusions}
    assert {row["conclusion"] for row in rows} - {""} <= names
    assert all(row["places"] for row in rows if row["value"] == "1")
    assert all(not row["value"] for row in rows if row["why"] in ("unknown", "not-asked"))
    columns = next(csv.reader(StringIO(csv_from_configuration(table, "qca", "en"))))
    assert {row["column"] for row in rows} == set(columns[1:])


def cells(*values: float | None) -> tuple[Cell, ...]:
    return tuple(Cell(value, Why.CONCLUDED) for value in values)


def test_a_spreadsheet_runs_nothing_of_it() -> None:
    names = ["=1+1", "@SUM(A1)", "-2", "+3", "good", "＝1"]
    rows = tuple(CaseRow(n, f"{n}.vcc", Words(n, n), cells(1.0, None)) for n in names)
    table = Configuration(
        (Condition("a", Words("a", "a")), Condition("=b", Words("b", "b"))), rows, False
    )
    for format in ("qca", "csv"):
        for text in (csv_from_configuration(table, format, "en"), csv_of_provenance(table, format)):
            found = [cell for row in csv.reader(StringIO(text)) for cell in row]
            assert len(found) > 15
            assert not [cell for cell in found if cell.startswith(("=", "+", "-", "@", "＝"))]


def test_unknown_is_blank_for_qca_and_na_for_statistics() -> None:
    row = CaseRow("x", "x.vcc", Words("X", "某"), cells(1.0, None, 0.33))
    conditions = tuple(Condition(n, Words(n, n)) for n in ("a", "b-c", "d"))
    table = Configuration(conditions, (row,), True)
    assert csv_from_configuration(table, "qca", "en") == "case_name,a,b_c,d\r\nx,1,,0.33\r\n"
    assert csv_from_configuration(table, "csv", "zh") == (
        "case_name,path,label,a,b-c,d\r\nx,x.vcc,某,1,NA,0.33\r\n"
    )


def test_names_of_columns_are_distinct_and_taken_everywhere() -> None:
    names = ["a-b", "a_b", "1st", "价值", "in", "x" * 40, "x" * 41, "case-name"]
    made = column_names(names)
    assert len({name.lower() for name in made}) == len(names)
    assert all(name.isascii() and name.isidentifier() and len(name) <= 32 for name in made)
    assert "in" not in made


def test_cases_of_one_name_are_told_apart_by_their_paths() -> None:
    rows = tuple(CaseRow("x", path, Words("x", "x"), ()) for path in ("a.vcc", "b.vcc"))
    assert case_names(Configuration((), rows, False)) == ["a.vcc", "b.vcc"]


def test_stata_reads_it_with_labels_and_missing_values(source: Source) -> None:
    pandas = pytest.importorskip("pandas", reason="needs the extra `stata` (pandas)")
    from vcc.tables.stata import dta_from_configuration

    table = configuration_of(source, ["section-stages"])
    columns = column_names([condition.name for condition in table.conditions])
    made = dta_from_configuration(table, case_names(table), columns, "zh")
    assert made == dta_from_configuration(table, case_names(table), columns, "zh")
    with pandas.io.stata.StataReader(BytesIO(made)) as reader:
        data = reader.read(convert_categoricals=False)
        labels = reader.variable_labels()
        marks = reader.value_labels()
    assert list(data["case_name"]) == [row.name for row in table.rows]
    assert labels[columns[0]] == table.conditions[0].label.zh
    assert {0: "不属于", 1: "属于"} in marks.values()
    for number, column in enumerate(columns):
        values = [None if pandas.isna(value) else value for value in data[column]]
        assert values == [row.cells[number].value for row in table.rows]


def test_a_qca_package_reads_it_and_minimises(source: Source) -> None:
    """`ba` makes a truth table and minimises it (Quine-McCluskey); r-cran-qca is not in Debian."""
    pandas = pytest.importorskip("pandas", reason="needs the extra `stata` (pandas)")
    qca = pytest.importorskip("ba.qca", reason="needs a QCA package: pip install ba")
    outcome = "dominantLogic=service-dominant"
    table = configuration_of(source, ["co-creation-basis", "value-formation", outcome])
    text = csv_from_configuration(table, "qca", "en")
    data = pandas.read_csv(StringIO(text), index_col="case_name")
    *conditions, told = data.columns
    assert len(data) == 29
    whole = data.dropna().astype(int)
    assert 15 < len(whole) < 29, "what is not told stays out of a crisp analysis"
    truth = qca.truth_table(whole, outcome=told, conditions=conditions)
    assert sum(truth["n"]) == len(whole)
    solution = qca.minimize(truth, conditions=conditions)
    assert "value_formation" in solution.expression
