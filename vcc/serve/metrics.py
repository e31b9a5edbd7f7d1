"""`/metrics` in the text format of Prometheus, and `/health`."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from vcc.serve.service import BUCKETS

if TYPE_CHECKING:
    from vcc.serve.service import Service

MEDIA_TYPE: Final = "text/plain; version=0.0.4"
_ENDED: Final = ("busy", "timeout", "late", "lost", "gone")


def metrics(service: Service) -> str:
    """All metrics now."""
    return "".join(f"{line}\n" for line in _lines(service))


def health(service: Service) -> dict[str, object]:
    """Whether queries can be asked, and of what; nothing that a stranger may not know."""
    serving = service.now
    return {
        "status": "ok",
        "generation": serving.generation.id,
        "cases": len(serving.cases),
        "running": serving.pool.running,
        "waiting": serving.pool.waiting,
    }


def _lines(service: Service) -> Iterator[str]:
    counts, pool = service.counts, service.now.pool
    yield from _head("vcc_responses_total", "counter", "HTTP responses by status.")
    for name in sorted(counts):
        if name.startswith("status_"):
            yield f'vcc_responses_total{{status="{name[7:]}"}} {counts[name]}'
    yield from _head("vcc_query_failures_total", "counter", "Queries without an answer, by reason.")
    for why in _ENDED:
        yield f'vcc_query_failures_total{{reason="{why}"}} {counts[f"ended_{why}"]}'
    yield from _head("vcc_query_seconds", "histogram", "Seconds from a query to its answer.")
    so_far = 0
    for limit in BUCKETS:
        so_far += service.durations[limit]
        shown = "+Inf" if limit == float("inf") else f"{limit:g}"
        yield f'vcc_query_seconds_bucket{{le="{shown}"}} {so_far}'
    yield f"vcc_query_seconds_sum {service.seconds:.6f}"
    yield f"vcc_query_seconds_count {so_far}"
    for name, kind, help, value in (
        ("vcc_queries_running", "gauge", "Queries that run now.", pool.running),
        ("vcc_queries_waiting", "gauge", "Queries that wait for a worker.", pool.waiting),
        ("vcc_queries_aside_total", "counter", "Queries that took long.", counts["aside"]),
        ("vcc_workers_started_total", "counter", "Workers started.", counts["workers"]),
        ("vcc_workers_ended_total", "counter", "Workers ended.", counts["ended"]),
        ("vcc_data_restarts_total", "counter", "Times the data was loaded again.",
         counts["restarts"]),
        ("vcc_queries_passed_on_total", "counter", "Queries whose worker had died unnoticed.",
         counts["passed_on"]),
        ("vcc_generations_total", "counter", "Generations loaded.", counts["generations"]),
        ("vcc_answers_known_total", "counter", "Answers given without a worker.", counts["known"]),
        ("vcc_answers_kept_bytes", "gauge", "Answers kept.", service.now.answers.bytes),
        ("vcc_answers_buffered_bytes", "gauge", "Answers being sent.", service.buffered),
        ("vcc_cases", "gauge", "Cases served.", len(service.now.cases)),
        ("vcc_graphs", "gauge", "Named graphs served.", len(service.now.graphs)),
        ("vcc_workers_confined", "gauge", "Workers have no network.", int(pool.confined)),
        ("vcc_uptime_seconds", "gauge", "Since the start.",
         round(time.monotonic() - service.began, 1)),
    ):  # fmt: skip
        yield from _head(name, kind, help)
        yield f"{name} {value}"


def _head(name: str, kind: str, help: str) -> tuple[str, str]:
    return f"# HELP {name} {help}", f"# TYPE {name} {kind}"
