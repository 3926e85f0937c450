"""Receiving and releasing, measured: ``python benchmarks/intake.py receive|release``.

Every measured thing runs in a process of its own, so that peak memory is its own and nothing is warm.
"""

from __future__ import annotations

import argparse
import math
import multiprocessing
import resource
import tempfile
import time
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path

ROWS_OF_CSV = 1_000_000
ROWS_OF_WORKBOOK = 100_000
AS_OF = date(2026, 11, 21)

#: Families of the invented regency that give about 10^4, 10^5 and 10^6 records.
FAMILIES = {4: 1_150, 5: 11_500, 6: 115_000}

_HEADER = (
    "nik;no_kk;nama;nama_kepala_keluarga;tempat_lahir;tanggal_lahir;id_jenis_kelamin;id_hub_kepala_keluarga;"
    "kecamatan;kelurahan_desa;alamat;desil_nasional;pkh;bpnt;cut_off"
)
_STATUS_HEADER = [
    "No",
    "NIK",
    "Nama",
    "JK",
    "Tgl Lahir",
    "BB Lahir",
    "TB Lahir",
    "Nama Ortu",
    "Prov",
    "Kab/Kota",
    "Kec",
    "Pukesmas",
    "Desa/Kel",
    "Posyandu",
    "RT",
    "RW",
    "Alamat",
    "Usia Saat Ukur",
    "Tanggal Pengukuran",
    "Berat",
    "Tinggi",
    "Cara Ukur",
    "LiLA",
    "BB/U",
    "ZS BB/U",
    "TB/U",
    "ZS TB/U",
    "BB/TB",
    "ZS BB/TB",
    "Naik Berat Badan",
]


def measured(work: Callable[..., object], *arguments: object) -> tuple[float, float]:
    """Seconds and peak GB of ``work`` in a process of its own; the best of two runs."""
    runs = []
    for _ in range(2):
        context = multiprocessing.get_context("spawn")
        queue = context.SimpleQueue()
        process = context.Process(target=_timed, args=(queue, work, arguments))
        process.start()
        runs.append(queue.get())
        process.join()
    return min(run[0] for run in runs), min(run[1] for run in runs)


def _timed(queue: multiprocessing.SimpleQueue, work: Callable[..., object], arguments: tuple) -> None:
    start = time.perf_counter()
    work(*arguments)
    queue.put((time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6))


def write_csv(path: Path) -> None:
    """A welfare list of a million people with the usual columns; dates day first, one NIK in fifty damaged."""
    with path.open("w", encoding="utf-8") as file:
        file.write(_HEADER + "\n")
        for n in range(ROWS_OF_CSV):
            day, month, year = n % 28 + 1, n // 28 % 12 + 1, 1950 + n % 70
            woman = n % 2
            nik = f"640213{day + 40 * woman:02d}{month:02d}{year % 100:02d}{n % 9998 + 1:04d}"
            nik = nik if n % 50 else "6,40213E+15"
            file.write(
                f"{nik};6402130101{n // 4 % 100:02d}{n // 4 % 9998 + 1:04d};NAMA KE {n};KEPALA {n // 4};SAMBOJA;"
                f"{day:02d}/{month:02d}/{year};{woman + 1};{n % 4 + 1};SAMBOJA;WONOTIRTO;JL MAWAR {n % 99};"
                f"{n % 10 + 1};{n % 2};{n % 3 % 2};2026-06\n"
            )


def write_workbook(path: Path) -> None:
    """A month of a hundred thousand toddlers."""
    import xlsxwriter

    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        page = book.add_worksheet("Status Gizi")
        page.write_row(0, 0, _STATUS_HEADER)
        for n in range(ROWS_OF_WORKBOOK):
            nik = f"640213{n % 28 + 1:02d}{n // 28 % 12 + 1:02d}22{n % 9998 + 1:04d}"
            page.write_row(
                n + 1, 0,
                (n + 1, nik, f"ANAK KE {n}", "LP"[n % 2], f"{n % 28 + 1:02d}/{n // 28 % 12 + 1:02d}/2022", 3.1, 49,
                 f"AYAH {n} / IBU {n}", "KALIMANTAN TIMUR", "KUTAI KARTANEGARA", "SAMBOJA", "SAMBOJA", "WONOTIRTO",
                 "MELATI", "01", "02", "JL MAWAR", "4 Tahun - 2 Bulan - 1 Hari", "05/11/2026", 14.2, 98.5, "Berdiri",
                 "", "Normal", "-0,52", "Normal", "-1,20", "Gizi Baik", "0,10", "N"),
            )  # fmt: skip


