"""A Spark session fit for the steps: Arrow both ways, one thread of DuckDB a task, lost work done again."""

from __future__ import annotations

import os
import shutil
import sys

from pyspark.sql import SparkSession

from padan.kernel.errors import PadanError
from padan.kernel.texts import _

#: What a step's own engine may hold before it spills, for each task of an executor.
TASK_MEMORY = "1GB"

_SETTINGS = {
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "20000",
    # A parcel (see parcels.py) is one row of up to a megabyte: readers that count rows alone would hold gigabytes.
    "spark.sql.execution.arrow.maxBytesPerBatch": "64m",
    "spark.sql.parquet.columnarReaderBatchSize": "256",
    "spark.sql.adaptive.enabled": "true",
    # A step with a key relies on all rows of the key being in one part: parts may be coalesced, never split.
    "spark.sql.adaptive.skewJoin.enabled": "true",
    "spark.sql.parquet.compression.codec": "zstd",
    "spark.sql.sources.partitionOverwriteMode": "static",
    "spark.executorEnv.PADAN_THREADS": "1",
    "spark.python.worker.reuse": "true",
}


def open_session(master: str | None = None, **settings: str) -> SparkSession:
    """The session of this process, made when there is none (``spark-submit`` brings its own master).

    ``settings`` are Spark's own, with ``_`` for ``.``; what ``spark-submit`` or the cluster says goes before ours.
    """
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        raise PadanError(_("Java tidak ditemukan"), next_step=_("Pasang Java 17, atau sebut foldernya di JAVA_HOME."))
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("padan")
    if master is not None:
        builder = builder.master(master)
    ours = {**_SETTINGS, "spark.executorEnv.PADAN_MEMORY": os.environ.get("PADAN_MEMORY", TASK_MEMORY)}
    for name, value in {**ours, **{key.replace("_", "."): value for key, value in settings.items()}}.items():
        builder = builder.config(name, value)
    return builder.getOrCreate()
