"""The load and fault script in its short version: nothing is lost."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path


def test_nothing_is_lost_under_load_and_faults(repository: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.serve_load", "--short", "--json"],
        capture_output=True, text=True, timeout=300, cwd=repository,
    )  # fmt: skip
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(lines) == 9, done.stderr
    assert not [line for line in lines if not line["good"]]
    assert done.returncode == 0
