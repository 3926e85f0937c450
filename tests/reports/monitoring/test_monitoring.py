"""The quarterly report: numbers of what happened in its quarter, small numbers held back, PDF and workbook alike."""

from __future__ import annotations

import io
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import openpyxl
import pytest
from django.utils import timezone
from tests.office.delivery import delivery_kit as handing
from tests.office.giving import giving_kit as kit
from tests.office.giving.conftest import keys as keys
from tests.office.giving.gift_kit import meals, shared
from tests.office.giving.giving_kit import DAY, NOW, REGENCY, TANJUNG, WONOTIRTO

from padan.kernel.errors import InvalidValueError
from padan.kernel.scope import Scope
from padan.kernel.writing import count
from padan.office.accounts.roles import Role
from padan.office.activities.lines import Addressed, Line
from padan.office.activities.operations import enter
from padan.office.coordination.kinds import Gathered
from padan.office.coordination.operations import Held, commit, note_gathering, tell
from padan.office.registry.models import Release
from padan.reports.aid_words import kind_words
from padan.reports.monitoring.content import Monitored, monitored
from padan.reports.monitoring.helped import helped
from padan.reports.monitoring.papers import report_book, report_pdf
from padan.reports.monitoring.quarters import Quarter
from padan.reports.monitoring.tables import Cell, Table, beside, of_people
from padan.reports.needs.reading import needs_in
from padan.reports.watermark import Watermark
from padan.rules.commitments import Ending
from padan.rules.delivery import Outcome

pytestmark = pytest.mark.django_db

ALL = Scope((REGENCY,))
QUARTER = Quarter(2026, 4)
MARK = Watermark("Rina", "rina@contoh.example", datetime(2026, 11, 30, 1, tzinfo=UTC))


def table(report: Monitored, title: str) -> list[list[str]]:
    return next(each.written for each in report.tables if each.title == title)


#: A day, and the quarter in which it lies with its first and last day.
DAYS = (
    (date(2026, 1, 1), "2026-1", date(2026, 1, 1), date(2026, 3, 31)),
    (date(2026, 3, 31), "2026-1", date(2026, 1, 1), date(2026, 3, 31)),
    (date(2026, 4, 1), "2026-2", date(2026, 4, 1), date(2026, 6, 30)),
    (date(2026, 9, 30), "2026-3", date(2026, 7, 1), date(2026, 9, 30)),
    (date(2026, 12, 31), "2026-4", date(2026, 10, 1), date(2026, 12, 31)),
)


@pytest.mark.parametrize(("day", "text", "since", "until"), DAYS)
def test_quarters(day: date, text: str, since: date, until: date) -> None:
    found = Quarter.of(day)
    assert (str(found), found.since, found.until) == (text, since, until)
    assert Quarter.read(text) == found == found.before.after == found.after.before


@pytest.mark.parametrize("text", ["", "2026", "2026-5", "2026-0", "26-1", "2026-IV", "x-1"])
def test_what_is_no_quarter(text: str) -> None:
    with pytest.raises(InvalidValueError):
        Quarter.read(text)


@pytest.mark.parametrize(("number", "told"), [(0, 0), (1, None), (4, None), (5, 5), (900, 900)])
def test_small_numbers_of_people_are_held_back(number: int, told: int | None) -> None:
    assert of_people(number) == told


@pytest.mark.parametrize(
    ("number", "cell", "told"), [(0, 0, 0), (1, 510_000, "tidak disebut"), (4, None, "tidak disebut"), (5, 7, 7)]
)
def test_from_what_stands_beside_a_small_number_nobody_works_it_out(number: int, cell: Cell, told: Cell) -> None:
    assert beside(number, cell) == told


def test_columns_of_numbers_are_told_from_those_of_texts() -> None:
    rows = [("PMT", 7, None, "2 kali", "tidak disebut"), ("Jamban", 0, 8, "", 12)]
    assert Table("", ("",) * 5, (1,) * 5, rows, "").amounts == [1, 2, 4]
    assert Table("", ("",) * 5, (1,) * 5, [], "").amounts == []


