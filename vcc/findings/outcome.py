"""What checking one file found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from vcc.findings.model import Finding
from vcc.findings.suppressed import Suppressed
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

    @property
    def severities(self) -> Iterator[Severity]:
        """The severity of everything that was found."""
        yield from (diagnostic.severity for diagnostic in self.diagnostics)
        yield from (finding.severity for finding in self.findings)


def count_severities(outcomes: Iterable[Outcome]) -> dict[Severity, int]:
    """How many of each severity, heaviest first, zeros included."""
    counts = dict.fromkeys(sorted(Severity, reverse=True), 0)
    for outcome in outcomes:
        for severity in outcome.severities:
            counts[severity] += 1
    return counts


def outcome_of_errors(errors: SourceErrors, file: str, source: SourceText | None) -> Outcome:
    """The outcome of a file whose text has mistakes; `source` is None where it was not read."""
    language = language_of_text(source.text) if source else DEFAULT_LANGUAGE
    sources = {source.name: source} if source else {}
    return Outcome(file, language, errors.diagnostics, sources=sources)


def language_of_text(text: str) -> str:
    """The language that a text says it is in, whether or not it can be parsed."""
    found = _PRAGMA.search(text)
    return found[1] if found else DEFAULT_LANGUAGE
