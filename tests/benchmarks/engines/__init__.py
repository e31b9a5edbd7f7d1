"""The engines by name; each module is imported only when its engine runs."""

from __future__ import annotations

from importlib import import_module

from .base import Engine

ENGINES = {
    "vcc rows": "rows:Rows",
    "vcc columns": "columns:Columns",
    "vcc columns to text": "columns:ColumnsToText",
    "nemo-python": "nemo:Nemo",
    "clingo": "asp:Clingo",
    "duckdb": "sql:DuckDb",
}


def engine_of(name: str) -> Engine:
    """Make an engine ready.

    Raises:
        ImportError: if what it needs is not installed.
    """
    module, cls = ENGINES[name].split(":")
    engine: Engine = getattr(import_module(f".{module}", __name__), cls)()
    return engine
