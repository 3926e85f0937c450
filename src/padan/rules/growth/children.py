"""The columns that growth is computed from and the columns it is computed into."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from padan.rules.growth.ages import DAYS_PER_MONTH, age_missing
from padan.rules.growth.ages import Codes as Codes
from padan.rules.growth.ages import Floats as Floats
from padan.rules.growth.missing import Missing

Bools = NDArray[np.bool_]

LENGTH_FOR_AGE: Final = "length_for_age"
WEIGHT_FOR_AGE: Final = "weight_for_age"
WEIGHT_FOR_LENGTH: Final = "weight_for_length"
BMI_FOR_AGE: Final = "bmi_for_age"
HEAD_FOR_AGE: Final = "head_for_age"
ARM_FOR_AGE: Final = "arm_for_age"
TRICEPS_FOR_AGE: Final = "triceps_for_age"
SUBSCAPULAR_FOR_AGE: Final = "subscapular_for_age"

#: The four indicators of a monthly weighing.
MAIN: Final = (LENGTH_FOR_AGE, WEIGHT_FOR_AGE, WEIGHT_FOR_LENGTH, BMI_FOR_AGE)
#: All eight of WHO's standards from birth to five years.
ALL: Final = (*MAIN, HEAD_FOR_AGE, ARM_FOR_AGE, TRICEPS_FOR_AGE, SUBSCAPULAR_FOR_AGE)

#: Codes of the column ``sex``; anything else is unknown.
BOY: Final = 1
GIRL: Final = 2
#: Codes of the column ``position``; anything else is unknown.
LYING: Final = 1
STANDING: Final = 2

#: Rows worked on at once: few enough that a block's columns stay in the processor's cache.
BLOCK: Final = 16_000


class Compat(StrEnum):
    """Whose answers to give where the arithmetic of a known program is at fault."""

    NONE = ""
    """The right ones."""
    WHO_ANTHRO = "who-anthro"
    """Those of WHO's R packages ``anthro`` 1.1.0 and ``anthroplus`` 1.0.0, faults and last digits included."""


@dataclass(frozen=True, slots=True)
class Children:
    """Columns of equal length, one row for each measurement; a column that is None was not taken at all.

    ``sex`` 1 boy, 2 girl, else unknown. ``age_days`` may be fractional; nan is unknown, and then ``age_months`` is
    used if it is given (months of 30.4375 days). ``weight`` kg. ``length`` cm as measured; ``position`` 1 lying,
    2 standing, else unknown. ``head`` and ``arm`` (circumference) cm; ``triceps`` and ``subscapular`` (skinfold) mm.
    Columns of unequal length raise :class:`ValueError`.
    """

    sex: NDArray[np.integer]
    age_days: NDArray[np.number] | None = None
    weight: NDArray[np.number] | None = None
    length: NDArray[np.number] | None = None
    position: NDArray[np.integer] | None = None
    oedema: Bools | None = None
    head: NDArray[np.number] | None = None
    arm: NDArray[np.number] | None = None
    triceps: NDArray[np.number] | None = None
    subscapular: NDArray[np.number] | None = None
    age_months: NDArray[np.number] | None = None

    def __post_init__(self) -> None:
        for field in fields(self):
            column = getattr(self, field.name)
            if column is None:
                continue
            column = np.asarray(column)
            object.__setattr__(self, field.name, column)
            if column.shape != (len(self.sex),):
                raise ValueError(f"column {field.name} has shape {column.shape}, sex has {self.sex.shape}")

    def __len__(self) -> int:
        return len(self.sex)

    def numbers(self, name: str, rows: slice) -> Floats:
        """Some rows of a column as float64; all nan if the column is None."""
        column = getattr(self, name)
        if column is None:
            return np.full(len(self.sex[rows]), np.nan)
        return np.asarray(column[rows], dtype=np.float64)

    def age(self, rows: slice) -> tuple[Floats, Floats]:
        """Some rows' age in days and in months, neither rounded; nan is unknown."""
        days = self.numbers("age_days", rows)
        months = days / DAYS_PER_MONTH
        if self.age_months is None:
            return days, months
        given, by_months = self.numbers("age_months", rows), np.isnan(days)
        return np.where(by_months, given * DAYS_PER_MONTH, days), np.where(by_months, given, months)

    def age_missing(self, rows: slice, from_month: int, until_month: int) -> Codes:
        """Why some rows' age is not from ``from_month`` to before ``until_month``; 0 where it is."""
        days, months = self.age(rows)
        return age_missing(days, (months >= from_month) & (months < until_month))


@dataclass(frozen=True, slots=True)
class Scores:
    """The answers: for each indicator one column as long as the children's.

    ``z`` at two decimals, nan for none. ``flag``: z so far out that WHO takes it for a mistake. ``missing``: code of
    :class:`Missing`, why there is no z. ``length``: cm, as if measured in the position right for the age.
    """

    z: dict[str, Floats]
    flag: dict[str, Bools]
    missing: dict[str, Codes]
    length: Floats

    @classmethod
    def empty(cls, count: int, indicators: Sequence[str]) -> Scores:
        """Columns to be filled."""
        return cls(
            {name: np.empty(count) for name in indicators},
            {name: np.empty(count, dtype=np.bool_) for name in indicators},
            {name: np.empty(count, dtype=np.uint8) for name in indicators},
            np.empty(count),
        )

    def why(self, indicator: str, row: int) -> Missing:
        """Why one child has no z."""
        return Missing(int(self.missing[indicator][row]))


def sex_missing(sex: NDArray[np.integer]) -> Codes:
    """:attr:`Missing.SEX_UNKNOWN` or 0."""
    missing: Codes = ~((sex == BOY) | (sex == GIRL)) * np.uint8(Missing.SEX_UNKNOWN)
    return missing


def blocks(count: int, size: int = BLOCK) -> Iterator[slice]:
    """The rows 0 to ``count`` in runs of ``size``."""
    for start in range(0, count, size):
        yield slice(start, min(start + size, count))
