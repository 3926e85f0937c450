"""Ages: in days from two dates, in WHO's months of 30.4375 days, in full calendar months (Permenkes 2/2020)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from padan.rules.calendar import Days, completed_months
from padan.rules.growth.missing import Missing

Floats = NDArray[np.float64]
Codes = NDArray[np.uint8]

#: Days in a month of WHO's programs: 365.25 / 12.
DAYS_PER_MONTH: Final = 30.4375
#: From here on a number of days is no age (and no integer in WHO's R package).
NO_AGE: Final = 2.0**31

#: ``date.toordinal()`` of the day from which NumPy and Arrow count days.
ORDINAL_1970: Final = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Age:
    """One child's age on one day: whole days, WHO's months of 30.4375 days, full calendar months."""

    days: int
    months: float
    full_months: int


def rounded_half_up(days: Floats) -> Floats:
    """Whole days: 730.4 is 730, 730.5 is 731. nan stays nan."""
    whole: Floats = np.floor(days)
    up = (days - whole) >= 0.5
    return whole + up if up.any() else whole


def age_missing(days: Floats, fits: NDArray[np.bool_]) -> Codes:
    """Why an age in days does not fit a standard: unknown, no age at all, or outside it; 0 where ``fits``."""
    missing = np.zeros(len(days), dtype=np.uint8)
    if not fits.all():
        odd = np.flatnonzero(~fits)
        unknown, invalid = np.isnan(days[odd]), (days[odd] < 0) | (days[odd] >= NO_AGE)
        reasons = [Missing.AGE_UNKNOWN, Missing.AGE_INVALID]
        missing[odd] = np.select([unknown, invalid], reasons, Missing.AGE_OUT_OF_RANGE)
    return missing


def from_ordinals(ordinals: NDArray[np.integer]) -> Days:
    """Dates from ``date.toordinal()`` numbers; 0 or less is an unknown date (NaT)."""
    days = (np.asarray(ordinals, dtype=np.int64) - ORDINAL_1970).astype("datetime64[D]")
    days[np.asarray(ordinals) <= 0] = np.datetime64("NaT")
    return days


def age_in_days(born: Days, measured: Days) -> Floats:
    """Days from birth to measurement; nan where a date is unknown (NaT), negative where measured before birth."""
    days: Floats = (_dates(measured) - _dates(born)).astype(np.int64).astype(np.float64)
    days[np.isnat(_dates(measured)) | np.isnat(_dates(born))] = np.nan
    return days


def age_in_months(days: Floats) -> Floats:
    """WHO's months, not rounded."""
    months: Floats = np.asarray(days, dtype=np.float64) / DAYS_PER_MONTH
    return months


def full_months(born: Days, measured: Days) -> Floats:
    """Months gone by whole ("bulan penuh"): 1 month 29 days is 1. Unknown dates and days before birth give nan.

    A month is full on the day of birth of the month; if the month has no such day, on the first of the next.
    """
    born, measured = _dates(born), _dates(measured)
    months: Floats = completed_months(born, measured).astype(np.float64)
    months[np.isnat(born) | np.isnat(measured) | (measured < born)] = np.nan
    return months


def age_on(born: date, day: date) -> Age:
    """One child's age; a day before birth is a :class:`ValueError`."""
    if day < born:
        raise ValueError(f"{day} is before the birth on {born}")
    columns = np.array([born], dtype="datetime64[D]"), np.array([day], dtype="datetime64[D]")
    days = age_in_days(*columns)
    return Age(int(days[0]), float(age_in_months(days)[0]), int(full_months(*columns)[0]))


def _dates(column: Any) -> Days:
    return np.asarray(column, dtype="datetime64[D]")
