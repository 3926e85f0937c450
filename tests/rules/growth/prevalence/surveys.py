"""The invented surveys and what WHO's R package answered; see data/README.md."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import numpy as np

from padan.rules.growth.prevalence import Survey

DATA = Path(__file__).parent / "data"

_AXES = {"zlen": "length_for_age", "zwei": "weight_for_age", "zbmi": "bmi_for_age", "zwfl": "weight_for_length"}


def read(path: Path) -> dict[str, list[str]]:
    """The columns of a gzipped csv, as text."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    return {name: [row[place] for row in rows] for place, name in enumerate(header)}


def numbers(column: list[str]) -> np.ndarray:
    return np.array([float(text) if text not in ("", "NA", "NaN") else np.nan for text in column])


def survey(name: str) -> Survey:
    """The children of a scenario, with the z-scores and flags that the package computed."""
    given = read(DATA / f"{name}_in.csv.gz")
    age = numbers(given["age"])
    groups = {
        key: np.array([text or None for text in given[key]], object)
        for key in ("typeres", "gregion", "wealthq", "mothered", "othergr")
        if key in given
    }
    if "codes" in name:
        groups["gregion"] = numbers(given["gregion"])
    optional = {
        ours: numbers(given[theirs])
        for ours, theirs in (("weight", "sw"), ("cluster", "cluster"), ("strata", "strata"))
        if theirs in given
    }
    return Survey(
        z={axis: numbers(given[column]) for column, axis in _AXES.items()},
        flag={axis: numbers(given["f" + column[1:]]) == 1 for column, axis in _AXES.items()},
        sex=np.nan_to_num(numbers(given["sex"])).astype(np.int8),
        age_days=age,
        age_months=age / 30.4375,
        oedema=np.array([text == "y" for text in given["oedema"]]),
        groups=groups,
        **optional,
    )


def answer(name: str) -> dict[str, list[str] | np.ndarray]:
    """The package's table: ``Group`` as text, the figures as numbers, NaN for NA and NaN."""
    table = read(DATA / f"{name}_out.csv.gz")
    return {column: values if column == "Group" else numbers(values) for column, values in table.items()}
