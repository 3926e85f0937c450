"""Padan's linking beside other tools: ``python -m benchmarks.linkage --records 1000000 --profile harsh``."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.linkage.methods import METHODS, Row, invented, prepare
from benchmarks.linkage.profiles import PROFILES
from benchmarks.linkage.score import Pairs

from benchmarks.linkage import regency, sets

HEADER = (
    "method", "P", "R", "F1", "wrong pairs", "mixed people", "P u5", "R u5", "F1 u5", "wrong u5",
    "wall s", "CPU s", "peak GB", "load", "",
)  # fmt: skip


def line(row: Row) -> str:
    """One line of the Markdown table."""
    cells = [row.name]
    if row.score is None:
        cells += [""] * 9
    else:
        cells += [*_quality(row.score.everybody), str(row.score.mixed), *_quality(row.score.children)]
    ran = row.measured
    cells += [""] * 4 if ran is None else [f"{ran.wall:.1f}", f"{ran.cpu:.1f}", f"{ran.peak_gb:.2f}", f"{ran.load:.1f}"]
    return "| " + " | ".join([*cells, row.note]) + " |"


def _quality(pairs: Pairs) -> list[str]:
    return [f"{pairs.precision:.4f}", f"{pairs.recall:.4f}", f"{pairs.f1:.4f}", f"{pairs.wrong:,}"]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.linkage", description=__doc__)
    parser.add_argument("--records", type=int, default=100_000)
    parser.add_argument("--profile", choices=list(PROFILES), default="plain")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--table", type=Path, help="a Parquet table made before, instead of an invented one")
    parser.add_argument("--regency", type=Path, help="the folder of a demo (`padan demo --keep`): its lists, flat")
    parser.add_argument("--set", choices=list(sets.SETS), help="a public labelled set, instead of an invented table")
    parser.add_argument(
        "--methods", default="a,b,c,d", help="letters of methods, with commas: a to e, and r with --regency"
    )
    parser.add_argument("--environment", help="the Python of an environment with the rivals of requirements.txt")
    parser.add_argument("--model", type=Path, help="a saved model for Padan; else it trains one")
    return parser


def _table(chosen: argparse.Namespace, folder: Path) -> Path:
    """The table to link: given, a public set, or invented in a process of its own."""
    if chosen.table is not None:
        return chosen.table
    made = folder / "made.parquet"
    if chosen.regency is not None:
        regency.write(chosen.regency, made)
        return made
    if chosen.set is not None:
        sets.write(chosen.set, made, chosen.environment or sys.executable, chosen.seed)
        return made
    return invented(made, chosen.records, chosen.profile, chosen.seed)


def main() -> None:
    """Print one table: a line for each method."""
    chosen = _parser().parse_args()
    with tempfile.TemporaryDirectory(prefix="padan-linkage-") as name:
        folder = Path(name)
        extra = sets.SETS[chosen.set].options if chosen.set else {}
        table = _table(chosen, folder)
        shared = {"rivals": chosen.environment, "model": chosen.model, "regency": chosen.regency, "whole": table}
        job = prepare(table, folder, **shared, **extra)
        what = chosen.set or chosen.regency or chosen.table or f"{chosen.profile}, seed {chosen.seed}"
        print(f"{what}: {len(job.person):,} records, {len(set(job.person.tolist())):,} persons\n")
        print("| " + " | ".join(HEADER) + " |\n|" + "---|" * len(HEADER))
        for letter in chosen.methods.split(","):
            for row in METHODS[letter](job):
                print(line(row), flush=True)


if __name__ == "__main__":
    main()
