"""Rule files → the checked program, or its plan: kept on disk by what they were made from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final, TypeVar

from vcc.plan.from_program import Outside, plan_from_program
from vcc.plan.operators import Plan
from vcc.program.from_sources import NOTHING, program_from_sources
from vcc.program.imports import Allowed, may_import
from vcc.program.syntax import Program
from vcc.source.kept import default_folder, kept, key_of
from vcc.source.text import SourceText

_RELATIVE: Final = re.compile(r"<(?!<|[A-Za-z][A-Za-z0-9+.-]*:)[^\s<>]*>")
_MAKERS: Final = ("program", "plan", "source", "vocabulary")  # packages that decide the result
_Result = TypeVar("_Result")


def kept_program(
    sources: Iterable[SourceText],
    *,
    strict_standard: bool = False,
    allowed: Allowed = NOTHING,
    folder: Path | None = None,
) -> Program:
    """The program of the rule files; from `folder` (or the user's cache) if kept.

    `allowed` are the files that IMPORTS may name; a program that may import is not kept, since
    its sources are not known before it is read.

    Raises:
        SourceErrors: as `program_from_sources`; mistakes are never cached.
    """
    sources = tuple(sources)

    def made() -> Program:
        return program_from_sources(sources, strict_standard=strict_standard, allowed=allowed)

    return _kept("program", sources, str(strict_standard), Program, made, folder)


def kept_plan(
    sources: Iterable[SourceText],
    *,
    strict_standard: bool = False,
    allowed: Allowed = NOTHING,
    folder: Path | None = None,
    outside: Outside | None = None,
) -> Plan:
    """The plan of `kept_program`, which is not read where the plan is kept; `outside` is told to
    the plan.

    Raises:
        SourceErrors: as `kept_program`.
    """
    sources = tuple(sources)

    def made() -> Plan:
        program = kept_program(
            sources, strict_standard=strict_standard, allowed=allowed, folder=folder
        )
        return plan_from_program(program, outside)

    others = (sorted(outside.reads), sorted(outside.gives)) if outside else ()
    return _kept("plan", sources, f"{strict_standard} {others}", Plan, made, folder)


def _kept(
    kind: str,
    sources: tuple[SourceText, ...],
    settings: str,
    of: type[_Result],
    made: Callable[[], _Result],
    folder: Path | None,
) -> _Result:
    if not sources or may_import(sources):
        return made()
    # Where a text names files by relative paths, the place matters as well.
    place = str(Path.cwd()) if any(_RELATIVE.search(source.text) for source in sources) else ""
    texts = (part for source in sources for part in (source.name, source.text))
    key = key_of(_MAKERS, (settings, place, *texts))
    return kept(kind, key, of, made, folder or default_folder())
