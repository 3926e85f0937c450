"""``padan review``: pairs written for officers, and their answers read back."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import openpyxl
import pytest
from tests.app.app_kit import Padan

from padan.pipeline import decisions
from padan.pipeline.home import Home
from padan.pipeline.link.honest.kept import kept
from padan.reports.review_book import HIDDEN


@pytest.fixture
def own(small_release: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Padan:
    """Commands on a copy of the small register, which they may write to."""
    shutil.copytree(small_release.root, tmp_path / "own", symlinks=True)
    return Padan(tmp_path / "own", capsys)


def fill(book: Path, rows: dict[int, tuple[str, str, str]]) -> None:
    """Type answers into the last three columns, as an officer does."""
    sheets = openpyxl.load_workbook(book)
    page = sheets.worksheets[0]
    for row, answer in rows.items():
        for column, text in enumerate(answer, page.max_column - 2):
            page.cell(row, column).value = text or None
    sheets.save(book)


def test_written_for_the_officer(own: Padan, tmp_path: Path) -> None:
    ran = own("review", "--count", "30", "--xlsx", tmp_path / "periksa.xlsx")
    assert ran.code == 0, ran.err
    sheets = openpyxl.load_workbook(tmp_path / "periksa.xlsx")
    page = sheets.worksheets[0]
    sample = kept(Home(own.home))[0]
    assert page.max_row == len(sample.asked) + 1
    titles = [cell.value for cell in page[1]]
    assert titles[:3] == ["No.", "Nama A", "Nama B"]
    assert titles[-4:] == ["Bukti", "Sama/bukan", "Alasan", "Pemeriksa"]
    assert page.protection.sheet
    assert page["A2"].protection.locked
    assert not page.cell(2, len(titles)).protection.locked
    assert {each.formula1 for each in page.data_validations.dataValidation} >= {'"sama,bukan,ragu"'}
    assert sheets[HIDDEN].sheet_state == "veryHidden"
    niks = [page.cell(row, column).value for row in range(2, page.max_row + 1) for column in (4, 5)]
    assert any(nik and len(nik) == 16 and nik.isdecimal() for nik in niks)
    shown = " ".join(str(cell.value) for row in page.iter_rows(min_row=2) for cell in row)
    assert "bit" not in shown.split()


def test_answers_become_decisions_with_what_was_seen(own: Padan, tmp_path: Path) -> None:
    book = tmp_path / "periksa.xlsx"
    own("review", "--count", "30", "--xlsx", book)
    fill(book, {2: ("sama", "dikenal petugas", "Budi"), 3: ("BUKAN", "kembar", "")})
    ran = own("review", "--read", book, "--by", "Sri Wahyuni")
    assert ran.code == 0, ran.err
    asked = kept(Home(own.home))[0].asked
    assert f"{len(asked)} baris: 2 diterima, {len(asked) - 2} tidak." in ran.out
    one, other = decisions.read(Home(own.home))
    assert (one.pair, one.verdict, one.by) == (asked[0].pair, "same", "Budi")
    assert (other.pair, other.verdict, other.by, other.reason) == (asked[1].pair, "apart", "Sri Wahyuni", "kembar")
    seen = json.loads(one.seen)
    assert seen["sample"] == {
        "number": 1, "stratum": asked[0].stratum, "fraction": asked[0].fraction, "band": asked[0].band,
    }  # fmt: skip
    assert seen["weight"] == asked[0].weight


def test_every_row_is_accepted_or_refused_with_its_reason(own: Padan, tmp_path: Path) -> None:
    book = tmp_path / "periksa.xlsx"
    own("review", "--count", "30", "--xlsx", book)
    fill(
        book,
        {
            2: ("sama", "cocok", "Budi"),
            3: ("ragu", "", "Budi"),
            4: ("mungkin", "cocok", "Budi"),
            5: ("bukan", "", "Budi"),
            6: ("bukan", "orang lain", ""),
        },
    )
    sheets = openpyxl.load_workbook(book)
    sheets.worksheets[0]["A7"].value = 9_999
    sheets.worksheets[0]["A8"].value = sheets.worksheets[0]["A9"].value
    sheets.save(book)
    ran = own("review", "--read", book)
    flat = " ".join(ran.out.split())
    for told in (
        "masih ragu, tidak diputuskan: baris 3",
        "isinya bukan sama, bukan, ragu: baris 4",
        "alasannya kosong: baris 5",
        "nama pemeriksanya kosong (isi kolomnya, atau sebut dengan --by): baris 6",
        "nomor pasangannya tidak ada di contoh ini: baris 7",
        "nomor pasangannya ada di dua baris: baris 8, 9",
        "belum diisi: baris 10",
    ):
        assert told in flat
    assert len(decisions.read(Home(own.home))) == 1


def test_reading_twice_adds_nothing(own: Padan, tmp_path: Path) -> None:
    book = tmp_path / "periksa.xlsx"
    own("review", "--count", "20", "--xlsx", book)
    fill(book, {2: ("sama", "cocok", "Budi")})
    own("review", "--read", book)
    assert "sudah dibaca sebelumnya: baris 2" in own("review", "--read", book).out
    assert len(decisions.read(Home(own.home))) == 1


def test_the_same_pair_is_not_drawn_again(own: Padan, tmp_path: Path) -> None:
    for name in ("satu.xlsx", "dua.xlsx"):
        assert own("review", "--count", "25", "--xlsx", tmp_path / name).code == 0
    first, second = ({asked.pair for asked in sample.asked} for sample in kept(Home(own.home)))
    assert not first & second


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "Sebut salah satu"),
        (("--xlsx", "a.xlsx", "--read", "b.xlsx"), "Sebut salah satu"),
        (("--xlsx", "a.csv"), "bukan nama berkas xlsx"),
        (("--read", "tidak-ada.xlsx"), "bukan lembar periksa"),
    ],
)
def test_mistakes_are_told(small: Padan, arguments: tuple[str, ...], told: str) -> None:
    ran = small("review", *arguments)
    assert ran.code != 0
    assert told in ran.err


def test_a_workbook_of_another_register(own: Padan, tmp_path: Path) -> None:
    book = tmp_path / "periksa.xlsx"
    own("review", "--count", "20", "--xlsx", book)
    shutil.rmtree(own.home / "ledger" / "samples")
    ran = own("review", "--read", book)
    assert ran.code == 5
    assert "Contoh nomor 1 tidak ada" in ran.err


def test_another_workbook(small: Padan, tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "lain.xlsx")
    ran = small("review", "--read", tmp_path / "lain.xlsx")
    assert ran.code == 3
    assert "bukan lembar periksa yang ditulis Padan" in ran.err
