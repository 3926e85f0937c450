"""Spark gives what one machine gives, also when work is lost on the way."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from pathlib import Path

import pyarrow as pa
import pytest
from pyspark.sql import SparkSession
from tests.conftest import SMALL_AS_OF
from tests.pipeline.spark.spark_kit import FEW, REGENCY, TABLES, differing

from padan.kernel.errors import RegisterError
from padan.pipeline.engine import Work
from padan.pipeline.home import Home
from padan.pipeline.link.keys import MOST_SHARED
from padan.pipeline.one_machine import one_machine
from padan.pipeline.spark import Built, build_on_spark, pairing
from padan.pipeline.spark.__main__ import main
from padan.pipeline.spark.components import components
from padan.pipeline.spark.receipts import footers, local_footers
from padan.pipeline.spark.spark_engine import Spark

pytestmark = pytest.mark.slow


def built_on_spark(spark: SparkSession, home: Home, out: Path, checkpoints: Path) -> Built:
    return build_on_spark(
        str(home.records), str(out), SMALL_AS_OF, checkpoints=str(checkpoints), within=REGENCY, session=spark,
        records_of_part=FEW,
    )  # fmt: skip


@pytest.fixture(scope="session")
def on_spark(spark: SparkSession, small_release: Home, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Built]:
    """The small register's release, built on Spark once."""
    folder = tmp_path_factory.mktemp("on-spark")
    return folder, built_on_spark(spark, small_release, folder / "out", folder / "checkpoints")


def test_every_row_of_every_table_is_that_of_the_release(small_release: Home, on_spark: tuple[Path, Built]):
    """Standard rows, pairs with their weights, people's and families' ids, and all that is assessed of them."""
    folder, told = on_spark

    assert differing(small_release, folder / "out") == []
    assert told.tables["person"] > 100
    assert {t.name for t in TABLES} <= {path.name for path in (folder / "out").iterdir()}


def test_a_second_run_goes_on_from_the_checkpoints(spark: SparkSession, small_release: Home, on_spark, tmp_path: Path):
    folder, told = on_spark
    checkpoints = folder / "checkpoints"
    unfinished = next(checkpoints.rglob("released/_SUCCESS"))
    unfinished.unlink()  # as if the driver had died while it released
    before = written(checkpoints)

    again = built_on_spark(spark, small_release, tmp_path / "again", checkpoints)

    after = written(checkpoints)
    repeated = {Path(name).parent.name for name, _time in before.items() ^ after.items()}
    assert again == told
    assert repeated == {"released"}
    assert differing(small_release, tmp_path / "again") == []


def written(folder: Path) -> dict[str, int]:
    """When each file was written."""
    return {str(file): file.stat().st_mtime_ns for file in folder.rglob("*.parquet")}


def _dies_once(batches: Iterator[pa.RecordBatch], work: Work, mark: str) -> Iterator[pa.RecordBatch]:
    """The work, by a process that is killed in the midst of it the first time."""
    for batch in work(batches):
        yield batch
        if not Path(mark).exists():
            Path(mark).touch()
            os.kill(os.getpid(), signal.SIGKILL)


