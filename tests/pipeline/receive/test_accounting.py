"""Every row becomes records or a reject with a reason; rows that are no data have reasons of their own."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from tests.pipeline.receive.receive_kit import CHILD, FATHER, KK, MOTHER, Grid, Inbox, xlsx

from padan.kernel.texts import _
from padan.pipeline.receive import reasons

HEADERS = [
    "No",
    "NIK",
    "Nama",
    "JK",
    "Tgl Lahir",
    "Nama Ortu",
    "Desa/Kel",
    "Alamat",
    "Tanggal Pengukuran",
    "Berat",
    "Tinggi",
]


def _child(number: object, name: str = "RARA", nik: str = CHILD) -> list[Any]:
    return [number, nik, name, "P", "14/02/2024", "BUDI / SITI", "WONOTIRTO", "RT 3", "05/11/2026", "9,1", "82,5"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["2"], "empty_numbered"),
        (["2.", "", " ", "  "], "empty_numbered"),
        (["Jumlah", "", "", "", "", "", "", "", "", "1820,5", "12000"], "total_row"),
        (["", "", "JUMLAH TOTAL : 20"], "total_row"),
        (["", "", "Sub Total", "", "", "", "", "", "", "90"], "total_row"),
        (["", "", "Mengetahui,", "", "", "", "", "Petugas Gizi"], "footer_row"),
        (["Keterangan : data sementara"], "footer_row"),
        (["", "", "Kepala Puskesmas Samboja"], "footer_row"),
        (["", "", "NIP. 19790101 200501 1 001"], "footer_row"),
        (["", "", "", "", "", "", "", "Samboja, 8 November 2026"], "remark_row"),
        (["", "", "dr. Siti Rahmah", "", "", "", "", "Budi, A.Md.Gz"], "remark_row"),
        (["4", "", "RARA"], "remark_row"),
        (HEADERS, "repeated_header"),
        ([f" {header} " for header in HEADERS], "repeated_header"),
        (["1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"], "repeated_header"),
        ([f"({n})" for n in range(1, 12)], "repeated_header"),
        (["4", "", "", "P", "14/02/2024", "", "", "", "", "", ""], "nobody"),
    ],
)
def test_rows_that_are_no_data(inbox: Inbox, row: list[str], reason: str):
    got = inbox.csv("d.csv", [HEADERS, _child(1), row + [""] * (len(HEADERS) - len(row)), _child(3)])
    assert [(found[0], found[2]) for found in got.reasons] == [(3, reason)]
    assert [r["row"] for r in got.records] == [2, 4]


@pytest.mark.parametrize(
    "row",
    [
        ["2", "", "JUMLAH SARI", "P", "14/02/2024", "", "", "", "", "", ""],
        ["2", CHILD, "TOTAL", "", "", "", "", "", "", "", ""],
        ["2", "", "RARA", "P", "", "", "", "", "", "", ""],
        ["2", "", "RARA", "", "", "SITI", "WONOTIRTO", "", "", "", ""],
        ["2", "", "RARA", "", "", "", "", "", "05/11/2026", "9,1", ""],
    ],
)
def test_rows_that_are_data_though_they_look_odd(inbox: Inbox, row: list[str]):
    got = inbox.csv("d.csv", [HEADERS, row])
    assert [r["row"] for r in got.records] == [2]


def test_every_reason_has_its_words():
    for code in reasons.REASONS:
        assert reasons.what(code)
        assert reasons.remedy(code)


def test_a_row_is_refused_with_all_its_reasons(inbox: Inbox):
    row = _child(1)
    row[8], row[9], row[10] = "01/01/2027", "banyak", "900"
    got = inbox.csv("d.csv", [HEADERS, row, _child(2)])
    assert got.reasons == [
        (2, "Berat", "not_a_number"),
        (2, "Tanggal Pengukuran", "in_future"),
    ]  # 900 is in millimetres
    assert got.outcome.receipt.rows_rejected == 1
    assert got.outcome.receipt.reasons == {"in_future": 1, "not_a_number": 1}


def test_wide_ragged_and_quoted_rows_of_a_csv(inbox: Inbox):
    path = inbox.folder / "d.csv"
    path.write_bytes(
        b"nik,nama,desil,alamat\r\n"
        b"6402135205920003,SITI,1,Jl. Mawar, RT 2\r\n"
        b'6402130308900001,"BUDI\nSANTOSO",1,"Jl. ""Melati"""\r\n'
        b"6402135402240002,RA\x00RA,1\r\n"
        b"\r\n"
        b",,,\r\n"
        b"6402135402240002,,,\r\n"
    )
    got = inbox.take(path)
    assert got.reasons == [(2, "", "too_many_cells")]
    assert got.rejects[0]["cells"] == ["6402135205920003,SITI,1,Jl. Mawar, RT 2"]
    assert [(r["row"], r["name"]) for r in got.records] == [(3, "BUDI SANTOSO"), (5, "RARA"), (8, None)]


