"""How a typed cell is written as text."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from padan.pipeline.files.cell_text import text_column, text_of

TABLE = [
    ("Siti", "Siti"),
    (" x ", " x "),
    ("", None),
    (None, None),
    (12.0, "12"),
    (12, "12"),
    (-3.0, "-3"),
    (-0.0, "0"),
    (12.5, "12.5"),
    (999999999999999.0, "999999999999999"),
    (1e15, "1000000000000000.0"),
    (6402130101900010.0, "6402130101900010.0"),
    (6402130101900010, "6402130101900010.0"),
    (1e-7, "1e-07"),
    (1e22, "1e+22"),
    (float("inf"), "inf"),
    (True, "TRUE"),
    (False, "FALSE"),
    (dt.date(2022, 8, 12), "2022-08-12"),
    (dt.date(899, 1, 2), "0899-01-02"),
    (dt.datetime(2022, 8, 12), "2022-08-12"),
    (dt.datetime(2022, 8, 12, 9, 10), "2022-08-12 09:10:00"),
    (dt.datetime(2022, 8, 12, 9, 9, 59, 999999), "2022-08-12 09:10:00"),
    (dt.datetime(2022, 8, 11, 23, 59, 59, 999999), "2022-08-12"),
    (dt.datetime.max, "9999-12-31 23:59:59"),
    (dt.time(9, 10), "09:10:00"),
    (dt.time(9, 9, 59, 999999), "09:10:00"),
    (dt.timedelta(hours=33, minutes=10), "33:10:00"),
    (dt.timedelta(hours=-1), "-01:00:00"),
]


@pytest.mark.parametrize(("value", "text"), TABLE)
def test_one_cell(value, text):
    assert text_of(value) == text
    assert text_column([value]).to_pylist() == [text]


_cells = (
    st.floats(allow_nan=True)
    | st.floats(-1e10, 1e10).map(lambda value: round(value, 2))
    | st.integers(-(2**40), 2**40)
    | st.sampled_from(["", "x", None, True])
    | st.dates()
    | st.datetimes()
    | st.times()
    | st.timedeltas()
)
_columns = st.lists(_cells) | st.lists(st.floats(allow_nan=True)) | st.lists(st.floats(-2e9, 2e9))
_alike = st.lists(st.text(max_size=3)) | st.lists(st.dates()) | st.lists(st.floats(0, 1) | st.just(""))


@given(_columns | _alike)
@settings(deadline=None, max_examples=400)
def test_a_column_is_its_cells(values):
    assert text_column(values).to_pylist() == [text_of(value) for value in values]
