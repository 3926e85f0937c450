"""``padan quality``: the figures of posyandu, villages and health centres."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest
from tests.app.app_kit import Padan


def _rows(folder: Path, where: str) -> list[tuple]:
    file = folder / "measurement_quality.parquet"
    with duckdb.connect() as con:
        return con.execute(f"SELECT level, unit, month, remeasure FROM '{file}' WHERE {where}").fetchall()


@pytest.mark.parametrize("level", ["posyandu", "village", "health_centre"])
def test_every_unit_is_judged_once(small: Padan, small_current: Path, level: str) -> None:
    found = _rows(small_current, f"level = '{level}' AND month = ''")

    ran = small("quality", "--by", level, "--limit", "1000")

    assert ran.code == 0
    again = sum(row[3] for row in found)
    assert f"{len(found)} dinilai; {again} perlu diukur ulang." in ran.out


def test_a_month_can_be_chosen(small: Padan, small_current: Path) -> None:
    month = max(row[2] for row in _rows(small_current, "level = 'posyandu'"))

    ran = small("quality", "--month", month, "--limit", "1000")

    assert f"{len(_rows(small_current, f'''level = 'posyandu' AND month = '{month}' '''))} dinilai" in ran.out


def test_a_month_without_weighing_names_those_that_have_it(small: Padan) -> None:
    ran = small("quality", "--month", "1999-01")

    assert ran.code == 1
    assert re.search(r"Bulan yang ada: 20\d\d-\d\d sampai 20\d\d-\d\d", ran.err)


def test_a_village_can_be_chosen(small: Padan, small_current: Path) -> None:
    unit = _rows(small_current, "level = 'village' AND month = ''")[0][1]

    ran = small("quality", "--by", "village", "--village", unit)

    assert "1 dinilai" in ran.out


def test_a_health_centre_has_no_village(small: Padan) -> None:
    ran = small("quality", "--by", "health_centre", "--village", "64.02.13")

    assert ran.code == 1
    assert "--by village" in ran.err


def test_english(small: Padan) -> None:
    ran = small("--lang", "en", "quality", "--limit", "1")

    assert "to be measured again" in ran.out