def test_cells_beyond_the_header_are_kept(inbox: Inbox):
    rows: Grid = [
        ["nik", "nama", None, "desil"],
        [MOTHER, "SITI", "catatan", 1, "lima", "enam"],
        [FATHER, "BUDI", None, 2],
    ]
    got = inbox.xlsx("d.xlsx", rows)
    assert json.loads(got.only(row=2)["other"]) == {"kolom C": "catatan", "kolom E": "lima", "kolom F": "enam"}
    assert got.only(row=3)["other"] is None


def test_cells_beyond_the_header_are_kept_of_refused_rows_too(inbox: Inbox):
    got = inbox.xlsx("d.xlsx", [["nik", "nama", "desil"], ["x", None, 1, None, "lima"], [MOTHER, "SITI", 2]])
    assert got.rejects[0]["cells"] == ["x", None, "1", None, "lima"]
    sheet = got.outcome.reject_sheet
    assert sheet is not None
    assert inbox.take(sheet).rejects[0]["cells"][4] == "lima"


def test_headers_that_repeat_keep_both_columns(inbox: Inbox):
    got = inbox.csv("d.csv", [["nik", "nama", "desil", "Ket", "Ket", "nama"], [MOTHER, "SITI", "1", "a", "b", "ANI"]])
    record = got.only(row=2)
    assert record["name"] == "SITI"
    assert json.loads(record["other"]) == {"Ket": "a", "Ket (2)": "b", "nama": "ANI"}


def test_a_known_column_without_a_place_keeps_its_value_beside_an_unknown_of_the_same_name(inbox: Inbox):
    headers = [*HEADERS, "Usia", "Usia"]
    got = inbox.csv("d.csv", [headers, [*_child(1), "32 bln", "2 th"]])
    assert sorted(json.loads(got.only(row=2)["other"]).items()) == [
        ("No", "1"),
        ("Usia", "2 th"),
        ("Usia (2)", "32 bln"),
    ]


def test_sheets_of_one_file(inbox: Inbox):
    only_header: Grid = [HEADERS]
    dtsen: Grid = [["nik", "nama", "desil"], [MOTHER, "SITI", 1]]
    path = xlsx(
        inbox.folder / "d.xlsx",
        {
            "Mawar": [HEADERS, _child(1)],
            "Melati": [["Posyandu Melati"], HEADERS, _child(1), ["2"]],
            "Kosong": [],
            "Judul": only_header,
            "Rahasia": [HEADERS, _child(1)],
            "Catatan": [["ini", "bukan"], ["daftar", "apa pun"]],
            "DTSEN": dtsen,
        },
        hidden=["Rahasia"],
    )
    got = inbox.take(path)
    receipt = got.outcome.receipt
    assert receipt.source == "eppgbm"
    assert [(s.sheet, s.rows_in, s.rows_rejected, s.header_row) for s in receipt.sheets] == [
        ("Mawar", 1, 0, 1), ("Melati", 2, 1, 2), ("Judul", 0, 0, 1), ("Rahasia", 1, 0, 1),
    ]  # fmt: skip
    assert [(r["sheet"], r["row"]) for r in got.records] == [("Mawar", 2), ("Melati", 3), ("Rahasia", 2)]
    assert set(receipt.notes) == {
        "Lembar Kosong kosong",
        "Lembar Judul hanya berisi judul kolom",
        "Lembar Rahasia tersembunyi, tetapi dibaca juga",
        "Lembar Catatan tidak dikenali dan dilewati",
        _("Lembar {sheet} tampak sebagai {kind}; kirim sebagai berkas tersendiri").format(
            sheet="DTSEN", kind="DTSEN: data tunggal sosial dan ekonomi nasional"
        ),
    }


