"""The rules of the house, each kept by a machine (see README, "What you will not find")."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
MODULES = sorted((REPOSITORY / "vcc").rglob("*.py"))
MAX_MODULE_LINES = 300
MAX_FUNCTION_LINES = 40
HEAVY = {"rdflib", "numpy", "pyshacl", "owlready2", "duckdb", "pyarrow", "pandas", "pygls", "jpype"}


def name(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def test_there_is_something_to_look_at() -> None:
    assert len(MODULES) > 60


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_no_module_is_longer_than_300_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MAX_MODULE_LINES


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_no_function_is_longer_than_40_lines(path: Path) -> None:
    long = [
        f"{node.name} ({node.end_lineno - node.lineno + 1})"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > MAX_FUNCTION_LINES
    ]
    assert not long


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_iris_are_written_in_namespaces_only(path: Path) -> None:
    if name(path) == "vcc/vocabulary/namespaces.py":
        return
    iris = [
        node.value
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.match(r"<?https?://", node.value)
    ]
    assert not iris


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_nothing_prints_but_render_and_the_command_line(path: Path) -> None:
    calls = [
        node.lineno
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "print"
    ]
    assert not calls


def framework_names() -> set[str]:
    """Local names that the framework modules declare, as they would appear in Python text."""
    declared: set[str] = set()
    for path in sorted((REPOSITORY / "ontology/frameworks").glob("*.ttl")):
        text = path.read_text(encoding="utf-8")
        declared |= set(re.findall(r"^:([A-Za-z][\w.-]*)\s+a\s", text, re.MULTILINE))
    return declared


def test_python_names_nothing_that_a_framework_defines() -> None:
    words = framework_names()
    assert len(words) > 80, "the framework modules declare too little to check against"
    named: list[str] = []
    for path in MODULES:
        named += [
            f"{name(path)}:{node.lineno} {node.value}"
            for node in ast.walk(tree(path))
            if isinstance(node, ast.Constant) and node.value in words
        ]
    assert not named, "theory belongs in ontology/ and rules/: " + ", ".join(named)


def test_imports_go_one_way() -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    if not linter.exists():
        pytest.skip("import-linter comes with the dev extra")
    done = subprocess.run(
        [str(linter), "--no-cache"], cwd=REPOSITORY, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stdout
    assert "0 broken" in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["--version"],
        ["--help"],
        ["fmt", "--help"],
        ["check", "{broken}"],
        ["fmt", "{good}", "--check"],
    ],
    ids=" ".join,
)
def test_heavy_packages_are_not_loaded_before_they_are_needed(
    arguments: list[str], tmp_path: Path
) -> None:
    broken, good = tmp_path / "broken.vcc", tmp_path / "good.vcc"
    broken.write_text("vcc 1\nlanguage en\ncase x {\n  actor\n}\n", encoding="utf-8")
    good.write_text("vcc 1\nlanguage en\n\ncase x {\n  actor a is firm\n}\n", encoding="utf-8")
    filled = [a.format(broken=broken, good=good) for a in arguments]
    program = (
        "import sys, vcc.__main__\nfrom vcc.cli.main import run\n"
        f"run({filled!r})\n"
        f"sys.stderr.write('LOADED ' + ' '.join(sorted({HEAVY!r} & set(sys.modules))) + chr(10))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, cwd=tmp_path
    )
    assert done.stderr.splitlines()[-1].strip() == "LOADED", done.stderr


def test_every_dependency_says_why() -> None:
    text = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)["project"]
    wanted = [*project["dependencies"]]
    for extra in project["optional-dependencies"].values():
        wanted += [dependency for dependency in extra if not dependency.startswith("vcc-cases[")]
    unexplained = [w for w in wanted if not re.search(re.escape(f'"{w}",') + r"\s*# \w+", text)]
    assert len(wanted) > 8
    assert not unexplained


def test_every_path_that_the_readme_names_exists() -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"(?<![\w/.])((?:ontology|rules|vcc|tests|examples)/[\w./-]*)", readme))
    assert len(named) > 8
    assert not [path for path in named if not (REPOSITORY / path.rstrip(".")).exists()]


def test_the_top_level_is_fixed() -> None:
    listed = subprocess.run(
        ["git", "ls-files"], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    top = {line.split("/")[0] for line in listed.stdout.splitlines() if not line.startswith(".")}
    assert top == {
        "CHANGELOG.md", "LICENSE", "README.md", "docs", "examples", "ontology", "pyproject.toml",
        "rules", "tests", "vcc",
    }  # fmt: skip


def test_no_two_test_modules_share_a_name() -> None:
    """Pytest would collect only one of them."""
    names = [path.name for path in (REPOSITORY / "tests").rglob("test_*.py")]
    assert len(names) > 100
    assert sorted(names) == sorted(set(names))
