"""``padan receive``: each row accounted for, each file told."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest
from tests.app.app_kit import FATHER, MEASURED, MOTHER, Padan, on_a_terminal, write_list

from padan.app.paths import files_of
from padan.kernel.errors import UnreadableFileError


def test_a_receipt_says_what_when_and_how_many(padan: Padan, tmp_path: Path) -> None:
    told = padan("receive", write_list(tmp_path, "dtsen_2026-03-31.csv"), "--by", "Rina")

    assert told.code == 0
    for said in ("dtsen_2026-03-31.csv", "31 Mar 2026 (dari nama berkas)", "2 baris = 2 diterima + 0 ditolak"):
        assert said in told.out
    (records,) = (padan.home / "records").glob("*.parquet")
    receipt = json.loads(pq.read_metadata(records).metadata[b"padan.receipt"])
    assert receipt["received_by"] == "Rina"


def test_what_was_given_is_kept(padan: Padan, tmp_path: Path) -> None:
    told = padan("receive", write_list(tmp_path), "--as-of", "5-11-2026", "--village", "Tanjung Harapan, Sebulu")

    assert "5 Nov 2026 (disebut dengan --as-of)" in told.out
    assert "Desa Tanjung Harapan, Kec. Sebulu" in told.out


def test_the_same_file_again_changes_nothing_and_says_so(padan: Padan, tmp_path: Path) -> None:
    path = write_list(tmp_path)
    padan("receive", path)
    before = sorted(file.stat().st_mtime_ns for file in padan.home.rglob("*.parquet"))

    told = padan("receive", path)

    assert told.code == 0
    assert "tidak ada yang berubah" in told.out
    assert sorted(file.stat().st_mtime_ns for file in padan.home.rglob("*.parquet")) == before


def test_refused_rows_come_with_reasons_and_a_sheet_to_correct(padan: Padan, tmp_path: Path) -> None:
    path = tmp_path / "gizi.csv"
    path.write_text(MEASURED + ',UMAR,L,2023-01-02,,Samboja,Wonotirto,"11,2","88,0",\n', "utf-8")

    told = padan("receive", path)

    assert told.code == 0
    assert "1 baris = 0 diterima + 1 ditolak" in told.out
    assert "1 × Berat atau tinggi diisi tetapi tanggal pengukurannya kosong" in told.out.replace("\n", " ")
    (sheet,) = (padan.home / "rejects").glob("*.xlsx")
    assert sheet.name in told.out.replace("\n", "").replace(" ", "")
    assert openpyxl.load_workbook(sheet).worksheets[0]["B2"].value == "UMAR"


def test_doubts_and_unknown_columns_are_told(padan: Padan, tmp_path: Path) -> None:
    path = tmp_path / "kes.csv"
    lost = FATHER.replace("6402131203850001", "6.40213E+15").replace("\n", ",merah\n")
    path.write_text(write_list(tmp_path, "x.csv", "").read_text().replace("\n", ",warna rumah\n") + lost, "utf-8")

    told = padan("receive", path)

    assert "1 NIK tidak utuh (kolom 'nik')" in told.out
    assert "1 kolom tidak dikenal, tetap disimpan: warna rumah" in told.out


def test_one_bad_file_does_not_stop_the_others(padan: Padan, tmp_path: Path) -> None:
    folder = tmp_path / "kiriman"
    (folder / "dalam").mkdir(parents=True)
    write_list(folder, "b.csv", FATHER)
    (folder / "a.csv").write_text("merek,warna\nA,merah\nB,biru\n", "utf-8")
    write_list(folder / "dalam", "c.csv", MOTHER)

    told = padan("receive", folder)

    assert told.code == 4
    assert len(list((padan.home / "records").glob("*.parquet"))) == 2
    assert told.out.index("b.csv") < told.out.index("c.csv")
    assert "a.csv" in told.err
    assert "1 berkas tidak dapat diterima" in told.out


def test_many_files_are_told_in_a_line_each_with_a_table(padan: Padan, tmp_path: Path) -> None:
    folder = tmp_path / "kiriman"
    folder.mkdir()
    for number in range(7):
        write_list(folder, f"{number}.csv", FATHER.replace("AHMAD", f"AHMAD {'ABCDEFG'[number]}"))

    told = padan("receive", folder)
    again = padan("receive", folder, "--details")

    assert told.out.count("1 baris = 1 diterima + 0 ditolak") == 7
    assert "Menggambarkan" not in told.out
    assert [line.split() for line in told.out.splitlines() if line.startswith(" DTSEN")] == [
        ["DTSEN", "7", "0", "7", "7", "0", "7"]
    ]
    assert again.out.count("Menggambarkan") == 7


def test_folders_are_walked_in_order_without_hidden_lock_and_own_files(tmp_path: Path) -> None:
    home = tmp_path / "padan-home"
    for name in ("b.csv", "a.csv", ".rahasia.csv", "~$b.xlsx", "z/d.csv", ".git/e.csv", "padan-home/received/f.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / name).write_text("x")

    found = files_of([str(tmp_path), str(tmp_path / "a.csv"), str(tmp_path / ".rahasia.csv")], home)

    assert [str(path.relative_to(tmp_path)) for path in found] == ["a.csv", "b.csv", "z/d.csv", ".rahasia.csv"]


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="Tidak ada berkas"):
        files_of([str(tmp_path)], tmp_path / "h")


def test_a_name_cannot_steer_the_terminal(padan: Padan, tmp_path: Path) -> None:
    told = padan("receive", write_list(tmp_path, "[red]a\x1b[31mb.csv"))

    assert "[red]a·[31mb.csv" in told.out
    assert "\x1b" not in told.out


def test_a_progress_bar_on_the_terminal_leaves_the_answer_in_its_file(tmp_path: Path) -> None:
    folder = tmp_path / "kiriman"
    folder.mkdir()
    for name, row in (("a.csv", FATHER), ("b.csv", MOTHER)):
        write_list(folder, name, row)
    answer = tmp_path / "jawaban.txt"
    with answer.open("wb") as stream:
        code, shown = on_a_terminal(stream, "--home", str(tmp_path / "h"), "receive", str(folder))

    assert code == 0
    assert b"2/2" in shown or b"1/2" in shown
    assert "a.csv" in answer.read_text()
    assert "Ringkasan" in answer.read_text()
