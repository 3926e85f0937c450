"""A tiny register, made from two files as agencies send them, and what to compare of its release."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from padan.pipeline.home import Home
from padan.pipeline.receive import Outcome, Request, receive

AS_OF = date(2026, 11, 21)
WELFARE = """nama,nik,no_kk,tanggal_lahir,jenis_kelamin,hub_kepala_keluarga,kelurahan_desa,kecamatan,desil_nasional
AHMAD SALIM,6402131203850001,6402132003150004,12-03-1985,1,1,Wonotirto,Samboja,2
SITI RAHMAH,6402135508880002,6402132003150004,15-08-1988,2,2,Wonotirto,Samboja,2
JOKO,6402130707750001,6402130101100001,07-07-1975,1,1,Wonotirto,Samboja,3
,,,01-01-1970,1,1,Wonotirto,Samboja,3
"""
MEASURED = """NIK,Nama,JK,Tgl Lahir,Nama Ortu,Kec,Desa/Kel,Berat,Tinggi,Tanggal Pengukuran
6402136507230001,RARA,P,2023-07-25,SITI RAHMAH,Samboja,Wonotirto,"11,2",88,2026-02-10
,DODO,L,2024-01-02,AHMAD / SITI RAHMAH,Samboja,Wonotirto,"9,9",80,2026-02-10
"""


def write(folder: Path, name: str, text: str) -> Path:
    """A file as received."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def take_in(home: Home, name: str, text: str) -> Outcome:
    """The file, received."""
    return receive(home, Request(write(home.root.parent / "sent", name, text), AS_OF))


def hashes(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file below a folder."""
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def table(release: Path, name: str) -> pa.Table:
    """A table of a release."""
    return pq.read_table(release / f"{name}.parquet")


def ids(release: Path) -> dict[str, tuple[str, str]]:
    """The person and the family of each record."""
    return {
        row["record_id"]: (row["person_id"], row["family_id"])
        for row in table(release, "record").select(["record_id", "person_id", "family_id"]).to_pylist()
    }
