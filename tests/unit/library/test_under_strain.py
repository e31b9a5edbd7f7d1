"""Libraries on bad days: full disks, kills at any moment, two runs at once, files that change
while they are read. What was there stays whole, and the next run is right."""

from __future__ import annotations

import io
import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from checking import check, written

from vcc.knowledge import Knowledge, knowledge
from vcc.library.cache import FOLDER, Cache
from vcc.library.checking import check_paths
from vcc.pipeline import parse
from vcc.source.text import SourceText
from vcc.synth.write import Wanted, synthetic_files, write_library

CASES = 8
TABLES = ["build", "cases", "--output", "tables", "--jobs", "1"]
LIST = ["check", "cases", "--write-baseline", "--baseline", "old.json", "--no-cache"]
CASE = 'vcc 1\nlanguage en\ncase a "T" {{\n  actor a is {kind}\n}}\n'


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A folder in which `cases` is a library."""
    files = synthetic_files(Wanted(CASES, 5), knowledge().ontology)
    assert sum(1 for _ in write_library(files, tmp_path / "cases")) == CASES
    return tmp_path


def started(folder: Path, *arguments: str, most: int | None = None) -> subprocess.Popen[str]:
    """`vcc` in a folder; `most` bytes at the most can be written to any file."""
    limit: Callable[[], None] | None = None
    if most is not None:
        limit = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (most, most))
    environment = {**os.environ, "VCC_LANG": "en", "NO_COLOR": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.Popen(
        [sys.executable, "-m", "vcc", *arguments], cwd=folder, env=environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        preexec_fn=limit,  # noqa: PLW1509 (no other thread runs here)
    )  # fmt: skip


def run(folder: Path, *arguments: str, most: int | None = None) -> tuple[int, str, str]:
    """The exit code, what is said on standard output, and on standard error."""
    process = started(folder, *arguments, most=most)
    out, error = process.communicate(timeout=120)
    assert "Traceback" not in error
    return process.returncode, out, error


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def changed_case(library: Path) -> Path:
    """A case of the library, with more in it than before, of which something is to be said."""
    texts = {path: path.read_text("utf-8") for path in (library / "cases").rglob("*.vcc")}
    path = min(path for path, text in texts.items() if "language en" in text)
    end = texts[path].rindex("}")
    more = "  activity one-more is manufacturing\n"
    path.write_text(texts[path][:end] + more + texts[path][end:], "utf-8")
    return path


# ---------------------------------------------------------------- a full disk
def test_a_full_disk_leaves_the_old_baseline_whole(library: Path) -> None:
    assert run(library, *LIST)[0] == 0
    before = (library / "old.json").read_bytes()
    assert len(before) > 1000
    changed_case(library)
    code, _, error = run(library, *LIST, most=1000)
    assert code == 2
    assert "cannot write old.json" in error
    assert (library / "old.json").read_bytes() == before
    assert sorted(path.name for path in library.iterdir()) == ["cases", "old.json"]
    assert run(library, *LIST)[0] == 0
    assert (library / "old.json").read_bytes() != before


def test_a_full_disk_costs_the_cache_and_nothing_else(library: Path) -> None:
    arguments = ["check", "cases", "--format", "json"]
    _, expected, _ = run(library, *arguments, "--no-cache")
    code, told, error = run(library, *arguments, most=20_000)
    assert told == expected
    assert code == 0
    assert "goes on without it" in error
    code, told, error = run(library, *arguments)
    assert (code, told, error) == (0, expected, "")
    assert (library / FOLDER / "outcomes.sqlite").stat().st_size > 20_000


def test_a_full_disk_leaves_the_old_tables_whole(library: Path) -> None:
    pytest.importorskip("pyarrow", reason="needs the extra `library` (pyarrow)")
    assert run(library, *TABLES)[0] == 0
    before = contents(library / "tables")
    changed_case(library)
    code, _, error = run(library, *TABLES, most=10_000)
    assert code == 2
    assert "cannot write" in error
    after = contents(library / "tables")
    assert after.items() >= before.items(), "whole, and still what the manifest speaks of"
    assert not [name for name in after.keys() - before.keys() if "/." in name or ".tmp" in name]
    assert run(library, *TABLES)[0] == 0
    assert contents(library / "tables")["manifest.json"] != before["manifest.json"]


@contextmanager
def disk_of(most: int) -> Iterator[None]:
    """`most` bytes at the most can be written to any file meanwhile, by this process."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("format", ["json", "sarif", "junit"])
