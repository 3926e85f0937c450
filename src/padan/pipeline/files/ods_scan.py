"""Looking through an ods before it is read: how far its filled cells reach once repeats are written out."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat

from padan.pipeline.files.dangers import MemberReader, damaged, needs_password
from padan.pipeline.files.extent import Extent, too_far

_CONTENT, _MANIFEST = "content.xml", "META-INF/manifest.xml"


def scan_ods(path: Path, file: BinaryIO, archive: zipfile.ZipFile) -> dict[str, Extent]:
    """Extent and error cells by sheet name; refuses what is unsafe to read."""
    reader = MemberReader(path, file, archive)
    members = {member.filename: member for member in archive.infolist()}
    if _CONTENT not in members:
        raise damaged(path)
    if _MANIFEST in members:
        manifest = b"".join(reader.pieces(members[_MANIFEST]))
        if b"encryption-data" in manifest:
            raise needs_password(path)
    tables = _TableHandler(path)
    parser = expat.ParserCreate()
    parser.StartElementHandler = tables.start
    parser.EndElementHandler = tables.end
    parser.CharacterDataHandler = tables.text
    try:
        for piece in reader.pieces(members[_CONTENT]):
            parser.Parse(piece, False)
        # The library never returns from a document that ends too early, so its end is checked here.
        parser.Parse(b"", True)
    except (expat.ExpatError, LookupError, ValueError) as problem:
        raise damaged(path) from problem
    return tables.found


class _TableHandler:
    """Counts rows and columns of each table with their repeats."""

    def __init__(self, path: Path) -> None:
        self.found: dict[str, Extent] = {}
        self._path = path
        self._name = ""
        self._row = self._row_repeat = self._column = self._cell_repeat = 0
        self._in_cell = self._filled = self._is_error = False
        self._text = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag:
            case "table:table":
                self._name, self._row = attributes.get("table:name", ""), 0
                self.found[self._name] = Extent()
            case "table:table-row":
                self._row_repeat = _count(attributes.get("table:number-rows-repeated"))
                self._column = 0
            case "table:table-cell" | "table:covered-table-cell":
                self._cell_repeat = _count(attributes.get("table:number-columns-repeated"))
                self._filled = "office:value-type" in attributes
                self._is_error = attributes.get("calcext:value-type") == "error"
                self._in_cell, self._text = True, ""

    def end(self, tag: str) -> None:
        match tag:
            case "table:table-row":
                self._row += self._row_repeat
            case "table:table-cell" | "table:covered-table-cell":
                self._end_cell()

    def text(self, text: str) -> None:
        if self._in_cell:
            self._filled = True
            if self._is_error:
                self._text += text

    def _end_cell(self) -> None:
        extent = self.found.get(self._name)
        self._in_cell = False
        if extent is not None and self._filled:
            extent.add(self._row + self._row_repeat, self._column + self._cell_repeat)
            if not extent.fits:
                raise too_far(self._path, extent, self._name)
            if self._is_error and self._text:
                extent.add_error(self._row + 1, self._column + 1, self._text)
        self._column += self._cell_repeat


def _count(text: str | None) -> int:
    return max(1, int(text)) if text and text.isdecimal() and len(text) < 10 else 1
