"""Looking through an xlsx before it is read: real sizes, how far the cells reach, error cells.

By regular expressions over the unpacked XML, because they cost a fraction of reading it; XML that does not
look as every known program writes it is parsed properly instead.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from xml.etree import ElementTree
from xml.parsers import expat

from padan.pipeline.files.dangers import MemberReader, damaged
from padan.pipeline.files.extent import Extent, column_number, too_far

_IRREGULAR_CELL = re.compile(rb'<c(?: (?!r="[A-Z]{1,3}\d{1,6}")|[\t\r\n/>])')
_WIDE_COLUMN = re.compile(rb'<c r="([A-Z]{2,3})\d+"[^>/]*>')
_FILLED_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,6})"[^>/]*>')
_ROW_FROM_10_000 = re.compile(rb'<c r="[A-Z]{1,3}\d{5}')
_ROW_FROM_100_000 = re.compile(rb'<c r="[A-Z]{1,3}\d{6}')
_ERROR_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>]*\bt="e"[^>]*>(?:(?!</c>).)*?<v>([^<]*)</v>', re.S)
_REFERENCE = re.compile(r"([A-Za-z]{1,7})([0-9]{1,10})")
_SIX_DIGITS, _SINGLE_LETTERS = 999_999, 26
_MAX_PART = 16 << 20
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def scan_xlsx(path: Path, file: BinaryIO, archive: zipfile.ZipFile) -> dict[str, Extent]:
    """Extent and error cells by sheet name; refuses what is unsafe to read."""
    reader = MemberReader(path, file, archive)
    names = _sheet_names(reader, archive)
    found: dict[str, Extent] = {}
    for member in archive.infolist():
        extent = _scan_member(path, reader, member)
        sheet = names.get(member.filename.lower())
        if not extent.fits:
            raise too_far(path, extent, sheet or member.filename)
        if sheet is not None:
            found[sheet] = extent
    return found


def _scan_member(path: Path, reader: MemberReader, member: zipfile.ZipInfo) -> Extent:
    quick = _QuickScan()
    for part in _at_cells(reader.pieces(member)):
        quick.look(part)
    if quick.regular and quick.extent.fits:
        return quick.extent
    if quick.regular:
        extent = Extent(errors=quick.extent.errors)
        for part in _at_cells(reader.pieces(member)):
            for letters, row in set(_FILLED_CELL.findall(part)):
                extent.add(int(row), column_number(letters.decode()))
        if extent.fits:
            return extent
    return _parsed(path, reader, member)


def _at_cells(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes cut before the start of a cell, so that no cell lies across two parts."""
    rest = b""
    for piece in pieces:
        rest += piece
        cut = rest.rfind(b"<c")
        cut = cut if cut > 0 else rest.rfind(b"<")
        if cut > 0:
            yield rest[:cut]
            rest = rest[cut:]
        elif len(rest) > 4 << 20:
            yield rest
            rest = b""
    yield rest


class _QuickScan:
    """An upper bound of a sheet's extent, and whether its XML is regular enough for the bound to hold."""

    def __init__(self) -> None:
        self.extent = Extent()
        self.regular = True

    def look(self, part: bytes) -> None:
        if b":sheetData" in part or b"\x00" in part[:64] or _IRREGULAR_CELL.search(part):
            self.regular = False
        if not self.regular or b'<c r="' not in part:
            return
        wide = set(_WIDE_COLUMN.findall(part))
        columns = max((column_number(letters.decode()) for letters in wide), default=_SINGLE_LETTERS)
        self.extent.add(self._rows(part), columns)
        if b't="e"' in part:
            for letters, row, text in _ERROR_CELL.findall(part):
                self.extent.add_error(int(row), column_number(letters.decode()), text.decode("utf-8", "replace"))

    @staticmethod
    def _rows(part: bytes) -> int:
        if _ROW_FROM_100_000.search(part):
            return _SIX_DIGITS
        return 99_999 if _ROW_FROM_10_000.search(part) else 9_999


def _parsed(path: Path, reader: MemberReader, member: zipfile.ZipInfo) -> Extent:
    """The exact extent by an XML parser: cells count only where they hold a value."""
    cells = _CellHandler()
    parser = expat.ParserCreate()
    parser.StartElementHandler = cells.start
    parser.EndElementHandler = cells.end
    parser.CharacterDataHandler = cells.text
    try:
        for piece in reader.pieces(member):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as problem:
        raise damaged(path, sheet=member.filename) from problem
    return cells.extent


class _CellHandler:
    """Where filled cells are, with the places implied where ``r`` is left out."""

    def __init__(self) -> None:
        self.extent = Extent()
        self._row = self._column = 0
        self._in_value = self._is_error = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag.rpartition(":")[2]:
            case "row":
                given = attributes.get("r", "")
                self._row = int(given) if given.isdecimal() and len(given) <= 10 else self._row + 1
                self._column = 0
            case "c":
                place = _REFERENCE.fullmatch(attributes.get("r", ""))
                self._column = column_number(place[1]) if place else self._column + 1
                self._row = int(place[2]) if place else self._row
                self._is_error = attributes.get("t") == "e"
            case "v" | "t":
                self._in_value = True

    def end(self, tag: str) -> None:
        if tag.rpartition(":")[2] in ("v", "t"):
            self._in_value = False

    def text(self, text: str) -> None:
        if self._in_value and self._row and self._column:
            self.extent.add(self._row, self._column)
            if self._is_error:
                self.extent.add_error(self._row, self._column, text)


def _sheet_names(reader: MemberReader, archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet names by member (lower case); empty where the workbook's own parts cannot be read."""
    members = {member.filename.lower(): member for member in archive.infolist()}
    try:
        book = _tree(reader, members["xl/workbook.xml"])
        relations = _tree(reader, members["xl/_rels/workbook.xml.rels"])
    except (LookupError, ValueError, ElementTree.ParseError):
        return {}
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    names: dict[str, str] = {}
    for sheet in book.iter():
        target = targets.get(sheet.get(_RELATION)) if sheet.tag.endswith("}sheet") else None
        if target:
            member = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            names[member.lower()] = sheet.get("name", "")
    return names


def _tree(reader: MemberReader, member: zipfile.ZipInfo) -> ElementTree.Element:
    content = b""
    for piece in reader.pieces(member):
        content += piece
        if len(content) > _MAX_PART:
            raise ElementTree.ParseError
    return ElementTree.fromstring(content)
