"""What a build costs, measured: ``python benchmarks/spark.py --home FOLDER --copies 1 10 100``.

The records of a register (made with ``padan demo``) are copied with other receipts, lists, numbers, family cards and
villages, everybody born some days earlier and the vowels of the names exchanged, so that each copy is a population of
its own with families of the same shape, and the build in parts
(``padan.pipeline.spark``) is run on DuckDB alone and on Spark ``local[2]`` in processes of their own. Printed for each
engine and size: seconds by the clock and of CPU (all child processes), CPU seconds for a million records by stage, and
over all sizes the exponent of CPU seconds over records. Network and remote disks are not measured.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import cache
from itertools import permutations
from pathlib import Path

import duckdb

ENGINES = ("duckdb", "spark")
AS_OF = date(2026, 11, 21)
FEWEST_PARTS = 8
RECORDS_OF_PART = 250_000

_WRITTEN = ("province_written", "regency_written", "district_written", "village_written", "village_code_written")

#: A copy's own digits: the first four of a receipt, the kecamatan in a NIK and a card; and another regency's villages.
_COPY = """
    COPY (
        SELECT r.* REPLACE (
            regexp_replace(r.record_id, '^[^.]{{4}}', '{tag}') AS record_id,
            regexp_replace(r.receipt_id, '^.{{4}}', '{tag}') AS receipt_id,
            {moved}
        ) FROM read_parquet('{source}') r LEFT JOIN settled w ON {same}
    ) TO '{target}' (FORMAT parquet, COMPRESSION zstd, KV_METADATA {{'padan.receipt': '{receipt}'}})
"""


def copied(home: Path, copies: int, folder: Path) -> int:
    """Files of records with ``copies`` times the people of a register; the number of records."""
    con, records = duckdb.connect(), 0
    _settle(con, home / "records")
    same = " AND ".join(f"r.{name} IS NOT DISTINCT FROM w.{name}" for name in _WRITTEN)
    for source in sorted((home / "records").glob("*.parquet")):
        key = "SELECT decode(value) FROM parquet_kv_metadata(?) WHERE decode(key) = 'padan.receipt'"
        told = json.loads(con.execute(key, [str(source)]).fetchall()[0][0])
        for copy in range(copies):
            tag = f"{copy:04x}"
            receipt = {**told, "receipt_id": tag + told["receipt_id"][4:]}
            text = json.dumps(receipt).replace("'", "''")
            target = folder / f"{receipt['receipt_id']}.parquet"
            query = _COPY.format(tag=tag, moved=_moved(copy), source=source, target=target, receipt=text, same=same)
            con.execute(query)
            records += told["records"]
    return records


def _settle(con: duckdb.DuckDBPyConnection, records: Path) -> None:
    """The table ``settled``: each writing of a place with the number of its village, null where it is unknown."""
    from padan.pipeline.receive.origin import regency
    from padan.reference.villages import find_village

    names = ", ".join(_WRITTEN)
    con.execute(f"CREATE TABLE settled AS SELECT DISTINCT {names} FROM read_parquet(?)", [str(records / "*.parquet")])
    con.execute("ALTER TABLE settled ADD COLUMN code VARCHAR")
    for row in con.execute(f"SELECT {names} FROM settled").fetchall():
        asked = dict(zip(("province", "regency", "district", "village", "code"), row, strict=True))
        same = " AND ".join(f"{name} IS NOT DISTINCT FROM ?" for name in _WRITTEN)
        con.execute(f"UPDATE settled SET code = ? WHERE {same}", [find_village(**asked, within=regency()).code, *row])
    con.execute("CREATE OR REPLACE TABLE settled AS SELECT *, dense_rank() OVER (ORDER BY code) AS number FROM settled")


@cache
def _regencies() -> list[list[str]]:
    """The villages of every regency."""
    from padan.reference import regions

    villages = [list(regions.codes_under(code, 13)) for code in regions.codes_under("", 5)]
    return [codes for codes in villages if codes]


def _moved(copy: int) -> str:
    """Numbers with the copy's own digits where nothing is read from them, and the villages of another regency."""
    district = f"left({{0}}, 2) || '{copy // 100 % 90 + 10:02d}{copy % 100:02d}' || substr({{0}}, 7)"
    numbers = {n: f"r.{n}" for n in ("kk", "kk_digits", "mother_nik", "father_nik")}
    numbers |= {n: _born_earlier(f"r.{n}", copy) for n in ("nik", "nik_digits")}
    moved = [
        f"CASE WHEN length(r.{n}) >= 15 THEN {district.format(f'({said})')} ELSE r.{n} END AS {n}"
        for n, said in numbers.items()
    ]
    moved.append(f"r.birth_date - {copy} AS birth_date")
    vowels = "".join(list(permutations("AIUEO"))[77 * copy % 120])
    called = ("name", "mother_name", "father_name", "parents_written", "head_of_family")
    named = [f"translate(r.{n}, 'AIUEOaiueo', '{vowels}{vowels.lower()}') AS {n}" for n in called]
    refs = [f"'{copy}-' || r.{name} AS {name}" for name in ("local_id", "child_ref", "family_ref")]
    codes = _regencies()[copy % len(_regencies())]
    village = f"CASE WHEN w.code IS NULL THEN r.village_code_written ELSE {codes}[w.number % {len(codes)} + 1] END"
    written = [f"CASE WHEN w.code IS NULL THEN r.{name} END AS {name}" for name in _WRITTEN[:-1]]
    return ", ".join((*moved, *named, *refs, *written, f"{village} AS village_code_written"))


