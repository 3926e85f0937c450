"""What the macros make of cells, one row for each way a value is met; NIK, KK and dates: see test_twins."""

from __future__ import annotations

import duckdb
import pytest

from padan.pipeline.cells import install


def answer(con: duckdb.DuckDBPyConnection, macro: str, text: str | None) -> object:
    """The macro over a column of one cell; a struct comes back as a tuple."""
    found = con.execute(f"SELECT {macro}(t) FROM (SELECT $1::VARCHAR AS t)", [text]).fetchall()[0][0]
    return tuple(found.values()) if isinstance(found, dict) else found


def test_installing_twice_changes_nothing(con: duckdb.DuckDBPyConnection) -> None:
    install(con)
    assert answer(con, "read_sex", "L") == "L"


# written              read
SEXES = [
    ("L", "L"), ("l ", "L"), ("Lk", "L"), ("Laki-laki", "L"), ("LAKI - LAKI", "L"), ("Pria", "L"),
    ("male", "L"),
    ("M", "L"), ("1", "L"), ("1.0", "L"), ("P", "P"), ("Pr", "P"), ("PEREMPUAN", "P"), ("Wanita", "P"),
    ("Female", "P"), ("F", "P"), ("2", "P"), ("2.0", "P"), ("L/P", None), ("3", None), ("10", None),
    ("", None), ("-", None),
    (None, None),
]  # fmt: skip

NUMBERS = [
    ("12", 12.0), ("-1.23", -1.23), ("9,1", 9.1), ("9,1 kg", 9.1), ("75 cm", 75.0), ("75CM.", 75.0),
    (".5", 0.5),
    ("\u22121,5", -1.5), ("10.500", 10.5), ("1.234.567", 1234567.0), ("1.234,5", 1234.5), ("1,234.5", 1234.5),
    ("1 234", 1234.0), ("1,234,567", 1234567.0), ("-1:23", -1.23), ("6.5E-2", 0.065), ("12 13", None),
    ("Outlier", None),
    ("-", None), ("", None), ("1 juta", None), ("<5", None), ("nan", None), ("inf", None),
    ("12/5", None), (None, None),
]  # fmt: skip

# written         kg       note
WEIGHTS = [
    ("9.1",       9.1,     None),
    ("9,1 kg",    9.1,     None),
    ("09:10:00",  9.10,    "time"),
    ("9:05",      9.05,    "time"),
    ("12:50:00",  12.5,    "time"),
    ("09:10:30",  None,    None),
    ("9100",      9.1,     "gram"),
    ("9100 gram", 9.1,     "gram"),
    ("100",       100.0,   None),
    ("60000",     60.0,    "gram"),
    ("60001",     60001.0, None),
    ("-",         None,    None),
    ("Outlier",   None,    None),
    (None,        None,    None),
]  # fmt: skip

# written         cm       note
LENGTHS = [
    ("75,5 cm",   75.5,    None),
    ("75:50:00",  75.5,    "time"),
    ("0,75",      75.0,    "metre"),
    ("0.75 m",    75.0,    "metre"),
    ("1.5",       150.0,   "metre"),
    ("755",       75.5,    "millimetre"),
    ("300",       300.0,   None),
    ("0.2",       0.2,     None),
    ("-",         None,    None),
    (None,        None,    None),
]  # fmt: skip

# written               low   high  quality
DESILS = [
    ("1",               1,    1,    "exact"),
    ("10",              10,   10,   "exact"),
    (" 3 ",             3,    3,    "exact"),
    ("3.0",             3,    3,    "exact"),
    ("Desil 3",         3,    3,    "exact"),
    ("D3",              3,    3,    "exact"),
    ("desil ke-3",      3,    3,    "exact"),
    ("6-10",            6,    10,   "range"),
    ("6 - 10",          6,    10,   "range"),
    ("6\u201310",       6,    10,   "range"),
    ("Desil 1 s/d 4",   1,    4,    "range"),
    ("D6-D10",          6,    10,   "range"),
    (">5",              6,    10,   "range"),
    ("Di atas 5",       6,    10,   "range"),
    (">= 5",            5,    10,   "range"),
    ("<5",              1,    4,    "range"),
    ("\u22644",         1,    4,    "range"),
    ("2026-10-06",      6,    10,   "from_date"),  # the day first
    ("2026-06-10",      6,    10,   "from_date"),  # the month first
    ("06-Oct",          6,    10,   "from_date"),
    ("6-Okt-26",        6,    10,   "from_date"),
    ("Oct-06",          6,    10,   "from_date"),
    ("06/10/2026",      6,    10,   "from_date"),
    ("46301",           6,    10,   "from_date"),
    ("2026-10-06 00:00:00", 6, 10,  "from_date"),
    ("Belum Ada Desil", None, None, "unknown"),
    ("Belum Ada Desl",  None, None, "unknown"),
    ("tidak terdata",   None, None, "unknown"),
    ("",                None, None, "unknown"),
    ("-",               None, None, "unknown"),
    ("0",               None, None, "unknown"),
    ("0.0",             None, None, "unknown"),
    (None,              None, None, "unknown"),
    ("11",              None, None, "unreadable"),
    ("10-6",            None, None, "unreadable"),
    (">10",             None, None, "unreadable"),
    ("2026-12-06",      None, None, "unreadable"),
    ("2026-05-05",      None, None, "unreadable"),
    ("06-Xyz",          None, None, "unreadable"),
    ("miskin",          None, None, "unreadable"),
]  # fmt: skip

