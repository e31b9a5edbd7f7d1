"""`--max-facts`, `--max-memory`, `--timeout` and Ctrl-C: one sentence, and nothing half written."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

from vcc.cli.limits import run_limited, size
from vcc.engine.limits import Limits, Meter

# Every pair of pairs: a single join that would take hours, and no round ends before it.
ENDLESS = "PREFIX : <http://e/>\nRULE { ?a :x ?d } WHERE { ?a :p ?b . ?c :p ?d . ?e :p ?f }"
# The same without conclusions, so that only time passes.
IDLE = ENDLESS.replace("}\n", "}").rstrip("}") + ' FILTER(STR(?a) = STR(?f) && ?b = "no") }'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "endless.srl").write_text(ENDLESS)
    (tmp_path / "idle.srl").write_text(IDLE)
    lines = [f"<http://e/s{n}> <http://e/p> <http://e/o{n}> ." for n in range(20_000)]
    (tmp_path / "d.nt").write_text("\n".join(lines))
    (tmp_path / "small.nt").write_text("\n".join(lines[:50]))
    return tmp_path


def vcc(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "vcc", "infer", *arguments],
        cwd=folder,
        env={**os.environ, "VCC_CACHE": "", "VCC_LANG": "en"},
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize("executor", ["rows", "columns"])
@pytest.mark.parametrize(
    ("rules", "limit", "words"),
    [
        ("idle", ("--timeout", "0.4"), "stopped after 0.4 seconds"),
        ("endless", ("--timeout", "0.4"), "stopped after 0.4 seconds"),
        ("endless", ("--max-memory", "200M"), "more than 200 MB of memory"),
    ],
)
def test_a_rule_without_end_is_stopped_in_its_middle(
    folder: Path, executor: str, rules: str, limit: tuple[str, str], words: str
) -> None:
    started = time.monotonic()
    arguments = ("-r", f"{rules}.srl", "-d", "d.nt", "--executor", executor, "-o", "out.nt")
    done = vcc(folder, *arguments, *limit)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert words in done.stderr
    assert done.stdout == ""
    assert not [path for path in folder.iterdir() if "out.nt" in path.name]
    assert time.monotonic() - started < 20


@pytest.mark.parametrize("executor", ["rows", "columns"])
def test_the_number_of_conclusions_is_limited_exactly(folder: Path, executor: str) -> None:
    arguments = ("-r", "endless.srl", "-d", "small.nt", "--executor", executor, "--max-facts")
    assert len(vcc(folder, *arguments, "2500").stdout.splitlines()) == 2500
    done = vcc(folder, *arguments, "2499")
    assert (done.returncode, done.stdout) == (2, "")
    assert "more than 2,499 conclusions" in done.stderr


def test_conclusions_are_limited_while_they_are_drawn(folder: Path) -> None:
    arguments = ("-r", "endless.srl", "-d", "d.nt", "--executor", "rows")
    done = vcc(folder, *arguments, "--max-facts", "100000")
    assert "more than 100,000 conclusions" in done.stderr


def test_the_limit_counts_the_conclusions_of_all_graphs(folder: Path) -> None:
    quad = "<http://e/s> <http://e/p> <http://e/o{0}> <http://e/g{0}> .".format
    (folder / "q.nq").write_text("\n".join(map(quad, range(5))))
    arguments = ("-r", "endless.srl", "-d", "q.nq", "--per-graph", "--max-facts")
    assert len(vcc(folder, *arguments, "5").stdout.splitlines()) == 5
    assert vcc(folder, *arguments, "4").returncode == 2


def test_limits_that_are_not_reached_change_nothing(folder: Path) -> None:
    plain = vcc(folder, "-r", "endless.srl", "-d", "small.nt")
    limits = ("--timeout", "50", "--max-memory", "4G", "--max-facts", "1000000")
    assert vcc(folder, "-r", "endless.srl", "-d", "small.nt", *limits).stdout == plain.stdout


@pytest.mark.parametrize("executor", ["rows", "columns"])
def test_an_interrupted_run_leaves_with_130_and_no_file(folder: Path, executor: str) -> None:
    arguments = ["-r", "idle.srl", "-d", "d.nt", "--executor", executor, "-o", "out.nt"]
    process = subprocess.Popen(
        [sys.executable, "-m", "vcc", "infer", *arguments],
        cwd=folder,
        env={**os.environ, "VCC_CACHE": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    time.sleep(2)
    process.send_signal(signal.SIGINT)
    try:
        out, err = process.communicate(timeout=30)
    finally:
        process.kill()
    assert process.returncode == 130
    assert out == b""
    assert b"Traceback" not in err
    assert not [path for path in folder.iterdir() if "out.nt" in path.name]


@pytest.mark.parametrize(
    ("text", "bytes_"),
    [("1000", 1000), ("2K", 2048), ("500M", 500 * 2**20), ("1.5 GB", 3 * 2**29), ("1gib", 2**30)],
)
def test_sizes_are_written_in_several_ways(text: str, bytes_: int) -> None:
    assert size(text) == bytes_


@pytest.mark.parametrize("text", ["", "0", "M", "-1M", "5 apples", "1e9"])
def test_what_is_no_size_is_refused(text: str) -> None:
    with pytest.raises(click.BadParameter):
        size(text)


def test_without_limits_nothing_is_measured() -> None:
    before = signal.getsignal(signal.SIGALRM)

    def work(meter: Meter | None) -> object:
        assert meter is None
        return signal.getsignal(signal.SIGALRM)

    assert run_limited(Limits(), work) == before


def test_the_process_is_left_as_it_was() -> None:
    import resource

    before = signal.getsignal(signal.SIGALRM), resource.getrlimit(resource.RLIMIT_AS)
    run_limited(Limits(seconds=9, memory=2**34), lambda meter: meter is not None)
    assert before == (signal.getsignal(signal.SIGALRM), resource.getrlimit(resource.RLIMIT_AS))
    assert signal.getitimer(signal.ITIMER_REAL)[0] == 0


def test_memory_that_the_system_refuses_is_a_limit_as_well() -> None:
    def greedy(_meter: Meter | None) -> None:
        raise MemoryError

    with pytest.raises(click.ClickException, match="MB of memory"):
        run_limited(Limits(memory=2**34), greedy)
    with pytest.raises(MemoryError):
        run_limited(Limits(seconds=9), greedy)
