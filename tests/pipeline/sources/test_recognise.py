"""Which list a sheet is, found from its header alone."""

from __future__ import annotations

import pytest
from tests.pipeline.receive.receive_kit import CHILD, MOTHER, Grid, Inbox

from padan.kernel.errors import UnknownSourceError
from padan.pipeline.sources import layout, reader, readers
from padan.pipeline.sources.recognise import Recognised, Unrecognised, end_of_header, fresh, recognise

STATUS = ["No", "NIK", "Nama", "Tgl Lahir", "Tanggal Pengukuran", "Berat", "Tinggi"]
ROW = ["1", CHILD, "RARA", "14/02/2024", "05/11/2026", "9,1", "82,5"]


def test_sources_are_found_by_their_folders():
    assert [r.source.kind for r in readers()] == ["dtsen", "eppgbm", "krs", "office", "opensid", "puskesmas_fhir"]
    assert reader("krs").source.agency == "dp2kb"
    assert layout("dtsen", "dtks").title == "DTKS (SIKS-NG)"
    with pytest.raises(KeyError):
        layout("dtsen", "formulir")
    with pytest.raises(UnknownSourceError, match="bkkbn"):
        reader("bkkbn")


@pytest.mark.parametrize("above", [0, 1, 7, 20])
def test_the_header_is_found_below_titles(above: int):
    found = recognise([*[["Laporan", "bulan ini"]] * above, STATUS, ROW], [])
    assert isinstance(found, Recognised)
    assert (found.header_row, found.layout.name, found.unknown) == (above + 1, "status-gizi", {"No": 0})


def test_a_header_too_far_down_is_not_looked_for():
    assert isinstance(recognise([*[["Laporan", "bulan ini"]] * 40, STATUS, ROW], []), Unrecognised)


@pytest.mark.parametrize(
    ("below", "last"),
    [
        ([], 1),
        ([["1", "2", "3", "4", "5", "6", "7"]], 2),
        ([["(1)", "(2)", "(3)", "(4)"]], 2),
        ([["", "(16 angka)", "", "(dd/mm/yyyy)", "", "(kg)", "(cm)"]], 2),
        ([["", "(16 angka)"], ["1", "2", "3"]], 3),
        ([["1", "2"]], 1),
        ([ROW], 1),
        ([["", "", ""]], 1),
    ],
    ids=["nothing", "numbers", "bracketed numbers", "remarks", "both", "too few numbers", "data", "blank"],
)
def test_where_the_header_ends(below: Grid, last: int):
    assert end_of_header([STATUS, *below], [], 1) == last


def test_cells_merged_downwards_belong_to_the_header():
    assert end_of_header([STATUS, STATUS, ROW], [(0, 0, 1, 0), (0, 1, 0, 3)], 1) == 2


def test_rows_below_the_header_that_number_it_are_no_data(inbox: Inbox):
    got = inbox.csv("s.csv", [STATUS, [str(n) for n in range(1, 8)], ROW])
    assert [r["row"] for r in got.records] == [3]
    assert got.outcome.receipt.rows_in == 1


def test_the_nearest_kind_and_what_is_missing_are_named():
    found = recognise([["Nama", "NIK", "Brat", "Tanggal Ukur"], ["a", "b", "c", "d"]], [])
    assert isinstance(found, Unrecognised)
    assert found.source is not None
    assert (found.source.kind, found.missing, found.similar) == ("eppgbm", ("berat",), (("Brat", "berat"),))


def test_a_list_with_nothing_known_has_no_nearest_kind():
    found = recognise([["a", "b"], ["c", "d"]], [])
    assert found == Unrecognised(None, None, (), (), None)


def test_kinds_that_share_columns_are_told_apart():
    dtsen = recognise([["nik", "nama", "no_kk", "desil_nasional", "status_dtsen"]], [])
    dtks = recognise([["NIK", "Nama", "NOKK", "idsemesta", "PKH"]], [])
    assert isinstance(dtsen, Recognised)
    assert isinstance(dtks, Recognised)
    assert (dtsen.layout.name, dtks.layout.name) == ("dtsen", "dtks")


def test_our_own_columns_are_no_columns():
    found = recognise([[*STATUS, "Padan: alasan", "Padan: baris asal"]], [])
    assert isinstance(found, Recognised)
    assert found.unknown == {"No": 0}


def test_a_header_that_is_taken_is_numbered():
    taken = {"Ket": 1, "Ket (2)": 2}
    assert (fresh("Ket", taken), fresh("Lain", taken)) == ("Ket (3)", "Lain")


def test_a_sheet_of_nothing_but_rows_that_do_not_fit(inbox: Inbox):
    path = inbox.folder / "d.csv"
    path.write_text(f"nik,nama,desil\n{MOTHER},SITI,1,2,3\n")
    assert inbox.take(path).reasons == [(2, "", "too_many_cells")]
