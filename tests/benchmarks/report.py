"""Measurements → Markdown tables: medians, and ratios to the fastest engine."""

from __future__ import annotations

import json
import os
import platform
import statistics
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime

from .measure import Measurement

_STEPS = ("load", "reason", "export")


def report(measurements: Iterable[Measurement]) -> str:
    """One table for each workload, the engines with the shortest whole time first."""
    found = list(measurements)
    parts = [_machine(found)]
    for workload, warm in dict.fromkeys((m.workload, m.warm) for m in found):
        of_it = [m for m in found if (m.workload, m.warm) == (workload, warm)]
        parts.append(_table(workload, of_it, warm))
    return "\n\n".join(parts) + "\n"


def _machine(found: list[Measurement]) -> str:
    versions = {name: v for m in found for name, v in m.versions.items()}
    said = ", ".join(f"{name} {v}" for name, v in sorted(versions.items()))
    cores = os.cpu_count()
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {platform.machine()}, {cores} cores, "
        f"Python {platform.python_version()}, {said}. Medians; whole = load + reason + export; "
        "× = times the best. Read the ratios."
    )


def _table(workload: str, found: list[Measurement], warm: bool) -> str:
    engines = {name: [m for m in found if m.engine == name] for name in _names(found)}
    medians = {name: _medians(of_it) for name, of_it in engines.items()}
    good = [times for times in medians.values() if times]
    best = {step: min((times[step] for times in good), default=1) for step in ("reason", "whole")}
    unit = "ms" if warm else "s"
    steps = " | ".join(f"{step} {unit}" for step in (*_STEPS, "whole"))
    lines = [
        f"### {workload}{' (in a warm process)' if warm else ''}\n",
        f"| engine | {steps} | reason × | whole × | MB | reads → gives | |",
        "|---" * 10 + "|",
    ]
    expected = _agreed(found)
    for name in sorted(engines, key=lambda n: medians[n].get("whole", float("inf"))):
        if medians[name]:
            cells = _cells(engines[name], medians[name], best, 1000 if warm else 1)
            cells.append(_differs(engines[name], expected))
        else:
            first = next(m for m in engines[name] if m.status != "ok")
            cells = [*[""] * 8, f"{first.status}: {first.why[:90]}"]
        lines.append(f"| {' | '.join([name, *cells])} |")
    return "\n".join(lines)


def _cells(
    found: list[Measurement], times: dict[str, float], best: dict[str, float], scale: int
) -> list[str]:
    memory = statistics.median(m.megabytes for m in found if m.status == "ok")
    return [
        *(f"{times[step] * scale:.3g}" for step in (*_STEPS, "whole")),
        *(f"{times[step] / best[step]:.2g}" for step in ("reason", "whole")),
        f"{memory:.0f}",
        f"{found[0].reads} → {found[0].gives}",
    ]


def _names(found: list[Measurement]) -> list[str]:
    return list(dict.fromkeys(m.engine for m in found))


def _medians(found: list[Measurement]) -> dict[str, float]:
    good = [m.seconds for m in found if m.status == "ok"]
    if not good:
        return {}
    medians = {step: statistics.median(s[step] for s in good) for step in _STEPS}
    whole = statistics.median(sum(s[step] for step in _STEPS) for s in good)
    return {**medians, "whole": whole}


def _agreed(found: list[Measurement]) -> dict[str, int]:
    """The counts that most engines have."""
    votes = Counter(json.dumps(m.counts, sort_keys=True) for m in found if m.status == "ok")
    counts: dict[str, int] = json.loads(votes.most_common(1)[0][0]) if votes else {}
    return counts


def _differs(found: list[Measurement], expected: dict[str, int]) -> str:
    counts = next(m.counts for m in found if m.status == "ok")
    wrong = [f"{n} {counts.get(n)}≠{c}" for n, c in expected.items() if counts.get(n) != c]
    return f"DIFFERENT COUNTS {', '.join(wrong)[:60]}" if wrong else ""
