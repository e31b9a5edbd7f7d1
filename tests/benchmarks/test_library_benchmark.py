"""The benchmark of libraries does its work, on a library that is small."""

from __future__ import annotations

from pathlib import Path

from .library import measured, table


def test_every_kind_of_run_is_measured(tmp_path: Path) -> None:
    rows = list(measured(12, tmp_path / "small"))
    assert [row.work for row in rows] == [
        "vcc synth", "cold cache", "nothing changed", "ten changed", "without a cache",
    ]  # fmt: skip
    assert all(row.seconds > 0 for row in rows)
    assert table(rows, (0.5, 1.0)).count("\n| 12 |") == 5
    assert not (tmp_path / "small").exists()