@pytest.mark.parametrize(
    ("dates", "read", "notes"),
    [
        (
            ["05/14/2022", "05/25/2022", "06/30/2022", "04/05/2022"],
            [date(2022, 5, 14), date(2022, 4, 5)],
            "bulan dahulu",
        ),
        (["05/14/2022", "04/05/2022"], [date(2022, 5, 14), date(2022, 5, 4)], "meragukan"),
        (["14/05/2022", "04/05/2022"], [date(2022, 5, 14), date(2022, 5, 4)], None),
        (["04/05/2022", "05/06/2022"], [date(2022, 5, 4), date(2022, 6, 5)], None),
        (["14/05/2022", "05/14/2022", "04/05/2022"], [date(2022, 5, 14), date(2022, 5, 4)], None),
    ],
    ids=["settled", "one witness", "day first", "no witness", "contradictory"],
)
def test_the_order_of_day_and_month(inbox: Inbox, dates: list[str], read: list[date], notes: str | None):
    rows = [[FATHER, f"ORANG {n}", "1", day] for n, day in enumerate(dates)]
    got = inbox.csv("d.csv", [["nik", "nama", "desil", "tanggal_lahir"], *rows])
    assert [got.records[0]["birth_date"], got.records[-1]["birth_date"]] == read
    said = [note for note in got.outcome.receipt.notes if "tanggal_lahir" in note]
    assert len(said) == (notes is not None)
    assert all(notes in note for note in said if notes)


def test_one_witness_makes_the_others_doubtful(inbox: Inbox):
    got = inbox.csv(
        "d.csv", [["nik", "nama", "desil", "tanggal_lahir"], ["", "A", "1", "05/14/2022"], ["", "B", "1", "04/05/2022"]]
    )
    assert [r["birth_date_quality"] for r in got.records] == ["month_first", "ambiguous"]
    assert got.outcome.receipt.sheets[0].doubts["birth_date"] == 2


def test_many_rows_are_read_as_few_are(inbox: Inbox):
    """A long file is read column by column over distinct values and in several pieces: the same must come out."""
    headers = ["nik", "no_kk", "nama", "tanggal_lahir", "jk", "desil", "desa", "kecamatan", "pkh"]
    kinds = [
        [MOTHER, KK, "SITI", "1992-05-12", "P", "3", "Wonotirto", "Samboja", "ya"],
        [FATHER, "", "BUDI", "03/08/1990", "L", "6-10", "", "Samboja", ""],
        ["", KK, "ANI", "", "", "Belum Ada Desl", "Wonotirto", "", "0"],
        ["x", "", "", "", "", "", "", "", ""],
        ["", "", "", "", "", "4", "", "", ""],
    ]
    few = inbox.csv("few.csv", [headers, *kinds])
    many = inbox.csv("many.csv", [headers, *(kinds * 5_000)])
    assert many.outcome.receipt.rows_in == 25_000
    own = ("record_id", "receipt_id", "row")

    def shown(record: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in record.items() if name not in own}

    assert [shown(r) for r in many.records] == [shown(r) for r in few.records] * 5_000
    assert [r["row"] for r in many.records[:4]] == [2, 3, 4, 7]
    assert many.outcome.receipt.reasons == {name: 5_000 * n for name, n in few.outcome.receipt.reasons.items()}


def test_record_ids_are_stable(inbox: Inbox, tmp_path_factory: pytest.TempPathFactory):
    grid: Grid = [["nik", "nama", "desil"], [MOTHER, "SITI", "1"]]
    (first,) = inbox.csv("a.csv", grid).records
    other = Inbox(tmp_path_factory.mktemp("other"), inbox._desk)
    (second,) = other.csv("b.csv", grid).records
    assert first == second
    assert first["record_id"] == f"{first['receipt_id']}.1.2.person"
