"""Every file that cannot be read is refused with what, where and the next step."""

from __future__ import annotations

import io
import os
import struct
import zipfile
import zlib

import pytest
import xlsxwriter
import xlwt
from python_calamine import CalamineWorkbook
from tests.pipeline.files.files_kit import (
    ods,
    ods_text,
    read_everything,
    replace_member,
    write,
    xlsx,
    xlsx_with,
)

from padan.kernel.errors import UnreadableFileError
from padan.pipeline.files import dangers, open_file
from padan.pipeline.files.compound import MAGIC
from padan.pipeline.files.reading_guard import ReadingGuard

SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
)


def refused(path) -> UnreadableFileError:
    with pytest.raises(UnreadableFileError) as caught:
        read_everything(path)
    error = caught.value
    assert error.next_step
    assert error.where.file == path.name
    return error


def compound_file(stream_name: str, content: bytes, *, mini: bool = False) -> bytes:
    """A compound file with one stream (of at least 4096 bytes, or a small one in the mini stream)."""

    def entry(name: str, start: int, size: int) -> bytes:
        raw = name.encode("utf-16-le")
        return (
            raw.ljust(64, b"\0")
            + struct.pack("<H", len(raw) + 2 if raw else 0)
            + b"\0" * 50
            + struct.pack("<IQ", start, size)
        )

    free, end = 0xFFFFFFFF, 0xFFFFFFFE
    content = content.ljust(64 if mini else 4096, b"\0")
    data = content.ljust(-(-len(content) // 512) * 512, b"\0")
    count = len(data) // 512
    chain = [0xFFFFFFFD, end, end] + [4 + i for i in range(count - 1)] + [end]
    fat = struct.pack("<128I", *(chain + [free] * (128 - len(chain))))
    root = entry("Root Entry", 3, len(data)) if mini else entry("Root Entry", end, 0)
    directory = root + entry(stream_name, 0 if mini else 3, len(content)) + entry("", 0, 0) * 2
    mini_fat = struct.pack("<128I", *([end] + [free] * 127))
    header = MAGIC + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += b"\0" * 10 + struct.pack("<IIIIIIII", 1, 1, 0, 4096, 2, 1, end, 0)
    header += struct.pack("<109I", *([0] + [free] * 108))
    return header + fat + directory + mini_fat + data


def test_a_missing_file_a_folder_and_a_closed_door(tmp_path, monkeypatch):
    assert "tidak ada" in refused(tmp_path / "tiada.csv").what
    (tmp_path / "folder").mkdir()
    assert "folder" in refused(tmp_path / "folder").what
    path = write(tmp_path, "a,b\n1,2\n")

    def closed(error):
        def opener(*_args, **_more):
            raise error

        return opener

    with monkeypatch.context() as patch:
        patch.setattr("pathlib.Path.open", closed(PermissionError()))
        assert "tidak boleh dibaca" in refused(path).what
        patch.setattr("pathlib.Path.open", closed(OSError(5, "Input/output error")))
        assert "Input/output error" in refused(path).what


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"%PDF-1.7\n", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"Rar!\x1a\x07", "arsip RAR"),
        (b"\x1f\x8b\x08", "arsip gzip"),
        (b"\x09\x04\x06\x00\x00\x00\x10\x00", "sebelum 1997"),
        (bytes(range(256)) * 20, "bukan teks"),
        (MAGIC, "rusak"),
        (MAGIC + b"\0" * 600, "rusak"),
        (b"PK\x03\x04 dan seterusnya", "rusak"),
        (compound_file("EncryptedPackage", b""), "kata sandi"),
        (compound_file("WordDocument", b""), "bukan lembar kerja"),
        (compound_file("Workbook", struct.pack("<HHH", 0x2F, 2, 0)), "kata sandi"),
        (compound_file("Workbook", b"", mini=True), "rusak"),
        (compound_file("Workbook", struct.pack("<HHI", 0x85, 4, 77), mini=True), "rusak"),
    ],
)
def test_other_things_named_as_a_list(tmp_path, content, says):
    assert says in refused(write(tmp_path, content, "daftar.xlsx")).what


@pytest.mark.parametrize(
    ("members", "says"),
    [
        ({"daftar.csv": b"a,b"}, ".zip yang berisi 1 berkas"),
        ({"[Content_Types].xml": b"", "word/document.xml": b""}, "Word"),
        ({"[Content_Types].xml": b"", "ppt/presentation.xml": b""}, "PowerPoint"),
        ({"[Content_Types].xml": b"", "xl/workbook.bin": b""}, "xlsb"),
        ({"[Content_Types].xml": b""}, "rusak"),
        ({"xl/workbook.xml": b"<", "[Content_Types].xml": b""}, "rusak"),
        ({"mimetype": b"application/vnd.oasis.opendocument.text"}, "ODT"),
        ({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}, "rusak"),
        ({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "xl/workbook.xml": b""}, "rusak"),
        ({"mimetype": b"x" * 300}, "ODT"),
    ],
)
def test_zips_that_are_no_spreadsheet(tmp_path, members, says):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    assert says in refused(write(tmp_path, out.getvalue(), "a.xlsx")).what


