"""What stands in the rows is what the case says and what follows from it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tables_commons import SMALL

from vcc.api import case_from_file
from vcc.case.model import Case, Citation
from vcc.findings.model import Quote
from vcc.findings.sources import Sources
from vcc.knowledge import knowledge
from vcc.pipeline import analyse
from vcc.source.reading import read_source
from vcc.tables.folder import Folder


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("case") / "small.vcc"
    file.write_text(SMALL.format(name="small"), encoding="utf-8")
    return file


def test_a_case_as_rows(small: Path) -> None:
    case = case_from_file(small)
    (row,) = case.to_frame("cases")
    assert row["label_en"] == "The case small"
    assert (row["statements"], row["cited"]) == (5, 1)
    (talk,) = case.to_frame("interactions")
    assert talk["kind"] == "co-design"
    assert (talk["contact"], talk["during"]) == ("direct", ["design-phase"])
    assert talk["parties"] == ["firm", "users"]
    (move,) = case.to_frame("moves")
    assert (move["subjects"], move["receivers"], move["objects"]) == (
        ["users"],
        ["firm"],
        ["ideas"],
    )
    (quote,) = case.to_frame("evidence")
    assert (quote["statement"], quote["source"], quote["quote"]) == (
        "talk",
        "notes",
        "they told us",
    )
    assert quote["places_cited"] == ["p.3"]


def test_conclusions_are_those_of_the_report_with_their_ids(repository: Path) -> None:
    path = repository / "examples/practice/10-nightscout.vcc"
    report = analyse(path).report
    frame = list(case_from_file(path).to_frame("conclusions"))
    assert [row["id"] for row in frame] == [c.id for c in report.conclusions]
    assert len(frame) > 100
    assert {row["status"] for row in frame} >= {None, "present", "unknown"}
    assert all(bool(row["object"]) != (row["value"] is not None) for row in frame)


def test_every_vote_is_a_conclusion_and_its_cell_has_dimension_and_logic(folder: Folder) -> None:
    votes = folder.table("votes").to_pylist()
    known = {(r["path"], r["id"]) for r in folder.table("conclusions").to_pylist()}
    assert len(votes) > 300
    assert all((vote["path"], vote["id"]) in known for vote in votes)
    assert all(vote["dimension"] and vote["logic"] for vote in votes)


def test_every_name_of_a_conclusion_is_a_term_or_a_thing_of_its_case(folder: Folder) -> None:
    terms = {row["name"] for row in folder.table("terms").to_pylist()}
    rows = folder.table("conclusions").to_pylist()
    assert {row["predicate"] for row in rows} <= terms
    assert {row["object"] for row in rows if row["status"]} <= terms
    assert {row["section"] for row in rows} <= {
        row["section"] for row in folder.table("sections").to_pylist()
    }


def test_findings_of_shapes_are_labelled_without_names(folder: Folder) -> None:
    labels: dict[str, set[str]] = {}
    for row in folder.table("findings").to_pylist():
        if row["name"].startswith("S"):
            labels.setdefault(row["name"], set()).add(row["label_en"])
    assert len(labels) > 5
    several = {name: found for name, found in labels.items() if len(found) > 1}
    assert len(several) <= len(labels) // 3, several


def test_a_frame_is_read_by_whatever_reads_arrow(small: Path) -> None:
    import pyarrow as pa

    frame = case_from_file(small).to_frame("actors")
    assert len(frame) == 2
    assert pa.table(frame).column("name").to_pylist() == ["firm", "users"]
    assert "2 rows" in repr(frame)
    with pytest.raises(KeyError, match="conclusions"):
        case_from_file(small).to_frame("nothing")


def test_polars_takes_a_frame(small: Path) -> None:
    polars = pytest.importorskip("polars", reason="polars is not installed")
    read = polars.DataFrame(case_from_file(small).to_frame("actors"))
    assert read["kind"].to_list() == ["firm", "customer-group"]


def test_duckdb_takes_a_frame(small: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    frame = case_from_file(small).to_frame("actors")
    with duckdb.connect() as connection:
        read = connection.from_arrow(frame.to_arrow()).aggregate("count(*)").fetchall()
    assert read == [(2,)]
    assert frame.columns[:3] == ("case_name", "path", "name")


def test_the_tables_of_a_folder_are_a_mapping(built: Path) -> None:
    from vcc.tables.frames import Frames

    frames = Frames(built)
    assert len(frames["cases"]) >= 29
    assert "conclusions" in frames
    with pytest.raises(KeyError, match="there are: cases"):
        frames["nothing"]


def test_the_theory_is_read_once_for_any_number_of_cases(small: Path) -> None:
    theory = knowledge()
    source = read_source(small)

    def read(path: str) -> Case:
        raise AssertionError(path)

    for _ in range(2):
        known = theory.with_libraries(read)
        assert analyse(source, known).report.findings
        assert vars(known).keys() <= vars(theory).keys() | {"resolver"}, "made for this case alone"


def test_every_quote_is_looked_up_once(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_up: list[Citation] = []
    real = Sources._quote

    def counting(self: Sources, citation: Citation) -> Quote:
        looked_up.append(citation)
        return real(self, citation)

    monkeypatch.setattr(Sources, "_quote", counting)
    analysis = analyse(repository / "examples/practice/10-nightscout.vcc")
    shown = [quote for c in analysis.report.conclusions for e in c.evidence for quote in e.quotes]
    assert len(shown) > 100
    assert 0 < len(looked_up) <= sum(map(len, analysis.graph.citations.values()))
