"""What day a file describes, where its rows do not say."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.pipeline.receive.receive_kit import MOTHER, TODAY, Inbox

from padan.pipeline.receive.periods import last_day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("PERIODE : SEMESTER 2 TAHUN 2025", date(2025, 12, 31)),
        ("KRS_Semester_2_2025", date(2025, 12, 31)),
        ("Semester I 2026", date(2026, 6, 30)),
        ("SMT-1_2026", date(2026, 6, 30)),
        ("KRS 2025 semester 2 Sebulu", date(2025, 12, 31)),
        ("DTSEN_6402_TW1_2026", date(2026, 3, 31)),
        ("Triwulan III Tahun 2026", date(2026, 9, 30)),
        ("2026-Q2", date(2026, 6, 30)),
        ("TRIWULAN KE-4 2025", date(2025, 12, 31)),
        ("Bulan November 2026", date(2026, 11, 30)),
        ("eppgbm_Feb2026", date(2026, 2, 28)),
        ("Okt-2026", date(2026, 10, 31)),
        ("per 31 Oktober 2026", date(2026, 10, 31)),
        ("31-10-2026", date(2026, 10, 31)),
        ("data 1.10.2026 final", date(2026, 10, 1)),
        ("Status_Gizi_2026-10", date(2026, 10, 31)),
        ("Status_Gizi_20261031", date(2026, 10, 31)),
        ("202610", date(2026, 10, 31)),
        ("2026_10_31 (2)", date(2026, 10, 31)),
        ("31 Februari 2026", None),
        ("2026-02-30", None),
        ("Semester 3 2026", None),
        ("penduduk_64.02.07.2014", None),
        ("Data_Penduduk_6402072012", None),
        ("maret", None),
        ("semester 2", None),
        ("Verval_KRS_2025", None),
    ],
)
def test_periods_in_titles_and_names(text: str, day: date | None):
    assert last_day(text, year_alone=False) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [("Verval_KRS_2025", date(2025, 12, 31)), ("64.02.05.2010", None), ("6402052010", None), ("x", None)],
)
def test_a_year_alone(text: str, day: date | None):
    assert last_day(text, year_alone=True) == day


@pytest.mark.parametrize(
    ("name", "titles", "day", "said_by"),
    [
        ("d.csv", [], TODAY, "receipt"),
        ("DTSEN_TW1_2026.csv", [], date(2026, 3, 31), "file_name"),
        ("DTSEN_2025.csv", [], date(2025, 12, 31), "file_name"),
        ("DTSEN_2026.csv", [], TODAY, "receipt"),
        ("DTSEN_TW4_2026.csv", [], TODAY, "file_name"),
        ("DTSEN_TW4_2027.csv", [], TODAY, "receipt"),
        ("DTSEN_TW1_2026.csv", ["Data Tanggal : 2026-05-01"], date(2026, 5, 1), "title"),
        ("DTSEN_TW1_2026.csv", ["Data Tanggal : kemarin"], date(2026, 3, 31), "file_name"),
        ("DTSEN_TW1_2026.csv", ["Data Tanggal : 2027-06-01"], date(2026, 3, 31), "file_name"),
        ("d.csv", ["PERIODE : SEMESTER 2 TAHUN 2025"], date(2025, 12, 31), "title"),
        ("d.csv", ["BULAN NOVEMBER 2026"], TODAY, "title"),
        ("d.csv", ["KEADAAN TAHUN 2025"], date(2025, 12, 31), "title"),
        ("d.csv", ["Menurut Permensos 3/2025 dan UU 27/2022"], TODAY, "receipt"),
        ("d.csv", ["TAHUN ANGGARAN 2026"], TODAY, "receipt"),
    ],
)
def test_what_says_the_day(inbox: Inbox, name: str, titles: list[str], day: date, said_by: str):
    rows = [*([title, ""] for title in titles), ["nik", "nama", "desil"], [MOTHER, "SITI", "1"]]
    record = inbox.csv(name, rows).only(name="SITI")
    assert (record["true_at"], record["true_at_from"]) == (day, said_by)


def test_the_receiver_knows_better(inbox: Inbox):
    got = inbox.csv("DTSEN_TW1_2026.csv", [["nik", "nama", "desil"], [MOTHER, "SITI", "1"]], true_at=date(2026, 2, 1))
    assert (got.records[0]["true_at"], got.records[0]["true_at_from"]) == (date(2026, 2, 1), "argument")
    assert got.outcome.receipt.true_at == date(2026, 2, 1)


def test_names_of_files_are_only_looked_at(inbox: Inbox):
    path = Path(inbox.folder / ("x" * 240 + ".csv"))
    path.write_text("nik,nama,desil\nx,,1\n")
    assert inbox.take(path).outcome.reject_sheet is not None