@pytest.mark.parametrize("keep", [0.1, 0.5, 0.9, 0.99])
def test_cut_short(tmp_path, keep):
    path = xlsx(tmp_path / "a.xlsx", [["nik", "nama"], [1, "Siti"]])
    content = path.read_bytes()
    assert "rusak" in refused(write(tmp_path, content[: int(len(content) * keep)], "b.xlsx")).what


def test_broken_inside(tmp_path):
    path = xlsx_with(tmp_path / "a.xlsx", SHEET.format('<row><c r="A1"><v>1</v>'))
    assert "rusak" in refused(path).what
    path = xlsx_with(tmp_path / "b.xlsx", "<x><c ></x>")
    assert "rusak" in refused(path).what
    path = xlsx_with(tmp_path / "c.xlsx", '<?xml version="1.0" encoding="UTF-x"?><x><c ></c></x>')
    assert "rusak" in refused(path).what
    path = ods(tmp_path / "d.ods", "<table:table>")
    assert "rusak" in refused(path).what


@pytest.mark.parametrize("keep", [0.3, 0.5, 0.8, 0.95])
def test_an_ods_whose_document_ends_too_early(tmp_path, keep):
    """The spreadsheet library alone would never come back from this."""
    row = f"<table:table-row>{ods_text('a')}</table:table-row>"
    path = ods(tmp_path / "a.ods", f'<table:table table:name="T">{row * 9}</table:table>')
    with zipfile.ZipFile(path) as archive:
        content = archive.read("content.xml")
    assert "rusak" in refused(replace_member(path, "content.xml", content[: int(len(content) * keep)])).what


def test_a_broken_stream_in_the_zip(tmp_path):
    path = xlsx(tmp_path / "a.xlsx", [["nik"] * 50] * 50)
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        at = archive.getinfo("xl/worksheets/sheet1.xml").header_offset
    content[at + 60 : at + 90] = b"\xff" * 30
    assert "rusak" in refused(write(tmp_path, bytes(content), "b.xlsx")).what


def test_a_password_on_an_ods(tmp_path):
    path = ods(tmp_path / "a.ods", "", manifest="<m><manifest:encryption-data/></m>")
    assert "kata sandi" in refused(path).what


# Zip bombs ------------------------------------------------------------------------------------------------


def test_declared_sizes_are_looked_at_first(tmp_path, monkeypatch):
    path = xlsx(tmp_path / "a.xlsx", [["x"]])
    replace_member(path, "xl/media/besar.xml", b"0" * 3_000_000)
    assert read_everything(path) == 0
    monkeypatch.setattr(dangers, "RATIO_MATTERS_ABOVE", 2_000_000)
    assert "bom zip" in refused(path).what
    monkeypatch.undo()
    monkeypatch.setattr(dangers, "MAX_UNPACKED", 2_000_000)
    assert "bom zip" in refused(path).what
    monkeypatch.undo()
    monkeypatch.setattr(dangers, "MAX_MEMBERS", 3)
    assert "bom zip" in refused(path).what


def lying(path):
    """The same workbook, its largest member declared as tiny."""
    content = path.read_bytes()
    at = content.rfind(b"PK\x01\x02")
    while (size := int.from_bytes(content[at + 24 : at + 28], "little")) < 1_000_000:
        at = content.rfind(b"PK\x01\x02", 0, at)
    assert size
    path.write_bytes(content[: at + 24] + struct.pack("<I", 10) + content[at + 28 :])
    return path


@pytest.mark.parametrize("limit", ["MAX_UNPACKED", "RATIO_MATTERS_ABOVE"])
def test_declared_sizes_may_lie(tmp_path, monkeypatch, limit):
    path = xlsx(tmp_path / "a.xlsx", [["x"]])
    lying(replace_member(path, "xl/media/besar.xml", b"0" * 3_000_000))
    monkeypatch.setattr(dangers, limit, 2_000_000)
    assert "bom zip" in refused(path).what


@pytest.mark.parametrize("zip64", [False, True])
def test_a_huge_directory_is_not_read(tmp_path, zip64):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", b"")
    content = bytearray(out.getvalue())
    at = content.rfind(b"PK\x05\x06")
    content[at + 12 : at + 16] = struct.pack("<I", 0xFFFFFFFF if zip64 else 1 << 30)
    if zip64:
        record = b"PK\x06\x06" + b"\0" * 36 + struct.pack("<QQ", 1 << 40, 0)
        content[at:at] = record
    assert "bom zip" in refused(write(tmp_path, bytes(content), "a.xlsx")).what


def test_members_packed_in_an_odd_way(tmp_path):
    path = xlsx(tmp_path / "a.xlsx", [["x"]])
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for method, ending in ((zipfile.ZIP_STORED, None), (zipfile.ZIP_BZIP2, "rusak")):
        with zipfile.ZipFile(path, "w", method) as archive:
            for name, part in parts.items():
                archive.writestr(name, part)
        if ending:
            assert ending in refused(path).what
        else:
            assert read_everything(path) == 0


