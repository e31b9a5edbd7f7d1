"""A command ends at once, and nothing that was to be done or said at its end is lost."""

from __future__ import annotations

import subprocess
import sys

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
