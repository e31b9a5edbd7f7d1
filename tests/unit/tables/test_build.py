"""A folder of cases becomes tables: whole, once, and the same bytes wherever it is made."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tables_commons import BROKEN, SMALL, contents, library

from vcc.tables.build import Built, build, partitions_for
from vcc.tables.compile import Settings, compile_batch
from vcc.tables.folder import Folder
from vcc.tables.inputs import batches_from_inputs, bucket_of, inputs_of
from vcc.tables.manifest import NotALibrary, read_manifest
from vcc.tables.run import run_here
from vcc.tables.schemas import SCHEMA_VERSION, TABLES

Make = Callable[..., Built]


def test_every_example_is_a_row_and_every_table_has_rows(folder: Folder) -> None:
    rows = folder.manifest.rows()
    assert rows["cases"] >= 29
    assert rows["mistakes"] == 0
    assert all(rows[table.name] > 100 for table in TABLES if table.name not in
               ("cases", "mistakes", "proofs"))  # fmt: skip


def test_tables_have_the_published_schema_and_say_what_made_them(built: Path) -> None:
    import pyarrow.parquet as parquet

    from vcc.tables.arrow import arrow_schema

    manifest = read_manifest(built)
    for table in TABLES[:10]:
        for file in manifest.files(table.name):
            read = parquet.read_schema(built / file.path)
            assert read.remove_metadata() == arrow_schema(table)
            assert read.metadata[b"vcc.schema"] == str(SCHEMA_VERSION).encode()
            assert read.metadata[b"vcc.theory"].decode() == manifest.theory


def test_rows_are_sorted_by_case_whatever_the_partition(folder: Folder) -> None:
    for name in ("cases", "conclusions", "moves"):
        keys = [(row["case_name"], row["path"]) for row in folder.table(name).to_pylist()]
        assert keys == sorted(keys)


def test_hashes_and_counts_of_the_manifest_are_those_of_the_files(built: Path) -> None:
    import hashlib

    import pyarrow.parquet as parquet

    manifest = read_manifest(built)
    files = [file for part in manifest.partitions for file in part.files.values()]
    assert len(files) == 3 * 11
    for file in files:
        content = (built / file.path).read_bytes()
        assert hashlib.sha256(content).hexdigest() == file.sha256
        assert len(content) == file.bytes
        assert parquet.read_metadata(built / file.path).num_rows == file.rows


def test_two_processes_write_the_same_bytes_as_one(few: Path, tmp_path: Path) -> None:
    for number in range(30):  # two batches, so that both processes have work
        (few / f"case-{number}.vcc").write_text(SMALL.format(name=f"c{number}"), encoding="utf-8")
    done = build(library(few, tmp_path / "one", 1), run_here(Settings(), 1))
    build(library(few, tmp_path / "two", 1), run_here(Settings(), 2))
    assert done.manifest is not None
    assert len(done.manifest.cases) == 35
    assert len(contents(tmp_path / "one")) == 15
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_partitions_built_one_by_one_in_any_order_are_those_built_together(
    make: Make, tmp_path: Path
) -> None:
    whole = make("together", 3)
    assert [make("apart", 3, [index]).manifest is None for index in (3, 1, 2)] == [
        True, True, False,
    ]  # fmt: skip
    assert whole.manifest is not None
    assert contents(tmp_path / "together") == contents(tmp_path / "apart")


def test_the_order_in_which_batches_come_back_does_not_matter(few: Path, tmp_path: Path) -> None:
    def backwards(batches):  # type: ignore[no-untyped-def]
        made = [out for batch in batches for out in compile_batch(batch)]
        return reversed(made)

    build(library(few, tmp_path / "one", 1), run_here(Settings(), 1))
    build(library(few, tmp_path / "two", 1), backwards)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_what_is_up_to_date_is_not_made_again(make: Make, tmp_path: Path) -> None:
    first = make()
    before = {p: p.stat().st_mtime_ns for p in (tmp_path / "out").rglob("*.parquet")}
    again = make()
    assert (len(first.made), len(first.kept)) == (2, 0)
    assert (len(again.made), len(again.kept)) == (0, 2)
    changed = [p for p, t in before.items() if p.parent.name != "out" and p.stat().st_mtime_ns != t]
    assert not changed


def test_a_changed_case_makes_only_its_partition_again(
    make: Make, few: Path, tmp_path: Path
) -> None:
    make()
    changed = next(few.rglob("three.vcc"))
    changed.write_text(SMALL.format(name="drei"), encoding="utf-8")
    again = make()
    assert [part.index for part in again.made] == [bucket_of("b/three.vcc", 2)]
    assert again.manifest is not None
    assert "drei" in again.manifest.cases.values()
    left = {p.relative_to(tmp_path / "out").as_posix() for p in (tmp_path / "out").rglob("*.par*")}
    known = {f.path for part in again.manifest.partitions for f in part.files.values()}
    assert left == known | {f.path for f in again.manifest.tables.values()}, "old files stay behind"


def test_a_changed_library_file_makes_the_cases_that_use_it_again(tmp_path: Path) -> None:
    root = tmp_path / "cases"
    root.mkdir()
    shared = 'vcc 1\nlanguage en\n\nlibrary shared {\n  actor firm is firm en"%s"\n}\n'
    (root / "shared.vcc").write_text(shared % "One", encoding="utf-8")
    (root / "x.vcc").write_text(
        'vcc 1\nlanguage en\nuse "shared.vcc"\ncase x {\n  actor users is customer-group\n}\n',
        encoding="utf-8",
    )
    first = build(library(root, tmp_path / "out", 1), run_here(Settings(), 1))
    (root / "shared.vcc").write_text(shared % "Two", encoding="utf-8")
    again = build(library(root, tmp_path / "out", 1), run_here(Settings(), 1))
    assert first.manifest is not None
    assert first.manifest.cases == {"x.vcc": "x"}, "a library is no case"
    assert len(again.made) == 1
    actors = Folder(tmp_path / "out").table("actors").to_pylist()
    assert {actor["label_en"] for actor in actors} == {"Two", "users"}


def test_a_damaged_file_is_noticed_and_made_again(make: Make, tmp_path: Path) -> None:
    first = make()
    file = tmp_path / "out" / first.made[0].files["cases"].path
    whole = file.read_bytes()
    file.write_bytes(whole[:-10])
    with pytest.raises(NotALibrary, match="missing or was changed"):
        Folder(tmp_path / "out")
    assert [part.index for part in make().made] == [first.made[0].index]
    assert file.read_bytes() == whole


def test_a_broken_case_is_listed_and_the_others_are_built(
    make: Make, few: Path, tmp_path: Path
) -> None:
    (few / "bad.vcc").write_text(BROKEN, encoding="utf-8")
    (few / "binary.vcc").write_bytes(b"\0\1")
    made = make().manifest
    assert made is not None
    assert [item.path for item in made.broken] == ["bad.vcc", "binary.vcc"]
    assert made.broken[0].mistakes == ("C202 bad.vcc:4",)
    assert len(made.cases) == 5
    mistakes = Folder(tmp_path / "out").table("mistakes").to_pylist()
    assert {(row["path"], row["code"], row["place"]) for row in mistakes} == {
        ("bad.vcc", "C202", "bad.vcc:4"), ("binary.vcc", "C006", None),
    }  # fmt: skip


def test_a_file_that_cannot_be_read_is_a_mistake_with_its_reason(tmp_path: Path) -> None:
    (gone,) = inputs_of(tmp_path, [tmp_path / "gone.vcc"])
    assert gone.reason
    (batch,) = batches_from_inputs([gone], 10)
    (out,) = compile_batch(batch)
    assert out.column("table").to_pylist() == ["mistakes"]


def test_two_cases_of_one_name_are_told(make: Make, few: Path) -> None:
    (few / "again.vcc").write_text(SMALL.format(name="one"), encoding="utf-8")
    made = make().manifest
    assert made is not None
    assert made.same_name == {"one": ["again.vcc", "b/one.vcc"]}


def test_moving_the_folder_changes_nothing(few: Path, tmp_path: Path) -> None:
    build(library(few, tmp_path / "one", 1), run_here(Settings(), 1))
    moved = tmp_path / "elsewhere" / "renamed"
    shutil.copytree(few, moved)
    build(library(moved, tmp_path / "two", 1), run_here(Settings(), 1))
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_a_write_that_fails_leaves_what_was_there(
    make: Make, few: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pyarrow.parquet as parquet

    make()
    before = contents(tmp_path / "out")
    next(few.rglob("one.vcc")).write_text(SMALL.format(name="eins"), encoding="utf-8")

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(parquet, "write_table", full)
    with pytest.raises(OSError, match="No space"):
        make()
    assert contents(tmp_path / "out") == before
    assert Folder(tmp_path / "out").manifest.rows()["cases"] == 5


def test_incomplete_and_missing_tables_say_what_to_do(make: Make, tmp_path: Path) -> None:
    make("out", 3, [2])
    with pytest.raises(NotALibrary, match="not complete: 1 of 3"):
        Folder(tmp_path / "out")
    with pytest.raises(NotALibrary, match="holds no tables"):
        Folder(tmp_path / "nothing")


def test_a_manifest_of_another_version_or_no_json_is_refused(make: Make, tmp_path: Path) -> None:
    make()
    file = tmp_path / "out" / "manifest.json"
    said = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps({**said, "schema": 99}), encoding="utf-8")
    with pytest.raises(NotALibrary, match="schema version 99"):
        Folder(tmp_path / "out")
    file.write_text("{", encoding="utf-8")
    with pytest.raises(NotALibrary, match="cannot be read"):
        Folder(tmp_path / "out")


def test_an_added_case_moves_no_other() -> None:
    paths = [f"case-{number}.vcc" for number in range(200)]
    before = {path: bucket_of(path, 8) for path in paths}
    assert set(before.values()) == set(range(1, 9))
    assert {path: bucket_of(path, 8) for path in [*paths, "new.vcc"] if path in before} == before
    assert [partitions_for(n) for n in (0, 1, 2_000, 2_001, 100_000)] == [1, 1, 1, 2, 64]


def test_proofs_are_a_table_of_their_own(few: Path, tmp_path: Path) -> None:
    for name in ("two", "three", "four", "five"):
        next(few.rglob(f"{name}.vcc")).unlink()
    build(library(few, tmp_path / "out", 1, proofs=True), run_here(Settings(proofs=True), 1))
    proofs = Folder(tmp_path / "out").table("proofs").to_pylist()
    ids = {row["id"] for row in Folder(tmp_path / "out").table("conclusions").to_pylist()}
    assert ids
    assert ids <= {row["id"] for row in proofs}
    steps = [(row["id"], row["step"]) for row in proofs]
    roots = [row for row in proofs if row["parent"] is None]
    assert len(set(steps)) == len(steps)
    assert all(row["step"] == 0 for row in roots)
    assert all((row["id"], row["parent"]) in set(steps) for row in proofs if row["step"])
