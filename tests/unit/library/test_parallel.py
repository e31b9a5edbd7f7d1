"""Work over several processes: order, death, errors, and how it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from vcc.library.parallel import A_CHUNK, in_parallel


def doubled(numbers: list[int]) -> list[int]:
    return [2 * number for number in numbers]


def dies_at_seven(numbers: list[int]) -> list[int]:
    if 7 in numbers:
        os.kill(os.getpid(), signal.SIGKILL)
    return doubled(numbers)


def fails_at_seven(numbers: list[int]) -> list[int]:
    if 7 in numbers:
        raise ValueError("seven")
    return doubled(numbers)


def together(numbers: list[int]) -> list[int]:
    return [len(numbers)] * len(numbers)


def lost(number: int) -> int:
    return -number


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_come_in_the_order_of_the_items(jobs: int) -> None:
    assert list(in_parallel(range(200), doubled, jobs, lost)) == [2 * n for n in range(200)]


def test_few_items_are_shared_out_and_many_go_in_larger_batches() -> None:
    assert max(in_parallel(range(20), together, 2, lost)) <= 20 / 2, "no worker is left without"
    sizes = list(in_parallel(range(1000), together, 2, lost))
    assert sizes == sorted(sizes[: -sizes[-1]]) + sizes[-sizes[-1] :], "but for the last batch"
    assert max(sizes) == A_CHUNK > sizes[0]


def test_a_worker_that_dies_costs_its_item_only() -> None:
    found = list(in_parallel(range(100), dies_at_seven, 2, lost))
    assert found == [-7 if n == 7 else 2 * n for n in range(100)]


def test_what_is_known_is_not_worked_on() -> None:
    known = {n: 1000 + n for n in range(0, 100, 3)}
    found = list(in_parallel(range(100), doubled, 2, lost, known.get))
    assert found == [known.get(n, 2 * n) for n in range(100)]
    assert list(in_parallel([3, 6], dies_at_seven, 1, lost, known.get)) == [1003, 1006]


def test_what_the_work_raises_is_raised() -> None:
    with pytest.raises(ValueError, match="seven"):
        list(in_parallel(range(50), fails_at_seven, 2, lost))


def test_items_are_asked_for_as_they_are_needed() -> None:
    asked = []

    def items() -> Iterator[int]:
        for number in range(10_000):
            asked.append(number)
            yield number

    results = in_parallel(items(), doubled, 2, lost)
    assert next(results) == 0
    results.close()
    assert len(asked) < 500


def test_an_interrupt_ends_the_workers_too(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(
        "import os, time\n"
        "from vcc.library.parallel import A_CHUNK, in_parallel\n"
        "def work(numbers):\n"
        "    open(f'worker-{os.getpid()}', 'w').close()\n"
        "    time.sleep(30)\n"
        "if __name__ == '__main__':\n"
        "    try:\n"
        "        list(in_parallel(range(8), work, 2, lambda n: n))\n"
        "    except KeyboardInterrupt:\n"
        "        raise SystemExit(130)\n",
        encoding="utf-8",
    )
    running = subprocess.Popen([sys.executable, str(program)], cwd=tmp_path)
    deadline = time.monotonic() + 30
    while not list(tmp_path.glob("worker-*")) and time.monotonic() < deadline:
        time.sleep(0.05)
    workers = [int(path.name.split("-")[1]) for path in tmp_path.glob("worker-*")]
    running.send_signal(signal.SIGINT)
    assert running.wait(20) == 130
    assert workers
    while any(map(is_running, workers)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not any(map(is_running, workers))


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_process_in_which_a_library_has_threads_is_not_forked() -> None:
    program = (
        "from vcc.library import pool\n"
        "assert not pool._has_foreign_threads()\n"
        "import threading\n"
        "threading.Thread(target=threading.Event().wait, daemon=True).start()\n"
        "assert not pool._has_foreign_threads(), 'its own are told apart'\n"
        "import _thread\n"
        "lock = _thread.allocate_lock(); lock.acquire()\n"
        "_thread.start_new_thread(lock.acquire, ())\n"
        "assert pool._has_foreign_threads()\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
