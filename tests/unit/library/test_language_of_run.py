"""In which language a whole run of `vcc check` is summed up: never in that of whichever file is
first."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from checking import case, written
from click.testing import CliRunner, Result

from vcc.cli.main import cli

SUMS = {"en": "2 files checked", "zh": "已检查 2 个文件"}


def checked(folder: Path, *more: str, locale: str = "", variable: str = "") -> Result:
    environment = {
        "VCC_LANG": variable, "LC_ALL": "", "LC_MESSAGES": "", "LANG": locale, "NO_COLOR": "1",
    }  # fmt: skip
    return CliRunner(env=environment).invoke(cli, ["check", str(folder), *more])


def library(folder: Path, *languages: str) -> Path:
    texts = {f"{n}.vcc": case(f"c{n}", language) for n, language in enumerate(languages)}
    return written(folder, texts)


@pytest.mark.parametrize("languages", [("zh", "en"), ("en", "zh")])
@pytest.mark.parametrize(("locale", "spoken"), [("en_GB.UTF-8", "en"), ("zh_CN.UTF-8", "zh")])
def test_files_of_both_languages_are_summed_up_in_that_of_the_locale(
    languages: tuple[str, str], locale: str, spoken: str, tmp_path: Path
) -> None:
    folder = library(tmp_path, *languages)
    told = checked(folder, locale=locale).stdout
    assert "warning:" in told  # what is found in a file is told in its language
    assert "警告：" in told
    assert told.splitlines()[-1].startswith(SUMS[spoken])
    page = checked(folder, "--format", "markdown", locale=locale).stdout
    assert page.splitlines()[0] == {"en": "# Check of cases", "zh": "# 案例检查"}[spoken]


@pytest.mark.parametrize("spoken", SUMS)
def test_files_of_one_language_are_summed_up_in_it(spoken: str, tmp_path: Path) -> None:
    told = checked(library(tmp_path, spoken, spoken), locale="en_GB.UTF-8").stdout
    assert told.splitlines()[-1].startswith(SUMS[spoken])


def test_what_is_asked_for_comes_before_the_variable_the_settings_and_the_files(
    tmp_path: Path,
) -> None:
    folder = library(tmp_path, "zh", "zh")
    (folder / "vcc.toml").write_text('language = "en"\n', encoding="utf-8")
    for more, variable, spoken in [
        ((), "", "en"), ((), "zh", "zh"), (("--lang", "en"), "zh", "en"),
    ]:  # fmt: skip
        told = checked(folder, *more, variable=variable, locale="zh_CN.UTF-8").stdout
        assert told.splitlines()[-1].startswith(SUMS[spoken])
        assert ("warning:" in told) == (spoken == "en")


def test_notices_about_the_run_are_in_its_language(tmp_path: Path) -> None:
    folder = library(tmp_path, "zh", "zh")
    (folder / "vcc.toml").write_text('language = "en"\n', encoding="utf-8")
    baseline = str(tmp_path / "known.json")
    told = checked(folder, "--baseline", baseline, "--write-baseline", locale="zh_CN.UTF-8")
    assert "problems listed" in told.stderr


@pytest.mark.skipif(not Path("/dev/stdin").exists(), reason="no /dev/stdin here")
def test_what_comes_through_a_pipe_is_read_once_and_checked(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "vcc", "check", "/dev/stdin", "--no-cache"],
        input=case("piped", "zh").encode(),
        capture_output=True, check=False, timeout=120, env={**os.environ, "VCC_LANG": ""},
    )  # fmt: skip
    assert "警告：" in done.stdout.decode()
    assert done.returncode == 0
