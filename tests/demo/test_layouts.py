"""Headers and faults that each agency's files are known for."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from tests.demo.conftest import Regency, read_workbook

from padan.demo.lists import dtsen, dtsen_hand, opensid
from padan.demo.sheets import Sheet, write_workbook


def _rows(regency: Regency, name: str) -> dict[str, list[list[Any]]]:
    """Rows of the files whose name begins so, by file, first sheet only."""
    found: dict[str, list[list[Any]]] = {}
    for (file, sheet, _number), row in regency.cells.items():
        if file.startswith(name) and sheet != "Kode Data":
            found.setdefault(file, []).append(row)
    assert found, name
    return found


def test_dtsen_has_the_snake_case_header(regency: Regency) -> None:
    rows = regency.cells[dtsen.FILE, "", 1]
    assert tuple(rows) == dtsen.COLUMNS
    codes = {row[dtsen.COLUMNS.index("id_hub_kepala_keluarga")] for row in _rows(regency, "DTSEN")[dtsen.FILE][1:]}
    assert {"1", "2", "3"} <= codes <= set("12345678")


def test_the_hand_made_list_has_deciles_in_words_and_numbers_that_lost_a_digit(regency: Regency) -> None:
    (rows,) = _rows(regency, "Daftar_PPKS").values()
    assert tuple(rows[3]) == dtsen_hand.HEADER
    deciles = {row[2] for row in rows[4:]}
    assert deciles & {"6-10", "Belum Ada Desil", "Belum Ada Desl"}
    numbers = [row[3] for row in rows[4:] if isinstance(row[3], float)]
    assert numbers
    assert all(int(number) % 10 == 0 for number in numbers)


def test_eppgbm_has_titles_both_tails_and_the_known_misspelling(regency: Regency) -> None:
    files = _rows(regency, "Status_Gizi")
    headers = [rows[4] for rows in files.values()]
    assert all(header[:12][-1] == "Pukesmas" for header in headers)
    assert {"PMT Diterima (kg)", "Detail"} <= {column for header in headers for column in header}
    assert all(re.fullmatch(r"Data Tanggal : 2026-\d\d-05", rows[2][0]) for rows in files.values())


def test_eppgbm_weights_come_in_many_shapes(regency: Regency) -> None:
    weights = [row[19] for rows in _rows(regency, "Status_Gizi").values() for row in rows[5:]]
    assert any(isinstance(weight, float) and weight > 1000 for weight in weights), "grams"
    assert any(isinstance(weight, str) and "," in weight for weight in weights)


def test_months_across_has_two_header_rows(regency: Regency) -> None:
    sheets = _rows(regency, "Rekap_Penimbangan")
    filled = []
    for file, rows in sheets.items():
        first = rows[1].index("JANUARI")
        assert first == (9 if "Wilayah" in file else 8), "a sheet of several districts names the district"
        assert rows[2][first : first + 5] == ["TANGGALUKUR", "UMUR", "BERAT", "TINGGI", "CARAUKUR"]
        assert rows[1][first + 55] == "DESEMBER"
        filled.append(any(row[first + 45] for row in rows[3:]))
    assert sorted(filled) == [False] * (len(filled) - 1) + [True], "where October is an export, the sheet has none"


def test_the_csv_copy_keeps_titles_and_decimal_commas(regency: Regency) -> None:
    (rows,) = _rows(regency, "status_gizi").values()
    assert rows[2][0].startswith("Data Tanggal : ")
    assert rows[4][:3] == ["No", "NIK", "Nama"]


def test_the_krs_form_has_four_merged_header_rows(regency: Regency) -> None:
    for rows in _rows(regency, "KRS_Semester").values():
        header = rows[3:7]
        assert header[0][:2] == ["No", "No. Kartu Keluarga"]
        assert header[1][14] == "PUS 4 Terlalu"
        assert header[2][14:18] == ["Terlalu Muda", "Terlalu Tua", "Terlalu Dekat", "Terlalu Banyak"]
        codes = {row[column] for row in rows[8:] for column in range(8, 20)}
        assert codes <= {1, 2, 3}


def test_other_krs_lists_hold_marks_and_whole_numbers(regency: Regency) -> None:
    (marks,) = _rows(regency, "Verval_KRS").values()
    assert {row[column] for row in marks[3:] for column in range(10, 21)} <= {"V", ""}
    (service,) = _rows(regency, "krs_layanan").values()
    assert all(isinstance(row[0]["kode_depdagri_kelurahan"], int) for row in service)


def test_opensid_has_43_columns_and_names_its_village_in_the_file_name(regency: Regency) -> None:
    files = {path.name for path in regency.made.files["opensid"]}
    for file in files:
        assert regency.cells[file, opensid.SHEET, 1] == list(opensid.COLUMNS)
        assert re.search(r"64\.02\.\d\d\.\d{4}|6402\d{6}|Desa_.+_Kec_", file)
    assert len(opensid.COLUMNS) == 43


def test_fhir_uses_the_expected_codes(regency: Regency) -> None:
    resources = [rows[0] for files in (_rows(regency, "satusehat"),) for f in files.values() for rows in f]
    codes = {r["code"]["coding"][0]["code"] for r in resources if r["resourceType"] == "Observation"}
    assert {"29463-7", "8339-4"} <= codes <= {"29463-7", "8306-3", "8308-9", "8339-4", "9843-4"}
    systems = {i["system"] for r in resources for i in r.get("identifier", [])}
    assert {"https://fhir.kemkes.go.id/id/nik", "https://fhir.kemkes.go.id/id/kk"} <= systems


def test_a_workbook_holds_what_it_was_given(tmp_path: Any) -> None:
    row = ("a", 1.5, None, dt.date(2022, 8, 12), dt.time(9, 10), "")
    path = tmp_path / "x.xlsx"
    write_workbook(path, [Sheet("S", [row]), Sheet("T", [("b",)])])
    cells = read_workbook(path)
    assert cells["x.xlsx", "S", 1][:5] == ["a", 1.5, "", dt.date(2022, 8, 12), dt.time(9, 10)]
    assert cells["x.xlsx", "T", 1] == ["b"]


@pytest.mark.parametrize("column", ["ktp_el", "status_rekam"])
def test_the_text_mode_puts_citizenship_where_it_does_not_belong(column: str) -> None:
    codes = {name: opensid.texts([1, 2]) for name in opensid._TEXTS} | {column: opensid.texts([1, 2])}
    assert opensid._in_words(codes)[column].tolist() == ["WNI", None]
