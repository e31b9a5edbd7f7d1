"""What is wrong or worth saying about a text, each at a place in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from vcc.findings.model import Finding
from vcc.findings.outcome import Outcome, outcome_of_errors
from vcc.knowledge import Knowledge
from vcc.library.judging import Judge, Judged
from vcc.library.selection import Chosen, stops
from vcc.library.settings import Settings
from vcc.library.settings_search import SettingsSearch
from vcc.library.waiver_codes import UNUSED
from vcc.pipeline import check_many
from vcc.source.diagnostic import Diagnostic, Related, Severity, SourceErrors, Words
from vcc.source.reading import source_from_text
from vcc.source.text import SourceText, Span, span_of


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake or finding of a text.

    `hints` say what to do. `waivable`: an author may answer for it in a comment. `is_unused`: what
    stands there does nothing. `values` are what the message of a mistake is made of.
    """

    code: str
    severity: Severity
    message: Words
    span: Span
    hints: tuple[Words, ...] = ()
    related: tuple[Related, ...] = ()
    waivable: bool = False
    is_unused: bool = False
    values: Mapping[str, str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True, slots=True)
class Checked:
    """All that was found in a text; `judged` is None where its settings have mistakes."""

    problems: tuple[Problem, ...]
    judged: Judged | None


class Checker:
    """Checks texts as `vcc check` does: by the settings beside them, waivers included.

    Settings are read again for every text, as somebody may be editing them. `theory_of` gives the
    theory that some settings ask for.
    """

    def __init__(self, version: str, theory_of: Callable[[Settings], Knowledge]) -> None:
        self._version = version
        self._theory_of = theory_of

    def theory(self, file: str) -> Knowledge:
        """The theory by which a file is read; that of no settings where they have mistakes."""
        try:
            return self._theory_of(SettingsSearch(self._version).settings_of(Path(file)))
        except SourceErrors:
            return self._theory_of(Settings())

    def check(self, source: SourceText) -> Checked:
        """Everything that counts in a text."""
        search = SettingsSearch(self._version)
        judge = Judge(search, Chosen(), self._theory_of)
        try:
            theory = self._theory_of(judge.settings_of(Path(source.name)))
        except SourceErrors as errors:
            theory = self._theory_of(Settings())
            found = (*_of_settings(errors, source), *problems_of(_found(source, theory), source))
            return Checked(found, None)
        judged = judge.judged(_found(source, theory))
        return Checked(tuple(problems_of(judged.outcome, source)), judged)


def _found(source: SourceText, theory: Knowledge) -> Outcome:
    """What is found in a text; a file is held to the same rules when it is read."""
    try:
        source_from_text(source.name, source.text)
    except SourceErrors as errors:
        return outcome_of_errors(errors, source.name, source)
    return check_many([source], theory)[0]


def _of_settings(errors: SourceErrors, source: SourceText) -> Iterator[Problem]:
    for each in errors.diagnostics:
        yield _of_diagnostic(each, source)


def problems_of(outcome: Outcome, source: SourceText) -> Iterator[Problem]:
    """What was found, in the order in which it was."""
    for diagnostic in outcome.diagnostics:
        yield _of_diagnostic(diagnostic, source)
    for finding in outcome.findings:
        yield _of_finding(finding, source)


def _of_diagnostic(diagnostic: Diagnostic, source: SourceText) -> Problem:
    span, elsewhere = _placed(diagnostic.span, diagnostic.message, source)
    return Problem(
        diagnostic.code,
        diagnostic.severity,
        diagnostic.message,
        span,
        tuple(words for words in (diagnostic.note, diagnostic.help) if words),
        (*elsewhere, *diagnostic.related),
        waivable=not stops(diagnostic) and not diagnostic.code.startswith("W"),
        is_unused=diagnostic.code == UNUSED.id,
        values=diagnostic.values,
    )


def _of_finding(finding: Finding, source: SourceText) -> Problem:
    span, elsewhere = _placed(finding.span, finding.message, source)
    advice = (finding.advice,) if finding.advice else ()
    return Problem(
        finding.name, finding.severity, finding.message, span, advice, elsewhere, waivable=True
    )


def _placed(
    span: Span | None, message: Words, source: SourceText
) -> tuple[Span, tuple[Related, ...]]:
    """A place in the text itself: of what is elsewhere the first line, with the place as such."""
    if span is not None and span.source == source.name:
        return span, ()
    first = span_of(source, 0, len(source.line(1)))
    return first, () if span is None else (Related(message, span),)
