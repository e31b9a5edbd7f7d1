"""What reports say is wrong, read as their hosts read them; what is no such report fails."""

from __future__ import annotations

import json
import re
from importlib import resources
from pathlib import Path
from urllib.parse import unquote

import jsonschema
from junitparser import JUnitXml, TestCase

from .repository import Defect

SARIF = Path(__file__).resolve().parents[1] / "unit/render/schemas/sarif-2.1.0-rtm.5.json"
_COMMAND = re.compile(r"::(error|warning|notice) ([^\n]*?)::([^\n]+)")
_ESCAPED = (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%"))


def errors_in_log(log: str) -> list[Defect]:
    """The errors that GitHub would show as annotations."""
    found = []
    for line in log.splitlines():
        command = _COMMAND.fullmatch(line)
        if command is not None and command[1] == "error":
            told = dict(part.split("=", 1) for part in command[2].split(","))
            file = told["file"]
            for escaped, character in _ESCAPED:
                file = file.replace(escaped, character)
            found.append(Defect(file, int(told["line"]), told["title"]))
    return sorted(found)


def errors_in_sarif(path: Path) -> list[Defect]:
    """The errors of a SARIF file; it must be SARIF 2.1.0, relative to the repository."""
    document = json.loads(path.read_text(encoding="utf-8"))
    schema = json.loads(SARIF.read_text(encoding="utf-8"))
    jsonschema.Draft4Validator(schema).validate(document)
    (run,) = document["runs"]
    ids = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    found = []
    for result in run["results"]:
        assert result["ruleId"] in ids
        place = result["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uriBaseId"] in run["originalUriBaseIds"]
        if result["level"] == "error" and not result["suppressions"]:
            file = unquote(place["artifactLocation"]["uri"])
            found.append(Defect(file, place["region"]["startLine"], result["ruleId"]))
    return sorted(found)


def errors_in_junit(path: Path) -> list[Defect]:
    """The failures of a JUnit report that are errors, read by junitparser."""
    found = []
    report = JUnitXml.fromfile(str(path))
    counted = (report.tests, report.failures, report.skipped)
    report.update_statistics()
    assert counted == (report.tests, report.failures, report.skipped)
    for suite in report:
        for case in suite:
            assert isinstance(case, TestCase)
            if any(each.type == "error" for each in case.result if hasattr(each, "type")):
                code, line, _ = case.name.split(":")
                found.append(Defect(case.classname, int(line), code))
    return sorted(found)


def suites_in_junit(path: Path) -> int:
    """How many files a JUnit report has looked at."""
    return len(list(JUnitXml.fromfile(str(path))))


def errors_in_gitlab(path: Path) -> list[Defect]:
    """The issues of a code quality report that are errors; fingerprints must differ."""
    issues = json.loads(path.read_text(encoding="utf-8"))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    return sorted(
        Defect(issue["location"]["path"], issue["location"]["lines"]["begin"], issue["check_name"])
        for issue in issues
        if issue["severity"] == "major"
    )


def errors_in_reviewdog(path: Path) -> list[Defect]:
    """The errors of a report for reviewdog."""
    found = json.loads(path.read_text(encoding="utf-8"))["diagnostics"]
    return sorted(
        Defect(each["location"]["path"], each["location"]["range"]["start"]["line"],
               each["code"]["value"])
        for each in found
        if each["severity"] == "ERROR"
    )  # fmt: skip


def errors_in_json(path: Path) -> list[Defect]:
    """The errors of our own report, by its published schema."""
    document = json.loads(path.read_text(encoding="utf-8"))
    text = resources.files("vcc.render.schemas").joinpath("check.schema.json").read_text("utf-8")
    jsonschema.Draft202012Validator(json.loads(text)).validate(document)
    return sorted(
        Defect(file["file"], each["place"]["line"], each.get("code") or each["name"])
        for file in document["files"]
        for each in (*file["diagnostics"], *file["findings"])
        if each["severity"] == "error"
    )
