"""The welfare lists: DTSEN in its several shapes, and DTKS and P3KE that came before it."""

from __future__ import annotations

import json
from datetime import date

import pytest
from tests.pipeline.receive.receive_kit import CHILD, FATHER, KK, MOTHER, TODAY, Inbox, columns, csv_file, xls

SNAKE = columns(
    "nik,no_kk,nama,nama_kepala_keluarga,tempat_lahir,tanggal_lahir,id_jenis_kelamin,id_hub_kepala_keluarga,"
    "id_status_perkawinan,kode_provinsi,provinsi,kode_kabupaten_kota,kabupaten_kota,kode_kecamatan,kecamatan,"
    "kode_kelurahan_desa,kelurahan_desa,alamat,desil_nasional,status_dtsen,cut_off,pkh,bpnt,pbi,kemiskinan_ekstrem,"
    "jumlah_anggota_keluarga,id_sumber_airminum,id_fasilitas_bab,luas_lantai_bangunan,id_kondisi_gizi"
)
SNAKE_ROW = [
    MOTHER, KK, "SITI AMINAH", "BUDI", "SAMBOJA", "1992-05-12", 2, 2, 2, 64, "KALIMANTAN TIMUR", 6402,
    "KAB. KUTAI KARTANEGARA", 640213, "SAMBOJA", 6402131008, "WONOTIRTO", "Jl. Mawar", 3, "DTSEN AKTIF",
    "2026-03-31", 1, 0, 1, 0, 4, 4, 1, "36", "3",
]  # fmt: skip


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252", "utf-16"])
def test_the_snake_case_table_in_any_writing(inbox: Inbox, encoding: str, delimiter: str):
    got = inbox.csv("DTSEN.csv", [SNAKE, SNAKE_ROW], encoding=encoding, delimiter=delimiter)
    record = got.only(row=2)
    assert {name: record[name] for name in ("source", "layout", "role", "sheet", "nik", "nik_quality", "kk")} == {
        "source": "dtsen", "layout": "dtsen", "role": "person", "sheet": "", "nik": MOTHER, "nik_quality": "sound",
        "kk": KK,
    }  # fmt: skip
    assert (record["name"], record["birth_date"], record["sex"]) == ("SITI AMINAH", date(1992, 5, 12), "P")
    assert (record["relation"], record["marital_status"], record["birth_place"]) == ("spouse", "married", "SAMBOJA")
    assert record["head_of_family"] == "BUDI"
    assert (record["village_code_written"], record["village_written"]) == ("6402131008", "WONOTIRTO")
    assert (record["district_written"], record["regency_written"]) == ("SAMBOJA", "KAB. KUTAI KARTANEGARA")
    assert (record["desil_low"], record["desil_high"], record["desil_quality"]) == (3, 3, "exact")
    assert (record["true_at"], record["true_at_from"]) == (date(2026, 3, 31), "row")
    assert record["programmes"] == ["pbi", "pkh"]
    assert record["extreme_poverty"] is False
    assert record["water"] is not None
    assert record["floor_area"] == 36
    assert json.loads(record["other"])["id_kondisi_gizi"] == "3"


def test_the_interchange_csv(inbox: Inbox):
    got = inbox.csv(
        "interchange.csv",
        [
            columns("nik,nama,no_kk,kecamatan,desa,desil,pkh,bpnt,pbi_jk"),
            [MOTHER, "Siti", KK, "Samboja", "Wonotirto", "2", "ya", "tidak", "1"],
            ["640213******0003", "Budi", "", "Samboja", "Wonotirto", "", "", "", ""],
            ["'" + FATHER, "Ali", "6,40213E+15", "Samboja", "Wonotirto", "> 5", "", "", ""],
        ],
    )
    assert got.only(row=2)["programmes"] == ["pbi", "pkh"]
    masked = got.only(row=3)
    assert (masked["nik"], masked["nik_quality"], masked["nik_digits"]) == (None, "masked", "640213")
    assert (masked["desil_low"], masked["desil_quality"], masked["programmes"]) == (None, "unknown", [])
    third = got.only(row=4)
    assert (third["nik"], third["kk_quality"], third["kk_digits"]) == (FATHER, "region_only", "640213")
    assert (third["desil_low"], third["desil_high"]) == (6, 10)


