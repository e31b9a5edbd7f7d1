"""The format of reviewdog (Reviewdog Diagnostic Format, rdjson)."""

from __future__ import annotations

from textwrap import indent
from typing import Any, Final

from vcc.findings.outcome import Outcome
from vcc.findings.problems import Problem, problems_of
from vcc.render.formats.parts import Look, Part, Whole, texts
from vcc.render.formats.paths import relative
from vcc.render.json_parts import json_list, json_text
from vcc.source.text import SourceText
from vcc.vocabulary.namespaces import VCC

BETWEEN: Final = ",\n"
_DEPTH: Final = " " * 4


def part(outcome: Outcome, look: Look) -> Part:
    """Every problem of one file."""
    found = (_diagnostic(each, outcome, look.language) for each in problems_of(outcome))
    return texts(*(indent(json_text(each), _DEPTH) for each in found))


def ends(whole: Whole, *, is_empty: bool) -> tuple[str, str]:  # noqa: ARG001
    """Who says so."""
    source = {"source": {"name": "vcc", "url": VCC}}
    return json_list("diagnostics", source, {}, is_empty=is_empty)


def _diagnostic(problem: Problem, outcome: Outcome, language: str) -> dict[str, Any]:
    span = problem.span
    location: dict[str, Any] = {"path": relative(span.source if span else problem.file)}
    if span is not None:
        source = outcome.sources.get(span.source)
        location["range"] = {
            "start": _position(source, span.line, span.column),
            "end": _position(source, span.end_line, span.end_column),
        }
    text = problem.message.in_language(language)
    if problem.help is not None:
        text += f"\n{problem.help.in_language(language)}"
    return {
        "message": text,
        "location": location,
        "severity": str(problem.severity).upper(),
        "code": {"value": problem.code},
    }


def _position(source: SourceText | None, line: int, column: int) -> dict[str, int]:
    """A place as reviewdog counts: columns from 1, in bytes of UTF-8."""
    if source is not None:
        before = source.line(line)[: column - 1]
        column = len(before.encode("utf-8", "surrogatepass")) + 1
    return {"line": line, "column": column}
