"""The few lines that the README shows, out of all measurements kept beside this file."""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterable
from pathlib import Path

from .measure import Measurement

KEPT = Path(__file__).parent / "results.jsonl"
# what the README calls it, the workload, and whether in a warm process
_ROWS = (
    ("10,000 cases, 828k facts", "cases-cases-10000", False),
    ("1,000 cases", "cases-cases-1000", False),
    ("OWL-RL-like closure, 1.0 M facts", "ontology-university-1000000", False),
    ("chain of 1,000 rounds", "closure-chain-1000", False),
    ("one case, warm process", "cases-cases-1", True),
)
_OURS = ("vcc rows", "vcc columns")
_PEERS = {
    "nemo-python": "nemo", "nemo-python of N-Triples": "nemo, N-Triples", "duckdb": "DuckDB SQL",
    "clingo": "clingo", "reasonable": "reasonable",
}  # fmt: skip


def kept() -> list[Measurement]:
    """The measurements of RESULTS.md."""
    lines = KEPT.read_text("utf-8").splitlines()
    return [Measurement(**json.loads(line)) for line in lines]


def readme_table(found: Iterable[Measurement] | None = None) -> str:
    """Our faster executor in seconds, every peer as times that: reasoning / whole."""
    measurements = kept() if found is None else list(found)
    there = {m.engine for m in measurements if m.status == "ok"}
    peers = {engine: name for engine, name in _PEERS.items() if engine in there}
    lines = [
        f"| work | vcc, reason / whole | {' | '.join(peers.values())} |",
        "|" + " --- |" * (2 + len(peers)),
    ]
    for label, workload, warm in _ROWS:
        of_it = [m for m in measurements if m.workload == workload and m.warm == warm]
        times = {e: medians for e in (*_OURS, *peers) if (medians := _medians(of_it, e))}
        ours = [times[engine] for engine in _OURS if engine in times]
        if not ours:
            continue
        best = min(ours, key=lambda pair: pair[1])
        unit, scale = ("ms", 1000) if warm else ("s", 1)
        cells = [f"{best[0] * scale:.2g} / {best[1] * scale:.2g} {unit}"]
        cells += [_against(best, times.get(engine)) for engine in peers]
        lines.append(f"| {label} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _medians(found: list[Measurement], engine: str) -> tuple[float, float] | None:
    """Seconds of reasoning, and of all three steps."""
    good = [m.seconds for m in found if m.engine == engine and m.status == "ok"]
    if not good:
        return None
    whole = statistics.median(s["load"] + s["reason"] + s["export"] for s in good)
    return statistics.median(s["reason"] for s in good), whole


def _against(best: tuple[float, float], other: tuple[float, float] | None) -> str:
    if other is None:
        return ""
    ratios = (float(f"{theirs / ours:.2g}") for ours, theirs in zip(best, other, strict=True))
    return " / ".join(f"{ratio:g}x" for ratio in ratios)
