"""The toddlers' weighings: both tails of the export, copies of it, aliases, and the months across."""

from __future__ import annotations

import json
from datetime import date, time
from typing import Any

import pytest
from tests.pipeline.receive.receive_kit import CHILD, MOTHER, Grid, Inbox, columns, csv_file, xls

HEAD = columns(
    "No|NIK|Nama|JK|Tgl Lahir|BB Lahir|TB Lahir|Nama Ortu|Prov|Kab/Kota|Kec|Pukesmas|Desa/Kel|Posyandu|RT|RW|Alamat|"
    "Usia Saat Ukur|Tanggal Pengukuran|Berat|Tinggi|Cara Ukur|LiLA|BB/U|ZS BB/U|TB/U|ZS TB/U|BB/TB|ZS BB/TB|"
    "Naik Berat Badan",
    separator="|",
)
OLD = [*HEAD, "PMT Diterima (kg)", "Jml Vit A", "KPSP", "KIA"]
NEW = [*HEAD, "Jml Vit A", "KPSP", "KIA", "Kelas Ibu Balita", "MBG", "Detail"]
CHILD_ROW: dict[str, Any] = {
    "No": "1", "NIK": CHILD, "Nama": "RARA", "JK": "P", "Tgl Lahir": "14/02/2024", "BB Lahir": "3,1", "TB Lahir": "49",
    "Nama Ortu": "BUDI / SITI", "Prov": "KALIMANTAN TIMUR", "Kab/Kota": "KUTAI KARTANEGARA", "Kec": "SAMBOJA",
    "Pukesmas": "SAMBOJA", "Desa/Kel": "WONOTIRTO", "Posyandu": "POSYANDU MAWAR", "RT": "3", "RW": "1",
    "Usia Saat Ukur": "2 Tahun - 3 Bulan - 12 Hari", "Tanggal Pengukuran": "05/11/2026", "Berat": "9,1",
    "Tinggi": "82.5", "Cara Ukur": "Terlentang", "LiLA": "14,2", "BB/U": "Kurang", "ZS BB/U": "-2,31",
    "TB/U": "Pendek", "ZS TB/U": "-2:05", "BB/TB": "Outlier", "ZS BB/TB": "Outlier", "Naik Berat Badan": "O",
    "KIA": "Ya",
}  # fmt: skip


def _row(headers: list[str], **values: Any) -> list[Any]:
    known = CHILD_ROW | values
    return [known.get(name, "") for name in headers]


TITLES: Grid = [["Data Status Gizi"], ["Data Tanggal : 2026-11-08"], [], ["Puskesmas", ": Samboja"], []]


@pytest.mark.parametrize("headers", [OLD, NEW], ids=["old tail", "new tail"])
@pytest.mark.parametrize("titles", [[], TITLES], ids=["bare", "titled"])
def test_the_export(inbox: Inbox, headers: list[str], titles: Grid):
    record = inbox.xlsx("s.xlsx", [*titles, headers, _row(headers)]).only(role="child")
    assert record["row"] == len(titles) + 2
    assert (record["source"], record["layout"]) == ("eppgbm", "status-gizi")
    assert (record["name"], record["nik"], record["sex"]) == ("RARA", CHILD, "P")
    assert (record["birth_date"], record["birth_date_quality"]) == (date(2024, 2, 14), "exact")
    assert (record["birth_weight"], record["birth_length"]) == (3100, 49)
    assert (record["parents_written"], record["posyandu"]) == ("BUDI / SITI", "POSYANDU MAWAR")
    assert (record["health_centre"], record["village_written"], record["rt"]) == ("SAMBOJA", "WONOTIRTO", "3")
    assert (record["true_at"], record["true_at_from"], record["collected_at"]) == (
        date(2026, 11, 5), "row", date(2026, 11, 5),
    )  # fmt: skip
    (measured,) = record["measurements"]
    assert {name: value for name, value in measured.items() if value is not None} == {
        "measured_on": date(2026, 11, 5), "weight": 9.1, "height": 82.5, "position": "lying", "muac": 14.2,
        "claimed_weight_for_age": "Kurang", "claimed_height_for_age": "Pendek", "claimed_weight_for_height": "Outlier",
        "claimed_waz": "-2,31", "claimed_haz": "-2:05", "claimed_whz": "Outlier", "claimed_gain": "O",
    }  # fmt: skip
    other = json.loads(record["other"])
    assert (other["KIA"], other["Usia Saat Ukur"]) == ("Ya", "2 Tahun - 3 Bulan - 12 Hari")


