"""HTML pages named .xls, as web applications export them."""

from __future__ import annotations

import pytest
from tests.pipeline.files.files_kit import rows_of, write

from padan.kernel.errors import UnreadableFileError
from padan.pipeline.files import open_file

PAGE = """<html xmlns:x="urn:schemas-microsoft-com:office:excel">
<head><title>x</title><style>td {a:b}</style></head>
<body><table><tr><td colspan=3><b>Data &amp; Tanggal</b> : 2024-08-01</td></tr></table>
<TABLE border=1><tr><th rowspan=2>NIK<th>Nama<td>Berat<br>Badan</tr>
<tr><td> x </td><td></td></tr><tr></tr>
<tr><td>6402130101900011</td><td>Siti&nbsp;A
 B</td><td>9,5</td></tr>
</TABLE></body></html>"""


def test_tables_become_one_sheet(tmp_path):
    with open_file(write(tmp_path, PAGE, "ekspor.xls")) as book:
        (sheet,) = book.sheets()
        assert book.kind == "html"
        assert sheet.head() == [
            ["Data & Tanggal : 2024-08-01", None, None],
            ["NIK", "Nama", "Berat\nBadan"],
            [None, "x", None],
            [],
            ["6402130101900011", "Siti\xa0A B", "9,5"],
        ]
        assert sheet.merged() == [(0, 0, 0, 2), (1, 0, 2, 0)]
        assert rows_of(sheet, after=3) == {5: ["6402130101900011", "Siti\xa0A B", "9,5"]}
        assert rows_of(sheet, after=3, size=1) == rows_of(sheet, after=3)
        assert (sheet.width, sheet.total_hint(), sheet.name, sheet.hidden) == (3, 5, "", False)


@pytest.mark.parametrize(
    ("page", "says"),
    [
        ("<html><body>Silakan masuk</body></html>", "tanpa tabel"),
        ("<!DOCTYPE html><form></form>", "tanpa tabel"),
        ("<table><tr><td><table><tr><td>1</table></table>", "tabel di dalam tabel"),
        ("<table><tr>" + "<td>x" * 2001 + "</table>", "kolom"),
        ("<table><tr><td colspan=99999>x</table>", "kolom"),
        ('<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "XML"),
        ("<data><baris/></data>", "XML"),
    ],
)
def test_pages_that_are_refused(tmp_path, page, says):
    with pytest.raises(UnreadableFileError, match=says) as caught:
        open_file(write(tmp_path, page, "a.xls"))
    assert caught.value.next_step


def test_what_the_parser_trips_over(tmp_path, monkeypatch):
    def trip(_parser, _text):
        raise AssertionError

    monkeypatch.setattr("html.parser.HTMLParser.feed", trip)
    with pytest.raises(UnreadableFileError, match="rusak"):
        open_file(write(tmp_path, PAGE, "a.xls"))


@pytest.mark.parametrize(("limit", "value"), [("MAX_BYTES", 10), ("_MAX_CELLS", 3)])
def test_pages_too_large(tmp_path, monkeypatch, limit, value):
    monkeypatch.setattr(f"padan.pipeline.files.html_table.{limit}", value)
    with pytest.raises(UnreadableFileError, match="jauh lebih besar"):
        open_file(write(tmp_path, PAGE, "a.xls"))
