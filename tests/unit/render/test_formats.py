"""What checking found, in the formats of other tools, read by what others read them with.

`schemas/sarif-2.1.0-rtm.5.json` is the schema of SARIF 2.1.0 as Microsoft ships it
(npm @microsoft/jest-sarif, MIT). Microsoft's own validator is asked too, where it is installed.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result
from junitparser import JUnitXml, Skipped, TestCase, TestSuite
from made_documents import document

from vcc.cli.check_looks import FORMATS
from vcc.cli.main import cli
from vcc.findings.outcome import Outcome
from vcc.findings.questions import Shown
from vcc.findings.suppressed import Ground, Suppressed
from vcc.source.diagnostic import Code, Severity, Words
from vcc.source.text import SourceText, span_of

SCHEMAS = Path(__file__).parent / "schemas"
SARIF = json.loads((SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
MULTITOOL = os.environ.get("VCC_SARIF_MULTITOOL") or shutil.which("Sarif.Multitool")
TextOf = Any

BAD = Code(
    "C202", Words("`{word}` | is <not> & ok:\n%s,", "“{word}”不对"), help=Words("a\nb", "甲")
)
NOTE = Code("S244", Words("when?", "何时？"), severity=Severity.WARNING)
QUESTION = Code("ask-x", Words("why?", "为何？"), severity=Severity.INFO)
NAMES = ["a.vcc", "dir with space/b #1 %41.vcc", "引号\"'<&>/é.vcc", "c\nd,e:f.vcc", "x\udcff.vcc"]


def outcome(name: str, *, clean: bool = False) -> Outcome:
    source = SourceText(name, "actor f is frim 😀\nactor c\n")
    span = span_of(source, 11, 17)
    found = [
        BAD.at(span, word="frim\x1b\ud800"), NOTE.at(span_of(source, 18, 23)), QUESTION.at(None),
        NOTE.at(span_of(source, 18, 23)),
    ]  # fmt: skip
    waived = (
        Suppressed(NOTE.at(span), Ground.WAIVER, "由于 <b> & so"),
        Suppressed(QUESTION.at(span), Ground.BASELINE),
    )
    kept = () if clean else tuple(found)
    return Outcome(name, "en", kept, sources={name: source}, suppressed=() if clean else waived)


OUTCOMES = [*(outcome(name) for name in NAMES), outcome("clean.vcc", clean=True)]


@pytest.fixture(params=["en", "zh"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


# ---------------------------------------------------------------- SARIF
def sarif_of(outcomes: list[Outcome], language: str = "en") -> dict[str, Any]:
    text = document("sarif", outcomes, language)
    return dict(json.loads(text.encode("utf-8", "backslashreplace")))


def test_sarif_is_valid(language: str) -> None:
    jsonschema.Draft4Validator(SARIF).validate(sarif_of(OUTCOMES, language))
    jsonschema.Draft4Validator(SARIF).validate(sarif_of([], language))


def test_the_schema_can_fail() -> None:
    wrong = sarif_of(OUTCOMES)
    wrong["runs"][0]["results"][0]["level"] = "fatal"
    assert not jsonschema.Draft4Validator(SARIF).is_valid(wrong)


def test_sarif_is_what_code_hosts_ask_for() -> None:
    (run,) = sarif_of(OUTCOMES)["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == ["C202", "S244", "ask-x"]
    assert all(rule["help"]["markdown"] and rule["helpUri"] for rule in rules)
    prints = [
        (r["partialFingerprints"]["vcc/v1"], json.dumps(r["locations"])) for r in run["results"]
    ]
    assert len(prints) == len(set(prints)) == 6 * len(NAMES)
    for result in run["results"]:
        assert result["ruleId"] in {rule["id"] for rule in rules}
        (location,) = result["locations"]
        artifact = location["physicalLocation"]["artifactLocation"]
        assert re.fullmatch(r"[\w./%!$&'()*+,;=~-]+", artifact["uri"])
        assert artifact["uriBaseId"] in run["originalUriBaseIds"]
    first = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert first == {"startLine": 1, "startColumn": 12, "endLine": 1, "endColumn": 18}


def test_sarif_says_who_answered_for_what() -> None:
    (run,) = sarif_of(OUTCOMES[:1])["runs"]
    told = [s for result in run["results"] for s in result["suppressions"]]
    assert told == [
        {"kind": "inSource", "status": "accepted", "justification": "由于 <b> & so"},
        {"kind": "external", "status": "accepted", "justification": "listed in the baseline"},
    ]


def microsoft_says(file: Path) -> set[str]:
    """The rules of SARIF and of GitHub that a file breaks, by Microsoft's validator."""
    assert MULTITOOL is not None
    told = file.with_suffix(".told")
    subprocess.run(
        [MULTITOOL, "validate", str(file), "--rule-kind", "Sarif;Ghas", "--level", "Error;Warning",
         "--kind", "Fail", "--output", str(told)],
        env={**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"},
        capture_output=True, timeout=300, check=False,
    )  # fmt: skip
    (run,) = json.loads(told.read_text(encoding="utf-8-sig"))["runs"]
    return {result["ruleId"] for result in run.get("results", [])}


@pytest.mark.skipif(
    MULTITOOL is None,
    reason="VCC_SARIF_MULTITOOL names no Sarif.Multitool; .ci/run installs it where npm can "
    "(@microsoft/sarif-multitool)",
)
def test_microsofts_validator_finds_nothing_wrong(tmp_path: Path) -> None:
    file = tmp_path / "x.sarif"
    arguments = ("examples/practice", "--format", "sarif", "--questions", "--output-file")
    result = run_check(*arguments, str(file))
    assert result.exit_code == 0, result.output
    assert microsoft_says(file) == set()
    wrong = json.loads(file.read_text(encoding="utf-8"))
    wrong["runs"][0]["results"][0]["ruleIndex"] = 999
    other = tmp_path / "wrong.sarif"
    other.write_text(json.dumps(wrong), encoding="utf-8")
    assert microsoft_says(other), "it can find something"


# ---------------------------------------------------------------- JUnit
@pytest.mark.parametrize(
    ("fails", "failures"), [(Severity.ERROR, 1), (Severity.WARNING, 3), (Severity.INFO, 4)]
)
def test_what_fails_in_junit_is_what_makes_the_run_fail(
    language: str, fails: Severity, failures: int
) -> None:
    """Of each file there are an error, two warnings, a question; one of each is waived or listed
    in the baseline."""
    text = document("junit", OUTCOMES, language, fails=fails)
    read = JUnitXml.fromstring(text.encode())
    suites = [suite for suite in read if isinstance(suite, TestSuite)]
    assert len(suites) == len(OUTCOMES)
    for suite in suites[:-1]:
        cases = [each for each in suite if isinstance(each, TestCase)]
        assert (suite.tests, suite.failures, suite.skipped) == (len(cases), failures, 2)
        assert len(cases) == 6
        assert sum(case.is_failure for case in cases) == failures
        passed = [case for case in cases if case.is_passed]
        assert len(passed) == 4 - failures
        assert all(f": {case.name.split(':')[0]}: " in case.system_out for case in passed)
        skipped = [case for case in cases if case.is_skipped]
        assert [type(case.result[0]) for case in skipped] == [Skipped, Skipped]
        assert skipped[0].result[0].message == "由于 <b> & so"
    (clean,) = (case for case in suites[-1])
    assert clean.is_passed
    assert (read.tests, read.failures) == (6 * len(NAMES) + 1, failures * len(NAMES))
    before = (read.tests, read.failures, read.skipped)
    read.update_statistics()
    assert (read.tests, read.failures, read.skipped) == before


def test_junit_and_the_exit_code_agree(tmp_path: Path) -> None:
    report = tmp_path / "x.xml"
    case = "examples/practice/10-nightscout.vcc"
    for least, code in (("error", 0), ("warning", 1), ("info", 1)):
        result = run_check(case, "--fail-on", least, "--report", f"junit={report}")
        read = JUnitXml.fromfile(str(report))
        assert result.exit_code == code
        assert bool(read.failures) is bool(code)
        found = json.loads(run_check(case, "--format", "json").stdout)["summary"]
        levels = ["error", "warning", "info"]
        assert read.failures == sum(found[name] for name in levels[: levels.index(least) + 1])


# ---------------------------------------------------------------- code hosts
def test_github_gets_a_command_a_line(language: str) -> None:
    lines = document("github", OUTCOMES, language).splitlines()
    assert len(lines) == 4 * len(NAMES)
    pattern = r"::(error|warning|notice) title=[\w-]+,file=[^,:\n]+(,\w+=\d+)*::.+"
    assert all(re.fullmatch(pattern, line) for line in lines)
    assert "line=1,col=12,endLine=1,endColumn=18" in lines[0]
    assert lines[0].endswith("%0Aa%0Ab" if language == "en" else "%0A甲")


def test_gitlab_gets_issues_with_their_fingerprints(language: str) -> None:
    issues = json.loads(document("gitlab", OUTCOMES, language))
    schema = {
        "type": "array",
        "items": {
            "type": "object",
            "required": ["description", "check_name", "fingerprint", "severity", "location"],
            "properties": {
                "description": {"type": "string", "minLength": 1},
                "check_name": {"type": "string"},
                "fingerprint": {"type": "string"},
                "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
                "location": {
                    "type": "object",
                    "required": ["path", "lines"],
                    "properties": {
                        "path": {"type": "string", "pattern": "^(?!\\./|/)"},
                        "lines": {"type": "object", "required": ["begin"]},
                    },
                },
            },
        },
    }
    jsonschema.Draft202012Validator(schema).validate(issues)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues) == 4 * len(NAMES)


