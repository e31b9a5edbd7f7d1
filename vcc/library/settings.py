"""The settings of a run over many cases, as data; `settings_search.py` finds them for a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from vcc.library.patterns import Pattern
from vcc.source.diagnostic import Severity


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for a file; the defaults are those of a run without any configuration.

    `files` are the configurations that were read, the nearest first and then what it extends.
    Paths are absolute. `select` is None where nobody chose, which means every code; codes are
    prefixes (`S`, `S24`, `gap`). `baseline` is the file of problems that were there before.
    """

    files: tuple[Path, ...] = ()
    include: tuple[Pattern, ...] = ()
    exclude: tuple[Pattern, ...] = ()
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[Pattern, tuple[str, ...]], ...] = ()
    severity: tuple[tuple[str, Severity], ...] = ()
    fail_on: Severity = Severity.ERROR
    frameworks: tuple[Path, ...] = ()
    readings: tuple[str, ...] = ()
    language: str | None = None
    baseline: Path | None = None
    require_evidence: tuple[str, ...] = ()
