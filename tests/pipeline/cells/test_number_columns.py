"""A column of numbers read at once, against the kernel's reading of each."""

from __future__ import annotations

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.pipeline.cells.test_twins import MANY, NUMBERS, SIXTEEN

from padan.kernel.kk import read_kk
from padan.kernel.nik import read_nik
from padan.kernel.numbers import NumberQuality, NumberReading
from padan.pipeline.cells.numbers import read_numbers

Told = tuple[int, int, int]


def told_by(reading: NumberReading) -> Told:
    """The sound number, fifteen digits of a rounded one, the mother's number."""
    digits, quality = reading.digits or "", reading.quality
    lost = quality is NumberQuality.LAST_DIGIT_LOST and len(digits) >= 15
    kin = quality is NumberQuality.MOTHER_PLUS_DIGIT
    return int(reading.value or 0), int(digits[:15]) if lost else 0, int(digits) if kin else 0


def read(con: duckdb.DuckDBPyConnection, cells: list[str | None], *, of_person: bool) -> list[Told]:
    found = read_numbers(con, pa.array(cells, pa.string()), of_person=of_person)
    return list(zip(found.sound.tolist(), found.lost.tolist(), found.kin.tolist(), strict=True))


@pytest.mark.parametrize("of_person", [True, False])
@MANY
@given(cells=st.lists(SIXTEEN | NUMBERS, max_size=40))
def test_any_texts(con: duckdb.DuckDBPyConnection, cells: list[str | None], of_person: bool):
    reader = read_nik if of_person else read_kk

    assert read(con, cells, of_person=of_person) == [told_by(reader(cell)) for cell in cells]


@pytest.mark.parametrize(
    ("cell", "of_person", "told"),
    [
        ("6402131203850001", True, (6402131203850001, 0, 0)),
        ("6402135203850001", True, (6402135203850001, 0, 0)),
        # on a family card nothing is added to the day
        ("6402135203850001", False, (0, 0, 0)),
        ("6402132902200001", True, (6402132902200001, 0, 0)),
        ("6402132902210001", True, (0, 0, 0)),
        ("6402131213850001", True, (0, 0, 0)),
        ("1002131203850001", True, (0, 0, 0)),
        ("9802131203850001", True, (0, 0, 0)),
        ("6402131203850000", True, (0, 0, 0)),
        ("8765432109876543", True, (0, 0, 0)),
        ("640213120385000:", True, (0, 0, 0)),
        ("640213120385000/", True, (0, 0, 0)),
        ("6402131203850001.0", True, (6402131203850001, 0, 0)),
        ("6,40213120385E+15", True, (0, 0, 0)),
        ("6402131203850010.0", True, (0, 640213120385001, 0)),
        ("64021352038500012", True, (0, 0, 6402135203850001)),
        (None, True, (0, 0, 0)),
    ],
)
def test_one_cell(con: duckdb.DuckDBPyConnection, cell: str | None, of_person: bool, told: Told):
    assert read(con, [cell, "-", cell], of_person=of_person) == [told, (0, 0, 0), told]


def test_part_of_a_longer_column(con: duckdb.DuckDBPyConnection):
    column = pa.array(["x", "abc", "6402131203850001", None, "6402132003150004"]).slice(1)

    assert read_numbers(con, column, of_person=True).sound.tolist() == [0, 6402131203850001, 0, 6402132003150004]
