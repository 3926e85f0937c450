"""``padan changes``: merges and splits between releases, with names and why."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest
from tests.app.app_kit import FATHER, MEASURED, MOTHER, Padan, write_list

from padan.pipeline.home import Home
from padan.pipeline.release.changes import living_id

CHILD = "RAISA PUTRI,,6402132003150004,20-10-2022,2,3,Wonotirto,Samboja,2\n"
WHO = ("--by", "Ani", "--reason", "KK asli dilihat")


@pytest.fixture
def decided(padan: Padan, tmp_path: Path) -> Padan:
    """A child in two lists; somebody says that they are two, and it is released again."""
    measured = tmp_path / "gizi.csv"
    row = ',RAISA PUTRI,P,2022-10-20,AHMAD SALIM / SITI RAHMAH,Samboja,Wonotirto,"11,2","88,0",2026-10-05\n'
    measured.write_text(MEASURED + row, "utf-8")
    padan("receive", write_list(tmp_path, rows=FATHER + MOTHER + CHILD), measured)
    padan("release")
    padan("decide", "kes.csv:4", "gizi.csv:2", "--same", *WHO)
    padan("release")
    padan("decide", "kes.csv:4", "gizi.csv:2", "--apart", *WHO)
    padan("release")
    return padan


def names(home: Path) -> list[str]:
    return [file.stem[7:] for file in sorted((home / "ledger").glob("*.parquet"))]


def one_line(text: str) -> str:
    return " ".join(text.split())


def test_the_first_release_changes_nothing(padan: Padan, tmp_path: Path):
    padan("receive", write_list(tmp_path))
    padan("release")

    assert "yang pertama" in padan("changes").out


def test_a_split_is_told_with_names_and_who_decided_it(decided: Padan):
    told = one_line(decided("changes").out)

    assert re.search(
        r"RAISA PUTRI \(P[0-9A-F]{15}\) dipisah dari RAISA PUTRI \(P[0-9A-F]{15}\).*: putusan Ani pada", told
    )
    # The parents whom her row names are the listed couple's, whoever she is.
    assert "Orang dipisah 1 Dipisah (1)" in told


def test_the_other_way_round_it_is_a_merge(decided: Padan):
    first, *_others, last = names(decided.home)

    assert "Orang digabung 1 Digabung (1)" in one_line(decided("changes", "--from", last, "--to", first).out)
    assert "Tidak ada nomor" in decided("changes", "--from", last, "--to", last).out


def test_an_unknown_release_is_said_with_the_known_ones(decided: Padan):
    told = decided("changes", "--from", "2020-01-01-0000000000")

    assert told.code == 1
    assert "tidak dikenal" in told.err
    assert names(decided.home)[0] in told.err


def test_all_changes_in_a_workbook(decided: Padan, tmp_path: Path):
    target = tmp_path / "perubahan.xlsx"

    assert decided("changes", "--xlsx", target).code == 0

    page = openpyxl.load_workbook(target).active
    assert page is not None
    rows = list(page.iter_rows(values_only=True))
    assert any(row[1] == "dipisah" and "RAISA PUTRI" in str(row[0]) for row in rows)
    assert decided("changes", "--xlsx", target).code == 1
    assert decided("changes", "--xlsx", tmp_path / "perubahan.csv").code == 1


def test_a_merged_away_id_leads_to_the_living_one(decided: Padan):
    home = Home.at(decided.home)
    before = set(_ids(home))
    decided("decide", "kes.csv:4", "gizi.csv:2", "--same", *WHO)
    decided("release")
    after = set(_ids(home))
    gone = before - after

    assert gone
    assert {living_id(home, each) for each in gone} <= after
    assert {living_id(home, each) for each in after} == after
    assert living_id(home, "P000000000000000") is None
    for old in gone:
        told = decided("show", old.lower())
        assert told.code == 0
        assert told.out.startswith(f"{old} kini bernomor {living_id(home, old)}.")
        assert "RAISA PUTRI" in told.out


def _ids(home: Home) -> list[str]:
    return pq.read_table(home.current_release() / "person.parquet").column("person_id").to_pylist()
