"""Any table comes in whole: csv, csv.gz, xlsx with titles above, Parquet; other files are refused."""

from __future__ import annotations

import gzip
from datetime import date, datetime, time
from pathlib import Path

import numpy as np
import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.pipeline.children.children_kit import ANI, answered, write_csv

from padan.kernel.errors import UnknownSourceError, UnreadableFileError
from padan.pipeline.children import given as given_module
from padan.pipeline.children.given import read_given

#: z by hand from WHO's tables at 982 days: PB/U (79.5 - 91.33) / SD below; the package gives the same.
Z_OF_ANI = {"z_pb_u": -3.54, "z_bb_u": -3.06, "z_bb_pb": -1.22, "z_imt_u": -0.87}


def _workbook(path: Path, *sheets: str) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name in sheets:
        page = book.create_sheet(name)
        page.append(["DAFTAR PENIMBANGAN POSYANDU MAWAR"])
        page.append([])
        page.append(["No", "Nama", "L/P", "Tgl Lahir", "Tgl Ukur", "Berat", "Tinggi", "Cara Ukur"])
        page.append([1, 2, 3, 4, 5, 6, 7, 8])
        page.append([1, "Ani", "P", date(2024, 3, 5), datetime(2026, 11, 12, 9, 30), 9.1, 79.5, "Berdiri"])
        page.append([2, "Budi", "P", date(2024, 3, 5), date(2026, 11, 12), time(9, 10), "79,5 cm", "Berdiri"])
    book.save(path)
    return path


def test_a_spreadsheet_with_real_dates_and_times(tmp_path: Path) -> None:
    ani, budi = answered(_workbook(tmp_path / "a.xlsx", "Nov"))

    assert ani.items() >= Z_OF_ANI.items()
    assert budi.items() >= Z_OF_ANI.items()
    assert ani["catatan"] is None
    assert "09:10" in budi["catatan"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_a_csv_with_decimal_commas(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = write_csv(tmp_path / "a.csv", [{"Catatan": "José – 5½"} | ANI], delimiter, encoding)

    (ani,) = answered(path)

    assert ani.items() >= Z_OF_ANI.items()
    assert read_given(path).table.column("Catatan").to_pylist() == ["José – 5½"]


def test_a_packed_csv(tmp_path: Path) -> None:
    plain = write_csv(tmp_path / "a.csv", [ANI])
    (tmp_path / "b.csv.gz").write_bytes(gzip.compress(plain.read_bytes()))

    assert read_given(tmp_path / "b.csv.gz").table.equals(read_given(plain).table)


def test_parquet_keeps_its_types(tmp_path: Path) -> None:
    table = pa.table(
        {
            "sex": pa.array(["P"]).dictionary_encode(),
            "birth_date": pa.array([date(2024, 3, 5)]),
            "measured_on": pa.array([datetime(2026, 11, 12, 9, 30)]),
            "weight": [9.1],
            "length": pa.array([79.5], pa.float32()),
            "oedema": [False],
        }
    )
    pq.write_table(table, tmp_path / "a.parquet")

    (ani,) = answered(tmp_path / "a.parquet")

    assert ani.items() >= Z_OF_ANI.items()
    assert read_given(tmp_path / "a.parquet").table.schema == table.schema


def test_names_that_come_twice_are_numbered_and_blank_ones_named(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("JK,Ket,Ket,,umur_hari,BB\nP,a,b,c,900,9\n")

    assert read_given(tmp_path / "a.csv").table.column_names == ["JK", "Ket", "Ket (2)", "kolom 4", "umur_hari", "BB"]


def test_a_row_that_is_too_long_stays_in_its_place_with_all_its_cells(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("JK,umur_hari,BB\nP,900,9\nP,900,9,5,x\nL,901,10\n")

    given = read_given(tmp_path / "a.csv")

    assert given.table.column("BB").to_pylist() == ["9", "9,5,x", "10"]
    assert given.rows.tolist() == [2, 3, 4]
    assert given.broken.tolist() == [False, True, False]
    rows = answered(tmp_path / "a.csv")
    assert [row["z_bb_u"] is None for row in rows] == [False, True, False]
    assert rows[1]["alasan"] == "Selnya lebih banyak dari kepala tabel; baris ini tidak dibaca."


def test_a_header_alone_is_a_table_of_no_rows(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("JK,umur_hari,BB\n")

    assert answered(tmp_path / "a.csv") == []
    assert read_given(tmp_path / "a.csv").table.column_names == ["JK", "umur_hari", "BB"]


def test_of_several_sheets_one_must_be_named(tmp_path: Path) -> None:
    path = _workbook(tmp_path / "a.xlsx", "Okt", "Nov")

    with pytest.raises(UnknownSourceError, match="Okt, Nov"):
        read_given(path)
    assert read_given(path, "Okt").sheet == "Okt"
    with pytest.raises(UnknownSourceError, match="Tidak ada tabel anak"):
        read_given(path, "Des")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"", "Berkas kosong"),
        ("a.csv", b"halo\nhalo\n", "Tidak ada tabel anak"),
        ("a.gz", b"\x1f\x8b\x08\x00rusak", "rusak"),
        ("a.parquet", b"PAR1rusak", "rusak"),
        ("a.pdf", b"%PDF-1.7", "PDF"),
        (None, b"", "tidak ada"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, name: str | None, content: bytes, said: str) -> None:
    if name:
        (tmp_path / name).write_bytes(content)

    with pytest.raises((UnreadableFileError, UnknownSourceError), match=said):
        read_given(tmp_path / (name or "tidak.csv"))


def test_what_unpacks_to_far_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(given_module, "MAX_UNPACKED", 1000)
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(b"sex,age,weight\n" * 100))

    with pytest.raises(UnreadableFileError, match="bom zip"):
        read_given(tmp_path / "a.csv.gz")


def test_rows_are_numbered_as_seen(tmp_path: Path) -> None:
    given = read_given(_workbook(tmp_path / "a.xlsx", "Nov"))

    assert np.array_equal(given.rows, [5, 6])
