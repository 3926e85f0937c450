"""``padan export``: any table, in three forms, harmless in a spreadsheet."""

from __future__ import annotations

import csv
import os
from datetime import date
from pathlib import Path

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.app.app_kit import Padan

from padan.app import tables_out
from padan.app.beside import written_beside
from padan.contracts import release
from padan.kernel.errors import PadanError


def read_csv(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))


@pytest.mark.parametrize("form", tables_out.FORMATS)
@pytest.mark.parametrize("table", [table.name for table in release.TABLES])
def test_every_table_in_every_form(small: Padan, small_current: Path, tmp_path: Path, table: str, form: str) -> None:
    target = tmp_path / f"hasil.{form}"

    told = small("export", table, target)

    expected = pq.read_metadata(small_current / f"{table}.parquet").num_rows
    found = {
        "parquet": lambda: pq.read_metadata(target).num_rows,
        "csv": lambda: len(read_csv(target)) - 1,
        "xlsx": lambda: openpyxl.load_workbook(target, read_only=True).worksheets[0].max_row - 1,
    }[form]()
    assert (told.code, found) == (0, expected)
    assert target.stat().st_mode & 0o077 == 0


def test_a_nik_stays_text_and_a_day_a_day(small: Padan, small_current: Path, tmp_path: Path) -> None:
    small("export", "person", tmp_path / "orang.xlsx")

    rows = openpyxl.load_workbook(tmp_path / "orang.xlsx").worksheets[0].iter_rows()
    header = [cell.value for cell in next(rows)]
    cells = [dict(zip(header, row, strict=True)) for row in rows]
    person = next(row for row in cells if row["nik"].value and row["birth_date"].value)
    assert person["nik"].data_type == "s"
    assert len(person["nik"].value) == 16
    assert person["birth_date"].is_date
    assert {row["record_count"].data_type for row in cells} == {"n"}


#: What a spreadsheet would run, and what is left of it in a csv.
FORMULAS = {"=1+1": "'=1+1", "+62812": "'+62812", "-5": "'-5", "@SUM(A1)": "'@SUM(A1)", "\t=1": "'\t=1", "a=b": "a=b"}


@pytest.fixture
def dangerous(tmp_path: Path) -> Path:
    table = pa.table(
        {
            "name": [*FORMULAS, None],
            "others": [["=x", "y"]] + [[]] * len(FORMULAS),
            "number": [-1.5] * (len(FORMULAS) + 1),
            "born": [date(1985, 3, 12)] * (len(FORMULAS) + 1),
            "chosen": [True] * (len(FORMULAS) + 1),
        }
    )
    pq.write_table(table, tmp_path / "t.parquet")
    return tmp_path / "t.parquet"


def test_no_cell_of_a_csv_is_a_formula(dangerous: Path, tmp_path: Path) -> None:
    tables_out.write(dangerous, tmp_path / "t.csv", "csv")

    header, *cells = read_csv(tmp_path / "t.csv")
    rows = [dict(zip(header, row, strict=True)) for row in cells]
    assert [row["name"] for row in rows] == [*FORMULAS.values(), ""]
    assert rows[0] | {"name": ""} == {
        "name": "", "others": "'=x; y", "number": "-1.5", "born": "1985-03-12", "chosen": "true",
    }  # fmt: skip


def test_no_cell_of_an_xlsx_is_a_formula(dangerous: Path, tmp_path: Path) -> None:
    tables_out.write(dangerous, tmp_path / "t.xlsx", "xlsx")

    page = openpyxl.load_workbook(tmp_path / "t.xlsx").worksheets[0]
    names = [row[0] for row in page.iter_rows(min_row=2)]
    assert [cell.value for cell in names] == [*FORMULAS, None]
    assert {cell.data_type for row in page.iter_rows() for cell in row} <= {"s", "n", "d", "b"}
    assert page["C2"].value == -1.5


def test_an_empty_table_keeps_its_header(tmp_path: Path) -> None:
    pq.write_table(release.GAP.schema.empty_table(), tmp_path / "gap.parquet")

    tables_out.write(tmp_path / "gap.parquet", tmp_path / "gap.csv", "csv")

    (line,) = (tmp_path / "gap.csv").read_text("utf-8-sig").splitlines()
    assert line.replace('"', "").split(",") == list(release.GAP.names)


def test_more_rows_than_a_sheet_holds_are_refused(
    small: Padan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables_out, "MOST_ROWS", 3)

    told = small("export", "person", tmp_path / "orang.xlsx")

    assert told.code == 1
    assert "satu lembar xlsx hanya memuat 3" in told.err
    assert "Tulis sebagai .csv atau .parquet." in told.err
    assert list(tmp_path.glob("*orang*")) == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("orang.pdf", "Bentuk berkas orang.pdf tidak dikenal"),
        ("tidak/ada/orang.csv", "tidak ada"),
        ("ada.csv", "sudah ada"),
        ("folder.csv", "adalah folder"),
    ],
)
def test_a_target_that_cannot_be_is_refused(small: Padan, tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "ada.csv").write_text("punya orang")
    (tmp_path / "folder.csv").mkdir()

    told = small("export", "person", tmp_path / name)

    assert told.code == 1
    assert said in told.err
    assert (tmp_path / "ada.csv").read_text() == "punya orang"


def test_what_fails_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    target.write_text("lama")

    with pytest.raises(PadanError, match="tidak dapat ditulis"):
        _write_half(target)

    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("a.csv", "lama")]


def _write_half(target: Path) -> None:
    with written_beside(target, force=True) as beside:
        beside.write_text("baru, setengah")
        raise OSError(28, os.strerror(28))
