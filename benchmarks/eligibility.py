"""Eligibility over a million families, measured: ``python benchmarks/eligibility.py [--families N]``.

All facts of a release are worked out once, when it is taken in. Then a rule of six conditions: from the file of the
facts to the answer of each family and of each condition. The release is that of a small invented regency, its families
copied under other ids (tables that the rule does not ask, with their own rows only). The baseline, in the same run,
judges and explains one family after another from the same facts, ``--explained`` of them; each must agree with the
column.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import shutil
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path

import duckdb
import numpy as np

from padan.contracts.release import table
from padan.demo import invent
from padan.pipeline.home import Home
from padan.pipeline.receive import Request, receive
from padan.pipeline.receive.receiving import reading_desk
from padan.pipeline.release import build
from padan.reports.eligible import columns, facts_copy, families, row
from padan.rules.eligibility import facts_in, judge, read_rule, tell
from padan.rules.eligibility.catalogue import known_facts

DAY = date(2026, 11, 21)
RULE = """
desil <= 4
berisiko_stunting
balita antara 1 dan 5 atau ada_balita
bukan menerima_pkh
air_tidak_layak atau jamban_tidak_layak atau lantai salah satu tanah, bambu
ada_anak_stunting atau ada_anak_gizi_kurang atau kepala_keluarga_perempuan
"""
MULTIPLIED = ("family", "person", "growth_state", "welfare", "dwelling", "screening", "risk", "priority")
IDS = ("family_id", "person_id", "head_person_id")
ASKED = 20


def small_release(folder: Path, count: int) -> Path:
    """The release of an invented regency."""
    home = Home(folder / "home").make()
    with reading_desk(home) as desk:
        for path in sorted(invent(folder / "demo", families=count, seed=5).paths):
            receive(home, Request(path, DAY), desk=desk)
    build(home, DAY)
    return home.current_release().resolve()


def multiplied(small: Path, folder: Path, wanted: int) -> Path:
    """The same families so often that at least ``wanted`` are there."""
    large = Path(shutil.copytree(small, folder / "releases" / "large"))
    with duckdb.connect() as con:
        found = con.execute(f"SELECT count(*) FROM '{small}/family.parquet' WHERE members > 0").fetchall()
        copies = -(-wanted // found[0][0])
        for name in MULTIPLIED:
            ids = [each for each in table(name).names if each in IDS]
            other = ", ".join(f"{each} || '-' || copy AS {each}" for each in ids)
            key = ", ".join(table(name).key)
            con.execute(
                f"COPY (SELECT * EXCLUDE (copy) REPLACE ({other}) FROM '{small}/{name}.parquet', "
                f"range({copies}) r(copy) ORDER BY {key}) TO '{large}/{name}.parquet' (ROW_GROUP_SIZE 122880)"
            )
    return large


def measured(large: Path, explained: int) -> tuple:
    """In a process of its own: seconds of each part, peak memory, answers, and how one by one does."""
    facts = known_facts()
    rule = read_rule(RULE, facts)
    codes = [code for each in rule.conditions for code in facts_in(each)]
    start = time.perf_counter()
    facts_copy(large)
    made = time.perf_counter() - start
    start = time.perf_counter()
    ids, _areas, found = columns(large, codes)
    read = time.perf_counter() - start
    judged = judge(rule, found, facts)
    whole = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    draw = np.random.default_rng(7).choice(len(ids), min(explained, len(ids)), replace=False)
    start = time.perf_counter()
    told = [tell(rule, row(found, int(place)), facts).answer for place in draw]
    each_takes = (time.perf_counter() - start) / len(draw)
    assert told == judged.answer[draw].tolist()
    start = time.perf_counter()
    for place, one in zip(draw[:ASKED], families(large, ids[draw[:ASKED]]), strict=True):
        assert {code: one[code] for code in found} == row(found, int(place))
        assert tell(rule, one, facts).answer == judged.answer[place]
    asked = (time.perf_counter() - start) / ASKED
    answers = {answer: int((judged.answer == answer).sum()) for answer in (1, 0, -1)}
    return (len(ids), made, read, whole, peak, each_takes, asked, answers)


def main() -> None:
    """Print the times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--families", type=int, default=1_000_000)
    parser.add_argument("--invented", type=int, default=150, help="families of the regency that is multiplied")
    parser.add_argument("--explained", type=int, default=2_000, help="families that are judged one by one too")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="padan-benchmark-") as name:
        large = multiplied(small_release(Path(name), chosen.invented), Path(name), chosen.families)
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as apart:
            found = apart.submit(measured, large, chosen.explained).result()
    count, made, read, whole, peak, each_takes, asked, answers = found
    print(f"{count:,} families: yes {answers[1]:,}, no {answers[0]:,}, unknown {answers[-1]:,}")
    print(f"{'all facts of all families, once':44}{made:10.2f} s")
    print(f"{'columns from Parquet':44}{read:10.2f} s")
    print(f"{'judging six conditions':44}{whole - read:10.2f} s")
    print(f"{'both':44}{whole:10.2f} s   peak {peak:.1f} GB")
    one_by_one = each_takes * count
    print(f"{f'one by one (from {chosen.explained:,})':44}{one_by_one:10.0f} s   {one_by_one / whole:.0f} times")
    print(f"{'every fact of one family from Parquet':44}{asked:10.2f} s   {ASKED} agree with the column")


if __name__ == "__main__":
    main()
