"""Adding to an index against doing all of it again, and looking one record up: ``python -m benchmarks.incremental``.

The tables are invented by ``benchmarks/linkage/people.py``. CPU seconds of this process, after a small run of each kind
has loaded what is loaded once.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from benchmarks.linkage.people import invent
from benchmarks.linkage.profiles import PROFILES

from padan.pipeline.index import Index, build
from padan.pipeline.index.building import Rules
from padan.pipeline.link.model import shipped
from padan.pipeline.people.linking import link_people

RULES = Rules(date(2026, 6, 1), shipped())
T = TypeVar("T")
_NAMED = {"rid": "record", "source": "list", "birth_date": "birth"}


def people(path: Path | None, records: int) -> pa.Table:
    """So many rows, from a file of such a table or invented."""
    given = pq.read_table(path) if path else invent(records, PROFILES["plain"], 1)
    given = given.rename_columns([_NAMED.get(name, name) for name in given.column_names])
    return given.drop_columns(["person", "household", "child"]).slice(0, records)


def measured(work: Callable[[], T]) -> tuple[T, float]:
    """What work gives, and its CPU seconds."""
    start = time.process_time()
    return work(), time.process_time() - start


def lookups(index: Index, given: pa.Table, times: int) -> np.ndarray:
    """Wall-clock milliseconds of so many questions."""
    out = []
    for place in range(times):
        start = time.perf_counter()
        index.lookup(given.slice(place, 1))
        out.append(1000 * (time.perf_counter() - start))
    return np.array(out)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--added", type=int, default=10_000)
    parser.add_argument("--table", type=Path, help="a table that benchmarks/linkage/people.py wrote")
    chosen = parser.parse_args()
    whole = chosen.records + chosen.added
    given = people(chosen.table, whole + 200)
    with tempfile.TemporaryDirectory() as folder:
        small, path = Path(folder, "small"), Path(folder, "index")
        build(small, given.slice(0, 2_000), RULES)
        with Index.open(small) as index:
            index.add(given.slice(2_000, 200))
            index.lookup(given.slice(0, 1))
        _built, of_building = measured(lambda: build(path, given.slice(0, chosen.records), RULES))
        size = sum(file.stat().st_size for file in path.rglob("*") if file.is_file()) / 1e6
        print(f"index of {chosen.records:,} records: {of_building:.1f} CPU s, {size:.0f} MB", flush=True)
        with Index.open(path) as index:
            added, of_adding = measured(lambda: index.add(given.slice(chosen.records, chosen.added)))
            print(f"adding {chosen.added:,}: {of_adding:.2f} CPU s, {added.compared:,} pairs", flush=True)
            took = lookups(index, given.slice(whole), 200)
            low, high = np.percentile(took, [50, 95])
            print(f"looking one up: p50 {low:.0f} ms, p95 {high:.0f} ms", flush=True)
            rows = given.slice(0, whole)
            full, of_all = measured(lambda: link_people(rows, today=RULES.today, model=RULES.model))
            same = index.rows().column("person").to_pylist() == full.rows.column("person").to_pylist()
    print(f"adding took {of_adding / of_building:.1%} of building the index; the same people as a full run: {same}")
    print(f"linking {whole:,} rows and keeping nothing: {of_all:.1f} CPU s; adding took {of_adding / of_all:.1%} of it")


if __name__ == "__main__":
    main()
