"""The number of a family card."""

from __future__ import annotations

from datetime import date

import pytest

from padan.kernel.errors import InvalidValueError
from padan.kernel.kk import KkNumber

TODAY = date(2026, 11, 21)


def test_what_a_card_number_says() -> None:
    card = KkNumber("6402130512100042")
    assert (str(card), card.region, card.serial) == ("6402130512100042", "64.02.13", "0042")
    assert card.registration_date(TODAY) == date(2010, 12, 5)
    assert card.masked() == "640213********42"


def test_a_leap_day_that_no_century_had() -> None:
    with pytest.raises(InvalidValueError, match="1999"):
        KkNumber("6402132902000001").registration_date(date(1999, 12, 31))


@pytest.mark.parametrize(
    "written", ["6402134512100042", "6402130512100000", "6402130512100042 ", "", "64021305121000421"]
)
def test_nothing_else_can_be_built(written: str) -> None:
    with pytest.raises(InvalidValueError, match="tidak dapat dipakai") as refusal:
        KkNumber(written)
    assert "Kartu Keluarga" in str(refusal.value)
