"""NIK and birth date, one comparison: a NIK contains the birth date, so both together are one fact."""

from __future__ import annotations

import numpy as np

from padan.pipeline.link.evidence.ladder import Comparison, Flags, Level, Levels, first_of
from padan.pipeline.link.people import People, Whole

#: Digits by which two NIKs may differ and still be one number mistyped; an exchange of neighbours counts as two.
SLIPS = 2

#: Numbers below have fewer than sixteen digits and are no NIK.
_LEAST_NIK = 10**15

IDENTITY = Comparison(
    "identity",
    "NIK dan tanggal lahir",
    ("nik", "nik15", "nik_agrees", "birth", "birth_sorted", "birth_vague", "sound", "mother", "father"),
    (
        Level("nothing", "NIK dan tanggal lahir tidak dapat dibandingkan", null=True),
        # A child's row with the number of the parent whom it names.
        Level("kin_number", "NIK sama dengan milik orang tua atau anak yang disebut", chance=1e-3, kin=0.005),
        Level("same_nik_proved", "NIK sama dan cocok dengan kedua tanggal lahir", chance=3e-8, kin=0.0002),
        Level("same_nik_date", "NIK sama, tanggal lahir cocok atau tidak ada", chance=1e-8, kin=0.0002),
        # One of the two dates is a slip: the number itself holds the other.
        Level("same_nik_one_date", "NIK sama dan cocok dengan salah satu tanggal lahir", chance=3e-8, kin=0.0002),
        # A number of another kind holds no date: one of the two dates is simply wrong.
        Level("same_number", "nomor lain (bukan NIK) sama, tanggal lahir berbeda", chance=1e-7, kin=0.0002),
        Level("slip_number", "nomor lain (bukan NIK) berbeda satu dua angka", chance=2e-4, kin=0.003),
        Level("last_digit_lost", "15 angka NIK sama (angka terakhir hilang di Excel)", chance=2e-6, kin=0.0002),
        # Twins' numbers differ in the serial alone, and by one as a rule: no credit for being near.
        Level("same_day_place", "NIK sama kecuali nomor urut, tanggal lahir sama", chance=6e-5, kin=0.006),
        Level("slip_same_date", "NIK berbeda satu dua angka, tanggal lahir sama", chance=4e-6, kin=0.003),
        # Each number bears out its own row's date, so neither is a slip of the other.
        Level("own_dates", "NIK berbeda, tanggal lahir berbeda, masing-masing saling cocok", kin=0.5),
        Level("slip_near_date", "NIK berbeda satu dua angka, tanggal lahir mirip", chance=1e-5, kin=0.003),
        Level("differ_proved", "NIK berbeda dan masing-masing cocok dengan tanggal lahir yang sama", kin=0.003),
        Level("differ_same_date", "NIK berbeda, tanggal lahir sama", kin=0.001),
        Level("differ_near_date", "NIK berbeda, tanggal lahir mirip", kin=0.005),
        Level("differ_differ", "NIK berbeda, tanggal lahir berbeda", kin=0.28),
        Level("no_nik_vague_date", "NIK tidak ada, tanggal lahir sama-sama 1 Januari atau 31 Desember", kin=0.001),
        Level("no_nik_same_date", "NIK tidak ada, tanggal lahir sama", kin=0.007),
        Level("no_nik_swapped_date", "NIK tidak ada, hari dan bulan lahir tertukar", kin=0.0001),
        Level("no_nik_near_date", "NIK tidak ada, tanggal lahir mirip", kin=0.004),
        # The same number with a date that contradicts it is somebody else's number, typed in: no credit.
        Level("else", "tanggal lahir berbeda", kin=0.2),
    ),
)


def identity_levels(a: People, b: People) -> Levels:
    """The level of each pair of records standing side by side."""
    both = (a.nik > 0) & (b.nik > 0)
    dated = (a.birth > 0) & (b.birth > 0)
    same_nik = both & (a.nik == b.nik)
    differ = both & (a.nik != b.nik)
    same_date = dated & (a.birth == b.birth)
    swapped = dated & (a.birth_sorted == b.birth_sorted)
    near_date = _near(a, b, dated) | swapped
    fifteen = (a.nik15 > 0) & (a.nik15 == b.nik15)
    years = np.abs(a.birth // 10000 - b.birth // 10000) <= 10
    proved_a, proved_b = a.nik_agrees >= 2, b.nik_agrees >= 2
    each_proved = (a.nik_agrees == 3) & (b.nik_agrees == 3)
    # A boy's and a girl's number, twins perhaps: the day of a woman's is 40 more, which is one digit.
    other_sex = each_proved & (np.abs(_day(a.nik) - _day(b.nik)) == 40)
    # A number without a birth date beside it proves itself: the date was read out of it.
    unrefuted = (a.nik_agrees != 0) & (a.nik_agrees != 1) & (b.nik_agrees != 0) & (b.nik_agrees != 1)
    other_kind = np.maximum(a.nik, b.nik) < _LEAST_NIK
    near = _slip(a.nik, b.nik, differ)
    slip = near & ~other_sex
    return first_of(
        ~both & ~fifteen & ~dated,
        same_nik & _names_the_other(a, b),
        same_nik & proved_a & proved_b,
        same_nik & (near_date | ~dated),
        same_nik & (proved_a | proved_b) & years & dated,
        same_nik & other_kind & dated,
        near & other_kind & ~same_date,
        fifteen & ~both & (near_date | ~dated),
        near & (a.nik // 10_000 == b.nik // 10_000) & same_date,
        slip & same_date,
        differ & ~same_date & each_proved,
        slip & near_date,
        differ & ~other_kind & unrefuted & same_date,
        differ & same_date,
        differ & near_date,
        differ,
        same_date & a.birth_vague,
        same_date,
        swapped,
        near_date,
    )


def _names_the_other(a: People, b: People) -> Flags:
    """Whether the one record names the other as a parent."""
    said = np.zeros(len(a), dtype=bool)
    for parent in ("mother", "father"):
        said |= (a.sound > 0) & (getattr(b, parent) == a.sound)
        said |= (b.sound > 0) & (getattr(a, parent) == b.sound)
    # Who bears a parent's whole name, as some do, is not that parent for that.
    return said & (a.sound != b.sound)


def _near(a: People, b: People, dated: Flags) -> Flags:
    """Two parts of the date agree, or the years do and one of them is a first of January of the year."""
    year = a.birth // 10000 == b.birth // 10000
    month = a.birth // 100 % 100 == b.birth // 100 % 100
    day = a.birth % 100 == b.birth % 100
    two = year.astype(np.int8) + month + day >= 2
    return dated & (two | (year & (a.birth_vague | b.birth_vague)))


def _slip(a: Whole, b: Whole, ask: Flags) -> Flags:
    """Whether two numbers of sixteen digits differ in :data:`SLIPS` digits at most, where asked."""
    out = np.zeros(len(a), dtype=bool)
    rows = np.flatnonzero(ask)
    out[rows] = digits_apart(a[rows], b[rows]) <= SLIPS
    return out


def _day(nik: Whole) -> Whole:
    """The two digits of the day, 40 more for women."""
    return nik // 10**8 % 100


def digits_apart(a: Whole, b: Whole) -> Whole:
    """In how many of their sixteen places two numbers differ."""
    apart = np.zeros(len(a), dtype=np.int64)
    for _place in range(16):
        a, rest_a = np.divmod(a, 10)
        b, rest_b = np.divmod(b, 10)
        apart += rest_a != rest_b
    return apart
