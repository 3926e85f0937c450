"""The engine's verbs on Spark."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as f
from pyspark.sql.pandas.types import from_arrow_schema

from padan.pipeline.engine import PAIRS_AT_ONCE, Frame, Held, Match, Work


class Spark:
    """:class:`padan.pipeline.engine.Engine` on a Spark session.

    ``checkpoints`` is a folder on any path that Spark writes; a folder in it counts once Spark has marked it finished,
    so that a run that died repeats only what was unfinished. ``parts``: into how many parts a step with a key is
    divided (default: ``spark.sql.shuffle.partitions``).
    """

    def __init__(self, session: SparkSession, checkpoints: str, parts: int | None = None) -> None:
        self._session = session
        self._checkpoints = checkpoints.rstrip("/")
        self._parts = parts or int(session.conf.get("spark.sql.shuffle.partitions") or 200)

    def read(self, path: str) -> Frame:
        """See :class:`padan.pipeline.engine.Engine`."""
        return self._session.read.parquet(path)

    def table(self, table: pa.Table) -> Frame:
        """See :class:`padan.pipeline.engine.Engine`."""
        return self._session.createDataFrame(table)

    def sql(self, query: str, **frames: Frame) -> Frame:
        """See :class:`padan.pipeline.engine.Engine`."""
        return self._session.sql(query, **frames)

    def step(self, frame: Frame, work: Work, out: pa.Schema, by: str | None = None) -> Frame:
        """See :class:`padan.pipeline.engine.Engine`."""
        parts: DataFrame = frame if by is None else frame.repartition(self._parts, by)
        return parts.mapInArrow(work, from_arrow_schema(out))

    def matched(self, pairs: Frame, rows: Frame, held: Held, work: Match, out: pa.Schema) -> Frame:
        """See :class:`padan.pipeline.engine.Engine`."""
        names = [name for name in rows.columns if name != "n"]
        sides = ", ".join(f"{side}.{name} AS {side}_{name}" for side in "ab" for name in names)
        joined = self.sql(
            f"SELECT p.l, p.r, {sides} FROM {{pairs}} p JOIN {{rows}} a ON a.n = p.l JOIN {{rows}} b ON b.n = p.r",
            pairs=pairs,
            rows=rows,
        )
        return self.step(joined, partial(_match, names=names, held=held, work=work), out)

    def number(self, frame: Frame, order: str) -> Frame:
        """See :class:`padan.pipeline.engine.Engine`."""
        # Ranges of the order, kept, because drawing their bounds again could move a row from one to the next.
        ranged = self.kept(
            f"ranges-of-{order}",
            lambda: frame.repartitionByRange(self._parts, order).withColumn("range_id", f.spark_partition_id()),
        )
        sizes = {row["range_id"]: row["count"] for row in ranged.groupBy("range_id").count().collect()}
        before, starts = 0, []
        for range_id in sorted(sizes):
            starts.append((range_id, before))
            before += sizes[range_id]
        first = self._session.createDataFrame(starts or [(-1, 0)], "range_id int, first long")
        return self.sql(
            f"""SELECT r.*,
                    CAST(s.first + row_number() OVER (PARTITION BY r.range_id ORDER BY r.{order}) - 1 AS INT) AS n
                FROM {{ranged}} r JOIN {{first}} s ON s.range_id = r.range_id""",
            ranged=ranged,
            first=f.broadcast(first),
        ).drop("range_id")

    def kept(self, name: str, make: Callable[[], Frame]) -> Frame:
        """See :class:`padan.pipeline.engine.Engine`."""
        folder = f"{self._checkpoints}/{name}"
        if not self._is_finished(folder):
            self.write(make(), folder)
        return self.read(folder)

    def collect(self, frame: Frame) -> pa.Table:
        """See :class:`padan.pipeline.engine.Engine`."""
        return frame.toArrow()

    def write(self, frame: Frame, path: str) -> None:
        """See :class:`padan.pipeline.engine.Engine`."""
        frame.write.mode("overwrite").parquet(path)

    def _is_finished(self, folder: str) -> bool:
        java: Any = self._session.sparkContext._jvm
        configuration = self._session.sparkContext._jsc.hadoopConfiguration()
        path = java.org.apache.hadoop.fs.Path(f"{folder}/_SUCCESS")
        return bool(path.getFileSystem(configuration).exists(path))


def _match(
    batches: Iterator[pa.RecordBatch], names: Sequence[str], held: Held, work: Match
) -> Iterator[pa.RecordBatch]:
    """Both sides of some pairs under each other, so that they are rows with places like any others."""
    for batch in batches:
        for start in range(0, batch.num_rows, PAIRS_AT_ONCE):
            some = batch.slice(start, PAIRS_AT_ONCE)
            sides = [pa.table([some[f"{side}_{name}"] for name in names], names=list(names)) for side in "ab"]
            place = np.arange(some.num_rows)
            yield from work(held(pa.concat_tables(sides)), place, place + some.num_rows, some.select(["l", "r"]))
