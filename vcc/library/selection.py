"""Which problems count in a file, and how much: `select`, `ignore`, `severity` by code.

A code is asked for by itself (`S244`, `gap-own-research`) or by its beginning: of a code with a
number any part (`S`, `S24`), of a name whole words (`gap`, `gap-own`), of all of them `ALL`. The
longest beginning that fits decides; of two equally long ones that of the command line, and then
the one that ignores.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Final, TypeVar

from vcc.findings.model import Finding
from vcc.findings.outcome import Outcome
from vcc.library.settings import Settings
from vcc.source.diagnostic import Diagnostic, Severity

EVERY: Final = "ALL"
_NUMBERED: Final = re.compile(r"[A-Z]\d*")
_ALIKE: Final = 0.7
_Found = TypeVar("_Found", Diagnostic, Finding)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the command line chooses; None where it does not."""

    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Wish:
    """One beginning that is wanted or not; later ranks win over earlier ones of equal length."""

    beginning: str
    rank: int
    wanted: bool


def fits(beginning: str, code: str) -> bool:
    """Whether a code is, or begins with, what was asked for."""
    if beginning in (EVERY, code):
        return True
    if _NUMBERED.fullmatch(beginning):
        return code.startswith(beginning) and code[len(beginning) :].isdigit()
    return code.startswith(f"{beginning}-")


def is_known(beginning: str, codes: Iterable[str]) -> bool:
    """Whether any code is asked for."""
    return beginning == EVERY or any(fits(beginning, code) for code in codes)


def code_of(found: Diagnostic | Finding) -> str:
    """The code of a mistake, or the name of a finding."""
    return found.code if isinstance(found, Diagnostic) else found.name


def stops(found: Diagnostic | Finding) -> bool:
    """Whether this is a mistake because of which the case was not looked at any further.

    It can be neither ignored nor made lighter nor waived: nothing would be checked any more.
    """
    return isinstance(found, Diagnostic) and is_fixed(found.code, found.severity)


def is_fixed(code: str, severity: Severity) -> bool:
    """Whether a code, which is that heavy by itself, is one of mistakes that stop a check."""
    return code.startswith("C") and severity is Severity.ERROR


def near_beginnings(beginning: str, known: Collection[str]) -> list[str]:
    """The code, or the beginning of some, that somebody may have meant, if any."""
    by_case = [each for each in (beginning.upper(), beginning.lower()) if is_known(each, known)]
    return by_case[:1] or near_codes(beginning, known)


def near_codes(code: str, known: Iterable[str]) -> list[str]:
    """The code that somebody may have meant, if any: one that differs by case only, before any
    that is spelled alike."""
    by_case = {each.casefold(): each for each in known}
    near = get_close_matches(code.casefold(), by_case, 1, _ALIKE)
    return [by_case[each] for each in near]


@dataclass(frozen=True)
class Selection:
    """What counts in files of some settings, under what the command line chooses."""

    settings: Settings
    chosen: Chosen = Chosen()

    @cached_property
    def _wanted(self) -> dict[str, bool]:
        return {}

    def of(self, outcome: Outcome) -> Outcome:
        """The same with only what counts, as heavy as the settings say."""
        ignored = tuple(self._ignored_in(Path(outcome.file)))
        diagnostics = tuple(self._weighed(outcome.diagnostics, ignored))
        findings = tuple(self._weighed(outcome.findings, ignored))
        findings = tuple(sorted(findings, key=lambda finding: -finding.severity))
        return replace(outcome, diagnostics=diagnostics, findings=findings)

    def _weighed(self, found: Iterable[_Found], ignored: Collection[str]) -> Iterator[_Found]:
        for each in found:
            if stops(each):
                yield each
                continue
            code = code_of(each)
            if self._counts(code, ignored):
                severity = self.severity(code, each.severity)
                yield each if severity is each.severity else replace(each, severity=severity)

    def counts(self, code: str, file: Path) -> bool:
        """Whether a code counts in a file."""
        return self._counts(code, tuple(self._ignored_in(file)))

    def _counts(self, code: str, ignored: Collection[str]) -> bool:
        return self.wants(code) and not any(fits(beginning, code) for beginning in ignored)

    def wants(self, code: str) -> bool:
        """Whether a code counts, whatever the file."""
        known = self._wanted.get(code)
        if known is None:
            fitting = [wish for wish in self._wishes() if fits(wish.beginning, code)]
            strongest = max(fitting, key=lambda w: (_length(w.beginning), w.rank), default=None)
            known = self._wanted[code] = strongest is not None and strongest.wanted
        return known

    def severity(self, code: str, otherwise: Severity) -> Severity:
        """How heavy the settings make a code."""
        fitting = [(_length(b), level) for b, level in self.settings.severity if fits(b, code)]
        return max(fitting)[1] if fitting else otherwise

    def _wishes(self) -> Iterator[_Wish]:
        settings, chosen = self.settings, self.chosen
        if chosen.select is None:
            yield from _wishes(settings.select or (EVERY,), 0, True)
            yield from _wishes(settings.extend_select, 0, True)
            yield from _wishes(settings.ignore, 1, False)
        else:
            yield from _wishes(chosen.select, 2, True)
        yield from _wishes(chosen.extend_select, 2, True)
        yield from _wishes(chosen.ignore, 3, False)

    def _ignored_in(self, file: Path) -> Iterator[str]:
        for pattern, codes in self.settings.per_file_ignores:
            if pattern.matches(file):
                yield from codes


def _wishes(beginnings: Iterable[str], rank: int, wanted: bool) -> Iterator[_Wish]:
    return (_Wish(beginning, rank, wanted) for beginning in beginnings)


def _length(beginning: str) -> int:
    return 0 if beginning == EVERY else len(beginning)