def test_a_member_whose_header_is_gone(tmp_path):
    path = xlsx(tmp_path / "a.xlsx", [["x"]])
    content = bytearray(path.read_bytes())
    content[:2] = b"XX"
    assert "rusak" in refused(write(tmp_path, b"PK\x03\x04" + bytes(content), "b.xlsx")).what


# Sheets that claim to be huge -----------------------------------------------------------------------------


def test_formatting_at_the_far_corner_costs_nothing(tmp_path):
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet()
    page.write(0, 0, "nik")
    page.write(1, 0, 1)
    page.write_blank(1048575, 16383, None, book.add_format({"bold": True}))
    book.close()
    with open_file(path) as opened:
        assert opened.sheets()[0].width == 1
        assert opened.sheets()[0].head() == [["nik"], ["1"]]


@pytest.mark.parametrize(
    "cells",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="9999"><c r="ZZZ9999"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c r="KKK1"><v>1</v></c></row>',
        "<row><c><v>1</v></c></row><row r='4000000000'><c r='b4000000000'><v>1</v></c></row>",
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="999999"><c r="BA999999"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="AAAAAA2"><v>1</v></c></row>',
    ],
)
def test_a_value_at_the_far_corner_is_refused(tmp_path, cells):
    error = refused(xlsx_with(tmp_path / "a.xlsx", SHEET.format(cells)))
    assert "kolom ke-" in error.what
    assert error.where.sheet == "Data"


def test_far_cells_that_only_look_filled(tmp_path):
    cells = (
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>'
        '<row r="900000"><c r="XFD900000" s="0"></c></row>'
    )
    assert read_everything(xlsx_with(tmp_path / "a.xlsx", SHEET.format(cells))) == 1


def test_a_tall_sheet_is_measured_exactly(tmp_path):
    cells = "".join(f'<row r="{row}"><c r="BZ{row}"><v>1</v></c></row>' for row in (1, 100_001))
    assert read_everything(xlsx_with(tmp_path / "a.xlsx", SHEET.format(cells))) == 1


def test_a_far_cell_in_an_ods(tmp_path):
    empty = '<table:table-cell table:number-columns-repeated="16383"/>'
    rows = (
        f"<table:table-row>{ods_text('a')}</table:table-row>"
        '<table:table-row table:number-rows-repeated="1048574"><table:table-cell/></table:table-row>'
        f"<table:table-row>{empty}{ods_text('z')}</table:table-row>"
    )
    path = ods(tmp_path / "a.ods", f'<table:table table:name="Satu">{rows}</table:table>')
    assert refused(path).where.sheet == "Satu"


def test_many_large_sheets_in_one_ods(tmp_path):
    row = f'<table:table-row table:number-rows-repeated="20000">{ods_text("x") * 1000}</table:table-row>'
    tables = "".join(f'<table:table table:name="T{i}">{row}</table:table>' for i in range(2))
    assert "juta sel" in refused(ods(tmp_path / "a.ods", tables)).what


def test_a_far_cell_in_an_old_xls(tmp_path):
    book = xlwt.Workbook()
    book.add_sheet("A").write(3, 200, "jauh")
    out = io.BytesIO()
    book.save(out)
    label = struct.pack("<HHHH", 0x00FD, 10, 3, 200)
    content = out.getvalue().replace(label, struct.pack("<HHHH", 0x00FD, 10, 60000, 60000))
    assert "kolom ke-60001" in refused(write(tmp_path, content, "a.xls")).what


def test_an_old_xls_that_is_too_large(tmp_path, monkeypatch):
    monkeypatch.setattr("padan.pipeline.files.workbook.MAX_XLS_BYTES", 100)
    assert "jauh lebih besar" in refused(write(tmp_path, compound_file("Workbook", b""), "a.xls")).what


# The library's own accidents ------------------------------------------------------------------------------


def test_a_panic_of_the_library_is_a_refusal_without_noise(tmp_path, capfd):
    cut = io.BytesIO(compound_file("Workbook", b"")[:512])
    with pytest.raises(UnreadableFileError, match="rusak") as caught, ReadingGuard(tmp_path, "Data"):
        CalamineWorkbook.from_filelike(cut)
    assert type(caught.value.__cause__).__name__ == "PanicException"
    assert capfd.readouterr().err == ""


def test_the_guard_lets_through_what_is_not_the_library(tmp_path, capfd):
    def interrupted():
        os.write(2, b"terdengar")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), ReadingGuard(tmp_path):
        interrupted()
    assert capfd.readouterr().err == "terdengar"


def test_the_guard_without_a_standard_error(tmp_path, monkeypatch):
    def gone(_number):
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr("os.dup", gone)
        with pytest.raises(UnreadableFileError), ReadingGuard(tmp_path):
            raise ValueError


def test_deflate_is_read_in_bounded_pieces(tmp_path):
    """A member of zeros unpacks a megabyte at a time, never whole."""
    path = write(tmp_path, zlib.compress(b"0" * 5_000_000)[2:-4], "m.zip")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a", b"0" * 5_000_000)
    with zipfile.ZipFile(out) as archive:
        pieces = dangers.MemberReader(path, out, archive).pieces(archive.getinfo("a"))
        assert max(map(len, pieces)) <= 1 << 20