@pytest.mark.parametrize(
    ("written", "low", "high", "quality"),
    [
        (3, 3, 3, "exact"),
        ("6-10", 6, 10, "range"),
        ("Belum Ada Desl", None, None, "unknown"),
        ("Desil 4", 4, 4, "exact"),
        (None, None, None, "unknown"),
        (0, None, None, "unknown"),
        (-1, None, None, "unreadable"),
        (11, None, None, "unreadable"),
        (date(2026, 10, 6), 6, 10, "from_date"),
    ],
)
def test_a_list_made_by_hand(inbox: Inbox, written: object, low: int | None, high: int | None, quality: str):
    got = inbox.xlsx(
        "Daftar PPKS.xlsx",
        [
            ["DAFTAR PENERIMA KECAMATAN SAMBOJA"],
            [],
            [
                "NO", "NAMA", "KETERANGAN DESIL", "NIK", "KK", "TEMPAT TGL LAHIR", "PEKERJAAN", "JENIS KELAMIN",
                "DESA", "KECAMATAN", "KRITERIA PPKS",
            ],
            [1, "SITI", written, MOTHER, KK, "Samboja, 12-05-1992", "IRT", "Perempuan", "Wonotirto", "Samboja", "PKH"],
        ],
    )  # fmt: skip
    record = got.only(row=4)
    assert (record["desil_low"], record["desil_high"], record["desil_quality"]) == (low, high, quality)
    assert (record["birth_place"], record["birth_date"]) == ("Samboja", date(1992, 5, 12))
    assert (record["birth_date_quality"], record["birth_date_written"]) == ("exact", "Samboja, 12-05-1992")
    assert record["occupation"] == "IRT"
    assert json.loads(record["other"]) == {"NO": "1", "KRITERIA PPKS": "PKH"}
    assert (record["true_at"], record["true_at_from"]) == (TODAY, "receipt")


@pytest.mark.parametrize(
    ("written", "place", "born", "quality"),
    [
        ("Tenggarong, 3 Agustus 1990", "Tenggarong", date(1990, 8, 3), "exact"),
        ("Tenggarong 03/08/1990", "Tenggarong", date(1990, 8, 3), "exact"),
        ("Tenggarong", "Tenggarong", None, "missing"),
        ("Tenggarong, 31-02-1990", "Tenggarong", None, "impossible"),
        ("Tenggarong, 03-08-2090", "Tenggarong", None, "impossible"),
        ("1990-08-03", None, date(1990, 8, 3), "exact"),
    ],
)
def test_place_and_date_in_one_cell(inbox: Inbox, written: str, place: str | None, born: date | None, quality: str):
    got = inbox.csv("d.csv", [["NAMA", "NIK", "DESIL", "Tempat/Tgl Lahir"], ["BUDI", FATHER, "1", written]])
    record = got.only(row=2)
    assert (record["birth_place"], record["birth_date"], record["birth_date_quality"]) == (place, born, quality)


def test_the_first_of_two_columns_of_birth_that_has_a_date_counts(inbox: Inbox):
    got = inbox.csv(
        "d.csv",
        [
            ["NAMA", "NIK", "DESIL", "TANGGAL LAHIR", "TTL"],
            ["BUDI", FATHER, "1", "", "Samboja, 03-08-1990"],
            ["ALI", "", "1", "04-08-1990", "Samboja, 03-08-1990"],
            ["ADI", "", "1", "kapan-kapan", "Samboja"],
        ],
    )
    assert [(r["birth_date"], r["birth_date_quality"], r["birth_date_written"]) for r in got.records] == [
        (date(1990, 8, 3), "exact", "Samboja, 03-08-1990"),
        (date(1990, 8, 4), "exact", "04-08-1990"),
        (None, "unreadable", "kapan-kapan"),
    ]


def test_a_portal_table_of_three_columns(inbox: Inbox):
    got = inbox.csv(
        "portal.csv",
        [
            ["nomor_kartu_keluarga", "nomor_induk_kependudukan", "desil_nasional"],
            [KK, MOTHER, "4"],
            [KK, "0", "4"],
            [KK, "tidak ada", "4"],
        ],
    )
    record = got.only(row=2)
    assert (record["nik"], record["kk"], record["desil_low"], record["name"]) == (MOTHER, KK, 4, None)
    assert got.reasons == [(3, "", "nobody"), (4, "", "nobody")]


