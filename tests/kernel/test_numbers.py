"""What a written NIK or KK number is worth, one row for each way it is met in a list."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from padan.kernel.kk import read_kk
from padan.kernel.nik import read_nik
from padan.kernel.numbers import NumberQuality, NumberReading, mask, why_not

NIK = "6402130101900011"
NIK_0 = "6402130101900010"

# as it stands in the cell             quality              digits that can be trusted
READINGS = [
    (NIK,                              "sound",             NIK),
    (NIK_0,                            "sound",             NIK_0),
    ("6402135508920002",               "sound",             "6402135508920002"),  # a woman: 15 + 40
    ("6402132902000001",               "sound",             "6402132902000001"),  # 29 Feb 2000
    ("'6402130101900010",              "sound",             NIK_0),
    ("6402130101900010\u00a0",         "sound",             NIK_0),
    ("\ufeff6402130101\u200b900010",   "sound",             NIK_0),
    ('="6402130101900010"',            "sound",             NIK_0),
    ("64.02.13.010190.0010",           "sound",             NIK_0),
    ("640213 010190 0010",             "sound",             NIK_0),
    ("640213\u2013010190\u20130010",   "sound",             NIK_0),
    # number cells: a spreadsheet keeps fifteen digits
    (6402130101900011.0,               "sound",             NIK),
    (6402130101900011,                 "sound",             NIK),
    (Decimal(NIK),                     "sound",             NIK),
    ("6402130101900011.0",             "sound",             NIK),
    ("6,402,130,101,900,011",          "sound",             NIK),
    ("6.402130101900011E+15",          "sound",             NIK),
    (6402130101900010.0,               "last_digit_lost",   "640213010190001"),
    (6402130101900010,                 "last_digit_lost",   "640213010190001"),
    (Decimal(NIK_0),                   "last_digit_lost",   "640213010190001"),
    ("6402130101900010.0",             "last_digit_lost",   "640213010190001"),
    ("6402130101900010,00",            "last_digit_lost",   "640213010190001"),
    ("6.402.130.101.900.010",          "last_digit_lost",   "640213010190001"),
    ("6.40213010190001E+15",           "last_digit_lost",   "640213010190001"),
    ("6402130101900000.0",             "last_digit_lost",   "640213010190000"),  # serial 0001 to 0009
    ("6402133101900011.0",             "sound",             "6402133101900011"),
    ("6402133202900010.0",             "malformed",         None),
    # cut to the region
    ("6.40213E+15",                    "region_only",       "640213"),
    ("6,40213E+15",                    "region_only",       "640213"),
    ("6,4021301e15",                   "region_only",       "640213"),
    ("6.40213E+16",                    "region_only",       "640213"),
    ("6.4E+15",                        "region_only",       None),
    ("6E+15",                          "region_only",       None),
    ("6402130000000000",               "region_only",       "640213"),
    ("6402130000000000.0",             "region_only",       "640213"),
    ("9.80213E+15",                    "malformed",         None),
    ("6.40213E+14",                    "malformed",         None),
    ("6.4021301019000112E+15",         "malformed",         None),
    # temporary, the mother's, hidden, filled in
    ("0640213100800001",               "temporary",         "0640213100800001"),
    ("64021301019000112",              "mother_plus_digit", NIK),
    ("6.4021301019000112E+16",         "mother_plus_digit", NIK),
    # Typed to fill the field, and one digit more: nobody's mother.
    ("11111111111111110",              "malformed",         None),
    ("6.4021301019000100E+16",         "malformed",         None),  # the mother's last digit is lost too
    ("64021399019000112",              "malformed",         None),
    ("640213**********",               "masked",            "640213"),
    ("640213######0011",               "masked",            "640213"),
    ("640213xxxxxx0011",               "masked",            "640213"),
    ("************0011",               "masked",            None),
    ("########",                       "masked",            None),
    ("xx",                             "malformed",         None),
    ("1111111111111111",               "placeholder",       None),
    ("0000000000000000",               "placeholder",       None),
    ("9999999999",                     "placeholder",       None),
    ("1234567890123456",               "placeholder",       None),
    ("8765432109876543",               "placeholder",       None),
    ("1212121212121212",               "placeholder",       None),
    # wrong
    ("6402130101900000",               "malformed",         None),  # serial 0000
    ("1002130101900011",               "malformed",         None),  # province 10
    ("9802130101900011",               "malformed",         None),  # province 98
    ("6400130101900011",               "malformed",         None),  # regency 00
    ("6402000101900011",               "malformed",         None),  # district 00
    ("6402130001900011",               "malformed",         None),  # day 0
    ("6402134001900011",               "malformed",         None),  # day 40
    ("6402137201900011",               "malformed",         None),  # day 72
    ("6402133102900011",               "malformed",         None),  # 31 February
    ("6402132902010001",               "malformed",         None),  # 29 Feb in neither 1901 nor 2001
    ("6402130113900011",               "malformed",         None),  # month 13
    ("640213010190001",                "malformed",         None),  # fifteen digits
    ("NIK 6402130101900011",           "malformed",         None),
    (True,                             "malformed",         None),
    (float("inf"),                     "malformed",         None),
    # nothing
    (None,                             "missing",           None),
    (float("nan"),                     "missing",           None),
    (0,                                "missing",           None),
    ("",                               "missing",           None),
    ("-",                              "missing",           None),
    ("0",                              "missing",           None),
    ("0.0",                            "missing",           None),
    ("Nihil",                          "missing",           None),
    ("TIDAK ADA",                      "missing",           None),
    ("BELUM ADA",                      "missing",           None),
    ("#N/A",                           "missing",           None),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "quality", "digits"), READINGS)
def test_nik(cell: object, quality: str, digits: str | None) -> None:
    reading = read_nik(cell)
    assert (reading.quality, reading.digits) == (quality, digits)
    assert reading.value == (digits if quality == "sound" else None)


# as it stands in the cell   quality            digits
CARDS = [
    ("6402130101100011",     "sound",           "6402130101100011"),
    ("6402133112100011",     "sound",           "6402133112100011"),
    (6402130101100010.0,     "last_digit_lost", "640213010110001"),
    ("6,40213E+15",          "region_only",     "640213"),
    ("0640213100800001",     "temporary",       "0640213100800001"),
    ("6402134101100011",     "malformed",       None),  # nothing is added to the day of a card
    ("6402130101100000",     "malformed",       None),  # serial 0000
    ("64021301011000112",    "malformed",       None),  # seventeen digits are nobody's
    ("-",                    "missing",         None),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "quality", "digits"), CARDS)
def test_kk(cell: object, quality: str, digits: str | None) -> None:
    assert (read_kk(cell).quality, read_kk(cell).digits) == (quality, digits)


def test_what_was_written_is_kept() -> None:
    assert read_nik("64.02.13.010190.0010").written == "64.02.13.010190.0010"
    assert read_nik(6402130101900010.0).written == "6402130101900010.0"
    assert read_nik(None).written is None


def test_a_number_for_others_shows_region_and_last_two_digits() -> None:
    assert mask(NIK) == "640213********11"


@pytest.mark.parametrize("quality", NumberQuality)
def test_every_quality_has_its_reason(quality: NumberQuality) -> None:
    assert why_not(NumberReading(None, None, None, quality))


CELLS = (
    st.none() | st.text() | st.integers() | st.floats() | st.booleans() | st.decimals(allow_nan=False)
    | st.datetimes()
    | st.times() | st.timedeltas() | st.text("0123456789.,E+*- ", max_size=22)
)  # fmt: skip


@settings(deadline=None)
@given(CELLS)
def test_no_cell_is_too_odd(cell: object) -> None:
    for reading in (read_nik(cell), read_kk(cell)):
        assert (reading.value is not None) == (reading.quality is NumberQuality.SOUND)
        assert reading.digits is None or reading.digits.isdigit()
