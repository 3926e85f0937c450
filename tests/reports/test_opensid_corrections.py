"""Corrections for a village's own register: which there are, how OpenSID's importer takes them, and that they are read
back the same."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from tests.app.paper_kit import MARK

from padan.demo.lists.opensid import COLUMNS as EXPORTED
from padan.pipeline.home import Home
from padan.pipeline.receive import Request, receive
from padan.pipeline.release import build
from padan.reference.codes import code_list
from padan.reports.holdings import holdings
from padan.reports.opensid_book import import_book, reasons_book
from padan.reports.opensid_cells import COLUMNS, as_opensid
from padan.reports.opensid_corrections import Corrections, Decided, corrections

VILLAGE, OTHER = "64.02.13.1008", "64.02.07.2002"
CARD = "6402132003150004"
#: The village's register: NIK, name, sex, birth date, relation, further cells.
OWN: list[tuple[str, str, str, str, str, dict[str, str]]] = [
    ("6402131203230001", "FATHAN SALIM", "1", "13-03-2023", "4", {}),
    ("6402135508880002", "SITI RAHMAH", "2", "15-08-1988", "3", {"nama_ibu": "AMINAH"}),
    ("6402130101900003", "JOKO WIDODO SAPUTRO", "1", "01-01-1990", "1", {}),
    ("0640213100800001", "RINA MARLINA", "2", "04-05-2010", "4", {}),
]  # fmt: skip
DTSEN = "nama,nik,no_kk,tanggal_lahir,jenis_kelamin,hub_kepala_keluarga,kelurahan_desa,kecamatan,desil_nasional\n"
WEIGHED = "NIK,Nama,JK,Tgl Lahir,Nama Ortu,Kec,Desa/Kel,Berat,Tinggi,Tanggal Pengukuran\n"


def village_file(path: Path) -> Path:
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("Data Penduduk")
        page.write_row(0, 0, EXPORTED)
        for line, (nik, name, sex, born, relation, more) in enumerate(OWN, 1):
            cells = {
                "nik": nik, "nama": name, "sex": sex, "tanggallahir": born, "kk_level": relation, "no_kk": CARD,
                "dusun": "BERKAT USAHA", "rw": "001", "rt": "003", "alamat": "Gg. Damai", "status_dasar": "1", **more,
            }  # fmt: skip
            for column, text in cells.items():
                page.write_string(line, EXPORTED.index(column), text)
    return path


def released(home: Home, *files: tuple[Path, date]) -> Home:
    for path, on in files:
        assert receive(home, Request(path, on, village=VILLAGE)).receipt.rows_accepted
    build(home, date(2026, 11, 21))
    return home


def write(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, "utf-8")
    return folder / name


def person_of(home: Home, nik: str) -> str:
    rows = holdings(home.current_release()).rows("SELECT person_id FROM record WHERE nik_written = ?", [nik])
    found: str = rows[0]["person_id"]
    return found


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """The village's register of January; two newer lists that know Fathan's birth date otherwise, and agree; one alone
    that knows Joko's otherwise; and a girl of the village whom two lists know and the register does not."""
    folder = tmp_path_factory.mktemp("village")
    dtsen = (
        "FATHAN SALIM,6402131203230001,6402132003150004,12-03-2023,1,3,Wonotirto,Samboja,2\n"
        "JOKO WIDODO SAPUTRO,6402130101900003,6402132003150004,02-01-1990,1,1,Wonotirto,Samboja,2\n"
        "DEWI LESTARI,6402134404240005,6402132003150004,04-04-2024,2,3,Wonotirto,Samboja,2\n"
    )
    return released(
        Home(folder / "home").make(),
        (village_file(folder / "Data_Penduduk_2026.xlsx"), date(2026, 1, 10)),
        (write(folder, "dtsen_2026-06.csv", DTSEN + dtsen), date(2026, 7, 1)),
        (
            write(
                folder, "timbang.csv",
                WEIGHED + '6402131203230001,FATHAN SALIM,L,2023-03-12,,Samboja,Wonotirto,"13,0","95,0",2026-08-05\n'
                '6402134404240005,DEWI LESTARI,P,2024-04-04,,Samboja,Wonotirto,"11,0","85,0",2026-08-05\n',
            ),
            date(2026, 9, 1),
        ),
    )  # fmt: skip


def found(home: Home, *decided: Decided, village: str = VILLAGE) -> Corrections:
    return corrections(holdings(home.current_release()), village, decided)


def told(corrected: Corrections) -> list[tuple[str, str, str, str]]:
    return [(each.name, each.attribute, each.own, each.value) for each in corrected.told]


def test_two_newer_lists_that_agree_correct_the_register_and_one_alone_does_not(home: Home) -> None:
    corrected = found(home)
    assert ("FATHAN SALIM", "birth_date", "13-03-2023", "12-03-2023") in told(corrected)
    assert not [each for each in corrected.told if each.name.startswith("JOKO")]
    (row,) = [each for each in corrected.rows if each["nik"] == "6402131203230001"]
    kept = {"nama": "FATHAN SALIM", "no_kk": CARD, "dusun": "BERKAT USAHA", "rw": "001", "rt": "003"}
    filled = {column: text for column, text in row.items() if text}
    assert filled == {**kept, "nik": "6402131203230001", "tanggallahir": "12-03-2023"}
    (why,) = [each.why for each in corrected.told if each.name == "FATHAN SALIM"]
    assert "DTSEN" in why
    assert "e-PPGBM" in why


