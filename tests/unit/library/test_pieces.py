"""What is shown of a file is made where the file is checked, and kept: the same as made anew."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from checking import case, check, written

from vcc.cli.check_looks import FORMATS, PEOPLE
from vcc.findings.outcome import Counts
from vcc.findings.questions import Shown
from vcc.knowledge import knowledge
from vcc.library import planned, seen
from vcc.library.cache import Cache
from vcc.library.cases import CrossCases
from vcc.library.checking import results_of
from vcc.library.judging import measure_of
from vcc.library.pieces import AsPiece, Piece, piece_of
from vcc.library.seen import seen_from_row, state_of
from vcc.library.selection import Chosen
from vcc.library.settings import Settings
from vcc.library.theories import Theory
from vcc.library.ways import Way
from vcc.pipeline import check as check_one
from vcc.pipeline import check_many
from vcc.render.formats.parts import Look, Part
from vcc.resources import theory_folder
from vcc.source.diagnostic import Severity
from vcc.synth.write import Wanted, synthetic_files

EXAMPLES = sorted((theory_folder() / "examples").rglob("*.vcc"))[:6]
FULL = Look("full", 100, False, Shown.LIST, "en")
OTHERS = [name for name in FORMATS if name not in PEOPLE]
LOOKS = (
    FULL, Look("full", 70, True, Shown.PLACES, None), Look("full", 100, False, Shown.COUNT, "en"),
    Look("concise", 100, False, Shown.LIST, "zh"), Look("concise", 100, False, Shown.COUNT, "zh"),
    *(Look(name, 100, False, Shown.LIST, "zh") for name in OTHERS),
    *(Look(name, 100, False, Shown.COUNT, "en", "", Severity.WARNING) for name in OTHERS),
)  # fmt: skip
SOME = Settings(ignore=("S24",), severity=(("gap", Severity.ERROR), ("ask", Severity.WARNING)))


def library(folder: Path, cases: int, defects: int = 0) -> list[Path]:
    paths = []
    for file in synthetic_files(Wanted(cases, 5, defects=defects), knowledge().ontology):
        path = folder / file.path.name
        path.write_text(file.text, encoding="utf-8")
        paths.append(path)
    return paths


def way(look: Look = FULL, settings: Settings = Settings()) -> Way[Piece]:  # noqa: B008 (frozen)
    return Way(Theory(), AsPiece(settings, Chosen(), (look,), Theory()))


def pieces(cache: Cache | None, *paths: Path, of: Way[Piece] | None = None, jobs: int = 1):
    made = of or way()
    return list(results_of(paths, lambda _: made, jobs=jobs, cache=cache, across=CrossCases()))


def expected(path: Path, of: Way[Piece]) -> Piece:
    """The piece of one case that was checked by itself, with all its evidence."""
    making = of.making
    assert isinstance(making, AsPiece)
    measure = measure_of(making.settings, making.chosen, lambda _: knowledge())
    return piece_of(measure.judged(check_one(path)).outcome, making.looks)


def waived_questions(folder: Path) -> list[Path]:
    """Cases in which questions are waived: here, all over, by a library; and one in which not."""
    above = "# vcc: ignore[S242, contact-not-stated] -- not told"
    library = "vcc 1\nlibrary l {\n  # vcc: ignore[benefit-not-stated] -- x\n  actor z is firm\n}\n"
    using = case(name="w4").replace("vcc 1", 'vcc 1\nuse "l.vcc"').replace("by f, c", "by f, c, z")
    texts = {
        "l.vcc": library,
        "w1.vcc": case(name="w1", above=above),
        "w2.vcc": case(name="w2", top="# vcc：全文忽略【ask-relation】——不知道"),
        "w3.vcc": case(name="w3", top="# vcc: file-ignore[ask-relation, gap-own-research] -- so"),
        "w4.vcc": using,
        "w5.vcc": case(name="w5", tail="# vcc ignore"),
    }
    return [written(folder, texts) / name for name in texts]


def texts_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    read: list[str] = []
    whole = planned.read_source

    def counted(path: str) -> Any:
        read.append(Path(path).name)
        return whole(path)

    monkeypatch.setattr(planned, "read_source", counted)
    return read


def texts_checked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    checked: list[str] = []

    def counted(cases: list[Any], *arguments: Any, **more: Any) -> Any:
        checked.extend(Path(one.name).name for one in cases)
        return check_many(cases, *arguments, **more)

    monkeypatch.setattr("vcc.pipeline.check_many", counted)
    return checked


@pytest.mark.parametrize("settings", [Settings(), SOME], ids=["defaults", "settings"])
@pytest.mark.parametrize("look", LOOKS, ids=lambda k: f"{k.format}-{k.spoken}-{k.questions}")
def test_a_piece_says_what_the_check_of_the_case_alone_says(
    look: Look, settings: Settings, tmp_path: Path
) -> None:
    paths = [*library(tmp_path, 20, defects=6), *EXAMPLES, tmp_path / "gone.vcc"]
    paths += waived_questions(tmp_path)
    of = way(look, settings)
    alone = [expected(path, of) for path in paths]
    assert sum(bool(piece.parts[0].items) for piece in alone) > 5
    cache = Cache(tmp_path / "cache")
    assert pieces(None, *paths, of=of) == alone
    assert pieces(cache, *paths, of=of, jobs=2) == alone
    assert pieces(cache, *paths, of=of, jobs=2) == alone, "from the cache"


def test_a_piece_comes_back_as_it_was() -> None:
    told = {"C202": {"label": "标签"}}
    part = Part((("", "line\n一行 \udc80"), ("key", "")), {"tests": 3}, told)
    piece = Piece((part, Part()), "zh", False, Counts((3, 0, 1), (2, 0)))
    making = way().making
    assert making.unpacked(making.packed(piece)) == piece


def test_one_cache_serves_many_looks(tmp_path: Path) -> None:
    paths = library(tmp_path, 3)
    cache = Cache(tmp_path / "cache")
    for _ in range(2):
        for look in LOOKS:
            of = way(look)
            assert pieces(cache, *paths, of=of) == [expected(path, of) for path in paths]


# ---------------------------------------------------------------------- files that are not read
@pytest.fixture
def old_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every state is believed, as if the files had been written long ago."""
    monkeypatch.setattr(seen, "_TICK", 0)