def _doubled(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        table = pa.Table.from_batches([batch])
        yield from pa.table({"u": table["u"], "v": pa.compute.multiply(table["v"], 2).cast(pa.int32())}).to_batches()


EDGE = pa.schema([("u", pa.int32()), ("v", pa.int32())])


def test_a_worker_killed_in_the_midst_of_a_stage_changes_nothing(spark: SparkSession, tmp_path: Path):
    table = pa.table([list(range(500)), list(range(1, 501))], schema=EDGE)
    mark = tmp_path / "died"
    engine = Spark(spark, str(tmp_path / "checkpoints"))

    made = engine.kept(
        "made",
        lambda: engine.step(engine.table(table), partial(_dies_once, work=_doubled, mark=str(mark)), EDGE, by="u"),
    )

    assert mark.exists()
    found = sorted((row["u"], row["v"]) for row in engine.collect(made).to_pylist())
    assert found == [(u, 2 * (u + 1)) for u in range(500)]


def test_a_key_that_nearly_all_bear_costs_a_row_a_part(spark: SparkSession, tmp_path: Path):
    """Half of 20,000 records bear one key: it comes to no machine, and the others' pairs are all there."""
    count = 20_000
    keyed = pa.table(
        {
            "k": pa.array([0 if n % 2 else 1 + n // 4 for n in range(count)], pa.int64()),
            "n": pa.array(range(count), pa.int32()),
        }
    )
    engine = Spark(spark, str(tmp_path / "checkpoints"))
    sent = engine.kept("sent", lambda: engine.step(engine.table(keyed), _one_key, pairing._KEYED))
    found = engine.collect(engine.step(sent, pairing._pairs, pairing._PAIR, by="k"))

    travelled = engine.collect(sent)
    assert travelled.num_rows <= count // 2 + 8
    assert max(travelled["bearers"].to_pylist()) > MOST_SHARED
    left_out = found.filter(pa.compute.is_valid(found["left_out"]))
    assert left_out["records"].to_pylist() == [count // 2]
    pairs = found.filter(pa.compute.is_null(found["left_out"]))
    assert sorted(zip(pairs["l"].to_pylist(), pairs["r"].to_pylist(), strict=True)) == [
        (n, n + 2) for n in range(0, count, 4)
    ]


def _one_key(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        values = batch["k"].to_numpy().view("uint64").copy()
        values += 1
        yield pairing._combined(values, 0, batch["n"].to_numpy())


def test_records_are_numbered_in_order_over_many_parts(spark: SparkSession, tmp_path: Path):
    names = [f"r{(n * 7919) % 1000:04d}" for n in range(1000)]
    engine = Spark(spark, str(tmp_path / "checkpoints"), parts=3)

    found = engine.collect(engine.number(engine.table(pa.table({"name": names})), "name"))

    assert dict(zip(found["name"].to_pylist(), found["n"].to_pylist(), strict=True)) == {
        name: n for n, name in enumerate(sorted(names))
    }
    assert found.schema.field("n").type == pa.int32()


def test_components_are_those_of_one_machine(spark: SparkSession, tmp_path: Path):
    edges = pa.table([[(n * 37) % 60 for n in range(50)], [(n * 11) % 60 for n in range(50)]], schema=EDGE)
    engine = Spark(spark, str(tmp_path / "checkpoints"))
    found = engine.collect(components(engine, "test", engine.table(edges), alone=10)).sort_by("u")

    with one_machine() as one:
        assert found.equals(one.collect(components(one, "test", one.table(edges))).sort_by("u"))


def test_footers_on_any_path_are_those_of_the_files(spark: SparkSession, small_release: Home):
    found = footers(spark, small_release.records.as_uri())

    assert found == local_footers(small_release.records.glob("*.parquet"))


def test_a_file_that_is_no_file_of_records(spark: SparkSession, tmp_path: Path):
    pa.parquet.write_table(pa.table({"a": [1]}), tmp_path / "other.parquet")

    with pytest.raises(RegisterError, match=r"other\.parquet rusak"):
        footers(spark, str(tmp_path))
    with pytest.raises(RegisterError, match=r"other\.parquet rusak"):
        local_footers([tmp_path / "other.parquet"])


def test_the_command_builds_and_tells(spark: SparkSession, small_release: Home, on_spark, tmp_path: Path, capsys):
    folder, told = on_spark
    asked = ["--records", str(small_release.records), "--out", str(tmp_path / "out"), "--as-of", str(SMALL_AS_OF)]

    assert main([*asked, "--checkpoints", str(folder / "checkpoints")]) == 0

    assert json.loads(capsys.readouterr().out) == asdict(told)
    assert differing(small_release, tmp_path / "out") == []


def test_the_command_says_what_is_wrong(spark: SparkSession, tmp_path: Path, capsys):
    pa.parquet.write_table(pa.table({"a": [1]}), tmp_path / "other.parquet")
    asked = ["--records", str(tmp_path), "--out", str(tmp_path / "out"), "--as-of", "2026-11-21"]

    assert main([*asked, "--checkpoints", str(tmp_path / "checkpoints")]) == RegisterError.exit_code

    assert "other.parquet rusak" in capsys.readouterr().err


def test_without_pyspark_the_error_says_what_to_install():
    code = """
import importlib.util
real = importlib.util.find_spec
importlib.util.find_spec = lambda name, *rest: None if name == "pyspark" else real(name, *rest)
import sys
import padan.pipeline.engine
assert "pyspark" not in sys.modules
from padan.kernel.errors import PadanError
try:
    import padan.pipeline.spark
except PadanError as error:
    print(error)
"""
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert "PySpark belum terpasang" in said
    assert "padan[spark]" in said
