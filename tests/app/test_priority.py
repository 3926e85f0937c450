"""``padan priority``: families in the order in which they need help."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import openpyxl
from tests.app.app_kit import Padan


def _families(folder: Path, where: str = "true") -> list[tuple]:
    file = folder / "priority.parquet"
    with duckdb.connect() as con:
        return con.execute(f"SELECT rank, family_id, village_code FROM '{file}' WHERE {where} ORDER BY rank").fetchall()


def test_the_first_families_are_told_in_order_with_reasons(small: Padan, small_current: Path) -> None:
    first = _families(small_current)[:3]

    told = small("priority", "--limit", "3").out

    assert [found[1] for found in first] == re.findall(r"F[0-9A-F]{15}", told)
    assert "Yang paling mendesak" in told
    assert not re.search(r"\b\d{16}\b", told)


def test_a_village_keeps_the_ranks_of_the_regency(small: Padan, small_current: Path) -> None:
    village = next(found[2] for found in _families(small_current) if found[2])
    own = _families(small_current, f"village_code = '{village}'")

    told = small("priority", "--village", village, "--limit", "1000").out

    assert re.findall(r"F[0-9A-F]{15}", told) == [found[1] for found in own]
    assert f"{own[0][0]}. " in told


def test_no_family_is_said(small: Padan) -> None:
    assert "Tidak ada keluarga." in small("priority", "--village", "11.01.01.2001").out


def test_all_families_go_into_a_workbook(small: Padan, small_current: Path, tmp_path: Path) -> None:
    target = tmp_path / "urutan.xlsx"

    assert small("priority", "--xlsx", target).code == 0

    (sheet,) = openpyxl.load_workbook(target).worksheets
    rows = list(sheet.iter_rows(values_only=True))
    assert [row[0] for row in rows[1:]] == [found[0] for found in _families(small_current)]
    assert rows[0][7] == "Mengapa di urutan ini"
    assert all(row[7] and row[8] for row in rows[1:])
    assert not any(re.search(r"\b\d{16}\b", str(row[2])) for row in rows[1:])


def test_an_existing_workbook_is_kept_unless_forced(small: Padan, tmp_path: Path) -> None:
    target = tmp_path / "urutan.xlsx"
    target.write_text("mine", "utf-8")

    assert small("priority", "--xlsx", target).code != 0
    assert target.read_text("utf-8") == "mine"
    assert small("priority", "--xlsx", target, "--force").code == 0


def test_another_ending_is_refused(small: Padan, tmp_path: Path) -> None:
    ran = small("priority", "--xlsx", tmp_path / "urutan.docx")

    assert ran.code == 1
    assert ".xlsx" in ran.err
