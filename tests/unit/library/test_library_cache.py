"""Outcomes kept on disk: the same as fresh ones, never stale, and no trouble when damaged."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from vcc.findings.outcome import Outcome
from vcc.knowledge import knowledge
from vcc.library.cache import Cache, Entry
from vcc.library.checking import check_paths
from vcc.library.packed import packed, unpacked
from vcc.library.theories import Theory, context_of
from vcc.pipeline import check, check_many
from vcc.resources import theory_folder
from vcc.source.text import SourceText
from vcc.synth.write import Wanted, synthetic_files

EXAMPLES = sorted((theory_folder() / "examples").rglob("*.vcc"))
SMALL = 'vcc 1\nlanguage en\ncase {name} {{\n  actor a is firm "A"\n}}\n'
BROKEN = "vcc 1\nlanguage zh\ncase x {\n  actor\n}\n"


def outcomes(cache: Cache | None, *paths: Path, jobs: int = 1) -> list[Outcome]:
    return list(check_paths(paths, jobs=jobs, cache=cache))


def library(folder: Path, cases: int, defects: int = 0) -> list[Path]:
    paths = []
    for file in synthetic_files(Wanted(cases, 5, defects=defects), knowledge().ontology):
        path = folder / file.path.name
        path.write_text(file.text, encoding="utf-8")
        paths.append(path)
    return paths


def count_checks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    checked: list[str] = []

    def counted(cases: list[SourceText], *arguments: Any, **more: Any) -> list[Outcome]:
        checked.extend(case.name for case in cases)
        return check_many(cases, *arguments, **more)

    monkeypatch.setattr("vcc.pipeline.check_many", counted)
    return checked


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_an_outcome_comes_back_as_it_was(path: Path) -> None:
    outcome = check(path)
    assert unpacked(packed(outcome)) == outcome


def test_outcomes_of_broken_files_come_back_too(tmp_path: Path) -> None:
    assert len(EXAMPLES) > 10
    (tmp_path / "x.vcc").write_text(BROKEN, encoding="utf-8")
    outcome = check(tmp_path / "x.vcc")
    assert outcome.diagnostics
    assert unpacked(packed(outcome)) == outcome


@pytest.mark.parametrize("data", [b"", b"[]", b"[2]", b"nonsense", b"[99,1]", b'"x"', b"\xff"])
def test_what_is_no_outcome_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        unpacked(data)


def test_one_process_two_and_a_cache_find_the_same(tmp_path: Path) -> None:
    paths = [*library(tmp_path, 20, defects=5), *EXAMPLES, tmp_path / "gone.vcc"]
    alone = outcomes(None, *paths)
    cache = Cache(tmp_path / "cache")
    assert [outcome.file for outcome in alone] == list(map(str, paths))
    assert outcomes(cache, *paths, jobs=2) == alone
    assert outcomes(cache, *paths, jobs=2) == alone
    cache.close()
    assert outcomes(Cache(tmp_path / "cache"), *paths) == alone


def test_what_has_not_changed_is_not_checked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked = count_checks(monkeypatch)
    paths = library(tmp_path, 4, defects=1)
    cache = Cache(tmp_path / "cache")
    outcomes(cache, *paths)
    assert len(checked) == 4
    paths[2].write_text(SMALL.format(name="other"), encoding="utf-8")
    outcomes(cache, *paths)
    assert checked[4:] == [str(paths[2])]


def test_a_change_of_a_library_is_a_change_of_those_that_use_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared, case = tmp_path / "shared.vcc", tmp_path / "case.vcc"
    shared.write_text(
        'vcc 1\nlanguage en\nlibrary s {\n  actor a is firm "A"\n}\n', encoding="utf-8"
    )
    case.write_text(
        'vcc 1\nlanguage en\nuse a from "shared.vcc"\ncase c {\n'
        '  resource r form software held-by a\n}\n', encoding="utf-8")  # fmt: skip
    checked = count_checks(monkeypatch)
    folder = tmp_path / "cache"
    first = outcomes(Cache(folder), case)
    assert outcomes(Cache(folder), case) == first
    assert len(checked) == 1
    shared.write_text("vcc 1\nlanguage en\nlibrary s {\n  actor b is firm\n}\n", encoding="utf-8")
    outcomes(Cache(folder), case)
    assert len(checked) == 2
    outcomes(Cache(folder), case)
    assert len(checked) == 3, "what stopped over a library that may have gone is not kept"


def test_another_theory_is_another_key() -> None:
    choices = ("<https://w3id.org/vcc/some-choice>",)
    assert context_of(Theory()) != context_of(Theory(readings=choices))


def test_a_damaged_cache_is_made_anew_with_a_notice(tmp_path: Path) -> None:
    paths = library(tmp_path, 3)
    cache = Cache(tmp_path / "cache")
    expected = outcomes(cache, *paths)
    cache.close()
    (tmp_path / "cache/outcomes.sqlite").write_bytes(b"not a database at all" * 1000)
    again = Cache(tmp_path / "cache")
    assert outcomes(again, *paths) == expected
    assert ["damaged" in notice.en for notice in again.notices] == [True]
    again.close()
    whole = Cache(tmp_path / "cache")
    assert outcomes(whole, *paths) == expected
    assert whole.notices == []


def test_a_damaged_entry_is_made_anew_with_a_notice(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.keep([Entry("k", (), b"value"), Entry("l", (("a", "b"),), b"other")])
    assert cache.found(["k", "l", "m"])["l"] == Entry("l", (("a", "b"),), b"other")
    cache.close()
    with sqlite3.connect(tmp_path / "outcomes.sqlite") as file:
        file.execute("UPDATE entries SET value = x'00' WHERE key = 'k'")
    file.close()
    damaged = Cache(tmp_path)
    assert list(damaged.found(["k", "l"])) == ["l"]
    assert len(damaged.notices) == 1


def test_a_folder_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    cache = Cache(tmp_path / "file/cache")
    cache.keep([Entry("k", (), b"value")])
    assert cache.found(["k"]) == {}
    assert "goes on without" in cache.notices[0].en
    assert "继续" in cache.notices[0].zh


def test_a_full_disk_is_done_without(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    assert cache._connection is not None
    cache._connection.execute("PRAGMA max_page_count = 20")
    cache.keep([Entry(str(n), (), bytes(str(n) * 5000, "ascii")) for n in range(4000)])
    assert ["full" in notice.en for notice in cache.notices] == [True]
    assert cache.found(["1"]) == {}
    assert Cache(tmp_path).found(["1"]) == {}, "all or nothing"


def test_the_folder_says_that_it_is_a_cache(tmp_path: Path) -> None:
    Cache(tmp_path / "c").close()
    assert (tmp_path / "c/.gitignore").read_text() == "*\n"
    tag = (tmp_path / "c/CACHEDIR.TAG").read_text()
    assert tag.startswith("Signature: 8a477f597d28d172789f06886806bc55")


def test_two_runs_at_once_and_one_that_is_killed_do_no_harm(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from vcc.library.cache import Cache, Entry\n"
        f"cache = Cache(Path({str(tmp_path)!r}))\n"
        "while True:\n"
        "    cache.keep([Entry(f'{sys.argv[1]}-{n}', (), b'x' * 9000) for n in range(50)])\n"
        "    print('kept', flush=True)\n"
    )
    runs = [
        subprocess.Popen([sys.executable, "-c", program, name], stdout=subprocess.PIPE)
        for name in "ab"
    ]
    for run in runs:
        assert run.stdout is not None
        assert run.stdout.readline() == b"kept\n"
    for run in runs:
        run.kill()
        run.communicate()
    cache = Cache(tmp_path)
    found = cache.found([f"{name}-{n}" for name in "ab" for n in range(50)])
    assert len(found) == 100
    assert all(entry.value == b"x" * 9000 for entry in found.values())
    assert cache.notices == []


def test_a_file_that_fails_or_kills_its_worker_is_told_and_the_rest_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = library(tmp_path, 20)

    def check_or_fail(cases: list[SourceText], *arguments: Any, **more: Any) -> list[Outcome]:
        names = {case.name for case in cases}
        if str(paths[3]) in names:
            raise RuntimeError("a bug")
        if str(paths[11]) in names:
            os._exit(9)
        return check_many(cases, *arguments, **more)

    monkeypatch.setattr("vcc.pipeline.check_many", check_or_fail)
    # Workers have that only if they are forked, whatever other tests have left behind.
    monkeypatch.setattr("vcc.library.pool._has_foreign_threads", lambda: False)
    found = outcomes(Cache(tmp_path / "cache"), *paths, jobs=2)
    told = {n: o.diagnostics[0].code for n, o in enumerate(found) if not o.was_read}
    assert told == {3: "C012", 11: "C011"}
    assert "a bug" in found[3].diagnostics[0].message.zh
