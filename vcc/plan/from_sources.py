"""Rule files → the checked program and its plan, kept on disk by what they were made from."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from vcc.plan.from_program import Outside, plan_from_program
from vcc.plan.operators import Plan
from vcc.program.from_sources import NOTHING, program_from_sources
from vcc.program.imports import Allowed, may_import
from vcc.program.syntax import Program
from vcc.source.kept import default_folder, kept, key_of
from vcc.source.text import SourceText

_RELATIVE: Final = re.compile(r"<(?!<|[A-Za-z][A-Za-z0-9+.-]*:)[^\s<>]*>")
_MAKERS: Final = ("program", "plan", "source", "vocabulary")  # packages that decide the result


class _Made(tuple[Program, Plan]):
    """The program and its plan, as they are kept."""

    __slots__ = ()


def program_and_plan_from_sources(
    sources: Iterable[SourceText],
    *,
    strict_standard: bool = False,
    allowed: Allowed = NOTHING,
    folder: Path | None = None,
    outside: Outside | None = None,
) -> tuple[Program, Plan]:
    """The program of the rule files and its plan; from `folder` (or the user's cache) if kept.

    `allowed` are the files that IMPORTS may name; a program that may import is not kept, since
    its sources are not known before it is read. `outside` is told to the plan.

    Raises:
        SourceErrors: as `program_from_sources`; mistakes are never cached.
    """
    sources = tuple(sources)

    def made() -> _Made:
        program = program_from_sources(sources, strict_standard=strict_standard, allowed=allowed)
        return _Made((program, plan_from_program(program, outside)))

    if may_import(sources):
        return made()
    # Where a text names files by relative paths, the place matters as well.
    place = str(Path.cwd()) if any(_RELATIVE.search(source.text) for source in sources) else ""
    texts = (part for source in sources for part in (source.name, source.text))
    others = (sorted(outside.reads), sorted(outside.gives)) if outside else ()
    key = key_of(_MAKERS, (str(strict_standard), place, str(others), *texts))
    return kept("rules", key, _Made, made, folder or default_folder())