def test_gitlab_is_told_once_of_a_library_that_several_cases_use() -> None:
    library = SourceText("shared.vcc", "actor a\n")
    found = [
        Outcome(name, "en", (NOTE.at(span_of(library, 6, 7)),), sources={library.name: library})
        for name in ("one.vcc", "two.vcc")
    ]
    (issue,) = json.loads(document("gitlab", found, "en"))
    assert issue["location"]["path"] == "shared.vcc"


def test_reviewdog_gets_its_format(language: str) -> None:
    data = json.loads(document("rdjson", OUTCOMES, language))
    assert set(data) == {"source", "diagnostics"}
    assert len(data["diagnostics"]) == 4 * len(NAMES)
    for each in data["diagnostics"]:
        assert set(each) == {"message", "location", "severity", "code"}
        assert each["severity"] in ("ERROR", "WARNING", "INFO")
        assert set(each["location"]) <= {"path", "range"}
        for place in each["location"].get("range", {}).values():
            assert place["line"] >= 1
            assert place["column"] >= 1


def test_reviewdog_counts_columns_in_bytes() -> None:
    source = SourceText("x.vcc", "  主体 甲 是 企也\n")
    wrong = BAD.at(span_of(source, source.text.index("企"), source.text.index("\n")), word="企也")
    found = Outcome("x.vcc", "zh", (wrong,), sources={"x.vcc": source})
    (told,) = json.loads(document("rdjson", [found], "zh"))["diagnostics"]
    place = told["location"]["range"]
    assert place["start"] == {"line": 1, "column": len("  主体 甲 是 ".encode()) + 1}
    assert place["end"]["column"] == place["start"]["column"] + len("企也".encode())