def test_needs_and_their_cost_are_told_where_enough_people_need_it(release: Release) -> None:
    """Against the needs of the release, counted one by one, in every kecamatan that has any."""
    today = timezone.localdate()
    needs = needs_in(release.folder, ALL)
    seen: Counter[str] = Counter()
    for area in {each.area[:8] for each in needs}:
        report = monitored(Scope((area,)), Quarter.of(today), today)
        for kind, number, cost, _unknown in table(report, "Kebutuhan menurut register"):
            own = [each for each in needs if each.area[:8] == area and kind_words(each.kind) == kind]
            costs = [each.value for each in own if each.value]
            if 0 < len(own) < 5:
                assert (number, cost) == ("kurang dari 5", "tidak disebut")
            elif own:
                assert (number, cost) == (count(len(own)), count(sum(costs)) if costs else "belum diketahui")
            else:
                assert (number, cost) == ("0", "0")
            seen[cost if not cost[0].isdigit() else "told"] += 1
    assert min(seen["told"], seen["tidak disebut"]) > 0


def gathered(**changes: Any) -> Any:
    said = {"kind": Gathered.OUTREACH, "title": "Sosialisasi Genting", "area": WONOTIRTO, "held_on": DAY,
            "place": "Balai", "people": 42, "agencies": ("DP2KB", "PKK"), **changes}  # fmt: skip
    return note_gathering(Held(**said), None, by=kit.officer("sari", role=Role.COORDINATOR), on=NOW)


def test_givers_and_pledges_are_those_of_the_quarter() -> None:
    kit.confirmed(kit.vetted(), 6_000_000)
    kit.registered(kit.giving_account("lain"), name="PT Lain", permit_number="")
    found = monitored(ALL, QUARTER, DAY)
    assert table(found, "Orang tua asuh dan perusahaan") == [["Perusahaan swasta", "2", "2", "1", "1"]]
    money = {row[0]: row[1:] for row in table(found, "Janji dan yang sampai, rupiah")}
    assert money["Dijanjikan"] == ["0", "6.000.000"]
    assert money["Masih bebas"] == ["0", "6.000.000"]
    before = monitored(ALL, QUARTER.before, DAY)
    assert table(before, "Orang tua asuh dan perusahaan") == []


def test_gatherings_and_commitments() -> None:
    by = kit.officer("sari", role=Role.COORDINATOR)
    held = gathered()
    gathered(kind=Gathered.TPPS, title="Rapat TPPS", people=9)
    gathered(held_on=date(2026, 9, 30), title="Triwulan lalu")
    kept = commit(held, "Data ibu hamil", "DP2KB", DAY, by=by, on=NOW)
    commit(held, "Jamban 10 unit", "PT Contoh", DAY, by=by, on=NOW)
    tell(kept, Ending.DONE, DAY, by=by, on=NOW)
    found = monitored(ALL, QUARTER, DAY + timedelta(days=1))
    assert sorted(row[1:] for row in table(found, "Pertemuan")) == [
        ["Penyebarluasan (sosialisasi)", "1", "42"], ["Rapat TPPS", "1", "9"],
    ]  # fmt: skip
    (outreach,) = table(found, "Penyebarluasan")
    assert outreach[0] == "29 Nov 2026"
    assert outreach[2:] == ["42", "DP2KB dan PKK"]
    assert table(found, "Komitmen yang belum selesai") == [
        ["29 Nov 2026", "Jamban 10 unit", "PT Contoh", "lewat tenggat"]
    ]


