"""The engines by name; each module is imported only when its engine runs."""

from __future__ import annotations

from importlib import import_module

from .base import Engine

ENGINES = {
    "vcc rows": "rows:Rows",
    "vcc rows in Python": "rows:RowsInPython",
    "vcc columns": "columns:Columns",
    "vcc columns to text": "columns:ColumnsToText",
    "vcc columns in batches": "columns:ColumnsInBatches",
    "vcc rows without proofs": "roundless:RowsWithoutRounds",
    "nemo-python": "nemo:Nemo",
    "nemo-python of N-Triples": "nemo:NemoOfTriples",
    "clingo": "asp:Clingo",
    "duckdb": "sql:DuckDb",
    "reasonable": "owlrl:Reasonable",
}


def engine_of(name: str) -> Engine:
    """Make an engine ready.

    Raises:
        ImportError: if what it needs is not installed.
    """
    module, cls = ENGINES[name].split(":")
    engine: Engine = getattr(import_module(f".{module}", __name__), cls)()
    return engine
