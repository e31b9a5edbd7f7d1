"""What people read about the examples, whole: the diff of a golden file is reviewed like code.

Rewrite them with `VCC_REWRITE=1 pytest tests/golden`, then read the difference.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from vcc.cli.main import cli

FOLDER = Path(__file__).resolve().parent
REPOSITORY = FOLDER.parent.parent
REWRITE = bool(os.environ.get("VCC_REWRITE"))
XIAOMI = "examples/01-xiaomi/xiaomi.vcc"
SMALL = "tests/golden/small.vcc"
BAKERY = "examples/02-bakery/bakery.vcc"
MARKDOWN = ("--format", "markdown")
# Lists of another test that stand in the same folder.
OTHERS = {"inventory.txt"}
TOLD = ("section-stages", "section-mechanisms", "section-loops", "section-links")
VOTES = "section-votes"


@dataclass(frozen=True)
class Golden:
    """A command, and the file that holds its output."""

    file: str
    command: tuple[str, ...]
    width: int = 100


GOLDENS = [
    *(
        Golden(f"xiaomi.{language}.txt", ("analyse", XIAOMI, "--lang", language))
        for language in ("en", "zh")
    ),
    Golden("bakery.details.zh.txt", ("analyse", BAKERY, "--details")),
    Golden("bakery.details.en.md", ("analyse", BAKERY, "--details", "--lang", "en", *MARKDOWN)),
    Golden("bakery.check.zh.txt", ("check", BAKERY)),
    Golden("bakery.questions.en.txt", ("check", BAKERY, "--questions", "--lang", "en")),
    *(
        Golden(
            f"xiaomi.{language}.md",
            ("analyse", XIAOMI, "--lang", language, "--format", "markdown"),
        )
        for language in ("en", "zh")
    ),
    Golden("bakery.zh.80.txt", ("analyse", BAKERY), width=80),
    Golden("bakery.en.120.txt", ("analyse", BAKERY, "--lang", "en"), width=120),
    *(
        Golden(f"bakery.sensitivity.{language}.txt", ("sensitivity", BAKERY, "--lang", language))
        for language in ("en", "zh")
    ),
    Golden("small.json", ("analyse", SMALL, "--format", "json")),
    Golden("xiaomi.check.en.txt", ("check", XIAOMI, "--lang", "en")),
    Golden("xiaomi.check.zh.txt", ("check", XIAOMI, "--lang", "zh", "--format", "concise")),
    *(
        Golden(
            f"xiaomi.explain.{name}.{language}.txt",
            ("explain", XIAOMI, what, "--lang", language, "--depth", "4"),
        )
        for name, what in (
            ("logic", "logic"),
            ("stage", "stage:joint-delivery"),
            ("loop", "loop:feedback-loop"),
            ("role", "role:fans@codesign=participant"),
        )
        for language in ("en", "zh")
    ),
]


@pytest.mark.parametrize("golden", GOLDENS, ids=lambda golden: golden.file)
def test_the_output_is_as_reviewed(golden: Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(REPOSITORY)
    environment = {"NO_COLOR": "1", "COLUMNS": str(golden.width), "VCC_LANG": "", "LANG": "C.UTF-8"}
    result = CliRunner(env=environment).invoke(cli, list(golden.command))
    assert result.exit_code == 0, result.output
    path = FOLDER / golden.file
    if REWRITE:
        path.write_text(result.output, encoding="utf-8")
    assert result.output == path.read_text(encoding="utf-8")


def test_every_golden_file_has_its_test() -> None:
    files = {path.name for path in FOLDER.iterdir() if path.suffix in {".txt", ".md", ".json"}}
    assert files - OTHERS == {golden.file for golden in GOLDENS}
    assert len(files) >= 15


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize(
    "command",
    [
        ("analyse", XIAOMI),
        ("analyse", XIAOMI, "--details"),
        ("analyse", BAKERY),
        ("check", BAKERY),
        ("check", XIAOMI, "--questions"),
    ],
    ids=" ".join,
)
def test_no_line_is_wider_than_the_terminal(
    command: tuple[str, ...], width: int, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from vcc.render.characters import cell_width

    monkeypatch.chdir(REPOSITORY)
    environment = {"NO_COLOR": "1", "COLUMNS": str(width)}
    result = CliRunner(env=environment).invoke(cli, [*command, "--lang", language])
    lines = result.output.splitlines()
    assert len(lines) > 20
    wide = [line for line in lines if cell_width(line) > width and "-->" not in line]
    assert all(line.startswith("  vcc ") for line in wide), "only a command, which is to be pasted"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_short_report_is_short_and_names_all_that_is_assessed(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(REPOSITORY)
    runner = CliRunner(env={"NO_COLOR": "1", "COLUMNS": "100"})
    short = runner.invoke(cli, ["analyse", XIAOMI, "--lang", language]).output
    assert len(short.splitlines()) < 230
    told = " ".join(short.split())
    report = json.loads(runner.invoke(cli, ["analyse", XIAOMI, "--format", "json"]).output)
    headlines = [s for s in report["sections"] if s["layout"] == "checklist" and s["key"] in TOLD]
    names = [c["object"]["label"] for s in headlines for c in s["conclusions"]]
    (votes,) = (s for s in report["sections"] if s["key"] == VOTES)
    names += [row["label"] for row in votes["rows"]]
    assert len(names) >= 4 + 8 + 3 + 14 + 7
    missing = [name[language] for name in names if name[language] not in told]
    assert not missing


def test_the_details_tell_every_conclusion_and_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(REPOSITORY)
    runner = CliRunner(env={"NO_COLOR": "1", "COLUMNS": "100"})
    told = runner.invoke(cli, ["analyse", BAKERY, "--details"]).output
    report = json.loads(runner.invoke(cli, ["analyse", BAKERY, "--format", "json"]).output)
    shown = [s["conclusions"] for s in report["sections"] if s["layout"] != "data"]
    ids = [c["id"] for conclusions in shown for c in conclusions]
    ids += [finding["id"] for finding in report["findings"]]
    assert len(ids) > 100
    whole = "".join(told.split())
    assert not [id for id in ids if id not in whole]


@pytest.mark.parametrize("case", [XIAOMI, BAKERY])
def test_the_json_follows_its_published_schema(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import jsonschema

    monkeypatch.chdir(REPOSITORY)
    runner = CliRunner()
    schema = json.loads(runner.invoke(cli, ["schema", "analysis"]).output)
    jsonschema.Draft202012Validator.check_schema(schema)
    report = json.loads(runner.invoke(cli, ["analyse", case, "--format", "json"]).output)
    jsonschema.validate(report, schema)
    conclusions = [c for section in report["sections"] for c in section["conclusions"]]
    assert len(conclusions) > 50
    assert all((c["object"] is None) != (c["value"] is None) for c in conclusions)
    assert all(c["rule"] and c["rule"]["status"] for c in conclusions)
    what = conclusions[0]["id"]
    proof = json.loads(runner.invoke(cli, ["explain", case, what, "--format", "json"]).output)
    jsonschema.validate(proof, json.loads(runner.invoke(cli, ["schema", "explanation"]).output))
