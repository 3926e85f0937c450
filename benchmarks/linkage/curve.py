"""How ``padan link`` grows with the records: ``python -m benchmarks.linkage.curve --sizes 10000 100000 1000000``.

Each size is a table of its own, linked by the shipped model in a fresh process. Printed are wall and CPU seconds, the
largest memory, and the exponent with which CPU seconds grow over all sizes: start-up makes it too small at the lower
end, so that the last two sizes are given apart.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from benchmarks.linkage.measure import run
from benchmarks.linkage.methods import ROOT, invented
from benchmarks.linkage.profiles import PROFILES
from benchmarks.spark import exponent

from benchmarks.linkage import padan

MODEL = ROOT / "src/padan/pipeline/link/model.json"


def main() -> None:
    """Print one line for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--profile", choices=list(PROFILES), default="plain")
    chosen = parser.parse_args()
    points: list[tuple[int, float]] = []
    with tempfile.TemporaryDirectory(prefix="padan-curve-") as name:
        table, out, log = (Path(name, each) for each in ("people.parquet", "out.parquet", "log.txt"))
        for records in sorted(chosen.sizes):
            invented(table, records, chosen.profile)
            ran = run(padan.command(table, out, MODEL, padan.COLUMNS, "--force"), log, cwd=ROOT)
            if ran.code:
                raise SystemExit(ran.said)
            points.append((records, ran.cpu))
            print(f"{records:,} records: {ran.wall:.1f} s, {ran.cpu:.1f} CPU s, {ran.peak_gb:.2f} GB", flush=True)
    for what, some in (("over all sizes", points), ("over the last two", points[-2:])):
        if len(some) > 1:
            print(f"CPU seconds grow as records^{exponent(some):.2f} {what}")


if __name__ == "__main__":
    main()