# ---------------------------------------------------------------- people and scripts
def test_json_lines_are_one_problem_each() -> None:
    lines = document("jsonl", OUTCOMES).splitlines()
    records = [json.loads(line) for line in lines]
    assert [r["code"] for r in records[:4]] == ["C202", "S244", "ask-x", "S244"]
    assert records[0]["message"]["zh"].startswith("“frim")
    assert records[2]["place"] is None
    assert len({r["fingerprint"] for r in records[:4]}) == 4


@pytest.mark.parametrize(("questions", "rows"), [(Shown.LIST, 4), (Shown.COUNT, 3)])
def test_a_markdown_table_has_a_row_for_each_problem(
    language: str, questions: Shown, rows: int
) -> None:
    text = document("markdown", OUTCOMES, language, questions=questions)
    lines = [line for line in text.split("\n") if line.startswith("|")]
    assert len(lines) == 2 + rows * len(NAMES)
    bars = {len(re.findall(r"(?<!\\)\|", line)) for line in lines}
    assert bars == {5}, "a bar in a text does not open a column"
    assert "<not>" not in text
    assert "|" not in document("markdown", OUTCOMES[-1:], language)


@pytest.mark.parametrize("format", FORMATS)
def test_a_question_that_is_only_counted_is_in_no_format(format: str) -> None:
    asked = document(format, OUTCOMES, questions=Shown.LIST)
    counted = document(format, OUTCOMES, questions=Shown.COUNT)
    if format != "full":  # which groups them, below a heading
        assert "ask-x" in asked
    assert "ask-x" not in counted
    kept = [line for line in asked.splitlines() if "S244" in line]
    assert [line for line in counted.splitlines() if "S244" in line] == kept, "and nothing else"


