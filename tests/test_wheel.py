"""What a user installs: the wheel carries the theory, and works away from the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel built from this checkout with the build tools that pip fetches."""
    target = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--no-deps", "-q", "-w", target, REPOSITORY],
        capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return next(target.glob("vcc_cases-*.whl"))


def test_the_wheel_carries_ontology_and_rules(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for folder in ("ontology", "rules"):
        files = {
            path.relative_to(REPOSITORY / folder).as_posix()
            for path in (REPOSITORY / folder).rglob("*")
            if path.suffix in {".ttl", ".srl"}
        }
        shipped = {n.removeprefix(f"vcc/_data/{folder}/") for n in names if f"_data/{folder}/" in n}
        assert files
        assert files <= shipped
    assert "vcc/py.typed" in names


def test_the_wheel_carries_what_the_pages_need_with_its_licences(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    needed = {
        f"vcc/{path.relative_to(REPOSITORY / 'vcc').as_posix()}"
        for folder in ("static", "templates")
        for path in (REPOSITORY / "vcc/serve" / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {"vcc/serve/static/query.js", "vcc/serve/static/yasgui/LICENSES.txt"} <= needed
    assert needed <= names


def test_the_wheel_analyses_a_case_without_the_checkout(wheel: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    case = tmp_path / "case.vcc"
    case.write_text(
        (REPOSITORY / "examples/01-xiaomi/xiaomi.vcc").read_text(encoding="utf-8"), encoding="utf-8"
    )
    done = subprocess.run(
        [sys.executable, "-c",
         ("import vcc, sys; sys.stderr.write(vcc.__file__ + chr(10));"
         "from vcc.__main__ import main; sys.argv = ['vcc', 'analyse', 'case.vcc']; main()")],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(site)},
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert str(site) in done.stderr
    assert done.returncode == 0, done.stderr
    assert "Xiaomi" in done.stdout
