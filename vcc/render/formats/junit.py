"""JUnit XML, as CI servers read it: a suite a file, a test a problem; a clean file passes.

A test fails where the command does: what is lighter than `--fail-on` is shown, and passes. (Linters
that call each warning a failure turn a pipeline red that their own exit code lets through.)
"""

from __future__ import annotations

import re
from typing import Final
from xml.etree import ElementTree as ET

from vcc.findings.outcome import Outcome
from vcc.findings.problems import Problem, all_problems_of
from vcc.render.formats.parts import Look, Part, Whole
from vcc.render.formats.paths import relative

BETWEEN: Final = "\n"
_XML: Final = '<?xml version="1.0" encoding="utf-8"?>\n'
# XML has no way to write these.
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def part(outcome: Outcome, look: Look) -> Part:
    """A suite with every problem: what makes the run fail is a failure, what is lighter passes with
    its text, and what somebody answered for is skipped."""
    problems = list(all_problems_of(outcome))
    suite = ET.Element("testsuite", name=_clean(relative(outcome.file)))
    for problem in problems:
        _case(suite, outcome, problem, look)
    if not problems:
        ET.SubElement(suite, "testcase", name="vcc", classname=suite.get("name", ""))
    sums = {
        "tests": max(1, len(problems)),
        "failures": len(suite.findall("testcase/failure")),
        "errors": 0,
        "skipped": len(suite.findall("testcase/skipped")),
    }
    for name, number in sums.items():
        suite.set(name, str(number))
    ET.indent(suite, level=1)
    return Part((("", f"  {ET.tostring(suite, encoding='unicode')}"),), sums)


def ends(whole: Whole, *, is_empty: bool) -> tuple[str, str]:
    """All suites, with their sums."""
    root = ET.Element("testsuites", name=f"vcc {whole.version}")
    for name in ("tests", "failures", "errors", "skipped"):
        root.set(name, str(whole.sums[name]))
    root.text = "\n"
    before, behind = ET.tostring(root, encoding="unicode").split("\n")
    return f"{_XML}{before}\n", behind if is_empty else f"\n{behind}"


def _case(suite: ET.Element, outcome: Outcome, problem: Problem, look: Look) -> None:
    where = f":{problem.span.line}:{problem.span.column}" if problem.span else ""
    file = problem.span.source if problem.span else outcome.file
    case = ET.SubElement(
        suite, "testcase", name=_clean(f"{problem.code}{where}"), classname=suite.get("name", "")
    )
    if problem.suppressed is not None:
        reason = problem.suppressed.reason or problem.suppressed.ground.value
        ET.SubElement(case, "skipped", message=_clean(reason))
        return
    message = _clean(problem.message.in_language(look.language))
    help = f"\n{problem.help.in_language(look.language)}" if problem.help else ""
    text = _clean(f"{relative(file)}{where}: {problem.code}: {message}{help}")
    if problem.severity >= look.fails:
        failure = ET.SubElement(case, "failure", message=message, type=str(problem.severity))
        failure.text = text
    else:
        ET.SubElement(case, "system-out").text = text


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