def test_an_answer_corrects_the_register_and_what_the_importer_refuses_is_for_the_hand(home: Home) -> None:
    person = person_of(home, "6402135508880002")
    corrected = found(
        home, Decided(person, "mother_name", "AMINAH BINTI SALEH", "Budi", date(2026, 11, 20)),
        Decided(person, "status", "moved", "Budi", date(2026, 11, 20)),
        Decided(person, "name", "SITI RAHMAH 2", "Budi", date(2026, 11, 20)),
    )  # fmt: skip
    own = {each.attribute: each for each in corrected.told if each.nik == "6402135508880002"}
    assert (own["mother_name"].by_hand, own["mother_name"].why) == ("", "Budi, 20 Nov 2026: jawaban petugas")
    assert own["status"].by_hand == "impor OpenSID tidak mengubah isian ini"
    assert own["name"].by_hand == "nama memuat huruf yang ditolak impor OpenSID"
    (row,) = [each for each in corrected.rows if each["nik"] == "6402135508880002"]
    assert (row["nama_ibu"], row["status_dasar"], row["nama"]) == ("AMINAH BINTI SALEH", "", "SITI RAHMAH")


def test_a_temporary_number_finds_its_resident(home: Home) -> None:
    person = person_of(home, "0640213100800001")
    corrected = found(home, Decided(person, "sex", "L", "Budi", date(2026, 11, 20)))
    (row,) = [each for each in corrected.rows if each["nik"] == "0640213100800001"]
    assert row["sex"] == "1"


def test_who_is_missing_from_the_register_is_a_new_row(home: Home) -> None:
    (row,) = [each for each in found(home).rows if each["nama"] == "DEWI LESTARI"]
    assert (row["no_kk"], row["sex"], row["tanggallahir"], row["status_dasar"]) == (CARD, "2", "04-04-2024", "1")
    assert (row["dusun"], row["rw"], row["rt"]) == ("BERKAT USAHA", "001", "003")


def test_nobody_of_another_village_is_told_of(home: Home) -> None:
    corrected = found(home, village=OTHER)
    assert (corrected.listed, corrected.rows, corrected.told) == (0, [], [])


def test_the_same_value_is_no_correction(home: Home) -> None:
    person = person_of(home, "6402135508880002")
    same = [Decided(person, *each, "Budi", date(2026, 11, 20)) for each in (("sex", "P"), ("birth_date", "1988-08-15"))]
    assert told(found(home, *same)) == told(found(home))


def test_the_file_read_back_has_the_corrected_values(home: Home, tmp_path: Path) -> None:
    person = person_of(home, "6402135508880002")
    decided = [
        Decided(person, "marital_status", "widowed", "Budi", date(2026, 11, 20)),
        Decided(person, "education", "primary", "Budi", date(2026, 11, 20)),
        Decided(person, "pregnant", "true", "Budi", date(2026, 11, 20)),
        Decided(person, "birth_date", "1988-09-16", "Budi", date(2026, 11, 20)),
    ]
    corrected = found(home, *decided)
    (tmp_path / "impor-opensid.xlsx").write_bytes(import_book(corrected, MARK))
    again = Home(tmp_path / "again").make()
    receipt = receive(again, Request(tmp_path / "impor-opensid.xlsx", date(2026, 11, 22), village=VILLAGE)).receipt
    assert (receipt.source, receipt.rows_in, receipt.rows_rejected) == ("opensid", len(corrected.rows), 0)
    records = pq.read_table(again.records / f"{receipt.receipt_id}.parquet").to_pylist()
    by_nik = {each["nik_written"]: each for each in records if each["role"] == "person"}
    siti = by_nik["6402135508880002"]
    assert {name: str(siti[name]) for name in ("marital_status", "education", "pregnant", "birth_date")} == {
        "marital_status": "widowed", "education": "primary", "pregnant": "True", "birth_date": "1988-09-16",
    }  # fmt: skip
    for each in corrected.told:
        if not each.by_hand and each.attribute:
            assert as_opensid(each.attribute, _as_claim(by_nik[each.nik][each.attribute]), None) == each.written


def _as_claim(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_the_book_for_the_importer_has_its_columns_and_no_other_sheet(home: Home) -> None:
    book = openpyxl.load_workbook(io.BytesIO(import_book(found(home), MARK)))
    assert book.sheetnames == ["Data Penduduk"]
    assert tuple(cell.value for cell in book.active[1]) == COLUMNS == EXPORTED[:41]


def test_reasons_stand_in_a_book_of_their_own(home: Home) -> None:
    book = openpyxl.load_workbook(io.BytesIO(reasons_book(found(home), "Wonotirto", MARK)))
    shown = [[cell.value for cell in row] for row in book["Lewat impor"].iter_rows(min_row=2)]
    assert ["FATHAN SALIM", "6402131203230001", "tanggal lahir", "13-03-2023", "12-03-2023"] in [
        row[:5] for row in shown
    ]
    assert MARK.name in str(book["Petunjuk"]["A3"].value)


def meanings() -> Iterator[tuple[str, str]]:
    for attribute in ("sex", "religion", "education", "marital_status", "relation", "status", "disability"):
        for meaning in {row.meaning for row in code_list(attribute).rows if row.source == "opensid" and row.code}:
            yield attribute, meaning


@pytest.mark.parametrize(("attribute", "meaning"), sorted(meanings()))
def test_a_code_that_is_written_is_read_as_what_was_meant(attribute: str, meaning: str) -> None:
    assert code_list(attribute).meaning("opensid", as_opensid(attribute, meaning, None)) == meaning
