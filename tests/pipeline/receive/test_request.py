"""A register can be rebuilt from its raw files: what was said of each lies beside it."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from padan.kernel.errors import RegisterError
from padan.pipeline.home import Home
from padan.pipeline.receive import Request, receipts, receive

HEADER = "alamat,dusun,rw,rt,nama,no_kk,nik,sex,tempatlahir,tanggallahir,kk_level,status_dasar"
ROW = "JL MAWAR,,01,02,BUDI SANTOSO,6402131001190002,6402130308900001,1,SAMBOJA,03-08-1990,1,1"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A register that received a village's file, whose name alone says the village, and one with facts given."""
    home = Home.at(tmp_path / "home")
    named = tmp_path / "penduduk_Wonotirto_Samboja.csv"
    named.write_text(f"{HEADER}\n{ROW}\n", "utf-8")
    given = tmp_path / "penduduk.csv"
    given.write_text(f"{HEADER}\n{ROW}\n{ROW}\n", "utf-8")
    receive(home, Request(named, date(2026, 11, 3), received_by="sari"))
    receive(home, Request(given, date(2026, 11, 4), village="64.02.07.2002", true_at=date(2026, 10, 1)))
    return home


def test_raw_files_alone_give_the_same_receipts(home: Home, tmp_path: Path):
    again = Home.at(tmp_path / "again")

    for raw in sorted(home.received.glob("[!.]*")):
        receive(again, Request(raw, date(2027, 1, 1)))

    assert receipts(again) == receipts(home)
    for records in home.records.glob("*.parquet"):
        assert (again.records / records.name).read_bytes() == records.read_bytes()


def test_what_is_said_now_counts_before_what_was_said(home: Home, tmp_path: Path):
    again = Home.at(tmp_path / "again")

    for raw in sorted(home.received.glob("[!.]*")):
        receive(again, Request(raw, date(2027, 1, 1), village="64.02.13.1009"))

    assert {r.village_code for r in receipts(again)} == {"64.02.13.1009"}


@pytest.mark.parametrize("slip", ["", "{}", '{"file": 1, "received_at": "kemarin"}', "[]"])
def test_a_damaged_slip_is_said(home: Home, tmp_path: Path, slip: str):
    raw = next(iter(home.received.glob("[!.]*")))
    copied = Path(shutil.copy(raw, tmp_path))
    (tmp_path / f".{raw.stem}.json").write_text(slip, "utf-8")

    with pytest.raises(RegisterError, match="rusak"):
        receive(Home.at(tmp_path / "again"), Request(copied, date(2027, 1, 1)))
