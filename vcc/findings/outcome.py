"""What checking one file found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from operator import add
from typing import Final

from vcc.findings.model import Finding
from vcc.findings.suppressed import Ground, Suppressed
from vcc.source.diagnostic import Diagnostic, Severity, SourceErrors
from vcc.source.text import SourceText

DEFAULT_LANGUAGE: Final = "en"
_READING: Final = "C0"
_PRAGMA: Final = re.compile(r"^[ \t]*(?:language|语言)[ \t]+([A-Za-z]{2})\b", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Mistakes in the text of a file, and findings about the case in it.

    `language` is that of the file; `sources` are the texts that spans point into, by name.
    There are findings only where the text has no errors. `suppressed` is what was found but is
    not counted.
    """

    file: str
    language: str
    diagnostics: tuple[Diagnostic, ...]
    findings: tuple[Finding, ...] = ()
    sources: Mapping[str, SourceText] = field(default_factory=dict, repr=False)
    suppressed: tuple[Suppressed, ...] = ()

    @property
    def was_read(self) -> bool:
        """Whether the file could be read as text at all (diagnostics C0… say why not)."""
        return not any(d.code.startswith(_READING) for d in self.diagnostics)

    def without_questions(self) -> Outcome:
        """The same without anything of severity info."""
        return replace(
            self,
            diagnostics=tuple(d for d in self.diagnostics if d.severity > Severity.INFO),
            findings=tuple(f for f in self.findings if f.severity > Severity.INFO),
            suppressed=tuple(s for s in self.suppressed if s.found.severity > Severity.INFO),
        )

    @property
    def severities(self) -> Iterator[Severity]:
        """The severity of everything that was found."""
        yield from (diagnostic.severity for diagnostic in self.diagnostics)
        yield from (finding.severity for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Counts:
    """How much was found: of each severity, and what does not count by each ground (both in the
    order in which these are declared)."""

    found: tuple[int, ...]
    apart: tuple[int, ...]

    @property
    def heaviest(self) -> Severity | None:
        """The greatest severity of which there is something."""
        return max((s for s, n in zip(Severity, self.found, strict=True) if n), default=None)


def counts_of(outcome: Outcome) -> Counts:
    """How much was found in one file."""
    found = list(outcome.severities)
    grounds = [each.ground for each in outcome.suppressed]
    return Counts(tuple(map(found.count, Severity)), tuple(map(grounds.count, Ground)))


def sum_of(counts: Iterable[Counts]) -> Counts:
    """How much was found in all."""
    found, apart = [0] * len(Severity), [0] * len(Ground)
    for one in counts:
        found = list(map(add, found, one.found))
        apart = list(map(add, apart, one.apart))
    return Counts(tuple(found), tuple(apart))


def outcome_of_errors(errors: SourceErrors, file: str, source: SourceText | None) -> Outcome:
    """The outcome of a file whose text has mistakes; `source` is None where it was not read."""
    language = language_of_text(source.text) if source else DEFAULT_LANGUAGE
    sources = {source.name: source} if source else {}
    return Outcome(file, language, errors.diagnostics, sources=sources)


def language_of_text(text: str) -> str:
    """The language that a text says it is in, whether or not it can be parsed."""
    found = _PRAGMA.search(text)
    return found[1] if found else DEFAULT_LANGUAGE
