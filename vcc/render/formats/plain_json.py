"""What checking found, for machines (`vcc schema check` describes it); in both languages."""

from __future__ import annotations

from textwrap import indent
from typing import Final

from vcc.findings.model import Finding
from vcc.findings.outcome import Outcome, sum_of
from vcc.findings.suppressed import Suppressed
from vcc.render.formats.parts import Look, Part, Whole, texts
from vcc.render.json_parts import Json, diagnostic, finding, json_list, json_text
from vcc.source.diagnostic import Severity

FORMAT: Final = "vcc-check/1"
BETWEEN: Final = ",\n"
_DEPTH: Final = " " * 4


def part(outcome: Outcome, look: Look) -> Part:  # noqa: ARG001 (every format takes the same)
    """One file; what does not count stands apart."""
    file = {
        "file": outcome.file,
        "diagnostics": [diagnostic(item) for item in outcome.diagnostics],
        "findings": [finding(item) for item in outcome.findings],
        "suppressed": [_suppressed(item) for item in outcome.suppressed],
    }
    return texts(indent(json_text(file), _DEPTH))


def ends(whole: Whole, *, is_empty: bool) -> tuple[str, str]:
    """Which format it is, and the sums."""
    counts = sum_of(whole.counts)
    found = reversed(tuple(zip(Severity, counts.found, strict=True)))
    summary = {"files": len(whole.counts)} | {str(severity): n for severity, n in found}
    head = {"format": FORMAT, "vcc": whole.version}
    tail = {"summary": summary | {"suppressed": sum(counts.apart)}}
    return json_list("files", head, tail, is_empty=is_empty)


def _suppressed(item: Suppressed) -> Json:
    """A mistake or finding that does not count, and who answered for it."""
    why = {"ground": item.ground.value, "reason": item.reason or None}
    if isinstance(item.found, Finding):
        return {**why, "finding": finding(item.found)}
    return {**why, "diagnostic": diagnostic(item.found)}