def _born_earlier(nik: str, copy: int) -> str:
    """A NIK that tells the row's birth date, telling the one so many days earlier."""
    dates = [f"lpad((day({{0}}) + {add})::VARCHAR, 2, '0') || strftime({{0}}, '%m%y')" for add in (0, 40)]
    earlier = f"(r.birth_date - {copy})"
    whens = " ".join(
        f"WHEN substr({nik}, 7, 6) = {date.format('r.birth_date')} "
        f"THEN left({nik}, 6) || {date.format(earlier)} || substr({nik}, 13)"
        for date in dates
    )
    return f"CASE {whens} ELSE {nik} END"


def measure(engine: str, records: Path, out: Path) -> dict[str, float]:
    """One build in this process: seconds and CPU seconds by stage; a stage ends when its checkpoint is finished."""
    from padan.pipeline.link.model import shipped
    from padan.pipeline.spark import build
    from padan.pipeline.spark.building import Plan
    from padan.pipeline.spark.receipts import local_footers, receipt_table

    receipt = receipt_table(local_footers(records.glob("*.parquet")))
    plan = Plan(AS_OF, None, shipped())
    parts = max(FEWEST_PARTS, sum(receipt["records"].to_pylist()) // RECORDS_OF_PART)
    stages: dict[str, float] = {}
    with _engine(engine, out, parts) as made:
        _watch(made, stages)
        start, cpu = time.monotonic(), cpu_seconds()
        build(made, made.read(str(records)), receipt, str(out / "release"), plan)
        stages |= {"seconds": time.monotonic() - start, "cpu": cpu_seconds() - cpu}
    return stages


def _engine(name: str, out: Path, parts: int):
    from contextlib import contextmanager

    from padan.pipeline.one_machine import one_machine
    from padan.pipeline.spark.session import open_session
    from padan.pipeline.spark.spark_engine import Spark

    @contextmanager
    def spark():
        session = open_session(
            "local[2]", spark_ui_enabled="false", spark_ui_showConsoleProgress="false", spark_driver_memory="6g",
            spark_driver_host="127.0.0.1",
            spark_driver_bindAddress="127.0.0.1", spark_sql_shuffle_partitions=str(parts),
        )  # fmt: skip
        session.sparkContext.setLogLevel("OFF")
        yield Spark(session, str(out / "checkpoints"))
        session.stop()

    return one_machine(out / "checkpoints", parts, "4GB") if name == "duckdb" else spark()


def _watch(engine, stages: dict[str, float]) -> None:
    whole: Callable = engine.kept
    inner = [0.0]

    def kept(name, make):
        before, within = cpu_seconds(), inner[0]
        found = whole(name, make)
        spent = cpu_seconds() - before - (inner[0] - within)
        stages[f"stage {name}"] = stages.get(f"stage {name}", 0.0) + spent
        inner[0] += spent
        return found

    engine.kept = kept


def cpu_seconds() -> float:
    """CPU seconds of this process and of all that came from it and live or lived: Spark's JVM and its workers."""
    import psutil

    me = psutil.Process()
    living = 0.0
    for process in (me, *me.children(recursive=True)):
        try:
            times = process.cpu_times()
        except psutil.Error:
            continue
        living += times.user + times.system + times.children_user + times.children_system
    return living


def peak_megabytes() -> float:
    """The largest memory of any one process that came from this one."""
    return max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024


def main() -> None:
    """Every engine at every size, each in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path, required=True, help="a register, such as demo/padan-home")
    parser.add_argument("--copies", type=int, nargs="+", default=[1, 10])
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=list(ENGINES))
    parser.add_argument("--one", choices=ENGINES, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        with tempfile.TemporaryDirectory() as out:
            print(json.dumps({**measure(given.one, given.home, Path(out)), "peak_mb": peak_megabytes()}))
        return
    points: dict[str, list[tuple[int, float]]] = {engine: [] for engine in given.engines}
    for copies in given.copies:
        with tempfile.TemporaryDirectory() as folder:
            records = copied(given.home, copies, Path(folder))
            for engine in given.engines:
                found = _alone(engine, Path(folder))
                points[engine].append((records, found["cpu"]))
                _tell(engine, records, found)
    for engine, line in points.items():
        if len(line) > 1:
            print(f"{engine}: CPU seconds grow as records^{exponent(line):.2f}")


def _alone(engine: str, records: Path) -> dict[str, float]:
    command = [sys.executable, __file__, "--one", engine, "--home", str(records)]
    said = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    return json.loads(said.strip().splitlines()[-1])


def _tell(engine: str, records: int, found: dict[str, float]) -> None:
    print(
        f"{engine} {records:,} records: {found['seconds']:.0f} s, {found['cpu']:.0f} CPU s, {found['peak_mb']:.0f} MB"
    )
    for name, cpu in found.items():
        if name.startswith("stage "):
            print(f"    {name[6:]:<24}{cpu / records * 1e6:10.0f} CPU s for a million records", flush=True)


def exponent(points: list[tuple[int, float]]) -> float:
    """The slope of log CPU over log records, by least squares."""
    x, y = ([math.log(p[i]) for p in points] for i in (0, 1))
    mean_x, mean_y = sum(x) / len(x), sum(y) / len(y)
    return sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True)) / sum((a - mean_x) ** 2 for a in x)


if __name__ == "__main__":
    main()
