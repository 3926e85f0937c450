"""Running a command as a person does, and small files to run it on."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from padan.app.cli import run

HEADER = "nama,nik,no_kk,tanggal_lahir,jenis_kelamin,hub_kepala_keluarga,kelurahan_desa,kecamatan,desil_nasional\n"
FATHER = "AHMAD SALIM,6402131203850001,6402132003150004,12-03-1985,1,1,Wonotirto,Samboja,2\n"
MOTHER = "SITI RAHMAH,6402135508880002,6402132003150004,15-08-1988,2,2,Wonotirto,Samboja,2\n"
MEASURED = "NIK,Nama,JK,Tgl Lahir,Nama Ortu,Kec,Desa/Kel,Berat,Tinggi,Tanggal Pengukuran\n"


@dataclass(frozen=True)
class Ran:
    """What a command answered."""

    code: int
    out: str
    err: str


class Padan:
    """``padan`` in this process, on one register, 100 columns wide."""

    def __init__(self, home: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.home = home
        self._capsys = capsys

    def __call__(self, *arguments: str | Path) -> Ran:
        self._capsys.readouterr()
        code = run(["--home", str(self.home), *map(str, arguments)])
        told = self._capsys.readouterr()
        return Ran(code, told.out, told.err)


def start(*arguments: str | Path, home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """``padan`` as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "padan.app", *map(str, arguments)],
        env={**os.environ, "PADAN_HOME": str(home), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def write_list(folder: Path, name: str = "kes.csv", rows: str = FATHER + MOTHER) -> Path:
    """A welfare list."""
    path = folder / name
    path.write_text(HEADER + rows, "utf-8")
    return path
