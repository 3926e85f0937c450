"""What a cell holds, as text."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from padan.kernel.cells import bare, cell_text, plain

# cell                           text
CELLS = [
    (None,                       None),
    ("",                         None),
    (" a ",                      " a "),
    (True,                       "TRUE"),
    (False,                      "FALSE"),
    (12,                         "12"),
    (6402130101900010,           "6402130101900010.0"),
    (12.0,                       "12"),
    (12.5,                       "12.5"),
    (6402130101900010.0,         "6402130101900010.0"),
    (float("nan"),               None),
    (float("inf"),               "inf"),
    (Decimal("9.10"),            "9.10"),
    (Decimal("6402130101900010"), "6402130101900010.0"),
    (date(2022, 8, 12),          "2022-08-12"),
    (datetime(2022, 8, 12),      "2022-08-12"),
    (datetime(2022, 8, 12, 9, 10), "2022-08-12 09:10:00"),
    (time(9, 10),                "09:10:00"),
    (timedelta(hours=75, minutes=50), "75:50:00"),
    (b"x",                       "b'x'"),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "text"), CELLS)
def test_cell_text(cell: object, text: str | None) -> None:
    assert cell_text(cell) == text


def test_bare_is_for_numbers() -> None:
    assert bare("\ufeff 64\u00a002\u201313 E\u2019") == "6402-13e"


def test_plain_is_for_words_and_dates() -> None:
    assert plain("\u200b12\u00a0 Agustus\t2022 ") == "12 agustus 2022"
