"""What repositories of cases run on each commit: the hooks, the GitHub action, the GitLab job."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

REPOSITORY = Path(__file__).resolve().parent.parent
ACTION = REPOSITORY / ".github/actions/check"
GOOD = "vcc 1\nlanguage en\ncase good {\n  actor f is firm\n}\n"
BAD = "vcc 1\nlanguage en\ncase bad {\n  actor f is frim\n}\n"


@pytest.mark.parametrize(
    ("schema", "file"),
    [
        ("vendor.github-actions", ".github/actions/check/action.yml"),
        ("vendor.gitlab-ci", ".gitlab/vcc-check.yml"),
    ],
)
def test_the_files_are_what_their_hosts_read(schema: str, file: str) -> None:
    pytest.importorskip("check_jsonschema", reason="needs check-jsonschema (extra dev)")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, file]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_input_is_written_into_a_script() -> None:
    """What a stranger can choose comes through the environment, where it is data."""
    steps = yaml.safe_load((ACTION / "action.yml").read_text("utf-8"))["runs"]["steps"]
    assert len(steps) >= 2
    assert not [step["run"] for step in steps if "${{" in step["run"]]


def run_action(folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """The action's script as a runner calls it, with the vcc that is under test."""
    vcc = folder / "vcc-under-test"
    vcc.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m vcc "$@"\n', encoding="utf-8")
    vcc.chmod(0o755)
    environment = {
        **os.environ, "VCC": str(vcc), "PATHS": ".", "FAIL_ON": "error", "SARIF": "vcc.sarif",
        "GITHUB_STEP_SUMMARY": str(folder / "summary.md"), "RUNNER_TEMP": str(folder), **inputs,
    }  # fmt: skip
    return subprocess.run(
        ["bash", str(ACTION / "check.sh")],
        cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")


@needs_bash
def test_the_action_annotates_sums_up_and_fails(tmp_path: Path) -> None:
    (tmp_path / "good.vcc").write_text(GOOD, "utf-8")
    (tmp_path / "bad.vcc").write_text(BAD, "utf-8")
    done = run_action(tmp_path, VCC_LANG="en")
    assert done.returncode == 1, done.stderr
    assert "::error title=C202,file=bad.vcc,line=4" in done.stdout
    assert "bad.vcc:4" in (tmp_path / "summary.md").read_text("utf-8")
    results = json.loads((tmp_path / "vcc.sarif").read_text("utf-8"))["runs"][0]["results"]
    assert [result["ruleId"] for result in results if result["level"] == "error"] == ["C202"]


@needs_bash
def test_the_action_takes_paths_a_line_and_none_of_them_for_a_command(tmp_path: Path) -> None:
    odd = tmp_path / "a folder; touch $(pwned)"
    odd.mkdir()
    (odd / "good.vcc").write_text(GOOD, "utf-8")
    done = run_action(tmp_path, PATHS=f"{odd.name}\n\n", SARIF="")
    assert done.returncode == 0, done.stdout + done.stderr
    assert not (tmp_path / "pwned").exists()
    assert not (tmp_path / "vcc.sarif").exists()


def test_the_hooks_run_in_a_repository_of_cases(tmp_path: Path) -> None:
    pytest.importorskip("pre_commit", reason="needs pre-commit (extra dev)")
    if shutil.which("git") is None or not (REPOSITORY / ".git").exists():
        pytest.skip("needs git and a checkout")
    (tmp_path / "bad.vcc").write_text(BAD, "utf-8")
    environment = {
        **os.environ, "PRE_COMMIT_HOME": str(tmp_path / "home"), "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_AUTHOR_NAME": "t", "GIT_AUTHOR_EMAIL": "t@example.org", "VCC_LANG": "en",
        "GIT_COMMITTER_NAME": "t", "GIT_COMMITTER_EMAIL": "t@example.org",
    }  # fmt: skip

    def call(*command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False,
            timeout=580,
        )  # fmt: skip

    (tmp_path / "good.vcc").write_text(GOOD.replace("  actor", "actor"), "utf-8")
    call("git", "init", "-q")
    call("git", "add", ".")
    tried = (sys.executable, "-m", "pre_commit", "try-repo", str(REPOSITORY))
    done = call(*tried, "--all-files", "--verbose")  # every hook of the repository
    assert done.returncode == 1, done.stdout + done.stderr
    assert "did you mean `firm`?" in done.stdout, done.stdout
    assert "reformatted good.vcc" in done.stdout, done.stdout
    assert "\n  actor f is firm\n" in (tmp_path / "good.vcc").read_text("utf-8")
