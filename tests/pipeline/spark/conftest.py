"""One Spark session for all tests that need one. Where Java is missing they fail, they are not left out."""

from __future__ import annotations

import warnings
from collections.abc import Iterator

import pytest
from pyspark.sql import SparkSession

from padan.pipeline.spark.session import open_session


@pytest.fixture(scope="session")
def spark() -> Iterator[SparkSession]:
    """Spark on two cores, which tries a task up to four times."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of Spark's own
        session = open_session(
            "local[2,4]",
            spark_ui_enabled="false",
            spark_sql_shuffle_partitions="2",
            spark_default_parallelism="2",
            spark_driver_host="127.0.0.1",
            spark_driver_bindAddress="127.0.0.1",
        )
        session.sparkContext.setLogLevel("OFF")
        yield session
        session.stop()
