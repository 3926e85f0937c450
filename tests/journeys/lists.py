"""Small invented lists, as agencies send them, written where a browser can choose them."""

from __future__ import annotations

import zipfile
from pathlib import Path

from tests.app.app_kit import HEADER, MEASURED

#: Somebody whom no invented register holds.
NEWCOMER = "ZUBAIDAH KRISANTEMUM"
VILLAGE = "Wonotirto"
#: More bytes than a list unpacks to, and of one kind: they pack to next to nothing.
_BOMB = 150 << 20


def welfare(folder: Path, name: str, person: str = NEWCOMER, number: int = 1) -> Path:
    """A welfare list with one family of two."""
    family = f"6402132003{number:06d}"
    rows = (
        f"{person},64021352038{number:05d},{family},12-03-1985,2,1,{VILLAGE},Samboja,2\n"
        f"{person} PUTRA,64021315088{number:05d},{family},15-08-2008,1,4,{VILLAGE},Samboja,2\n"
    )
    return _written(folder / name, (HEADER + rows).encode())


def measured(folder: Path, name: str, child: str = "KEMUNING") -> Path:
    """Measurements of two children; of one the day is missing, so that the row is refused."""
    rows = (
        f',{child},P,2023-03-02,,Samboja,{VILLAGE},"11,2","88,0",2026-11-05\n'
        f',{child} KECIL,L,2023-01-02,,Samboja,{VILLAGE},"11,9","89,0",\n'
    )
    return _written(folder / name, (MEASURED + rows).encode())


def broken(folder: Path) -> Path:
    """A workbook that was cut short on its way."""
    return _written(folder / "rusak.xlsx", b"PK\x03\x04" + bytes(200))


def program(folder: Path) -> Path:
    """A program that calls itself a workbook."""
    return _written(folder / "program.xlsx", b"MZ\x90\x00" + bytes(range(256)) * 8)


def bomb(folder: Path) -> Path:
    """A workbook of a few hundred KB that would fill a disk when it is opened."""
    path = folder / "bom.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", bytes(_BOMB))
    return path


def _written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path
