"""Check a repository of cases as GitHub and GitLab would, and say whether all is told, and only
that: `python -m tests.ci --cases 200 --seed 7`."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from .check import told_by_further, told_by_github, told_by_gitlab
from .repository import made_repository


def main() -> int:
    """Exit code 0: every report tells exactly what is planted."""
    parser = argparse.ArgumentParser(prog="python -m tests.ci", description=__doc__)
    parser.add_argument("--cases", type=int, default=200)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--defects", type=int, default=46)
    parser.add_argument(
        "--borrow", action="store_true", help="use what is installed here; else pip installs vcc"
    )
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        temp = Path(name)
        (temp / "runner").mkdir()
        made = made_repository(temp / "repository", asked.cases, asked.seed, asked.defects)
        start = time.monotonic()
        action, by_action = told_by_github(made, temp / "runner", install=not asked.borrow)
        job, by_job = told_by_gitlab(made, temp / "runner", install=not asked.borrow)
        told = [*by_action, *by_job, *told_by_further(made, temp / "runner")]
        wrong = [text for each in told if (text := each.difference(made.defects))]
        wrong += [f"exit code {ran.code}\n{ran.log}" for ran in (action, job) if ran.code != 1]
        names = ", ".join(each.report for each in told)
        sys.stdout.write(
            f"{made.files} cases, {len(made.defects)} planted defects, "
            f"{time.monotonic() - start:.0f} s; {names}\n"
        )
        sys.stdout.write("\n".join(wrong) + "\n" if wrong else "each tells exactly these\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