def test_columns_added_by_hand_are_kept(inbox: Inbox):
    added = ["Bulan Pengukuran", "Status Bulan", "status tahun", "Detail Status", "status desa"]
    got = inbox.xlsx("s.xlsx", [[*NEW, *added], [*_row(NEW), "November", "a", "b", "c", "d"]])
    other = json.loads(got.only(row=2)["other"])
    assert {name: other[name] for name in added} == dict(zip(added, ["November", "a", "b", "c", "d"], strict=True))


def test_an_old_workbook_and_a_copy_in_windows_1252(inbox: Inbox):
    old = inbox.take(xls(inbox.folder / "s.xls", [*TITLES, OLD, _row(OLD, **{"Tgl Lahir": date(2024, 2, 14)})]))
    copy = csv_file(inbox.folder / "s.csv", [OLD, _row(OLD, Nama="RARA D’ARC")], "windows-1252", ";")
    assert old.only(row=7)["birth_date"] == date(2024, 2, 14)
    assert inbox.take(copy).only(row=2)["name"] == "RARA D’ARC"


@pytest.mark.parametrize(
    ("weight", "kg", "note"),
    [
        ("9,1", 9.1, None),
        ("9.10", 9.1, None),
        (9.1, 9.1, None),
        (time(9, 10), 9.1, "time"),
        (9100, 9.1, "gram"),
        ("9,1 kg", 9.1, None),
        ("09:10:00", 9.1, "time"),
    ],
)
def test_weights_as_they_occur(inbox: Inbox, weight: Any, kg: float, note: str | None):
    (measured,) = inbox.xlsx("s.xlsx", [NEW, _row(NEW, Berat=weight)]).only(row=2)["measurements"]
    assert (measured["weight"], measured["weight_note"]) == (kg, note)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"Berat": "sembilan"}, ("Berat", "not_a_number")),
        ({"Berat": "-9,1"}, ("Berat", "out_of_range")),
        ({"Berat": "91"}, ("Berat", "out_of_range")),
        ({"Tinggi": "8"}, ("Tinggi", "out_of_range")),
        ({"LiLA": "140"}, ("LiLA", "out_of_range")),
        ({"Tanggal Pengukuran": ""}, ("Tanggal Pengukuran", "date_needed")),
        ({"Tanggal Pengukuran": "31/02/2026"}, ("Tanggal Pengukuran", "date_needed")),
        ({"Tanggal Pengukuran": "22/11/2026"}, ("Tanggal Pengukuran", "in_future")),
        ({"Nama": ""}, ("", "nobody")),
        ({"Nama": "-"}, ("", "nobody")),
    ],
)
def test_rows_that_are_refused(inbox: Inbox, values: dict[str, str], reason: tuple[str, str]):
    got = inbox.xlsx("s.xlsx", [NEW, _row(NEW, **values), _row(NEW)])
    assert got.reasons == [(2, *reason)]
    assert got.rejects[0]["cells"] == [None if cell == "" else cell for cell in _row(NEW, **values)]
    assert got.outcome.reject_sheet is not None


@pytest.mark.parametrize("nothing", ["", "-", "0", "Outlier", "#N/A", "TIDAK DIUKUR"])
def test_what_was_not_measured_is_no_measurement(inbox: Inbox, nothing: str):
    got = inbox.xlsx("s.xlsx", [NEW, _row(NEW, Berat=nothing, Tinggi=nothing, LiLA=nothing)])
    assert got.only(row=2)["measurements"] == []


def test_a_date_of_birth_after_the_weighing_is_kept_for_the_gaps_to_tell(inbox: Inbox):
    got = inbox.xlsx("s.xlsx", [NEW, _row(NEW, **{"Tgl Lahir": "14/11/2026"})])
    assert got.only(row=2)["birth_date"] == date(2026, 11, 14)


def test_a_date_of_birth_in_the_future_is_no_date(inbox: Inbox):
    got = inbox.xlsx("s.xlsx", [NEW, _row(NEW, **{"Tgl Lahir": "14/02/2042"})])
    record = got.only(row=2)
    assert (record["birth_date"], record["birth_date_quality"]) == (None, "impossible")
    assert record["birth_date_written"] == "14/02/2042"
    assert got.outcome.receipt.sheets[0].doubts["birth_date"] == 1


