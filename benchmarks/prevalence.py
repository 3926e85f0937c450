"""Survey tables, measured: ``python benchmarks/prevalence.py [--largest N]``.

4,000 children with clusters, strata and weights, against WHO's R package where ``Rscript`` finds it (its own z-scores
take about 1 % of its time), else against a plain loop over groups and cut-offs; then a million children, alone.
"""

from __future__ import annotations

import argparse
import csv
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from scipy.special import expit, stdtrit

from padan.rules.growth.prevalence import Survey, coded, who_table
from padan.rules.growth.prevalence.indicators import AXES

CHILDREN = 4_000
MANY = 1_000_000
GROUPS = ("typeres", "gregion", "wealthq", "mothered", "othergr")

_R = """
options(warn = -1)
suppressMessages(library(anthro))
folder <- commandArgs(trailingOnly = TRUE)[1]
d <- read.csv(file.path(folder, "children.csv"), colClasses = c(typeres = "character", gregion = "character",
              wealthq = "character", mothered = "character", othergr = "character"))
took <- system.time(do.call(anthro_prevalence, as.list(d)))
z <- anthro_zscores(d$sex, d$age, weight = d$weight, lenhei = d$lenhei)
write.csv(z[c("zlen", "zwei", "zbmi", "zwfl", "flen", "fwei", "fbmi", "fwfl")], file.path(folder, "z.csv"),
          row.names = FALSE)
cat(sum(took[1:2]))
"""


def children(n: int, seed: int = 8) -> dict[str, np.ndarray]:
    """Invented children in clusters of about 25, four strata, five further groupings."""
    draw = np.random.default_rng(seed)
    age = draw.integers(0, 1826, n)
    months = age / 30.4375
    length = (49.9 + 5.6 * months**0.57) * draw.normal(0.965, 0.045, n)
    cluster = draw.integers(0, max(8, n // 25), n)
    words = {"typeres": 2, "gregion": 4, "wealthq": 5, "mothered": 3, "othergr": 6}
    return {
        "sex": draw.integers(1, 3, n),
        "age": age,
        "weight": ((16 - 2.5 * np.exp(-months)) * draw.normal(1, 0.11, n) * (length / 100) ** 2).round(1),
        "lenhei": length.round(1),
        "sw": draw.exponential(1, n).round(4) + 0.05,
        "cluster": cluster,
        "strata": cluster % 4,
    } | {name: draw.integers(1, many + 1, n).astype(str) for name, many in words.items()}


def survey(given: dict[str, np.ndarray], z: dict[str, np.ndarray], flag: dict[str, np.ndarray]) -> Survey:
    """The columns as the table takes them."""
    age = given["age"].astype(float)
    return Survey(
        z, flag, given["sex"].astype(np.int8), age, age / 30.4375, np.zeros(len(age), bool),
        given["sw"], given["cluster"], given["strata"], {name: coded(given[name]) for name in GROUPS},
    )  # fmt: skip


def invented_z(n: int) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """Z-scores where none were computed, one in fifty flagged."""
    draw = np.random.default_rng(9)
    return {axis: draw.normal(-1, 1.2, n).round(2) for axis in AXES}, {axis: draw.random(n) < 0.02 for axis in AXES}


def best(work: Callable[[], object], runs: int = 5) -> float:
    """CPU seconds of the best of some runs."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def with_r(folder: Path, given: dict[str, np.ndarray]) -> float | None:
    """CPU seconds that the R package takes; leaves its z-scores in the folder. None without the package."""
    if shutil.which("Rscript") is None:
        return None
    with (folder / "children.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(given)
        writer.writerows(zip(*(column.tolist() for column in given.values()), strict=True))
    (folder / "run.R").write_text(_R, encoding="utf-8")
    done = subprocess.run(["Rscript", folder / "run.R", folder], capture_output=True, text=True, check=False)
    return float(done.stdout) if done.returncode == 0 else None


def read_z(path: Path) -> tuple[dict[str, np.ndarray], dict[str, np.ndarray]]:
    """The R package's z-scores and flags."""
    with path.open(encoding="utf-8") as file:
        rows = np.array([[float(v) if v != "NA" else np.nan for v in row] for row in list(csv.reader(file))[1:]])
    return dict(zip(AXES, rows.T[:4], strict=True)), dict(zip(AXES, rows.T[4:] == 1, strict=True))


def plain_loop(of: Survey) -> list[float]:
    """The shares under five cut-offs of every group by the textbook: one pass per group, cut-off and stratum."""
    cluster, strata = np.asarray(of.cluster), np.asarray(of.strata)
    names, psu = np.unique(cluster, return_inverse=True)
    home = np.zeros(len(names), int)
    home[psu] = strata
    quantile = float(stdtrit(len(names) - len(np.unique(strata)), 0.975))
    groups = [np.ones(len(psu), bool)]
    for column in of.groups.values():
        groups += [coded(column).codes == code for code in range(len(coded(column).labels))]
    figures = []
    for axis in AXES:
        known = ~of.flag[axis]
        for group in groups:
            for cut in (-3, -2, -1, 1, 2, 3):
                y = (of.z[axis] < cut) if cut < 0 else (of.z[axis] > cut)
                weight = np.asarray(of.weight) * (known & group)
                share = (weight * y).sum() / weight.sum()
                totals = np.bincount(psu, weight * (y - share) / weight.sum(), len(names))
                parts = [totals[home == h] for h in np.unique(strata)]
                variance = sum(len(p) / (len(p) - 1) * ((p - p.mean()) ** 2).sum() for p in parts)
                with np.errstate(divide="ignore", invalid="ignore"):
                    figures.append(expit(np.log(share / (1 - share)) - quantile * variance**0.5 / share / (1 - share)))
    return figures


def main() -> None:
    """Print the table of times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--largest", type=int, default=MANY, help="children of the last measurement")
    chosen = parser.parse_args()
    given = children(CHILDREN)
    print(f"{'':44}{'CPU s':>10}{'ratio':>9}")
    with tempfile.TemporaryDirectory(prefix="padan-benchmark-") as name:
        theirs = with_r(Path(name), given)
        z, flag = read_z(Path(name) / "z.csv") if theirs else invented_z(CHILDREN)
    few = survey(given, z, flag)
    base = theirs or best(lambda: plain_loop(few), runs=1)
    label = "R anthro_prevalence" if theirs else "a loop, shares of 21 groups"
    ours = best(lambda: who_table(few))
    print(f"{f'{CHILDREN:,} children, {label}':44}{base:10.3f}{1:9.0f}")
    print(f"{f'{CHILDREN:,} children, Padan':44}{ours:10.3f}{base / ours:9.0f}", flush=True)
    many = survey(children(chosen.largest), *invented_z(chosen.largest))
    print(f"{f'{chosen.largest:,} children, Padan, clusters + strata':44}{best(lambda: who_table(many), 2):10.3f}")
    plain = Survey(many.z, many.flag, many.sex, many.age_days, many.age_months, many.oedema, groups=many.groups)
    print(f"{f'{chosen.largest:,} children, Padan, no design':44}{best(lambda: who_table(plain), 2):10.3f}")


if __name__ == "__main__":
    main()
