"""A library of cases in CI, as code hosts run it: exactly what is wrong is told, where it is."""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from pathlib import Path

import pytest

from vcc.synth.defects import defects

from . import reports
from .check import Told, told_by_further, told_by_github, told_by_gitlab
from .hosts import CHECKOUT, Ran, run_job
from .repository import CaseRepository, commit, git, made_repository

pytestmark = [
    pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash"),
    pytest.mark.skipif(shutil.which("git") is None, reason="needs git"),
]
CASES, SEED = 200, 20261121
PLANTED = 2 * len(defects())


@pytest.fixture(scope="module")
def temp(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("runner")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> CaseRepository:
    folder = tmp_path_factory.mktemp("repository")
    return made_repository(folder, CASES, SEED, PLANTED)


@pytest.fixture(scope="module")
def by_github(made: CaseRepository, temp: Path) -> tuple[Ran, list[Told]]:
    return told_by_github(made, temp, install=False)


def test_there_is_something_to_find(made: CaseRepository) -> None:
    assert made.files >= CASES + 25
    assert len(made.defects) == PLANTED
    assert {defect.code for defect in made.defects} == {defect.code for defect in defects()}
    assert max(Counter(defect.file for defect in made.defects).values()) == 1


def test_github_shows_exactly_the_planted_defects_each_on_its_line(
    made: CaseRepository, by_github: tuple[Ran, list[Told]]
) -> None:
    ran, told = by_github
    assert [each.report for each in told] == ["annotations", "SARIF"]
    assert [each.difference(made.defects) for each in told] == ["", ""]
    assert ran.code == 1
    for defect in made.defects:
        assert f"{defect.file}:{defect.line}" in ran.page, "the page of the run has a table"
    assert "made/ignored" not in ran.log
    assert "drafts" not in ran.log


def test_the_action_installs_itself_unless_told_otherwise(
    by_github: tuple[Ran, list[Told]], temp: Path
) -> None:
    asked = (temp / "shims/installed").read_text("utf-8")
    assert asked.startswith("-m pip install --quiet /")
    assert asked.splitlines()[0].endswith(".github/actions/check/../../..")


def test_gitlab_gets_the_same(
    made: CaseRepository, by_github: tuple[Ran, list[Told]], temp: Path
) -> None:
    ran, told = told_by_gitlab(made, temp, install=False)
    assert [each.difference(made.defects) for each in told] == ["", ""], ran.log
    assert ran.code == 1


def test_every_other_report_tells_the_same(
    made: CaseRepository, by_github: tuple[Ran, list[Told]], temp: Path
) -> None:
    told = list(told_by_further(made, temp))
    assert [each.difference(made.defects) for each in told] == ["", ""]


def test_a_comparison_can_fail(made: CaseRepository) -> None:
    assert Told("x", made.defects[1:]).difference(made.defects)
    assert Told("x", [*made.defects, made.defects[0]]).difference(made.defects)
    assert Told("x", made.defects).difference(made.defects[1:])


def test_a_change_is_told_alone_and_a_repaired_library_passes(
    made: CaseRepository, by_github: tuple[Ran, list[Told]], temp: Path
) -> None:
    """Last in this file: it changes the repository."""
    first, *rest = made.defects
    before = git(made.folder, "rev-parse", "HEAD")
    for defect in rest:
        (made.folder / defect.file).unlink()
    path = made.folder / first.file
    path.write_text(path.read_text("utf-8") + "\n# seen again\n", "utf-8")
    commit(made.folder, "all but one are gone")
    left = CaseRepository(made.folder, made.files - len(rest), [first])
    ran, told = told_by_github(left, temp, install=False, since=before)
    assert [each.difference(left.defects) for each in told] == ["", ""]
    assert f"1 of {left.files} files" in ran.log
    changed = {"VCC_REQUIREMENT": str(CHECKOUT), "VCC_SINCE": before}
    assert run_job(made.folder, temp, changed, install=False).code == 1
    assert reports.suites_in_junit(made.folder / "vcc.xml") == 1
    path.unlink()
    ran, told = told_by_github(left, temp, install=False)
    assert ran.code == 0, ran.log
    assert [each.defects for each in told] == [[], []]
    assert not reports.errors_in_log(ran.log)


@pytest.mark.slow
def test_what_pip_installs_finds_the_same(made: CaseRepository, tmp_path: Path) -> None:
    """The action as it is, with an installation of its own."""
    assert sys.version_info >= (3, 11)
    git(made.folder, "checkout", "-q", git(made.folder, "rev-list", "--max-parents=0", "HEAD"))
    ran, told = told_by_github(made, tmp_path, install=True)
    assert ran.code == 1, ran.log
    assert [each.difference(made.defects) for each in told] == ["", ""]