def test_a_document_is_shown_whole_or_not_at_all_however_early_or_late_the_disk_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for number in range(4):
        text = CASE.format(kind="frim").replace("case a", f"case a{number}")
        written(tmp_path, {f"{number}.vcc": text})
    arguments = (".", "--format", format, "--no-cache", "--jobs", "1")
    whole = check(*arguments).stdout
    assert len(whole) < io.DEFAULT_BUFFER_SIZE, "most of it goes to disk at the very end"
    monkeypatch.setattr("vcc.render.formats.document._IN_MEMORY", 1)
    codes = []
    for most in range(0, len(whole) + 100, 100):
        with disk_of(most):
            result = check(*arguments)
        assert isinstance(result.exception, SystemExit), "no internal error"
        codes.append(result.exit_code)
        if result.exit_code == 1:
            assert (result.stdout, result.stderr) == (whole, "")
        else:
            assert result.stdout == ""
            assert "File too large" in result.stderr
            assert "TMPDIR" in result.stderr
    assert set(codes) == {1, 2}
    assert codes == sorted(codes, reverse=True), "more room does no harm"


# ---------------------------------------------------------------- kill -9
def killed(folder: Path, *arguments: str, moments: int) -> None:
    """Run again and again, killed at moments that spread over the time of a whole run."""
    start = time.monotonic()
    assert run(folder, *arguments)[0] == 0
    whole = time.monotonic() - start
    for number in range(1, moments + 1):
        process = started(folder, *arguments)
        time.sleep(whole * number / (moments + 1))
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=60)


def test_tables_are_whole_after_any_kill(library: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="needs the extra `library` (pyarrow)")
    assert run(library, *TABLES)[0] == 0
    changed_case(library)
    assert run(library, *TABLES[:3], "fresh", *TABLES[4:])[0] == 0
    killed(library, *TABLES, moments=3)
    assert run(library, *TABLES)[0] == 0
    assert contents(library / "tables") == contents(library / "fresh")


def test_a_baseline_is_the_old_or_the_new_one_after_any_kill(library: Path) -> None:
    assert run(library, *LIST)[0] == 0
    old = (library / "old.json").read_bytes()
    changed_case(library)
    for moments in (1, 2):
        (library / "old.json").write_bytes(old)
        killed(library, *LIST, moments=moments)
        assert json.loads((library / "old.json").read_bytes())["problems"]
    assert run(library, "check", "cases", "--baseline", "old.json")[0] == 0


# ---------------------------------------------------------------- two at once
def test_two_checks_at_once_say_the_same_and_leave_one_cache(library: Path) -> None:
    arguments = ["check", "cases", "--format", "json", "--jobs", "1"]
    both = [started(library, *arguments) for _ in range(2)]
    said = {process.communicate(timeout=120) for process in both}
    assert [process.returncode for process in both] == [0, 0]
    assert len(said) == 1
    assert run(library, *arguments) == (0, *said.pop())


def test_two_builds_at_once_make_the_tables_of_one(library: Path) -> None:
    pytest.importorskip("pyarrow", reason="needs the extra `library` (pyarrow)")
    both = [started(library, *TABLES) for _ in range(2)]
    assert [process.communicate(timeout=120)[1] for process in both] == ["", ""]
    assert [process.returncode for process in both] == [0, 0]
    assert run(library, *TABLES[:3], "alone", *TABLES[4:])[0] == 0
    assert contents(library / "tables") == contents(library / "alone")


# ---------------------------------------------------------------- a file that changes meanwhile
def test_a_file_that_changes_while_it_is_checked_is_checked_again_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.vcc"
    written(tmp_path, {"a.vcc": CASE.format(kind="frim")})

    def parse_and_change(source: SourceText, theory: Knowledge) -> object:
        path.write_text(CASE.format(kind="firm"), "utf-8")
        return parse(source, theory)

    def codes() -> list[str]:
        cache = Cache(tmp_path / FOLDER)
        (outcome,) = check_paths([path], jobs=1, cache=cache)
        cache.close()
        return [diagnostic.code for diagnostic in outcome.diagnostics]

    with monkeypatch.context() as context:
        context.setattr("vcc.pipeline.parse", parse_and_change)
        assert codes() == ["C202"], "what was read is what is told of"
    assert codes() == []
    written(tmp_path, {"a.vcc": CASE.format(kind="frim")})
    assert codes() == ["C202"]


def test_a_file_that_goes_while_others_are_checked_is_told(
    library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = sorted((library / "cases").rglob("*.vcc"))

    def listed() -> list[Path]:
        paths[3].unlink()
        paths[5].write_bytes(b"")
        return paths

    found = list(check_paths(listed(), jobs=1))
    assert [outcome.was_read for outcome in found] == [number != 3 for number in range(CASES)]
    assert found[5].diagnostics
    assert not any(
        d.severity for n in (0, 1, 2, 4) for d in found[n].diagnostics if d.code[0] == "C"
    )
