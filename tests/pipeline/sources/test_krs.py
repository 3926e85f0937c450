"""The screening of families: the merged form, the V marks, the data service and the survey's export."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from tests.pipeline.receive.receive_kit import FATHER, KK, MOTHER, TODAY, Grid, Inbox, Merge, columns

LEFT = ["No", "No. Kartu Keluarga", "NIK Kepala Keluarga", "Nama Kepala Keluarga", "NIK Istri", "Nama Istri", "Desa",
        "Kecamatan"]  # fmt: skip
TARGETS = ["Punya Anak 0-23 Bulan", "Punya Anak 24-59 Bulan", "PUS", "PUS Hamil"]
FOUR = ["Terlalu Muda (Umur Istri < 20 Tahun)", "Terlalu Tua (Umur Istri 35 sd 40 Tahun)",
        "Terlalu Dekat (< 2 Tahun)", "Terlalu Banyak (≥ 3 Anak)", "PUS 4 Terlalu"]  # fmt: skip
UNSAFE = ["Keluarga Tidak Mempunyai Sumber Air Minum Utama yang Layak", "Keluarga Tidak Mempunyai Jamban yang Layak"]
LAST = ["Bukan Peserta KB Modern", "Jenis Pendampingan yang Diterima"]


def _form() -> Grid:
    """Four header rows: groups above their columns, everything else in the first row."""
    blank = [None] * len(LEFT)
    return [
        [*LEFT, "Sasaran", None, None, None, "Penapisan", *[None] * 6, *LAST],
        [*blank, *TARGETS, *UNSAFE, "PUS 4 Terlalu", *[None] * 4, None, None],
        [*blank, *[None] * 6, *FOUR, None, None],
        [*blank, *[None] * 11, None, None],
    ]


def _spans() -> list[Merge]:
    upright = [(0, c, 3, c) for c in (*range(8), 19, 20)]
    groups = [(0, 8, 0, 11), (0, 12, 0, 18), (1, 14, 1, 18)]
    return [*upright, *groups, *((1, c, 3, c) for c in range(8, 14)), *((2, c, 3, c) for c in range(14, 19))]


ROW: list[Any] = ["1", KK, FATHER, "BUDI", MOTHER, "SITI", "Wonotirto", "Samboja",
                  1, 2, 1, 2, 1, 2, 2, 2, 3, 1, 1, 2, "3,6,7"]  # fmt: skip

EXPECTED = {
    "has_under_two": True, "has_under_five": False, "couple": True, "pregnant_wife": False, "water_unsafe": True,
    "latrine_unsafe": False, "too_young": False, "too_old": False, "too_close": None, "too_many": True,
    "four_too": True, "no_modern_contraception": False,
    "assistance": ["counselling", "foster_parent", "supplementary_food"],
}  # fmt: skip


@pytest.mark.parametrize("titles", [0, 3])
@pytest.mark.parametrize("kind", ["xlsx", "xlsx without merges", "csv"])
def test_the_form(inbox: Inbox, kind: str, titles: int):
    rows = [*[["PENAPISAN KELUARGA BERISIKO STUNTING"]] * titles, *_form(), ROW]
    if kind == "csv":
        got = inbox.csv("form.csv", [[("" if c is None else c) for c in row] + [""] * (21 - len(row)) for row in rows])
    else:
        merged = [(a + titles, b, c + titles, d) for a, b, c, d in _spans()] if kind == "xlsx" else []
        got = inbox.xlsx("form.xlsx", rows, merged)
    assert [(r["role"], r["name"], r["nik"]) for r in got.records] == [
        ("head", "BUDI", FATHER),
        ("wife", "SITI", MOTHER),
    ]
    for record in got.records:
        assert {name: record[name] for name in EXPECTED} == EXPECTED
        assert (record["row"], record["kk"], record["village_written"]) == (titles + 5, KK, "Wonotirto")
    assert [(r["sex"], r["relation"]) for r in got.records] == [(None, "head"), ("P", "wife")]


def test_a_row_with_one_of_the_two(inbox: Inbox):
    alone = [*ROW[:2], "", "", *ROW[4:]]
    nobody = [*ROW[:2], "", "", "", "", *ROW[6:]]
    got = inbox.xlsx("form.xlsx", [*_form(), alone, nobody], _spans())
    assert [r["role"] for r in got.records] == ["wife"]
    assert got.reasons == [(6, "", "nobody")]


UPPER = columns(
    "NO,PROVINSI,KABUPATEN,KECAMATAN,KELURAHAN,NAMA KEPALA KELUARGA,NAMA ISTRI,SUMBER AIR MINUM TIDAK LAYAK,"
    "JAMBAN TIDAK LAYAK,TERLALU MUDA,TERLALU TUA,TERLALU DEKAT,TERLALU BANYAK,BUKAN PESERTA KB MODERN"
)


@pytest.mark.parametrize("mark", ["V", "v", "√", "✓", "YA", "1"])
def test_marks(inbox: Inbox, mark: str):
    row = ["1", "KALTIM", "KUKAR", "SAMBOJA", "WONOTIRTO", "BUDI", "SITI", mark, "", mark, "", "X", "TIDAK", mark]
    record = inbox.xlsx("Verval_KRS_2025.xlsx", [UPPER, row]).only(role="head")
    assert [record[n] for n in ("water_unsafe", "latrine_unsafe", "too_young", "too_old", "too_close", "too_many")] == [
        True, None, True, None, False, False,
    ]  # fmt: skip
    assert (record["true_at"], record["true_at_from"]) == (date(2025, 12, 31), "file_name")


SERVICE: dict[str, Any] = {
    "id_frm": 7, "id_provinsi": 64, "kode_depdagri_provinsi": 64, "nama_provinsi": "KALIMANTAN TIMUR",
    "kode_depdagri_kabupaten": 2, "nama_kabupaten": "KUTAI KARTANEGARA", "kode_depdagri_kecamatan": 13,
    "nama_kecamatan": "SAMBOJA", "kode_depdagri_kelurahan": 1008, "nama_kelurahan": "WONOTIRTO", "nama_rw": "001",
    "nama_rt": "003", "periode": "Semester 1 2026", "kode_keluarga": KK, "nik": FATHER,
    "nama_kepala_keluarga": "BUDI", "nama_istri": "SITI", "baduta": 1, "balita": 0, "pus": "1", "pus_hamil": 0,
    "sumber_air_layak_tidak": "TIDAK", "jamban_layak_tidak": "YA", "terlalu_muda": 0, "terlalu_tua": 1,
    "terlalu_dekat": None, "terlalu_banyak": 0, "bukan_peserta_kb_modern": 1, "kesejahteraan_prioritas": "1",
    "risiko_stunting": "BERISIKO", "latitude": -1.05, "longitude": 117.1,
}  # fmt: skip


@pytest.mark.parametrize("form", ["array", "data", "ndjson"])
def test_the_data_service(inbox: Inbox, form: str):
    people = [SERVICE, SERVICE | {"nama_istri": None}]
    if form == "ndjson":
        got = inbox.ndjson("krs.ndjson", people)
    else:
        got = inbox.json("krs.json", people if form == "array" else {"status": "ok", "data": people})
    assert [(r["row"], r["role"]) for r in got.records] == [(1, "head"), (1, "wife"), (2, "head")]
    record = got.only(row=1, role="head")
    assert (record["layout"], record["family_ref"], record["nik"]) == ("layanan-data", KK, FATHER)
    assert (record["water_unsafe"], record["latrine_unsafe"], record["too_old"]) == (True, False, True)
    assert (record["has_under_two"], record["has_under_five"], record["too_close"]) == (True, False, None)
    assert (record["risk_claimed"], record["welfare_rank"]) == (True, "1")
    assert (record["true_at"], record["true_at_from"]) == (date(2026, 6, 30), "row")
    assert (record["latitude"], record["longitude"]) == (-1.05, 117.1)
    assert (record["village_written"], record["rt"], record["rw"]) == ("WONOTIRTO", "003", "001")
    assert json.loads(record["other"])["kode_depdagri_kelurahan"] == "1008"


@pytest.mark.parametrize(
    ("column", "read"),
    [
        ([0, 1, 2, 3], [False, True, True, True]),
        ([1, 4], [True, True]),
        ([1, 2, 2], [True, False, False]),
        ([1, 2, 3, None], [True, False, None, None]),
        (["V", None], [True, None]),
    ],
    ids=["counts, for one is 0", "counts, for one is 4", "codes", "codes with 3 for not applicable", "marks"],
)
def test_the_data_service_counts_children_or_marks_that_there_are(inbox: Inbox, column: list, read: list):
    got = inbox.json("krs.json", [SERVICE | {"baduta": cell} for cell in column])
    assert [r["has_under_two"] for r in got.records if r["role"] == "head"] == read


def test_the_survey_writes_the_family_number_as_a_number(inbox: Inbox):
    headers = ["Nomor Keluarga Indonesia", *LEFT[2:], "Keluarga Tidak Mempunyai Jamban yang Layak", "PUS 4 Terlalu"]
    record = inbox.xlsx(
        "survei.xlsx", [headers, [6402131001190002.0, FATHER, "BUDI", MOTHER, "SITI", "Wonotirto", "Samboja", 1, 2]]
    ).only(role="head")
    assert record["kk"] is None
    assert record["family_ref"] == "6402131001190002.0"


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("Semester 2 2025", date(2025, 12, 31)),
        ("SEMESTER I TAHUN 2026", date(2026, 6, 30)),
        ("2026-S1", date(2026, 6, 30)),
        ("2026-1", date(2026, 6, 30)),
        ("20252", date(2025, 12, 31)),
        ("Triwulan III 2026", date(2026, 9, 30)),
        ("TW1 2026", date(2026, 3, 31)),
        ("202609", date(2026, 9, 30)),
        ("2026-09", date(2026, 9, 30)),
        ("9/2026", date(2026, 9, 30)),
        ("September 2026", date(2026, 9, 30)),
        ("2025", date(2025, 12, 31)),
        ("2026", TODAY),
        ("12/05/2026", date(2026, 5, 12)),
        ("12 Mei 2026", date(2026, 5, 12)),
        ("kapan", TODAY),
    ],
)
def test_periods(inbox: Inbox, written: str, day: date):
    assert inbox.json("krs.json", [SERVICE | {"periode": written}]).only(role="head")["true_at"] == day


def test_one_of_the_two_names_itself_by_the_form(inbox: Inbox):
    upper = [h.upper() for h in LEFT]
    headers = [*upper, "BADUTA", "BALITA", "PUS", "PUS HAMIL", "JAMBAN TIDAK LAYAK", "TERLALU MUDA"]
    got = inbox.csv(
        "v.csv", [headers, ["1", KK, FATHER, "BUDI", MOTHER, "SITI", "Wonotirto", "Samboja", "V", "", "V", "", "", "V"]]
    )
    assert [r["layout"] for r in got.records] == ["formulir", "formulir"]
    assert got.only(role="wife")["too_young"] is True