def test_what_companies_report_is_counted_once_in_the_quarter_in_which_it_begins() -> None:
    by = kit.officer("sari", role=Role.COORDINATOR)
    milk = Line("PT Contoh", "Pembagian susu balita", WONOTIRTO, since=date(2026, 10, 3), value=4_000_000)
    for sender, line in (
        ("PT Contoh", milk), ("Provinsi", milk),
        ("PT Contoh", replace(milk, title="Renovasi masjid", since=date(2026, 11, 2), value=9_000_000)),
        ("PT Contoh", replace(milk, title="Vaksin anak", since=date(2026, 9, 30))),
        ("PT Contoh", replace(milk, title="Imunisasi", since=date(2026, 12, 2))),
        ("PT Contoh", replace(milk, title="Tanpa tanggal", since=None)),
    ):  # fmt: skip
        enter(line, sender, Addressed.REGENCY, REGENCY, by=by, on=NOW)
    title = "Kegiatan CSR menurut golongan"
    assert table(monitored(ALL, QUARTER, DAY), title) == [
        ["spesifik", "1", "4.000.000"], ["bukan untuk stunting", "1", "9.000.000"],
    ]  # fmt: skip
    assert [row[1:] for row in table(monitored(ALL, QUARTER.before, DAY), title)] == [["1", "4.000.000"]]
    assert table(monitored(Scope(("64.01",)), QUARTER, DAY), title) == []


def test_nobody_reports_of_what_is_outside_their_area() -> None:
    kit.confirmed()
    gathered()
    found = monitored(Scope(("64.01",)), QUARTER, DAY)
    assert table(found, "Orang tua asuh dan perusahaan") == []
    assert table(found, "Pertemuan") == []
    assert {tuple(row[1:]) for row in table(found, "Janji dan yang sampai, rupiah")} == {("0", "0")}


@pytest.mark.parametrize(
    ("area", "of_givers"), [("64", True), (REGENCY, True), (WONOTIRTO[:8], False), (WONOTIRTO, False)]
)
def test_givers_belong_to_a_regency(area: str, of_givers: bool) -> None:
    gathered()
    found = monitored(Scope((area,)), QUARTER, DAY)
    assert ("Orang tua asuh dan perusahaan" in {each.title for each in found.tables}) is of_givers
    assert len(table(found, "Penyebarluasan")) == 1


def test_a_quarter_that_runs_counts_as_far_as_today() -> None:
    assert monitored(ALL, QUARTER, DAY).until == DAY
    assert monitored(ALL, QUARTER.before, DAY).until == date(2026, 9, 30)


def test_the_workbook_and_the_page_tell_the_same() -> None:
    kit.confirmed(kit.vetted(), 6_000_000)
    gathered()
    found = monitored(ALL, QUARTER, DAY)
    book = openpyxl.load_workbook(io.BytesIO(report_book(found, MARK)))
    assert book.sheetnames[-1] == "Keterangan"
    for each in found.tables:
        rows = list(book[each.title[:31]].iter_rows(values_only=True))
        assert [str(cell) for cell in rows[0]] == list(each.head)
        assert [list(row) for row in rows[1 : 1 + len(each.rows)]] == [list(row) for row in each.rows]
    assert report_pdf(found, MARK).startswith(b"%PDF-")


def test_whom_givers_helped_is_counted_from_the_hand_overs() -> None:
    _giver, _money, _food, made = shared()
    handing.tell(meals(made, 1, 20, outcome=Outcome.PARTIAL), meals(made, 3, 56))
    december = monitored(ALL, QUARTER, date(2026, 12, 31))
    # Two families and two children are too few to be told; both pledges are of one giver.
    assert table(december, "Yang dibantu pemberi") == [
        ["Pemberian makanan tambahan (PMT)", *["kurang dari 5"] * 2, "tidak disebut", "1"]
    ]
    (found,) = helped(ALL, QUARTER.since, QUARTER.until)
    assert (found.kind, found.families, found.children, found.months, found.givers) == ("pmt", 2, 2, 2, 1)
    money = {row[0]: row[1:] for row in table(december, "Janji dan yang sampai, rupiah")}
    assert money["Sudah diterima keluarga"][0] == "0"
    assert money["Sudah diterima keluarga"][1] != "0"
    assert helped(ALL, QUARTER.before.since, QUARTER.before.until) == []
    assert helped(Scope((TANJUNG,)), QUARTER.since, QUARTER.until) == []
