"""What checking found, for people: one entry for each mistake or finding, then a line of sums."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from vcc.findings.model import Finding
from vcc.findings.outcome import Outcome, count_severities
from vcc.render.characters import shown
from vcc.render.colour import Colour, painted
from vcc.render.diagnostics import (
    SEVERITY_COLOURS,
    concise_from_diagnostic,
    text_from_diagnostic,
)
from vcc.render.evidence import claims_text
from vcc.render.words import counted
from vcc.source.diagnostic import Diagnostic, Words

_WHY: Final = Words("why? vcc explain {file} {id}", "依据：vcc explain {file} {id}")
_FILES: Final = Words("{count} files checked", "已检查 {count} 个文件")
_ONE_FILE: Final = Words("1 file checked", "已检查 1 个文件")
_CLEAN: Final = Words("nothing found", "未发现问题")


def text_from_outcome(outcome: Outcome, language: str, *, width: int, colour: bool) -> str:
    """Every mistake and finding of a file with its excerpt, a blank line after each."""
    blocks = []
    for diagnostic in _all(outcome):
        source = outcome.sources.get(diagnostic.span.source) if diagnostic.span else None
        blocks.append(
            text_from_diagnostic(
                diagnostic,
                source,
                language,
                others=outcome.sources,
                colour=colour,
                width=width,
                file=outcome.file,
            )
            + "\n"
        )
    return "\n".join(blocks)


def concise_from_outcome(outcome: Outcome, language: str) -> str:
    """Every mistake and finding of a file on a line of its own."""
    return "\n".join(concise_from_diagnostic(d, language, outcome.file) for d in _all(outcome))


def summary_line(outcomes: Sequence[Outcome], language: str, *, colour: bool) -> str:
    """How many files, and how many of each severity."""
    files = _ONE_FILE if len(outcomes) == 1 else _FILES.filled({"count": str(len(outcomes))})
    found = [
        painted(counted(severity, count).in_language(language), SEVERITY_COLOURS[severity], colour)
        for severity, count in count_severities(outcomes).items()
        if count
    ]
    separator = "，" if language.startswith("zh") else ", "
    what = separator.join(found) or painted(_CLEAN.in_language(language), Colour.GOOD, colour)
    colon = "：" if language.startswith("zh") else ": "
    return files.in_language(language) + colon + what


def _all(outcome: Outcome) -> Iterator[Diagnostic]:
    yield from outcome.diagnostics
    yield from (diagnostic_from_finding(f, outcome.file) for f in outcome.findings)


def diagnostic_from_finding(finding: Finding, file: str) -> Diagnostic:
    """A finding in the form of a mistake: message, advice, and how to see its reasons."""
    advice = finding.advice
    if advice is not None and finding.advice_claims:
        claims = claims_text(finding.advice_claims)
        advice = Words(f"{advice.en} [{claims}]", f"{advice.zh} [{claims}]")
    why = _WHY.filled({"file": shown(file), "id": finding.id}) if finding.rule else None
    return Diagnostic(
        code=finding.name,
        severity=finding.severity,
        message=finding.message,
        span=finding.span,
        help=advice,
        note=why,
    )
