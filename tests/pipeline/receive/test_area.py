"""Rows of villages outside the area whose rows the sender may bring."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from tests.pipeline.receive.receive_kit import KK, TODAY, VILLAGE, Grid, Inbox, xlsx

from padan.kernel.errors import UnreadableFileError
from padan.pipeline.home import Home
from padan.pipeline.receive import Request, reasons, receipts, receive

#: Tanjung Harapan in Samboja; a village of the same name lies in Sebulu.
NAMESAKE, IN_SEBULU = "64.02.13.1009", "64.02.07.2002"

HEADERS = ["nama", "nik", "desa", "kecamatan", "kode desa", "desil"]
RESIDENTS = ["nama", "no_kk", "nik", "kk_level", "status_dasar", "tanggallahir", "desa", "kecamatan"]
BUDI = ["BUDI", KK, "", "1", "1", "1990-08-03"]
OUTSIDE = "outside_area"

#: Village, kecamatan and code as a row writes them, and the column for which an operator of Wonotirto, or one of
#: Tanjung Harapan in Samboja, has it refused.
PLACES = {
    "own village": ("Wonotirto", "Samboja", "", None, "desa"),
    "own village, misspelt": ("WONOTIRTA", "Semboja", "", None, "desa"),
    "own village by its code": ("", "", "64.02.13.1008", None, "kode desa"),
    "a neighbour": ("Tanjung Harapan", "Samboja", "", "desa", None),
    "a namesake elsewhere": ("Tanjung Harapan", "Sebulu", "", "desa", "desa"),
    "namesakes, the code says which": ("Tanjung Harapan", "", "6402072002", "kode desa", "kode desa"),
    "namesakes, nothing says which": ("Tanjung Harapan", "", "", None, None),
    "elsewhere by its code": ("", "", "64.02.07.2002", "kode desa", "kode desa"),
    "names that contradict the code": ("Tanjung Harapan", "Sebulu", "64.02.13.1008", "desa", "desa"),
    "the only one of its name in the regency": ("Sebulu Ulu", "", "", "desa", "desa"),
    "no known village": ("Entah", "Samboja", "", None, None),
    "no known code": ("", "", "12345", None, None),
    "no place": ("", "", "", None, None),
}
ROWS: Grid = [[f"ORANG {n}", "", *place[:3], "1"] for n, place in enumerate(PLACES.values())]


def refused(column: int) -> list[tuple[int, str, str]]:
    """Row, column and reason of the rows above, for the operator in a column of them."""
    found = [(row, place[column]) for row, place in enumerate(PLACES.values(), 2)]
    return [(row, header, OUTSIDE) for row, header in found if header is not None]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize(("column", "village"), [(3, VILLAGE), (4, NAMESAKE)], ids=["Wonotirto", "Tanjung Harapan"])
def test_rows_of_other_villages_are_refused(inbox: Inbox, kind: str, column: int, village: str):
    got = getattr(inbox, kind)(f"d.{kind}", [HEADERS, *ROWS], within=(village,))
    assert got.reasons == refused(column)
    assert got.outcome.receipt.reasons == {OUTSIDE: len(refused(column))}
    assert (got.outcome.receipt.rows_in, got.outcome.receipt.within) == (len(ROWS), (village,))


@pytest.mark.parametrize(
    ("within", "rows"),
    [((), 0), ((VILLAGE, NAMESAKE, IN_SEBULU), 1), (("64.02.13",), 5), (("64.02",), 0), (("64.03",), 9)],
    ids=["no limit", "three villages", "a kecamatan", "the regency", "another regency"],
)
def test_the_area_is_any_regions(inbox: Inbox, within: tuple[str, ...], rows: int):
    got = inbox.csv("d.csv", [HEADERS, *ROWS], within=within)
    assert got.outcome.receipt.rows_rejected == rows


def test_a_long_file_is_read_as_a_short_one(inbox: Inbox):
    got = inbox.csv("d.csv", [HEADERS, *ROWS * 5_000], within=(VILLAGE,))
    short = inbox.csv("s.csv", [HEADERS, *ROWS], within=(VILLAGE,))
    assert got.outcome.receipt.rows_rejected == 5_000 * short.outcome.receipt.rows_rejected
    assert [row for row, _column, _reason in got.reasons[: len(short.reasons)]] == [row for row, *_ in short.reasons]


def test_a_list_without_villages_is_accepted(inbox: Inbox):
    got = inbox.csv("d.csv", [["nama", "nik", "desil", "kecamatan"], ["BUDI", "", "1", "Sebulu"]], within=(VILLAGE,))
    assert got.outcome.receipt.rows_accepted == 1


def test_a_row_is_refused_with_its_other_reasons_too(inbox: Inbox):
    headers = ["Nama", "Tgl Lahir", "Desa/Kel", "Kec", "Tanggal Pengukuran", "Berat"]
    rows = [["RARA", "14/02/2024", "Tanjung Harapan", "Sebulu", "05/11/2026", "banyak"], ["Jumlah", "", "", "", "", ""]]
    got = inbox.csv("d.csv", [headers, *rows], within=(VILLAGE,))
    assert got.reasons == [(2, "Berat", "not_a_number"), (2, "Desa/Kel", OUTSIDE), (3, "", "total_row")]
    assert got.outcome.receipt.rows_rejected == 2


def test_documents_are_held_to_it_too(inbox: Inbox):
    rows = [
        {"nama": "BUDI", "nik": "", "desil": "1", "desa": desa, "kecamatan": "Samboja"}
        for desa in ("Wonotirto", "Amborawang Darat")
    ]
    assert inbox.json("d.json", rows, within=(VILLAGE,)).reasons == [(2, "desa", OUTSIDE)]


def test_refused_rows_are_received_from_somebody_whose_they_are(inbox: Inbox):
    first = inbox.csv("d.csv", [HEADERS, *ROWS], within=(VILLAGE,))
    sheet = first.outcome.reject_sheet
    assert sheet is not None
    neighbour = inbox.take(sheet, within=(NAMESAKE,))
    assert [record["village_written"] for record in neighbour.records] == ["Tanjung Harapan"]
    officer = inbox.take(neighbour.outcome.reject_sheet)  # type: ignore[arg-type]
    assert (officer.rejects, len(officer.records)) == ([], first.outcome.receipt.rows_rejected - 1)


#: How a file of residents, who name no village, says its own: what is said of it, its name and a title.
FILES: dict[str, tuple[dict[str, Any], str, str]] = {
    "the sender": ({"village": IN_SEBULU}, "penduduk.csv", "DATA PENDUDUK"),
    "its title": ({}, "penduduk_Wonotirto_Samboja.csv", "Desa : Sebulu Ulu"),
    "its name": ({}, "penduduk_64.02.07.2002.csv", "DATA PENDUDUK"),
}


@pytest.mark.parametrize("how", FILES)
def test_a_file_of_another_village_is_refused_whole(inbox: Inbox, how: str):
    said, name, title = FILES[how]
    rows = [[title, ""], RESIDENTS, BUDI, [*BUDI, "Wonotirto", "Samboja"]]
    with pytest.raises(UnreadableFileError, match=r"desa .+ \(64\.02\.07\.\d{4}\), di luar wilayah pengirim") as error:
        inbox.csv(name, rows, within=(VILLAGE,), **said)
    assert "pilih desanya" in str(error.value.next_step)
    assert receipts(inbox.home) == []
    # So that whoever may send it can.
    assert inbox.csv(name, rows, **said).outcome.receipt.rows_accepted == 2


def test_a_sheet_of_another_village_is_named(inbox: Inbox):
    sheets = {
        name: [[f"Desa : {name}"], ["Kecamatan : Samboja"], RESIDENTS, BUDI]
        for name in ("Wonotirto", "Tanjung Harapan")
    }
    path = xlsx(inbox.folder / "penduduk.xlsx", sheets)
    with pytest.raises(UnreadableFileError, match="Tanjung Harapan") as error:
        inbox.take(path, within=(VILLAGE,))
    assert error.value.where is not None
    assert error.value.where.sheet == "Tanjung Harapan"
    assert inbox.take(path, within=(VILLAGE, NAMESAKE)).outcome.receipt.rows_accepted == 2


def test_rows_of_other_villages_in_a_file_of_the_own(inbox: Inbox):
    rows = [RESIDENTS, BUDI, [*BUDI, "Sebulu Ulu", "Sebulu"], [*BUDI, "Wonotirto", "Samboja"]]
    got = inbox.csv("penduduk.csv", rows, village=VILLAGE, within=(VILLAGE,))
    assert got.reasons == [(3, "desa", OUTSIDE)]
    assert {record["village_code_written"] for record in got.records} == {VILLAGE}


def test_a_place_that_no_column_names(inbox: Inbox):
    """BPS gives the digits of the file's village to one of another regency, which the row names."""
    rows = [["nama", "nik", "desil", "kabupaten"], ["BUDI", "", "1", "Kutai Barat"], ["ANI", "", "1", ""]]
    got = inbox.csv("d.csv", rows, village="64.02.06.1001", within=("64.02.06.1001",))
    assert got.reasons == [(2, "", OUTSIDE)]


