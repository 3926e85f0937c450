"""What stands in a cell and what is read of it, with the note that goes with it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.pipeline.children.children_kit import ANI, TODAY, answered, scored, write_csv

from padan.kernel.errors import InvalidValueError, UnknownSourceError
from padan.pipeline.children.given import read_given
from padan.pipeline.children.headers import find
from padan.pipeline.children.notes import Note
from padan.pipeline.children.reading import read_columns


@pytest.mark.parametrize(
    ("column", "cell", "field", "expected", "note"),
    [
        ("BB", "9,1", "weight", 9.1, 0),
        ("BB", "9.10 kg", "weight", 9.1, 0),
        ("BB", "09:10", "weight", 9.1, Note.WEIGHT_TIME),
        ("BB", "9100", "weight", 9.1, Note.WEIGHT_GRAM),
        ("BB", "0", "weight", None, 0),
        ("BB", "-", "weight", None, 0),
        ("BB", "NA", "weight", None, 0),
        ("BB", "sepuluh", "weight", None, Note.WEIGHT_UNREAD),
        ("TB", "79,5 cm", "length", 79.5, 0),
        ("TB", "0,795", "length", 79.5, Note.LENGTH_METRE),
        ("TB", "795", "length", 79.5, Note.LENGTH_MILLIMETRE),
        ("TB", "79:50", "length", 79.5, Note.LENGTH_TIME),
        ("TB", "?", "length", None, Note.LENGTH_UNREAD),
        ("JK", "Perempuan", "sex", 2, 0),
        ("JK", "laki-laki", "sex", 1, 0),
        ("JK", "", "sex", 0, 0),
        ("JK", "X", "sex", 0, Note.SEX_UNREAD),
        ("Cara Ukur", "Terlentang", "position", 1, 0),
        ("Cara Ukur", "l", "position", 1, 0),
        ("Cara Ukur", "H", "position", 2, 0),
        ("Cara Ukur", "-", "position", 0, 0),
        ("Cara Ukur", "tidur", "position", 0, Note.POSITION_UNREAD),
        ("Tgl Lahir", "5 Maret 2024", "age_days", 982, 0),
        ("Tgl Lahir", "45356", "age_days", 982, 0),
        ("Tgl Lahir", "31-02-2024", "age_days", None, Note.DATE_UNREAD),
        ("Tgl Lahir", "03-25-2024", "age_days", 962, Note.DATE_DOUBTFUL),
        ("Tgl Lahir", "", "age_days", None, 0),
        ("Tgl Lahir", "13-11-2026", "age_days", -1, 0),
    ],
)
def test_a_cell(tmp_path: Path, column: str, cell: str, field: str, expected: float | None, note: int) -> None:
    read = scored(write_csv(tmp_path / "a.csv", [ANI | {column: cell}])).read

    assert read.columns.column(field).to_pylist() == [pytest.approx(expected) if expected is not None else None]
    assert read.notes.tolist() == [int(note)]


@pytest.mark.parametrize(
    ("cell", "swollen", "note"),
    [
        ("ya", True, 0),
        ("+", True, 0),
        ("+++", True, 0),
        ("y", True, 0),
        ("1", True, 0),
        ("tidak", False, 0),
        ("2", False, 0),
        ("-", False, 0),
        ("", False, 0),
        ("mungkin", False, Note.OEDEMA_UNREAD),
    ],
)
def test_oedema(tmp_path: Path, cell: str, swollen: bool, note: int) -> None:
    read = scored(write_csv(tmp_path / "a.csv", [ANI | {"Edema": cell}])).read

    assert read.columns.column("oedema").to_pylist() == [swollen]
    assert read.notes.tolist() == [int(note)]


@pytest.mark.parametrize(
    ("headers", "cells", "by_who", "days", "months"),
    [
        ("umur_hari", "982", False, 982, None),
        ("umur_bulan", "32", False, None, 32),
        ("umur", "2 Tahun - 8 Bulan - 8 Hari", False, (24 + 8) * 30.4375 + 8, None),
        ("umur", "0 Hari", False, 0, None),
        ("age;is_age_in_month", "32;1", False, None, 32),
        ("age;is_age_in_month", "982;FALSE", False, 982, None),
        ("age", "982", True, 982, None),
        # Dates know more than an age that was written; where they are missing, the age stands in.
        ("umur_hari;Tgl Lahir;Tgl Ukur", "1;05-03-2024;12-11-2026", False, 982, None),
        ("umur_hari;Tgl Lahir;Tgl Ukur", "980;;12-11-2026", False, 980, None),
        ("umur;Tgl Lahir;Tgl Ukur", "32;05-03-2024;12-11-2026", False, 982, None),
        # WHO's package knows only the age.
        ("age;Tgl Lahir;Tgl Ukur", "1;05-03-2024;12-11-2026", True, 1, None),
    ],
)
def test_an_age(
    tmp_path: Path, headers: str, cells: str, by_who: bool, days: float | None, months: float | None
) -> None:
    (tmp_path / "a.csv").write_text(f"JK;BB;{headers}\nP;9;{cells}\n")

    read = scored(tmp_path / "a.csv", by_who=by_who).read

    assert read.columns.column("age_days").to_pylist() == [days]
    assert read.columns.column("age_months").to_pylist() == [months]
    assert read.notes.tolist() == [0]


def test_an_age_without_a_unit_is_not_guessed(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("JK,Umur,BB\nP,32,9\n")

    with pytest.raises(UnknownSourceError, match=r"--column age_months=Umur atau --column age_days=Umur"):
        scored(tmp_path / "a.csv")
    assert scored(tmp_path / "a.csv", named={"age_months": "Umur"}).read.ages == ("age_months",)


@pytest.mark.parametrize(("header", "cell"), [("umur_hari", "x"), ("umur", "dua tahun"), ("umur_bulan", "12 lewat")])
def test_an_age_that_cannot_be_read_is_said(tmp_path: Path, header: str, cell: str) -> None:
    (tmp_path / "a.csv").write_text(f"JK;BB;{header}\nP;9;{cell}\n")

    assert scored(tmp_path / "a.csv").read.notes.tolist() == [int(Note.AGE_UNREAD)]


def test_the_column_settles_day_and_month(tmp_path: Path) -> None:
    month_first = [ANI | {"Tgl Lahir": f"03/{day}/2024"} for day in (25, 26, 27, 5)]

    read = scored(write_csv(tmp_path / "a.csv", month_first)).read

    assert read.columns.column("age_days").to_pylist() == [962, 961, 960, 982]
    assert read.notes.tolist() == [0, 0, 0, 0]


def test_for_the_who_package_numbers_stay_as_written(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("sex,age,weight,lenhei\n1,100,9100,0.79\n2,100,0,795\n")

    read = scored(tmp_path / "a.csv", by_who=True).read

    assert read.columns.column("weight").to_pylist() == [9100, 0]
    assert read.columns.column("length").to_pylist() == [0.79, 795]


def test_a_column_of_lists_is_no_weight(tmp_path: Path) -> None:
    pq.write_table(pa.table({"sex": [1], "age_days": [100], "weight": [[6.1]]}), tmp_path / "a.parquet")

    with pytest.raises(InvalidValueError, match="Kolom weight bukan teks, angka atau tanggal"):
        scored(tmp_path / "a.parquet")


def test_every_row_is_read_by_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # More rows than the engine reads at once, so that both threads share them.
    monkeypatch.setenv("PADAN_THREADS", "2")
    cells = [f"{5 + number / 50_000:.4f}" for number in range(250_000)]
    (tmp_path / "a.csv").write_text("JK;umur_hari;BB\n" + "".join(f"P;900;{cell}\n" for cell in cells))
    given = read_given(tmp_path / "a.csv")

    read = read_columns(given, find(given.headers, {}, by_who=False), as_written=False, today=TODAY)

    assert np.array_equal(read.columns.column("weight").to_numpy(), np.array(cells, float))


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({}, None),
        ({"JK": ""}, "Jenis kelamin tidak diketahui."),
        ({"BB": ""}, "BB/U, BB/PB, IMT/U: Belum diukur."),
        ({"Tgl Ukur": "12-11-2030"}, "Umur di luar jangkauan standar WHO ini."),
        (
            {"Tgl Lahir": "", "TB": "200"},
            "PB/U, BB/U, IMT/U: Umur tidak diketahui. BB/PB: Panjang atau tinggi badan di luar tabel WHO.",
        ),
        ({"Edema": "ya"}, "BB/U, BB/PB, IMT/U: Anak bengkak (edema); berat badannya tidak bisa dinilai."),
    ],
)
def test_why_there_is_no_z(tmp_path: Path, changed: dict[str, str], reason: str | None) -> None:
    (row,) = answered(write_csv(tmp_path / "a.csv", [ANI | changed]))

    assert row["alasan"] == reason
