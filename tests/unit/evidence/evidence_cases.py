"""Small cases with their sources, as the tests of this folder need them."""

from __future__ import annotations

from pathlib import Path

from vcc.case.from_text import case_from_text
from vcc.evidence.check import Asked, check_evidence
from vcc.evidence.lock import CaseLock
from vcc.evidence.report import EvidenceReport
from vcc.evidence.sources import SourceFiles
from vcc.source.reading import read_source

CASE = """vcc 1
language en
case {name} {{
  source r is report file "{file}"
{statements}
}}
"""
REPORT = """1. Market
The co-operative runs 13 repair cafés in Ghent.

2. Users
Members bring broken lamps; volunteers re-
pair them together. They paid 2013 euros.
"""


def put(folder: Path, statements: str, *, name: str = "a", file: str = "r.txt") -> Path:
    """A case with one source `r`, written into a folder."""
    path = folder / f"{name}.vcc"
    inside = "\n".join(f"  {line}" for line in statements.strip().splitlines())
    path.write_text(CASE.format(name=name, file=file, statements=inside), encoding="utf-8")
    return path


def put_source(folder: Path, content: str | bytes = REPORT, name: str = "r.txt") -> Path:
    """A source beside it."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def checked(
    path: Path, *folders: Path, lock: CaseLock | None = None, asked: Asked | None = None
) -> EvidenceReport:
    """The report of a case."""
    parsed = case_from_text(read_source(path))
    return check_evidence(parsed, SourceFiles(folders), lock, asked)


def codes(report: EvidenceReport) -> list[str]:
    """What is told, in order."""
    return [diagnostic.code for diagnostic in report.diagnostics]
