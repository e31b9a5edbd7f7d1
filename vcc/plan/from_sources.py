"""Rule files → the checked program and its plan, kept on disk by what they were made from.

Reading a large theory takes half a second, reading its plan a twentieth of that. A cache that is
missing, stale, damaged or not ours is no reason to fail: the plan is then made again.
"""

from __future__ import annotations

import os
import pickle
import re
import sys
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

from vcc.plan.from_program import plan_from_program
from vcc.plan.operators import Plan
from vcc.program.from_sources import NOTHING, program_from_sources
from vcc.program.imports import Allowed, may_import
from vcc.program.syntax import Program
from vcc.source.text import SourceText

CACHE_VARIABLE: Final = "VCC_CACHE"  # a folder; empty: no cache
_MOST_KEPT: Final = 8
_RELATIVE: Final = re.compile(r"<(?!<|[A-Za-z][A-Za-z0-9+.-]*:)[^\s<>]*>")
_MAKERS: Final = ("program", "plan", "source", "vocabulary")  # packages that decide the result


def program_and_plan_from_sources(
    sources: Iterable[SourceText],
    *,
    strict_standard: bool = False,
    allowed: Allowed = NOTHING,
    folder: Path | None = None,
) -> tuple[Program, Plan]:
    """The program of the rule files and its plan; from `folder` (or the user's cache) if kept.

    `allowed` are the files that IMPORTS may name; a program that may import is not kept, since
    its sources are not known before it is read.

    Raises:
        SourceErrors: as `program_from_sources`; mistakes are never cached.
    """
    sources = tuple(sources)
    folder = None if may_import(sources) else folder or default_folder()
    file = folder / f"rules-{_key(sources, strict_standard)}.pickle" if folder else None
    found = _read(file) if file else None
    if found is None:
        program = program_from_sources(sources, strict_standard=strict_standard, allowed=allowed)
        found = program, plan_from_program(program)
        if file:
            _write(file, found)
    return found


def default_folder() -> Path | None:
    """Where plans are kept: `VCC_CACHE`, or `vcc` in the user's cache folder; None: nowhere."""
    named = os.environ.get(CACHE_VARIABLE)
    if named is not None:
        return Path(named) if named else None
    with suppress(RuntimeError):  # a user without a home
        home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
        return Path(home) / "vcc"
    return None


def _key(sources: Sequence[SourceText], strict_standard: bool) -> str:
    """Everything that the result depends on: texts, this program, and Python."""
    digest = sha256(f"{sys.version} {strict_standard}".encode())
    package = Path(__file__).parent.parent
    for name in _MAKERS:
        for module in sorted((package / name).rglob("*.*")):
            if module.suffix not in (".py", ".lark"):
                continue
            state = module.stat()
            digest.update(f"{module.name} {state.st_mtime_ns} {state.st_size}\0".encode())
    if any(_RELATIVE.search(source.text) for source in sources):  # then the place matters as well
        digest.update(f"{Path.cwd()}\0".encode("utf-8", "surrogatepass"))
    for source in sources:
        digest.update(f"{source.name}\0{source.text}\0".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:32]


def _read(file: Path) -> tuple[Program, Plan] | None:
    """What the file holds; None if there is none that only this user can have written."""
    if not (_is_ours(file.parent) and _is_ours(file)):
        return None
    try:
        program, plan = pickle.loads(file.read_bytes())  # noqa: S301 (ours alone, checked above)
    except Exception:  # noqa: BLE001 (a damaged pickle can raise anything)
        return None
    if isinstance(program, Program) and isinstance(plan, Plan):
        return program, plan
    return None


def _is_ours(path: Path) -> bool:
    """Whether nobody else can have written the file or folder (where the system can tell)."""
    try:
        state = path.lstat()
    except OSError:
        return False
    if not hasattr(os, "getuid"):
        return True
    return state.st_uid == os.getuid() and not state.st_mode & 0o022


def _write(file: Path, content: tuple[Program, Plan]) -> None:
    """Write the file at once, and let the oldest ones go; quietly do nothing if that fails."""
    with suppress(OSError, pickle.PicklingError):
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_ours(file.parent):
            return
        handle, temporary = tempfile.mkstemp(dir=file.parent)
        try:
            with os.fdopen(handle, "wb") as opened:
                opened.write(pickle.dumps(content, pickle.HIGHEST_PROTOCOL))
            Path(temporary).replace(file)
        finally:
            with suppress(FileNotFoundError):
                Path(temporary).unlink()
        kept = sorted(file.parent.glob("rules-*.pickle"), key=lambda f: f.stat().st_mtime_ns)
        for old in kept[:-_MOST_KEPT]:
            old.unlink(missing_ok=True)
