"""SARIF 2.1.0, as code hosts read it: relative places, rules with help, stable fingerprints."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from vcc.findings.outcome import Outcome
from vcc.findings.problems import Problem, all_problems_of
from vcc.findings.suppressed import Ground, Suppressed
from vcc.render.code_pages import CodePage, markdown_body, title_of
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
PageOf = Callable[[str], CodePage | None]


def text_from_outcomes(
    outcomes: Sequence[Outcome],
    language: str,
    version: str,
    page_of: PageOf = lambda _code: None,
) -> str:
    """One run with every problem; a rule, with its page, for every code that occurs.

    What was found but does not count is there too, with who answered for it.
    """
    problems = [problem for outcome in outcomes for problem in all_problems_of(outcome)]
    first = {problem.code: problem for problem in reversed(problems)}
    rules = {code: _rule(first[code], page_of(code), language) for code in first}
    index = {code: number for number, code in enumerate(sorted(rules))}
    run = {
        "tool": {
            "driver": {
                "name": "vcc",
                "semanticVersion": version,
                "informationUri": VCC,
                "rules": [rules[code] for code in index],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The folder vcc was run in."}}},
        "results": [_result(problem, index, language) for problem in problems],
    }
    return json_text({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(problem: Problem, page: CodePage | None, language: str) -> dict[str, Any]:
    told = title_of(page, language) if page else problem.label.in_language(language)
    help = problem.help.in_language(language) if problem.help else told
    body = "\n".join(markdown_body(page, language)) if page else help
    return {
        "id": problem.code,
        "shortDescription": {"text": told},
        "fullDescription": {"text": told},
        "help": {"text": help, "markdown": body},
        "helpUri": f"{CODES}#{problem.code.lower()}",
        "defaultConfiguration": {"level": _LEVELS[page.severity if page else problem.severity]},
    }


def _result(problem: Problem, index: dict[str, int], language: str) -> dict[str, Any]:
    text = problem.message.in_language(language)
    if problem.help is not None:
        text += f" ({problem.help.in_language(language)})"
    return {
        "ruleId": problem.code,
        "ruleIndex": index[problem.code],
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
