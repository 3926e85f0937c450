"""The village's register: codes or texts, its export's faults, and the village that its file does not name."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.pipeline.receive.receive_kit import FATHER, KK, MOTHER, VILLAGE, Grid, Inbox, columns, xlsx

from padan.kernel.errors import UnknownSourceError
from padan.pipeline.receive.origin import village_of_file

HEADERS = columns(
    "alamat,dusun,rw,rt,nama,no_kk,nik,sex,tempatlahir,tanggallahir,agama_id,pendidikan_kk_id,pendidikan_sedang_id,"
    "pekerjaan_id,status_kawin,kk_level,warganegara_id,ayah_nik,nama_ayah,ibu_nik,nama_ibu,golongan_darah_id,akta_lahir,"
    "dokumen_pasport,tanggal_akhir_paspor,dokumen_kitas,akta_perkawinan,tanggalperkawinan,akta_perceraian,"
    "tanggalperceraian,cacat_id,cara_kb_id,hamil,ktp_el,status_rekam,alamat_sekarang,status_dasar,suku,tag_id_card,"
    "id_asuransi,no_asuransi,lat,lng"
)
CODES: dict[str, Any] = {
    "alamat": "JL. MAWAR", "dusun": "DUSUN_I", "rw": "'001", "rt": "-", "nama": "SITI AMINAH", "no_kk": KK,
    "nik": MOTHER, "sex": "2", "tempatlahir": "SAMBOJA", "tanggallahir": "'12-05-1992", "agama_id": "1",
    "pendidikan_kk_id": "5", "pekerjaan_id": "2", "status_kawin": "2", "kk_level": "3", "ayah_nik": "0",
    "nama_ayah": "ALI", "ibu_nik": "", "nama_ibu": "ANI", "cacat_id": "7", "hamil": "2", "status_dasar": "1",
    "id_asuransi": "3", "lat": "-1.05", "lng": "117.1",
}  # fmt: skip
TEXTS = CODES | {
    "sex": "Perempuan", "agama_id": "Islam", "pendidikan_kk_id": "SLTA / SEDERAJAT", "status_kawin": "Kawin",
    "pekerjaan_id": "MENGURUS RUMAH TANGGA", "kk_level": "Istri", "cacat_id": "Tidak Cacat", "hamil": "TIDAK",
    "status_dasar": "TETAP", "id_asuransi": "BPJS Non Penerima Bantuan Iuran", "ktp_el": "WNI", "status_rekam": "WNI",
}  # fmt: skip


def _row(values: dict[str, Any], **changes: Any) -> list[Any]:
    return [(values | changes).get(name, "") for name in HEADERS]


@pytest.mark.parametrize("values", [CODES, TEXTS], ids=["codes", "texts"])
def test_the_43_columns(inbox: Inbox, values: dict[str, Any]):
    record = inbox.xlsx("penduduk.xlsx", [HEADERS, _row(values)], village=VILLAGE).only(row=2)
    assert (record["source"], record["layout"], record["role"]) == ("opensid", "penduduk", "person")
    assert (record["name"], record["nik"], record["kk"], record["sex"]) == ("SITI AMINAH", MOTHER, KK, "P")
    assert (record["birth_date"], record["birth_place"]) == (date(1992, 5, 12), "SAMBOJA")
    assert (record["relation"], record["marital_status"], record["pregnant"]) == ("wife", "married", False)
    assert record["health_insurance"] == "non_pbi"
    assert (record["father_name"], record["father_nik"], record["mother_name"]) == ("ALI", None, "ANI")
    assert (record["village_code_written"], record["rw"], record["rt"]) == (VILLAGE, "001", None)
    assert (record["latitude"], record["longitude"]) == (-1.05, 117.1)
    assert None not in (record["religion"], record["education"], record["occupation"])


def test_both_ways_of_writing_mean_the_same(inbox: Inbox):
    coded = inbox.xlsx("a.xlsx", [HEADERS, _row(CODES)], village=VILLAGE).only(row=2)
    told = inbox.xlsx("b.xlsx", [HEADERS, _row(TEXTS)], village=VILLAGE).only(row=2)
    same = (
        "religion", "education", "marital_status", "relation", "disability", "health_insurance", "sex", "pregnant",
        "occupation",
    )  # fmt: skip
    assert {name: coded[name] for name in same} == {name: told[name] for name in same}


@pytest.mark.parametrize(
    ("nik", "quality", "digits"),
    [
        ("0640213100800001"[:16], "temporary", "0640213100800001"),
        ("0", "missing", None),
        ("'" + MOTHER, "sound", MOTHER),
        (MOTHER + "\u00a0", "sound", MOTHER),
        ("6402135205920000", "malformed", None),
        ("", "missing", None),
    ],
)
def test_numbers_of_the_villages(inbox: Inbox, nik: str, quality: str, digits: str | None):
    record = inbox.xlsx("p.xlsx", [HEADERS, _row(CODES, nik=nik)], village=VILLAGE).only(row=2)
    assert (record["nik_quality"], record["nik_digits"]) == (quality, digits)


@pytest.mark.parametrize(("code", "status"), [("1", "alive"), ("2", "dead"), ("3", "moved"), ("9", "invalid")])
def test_who_is_no_longer_there(inbox: Inbox, code: str, status: str):
    assert (
        inbox.xlsx("p.xlsx", [HEADERS, _row(CODES, status_dasar=code)], village=VILLAGE).only(row=2)["status"] == status
    )


def test_the_marker_ends_the_data(inbox: Inbox):
    rows: Grid = [HEADERS, _row(CODES), ["", "###"], _row(CODES, nama="CONTOH")]
    got = inbox.xlsx("p.xlsx", rows, village=VILLAGE)
    assert [r["name"] for r in got.records] == ["SITI AMINAH"]
    assert got.outcome.receipt.rows_in == 1


def test_the_sheet_of_codes_is_passed_over_and_said(inbox: Inbox):
    codes: Grid = [["Kode", "Agama", None, "Kode", "SHDK"], [1, "Islam", None, 1, "Kepala Keluarga"]]
    path = xlsx(inbox.folder / "p.xlsx", {"Data Penduduk": [HEADERS, _row(CODES)], "Kode Data": codes})
    receipt = inbox.take(path, village=VILLAGE).outcome.receipt
    assert [sheet.sheet for sheet in receipt.sheets] == ["Data Penduduk"]
    assert receipt.notes == ("Lembar Kode Data tidak dikenali dan dilewati",)


@pytest.mark.parametrize(
    ("name", "titles", "given", "code"),
    [
        ("p.xlsx", [], "64.02.13.1008", "64.02.13.1008"),
        ("p.xlsx", [], "6402131008", "64.02.13.1008"),
        ("p.xlsx", [], "Wonotirto", "64.02.13.1008"),
        ("p.xlsx", [], "Tanjung Harapan, Sebulu", "64.02.07.2002"),
        ("penduduk_64.02.07.2002.xlsx", [], None, "64.02.07.2002"),
        ("Data_Penduduk_6402072002_2026.xlsx", [], None, "64.02.07.2002"),
        ("penduduk_Desa_Tanjung_Harapan_Kec_Sebulu.xlsx", [], None, "64.02.07.2002"),
        ("Penduduk Wonotirto.xlsx", [], None, "64.02.13.1008"),
        ("Loa Kulu Kota.xlsx", [], None, "64.02.02.2004"),
        ("penduduk_64.02.13.1001.xlsx", [], None, "64.02.20.1007"),
        ("p.xlsx", ["DESA : TANJUNG HARAPAN", "KECAMATAN : SEBULU"], None, "64.02.07.2002"),
        ("p.xlsx", ["KELURAHAN: WONOTIRTO"], None, "64.02.13.1008"),
        ("Wonotirto.xlsx", ["DESA : ANTAH BERANTAH"], None, "64.02.13.1008"),
    ],
)
def test_whose_register_it_is(inbox: Inbox, name: str, titles: list[str], given: str | None, code: str):
    assert village_of_file(inbox.folder / name, titles, given) == code


@pytest.mark.parametrize(
    ("name", "titles", "code"),
    [
        ("penduduk.xlsx", [], VILLAGE),
        ("penduduk_Wonotirto.xlsx", [], VILLAGE),
        ("p.xlsx", ["DESA : TANJUNG HARAPAN", "KECAMATAN : SEBULU"], "64.02.07.2002"),
        ("penduduk_64.02.07.2002.xlsx", [], "64.02.07.2002"),
    ],
)
def test_the_senders_own_village_holds_where_the_file_names_none(inbox: Inbox, name: str, titles: list[str], code: str):
    assert village_of_file(inbox.folder / name, titles, None, own=VILLAGE) == code


def test_the_senders_own_village_does_not_settle_which_of_others_is_meant(inbox: Inbox):
    with pytest.raises(UnknownSourceError, match="mungkin"):
        village_of_file(inbox.folder / "penduduk_Tanjung_Harapan.xlsx", [], None, own=VILLAGE)


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("penduduk.xlsx", None, "tidak menyebut desanya"),
        ("penduduk_Tanjung_Harapan.xlsx", None, "mungkin"),
        ("penduduk_99.99.99.9999.xlsx", None, "tidak menyebut desanya"),
        ("p.xlsx", "Tanjung Harapan", "mungkin"),
        ("p.xlsx", "Antah Berantah", "tidak ditemukan"),
        ("p.xlsx", "99.99.99.9999", "tidak ditemukan"),
    ],
)
def test_a_village_is_never_guessed(inbox: Inbox, name: str, given: str | None, said: str):
    with pytest.raises(UnknownSourceError, match=said) as error:
        inbox.xlsx(name, [HEADERS, _row(CODES)], village=given)
    assert error.value.next_step
    assert not any(inbox.home.records.glob("*"))


def test_without_a_regency_a_name_alone_settles_nothing(inbox: Inbox, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PADAN_REGENCY", "")
    with pytest.raises(UnknownSourceError):
        village_of_file(inbox.folder / "Wonotirto.xlsx", [], None)


def test_the_village_that_was_said_holds_where_a_row_says_none(inbox: Inbox):
    rows = [["nik", "nama", "desil", "kode_desa"], [MOTHER, "A", "1", ""], [FATHER, "B", "1", "6402072002"]]
    got = inbox.csv("d.csv", rows, village=VILLAGE)
    assert [r["village_code_written"] for r in got.records] == [VILLAGE, "6402072002"]
