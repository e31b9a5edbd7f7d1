"""Small cases for the tests of tables, and how they are built."""

from __future__ import annotations

from pathlib import Path

from vcc import __version__
from vcc.cli.files import case_files
from vcc.tables.build import Library, library_of
from vcc.tables.compile import Settings

SMALL = """vcc 1
language en

case {name} en"The case {name}" {{
  source notes is interview en"Notes"
  actor firm is firm en"Firm"
  actor users is customer-group en"Users"
  resource ideas form knowledge held-by users
  interaction talk is co-design direct during design by firm {{
    users -> firm : ideas  [@notes p.3 "they told us"]
  }}
}}
"""
BROKEN = "vcc 1\nlanguage en\ncase x {\n  actor a is frim\n}\n"


def library(root: Path, output: Path, of: int | None = None, **settings: bool) -> Library:
    files = case_files([root])
    return library_of(root, files, output, of, Settings(**settings), __version__)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a folder, by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