def test_number_cells_keep_what_a_spreadsheet_left_of_them(inbox: Inbox):
    got = inbox.xlsx(
        "n.xlsx",
        [["nik", "nama", "no_kk", "desil"], [6402135205920003.0, "Siti", 6402131001190010.0, 1]],
    )
    record = got.only(row=2)
    assert (record["nik"], record["nik_quality"]) == (MOTHER, "sound")
    assert (record["kk"], record["kk_quality"], record["kk_digits"]) == (None, "last_digit_lost", "640213100119001")


SIKS = columns(
    "id_kec,id_desa,kecamatan,desa_kelurahan,NIK,NOKK,Nama,Alamat,idsemesta,verifyid,FIRST_SK,counter,BLT,BLT_BBM,"
    "BPNT,BNPT_PPKM,BST,PBI,PKH,RUTILAHU,SEMBAKO_ADAPTIF,PENA,PERMAKANAN,YAPI,periode_blt,periode_pkh,isAktifHamil,"
    "is_nonaktif,keterangan_disabilitas,keterangan_meninggal,masih_hidup_label,deleted_label,padankan_at,aktorLabel"
)


@pytest.mark.parametrize(
    ("note", "alive", "status"),
    [
        ("", "Ya", None),
        ("Meninggal", "Ya", "dead"),
        ("Tidak meninggal", "", None),
        ("", "Tidak", "dead"),
    ],
)
def test_a_row_of_siks_ng(inbox: Inbox, note: str, alive: str, status: str | None):
    values = dict.fromkeys(SIKS, "") | {
        "kecamatan": "SAMBOJA", "desa_kelurahan": "WONOTIRTO", "NIK": MOTHER, "NOKK": KK, "Nama": "SITI",
        "idsemesta": "A-1", "BPNT": "1", "PKH": "Ya", "isAktifHamil": "1", "keterangan_meninggal": note,
        "masih_hidup_label": alive,
    }  # fmt: skip
    record = inbox.csv("siks.csv", [SIKS, [values[name] for name in SIKS]]).only(row=2)
    assert (record["layout"], record["local_id"], record["nik"], record["kk"]) == ("dtks", "A-1", MOTHER, KK)
    assert record["programmes"] == ["bpnt", "pkh"]
    assert (record["pregnant"], record["status"]) == (True, status)


def test_the_local_sheet_made_from_it(inbox: Inbox):
    got = inbox.xlsx(
        "BNBA.xlsx",
        [
            columns("NAMA PENERIMA,NIK KTP,TAHAP,BANSOS,IDSEMESTA,NO KEL,NM PROV,NM KAB,NM KEC,NM KEL,ALAMAT"),
            ["SITI", MOTHER, "3", "PKH", "A-1", KK, "KALTIM", "KUKAR", "SAMBOJA", "WONOTIRTO", "RT 3"],
        ],
    )
    record = got.only(row=2)
    assert (record["layout"], record["name"], record["nik"], record["local_id"]) == ("dtks", "SITI", MOTHER, "A-1")
    assert (record["village_written"], record["district_written"]) == ("WONOTIRTO", "SAMBOJA")
    assert (record["regency_written"], record["province_written"]) == ("KUKAR", "KALTIM")
    assert record["kk"] == KK


P3KE_FAMILY = columns(
    "No,ID Keluarga P3KE,Provinsi,Kabupaten/Kota,Kecamatan,Desa/Kelurahan,Kode Kemdagri,Desil Kesejahteraan,Alamat,"
    "Kepala Keluarga,NIK,Padan Dukcapil,Jenis Kelamin,Tanggal Lahir,Pekerjaan,Pendidikan,Kepemilikan Rumah,"
    "Jenis Atap,Jenis Dinding,Jenis Lantai,Sumber Penerangan,Bahan Bakar Memasak,Sumber Air Minum,"
    "Memiliki Fasilitas Buang Air Besar,Penerima BPNT,Penerima BPUM,Penerima BST,Penerima PKH,Penerima SEMBAKO,"
    "Resiko Stunting"
)


