"""Where batches of cases are compiled: in this process, or in several."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from itertools import chain
from multiprocessing import get_context
from typing import TYPE_CHECKING

from vcc.tables.compile import Settings, compile_batch

if TYPE_CHECKING:
    import pyarrow as pa

# Record batches in, record batches out, in any order: a loop, a pool, or Spark.
Run = Callable[[Iterable["pa.RecordBatch"]], Iterable["pa.RecordBatch"]]


def run_here(settings: Settings, jobs: int) -> Run:
    """Runs batches in this process, or in that many others; results in the order of the batches.

    Processes are spawned, not forked: pyarrow and the rule engine have threads of their own.
    """
    compiled = partial(_compiled, settings=settings)
    if jobs <= 1:
        return lambda batches: chain.from_iterable(map(compiled, batches))

    def run(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        waiting = list(batches)
        if len(waiting) < 2:
            yield from chain.from_iterable(map(compiled, waiting))
            return
        workers = min(jobs, len(waiting))
        with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
            yield from chain.from_iterable(pool.map(compiled, waiting))

    return run


def _compiled(batch: pa.RecordBatch, settings: Settings) -> list[pa.RecordBatch]:
    return list(compile_batch(batch, settings))
