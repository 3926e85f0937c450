"""Spreadsheets: typed cells as text, physical places, hidden sheets, sheets without cells."""

from __future__ import annotations

import datetime as dt

import openpyxl
import pytest
import xlsxwriter
import xlwt
from tests.pipeline.files.files_kit import ods, ods_text, read, rows_of, xlsx, xlsx_with

from padan.pipeline.files import open_file


def test_cells_keep_their_place_and_their_meaning(tmp_path):
    path = tmp_path / "isi.xlsx"
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("Data")
    formats = {
        name: book.add_format({"num_format": code})
        for name, code in {"d": "dd/mm/yyyy", "m": "dd/mm/yyyy hh:mm", "t": "hh:mm", "h": "[h]:mm"}.items()
    }
    page.write(3, 2, "NIK")
    page.write_row(5, 2, [12, 12.5, 6402130101900010])
    page.write_datetime(5, 5, dt.datetime(2022, 8, 12), formats["d"])
    page.write_datetime(5, 6, dt.datetime(2022, 8, 12, 9, 10), formats["m"])
    page.write(5, 7, 0.3819444444, formats["t"])
    page.write(5, 8, 1.3819444444, formats["h"])
    page.write(5, 9, True)
    page.write_formula(5, 10, "=NA()", None, "#N/A")
    page.write_formula(5, 11, "=1+1", None, 2)
    page.write_formula(5, 12, '=""', None, "")
    page.merge_range(6, 2, 7, 3, "gabung")
    page.write_blank(300, 200, None, formats["d"])
    book.close()
    cells = ["12", "12.5", "6402130101900010.0", "2022-08-12", "2022-08-12 09:10:00", "09:10:00", "33:10:00"]
    with open_file(path) as opened:
        (sheet,) = opened.sheets()
        assert sheet.head(4) == [[None] * 12] * 3 + [[None, None, "NIK", *[None] * 9]]
        assert rows_of(sheet, after=4) == {
            6: [None, None, *cells, "TRUE", "#N/A", "2"],
            7: [None, None, "gabung", *[None] * 9],
        }
        assert sheet.merged() == [(6, 2, 7, 3)]
        assert (opened.kind, sheet.width, sheet.total_hint()) == ("xlsx", 12, 7)


def test_sheets_hidden_and_without_cells(tmp_path):
    path = tmp_path / "lembar.xlsx"
    book = xlsxwriter.Workbook(str(path))
    book.add_worksheet("Data").write(0, 0, "a")
    hidden = book.add_worksheet("Sembunyi")
    hidden.hide()
    hidden.write(0, 0, 1)
    book.add_worksheet("Kosong")
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"values": "=Data!$A$1:$A$1"})
    book.add_chartsheet("Grafik").set_chart(chart)
    book.close()
    with open_file(path) as opened:
        found = {sheet.name: (sheet.hidden, sheet.width, sheet.head()) for sheet in opened.sheets()}
        assert [list(sheet.chunks(after=0)) for sheet in opened.sheets()[2:]] == [[], []]
    assert found == {
        "Data": (False, 1, [["a"]]),
        "Sembunyi": (True, 1, [["1"]]),
        "Kosong": (False, 0, []),
        "Grafik": (False, 0, []),
    }


def test_old_xls(tmp_path):
    book = xlwt.Workbook()
    page = book.add_sheet("A")
    page.write(1, 1, "NIK")
    page.write(3, 1, 12)
    page.write(3, 2, 6402130101900010)
    page.row(3).set_cell_error(3, 0x2A)
    page.write(3, 4, True)
    style = xlwt.XFStyle()
    style.num_format_str = "dd/mm/yyyy"
    page.write(3, 5, dt.date(2022, 8, 12), style)
    page.write_merge(4, 5, 1, 2, "gabung")
    page.row(6).set_cell_number(1, 1.5)
    hidden = book.add_sheet("H")
    hidden.visibility = 1
    hidden.write(0, 0, "x")
    path = tmp_path / "lama.xlsx"
    book.save(str(path))
    with open_file(path) as opened:
        first, second = opened.sheets()
        assert (opened.kind, first.hidden, second.hidden) == ("xls", False, True)
        assert first.merged() == [(4, 1, 5, 2)]
        assert rows_of(first, after=2) == {
            4: [None, "12", "6402130101900010.0", "#N/A", "TRUE", "2022-08-12"],
            5: [None, "gabung", None, None, None, None],
            7: [None, "1.5", None, None, None, None],
        }


