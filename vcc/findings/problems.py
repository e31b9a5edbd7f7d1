"""Everything that checking found, mistakes and findings alike, one record each: what machines
that know nothing of cases (code hosts, CI, editors) are told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from vcc.findings.model import Claim, Finding
from vcc.findings.outcome import Outcome
from vcc.findings.suppressed import Suppressed
from vcc.source.diagnostic import Diagnostic, Severity, Words
from vcc.source.text import Span


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to look at.

    `code` names the kind (`C202`, `S244`, the name of a finding), `label` tells what kind it is;
    `file` is where it belongs even if it has no `span`. `fingerprint` stays the same while lines
    move: it comes from the code, from what the problem is about, and from the words of its line;
    not from its number. `suppressed` says why it does not count, where it does not.
    """

    code: str
    label: Words
    severity: Severity
    message: Words
    help: Words | None
    file: str
    span: Span | None
    claims: tuple[Claim, ...]
    fingerprint: str
    suppressed: Suppressed | None = None


def problems_of(outcome: Outcome) -> Iterator[Problem]:
    """What counts: mistakes first, then findings, in the order in which people are shown them."""
    return (problem for _, problem in found_with_problems(outcome))


def all_problems_of(outcome: Outcome) -> Iterator[Problem]:
    """What counts, and then what does not."""
    seen: Counter[str] = Counter()
    for diagnostic in outcome.diagnostics:
        yield _problem(diagnostic, outcome, seen)
    for finding in outcome.findings:
        yield _problem(finding, outcome, seen)
    for each in outcome.suppressed:
        yield _problem(each.found, outcome, seen, each)


def found_with_problems(outcome: Outcome) -> Iterator[tuple[Diagnostic | Finding, Problem]]:
    """What counts, each with its record."""
    seen: Counter[str] = Counter()
    for diagnostic in outcome.diagnostics:
        yield diagnostic, _problem(diagnostic, outcome, seen)
    for finding in outcome.findings:
        yield finding, _problem(finding, outcome, seen)


def _problem(
    of: Diagnostic | Finding,
    outcome: Outcome,
    seen: Counter[str],
    suppressed: Suppressed | None = None,
) -> Problem:
    claims: tuple[Claim, ...] = ()
    if isinstance(of, Diagnostic):
        code, label, help = of.code, of.message, of.help
        values = "|".join(value for _, value in sorted(of.values.items()))
        about = f"{values}|{_line(of.span, outcome)}"
    else:
        code, label, help = of.name, of.label, of.advice
        claims = (*of.claims, *of.advice_claims)
        about = of.id
    told = f"{code}|{about}"
    seen[told] += 1  # the same slip twice on lines of the same words
    return Problem(
        code=code,
        label=label,
        severity=of.severity,
        message=of.message,
        help=help,
        file=outcome.file,
        span=of.span,
        claims=tuple(dict.fromkeys(claims)),
        fingerprint=sha256(f"{told}|{seen[told]}".encode("utf-8", "surrogatepass")).hexdigest()[
            :32
        ],
        suppressed=suppressed,
    )


def _line(span: Span | None, outcome: Outcome) -> str:
    """The words of the line, however they are spaced."""
    source = outcome.sources.get(span.source) if span else None
    return " ".join(source.line(span.line).split()) if source and span else ""