@pytest.mark.usefixtures("old_files")
def test_a_file_whose_state_is_the_same_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = library(tmp_path, 5)
    first = pieces(Cache(tmp_path / "cache"), *paths)
    read, checked = texts_read(monkeypatch), texts_checked(monkeypatch)
    assert pieces(Cache(tmp_path / "cache"), *paths) == first
    assert (read, checked) == ([], [])
    paths[2].write_text(case(name="other"), encoding="utf-8")
    changed = pieces(Cache(tmp_path / "cache"), *paths)
    assert read == checked == [paths[2].name]
    assert changed[2] == expected(paths[2], way())


@pytest.mark.usefixtures("old_files")
def test_where_states_differ_the_text_decides(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = library(tmp_path, 3)
    first = pieces(Cache(tmp_path / "cache"), *paths)
    os.utime(paths[1], (1, 1))
    read, checked = texts_read(monkeypatch), texts_checked(monkeypatch)
    assert pieces(Cache(tmp_path / "cache"), *paths) == first
    assert (read, checked) == ([paths[1].name], [])


def test_a_text_written_within_a_tick_of_the_clock_is_not_overlooked(tmp_path: Path) -> None:
    (path,) = library(tmp_path, 1)
    assert state_of(str(path)) == "", "too young to be believed"
    cache = Cache(tmp_path / "cache")
    pieces(cache, path)
    before, text = path.stat(), path.read_text(encoding="utf-8")
    path.write_text(text.replace("vcc 1", "vcc 2", 1), encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert pieces(cache, path) == [expected(path, way())]


@pytest.mark.usefixtures("old_files")
@pytest.mark.parametrize(
    "change",
    [lambda p: p.unlink(), lambda p: p.rename(p.with_suffix(".old"))],
    ids=["gone", "moved"],
)
def test_a_file_that_is_gone_is_told(tmp_path: Path, change: Callable[[Path], object]) -> None:
    paths = library(tmp_path, 2)
    cache = Cache(tmp_path / "cache")
    pieces(cache, *paths)
    change(paths[0])
    first, _ = pieces(cache, *paths)
    assert not first.was_read
    assert first == expected(paths[0], way())


@pytest.mark.usefixtures("old_files")
def test_what_is_known_of_a_file_is_kept_whole_or_not_believed(tmp_path: Path) -> None:
    (path,) = library(tmp_path, 1)
    cache = Cache(tmp_path / "cache")
    (first,) = pieces(cache, path)
    known = cache.seen([str(path)])[str(path)]
    assert known == seen_from_row(str(path), known.row[1])
    assert cache._connection is not None
    cache._connection.execute("UPDATE files SET kept = replace(kept, 'a', 'b')")
    assert cache.seen([str(path)]) == {}
    assert "damaged" in cache.notices[0].en
    assert pieces(cache, path) == [first]


@pytest.mark.usefixtures("old_files")
def test_a_name_that_is_no_text_is_a_file_too(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(str(tmp_path)) + b"/\xff\n.vcc"))
    try:
        path.write_text(case(), encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes text only")
    first = pieces(Cache(tmp_path / "cache"), path)
    assert first[0].counts.heaviest is Severity.WARNING
    assert pieces(Cache(tmp_path / "cache"), path) == first


# ---------------------------------------------------------------------- what goes between files
@pytest.mark.usefixtures("old_files")
def test_what_is_wrong_between_files_is_kept_as_long_as_both_are_the_same(tmp_path: Path) -> None:
    one, two = tmp_path / "a.vcc", tmp_path / "b.vcc"
    one.write_text(case(name="x"), encoding="utf-8")
    two.write_text(case(name="x").replace("A case", "The same"), encoding="utf-8")
    cache = Cache(tmp_path / "cache")

    def told() -> Piece:
        return pieces(cache, one, two)[1]

    first = told()
    assert "C301" in first.parts[0].text
    assert 'case x "A case"' in first.parts[0].text
    assert told() == first
    one.write_text(case(name="x").replace("A case", "Another"), encoding="utf-8")
    assert 'case x "Another"' in told().parts[0].text, "the line of the other file is shown"
    one.write_text(case(name="y"), encoding="utf-8")
    assert "C301" not in told().parts[0].text


# ---------------------------------------------------------------------- few files, and the command
def test_for_a_few_files_no_process_is_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = library(tmp_path, 30)
    cache = Cache(tmp_path / "cache")
    pieces(cache, *paths, jobs=2)
    for path in paths[:10]:
        path.write_text(path.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")

    def refuse(*_: object) -> None:
        raise AssertionError("a process is started")

    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor.submit", refuse)
    assert pieces(cache, *paths, jobs=2) == [expected(path, way()) for path in paths]


def test_settings_and_options_are_part_of_what_is_kept(tmp_path: Path) -> None:
    names = [f"{n}.vcc" for n in range(9)]
    written(tmp_path, {name: case(name=f"t{name[0]}") for name in names})
    written(tmp_path, {"vcc.toml": ""})

    def found(*arguments: str) -> tuple[int, str]:
        result = check(tmp_path, *arguments)
        return result.exit_code, result.stdout.splitlines()[-1]

    for _ in range(2):
        assert found("--select", "S244") == (0, "9 files checked: 9 warnings")
        assert found("--select", "S242,S244") == (
            0,
            "9 files checked: 9 warnings, 9 questions (shown by --questions)",
        )
        assert found("--select", "S244", "--fail-on", "warning")[0] == 1
    written(tmp_path, {"vcc.toml": '[severity]\nS244 = "error"\n'})
    assert found("--select", "S244") == (1, "9 files checked: 9 errors")
    assert (tmp_path / ".vcc_cache/outcomes.sqlite").exists()
