"""The library files that a case uses: where they are, and how their text is read."""

from __future__ import annotations

from collections.abc import Callable
from os.path import normpath
from pathlib import Path

from vcc.case.from_text import case_from_text
from vcc.case.model import Case, Use
from vcc.source.reading import read_source

# A path → the case or library in that file. Raises SourceErrors like `read_library`.
ReadLibrary = Callable[[str], Case]


def read_library(path: str) -> Case:
    """The case or library in a file.

    Raises:
        SourceErrors: where the file cannot be read, or has mistakes.
    """
    return case_from_text(read_source(path)).case


def path_of(use: Use, case: Case) -> str:
    """The path of a used file: relative to the file that uses it."""
    return normpath(Path(case.span.source).parent / use.file.text)
