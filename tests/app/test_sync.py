"""``padan sync`` and ``padan regions boundaries`` on the command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.app.app_kit import Padan

from padan.kernel.writing import count
from padan.reference.regions import codes_under
from padan.reports.counting.codes import FAMILIES
from padan.reports.counting.counts import counts
from padan.reports.counting.making import rows_folder
from padan.reports.maps.boundaries import drawing_of

REGENCY = "64.02"


@pytest.fixture
def padan(small: Padan, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Padan:
    """The small register in a home of the test's own."""
    return Padan(Path(shutil.copytree(small.home, tmp_path / "home", symlinks=True)), capsys)


def current(padan: Padan) -> Path:
    return (padan.home / "releases" / "current").resolve()


def test_it_tells_every_two_lists_and_that_the_totals_agree(padan: Padan) -> None:
    ran = padan("sync")

    lived_in = [row for row in pq.read_table(current(padan) / "family.parquet").to_pylist() if row["members"]]
    both = sum({"dtsen", "krs"} <= set(row["sources"]) for row in lived_in)
    (line,) = [each for each in ran.out.splitlines() if "DTSEN dan KRS" in each]
    assert ran.code == 0
    assert line.split()[3] == count(both)
    assert f"rilis dan hitungannya sama ({count(len(lived_in))} keluarga)" in ran.out
    assert "Penimbangan balita" in ran.out
    assert "Dinas Sosial" in ran.out


def test_a_place_can_be_chosen(padan: Padan) -> None:
    numbers = counts(current(padan), REGENCY)
    village = next(leaf for leaf in numbers.leaves() if len(leaf) == 13 and numbers.number(leaf, FAMILIES) > 1)

    ran = padan("sync", "--village", village)

    assert f": {count(numbers.number(village, FAMILIES))} keluarga" in ran.out.splitlines()[1]
    assert padan("sync", "--village", "64.02.99.9999").code == 1


def test_a_difference_names_the_families_and_leaves_with_a_mistake(padan: Padan) -> None:
    padan("sync")
    file = rows_folder(current(padan)) / "family_row.parquet"
    table = pq.read_table(file)
    gone = table["family_id"][0].as_py()
    pq.write_table(table.slice(1), file)

    ran = padan("sync")

    assert ran.code == 1
    assert f"hanya di rilis: {gone}" in ran.out


def geojson(folder: Path, *codes: str) -> Path:
    file = folder / "desa.geojson"
    square = [[116, 0], [116.1, 0], [116.1, 0.1], [116, 0.1], [116, 0]]
    features = [
        {"type": "Feature", "properties": {"kode": code}, "geometry": {"type": "Polygon", "coordinates": [square]}}
        for code in codes
    ]
    file.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    return file


def test_boundaries_are_held_against_the_list_told_and_kept(padan: Padan, tmp_path: Path) -> None:
    ran = padan("regions", "boundaries", geojson(tmp_path, "64.02.13.1008", "64.03.01.2001"))

    villages = len(codes_under(REGENCY, 13))
    assert ran.code == 0
    assert f"1 dari {villages} desa di Kabupaten Kutai Kartanegara mempunyai batas; 2 bidang dibaca." in ran.out
    assert f"Desa tanpa batas ({villages - 1})" in ran.out
    assert f"dan {villages - 21} lagi" in ran.out
    assert "Bidang yang bukan desa di sini (1)" in ran.out
    assert "64.03.01.2001" in ran.out
    assert drawing_of(padan.home, REGENCY) is not None


def test_a_rehearsal_keeps_nothing(padan: Padan, tmp_path: Path) -> None:
    ran = padan("regions", "boundaries", geojson(tmp_path, "64.02.13.1008"), "--dry-run")

    assert "Baru diperiksa" in ran.out
    assert drawing_of(padan.home, REGENCY) is None


@pytest.mark.parametrize("asked", [("regions", "boundaries", "tidak-ada.geojson"), ("regions", "lain", "x")])
def test_what_cannot_be_done_is_said(asked: tuple[str, ...], padan: Padan) -> None:
    ran = padan(*asked)
    assert ran.code in (2, 3)
    assert ran.err


def test_without_a_regency_it_says_what_to_set(padan: Padan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PADAN_REGENCY", "")
    ran = padan("regions", "boundaries", geojson(tmp_path, "64.02.13.1008"))
    assert ran.code == 1
    assert "PADAN_REGENCY" in ran.err
