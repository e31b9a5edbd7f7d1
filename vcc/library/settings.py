"""The settings of a run over many cases, as data; `settings_search.py` finds them for a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vcc.findings.questions import Shown
from vcc.library.patterns import Pattern
from vcc.source.diagnostic import Severity


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for a file; the defaults are those of a run without any configuration.

    `files` are the configurations that were read, the nearest first and then what it extends.
    Paths are absolute. `select` is None where nobody chose, which means every code; codes are
    prefixes (`S`, `S24`, `gap`). `questions` is how they are shown, None where nobody chose.
    `baseline` is the file of problems that were there before.
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
    questions: Shown | None = None
    frameworks: tuple[Path, ...] = ()
    readings: tuple[str, ...] = ()
    language: str | None = None
    baseline: Path | None = None
    require_evidence: tuple[str, ...] = ()


def values_of(settings: Settings) -> dict[str, str | tuple[str, ...] | dict[str, Any] | None]:
    """Every setting by its key, as a configuration file would have it; patterns from the root on
    where they belong to another folder than that of the nearest configuration."""
    folder = settings.files[0].parent if settings.files else None

    def glob(pattern: Pattern) -> str:
        return pattern.glob if pattern.folder == folder else f"{pattern.folder}/{pattern.glob}"

    return {
        "include": tuple(map(glob, settings.include)),
        "exclude": tuple(map(glob, settings.exclude)),
        "select": settings.select or ("ALL",),
        "ignore": settings.ignore,
        "extend-select": settings.extend_select,
        "fail-on": str(settings.fail_on),
        "questions": settings.questions,
        "frameworks": tuple(map(str, settings.frameworks)),
        "readings": settings.readings,
        "language": settings.language,
        "baseline": str(settings.baseline) if settings.baseline else None,
        "require-evidence": settings.require_evidence,
        "severity": {code: str(level) for code, level in settings.severity},
        "per-file-ignores": {glob(pattern): codes for pattern, codes in settings.per_file_ignores},
    }