def bare_csv(path: Path) -> None:
    """DuckDB reads the file into a table, all text."""
    import duckdb

    with duckdb.connect() as con:
        con.execute("CREATE TABLE t AS SELECT * FROM read_csv(?, all_varchar := true)", [str(path)])


def bare_workbook(path: Path) -> None:
    """Calamine reads every row."""
    import python_calamine

    for _row in python_calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).iter_rows():
        pass


def receive_file(path: Path) -> None:
    """Padan receives the file into an empty register."""
    from padan.pipeline.home import Home
    from padan.pipeline.receive import Request, receive

    with tempfile.TemporaryDirectory(dir=path.parent) as home:
        receipt = receive(Home.at(home), Request(path, AS_OF)).receipt
        assert receipt.rows_in == receipt.rows_accepted + receipt.rows_rejected


def benchmark_receive(folder: Path) -> None:
    """Print rows per second, memory and the ratio to the bare reading, for a csv and a workbook."""
    print(f"{'':24}{'seconds':>9}{'rows/s':>12}{'peak GB':>9}{'ratio':>8}")
    for name, write, bare, rows in (
        ("csv 1,000,000 × 15", write_csv, bare_csv, ROWS_OF_CSV),
        ("xlsx 100,000 × 30", write_workbook, bare_workbook, ROWS_OF_WORKBOOK),
    ):
        path = folder / ("list.csv" if bare is bare_csv else "list.xlsx")
        write(path)
        base, base_memory = measured(bare, path)
        print(f"{name + ', bare':24}{base:9.2f}{rows / base:12,.0f}{base_memory:9.2f}{1:8.2f}")
        seconds, memory = measured(receive_file, path)
        print(
            f"{name + ', Padan':24}{seconds:9.2f}{rows / seconds:12,.0f}{memory:9.2f}{seconds / base:8.2f}",
            flush=True,
        )


def build_release(home: Path) -> None:
    """Padan builds a release of everything received."""
    from padan.pipeline.home import Home
    from padan.pipeline.release import build

    build(Home.at(home), AS_OF)


def benchmark_release(folder: Path, largest: int) -> None:
    """Print the time of the whole release by the number of records, and the exponent of its growth."""
    from padan.demo import invent
    from padan.pipeline.home import Home
    from padan.pipeline.receive import Request, receive
    from padan.pipeline.release import read_manifest

    points = []
    print(f"{'records':>10}{'seconds':>10}{'peak GB':>9}{'records/s':>12}")
    for power, families in FAMILIES.items():
        if power > largest:
            break
        made = invent(folder / str(power), families=families, seed=4)
        home = Home.at(folder / f"home{power}")
        for path in made.paths:
            receive(home, Request(path, AS_OF))
        context = multiprocessing.get_context("spawn")
        queue = context.SimpleQueue()
        process = context.Process(target=_timed, args=(queue, build_release, (home.root,)))
        process.start()
        seconds, memory = queue.get()
        process.join()
        records = read_manifest(home.current_release()).tables["record"]
        points.append((records, seconds))
        print(f"{records:10,}{seconds:10.1f}{memory:9.2f}{records / seconds:12,.0f}", flush=True)
    for (few, fast), (many, slow) in pairwise(points):
        print(f"from {few:,} to {many:,}: exponent {math.log(slow / fast) / math.log(many / few):.2f}")


def main() -> None:
    """Run the benchmark that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=["receive", "release"])
    parser.add_argument("--largest", type=int, default=6, help="largest power of ten of records")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="padan-benchmark-") as folder:
        if chosen.what == "receive":
            benchmark_receive(Path(folder))
        else:
            benchmark_release(Path(folder), chosen.largest)


if __name__ == "__main__":
    main()
