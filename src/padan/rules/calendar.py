"""Months and years gone by whole, by the calendar ("bulan penuh")."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

#: Columns of dates, ``datetime64[D]``; NaT is unknown.
Days = NDArray[np.datetime64]


def completed_months(born: Days, on: Days | np.datetime64) -> NDArray[np.int64]:
    """Whole months from ``born`` to ``on``; a month is complete on the same day of the month.

    Someone born on the 31st completes a month of 30 days on the first of the next one. Where either day is
    NaT the number means nothing.
    """
    months = (_month(on) - _month(born)).astype(np.int64)
    return np.where(_day(on) < _day(born), months - 1, months)


def completed_years(born: Days, on: Days | np.datetime64) -> NDArray[np.int64]:
    """Whole years from ``born`` to ``on``; one born on 29 February turns a year older on 1 March."""
    return completed_months(born, on) // 12


def _month(day: Days | np.datetime64) -> Days:
    return np.asarray(day).astype("datetime64[M]")


def _day(day: Days | np.datetime64) -> NDArray[np.timedelta64]:
    return np.asarray(np.asarray(day).astype("datetime64[D]") - _month(day))
