"""One file at a time: kept unchanged, received once, and told apart from what cannot be received."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import duckdb
import openpyxl
import pyarrow.parquet as pq
import pytest
from tests.pipeline.receive.receive_kit import (
    CHILD,
    FATHER,
    KK,
    MOTHER,
    TODAY,
    VILLAGE,
    Grid,
    Inbox,
    csv_file,
    read_back,
    xlsx,
)  # fmt: skip

from padan.contracts import intake
from padan.kernel.errors import RegisterError, UnknownSourceError, UnreadableFileError
from padan.pipeline.home import Home
from padan.pipeline.receive import Request, receipts, receive, receiving, reject_sheet
from padan.pipeline.receive.receipt import read_receipt

DTSEN: Grid = [["nik", "nama", "no_kk", "desil"], [MOTHER, "SITI", KK, "1"], ["x", "", "", "2"]]


def test_what_a_receipt_says(inbox: Inbox):
    outcome = inbox.csv("d.csv", DTSEN, received_by="Ani").outcome
    receipt = outcome.receipt
    assert (receipt.source, receipt.file, receipt.received_by, receipt.received_at) == ("dtsen", "d.csv", "Ani", TODAY)
    assert (receipt.rows_in, receipt.rows_accepted, receipt.rows_rejected, receipt.records) == (2, 1, 1, 1)
    assert receipt.size == (inbox.folder / "d.csv").stat().st_size
    assert receipt.reasons == {"nobody": 1}
    (sheet,) = receipt.sheets
    assert (sheet.layout, sheet.columns["name"], sheet.unknown) == ("dtsen", "nama", ())
    assert sheet.doubts == {"nik": 1}
    assert receipts(inbox.home) == [receipt]
    assert not list(inbox.home.work.glob("receive-*"))


def test_the_raw_file_is_kept_unchanged_under_its_hash(inbox: Inbox):
    receipt = inbox.csv("d.CSV", DTSEN).outcome.receipt
    kept = inbox.home.received / f"{receipt.sha256}.csv"
    assert kept.read_bytes() == (inbox.folder / "d.CSV").read_bytes()
    assert kept.stat().st_mode & 0o777 == 0o400


def test_the_same_file_under_another_name_is_the_same_receipt(inbox: Inbox):
    first = inbox.csv("d.csv", DTSEN).outcome
    again = inbox.csv("salinan.csv", DTSEN, received_by="lain").outcome
    assert (first.known, again.known) == (False, True)
    assert again.receipt == first.receipt
    assert again.receipt.file == "d.csv"
    assert again.reject_sheet == first.reject_sheet


def test_a_raw_file_that_is_there_already_is_not_copied_again(inbox: Inbox):
    receipt = inbox.csv("d.csv", DTSEN).outcome.receipt
    (inbox.home.records / f"{receipt.receipt_id}.parquet").unlink()
    assert not inbox.csv("d.csv", DTSEN).outcome.known


def test_progress_is_told(inbox: Inbox):
    path = csv_file(inbox.folder / "d.csv", DTSEN)
    told: list[tuple[int, int | None]] = []
    receive(inbox.home, Request(path, TODAY), lambda done, expected: told.append((done, expected)))
    assert told[-1][0] == 2
    assert told[-1][1] is not None


def test_without_a_desk_it_makes_its_own(inbox: Inbox):
    path = csv_file(inbox.folder / "d.csv", DTSEN)
    outcome = receive(inbox.home, Request(path, TODAY))
    assert read_back(inbox.home, outcome).only(row=2)["name"] == "SITI"


@pytest.mark.parametrize("kind", ["dtsen", None])
def test_the_source_can_be_said(inbox: Inbox, kind: str | None):
    assert inbox.csv("d.csv", DTSEN, source=kind).outcome.receipt.source == "dtsen"


@pytest.mark.parametrize(
    ("kind", "said", "next_step"),
    [
        ("eppgbm", "paling mirip dengan e-PPGBM", "tampak sebagai DTSEN"),
        ("krs", "paling mirip dengan KRS", "tampak sebagai DTSEN"),
        ("dinsos", "Sumber dinsos tidak dikenal", "dtsen, eppgbm, krs, office, opensid, puskesmas_fhir"),
    ],
)
def test_a_source_that_does_not_fit_is_said_to_be_another(inbox: Inbox, kind: str, said: str, next_step: str):
    with pytest.raises(UnknownSourceError, match=said) as error:
        inbox.csv("d.csv", DTSEN, source=kind)
    assert next_step in str(error.value.next_step)


@pytest.mark.parametrize(
    ("rows", "said", "next_step"),
    [
        ([["nama", "nik", "brat", "tingi"], ["RARA", CHILD, "9,1", "80"]], "tidak dikenali", ""),
        ([["Nama Anak", "Brat", "Tanggal Ukur"], ["RARA", "9,1", "x"]], "kolom ini tidak ada: berat",
         "'Brat' mungkin maksudnya 'berat'"),
        ([["a", "b"], ["c", "d"]], "Tidak ada tabel", "baris judul kolom"),
    ],
)  # fmt: skip
def test_a_file_that_no_source_knows(inbox: Inbox, rows: Grid, said: str, next_step: str):
    with pytest.raises(UnknownSourceError, match=said) as error:
        inbox.csv("x.csv", rows)
    assert next_step in str(error.value.next_step)
    assert receipts(inbox.home) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "kosong"),
        (b"nik,nama,desil\n", "tanpa baris data"),
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04broken", "rusak"),
        (b"\n\n\n", "kosong"),
    ],
)
def test_files_that_cannot_be_read(inbox: Inbox, content: bytes, said: str):
    path = inbox.folder / "x.csv"
    path.write_bytes(content)
    with pytest.raises((UnreadableFileError, UnknownSourceError), match=said):
        inbox.take(path)
    assert receipts(inbox.home) == []
    assert not list(inbox.home.work.glob("receive-*"))


def test_a_file_that_is_not_there(inbox: Inbox):
    with pytest.raises(UnreadableFileError, match="tidak dapat dibuka"):
        inbox.take(inbox.folder / "tidak ada.csv")


def test_a_file_that_changes_while_it_is_received(inbox: Inbox, monkeypatch: pytest.MonkeyPatch):
    path = csv_file(inbox.folder / "d.csv", DTSEN)
    real = receiving._digest

    def digest(file: Path) -> str:
        return real(file) if file == path else "another"

    monkeypatch.setattr(receiving, "_digest", digest)
    with pytest.raises(UnreadableFileError, match="berubah"):
        inbox.take(path)
    assert receipts(inbox.home) == []


def test_a_register_that_cannot_be_written(inbox: Inbox):
    path = csv_file(inbox.folder / "d.csv", DTSEN)
    (inbox.folder / "berkas").write_text("")
    with pytest.raises(RegisterError, match="tidak dapat dibuat"):
        receive(Home(inbox.folder / "berkas"), Request(path, TODAY))


@pytest.mark.parametrize(
    "problem", [OSError(28, "No space left on device"), duckdb.OutOfMemoryException("spill\nmore")]
)
def test_a_full_disk_is_said_clearly(inbox: Inbox, monkeypatch: pytest.MonkeyPatch, problem: Exception):
    def full(*_arguments: object) -> None:
        raise problem

    monkeypatch.setattr(receiving, "_keep_raw", full)
    with pytest.raises(RegisterError, match=r"ditulis: (No space left|spill\n)") as error:
        inbox.csv("d.csv", DTSEN)
    assert "belum diterima" in str(error.value.next_step)
    assert receipts(inbox.home) == []


def test_a_damaged_file_of_records_is_named(inbox: Inbox):
    receipt = inbox.csv("d.csv", DTSEN).outcome.receipt
    records = inbox.home.records / f"{receipt.receipt_id}.parquet"
    os.chmod(records, 0o600)
    records.write_bytes(b"PAR1")
    with pytest.raises(RegisterError, match=records.name):
        read_receipt(records)


def test_refused_rows_come_back_corrected(inbox: Inbox):
    """The sheet of refused rows is received like any list, once its rows are mended."""
    headers = ["No", "NIK", "Nama", "Tgl Lahir", "Desa/Kel", "Tanggal Pengukuran", "Berat", "Tinggi", "Catatan"]
    good = ["1", CHILD, "RARA", "14/02/2024", "WONOTIRTO", "05/11/2026", "9,1", "82,5", "x"]
    bad = ["2", MOTHER, "DINA", "14/02/2023", "WONOTIRTO", "05/11/2026", "91 kg", "82,5", "y"]
    first = inbox.xlsx("s.xlsx", [["Data Tanggal : 2026-11-08"], headers, good, bad])
    assert first.reasons == [(4, "Berat", "out_of_range")]
    assert first.outcome.reject_sheet is not None

    book = openpyxl.load_workbook(first.outcome.reject_sheet)
    page = book.active
    assert page.title == "Sheet1"
    rows = [[cell.value for cell in row] for row in page.iter_rows()]
    assert rows[0][0] == "Data Tanggal : 2026-11-08"
    assert rows[1] == [*headers, "Padan: alasan", "Padan: cara memperbaiki", "Padan: kolom", "Padan: baris asal",
                       "Padan: lembar asal"]  # fmt: skip
    assert rows[2][: len(bad)] == bad
    assert rows[2][len(bad) + 2 :] == ["Berat", "4", "Sheet1"]
    page.cell(3, 7).value = "9,3"
    corrected = inbox.folder / "perbaikan.xlsx"
    book.save(corrected)

    again = inbox.take(corrected)
    record = again.only(name="DINA")
    assert (record["source"], record["nik"], record["measurements"][0]["weight"]) == ("eppgbm", MOTHER, 9.3)
    assert "Padan" not in record["other"]
    assert again.reasons == []
    assert again.outcome.receipt.true_at == date(2026, 11, 8)


def test_refused_residents_come_back_with_their_village(inbox: Inbox):
    headers = ["nama", "no_kk", "nik", "kk_level", "status_dasar", "tanggallahir"]
    first = inbox.xlsx("p.xlsx", [headers, ["", KK, "", "1", "1", "1990-01-01"]], village=VILLAGE)
    assert first.reasons == [(2, "", "nobody")]
    assert first.outcome.reject_sheet is not None
    again = inbox.take(first.outcome.reject_sheet)
    assert again.outcome.receipt.village_code == VILLAGE


def test_refused_rows_of_several_sheets(inbox: Inbox):
    bad: Grid = [["nik", "nama", "desil"], ["x", "", 1]]
    names = ["Posyandu Mawar Melati Kuning", "Posyandu Mawar Melati Kuning 2", "Melati"]
    path = xlsx(inbox.folder / "d.xlsx", dict.fromkeys(names, bad))
    got = inbox.take(path)
    assert got.outcome.reject_sheet is not None
    again = inbox.take(got.outcome.reject_sheet)
    assert again.outcome.receipt.rows_rejected == 3


def test_names_of_sheets_are_made_acceptable():
    taken: set[str] = set()
    names = [
        reject_sheet._sheet_name(name, n, taken)
        for n, name in enumerate(["", "A" * 30, "A" * 31, "History", "'[x]'"], 1)
    ]
    assert names == ["ditolak 1", "A" * 24, "A" * 24 + " 3", "History 4", "x"]


def test_more_refused_rows_than_anybody_corrects(inbox: Inbox, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reject_sheet, "MOST_ROWS", 2)
    got = inbox.csv("d.csv", [["nik", "nama", "desil"], *[["x", "", "1"]] * 5])
    assert len(got.rejects) == 5
    assert got.outcome.reject_sheet is not None
    again = inbox.take(got.outcome.reject_sheet)
    assert (again.outcome.receipt.rows_in, again.outcome.receipt.sheets[0].header_row) == (2, 2)


def test_no_rejects_no_sheet(inbox: Inbox):
    got = inbox.csv("d.csv", [["nik", "nama", "desil"], [FATHER, "BUDI", "1"]])
    assert got.outcome.reject_sheet is None
    assert got.rejects == []


def test_the_records_are_as_the_contract_says(inbox: Inbox):
    receipt = inbox.csv("d.csv", DTSEN).outcome.receipt
    intake.RECORD.check(pq.read_schema(inbox.home.records / f"{receipt.receipt_id}.parquet"))
    intake.REJECT.check(pq.read_schema(inbox.home.rejects / f"{receipt.receipt_id}.parquet"))


def test_the_same_file_gives_the_same_bytes(inbox: Inbox, tmp_path_factory: pytest.TempPathFactory):
    rows = [["nik", "nama", "desil"], *[[MOTHER, f"ORANG {n}", n % 12] for n in range(30_000)]]
    files = []
    for _time in range(2):
        other = Inbox(tmp_path_factory.mktemp("again"), inbox._desk)
        receipt = other.csv("d.csv", rows).outcome.receipt
        files.append((other.home.records / f"{receipt.receipt_id}.parquet").read_bytes())
    assert files[0] == files[1]
