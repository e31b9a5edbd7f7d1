"""`vcc check --watch`: every change is seen, whatever a disk does, and Ctrl-C ends it."""

from __future__ import annotations

import json
import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from checking import check, written

from vcc.cli.check_watch import _Watching
from vcc.library.discovery import discover
from vcc.library.reads import Reads, identity_of, reads_of, state_of
from vcc.library.settings import Settings

CASE = 'vcc 1\nlanguage en\n{use}case {name} "T" {{\n  actor {name} is {kind}\n}}\n'
LIBRARY = "vcc 1\nlanguage en\nlibrary l {{\n  actor shared is {kind}\n}}\n"
WATCHING = "watching for changes"
SECONDS = 30


def case(name: str, kind: str = "firm", use: str = "") -> str:
    return CASE.format(name=name, kind=kind, use=use and f'use "{use}"\n')


class Run:
    """A run of the command; what it says arrives line by line."""

    def __init__(self, folder: Path, *arguments: str, format: str = "concise") -> None:
        environment = {**os.environ, "VCC_LANG": "en", "NO_COLOR": "1"}
        environment.pop("PYTHONUNBUFFERED", None)  # a pipe gets what the command itself lets go
        self.process = subprocess.Popen(
            [sys.executable, "-m", "vcc", "check", *arguments, "--watch", "--format", format],
            cwd=folder, env=environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))

    def until(self, wanted: str) -> list[str]:
        """What is said up to a line that holds some words, that line with it."""
        said, deadline = [], time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            try:
                said.append(self._lines.get(timeout=0.2))
            except queue.Empty:
                assert self.process.poll() is None, said
                continue
            if wanted in said[-1]:
                return said
        raise AssertionError(f"{wanted!r} was not said: {said}")

    def round(self, wanted: str) -> str:
        """What is said until a round ends in which some words are said."""
        return "\n".join([*self.until(wanted), *self.until(WATCHING)])


@contextmanager
def running(folder: Path, *arguments: str, format: str = "concise") -> Iterator[Run]:
    pytest.importorskip("watchfiles", reason="needs watchfiles (extra watch)")
    run = Run(folder, *arguments, format=format)
    try:
        yield run
    finally:
        run.process.kill()
        run.process.wait(SECONDS)
        assert run.process.stdout is not None
        run.process.stdout.close()


def test_every_change_in_a_folder_is_checked_and_ctrl_c_ends_it(tmp_path: Path) -> None:
    folder = written(tmp_path / "cases", {"a.vcc": case("a"), "in/b.vcc": case("b")})
    with running(tmp_path, "cases") as run:
        assert "2 files checked: nothing found" in run.round("files checked")
        written(folder, {"a.vcc": case("a", "frim")})
        said = run.round("1 error")
        assert "changed: cases/a.vcc" in said
        assert "a.vcc:4:14: C202" in said
        (folder / "a.vcc").write_text(case("a", "frim")[:40], "utf-8")  # half of it is written
        run.round("a.vcc:")
        (folder / "a.vcc.new").write_text(case("a"), "utf-8")
        (folder / "a.vcc.new").rename(folder / "a.vcc")  # as editors save
        run.round("2 files checked: nothing found")
        written(folder, {"in/deep/c.vcc": case("c", "frim")})
        run.round("in/deep/c.vcc:4:14")
        shutil.rmtree(folder / "in")
        run.round("1 file checked: nothing found")
        written(tmp_path, {"vcc.toml": "exclud = []\n"})
        run.round("vcc.toml:1")
        written(tmp_path, {"vcc.toml": 'exclude = ["a.vcc"]\n'})
        run.round("leave out every case file")
        (tmp_path / "vcc.toml").unlink()
        run.round("1 file checked: nothing found")
        run.process.send_signal(signal.SIGINT)
        assert run.process.wait(SECONDS) == 130


def test_a_folder_may_go_and_come_back(tmp_path: Path) -> None:
    folder = written(tmp_path / "cases", {"a.vcc": case("a")})
    with running(tmp_path, "cases") as run:
        run.round("1 file checked")
        shutil.rmtree(folder)
        run.round("no such file or folder: cases")
        written(folder, {"a.vcc": case("a", "frim")})
        run.round("1 error")
        written(folder, {"a.vcc": case("a")})
        run.round("1 file checked: nothing found")


def test_files_that_are_named_and_what_they_use_are_watched_too(tmp_path: Path) -> None:
    written(tmp_path, {
        "a.vcc": case("a", use="else/l.vcc"), "b.vcc": case("b", "frim"),
        "else/l.vcc": LIBRARY.format(kind="firm"),
    })  # fmt: skip
    with running(tmp_path, "a.vcc") as run:
        run.round("1 file checked: nothing found")
        written(tmp_path, {"b.vcc": case("b", "fmri")})  # nobody asked for it
        written(tmp_path, {"else/l.vcc": LIBRARY.format(kind="frim")})
        said = run.round("1 error")
        assert "b.vcc" not in said
        (tmp_path / "new").write_text(case("a"), "utf-8")
        (tmp_path / "new").rename(tmp_path / "a.vcc")
        run.round("1 file checked: nothing found")
        (tmp_path / "a.vcc").unlink()
        run.round("no such file or folder: a.vcc")


