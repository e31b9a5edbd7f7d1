"""A git repository of synthetic and real cases, in which it is known what is wrong."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from vcc.knowledge import knowledge
from vcc.synth.write import KEY_FILE, Wanted, synthetic_files, write_library

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
SYNTHETIC, REAL = "cases/synthetic", "cases/real"
BROKEN = "vcc 1\nlanguage en\ncase unfinished {\n  actor\n}\n"


class Defect(NamedTuple):
    """A mistake: where in the repository, and its code."""

    file: str
    line: int
    code: str


@dataclass(frozen=True)
class CaseRepository:
    """A repository of cases: how many files a check takes, and every mistake in them, sorted."""

    folder: Path
    files: int
    defects: list[Defect]


def made_repository(folder: Path, cases: int, seed: int, defects: int) -> CaseRepository:
    """Write the cases, real ones beside synthetic ones, and commit them. What git ignores and what
    the settings leave out holds mistakes too, which nobody shall hear of."""
    wanted = Wanted(cases, seed, defects=defects)
    written = sum(1 for _ in write_library(synthetic_files(wanted, knowledge().ontology),
                                           folder / SYNTHETIC))  # fmt: skip
    shutil.copytree(EXAMPLES, folder / REAL, ignore=shutil.ignore_patterns("*.md", "notebook"))
    for name in ("made/ignored.vcc", "cases/drafts/unfinished.vcc"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(BROKEN, encoding="utf-8")
    (folder / ".gitignore").write_text("/made/\n*.sarif\n.vcc-env/\n", encoding="utf-8")
    (folder / "vcc.toml").write_text('exclude = ["drafts"]\n', encoding="utf-8")
    key = json.loads((folder / SYNTHETIC / KEY_FILE).read_text(encoding="utf-8"))["defects"]
    planted = [Defect(f"{SYNTHETIC}/{one['file']}", one["line"], one["code"]) for one in key]
    git(folder, "init", "-q", "-b", "main")
    commit(folder, "cases")
    real = sum(1 for _ in (folder / REAL).rglob("*.vcc"))
    return CaseRepository(folder, written + real, sorted(planted))


def git(folder: Path, *arguments: str) -> str:
    """What git says, whatever the person at this machine has set."""
    name, mail = "a coder", "coder@example.org"
    environment = {
        **os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull,
        "GIT_AUTHOR_NAME": name, "GIT_AUTHOR_EMAIL": mail,
        "GIT_COMMITTER_NAME": name, "GIT_COMMITTER_EMAIL": mail,
    }  # fmt: skip
    command = ["git", "-C", str(folder), *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def commit(folder: Path, message: str) -> str:
    """Commit everything; the id of the commit."""
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", message)
    return git(folder, "rev-parse", "HEAD")
