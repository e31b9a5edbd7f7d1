"""The examples as a library: built once, by the code that `vcc build` calls."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tables_commons import SMALL, library

from vcc.tables.build import Built, build
from vcc.tables.compile import Settings
from vcc.tables.folder import Folder
from vcc.tables.run import run_here

pytest.importorskip("pyarrow", reason="needs the extra `library` (pyarrow)")


@pytest.fixture(scope="session")
def examples(repository: Path) -> Path:
    return repository / "examples"


@pytest.fixture(scope="session")
def built(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All examples as tables, in three partitions."""
    output = tmp_path_factory.mktemp("tables")
    done = build(library(examples, output, 3), run_here(Settings(), 1))
    assert done.manifest is not None
    assert len(done.manifest.cases) >= 29
    assert not done.manifest.broken
    return output


@pytest.fixture
def folder(built: Path) -> Folder:
    return Folder(built)


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """Five small cases, in two folders."""
    root = tmp_path / "cases"
    for number, name in enumerate(("one", "two", "three", "four", "five")):
        file = root / ("a" if number % 2 else "b") / f"{name}.vcc"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(SMALL.format(name=name), encoding="utf-8")
    return root


@pytest.fixture
def make(few: Path, tmp_path: Path) -> Callable[..., Built]:
    """Build the small cases (again)."""

    def made(output: str = "out", of: int | None = 2, only: list[int] | None = None) -> Built:
        return build(library(few, tmp_path / output, of), run_here(Settings(), 1), only)

    return made
