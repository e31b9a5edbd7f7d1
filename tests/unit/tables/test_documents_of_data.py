"""The page about the tables is true: every column stands in it, and its Spark job runs."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tables_commons import contents, library

from vcc.tables.build import build
from vcc.tables.compile import Settings
from vcc.tables.run import run_here
from vcc.tables.schemas import SCHEMA_VERSION, TABLES, THEORY_TABLES


@pytest.fixture(scope="module")
def page(repository: Path) -> str:
    return (repository / "docs/library-data.md").read_text(encoding="utf-8")


def test_every_table_and_column_is_documented_and_no_other(page: str) -> None:
    assert f"Schema version {SCHEMA_VERSION}." in page
    sections = re.findall(r"^### `(\w+)`\n(.*?)(?=^### |\Z)", page, re.MULTILINE | re.DOTALL)
    shown = {
        name: [tuple(c.strip() for c in row.strip("|\n").split("|")) for row in
               re.findall(r"^\| `.*\|$", text, re.MULTILINE)]
        for name, text in sections
    }  # fmt: skip
    expected = {
        table.name: [(f"`{c.name}`", c.type, c.about.en, c.about.zh) for c in table.columns]
        for table in (*TABLES, *THEORY_TABLES)
    }
    assert sum(map(len, expected.values())) > 120
    assert shown == expected


def test_the_job_of_the_page_gives_the_same_bytes_on_spark(
    page: str, few: Path, tmp_path: Path
) -> None:
    if importlib.util.find_spec("pyspark") is None:
        pytest.skip("pyspark is not installed (extra `spark`)")
    if shutil.which("java") is None:
        pytest.skip("Spark needs a Java runtime on the path")
    found = re.search(r"^```python job\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert found is not None
    job = tmp_path / "job.py"
    job.write_text(found[1], encoding="utf-8")
    here = ("ui.enabled=false", "driver.bindAddress=127.0.0.1", "driver.host=127.0.0.1")
    settings = " ".join(f"--conf spark.{setting}" for setting in here)
    environment = {
        **os.environ,
        "PYSPARK_PYTHON": sys.executable,
        "PYSPARK_SUBMIT_ARGS": f"--master local[2] {settings} pyspark-shell",
        "PYTHONPATH": os.pathsep.join(p for p in sys.path if p),
    }
    done = subprocess.run(
        [sys.executable, str(job), str(few), str(tmp_path / "spark")],
        capture_output=True, text=True, timeout=300, env=environment,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    built = build(library(few, tmp_path / "here"), run_here(Settings(), 1))
    assert built.manifest is not None
    assert len(built.manifest.cases) == 5
    assert contents(tmp_path / "spark") == contents(tmp_path / "here")
