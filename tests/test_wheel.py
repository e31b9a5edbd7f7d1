"""What a user installs: the wheel carries the theory, and works away from the checkout."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
MACHINE = "vcc/engine/machine"
COMPILED = f"{MACHINE}/_machine{sysconfig.get_config_var('EXT_SUFFIX')}"
PURE = "py3-none-any.whl"


def built(target: Path, **variables: str) -> tuple[Path, str]:
    """The wheel of this checkout, made with the build tools that pip fetches, and what was said."""
    done = subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--no-deps", "-v", "-w", target, REPOSITORY],
        env={**os.environ, "VCC_PURE": "", **variables},
        capture_output=True, text=True, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return next(target.glob("vcc_cases-*.whl")), done.stdout + done.stderr


def names(wheel: Path) -> set[str]:
    """What is in a wheel, but for the folder that says how it was made."""
    with zipfile.ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if ".dist-info/" not in name}


def installed(wheel: Path, site: Path) -> Path:
    """The folder where pip installs the wheel: it looks whether that is for this system."""
    done = subprocess.run(
        [sys.executable, "-m", "pip", "install", "--no-deps", "--no-index", "--no-compile", "-q",
         "--target", site, wheel],
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return site


def has_compiler() -> bool:
    """Whether a C compiler and the headers of this Python are where they are looked for."""
    compiler = os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc"
    headers = Path(sysconfig.get_path("include"), "Python.h")
    return shutil.which(shlex.split(compiler)[0]) is not None and headers.exists()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel for every system."""
    return built(tmp_path_factory.mktemp("wheel"), VCC_PURE="1")[0]


def test_the_wheel_for_every_system_has_nothing_compiled(wheel: Path) -> None:
    assert wheel.name.endswith(PURE)
    assert not [name for name in names(wheel) if name.endswith((".so", ".pyd", ".c"))]


@pytest.mark.skipif(not has_compiler(), reason="needs a C compiler and the headers of Python")
def test_a_wheel_is_compiled_where_there_is_a_compiler(wheel: Path, tmp_path: Path) -> None:
    compiled, _ = built(tmp_path)
    assert not compiled.name.endswith("none-any.whl")
    assert names(compiled) == {*names(wheel), COMPILED}
    site = installed(compiled, tmp_path / "site")
    done = subprocess.run(
        [sys.executable, "-c",
         "from vcc.engine.machine import machine; print(machine().__file__)"],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(site), "VCC_ROWS": ""},
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.stdout.strip() == str(site / COMPILED), done.stderr


@pytest.mark.skipif(os.name == "nt", reason="no variable names Microsoft's compiler")
def test_a_compiler_that_fails_leaves_a_wheel_for_every_system(wheel: Path, tmp_path: Path) -> None:
    uncompiled, said = built(tmp_path, CC="no-such-compiler")
    assert uncompiled.name.endswith(PURE)
    assert names(uncompiled) == names(wheel)
    notices = [line for line in said.splitlines() if "the machine is not compiled" in line]
    assert len(notices) == 1
    assert "no-such-compiler" in notices[0]


def test_the_wheel_carries_the_sources_of_the_machine(wheel: Path) -> None:
    sources = {
        f"{MACHINE}/{path.name}"
        for path in (REPOSITORY / MACHINE).iterdir()
        if path.suffix in {".pyx", ".pxi"}
    }
    assert f"{MACHINE}/_machine.pyx" in sources
    assert sources <= names(wheel)  # the compiled module is held against them


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
    site = installed(wheel, tmp_path / "site")
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
