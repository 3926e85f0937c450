"""Decrees on paper: PDFs joined page by page, rows of any length, and what everybody may be told of numbers."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import docx
import openpyxl
import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st

from padan.reports.counting.suppressing import LEAST
from padan.reports.decree import pdf
from padan.reports.decree.content import HEAD, Group, Paper
from padan.reports.decree.docx import as_docx
from padan.reports.decree.joining import joined, pages_in
from padan.reports.decree.pdf import as_pdf
from padan.reports.decree.public import told
from padan.reports.decree.typesetting import typeset
from padan.reports.decree.xlsx import as_xlsx


def group(village: str, rows: int, since: int = 1) -> Group:
    cells = [
        (str(n), f"Warga <{n}> & co", "640213********01", "–", "Jalan Rekaan", "001/002", village, "beras 10 kg")
        for n in range(since, since + rows)
    ]
    return Group(f"Kecamatan Rekaan — Desa {village}", cells, f"Jumlah {village}: {rows} keluarga")


PAPER = Paper(
    ("PEMERINTAH KABUPATEN REKAAN", "DINAS SOSIAL"), ("KEPUTUSAN BUPATI REKAAN", "NOMOR 1 TAHUN 2026"),
    "Penerima bantuan", "BUPATI REKAAN",
    (
        ("Menimbang", "a", ("bahwa satu", "bahwa dua")), ("Mengingat", "1", ("Undang-Undang",)),
        ("Memperhatikan", "1", ()),
    ),
    (("KESATU", "Menetapkan #penerima."), ("KEDUA", "Berlaku.")), ("Ditetapkan di Rekaan", "pada tanggal 1 Mei 2026"),
    ("BUPATI REKAAN,", "Dewi Rekaan", ""), ("Arsip",), ("LAMPIRAN",), ("Bantuan diterima 2 bulan.",),
    (group("Satu", 3), group("Dua", 2, 4)), "Jumlah: 5 keluarga", "https://contoh.example/sk/aa/", "ab" * 32,
)  # fmt: skip


def of_pages(many: int, words: str = "halaman") -> bytes:
    source = "\n#pagebreak()\n".join(f"{words} {n}" for n in range(many))
    made: bytes = typst.compile(source.encode(), format="pdf", ignore_system_fonts=True, pdf_tags=False)
    return made


def objects(file: bytes) -> dict[int, bytes]:
    return {int(found[1]): found[2] for found in re.finditer(rb"(?s)(\d+) 0 obj\s(.*?)endobj", file)}


@pytest.mark.parametrize("counts", [(1,), (1, 1), (2, 3, 1)])
def test_pdfs_are_joined_page_after_page(counts: tuple[int, ...]) -> None:
    file = joined([of_pages(many) for many in counts])
    found = objects(file)
    assert pages_in(file) == sum(counts)
    leaves = [
        body for body in found.values() if b"/Type/Page/" in body or b"/Type/Page\n" in body or b"/Type/Page " in body
    ]
    assert len(leaves) == sum(counts)
    for number, body in found.items():
        said = body.partition(b"stream")[0]
        for ref in re.findall(rb"(\d+) 0 R", said):
            assert int(ref) in found, f"object {number} asks for {ref!r}, which is not there"
    start = int(re.search(rb"startxref\s+(\d+)", file)[1])
    entries = file[start:].splitlines()[2:]
    for number in found:
        at = int(entries[number][:10])
        assert file[at:].startswith(b"%d 0 obj" % number)


@pytest.mark.parametrize("wrong", [b"", b"%PDF-1.7\n", b"%PDF-1.7\nstartxref\n9\n%%EOF"])
def test_what_is_no_such_pdf_is_refused(wrong: bytes) -> None:
    with pytest.raises(ValueError, match="this PDF"):
        joined([wrong])


def test_the_parts_of_an_annex_are_joined_with_their_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def typeset(data: str) -> bytes:
        asked.append(data)
        return of_pages(2)

    monkeypatch.setattr(pdf, "typeset", typeset)
    monkeypatch.setattr(pdf, "ROWS_AT_ONCE", 2)
    assert pages_in(as_pdf(PAPER, "Keputusan")) == 2 * len(asked)
    assert [re.search(r'"first": (\d+)', data)[1] for data in asked] == [str(1 + 2 * n) for n in range(len(asked))]
    assert [("begins\": true" in data, "ends\": true" in data) for data in asked] == [
        (False, False), (True, False), (False, False), (False, True),
    ]  # fmt: skip


@given(st.lists(st.integers(0, 9), max_size=6), st.integers(1, 7))
def test_no_row_is_lost_and_no_part_too_long(sizes: list[int], most: int) -> None:
    groups = [group(f"Desa {place}", size) for place, size in enumerate(sizes)]
    before = pdf.ROWS_AT_ONCE
    try:
        pdf.ROWS_AT_ONCE = most  # type: ignore[misc]
        pieces = list(pdf._pieces(groups))
    finally:
        pdf.ROWS_AT_ONCE = before  # type: ignore[misc]
    kept = [row for piece in pieces for each in piece for row in each.rows]
    assert kept == [row for each in groups for row in each.rows]
    assert all(sum(len(each.rows) for each in piece) <= most for piece in pieces)
    assert [each.total for piece in pieces for each in piece if each.total] == [each.total for each in groups]


def test_the_pdf_is_made_and_a_draft_too() -> None:
    draft = replace(PAPER, seal="", checked="", groups=())
    assert pages_in(as_pdf(PAPER, "Keputusan")) == pages_in(as_pdf(draft, "Keputusan")) + 1


def test_what_typst_cannot_lay_out_is_an_error() -> None:
    with pytest.raises(RuntimeError, match="dictionary does not contain key"):
        typeset("{}")


def test_the_docx_opens_and_holds_every_row_as_text() -> None:
    file = as_docx(PAPER, "Keputusan")
    opened = docx.Document(io.BytesIO(file))
    tables = [[[cell.text for cell in row.cells] for row in table.rows] for table in opened.tables]
    annex = [table for table in tables if table[0] == list(HEAD)]
    assert [table[1:] for table in annex] == [[list(row) for row in each.rows] for each in PAPER.groups]
    text = [each.text for each in opened.paragraphs]
    order = [place for place, line in enumerate(text) if line in {each.total for each in PAPER.groups} | {PAPER.total}]
    assert order == sorted(order)
    assert len(order) == 3
    assert zipfile.ZipFile(io.BytesIO(file)).read("word/document.xml").count(b"<w:tblHeader/>") == 2
    assert any("RANCANGAN" in each.text for each in docx.Document(
        io.BytesIO(as_docx(replace(PAPER, seal="", groups=()), "x"))
    ).paragraphs)  # fmt: skip


def test_the_workbook_holds_numbers_as_text() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(PAPER, "Keputusan"))).active
    rows = [row for row in sheet.iter_rows(values_only=True) if row[1]]
    assert rows[0] == HEAD
    assert rows[1][:3] == ("1", "Warga <1> & co", "640213********01")
    assert len(rows) == 6


@given(st.dictionaries(st.sampled_from([f"64.02.13.10{n:02}" for n in range(12)]), st.integers(1, 30)))
def test_nobody_learns_a_small_number_from_what_is_told(by_village: dict[str, int]) -> None:
    totals = told(by_village)
    whole = sum(by_village.values())
    if totals.all_ is None:
        assert whole < LEAST
        assert not totals.villages
        return
    assert totals.all_ == whole
    assert all(number >= LEAST and by_village[area] == number for area, number in totals.villages.items())
    hidden = whole - sum(totals.villages.values())
    assert hidden == 0 or hidden >= LEAST
    assert totals.kept is (len(totals.villages) < len(by_village))


def test_totals_by_hand() -> None:
    assert told({}).all_ == 0
    assert told({"a": 3}).all_ is None
    closed = told({"a": 3, "b": 20, "c": 30})
    assert dict(closed.villages) == {"c": 30}
    assert closed.kept
    assert dict(told({"a": 6, "b": 20}).villages) == {"a": 6, "b": 20}
