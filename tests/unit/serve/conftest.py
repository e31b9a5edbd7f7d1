"""Two servers for many tests: one over a few graphs, one over real cases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("uvicorn", reason="the server comes with the serve extra")
pytest.importorskip("fcntl", reason="the server needs a system with fork")

from tests.unit.serve.served import Served, serving, store_of

A = "http://example.org/"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
DATA = {f"{A}data{n}": f"<{A}data{n}> {TYPE} <{A}Document> .\n" for n in (1, 2, 3)}
DATA[f"{A}data0"] = ""  # a graph that is known and empty
DATA[f"{A}numbers"] = "".join(f'<{A}n{n}> <{A}value> "{n}" .\n' for n in range(300))


@pytest.fixture(scope="session")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server over `DATA`, with limits that tests can reach."""
    folder = store_of(tmp_path_factory.mktemp("endpoint") / "store", DATA)
    with serving(
        "--store", str(folder), "--timeout", "1.2", "--max-memory", "128M",
        "--max-results", "200K", "--max-query", "4K", "--workers", "2",
    ) as served:  # fmt: skip
        yield served


@pytest.fixture(scope="session")
def library(repository: Path) -> Iterator[Served]:
    """A server over real cases."""
    with serving(str(repository / "examples/02-bakery"), str(repository / "examples/04-metaverse"),
                 "--workers", "2") as served:  # fmt: skip
        yield served
