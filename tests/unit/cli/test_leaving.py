"""A command ends at once, and nothing that was to be done or said at its end is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

_MAIN = (
    "import atexit, sys, threading; from vcc.__main__ import main; sys.argv[1:] = {}; {}; main()"
)


def run(arguments: list[str], before: str = "pass") -> subprocess.CompletedProcess[str]:
    program = _MAIN.format(arguments, before)
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False
    )


def test_everything_that_was_written_is_there() -> None:
    done = run(["rule", "--list"])
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) > 100
    assert done.stdout.endswith("\n")


def test_the_exit_code_is_the_command_s() -> None:
    done = run(["check", "no-such-file.vcc"])
    assert done.returncode == 2
    assert "no-such-file.vcc" in done.stderr


def test_what_others_want_to_be_done_at_the_end_is_done() -> None:
    done = run(["--version"], "atexit.register(print, 'and that was all')")
    assert done.stdout.splitlines()[-1] == "and that was all"


def test_a_thread_that_still_works_is_waited_for() -> None:
    waits = "threading.Timer(0.5, print, ['late']).start()"
    assert run(["--version"], waits).stdout.splitlines()[-1] == "late"


def test_a_profiler_gets_to_tell_what_it_saw() -> None:
    program = [sys.executable, "-m", "cProfile", "-m", "vcc", "--version"]
    done = subprocess.run(program, capture_output=True, text=True, timeout=60, check=False)
    assert "function calls" in done.stdout


def shell(streams: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """`vcc` with streams that a shell has closed or led elsewhere."""
    program = ["sh", "-c", f'exec "$@" {streams}', "sh", sys.executable, "-m", "vcc", *arguments]
    environment = {**os.environ, "VCC_LANG": "en"}
    return subprocess.run(
        program, capture_output=True, text=True, timeout=60, check=False, env=environment
    )


@pytest.mark.parametrize("streams", [">&-", "<&- >&-"])
@pytest.mark.parametrize(
    "arguments", [("--version",), ("check", "{case}"), ("check", "{case}", "--format", "json")]
)
def test_a_closed_output_is_told_in_one_sentence(
    repository: Path, streams: str, arguments: tuple[str, ...]
) -> None:
    case = repository / "examples/01-xiaomi/xiaomi.vcc"
    told = shell(streams, *(part.format(case=case) for part in arguments))
    assert told.returncode == 2
    assert told.stderr == "vcc: standard output is closed; lead it into a file, or to /dev/null\n"


def test_a_closed_output_is_told_in_chinese_too() -> None:
    assert "标准输出已关闭" in shell(">&-", "words", "--lang", "zh").stderr


def test_an_output_that_is_only_read_from_is_told() -> None:
    told = shell("1</dev/null", "words")
    assert told.returncode == 2
    assert told.stderr == "vcc: cannot write the output: Bad file descriptor\n"


def test_closed_streams_that_nobody_needs_are_no_fault() -> None:
    assert shell("<&-", "--version").stdout.startswith("vcc ")
    assert shell("2>&-", "--version").stdout.startswith("vcc ")
    silent = shell(">&- 2>&-", "--version")
    assert (silent.returncode, silent.stdout, silent.stderr) == (2, "", "")