def _p3ke(headers: list[str], **values: object) -> list[object]:
    known = {
        "ID Keluarga P3KE": "K-1", "Kecamatan": "Samboja", "Desa/Kelurahan": "Wonotirto", "NIK": FATHER,
        "Kode Kemdagri": "64.02.13.1008", "Desil Kesejahteraan": "1", "Kepala Keluarga": "BUDI",
        "Jenis Kelamin": "Laki-laki", "Tanggal Lahir": "03/08/1990 0:00:00", "Penerima PKH": "Ya",
        "Penerima BPNT": "Tidak", "Resiko Stunting": "Ya",
    } | values  # fmt: skip
    return [known.get(name, "") for name in headers]


def test_p3ke_by_family(inbox: Inbox):
    record = inbox.csv("P3KE keluarga.csv", [P3KE_FAMILY, _p3ke(P3KE_FAMILY)]).only(row=2)
    assert (record["layout"], record["family_ref"], record["relation"]) == ("p3ke-keluarga", "K-1", "head")
    assert (record["name"], record["nik"], record["sex"]) == ("BUDI", FATHER, "L")
    assert (record["birth_date"], record["birth_date_quality"]) == (date(1990, 8, 3), "ambiguous")
    assert (record["programmes"], record["risk_claimed"], record["desil_low"]) == (["pkh"], True, 1)
    assert record["kk"] is None


def test_p3ke_dates_are_settled_by_their_column(inbox: Inbox):
    rows = [_p3ke(P3KE_FAMILY, **{"Tanggal Lahir": day}) for day in ("25/08/1990 0:00:00", "03/08/1990 0:00:00")]
    got = inbox.csv("P3KE.csv", [P3KE_FAMILY, *rows])
    assert [r["birth_date_quality"] for r in got.records] == ["exact", "exact"]


def test_p3ke_by_person(inbox: Inbox):
    own = columns(
        "ID Individu,Nama,NIK,Padan Dukcapil,Jenis Kelamin,Hubungan dengan Kepala Keluarga,Tanggal Lahir,Status Kawin,"
        "Usia < 7,Penerima PKH"
    )
    headers = [*P3KE_FAMILY[:10], *own]
    row = _p3ke(
        headers,
        **{"ID Individu": "I-2", "Nama": "SITI", "NIK": MOTHER, "Hubungan dengan Kepala Keluarga": "Istri/Suami"},
    )
    record = inbox.csv("P3KE individu.csv", [headers, row]).only(row=2)
    assert (record["layout"], record["local_id"], record["family_ref"]) == ("p3ke-individu", "I-2", "K-1")
    assert (record["name"], record["head_of_family"], record["relation"]) == ("SITI", "BUDI", "spouse")


def test_an_old_workbook(inbox: Inbox):
    path = xls(
        inbox.folder / "d.xls", [["nik", "nama", "tanggal_lahir", "desil"], [CHILD, "Rara", date(2024, 2, 14), 1]]
    )
    record = inbox.take(path).only(row=2)
    assert (record["birth_date"], record["nik"]) == (date(2024, 2, 14), CHILD)


def test_headers_with_remarks_are_known_all_the_same(inbox: Inbox):
    headers = ["No", "Nama Lengkap *", "NIK (16 digit)", "Tanggal Lahir (dd/mm/yyyy)", "JK (L/P)", "Desil*"]
    got = inbox.csv("d.csv", [headers, ["1", "Siti", MOTHER, "12/05/1992", "P", "2"]])
    record = got.only(row=2)
    assert (record["name"], record["nik"], record["birth_date"]) == ("Siti", MOTHER, date(1992, 5, 12))
    assert (record["sex"], record["desil_low"]) == ("P", 2)


def test_a_dead_persons_row_says_so(inbox: Inbox):
    path = csv_file(
        inbox.folder / "d.csv",
        [["nik", "nama", "desil", "status_dtsen"], [MOTHER, "Siti", "1", "DTSEN AKTIF - ASESMEN MENINGGAL"]],
    )
    assert inbox.take(path).only(row=2)["status"] == "dead"
