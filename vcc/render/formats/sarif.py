"""SARIF 2.1.0, as code hosts read it: relative places, rules with help, stable fingerprints."""

from __future__ import annotations

from textwrap import indent
from typing import Any, Final

from vcc.findings.outcome import Outcome
from vcc.findings.problems import Problem, all_problems_of
from vcc.findings.suppressed import Ground, Suppressed
from vcc.render.code_pages import CodePage, markdown_body, title_of
from vcc.render.formats.parts import Look, Part, Whole
from vcc.render.formats.paths import uri
from vcc.render.json_parts import json_text
from vcc.source.diagnostic import Severity
from vcc.source.text import Span
from vcc.vocabulary.namespaces import CODES, SARIF_SCHEMA, VCC

_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_ROOT: Final = "SRCROOT"
_KINDS: Final = {
    Ground.WAIVER: ("inSource", "waived"),
    Ground.BASELINE: ("external", "listed in the baseline"),
}
BETWEEN: Final = ",\n"
_DEPTH: Final = " " * 8


def part(outcome: Outcome, look: Look) -> Part:
    """Every problem of one file, also what does not count, with who answered for it; and what is
    to be said of each code that occurs."""
    problems = list(all_problems_of(outcome))
    language = look.language
    return Part(
        tuple(("", indent(json_text(_result(each, language)), _DEPTH)) for each in problems),
        told={each.code: _told(each, language) for each in reversed(problems)},
    )


def ends(whole: Whole, *, is_empty: bool) -> tuple[str, str]:
    """One run; a rule, with its page, for every code that occurs."""
    rules = [
        _rule(code, told, whole.page_of(code), whole.language)
        for code, told in sorted(whole.told.items())
    ]
    driver = {
        "name": "vcc",
        "semanticVersion": whole.version,
        "informationUri": VCC,
        "rules": rules,
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The folder vcc was run in."}}},
        "results": [],
    }
    empty = json_text({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})
    before, results, behind = empty.rpartition('"results": [')
    inside = ("", "") if is_empty else ("\n", "\n      ")
    return f"{before}{results}{inside[0]}", f"{inside[1]}{behind}"


def _told(problem: Problem, language: str) -> dict[str, str]:
    """What is told of a code that has no page."""
    help = problem.help.in_language(language) if problem.help else ""
    label = problem.label.in_language(language)
    return {"label": label, "help": help, "level": _LEVELS[problem.severity]}


def _rule(code: str, told: dict[str, str], page: CodePage | None, language: str) -> dict[str, Any]:
    title = title_of(page, language) if page else told["label"]
    text = told["help"] or title
    body = "\n".join(markdown_body(page, language)) if page else text
    return {
        "id": code,
        "shortDescription": {"text": title},
        "fullDescription": {"text": title},
        "help": {"text": text, "markdown": body},
        "helpUri": f"{CODES}#{code.lower()}",
        "defaultConfiguration": {"level": _LEVELS[page.severity] if page else told["level"]},
    }


def _result(problem: Problem, language: str) -> dict[str, Any]:
    text = problem.message.in_language(language)
    if problem.help is not None:
        text += f" ({problem.help.in_language(language)})"
    return {
        "ruleId": problem.code,
        "level": _LEVELS[problem.severity],
        "message": {"text": text},
        "locations": [{"physicalLocation": _place(problem)}],
        "partialFingerprints": {"vcc/v1": problem.fingerprint},
        "suppressions": [_suppression(problem.suppressed)] if problem.suppressed else [],
    }


def _suppression(suppressed: Suppressed) -> dict[str, str]:
    """Who answered for it: the author in the file, or the list of what was there before."""
    kind, otherwise = _KINDS[suppressed.ground]
    return {"kind": kind, "status": "accepted", "justification": suppressed.reason or otherwise}


def _place(problem: Problem) -> dict[str, Any]:
    file = problem.span.source if problem.span else problem.file
    place: dict[str, Any] = {"artifactLocation": _artifact(file)}
    if problem.span is not None:
        place["region"] = _region(problem.span)
    return place


def _artifact(file: str) -> dict[str, str]:
    """A file below the working folder is relative to it; another one stands where it stands."""
    path = uri(file)
    return {"uri": f"file://{path}"} if path.startswith("/") else {"uri": path, "uriBaseId": _ROOT}


def _region(span: Span) -> dict[str, int]:
    """Lines and columns from 1; the end column is the one after the last character."""
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