FLAGS = [
    ("Ya", True), ("y", True), ("ADA", True), ("1", True), ("1.0", True), ("TRUE", True), ("V", True),
    ("v", True),
    ("\u221a", True), ("\u2713", True), ("\u2714\ufe0f", True), ("Tidak", False), ("T", False),
    ("Tidak Ada", False), ("tdk", False),
    ("0", False), ("FALSE", False), ("\u2717", False), ("x", None), ("2", None), ("", None),
    ("-", None), (None, None),
]  # fmt: skip

CODES = [
    ("1", "1"), ("01", "1"), ("1.0", "1"), ("00", "0"), (" 10 ", "10"), ("'02", "2"), ("1,0", "1"),
    ("Kawin", "Kawin"),
    ("0640213100800001", "0640213100800001"), ("1.5", "1.5"), ("-", None), ("", None), (None, None),
]  # fmt: skip

TEXTS = [
    ("Budi Santoso", "Budi Santoso"), ("  Budi \u00a0 Santoso\t", "Budi Santoso"), ("\ufeffBu\u200bdi",
    "Budi"),
    ("Ma'ruf", "Ma'ruf"), ("'003", "003"), ("Budi  S", "Budi S"), ("A-B", "A-B"), ("-", None),
    (" \u2013 ", None), ("--", None),
    ("", None), (" ", None), (None, None),
]  # fmt: skip

# written                           years months days
AGES = [
    ("2 Tahun - 3 Bulan - 12 Hari", 2,    3,     12),
    ("0 tahun - 11 bulan - 0 hari", 0,    11,    0),
    ("3 Bulan - 12 Hari",           0,    3,     12),
    ("14 bln",                      0,    14,    0),
    ("2 thn 3 bln",                 2,    3,     0),
    ("2 Tahun",                     2,    0,     0),
]  # fmt: skip


@pytest.mark.parametrize(("text", "sex"), SEXES)
def test_sex(con: duckdb.DuckDBPyConnection, text: str | None, sex: str | None) -> None:
    assert answer(con, "read_sex", text) == sex


@pytest.mark.parametrize(("text", "number"), NUMBERS)
def test_number(con: duckdb.DuckDBPyConnection, text: str | None, number: float | None) -> None:
    assert answer(con, "read_number", text) == number


@pytest.mark.parametrize(("text", "kg", "note"), WEIGHTS)
def test_weight(con: duckdb.DuckDBPyConnection, text: str | None, kg: float | None, note: str | None) -> None:
    assert answer(con, "read_weight_kg", text) == (pytest.approx(kg) if kg else kg, note)


@pytest.mark.parametrize(("text", "cm", "note"), LENGTHS)
def test_length(con: duckdb.DuckDBPyConnection, text: str | None, cm: float | None, note: str | None) -> None:
    assert answer(con, "read_length_cm", text) == (pytest.approx(cm) if cm else cm, note)


@pytest.mark.parametrize(("text", "low", "high", "quality"), DESILS)
def test_desil(
    con: duckdb.DuckDBPyConnection, text: str | None, low: int | None, high: int | None, quality: str
) -> None:
    assert answer(con, "read_desil", text) == (low, high, quality)


@pytest.mark.parametrize(("text", "flag"), FLAGS)
def test_flag(con: duckdb.DuckDBPyConnection, text: str | None, flag: bool | None) -> None:
    assert answer(con, "read_flag", text) is flag


@pytest.mark.parametrize(("text", "code"), CODES)
def test_code(con: duckdb.DuckDBPyConnection, text: str | None, code: str | None) -> None:
    assert answer(con, "read_code", text) == code


@pytest.mark.parametrize(("text", "clean"), TEXTS)
def test_clean_text(con: duckdb.DuckDBPyConnection, text: str | None, clean: str | None) -> None:
    assert answer(con, "clean_text", text) == clean


@pytest.mark.parametrize(("text", "years", "months", "days"), AGES)
def test_age(con: duckdb.DuckDBPyConnection, text: str, years: int, months: int, days: int) -> None:
    assert answer(con, "age_days_text", text) == (years, months, days)


@pytest.mark.parametrize("text", [None, "", "-", "balita", "12", "2 Tahun lebih"])
def test_no_age(con: duckdb.DuckDBPyConnection, text: str | None) -> None:
    assert answer(con, "age_days_text", text) is None


def test_a_macro_may_be_used_on_columns_of_any_name(con: duckdb.DuckDBPyConnection) -> None:
    """Lambdas inside the macros must not catch a column of the caller."""
    found = con.execute(
        "SELECT read_nik(x.d).digits, read_date(x.c, x.p, x.g).value::VARCHAR"
        " FROM (SELECT '64.02.13.010190.0011' AS d, '12-Agu-22' AS c, 'day_first' AS p,"
        " DATE '2026-11-21' AS g) AS x"
    ).fetchall()
    assert found == [("6402130101900011", "2022-08-12")]