# ---------------------------------------------------------------- with the command
def run_check(*arguments: str) -> Result:
    environment = {"VCC_LANG": "en", "NO_COLOR": "1", "COLUMNS": "100"}
    return CliRunner(env=environment).invoke(cli, ["check", *arguments])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    text = "vcc 1\nlanguage en\ncase {name} {{\n  actor a is {kind}\n}}\n"
    (tmp_path / "good.vcc").write_text(text.format(name="g", kind="firm"), encoding="utf-8")
    (tmp_path / "bad.vcc").write_text(text.format(name="b", kind="frim"), encoding="utf-8")
    return tmp_path


def test_several_formats_come_from_one_run(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    reports = [a for f in FORMATS for a in ("--report", f"{f}={f}.out")]
    result = run_check(".", "--format", "concise", *reports)
    assert result.exit_code == 1
    assert "bad.vcc:4:14: C202 error" in result.stdout
    for name in FORMATS:
        assert "C202" in (folder / f"{name}.out").read_text(encoding="utf-8"), name
    read = json.loads((folder / "sarif.out").read_text(encoding="utf-8"))
    jsonschema.Draft4Validator(SARIF).validate(read)
    (rule,) = (r for r in read["runs"][0]["tool"]["driver"]["rules"] if r["id"] == "C202")
    assert "### Why" in rule["help"]["markdown"]
    passed = JUnitXml.fromfile(str(folder / "junit.out"))
    assert (passed.tests, passed.failures) == (2, 1)


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_can_be_the_main_one(folder: Path, format: str) -> None:
    result = run_check(str(folder), "--format", format)
    assert result.exit_code == 1
    assert "C202" in result.stdout
    target = folder / "out"
    filed = run_check(str(folder), "--format", format, "--output-file", str(target))
    assert filed.stdout == ""
    assert "C202" in target.read_text(encoding="utf-8")


@pytest.mark.skipif(not Path("/dev/full").is_char_device(), reason="needs a device that is full")
def test_a_full_disk_is_told() -> None:
    result = run_check("examples/practice/own/zara.vcc", "--output-file", "/dev/full")
    assert result.exit_code == 2
    assert "cannot write /dev/full" in result.stderr
    assert Path("/dev/full").is_char_device()


def test_a_place_that_cannot_be_written_keeps_what_is_there(folder: Path) -> None:
    (folder / "old.sarif").write_text("before")
    for target in (folder / "nowhere/x.sarif", folder):
        result = run_check(str(folder / "good.vcc"), "--report", f"sarif={target}")
        assert result.exit_code == 2
        assert "cannot write" in result.stderr
    assert (folder / "old.sarif").read_text() == "before"
    assert run_check(str(folder), "--report", "sarif").exit_code == 2


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_is_told(folder: Path) -> None:
    (folder / "locked").mkdir(mode=0o500)
    result = run_check(str(folder / "good.vcc"), "--report", f"junit={folder}/locked/x.xml")
    assert result.exit_code == 2
    assert "cannot write" in result.stderr


def test_documents_are_put_aside_on_disk_and_say_where_that_is_full(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = run_check(str(folder), "--format", "json").stdout
    monkeypatch.setattr("vcc.render.formats.document._IN_MEMORY", 10)
    assert run_check(str(folder), "--format", "json").stdout == expected
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    told = run_check(str(folder), "--format", "json")
    assert told.exit_code == 2
    assert "TMPDIR" in told.stderr
    assert "gone" in told.stderr


def test_what_is_kept_of_a_file_is_told_from_where_the_run_is(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two runs over the same files, called by their whole paths, from two folders."""
    (folder / "vcc.toml").write_text("", encoding="utf-8")
    for number in range(9):
        (folder / f"{number}.vcc").write_text("vcc 1\n", encoding="utf-8")

    def place() -> str:
        issues = json.loads(run_check(str(folder), "--format", "gitlab").stdout)
        (told,) = {i["location"]["path"] for i in issues if i["check_name"] == "C202"}
        return str(told)

    monkeypatch.chdir(folder)
    assert place() == "bad.vcc"
    (folder / "inner").mkdir()
    monkeypatch.chdir(folder / "inner")
    assert (folder / ".vcc_cache").is_dir()
    assert place() == (folder / "bad.vcc").as_posix()