@pytest.mark.parametrize("weight", [3.1, "3100", "3,1", 3100.0])
def test_birth_weights_in_kilograms_and_grams(inbox: Inbox, weight: Any):
    assert inbox.xlsx("s.xlsx", [NEW, _row(NEW, **{"BB Lahir": weight})]).only(row=2)["birth_weight"] == 3100


def test_other_names_of_the_columns(inbox: Inbox):
    got = inbox.csv(
        "posyandu.csv",
        [
            ["nama balita", "nik balita", "jenis kelamin", "tanggal lahir", "nama ayah", "nama ibu", "nik ibu", "desa",
             "bb", "tb", "tgl ukur", "pb lahir", "berat lahir", "z-score tb/u"],
            ["Rara", CHILD, "perempuan", "14.02.2024", "Budi", "Siti", MOTHER, "Wonotirto", "9,1", "82,5",
             "5 November 2026", "49", "3100", "-2"],
        ],
    )  # fmt: skip
    record = got.only(row=2)
    assert (record["name"], record["nik"], record["birth_date"]) == ("Rara", CHILD, date(2024, 2, 14))
    assert (record["father_name"], record["mother_name"], record["mother_nik"]) == ("Budi", "Siti", MOTHER)
    assert record["measurements"][0]["weight"] == 9.1
    assert record["measurements"][0]["measured_on"] == date(2026, 11, 5)


MONTHS = ["JANUARI", "FEBRUARI", "MARET"]
PARTS = ["TANGGALUKUR", "UMUR", "BERAT", "TINGGI", "CARAUKUR"]
SIX = ["05/01/2026", "22", "8,9", "80", "Terlentang", "", "", "", "", "", "07/03/2026", "24", "9,1", "82,5", "Berdiri"]


def _one_row() -> Grid:
    across = [f"{month}_{part}" for month in MONTHS for part in PARTS]
    return [["No", "NIK", "nama_anak", "TANGGAL LAHIR", "JENIS_KELAMIN", *across]]


def _two_rows() -> Grid:
    months = [cell for month in MONTHS for cell in (month, None, None, None, None)]
    parts = ["TANGGAL UKUR", "UMUR", "BERAT", "TINGGI", "CARA UKUR"] * 3
    return [
        ["No", "NIK", "nama_anak", "TANGGAL LAHIR", "JENIS_KELAMIN", *months],
        [None, None, None, None, None, *parts],
    ]


def _merged() -> list[tuple[int, int, int, int]]:
    return [*((0, c, 1, c) for c in range(5)), *((0, c, 0, c + 4) for c in (5, 10, 15))]


@pytest.mark.parametrize(
    ("header", "merged"),
    [(_one_row(), []), (_two_rows(), _merged()), (_two_rows(), [])],
    ids=["one header row", "two merged header rows", "two header rows that lost their merges"],
)
def test_months_across(inbox: Inbox, header: Grid, merged: list[tuple[int, int, int, int]]):
    rows = [*header, ["1", CHILD, "RARA", "14/02/2024", "P", *SIX]]
    record = inbox.xlsx("rekap.xlsx", rows, merged).only(role="child")
    assert (record["layout"], record["row"], record["nik"]) == ("bulan-menyamping", len(header) + 1, CHILD)
    assert [(m["measured_on"], m["weight"], m["height"], m["position"]) for m in record["measurements"]] == [
        (date(2026, 1, 5), 8.9, 80, "lying"),
        (date(2026, 3, 7), 9.1, 82.5, "standing"),
    ]
    assert record["true_at"] == date(2026, 3, 7)
    ages = [value for name, value in json.loads(record["other"]).items() if "UMUR" in name]
    assert ages == ["22", "24"]


def test_refused_months_come_back_readable(inbox: Inbox):
    bad = ["1", CHILD, "RARA", "14/02/2024", "P", *SIX[:2], "delapan", *SIX[3:]]
    first = inbox.xlsx("rekap.xlsx", [*_two_rows(), bad], _merged())
    assert first.reasons == [(3, "JANUARI BERAT", "not_a_number")]
    assert first.outcome.reject_sheet is not None
    assert inbox.take(first.outcome.reject_sheet).reasons == [(2, "JANUARI BERAT", "not_a_number")]
