"""JUnit XML, as CI servers read it: a suite a file; what is wrong fails, a clean file passes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final
from xml.etree import ElementTree as ET

from vcc.findings.outcome import Outcome
from vcc.findings.problems import Problem, all_problems_of
from vcc.render.formats.paths import relative
from vcc.source.diagnostic import Severity

# XML has no way to write these.
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def text_from_outcomes(outcomes: Sequence[Outcome], language: str, version: str) -> str:
    """A document with every problem; questions to the author (info) fail nothing, and what
    somebody answered for is skipped."""
    root = ET.Element("testsuites", name=f"vcc {version}")
    total = failed = skipped = 0
    for outcome in outcomes:
        problems = [p for p in all_problems_of(outcome) if p.severity > Severity.INFO]
        skips = sum(problem.suppressed is not None for problem in problems)
        suite = ET.SubElement(root, "testsuite", name=_clean(relative(outcome.file)))
        for problem in problems:
            _case(suite, outcome, problem, language)
        if not problems:
            ET.SubElement(suite, "testcase", name="vcc", classname=suite.get("name", ""))
        suite.set("tests", str(max(1, len(problems))))
        suite.set("failures", str(len(problems) - skips))
        suite.set("errors", "0")
        suite.set("skipped", str(skips))
        total += max(1, len(problems))
        failed += len(problems) - skips
        skipped += skips
    root.set("tests", str(total))
    root.set("failures", str(failed))
    root.set("errors", "0")
    root.set("skipped", str(skipped))
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode")


def _case(suite: ET.Element, outcome: Outcome, problem: Problem, language: str) -> None:
    where = f":{problem.span.line}:{problem.span.column}" if problem.span else ""
    file = problem.span.source if problem.span else outcome.file
    case = ET.SubElement(
        suite, "testcase", name=_clean(f"{problem.code}{where}"), classname=suite.get("name", "")
    )
    if problem.suppressed is not None:
        reason = problem.suppressed.reason or problem.suppressed.ground.value
        ET.SubElement(case, "skipped", message=_clean(reason))
        return
    message = _clean(problem.message.in_language(language))
    failure = ET.SubElement(case, "failure", message=message, type=str(problem.severity))
    help = f"\n{problem.help.in_language(language)}" if problem.help else ""
    failure.text = _clean(f"{relative(file)}{where}: {problem.code}: {message}{help}")


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
