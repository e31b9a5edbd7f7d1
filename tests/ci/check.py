"""A repository of cases, checked by the action and by the job: what is told, and whether it is
exactly what is wrong."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from . import reports
from .hosts import Ran, run_action, run_job
from .repository import CaseRepository, Defect

FURTHER = ("json", "rdjson")  # what neither host asks for, written in a run of its own


@dataclass(frozen=True)
class Told:
    """What one report says is wrong."""

    report: str
    defects: list[Defect]

    def difference(self, expected: list[Defect]) -> str:
        """What is told too much and too little; empty where neither."""
        more, less = set(self.defects) - set(expected), set(expected) - set(self.defects)
        twice = len(self.defects) - len(set(self.defects))
        if not (more or less or twice):
            return ""
        return f"{self.report}: not planted {sorted(more)}, not told {sorted(less)}, {twice} twice"


def told_by_github(
    made: CaseRepository, temp: Path, *, install: bool, since: str = ""
) -> tuple[Ran, list[Told]]:
    """What the action tells: annotations, SARIF."""
    inputs = {"since": since, "language": "en", "requirement": ""}
    ran = run_action(made.folder, temp, inputs, install=install)
    sarif = made.folder / "vcc.sarif"
    told = [Told("annotations", reports.errors_in_log(ran.log))]
    return ran, [*told, Told("SARIF", reports.errors_in_sarif(sarif))]


def told_by_gitlab(made: CaseRepository, temp: Path, *, install: bool) -> tuple[Ran, list[Told]]:
    """What the job tells: code quality, tests."""
    checkout = str(Path(__file__).resolve().parents[2])
    ran = run_job(made.folder, temp, {"VCC_REQUIREMENT": checkout}, install=install)
    quality, junit = made.folder / "gl-code-quality-report.json", made.folder / "vcc.xml"
    assert reports.suites_in_junit(junit) == made.files
    return ran, [
        Told("code quality", reports.errors_in_gitlab(quality)),
        Told("JUnit", reports.errors_in_junit(junit)),
    ]


def told_by_further(made: CaseRepository, temp: Path) -> Iterator[Told]:
    """What the other reports for machines tell."""
    files = {name: temp / f"vcc.{name}" for name in FURTHER}
    wanted = [f"--report={name}={file}" for name, file in files.items()]
    command = [sys.executable, "-m", "vcc", "check", ".", "--format", "concise", *wanted]
    done = subprocess.run(command, cwd=made.folder, capture_output=True, check=False, timeout=600)
    assert done.returncode in (0, 1), done.stderr
    yield Told("json", reports.errors_in_json(files["json"]))
    yield Told("rdjson", reports.errors_in_reviewdog(files["rdjson"]))
