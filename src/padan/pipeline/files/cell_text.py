"""Typed spreadsheet cells as text, a column at a time; here alone is it decided how a cell is written.

A float with a whole value below 1e15 is written as an integer; a longer one keeps its ``.0``, which says that
the cell held a number and its sixteenth digit is lost.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pyarrow as pa
import pyarrow.compute as pc

EXACT_BELOW = 1e15
"""Excel keeps fifteen digits: a whole number from here on is not certain to its last digit."""

_PLAIN_FROM, _PLAIN_BELOW = 1e-3, 1e9

Value = str | float | int | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None


def text_of(value: Value) -> str | None:
    """One cell as text, None for empty."""
    match value:
        case None | "":
            return None
        case str():
            return value
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return _number(float(value))
        case dt.datetime():
            return _moment(value)
        case dt.date():
            return value.isoformat()
        case dt.time():
            day = dt.timedelta(
                hours=value.hour, minutes=value.minute, seconds=value.second, microseconds=value.microsecond
            )
            return _duration(day)
        case dt.timedelta():
            return _duration(value)


def text_column(values: Sequence[Value]) -> pa.StringArray:
    """A column of cells as text; the common kinds of column without a Python call per cell."""
    kinds = set(map(type, values))
    if kinds <= {str, type(None)}:
        return _without_blanks(pa.array(values, pa.string()))
    if kinds <= {float, int, str} and _only_blank_text(values):
        return _numbers([value if value != "" else None for value in values])
    if kinds == {dt.date}:
        return pa.array(values, pa.date32()).cast(pa.string())
    return pa.array([text_of(value) for value in values], pa.string())


def _without_blanks(texts: pa.StringArray) -> pa.StringArray:
    blank = pc.equal(texts, "")
    return pc.if_else(blank, pa.scalar(None, pa.string()), texts) if blank.true_count else texts


def _only_blank_text(values: Sequence[Value]) -> bool:
    return all(value == "" for value in values if type(value) is str)


def _numbers(values: Sequence[Value]) -> pa.StringArray:
    floats = pa.array(values, pa.float64())
    whole = pc.and_(pc.equal(floats, pc.floor(floats)), pc.less(pc.abs(floats), EXACT_BELOW))
    if pc.all(whole).as_py() is not False:
        return floats.cast(pa.int64()).cast(pa.string())
    magnitude = pc.abs(floats)
    plain = pc.and_(pc.greater_equal(magnitude, _PLAIN_FROM), pc.less(magnitude, _PLAIN_BELOW))
    if pc.all(pc.or_(plain, whole)).as_py() is not False:
        # In this range Arrow writes a float exactly as repr does (a test holds it to that).
        integers = pc.if_else(whole, floats, None).cast(pa.int64()).cast(pa.string())
        return pc.if_else(whole, integers, floats.cast(pa.string()))
    return pa.array([None if value is None else _number(value) for value in floats.to_pylist()], pa.string())


def _number(value: float) -> str:
    if value.is_integer() and abs(value) < EXACT_BELOW:
        return str(int(value))
    return repr(value)


def _moment(value: dt.datetime) -> str:
    try:
        nearest = (value + dt.timedelta(microseconds=500_000)).replace(microsecond=0)
    except OverflowError:
        nearest = value.replace(microsecond=0)
    return nearest.date().isoformat() if nearest.time() == dt.time() else nearest.isoformat(" ")


def _duration(value: dt.timedelta) -> str:
    """Hours (may pass 24), minutes and seconds, to the nearest second."""
    seconds = round(value.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
