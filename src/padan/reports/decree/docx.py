"""A decree as DOCX. The rows of its annex are written as they come: a table of python-docx takes seconds for a hundred
of them, and hours for fifty thousand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from typing import Any, Final
from xml.sax.saxutils import escape

import segno
from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from padan.reports.decree.content import HEAD, WIDTHS, Paper

_BODY: Final = "word/document.xml"
#: Stands where the annex will, in a paragraph of its own.
_ANNEX: Final = "annex-stands-here"
#: What a paragraph of a cell looks like, by the name of its style.
_CELL, _CELL_STRONG = "PadanCell", "PadanCellStrong"
#: How wide a label, its colon and its text are, mm.
_PAIR: Final = (33, 5, 122)
#: The width of the annex, twentieths of a point: A4 across without its margins.
_ACROSS: Final = round((297 - 28) / 25.4 * 1440)
_CONTROL: Final = {each: None for each in range(32) if each not in (9, 10, 13)}


def as_docx(paper: Paper, subject: str) -> bytes:
    """The decree with its annex, A4."""
    made = _begun(paper, subject)
    _body(made, paper)
    if paper.groups:
        _annex_head(made, paper)
    rough = io.BytesIO()
    made.save(rough)
    return _filled(rough, paper)


def _begun(paper: Paper, subject: str) -> Any:
    made = Document()
    made.core_properties.title, made.core_properties.author = subject, paper.issuer
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = "Bookman Old Style", Pt(11)
    normal.paragraph_format.space_after = Pt(4)
    for name, bold in ((_CELL, False), (_CELL_STRONG, True)):
        style = made.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style, style.font.size, style.font.bold = normal, Pt(8), bold
        style.paragraph_format.space_after = Pt(0)
    first = made.sections[0]
    first.page_width, first.page_height = Mm(210), Mm(297)
    first.left_margin = first.right_margin = Mm(25)
    first.top_margin, first.bottom_margin = Mm(20), Mm(22)
    _page_numbers(first)
    return made


def _page_numbers(section: Any) -> None:
    line = section.footer.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.add_run("– ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    line._p.append(field)
    # Readers that work out no fields show what stands here.
    shown = OxmlElement("w:r")
    shown.text = "1"
    field.append(shown)
    line.add_run(" –")


def _body(made: Any, paper: Paper) -> None:
    for place, line in enumerate(paper.letterhead):
        _centred(made, line, bold=place > 0, size=13 if place == 0 else 14.5)
    _rule(made.paragraphs[-1])
    for place, line in enumerate(paper.title):
        _centred(made, line, bold=True, before=0 if place else 12)
    _centred(made, "TENTANG", before=6)
    _centred(made, paper.about.upper(), bold=True)
    _centred(made, f"{paper.issuer.upper()},", before=10)
    for label, style, paragraphs in paper.grounds:
        if paragraphs:
            _pairs(
                made, [(label if not place else "", text) for place, text in enumerate(_lettered(style, paragraphs))]
            )
    _centred(made, "MEMUTUSKAN:", bold=True)
    head = f"KEPUTUSAN {paper.issuer.upper()} TENTANG {paper.about.upper()}."
    _pairs(made, [("Menetapkan", head), *paper.decides])
    _signature(made, paper)
    if paper.copies:
        made.add_paragraph("Tembusan:\n" + "\n".join(f"{n}. {line}" for n, line in enumerate(paper.copies, 1)))
    _proof(made, paper)


def _lettered(style: str, paragraphs: Sequence[str]) -> list[str]:
    marks = [chr(ord(style) + place) if style == "a" else str(place + 1) for place in range(len(paragraphs))]
    ends = [";"] * (len(paragraphs) - 1) + ["."]
    return [f"{mark}.\t{text}{end}" for mark, text, end in zip(marks, paragraphs, ends, strict=True)]


def _centred(made: Any, text: str, *, bold: bool = False, size: float = 11, before: float = 0) -> None:
    line = made.add_paragraph()
    line.paragraph_format.space_before = Pt(before)
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = line.add_run(text)
    run.bold, run.font.size = bold, Pt(size)


def _rule(line: Any) -> None:
    """A double line below a paragraph, as under the head of official papers."""
    borders, below = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "thickThinSmallGap"), ("sz", "18"), ("space", "4"), ("color", "auto")):
        below.set(qn(f"w:{name}"), value)
    borders.append(below)
    # Word takes the properties of a paragraph in their order alone.
    line._p.get_or_add_pPr().insert_element_before(borders, "w:spacing", "w:ind", "w:jc")


def _pairs(made: Any, pairs: Sequence[tuple[str, str]]) -> None:
    """Labels with their texts beside a colon, without lines."""
    table = made.add_table(rows=0, cols=len(_PAIR))
    table.autofit = False
    for column, width in zip(table.columns, _PAIR, strict=True):
        column.width = Mm(width)
    for label, text in pairs:
        cells = table.add_row().cells
        for cell, width, said in zip(cells, _PAIR, (label, ":" if label else "", text), strict=True):
            cell.width = Mm(width)
            line = cell.paragraphs[0]
            line.text = said
            if "\t" in said:
                line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = Mm(7), Mm(-7)
                line.paragraph_format.tab_stops.add_tab_stop(Mm(7))
    made.add_paragraph()


def _signature(made: Any, paper: Paper, indent: float = 85) -> None:
    office, name, nip = paper.signer
    lines = [*paper.signature, office, "", "", "", name, *([nip] if nip else [])]
    for place, text in enumerate(lines):
        line = made.add_paragraph()
        line.paragraph_format.left_indent, line.paragraph_format.space_after = Mm(indent), Pt(0)
        line.paragraph_format.keep_with_next = place + 1 < len(lines)
        line.add_run(text).bold = text == name
    made.add_paragraph()


def _proof(made: Any, paper: Paper) -> None:
    if not paper.seal:
        made.add_paragraph().add_run("RANCANGAN – belum ditetapkan").bold = True
        return
    drawn = io.BytesIO()
    segno.make(paper.checked, error="m", micro=False).save(drawn, kind="png", scale=8, border=1)
    drawn.seek(0)
    line = made.add_paragraph()
    line.paragraph_format.keep_with_next = True
    line.add_run().add_picture(drawn, width=Mm(27))
    told = made.add_paragraph(style=_CELL)
    told.add_run(
        f"Keaslian dan keadaan keputusan ini dapat diperiksa di {paper.checked}\nSegel daftar (SHA-256): {paper.seal}"
    )


def _annex_head(made: Any, paper: Paper) -> None:
    section = made.add_section(WD_SECTION.NEW_PAGE)
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    section.left_margin = section.right_margin = section.top_margin = Mm(14)
    section.bottom_margin = Mm(18)
    for text in paper.annex:
        line = made.add_paragraph(text)
        line.paragraph_format.left_indent, line.paragraph_format.space_after = Mm(140), Pt(0)
    made.add_paragraph()
    for text in paper.notes:
        made.add_paragraph(text)
    made.add_paragraph(_ANNEX)
    made.add_paragraph().add_run(paper.total).bold = True
    _signature(made, paper, 180)


def _filled(rough: io.BytesIO, paper: Paper) -> bytes:
    """The same file with the annex in its place, written piece by piece."""
    found = io.BytesIO()
    with zipfile.ZipFile(rough) as before, zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as after:
        for each in before.infolist():
            if each.filename != _BODY:
                after.writestr(each, before.read(each))
        text = before.read(_BODY).decode()
        with after.open(_BODY, "w", force_zip64=True) as stream:
            for piece in _pieces(text, paper):
                stream.write(piece.encode())
    return found.getvalue()


def _pieces(text: str, paper: Paper) -> Iterator[str]:
    if not paper.groups:
        yield text
        return
    mark = text.index(_ANNEX)
    begin, end = text.rindex("<w:p>", 0, mark), text.index("</w:p>", mark) + len("</w:p>")
    yield text[:begin]
    for group in paper.groups:
        yield _line(group.title)
        yield _table_head()
        yield from map(_row, group.rows)
        yield "</w:tbl>"
        yield _line(group.total)
    yield text[end:]


def _line(text: str) -> str:
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{_CELL_STRONG}"/><w:keepNext/><w:spacing w:before="80" w:after="40"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">{_clean(text)}</w:t></w:r></w:p>'
    )


def _table_head() -> str:
    total = sum(WIDTHS)
    columns = "".join(f'<w:gridCol w:w="{round(_ACROSS * width / total)}"/>' for width in WIDTHS)
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    cells = "".join(_cell(text, _CELL_STRONG) for text in HEAD)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{_ACROSS}" w:type="dxa"/><w:tblBorders>{sides}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
        f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"
    )


def _row(cells: Sequence[str]) -> str:
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(_cell(text, _CELL) for text in cells)}</w:tr>"


def _cell(text: str, style: str) -> str:
    return (
        f'<w:tc><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t xml:space="preserve">{_clean(text)}</w:t>'
        "</w:r></w:p></w:tc>"
    )


def _clean(text: str) -> str:
    """The text as XML holds it, without characters that XML has not."""
    return escape(text.translate(_CONTROL))
