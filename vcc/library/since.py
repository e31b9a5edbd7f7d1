"""Which cases a change concerns: those that changed, those that use what changed, and those that
something between cases is told at because of a change.

files found → changed ones → with those that use them → with those that are told something
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from vcc.case.from_text import case_from_text
from vcc.case.libraries import path_of
from vcc.case.words import OTHER_WORDS
from vcc.library.cases import CrossCases, Head, head_of
from vcc.library.discovery import Found
from vcc.source.diagnostic import Diagnostic, SourceErrors
from vcc.source.reading import read_source
from vcc.source.text import SourceText

_USE: Final = re.compile(rf"\b(?:use|{OTHER_WORDS['use']})\b")
# All up to the first brace that opens, but for those in comments and texts.
_HEAD: Final = re.compile(
    r'(?:(?>#[^\n]*|"(?:[^"\\\n]|\\.)*"|“[^”\n]*”|「[^」\n]*」|`[^`\n]*`|[^{｛]))*?(?=[{｛])'
)
_EMPTY: Final = "{ }"
IsAsBefore = Callable[[Path], bool]


@dataclass(frozen=True, slots=True)
class Concerned:
    """The files that a change concerns, in the order in which they were found; `told` is what goes
    wrong between all cases, by the file at which it is told."""

    files: tuple[Found, ...]
    told: Mapping[str, tuple[Diagnostic, ...]]

    def found(
        self,
        head: Head | None,
        source: Callable[[], SourceText | None],  # noqa: ARG002
    ) -> tuple[Diagnostic, ...]:
        """What is wrong between a file and earlier ones, in place of `CrossCases.found`."""
        return () if head is None else self.told.get(head.span.source, ())


def concerned(
    found: Sequence[Found], is_as_before: IsAsBefore, is_configured_as_before: IsAsBefore
) -> Concerned:
    """What of all that was found has to be checked.

    `is_as_before` asks whether a file (a case, or a library wherever it is) has not changed,
    `is_configured_as_before` whether all that holds for a case has not.
    """
    across, using = CrossCases(), _Using(is_as_before)
    touched, told = set[str](), dict[str, tuple[Diagnostic, ...]]()
    for one in found:
        name = str(one.path)
        source = None if one.problem else _read(one.path)
        if source is None:  # whoever checks it says why
            touched.add(name)
            continue
        told[name] = across.found(head_of(source), partial(_itself, source))
        if not is_configured_as_before(one.path) or using.touched(one.path, source):
            touched.add(name)
    touched |= {name for name, problems in told.items() if _others(problems) & touched}
    kept = tuple(one for one in found if str(one.path) in touched)
    return Concerned(kept, {name: told[name] for name in told.keys() & touched})


class _Using:
    """Which files use a file that has changed, directly or through others."""

    def __init__(self, is_as_before: IsAsBefore) -> None:
        self._is_as_before = is_as_before
        self._used: dict[str, bool] = {}  # by the path of a used file

    def touched(self, path: Path, source: SourceText) -> bool:
        """Whether a file, or one that it uses, has changed."""
        return not self._is_as_before(path) or any(map(self._is_touched, _uses(source)))

    def _is_touched(self, path: str) -> bool:
        """The same of a used file; one that is in a circle is asked once."""
        if path not in self._used:
            self._used[path] = False
            source = _read(Path(path))
            self._used[path] = source is None or self.touched(Path(path), source)
        return self._used[path]


def uses_in(path: Path) -> list[str]:
    """The files that a file uses, directly; none where it cannot be read."""
    source = _read(path)
    return [] if source is None else _uses(source)


def _head_that_uses(source: SourceText) -> str:
    """The head of a file, if it may use others; else nothing."""
    head = _HEAD.match(source.text) if _USE.search(source.text) else None
    return head[0] if head is not None and _USE.search(head[0]) else ""


def _uses(source: SourceText) -> list[str]:
    """The files that a file uses; none of one whose head cannot be read, before as now."""
    head = _head_that_uses(source)
    if not head:
        return []
    try:
        case = case_from_text(SourceText(source.name, head + _EMPTY)).case
    except SourceErrors:
        return []
    return [path_of(use, case) for use in case.uses]


def _read(path: Path) -> SourceText | None:
    try:
        return read_source(path)
    except SourceErrors:
        return None


def _itself(source: SourceText) -> SourceText:
    return source


def _others(problems: tuple[Diagnostic, ...]) -> set[str]:
    """The files that some problems are about besides their own."""
    return {related.span.source for each in problems for related in each.related}