def test_whoever_reads_a_pipe_has_all_of_a_run_when_it_ends(tmp_path: Path) -> None:
    """Nothing of it waits in a buffer for a run that may come tomorrow."""
    folder = written(tmp_path / "cases", {"a.vcc": case("a", "frim"), "b.vcc": case("b")})
    with running(tmp_path, "cases", format="jsonl") as run:

        def codes() -> list[str]:
            """What one run finds, in order."""
            said = run.until(WATCHING)
            return [json.loads(line)["code"] for line in said if line.startswith("{")]

        assert codes() == ["C202"]
        (folder / "b.vcc.new").write_text(case("b", "frim"), "utf-8")
        (folder / "b.vcc.new").rename(folder / "b.vcc")  # one change, and so one run
        assert codes() == ["C202", "C202"]


def test_what_changes_while_a_check_runs_is_a_change(tmp_path: Path) -> None:
    pytest.importorskip("watchfiles", reason="needs watchfiles (extra watch)")
    written(tmp_path, {"in/a.vcc": case("a"), "b.vcc": case("b")})
    watching = _Watching([tmp_path / "in", tmp_path / "b.vcc"], None)

    def changed() -> set[str]:
        return {Path(name).name for name in watching.changes()}

    (tmp_path / "b.vcc").unlink()  # a check would be running now
    assert changed() == {"b.vcc"}
    shutil.rmtree(tmp_path / "in")
    assert "in" in changed()
    written(tmp_path, {"in/a.vcc": case("a")})
    assert "in" in changed()
    written(tmp_path, {"in/a.vcc": case("a", "frim"), "b.vcc": case("b")})
    seen = changed()
    while not {"a.vcc", "b.vcc"} <= seen:  # at once, or one after the other
        seen |= changed()


# ---------------------------------------------------------------- what cannot be watched
def test_without_its_package_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path, {"a.vcc": case("a")})
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    result = check(tmp_path, "--watch")
    assert result.exit_code == 2
    assert "pip install 'vcc-cases[watch]'" in result.output
    assert "未安装" in check(tmp_path, "--watch", language="zh").output


@pytest.mark.parametrize("option", ["--fix", "--diff", "--write-baseline", "--prune-baseline"])
def test_it_only_checks(tmp_path: Path, option: str) -> None:
    written(tmp_path, {"a.vcc": case("a")})
    result = check(tmp_path, "--watch", option)
    assert result.exit_code == 2
    assert option in result.output


def test_a_path_that_is_not_there_at_the_start_is_a_slip(tmp_path: Path) -> None:
    result = check(tmp_path / "nowhere", "--watch")
    assert result.exit_code == 2
    assert "no such file or folder" in result.output


# ---------------------------------------------------------------- what is read
def reads(*paths: Path, settings: Settings | None = None) -> Reads:
    return reads_of(paths, list(discover(paths)), [settings or Settings()], ())


def test_what_a_check_reads_is_known(tmp_path: Path) -> None:
    written(tmp_path, {
        "cases/a.vcc": case("a", use="../else/l.vcc"), "else/m.vcc": "",
        "else/l.vcc": 'vcc 1 use "m.vcc" library l { }', "house.toml": "",
        "alone.vcc": case("alone"),
    })  # fmt: skip
    settings = Settings(files=(tmp_path / "house.toml",), baseline=tmp_path / "old.json")
    read = reads(tmp_path / "cases", tmp_path / "alone.vcc", settings=settings)
    assert read.folders == {tmp_path / "cases"}
    outside = {path.relative_to(tmp_path).as_posix()
               for path in read.files if path.is_relative_to(tmp_path)}  # fmt: skip
    assert outside == {
        "alone.vcc", "else/l.vcc", "else/m.vcc", "house.toml", "old.json",
        "vcc.toml", "pyproject.toml", ".gitignore",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "is_gone", "counts"),
    [
        ("new.vcc", False, True), ("a.vcc", True, True), ("vcc.toml", True, True),
        (".gitignore", False, True), ("in", True, True), ("full", False, True),
        ("notes.md", False, False), (".a.vcc.swp", False, False), (".#a.vcc", False, False),
        ("4913", True, False), ("empty", False, False),
        (".vcc_cache/outcomes.sqlite", False, False),
    ],
)  # fmt: skip
def test_only_what_can_change_a_check_counts(
    tmp_path: Path, name: str, is_gone: bool, counts: bool
) -> None:
    written(tmp_path, {"a.vcc": case("a"), "in/b.vcc": case("b"), "full/c.vcc": case("c")})
    (tmp_path / "empty").mkdir()
    read = reads(tmp_path)
    assert read.concerns(tmp_path / name, is_gone=is_gone) is counts


def test_a_file_put_in_the_place_of_another_has_another_state(tmp_path: Path) -> None:
    written(tmp_path, {"a.vcc": "x", "b.vcc": "y"})
    os.utime(tmp_path / "a.vcc", (1, 1))
    os.utime(tmp_path / "b.vcc", (1, 1))
    before, folder = state_of(tmp_path / "a.vcc"), identity_of(tmp_path)
    (tmp_path / "b.vcc").rename(tmp_path / "a.vcc")
    assert state_of(tmp_path / "a.vcc") != before
    assert state_of(tmp_path / "b.vcc") is None
    assert identity_of(tmp_path) == folder, "a folder with other files is the same folder"
