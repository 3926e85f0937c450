"""Files of numbers say where totals do not add up, and what is not told."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import Any

import openpyxl
import pytest

from padan.reports.counting.book import About, ControlLine, Section, numbers_book, numbers_csv
from padan.reports.counting.control import Tier
from padan.reports.counting.numbers import Check, Edition, Number, Where
from padan.reports.watermark import Watermark

OF = Edition("2026-11-21-a", date(2026, 11, 21))
KECAMATAN = Where("64.02.13", "Kec. Samboja")
MARK = Watermark("Rina", "rina@kukar.example", datetime(2026, 11, 28, 9, 5, tzinfo=UTC))

#: Of a whole, its parts, and how many parts are not told: whether it adds up, and what the file says.
DRAWN = {
    "the same": ((10, 10, 0), True, "sama", "Semua jumlah cocok."),
    "too few": ((10, 9, 0), False, "berbeda", "Ada jumlah yang berbeda."),
    "too many": ((10, 11, 0), False, "berbeda", "Ada jumlah yang berbeda."),
    "some are hidden": ((10, 4, 3), True, "sisanya di wilayah yang tidak ditampilkan", "Semua jumlah cocok."),
    "hidden, and yet too many": ((10, 11, 2), False, "berbeda", "Ada jumlah yang berbeda."),
}


def rows(book: bytes, sheet: str) -> list[tuple[Any, ...]]:
    found = openpyxl.load_workbook(io.BytesIO(book))[sheet].iter_rows(values_only=True)
    return [row for row in found if any(cell is not None for cell in row)]


@pytest.mark.parametrize("what", DRAWN)
def test_control_totals_say_whether_they_add_up(what: str) -> None:
    (whole, parts, hidden), agrees, line, below = DRAWN[what]
    check = Check("Semua keluarga", whole, parts, hidden)
    assert check.agrees is agrees
    book = numbers_book([], [check], [], About("Selaras", OF, KECAMATAN.words, held_back=bool(hidden)), MARK)
    _head, told, last = rows(book, "Jumlah kendali")
    assert told == ("Semua keluarga", whole, parts, hidden, line)
    assert last[0] == below


@pytest.mark.parametrize(("office", "said"), [(12, "sama"), (11, "berbeda")])
def test_tiers_that_differ_are_marked(office: int, said: str) -> None:
    line = ControlLine(KECAMATAN, Tier("64.02.13", 12, 10, 2, office))
    book = numbers_book([], [], [line], About("Jumlah kendali", OF, KECAMATAN.words, held_back=False), MARK)
    assert rows(book, "Tingkat")[1] == (KECAMATAN.words, 12, 10, 2, office, said)


def test_what_is_not_told_is_empty_and_none_is_a_nought() -> None:
    numbers = [
        Number(OF, KECAMATAN, "gap.x", "=SUM(A1)", None, 20, None),
        Number(OF, KECAMATAN, "gap.y", "tidak ada", 0, 20, 0.0),
    ]
    section = Section("Selisih", numbers)
    book = numbers_book([section], [], [], About("Selaras", OF, KECAMATAN.words, held_back=True), MARK)
    _head, hidden, none = rows(book, "Angka")
    assert (hidden[4], hidden[5], hidden[7]) == ("=SUM(A1)", None, None)
    assert (none[5], none[6], none[7]) == (0, 20, 0)
    _titles, *lines = numbers_csv([section]).decode("utf-8-sig").splitlines()
    assert [line.split(",")[7:] for line in lines] == [["", "20", ""], ["0", "20", "0.0"]]
