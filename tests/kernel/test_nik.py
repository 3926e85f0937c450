"""A NIK that exists is sound, and says where and when it was issued for whom."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from padan.kernel.errors import InvalidValueError
from padan.kernel.nik import Nik, read_nik

TODAY = date(2026, 11, 21)


# NIK                 region      sex  serial
PEOPLE = [
    ("6402130101900011", "64.02.13", "L", "0011"),
    ("6402135508920002", "64.02.13", "P", "0002"),
    ("6402077112850123", "64.02.07", "P", "0123"),
    ("6402073112850123", "64.02.07", "L", "0123"),
]


@pytest.mark.parametrize(("nik", "region", "sex", "serial"), PEOPLE)
def test_what_a_nik_says(nik: str, region: str, sex: str, serial: str) -> None:
    found = Nik(nik)
    assert (str(found), found.region, found.sex, found.serial) == (nik, region, sex, serial)


# NIK                 seen on              born
BIRTHS = [
    ("6402130101900011", TODAY,             date(1990, 1, 1)),
    ("6402132111260001", TODAY,             date(2026, 11, 21)),  # born today
    ("6402132211260001", TODAY,             date(1926, 11, 22)),  # not born tomorrow
    ("6402134111250001", TODAY,             date(2025, 11, 1)),   # a girl
    ("6402132902000001", TODAY,             date(2000, 2, 29)),
    ("6402130101900011", date(1985, 6, 1),  date(1890, 1, 1)),
]  # fmt: skip


@pytest.mark.parametrize(("nik", "reference", "born"), BIRTHS)
def test_the_century_is_the_latest_that_is_not_after_the_reference(nik: str, reference: date, born: date) -> None:
    assert Nik(nik).birth_date(reference) == born


def test_a_leap_day_that_no_century_had() -> None:
    with pytest.raises(InvalidValueError, match="1999"):
        Nik("6402132902000001").birth_date(date(1999, 12, 31))


def test_for_others_it_is_masked() -> None:
    assert Nik("6402130101900011").masked() == "640213********11"


# not a NIK              because
REFUSED = [
    ("64.02.13.010190.0011", "tanda lain"),
    (" 6402130101900011",    "tanda lain"),
    ("6402130101900000",     "bukan 16 angka"),
    ("6402133102900011",     "bukan 16 angka"),
    ("640213**********",     "disamarkan"),
    ("1111111111111111",     "pengisi"),
    ("0640213100800001",     "sementara"),
    ("64021301019000112",    "NIK ibu"),
    ("6402130101900010.0",   "hilang"),
    ("6.40213E+15",          "wilayahnya"),
    ("",                     "kosong"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "reason"), REFUSED)
def test_nothing_else_can_be_built(written: str, reason: str) -> None:
    with pytest.raises(InvalidValueError, match=reason) as refusal:
        Nik(written)
    assert "KTP-el" in str(refusal.value)


def test_a_number_is_not_a_nik() -> None:
    with pytest.raises(InvalidValueError):
        Nik(6402130101900011)  # type: ignore[arg-type]


@settings(deadline=None)
@given(
    born=st.dates(date(1927, 1, 1), TODAY),
    woman=st.booleans(),
    serial=st.integers(1, 9999),
    district=st.integers(1, 20),
)
def test_a_nik_gives_back_what_it_was_made_of(born: date, woman: bool, serial: int, district: int) -> None:
    day = born.day + 40 * woman
    nik = Nik(f"6402{district:02}{day:02}{born:%m%y}{serial:04}")
    assert (nik.birth_date(TODAY), nik.sex) == (born, "P" if woman else "L")
    assert read_nik(f" {nik}\u00a0").value == nik.value
