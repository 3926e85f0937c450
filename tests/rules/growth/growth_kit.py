"""What the tests of growth share: WHO's own answers to invented children, and short ways to make columns.

``data/who_anthro_cases.csv.gz`` and ``data/who_2007_cases.csv.gz`` are our own runs of WHO's R packages ``anthro``
1.1.0.9000 and ``anthroplus`` 1.0.0.9000 on invented measurements: in ``exp_*`` what the packages answer, in ``raw_*``
the same before they round.
"""

from __future__ import annotations

import csv
import gzip
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from padan.rules.growth.children import ALL, Children, Floats

DATA = Path(__file__).parent / "data"
SEX = {"1": 1, "m": 1, "M": 1, "2": 2, "f": 2, "F": 2}
POSITION = {"l": 1, "L": 1, "h": 2, "H": 2}
OEDEMA = {"y", "Y", "1"}

#: The endings of WHO's column names.
WHO_NAMES = dict(zip(ALL, ("len", "wei", "wfl", "bmi", "hc", "ac", "ts", "ss"), strict=True))
WHO_NAMES_2007 = {"length_for_age": "hfa", "weight_for_age": "wfa", "bmi_for_age": "bfa"}


@cache
def cases(name: str) -> list[dict[str, str]]:
    """The rows of a file of cases."""
    with gzip.open(DATA / name, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def column(rows: list[dict[str, str]], name: str) -> Floats:
    """A column of numbers; empty is nan."""
    return np.array([float(row[name]) if row[name] not in ("", "NA") else np.nan for row in rows])


def who_children(rows: list[dict[str, str]]) -> Children:
    """The children of ``who_anthro_cases``."""
    age = column(rows, "age")
    in_months = np.array([row["is_age_in_month"] == "1" for row in rows])
    return Children(
        sex=np.array([SEX.get(row["sex"], 0) for row in rows], np.int8),
        age_days=np.where(in_months, np.nan, age),
        age_months=np.where(in_months, age, np.nan),
        weight=column(rows, "weight"),
        length=column(rows, "lenhei"),
        position=np.array([POSITION.get(row["measure"], 0) for row in rows], np.int8),
        oedema=np.array([row["oedema"] in OEDEMA for row in rows]),
        head=column(rows, "headc"),
        arm=column(rows, "armc"),
        triceps=column(rows, "triskin"),
        subscapular=column(rows, "subskin"),
    )


def schoolchildren(rows: list[dict[str, str]]) -> Children:
    """The children of ``who_2007_cases``."""
    return Children(
        sex=np.array([SEX.get(row["sex"], 0) for row in rows], np.int8),
        age_months=column(rows, "age_months"),
        weight=column(rows, "weight"),
        length=column(rows, "height"),
        oedema=np.array([row["oedema"] in OEDEMA for row in rows]),
    )


def one(**values: Any) -> Children:
    """A single child: a girl of 400 days unless said otherwise."""
    values = {"sex": 2, "age_days": 400.0} | values
    return Children(**{name: np.array([value]) for name, value in values.items()})


def same(first: Floats, second: Floats) -> np.ndarray:
    """Where two columns hold the same number, or both none."""
    return (first == second) | (np.isnan(first) & np.isnan(second))
