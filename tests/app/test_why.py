"""``padan why``: told in words, at any width, in both languages."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from tests.app.app_kit import FATHER, MEASURED, MOTHER, Padan, write_list

from padan.app.cli import run

TWINS = (
    "RAISA PUTRI,,6402132003150004,20-10-2022,2,3,Wonotirto,Samboja,2\n"
    "NAYLA PUTRI,,6402132003150004,20-10-2022,2,3,Wonotirto,Samboja,2\n"
)
#: Others in the list, so that a name is not common for being borne by two records.
OTHERS = "".join(
    f"WARGA {chr(65 + n // 26 % 26)}{chr(65 + n % 26)}BIN{chr(65 + n // 7 % 26)},,,,,,Wonotirto,Samboja,2\n"
    for n in range(400)
)


@pytest.fixture(scope="module")
def twins_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a welfare list with twins, and one of them measured."""
    folder = tmp_path_factory.mktemp("twins")
    measured, home = folder / "gizi.csv", folder / "padan-home"
    row = ',RAISA PUTRI,P,2022-10-20,AHMAD SALIM / SITI RAHMAH,Samboja,Wonotirto,"11,2","88,0",2026-10-05\n'
    measured.write_text(MEASURED + row, "utf-8")
    welfare = write_list(folder, rows=FATHER + MOTHER + TWINS + OTHERS)
    for command in (["receive", str(welfare), str(measured)], ["release"]):
        assert run(["--home", str(home), *command]) == 0
    return home


@pytest.fixture
def twins(twins_home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Padan:
    """Commands on a copy of it."""
    shutil.copytree(twins_home, tmp_path / "padan-home", symlinks=True)
    return Padan(tmp_path / "padan-home", capsys)


def test_one_person_with_every_piece_of_evidence(twins: Padan) -> None:
    told = twins("why", "kes.csv:4", "gizi.csv:2").out

    assert told.startswith("Satu orang? Ya.\nBuktinya sendiri cukup")
    for said in ("sebelum melihat bukti", "ayah dan ibu sama", "nama sama", "bisa jadi dua orang serumah", "Jumlah"):
        assert said in " ".join(told.split())


def test_a_twin_is_kept_apart_by_the_list(twins: Padan) -> None:
    told = " ".join(twins("why", "kes.csv:5", "gizi.csv:2").out.split())

    assert told.startswith("Satu orang? Tidak. Buktinya cukup, tetapi satu daftar memuat keduanya di dua baris")
    assert "kes.csv, baris 5; kes.csv, baris 4" in told


def test_one_record_with_its_ties_and_its_nearest_other(twins: Padan) -> None:
    told = " ".join(twins("why", "gizi.csv:2").out.split())

    assert "Dinyatakan sebagai RAISA PUTRI" in told
    tied, _heading, nearest = told.partition("Yang paling dekat, tetapi bukan orang yang sama")
    assert "kes.csv, baris 4: " in tied
    assert "nama sama (+" in tied
    assert "NAYLA PUTRI" in nearest
    assert "mendukung: " in nearest
    assert "menentang: " in nearest


def test_a_record_that_stands_alone(twins: Padan) -> None:
    told = twins("why", "kes.csv:6").out

    assert "yang tidak dikenal dari catatan lain" in told
    assert "Yang mengikat" not in told


def test_a_record_whose_person_is_else_only_a_named_parent(twins: Padan) -> None:
    told = " ".join(twins("why", "kes.csv:2").out.split())

    assert "Catatan yang lain hanya menyebut orang ini sebagai orang tua di baris anaknya." in told
    assert "Tidak ada catatan orang lain yang mendekati." in told


def test_a_parent_alone(twins: Padan) -> None:
    told = " ".join(twins("why", "gizi.csv:2:mother").out.split())

    assert "dinyatakan sebagai SITI RAHMAH" in told
    assert "Yang paling dekat" not in told


def test_the_nearest_of_a_pair_can_be_the_pair(twins: Padan) -> None:
    told = " ".join(twins("why", "kes.csv:5", "gizi.csv:2").out.split())

    assert "Yang paling dekat dengan B, tetapi bukan orang yang sama Pasangan ini sendiri." in told


def test_what_somebody_decided_is_told(twins: Padan) -> None:
    decide = ("decide", "kes.csv:4", "gizi.csv:2", "--apart", "--by", "Ani", "--reason", "saudara kembar")
    assert twins(*decide).code == 0
    before = " ".join(twins("why", "kes.csv:4", "gizi.csv:2").out.split())
    twins("release")
    after = " ".join(twins("why", "kes.csv:4", "gizi.csv:2").out.split())

    assert before.startswith("Satu orang? Ya.")
    assert "Sesudah rilis ini dibuat ada putusan" in before
    assert after.startswith("Satu orang? Tidak. Seseorang memutuskan bahwa ini dua orang yang berbeda")
    assert "menurut Ani" in after
    assert "saudara kembar" in after


def test_two_strangers(twins: Padan) -> None:
    assert "Jumlah buktinya di bawah ambang" in twins("why", "kes.csv:2", "kes.csv:3").out


def test_a_parent_named_in_a_row(twins: Padan) -> None:
    told = " ".join(twins("why", "kes.csv:3", "gizi.csv:2:mother").out.split())

    assert told.startswith("Satu orang? Ya. Orang tua yang disebut di baris anak dinyatakan orang yang sama.")
    assert "SITI RAHMAH, ibu yang disebut di gizi.csv, baris 2, dinyatakan sebagai SITI RAHMAH" in told
    assert "orang itu ada di keluarga anak ini" in told


def test_in_english(twins: Padan) -> None:
    told = twins("why", "kes.csv:4", "gizi.csv:2", "--lang", "en").out

    assert told.startswith("One person? Yes.")
    assert "same father and mother" in told


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ("kes.csv:9999", "Tidak ada catatan di kes.csv:9999"),
        ("kes.csv", "Catatan kes.csv tidak ada di rilis ini"),
        ("0123456789abcdef.1.2.person", "tidak ada di rilis ini"),
        ("gizi.csv:2", "Keduanya catatan yang sama"),
    ],
)
def test_a_record_that_is_not_there(twins: Padan, record: str, said: str) -> None:
    told = twins("why", record, "gizi.csv:2")

    assert told.code == 1
    assert said in told.err


def test_two_people_in_one_row_are_told_apart_by_their_role(small: Padan, small_current: Path) -> None:
    import duckdb

    with duckdb.connect() as con:
        file, sheet, row = con.execute(
            f"SELECT file, sheet, row FROM '{small_current}/record.parquet' WHERE source = 'krs'"
            " GROUP BY ALL HAVING count(*) = 2 ORDER BY ALL LIMIT 1"
        ).fetchall()[0]
    place = f"{file}:{sheet}:{row}" if sheet else f"{file}:{row}"

    assert "lebih dari satu catatan" in small("why", place, place).err
    assert small("why", f"{place}:head", f"{place}:wife").out.startswith("Satu orang? Tidak.")
