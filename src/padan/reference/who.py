"""WHO's growth tables: the figures L, M and S of each standard, as arrays.

``data/who`` holds the Child Growth Standards (WHO 2006, 2007: birth to 5 years), the reference for 5 to 19 years
(WHO 2007) and the growth velocity standards (WHO 2009) for the intervals that open packages carry; the others are
read from WHO's own file (:func:`load_velocity`). ``tools/build_who.py`` builds and cross-checks them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from padan.kernel.errors import UnreadableFileError
from padan.kernel.texts import _
from padan.reference.datafiles import read_rows

Figures = NDArray[np.float64]

#: Measures of the velocity standards and their units.
VELOCITY_UNITS = MappingProxyType({"weight": "g", "length": "cm", "head": "cm"})


@dataclass(frozen=True, slots=True)
class Lms:
    """One standard: row 0 boys, row 1 girls; column ``k`` is the key ``first + k``, nan where WHO gives nothing.

    ``key`` says what the key is: ``day`` or ``month`` of age, or ``millimetre`` of length.
    """

    name: str
    key: str
    first: int
    l: Figures  # noqa: E741  (WHO's own name)
    m: Figures
    s: Figures

    @property
    def last(self) -> int:
        """The last key."""
        return self.first + self.m.shape[1] - 1


@dataclass(frozen=True, slots=True)
class Velocity:
    """Increments over ``interval_months``, by month of age at its start; as :class:`Lms`, in g or cm.

    For weight, ``delta`` (2 values, g) is added to a gain before its z is taken: losses would have no logarithm.
    """

    measure: str
    interval_months: int
    figures: Lms
    delta: Figures


#: Velocity tables by measure and interval in months.
VelocityTables = Mapping[tuple[str, int], Velocity]


@cache
def lms(name: str) -> Lms:
    """A standard from birth to 5 years (WHO 2006, 2007), such as ``weight_for_age`` or ``weight_for_length``."""
    return _table(name, read_rows("data", "who", f"{name}.csv.gz"))


@cache
def lms_2007(name: str) -> Lms:
    """A reference from 5 to 19 years (WHO 2007) by completed month: length, weight (to 10 years) or BMI for age."""
    return _table(name, read_rows("data", "who", f"{name}_2007.csv.gz"))


@cache
def velocity_tables() -> VelocityTables:
    """The velocity standards at hand: weight over 1 and 2 months, length and head over 2 months."""
    return _velocities(read_rows("data", "who", "velocity.csv"))


def load_velocity(path: Path) -> VelocityTables:
    """Every velocity standard in WHO's figures as csv: the tables at hand and those of the file.

    The file has a row for each measure (weight, length, headc or head), sex (1, 2), ``interval_months`` and
    ``start_month`` with ``l``, ``m``, ``s`` and ``delta``; weight in g, length and head in cm. Other columns are left
    aside. A file without these columns or with a figure that is no number is a :class:`UnreadableFileError`.
    """
    needed = ("measure", "sex", "interval_months", "start_month", "l", "m", "s", "delta")
    try:
        with path.open(newline="", encoding="utf-8-sig") as opened:
            rows = list(csv.DictReader(opened))
        found = _velocities([{**row, "measure": row["measure"].replace("headc", "head")} for row in rows])
    except (OSError, UnicodeDecodeError, KeyError, ValueError, TypeError, AttributeError) as wrong:
        raise UnreadableFileError(
            _("Berkas tabel kecepatan tumbuh WHO {file} tidak terbaca").format(file=path),
            next_step=_("Siapkan csv dengan kolom {columns}.").format(columns=", ".join(needed)),
        ) from wrong
    return MappingProxyType({**velocity_tables(), **found})


def _table(name: str, rows: list[dict[str, str]]) -> Lms:
    key = next(column for column in rows[0] if column not in ("sex", "l", "m", "s"))
    keys = [int(row[key]) for row in rows]
    first, count = min(keys), max(keys) - min(keys) + 1
    figures = {figure: np.full((2, count), np.nan) for figure in "lms"}
    for row, at in zip(rows, keys, strict=True):
        for figure, values in figures.items():
            values[int(row["sex"]) - 1, at - first] = float(row[figure])
    for values in figures.values():
        values.setflags(write=False)
    return Lms(name, key, first, figures["l"], figures["m"], figures["s"])


def _velocities(rows: Iterable[Mapping[str, Any]]) -> VelocityTables:
    parts: dict[tuple[str, int], list[dict[str, str]]] = {}
    delta: dict[tuple[str, int], Figures] = {}
    for row in rows:
        which = row["measure"], int(row["interval_months"])
        if which[0] not in VELOCITY_UNITS:
            raise ValueError(which[0])
        kept = {"sex": row["sex"], "month": row["start_month"], "l": row["l"], "m": row["m"], "s": row["s"]}
        parts.setdefault(which, []).append(kept)
        delta.setdefault(which, np.zeros(2))[int(row["sex"]) - 1] = float(row["delta"])
    if not parts:
        raise ValueError("no rows")
    return MappingProxyType(
        {which: Velocity(*which, _table(f"{which[0]}_velocity", kept), delta[which]) for which, kept in parts.items()}
    )
