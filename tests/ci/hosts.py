"""Runs a composite action as a GitHub runner does, and a job as a GitLab runner does."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

CHECKOUT = Path(__file__).resolve().parents[2]
ACTION = CHECKOUT / ".github/actions/check"
JOB = CHECKOUT / ".gitlab/vcc-check.yml"
_EXPRESSION = re.compile(r"\$\{\{\s*([\w.-]+)\s*\}\}")
# In place of an installation: this Python, and the vcc that is under test.
_SHIM = """#!/bin/sh
if [ "$1 $2" = "-m venv" ]; then
    mkdir -p "$3/bin"
    for name in python vcc; do ln -sf "$VCC_SHIMS/$name" "$3/bin/$name"; done
elif [ "$1 $2 $3" = "-m pip install" ]; then
    echo "$@" >> "$VCC_SHIMS/installed"
else
    exec "{python}" "$@"
fi
"""
_VCC = '#!/bin/sh\nexec "{python}" -m vcc "$@"\n'


@dataclass(frozen=True)
class Ran:
    """What a run left: its exit code, its log, what its page shows (empty: it has none)."""

    code: int
    log: str
    page: str = ""


def run_action(workspace: Path, temp: Path, inputs: dict[str, str], *, install: bool) -> Ran:
    """Each step of the action in a shell of its own, as the runner calls it, until one fails.

    Without `install`, `python3` is one that borrows what is installed here.
    """
    action = yaml.safe_load((ACTION / "action.yml").read_text(encoding="utf-8"))
    assert set(inputs) <= set(action["inputs"]), "an input that the action has not"
    given = {name: each.get("default", "") for name, each in action["inputs"].items()} | inputs
    known = {f"inputs.{name}": value for name, value in given.items()}
    known["github.action_path"] = str(ACTION)
    log, page = "", ""
    for number, step in enumerate(action["runs"]["steps"]):
        assert step["shell"] == "bash"
        script, summary = temp / f"step-{number}.sh", temp / f"summary-{number}.md"
        script.write_text(_filled(step["run"], known), encoding="utf-8")
        summary.touch()
        environment = {
            **_clean_environment(temp, install), "GITHUB_ACTIONS": "true", "CI": "true",
            "GITHUB_WORKSPACE": str(workspace), "GITHUB_ACTION_PATH": str(ACTION),
            "GITHUB_STEP_SUMMARY": str(summary), "RUNNER_TEMP": str(temp),
            **{name: _filled(value, known) for name, value in step.get("env", {}).items()},
        }  # fmt: skip
        done = _run(["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
                    workspace, environment)  # fmt: skip
        log += done.stdout + done.stderr
        page += summary.read_text(encoding="utf-8")
        if done.returncode:
            return Ran(done.returncode, log, page)
    return Ran(0, log, page)


def run_job(workspace: Path, temp: Path, variables: dict[str, str], *, install: bool) -> Ran:
    """The script of the GitLab job, its lines in one shell that stops at the first that fails."""
    job: dict[str, Any] = yaml.safe_load(JOB.read_text(encoding="utf-8"))["vcc-check"]
    assert set(variables) <= set(job["variables"]), "a variable that the job has not"
    environment = {
        **_clean_environment(temp, install), "GITLAB_CI": "true", "CI": "true",
        "CI_PROJECT_DIR": str(workspace), **job["variables"], **variables,
    }  # fmt: skip
    script = "set -eo pipefail\n" + "\n".join(job["script"]) + "\n"
    done = _run(["bash", "--noprofile", "--norc", "-c", script], workspace, environment)
    return Ran(done.returncode, done.stdout + done.stderr)


def _run(
    command: list[str], folder: Path, environment: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False,
        timeout=900,
    )  # fmt: skip


def _filled(text: str, known: dict[str, str]) -> str:
    """A text with its expressions evaluated; only what is known may be asked."""
    return _EXPRESSION.sub(lambda match: known[match[1]], text)


def _clean_environment(temp: Path, install: bool) -> dict[str, str]:
    """What a runner passes on: little, and nothing of the person at this machine."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    kept |= {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
    if install:
        return kept
    shims = temp / "shims"
    shims.mkdir(exist_ok=True)
    texts = {"python": _SHIM, "python3": _SHIM, "vcc": _VCC}
    for name, text in texts.items():
        path = shims / name
        path.write_text(text.replace("{python}", sys.executable), encoding="utf-8")
        path.chmod(0o755)
    return {**kept, "PATH": f"{shims}{os.pathsep}{kept['PATH']}", "VCC_SHIMS": str(shims)}
