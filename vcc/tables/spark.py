"""The same tables made on a Spark cluster: `compile_batch` by `DataFrame.mapInArrow`.

The driver reads the case files and writes the tables; the executors compile. What is written is
the same, byte for byte, as what `vcc build` writes on one machine, because rows are sorted and
written by the same code. docs/library-data.md has a job to submit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from vcc.tables.arrow import optional
from vcc.tables.compile import Settings, compile_batch, output_schema
from vcc.tables.inputs import input_schema
from vcc.tables.run import Run

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import SparkSession


def compiled(batches: Iterable[pa.RecordBatch], settings: Settings) -> Iterator[pa.RecordBatch]:
    """What `mapInArrow` calls on an executor: any number of batches, each by `compile_batch`."""
    for batch in batches:
        yield from compile_batch(batch, settings)


def run_on_spark(spark: SparkSession, settings: Settings, slices: int | None = None) -> Run:
    """Runs batches on the cluster, in `slices` tasks (default: as Spark sees fit), for
    `vcc.tables.build.build`.

    Raises:
        PackageMissing: if pyspark or pyarrow is not installed.
    """
    arrow = optional("pyarrow")
    to_spark = optional("pyspark.sql.pandas.types").from_arrow_schema
    given, made = to_spark(input_schema()), to_spark(output_schema())

    def run(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        cases = arrow.Table.from_batches(list(batches), schema=input_schema())
        if not cases.num_rows:
            return
        frame = spark.createDataFrame(cases, schema=given)
        frame = frame.repartition(slices) if slices else frame
        found = frame.mapInArrow(partial(compiled, settings=settings), schema=made)
        yield from found.toArrow().to_batches()

    return run