def test_ods(tmp_path):
    def cell(kind: str, value: str = "") -> str:
        return f'<table:table-cell office:value-type="{kind}" {value}/>'

    number, date = cell("float", 'office:value="12"'), cell("date", 'office:date-value="2022-08-12"')
    error = (
        '<table:table-cell xmlns:calcext="x" calcext:value-type="error" office:value-type="string" '
        'office:string-value=""><text:p>#N/A</text:p></table:table-cell>'
    )
    empty = '<table:table-cell table:number-columns-repeated="{}"/>'
    tail = f'<table:table-row table:number-rows-repeated="1048572">{empty.format(16384)}</table:table-row>'
    rows = (
        f"<table:table-row>{empty.format(1)}{ods_text('NIK')}{empty.format(16382)}</table:table-row>"
        f'<table:table-row table:number-rows-repeated="2">{empty.format(16384)}</table:table-row>'
        f"<table:table-row>{empty.format(1)}{number}"
        f"{date}{error}</table:table-row>{tail}"
    )
    path = ods(tmp_path / "a.bin", f'<table:table table:name="Satu">{rows}</table:table>')
    with open_file(path) as opened:
        (sheet,) = opened.sheets()
        assert (opened.kind, sheet.name, sheet.merged()) == ("ods", "Satu", [])
        assert sheet.head() == [
            [None, "NIK", None, None],
            [None] * 4,
            [None] * 4,
            [None, "12", "2022-08-12", "#N/A"],
        ]
        assert rows_of(sheet) == {4: [None, "12", "2022-08-12", "#N/A"]}


def test_chunks_and_mixed_columns(tmp_path):
    rows: list[list[object]] = [["a", "b", "c"]]
    rows += [[n, "" if n % 3 else n + 0.5, dt.date(2024, 1, 1) if n % 2 else "besok"] for n in range(10)]
    rows.insert(4, [])
    path = xlsx(tmp_path / "m.xlsx", rows)
    with open_file(path) as opened:
        (sheet,) = opened.sheets()
        chunks = list(sheet.chunks(after=1, size=4))
        everything = rows_of(sheet)
    assert [len(chunk.rows) for chunk in chunks] == [3, 4, 3]
    assert everything[2] == ["0", "0.5", "besok"]
    assert everything[3] == ["1", None, "2024-01-01"]
    assert 5 not in everything


def test_a_wide_sheet_is_read_in_smaller_chunks(tmp_path, monkeypatch):
    monkeypatch.setattr("padan.pipeline.files.excel._CHUNK_CELLS", 30)
    path = xlsx(tmp_path / "w.xlsx", [[1] * 10] * 8)
    with open_file(path) as opened:
        sizes = [len(chunk.rows) for chunk in opened.sheets()[0].chunks(after=0)]
    assert sizes == [3, 3, 2]


def test_sheets_read_long_ago_are_let_go(tmp_path, monkeypatch):
    monkeypatch.setattr("padan.pipeline.files.excel._KEPT_CELLS", 1)
    path = tmp_path / "b.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    book.create_sheet("Dua").append(["c", "d"])
    book.save(path)
    with open_file(path) as opened:
        for _turn in range(2):
            assert [sheet.head() for sheet in opened.sheets()] == [[["a", "b"]], [["c", "d"]]]


@pytest.mark.parametrize(
    "cells",
    [
        '<row r="2"><c r="B2" t="e"><v>#REF!</v></c><c r="C2"><v>7</v></c></row>',
        '<row r="2"><c t="e" r="B2"><v>#REF!</v></c><c r="C2"><v>7</v></c></row>',
        '<row><c r="A1"/></row><row><c/><c t="e"><v>#REF!</v></c><c><v>7</v></c></row>',
        "<row r='2'><c r='B2' t='e'><v>#REF!</v></c><c r='C2'><v>7</v></c></row>",
    ],
)
def test_xml_written_in_other_ways(tmp_path, cells):
    xml = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{cells}</sheetData></worksheet>"
    )
    assert read(xlsx_with(tmp_path / "x.xlsx", xml))[2] == [None, "#REF!", "7"]