def test_a_rebuilt_register_refuses_the_same_rows(inbox: Inbox):
    first = inbox.csv("d.csv", [HEADERS, *ROWS], within=(VILLAGE, "64.02.07.2004"))
    again = Home(inbox.folder / "again")
    raw = next(inbox.home.received.glob("[!.]*"))
    receive(again, Request(raw, TODAY))
    assert receipts(again) == [first.outcome.receipt]


def test_a_slip_from_before_there_was_a_limit_is_read(inbox: Inbox):
    first = inbox.csv("d.csv", [HEADERS, *ROWS]).outcome.receipt
    raw, slip = next(inbox.home.received.glob("[!.]*")), next(inbox.home.received.glob(".*"))
    said = json.loads(slip.read_text())
    assert said.pop("within") == []
    slip.write_text(json.dumps(said))
    again = Home(inbox.folder / "again")
    receive(again, Request(raw, TODAY))
    assert receipts(again) == [first]
    limited = Home(inbox.folder / "limited")
    now = receive(limited, Request(raw, TODAY, within=(VILLAGE,))).receipt
    assert replace(now, sheets=(), reasons={}) == replace(
        first, sheets=(), reasons={}, within=(VILLAGE,), village_code=VILLAGE, records=now.records
    )


def test_the_remedy_says_who_else_can_send_it():
    assert "petugas data" in reasons.remedy(OUTSIDE)
