"""Running a command as a person does, and small files to run it on."""

from __future__ import annotations

import contextlib
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

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


def on_a_terminal(stdout: BinaryIO, *arguments: str) -> tuple[int, bytes]:
    """The exit code of a process whose standard error is a terminal, and what was shown there."""
    terminal, other_end = pty.openpty()
    command = [sys.executable, "-m", "padan.app", *arguments]
    process = subprocess.Popen(command, stdout=stdout, stderr=other_end, env={**os.environ, "TERM": "xterm"})
    os.close(other_end)
    shown = b"".join(_until_closed(terminal))
    return process.wait(), shown


def _until_closed(terminal: int) -> Iterator[bytes]:
    with contextlib.suppress(OSError):
        while piece := os.read(terminal, 65_536):
            yield piece
    os.close(terminal)
