"""What one giver may see: only what it is told of is in any number, what was received by month, and how groups grow."""

from __future__ import annotations

import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.office.aid.aid_kit import release
from tests.office.delivery import delivery_kit as handing
from tests.office.giving import giving_kit as kit
from tests.office.giving.gift_kit import begun, meals, shared
from tests.office.giving.giving_kit import DAY, NOW, REGENCY, WONOTIRTO

from padan.contracts.release import table
from padan.kernel.scope import Scope
from padan.kernel.texts import answering_in
from padan.office.giving.operations import withdraw
from padan.office.registry.models import Release
from padan.office.registry.states import State
from padan.office.sealing import make_keys
from padan.office.showing.operations import Register, draw
from padan.office.showing.queries import Grouped
from padan.pipeline.home import Home
from padan.reports.grown import progress_in
from padan.reports.open_forms.gathered import companies, grants
from padan.reports.portal import Own, own_of
from padan.reports.portal.own import Handed
from padan.reports.portal.papers import certificate_of, receipt_of, report_of
from padan.reports.portal.register import merges_until
from padan.reports.portal.words import cell_words, given_words, progress_words, status_words
from padan.rules.delivery import Outcome
from padan.rules.giving.cells import Cell
from padan.rules.giving.needs import need_id
from padan.rules.giving.pledging import Status
from padan.rules.giving.progress import Progress
from padan.rules.giving.units import units_words

pytestmark = pytest.mark.django_db
THEN = date(2027, 1, 20)
DECEMBER = date(2026, 12, 1)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any) -> Path:
    settings.PADAN_HOME, settings.PADAN_KEY_FILE = tmp_path, tmp_path / "office.keys"
    make_keys(settings.PADAN_KEY_FILE)
    return tmp_path


def shown(many: int = 9) -> None:
    """The release has so many children who need the same."""
    needs = tuple(kit.need(number) for number in range(1, many + 1))
    draw(Register(release(), needs, {}), by=kit.giving_account(), on=NOW)


def numbers(own: Own) -> list[tuple[str, int, int]]:
    return [(each.kind, each.given, each.units) for each in own.helped]


def test_what_is_told_of_what_was_delivered() -> None:
    """Two children, of whom the first is paid by money for 30 days and by goods for 26, and got 56 in December."""
    giver, money, food, made = shared()
    shown()
    handing.tell(meals(made, 1, 56))
    own = own_of(giver, THEN)
    assert sorted(numbers(own)) == [("pmt", 0, 56), ("pmt", 56, 56)]
    assert {each.cell for each in own.helped} == {Cell(WONOTIRTO, (12, 23))}
    assert {each.pledge.pk: (each.pledged, each.given, each.rest) for each in own.accounts} == {
        money.pk: (2_000_000, 450_000, 1_550_000), food.pk: (40, 26, 14),
    }  # fmt: skip
    assert own.handed == (Handed(DECEMBER, "pmt", "day", 56, 450_000 + 26 * 20_000),)
    assert own.given == 450_000 + 26 * 20_000
    assert [each.code for each in own.helped] == sorted(each.code for each in own.helped)
    assert own_of(giver, DAY).handed == ()


def test_nothing_of_what_is_not_told_is_counted() -> None:
    giver, money, food, made = shared()
    without = own_of(giver, THEN)
    shown(4)
    handing.tell(meals(made, 1, 56))
    own = own_of(giver, THEN)
    assert (own.helped, own.handed, own.groups, own.given) == ((), (), (), 0)
    assert [(each.status, each.given, each.reason) for each in own.accounts] == [
        (each.status, 0, each.reason) for each in without.accounts
    ]
    assert {each.pledge.pk for each in own.accounts} == {money.pk, food.pk}


@pytest.mark.parametrize(("children", "food", "money"), [(9, 26, 450_000), (4, 0, 0)])
def test_what_is_published_tells_no_more_than_the_giver_is_told(children: int, food: int, money: int) -> None:
    """With four who need the same, one number of a package would tell of a child: nothing is said to have arrived."""
    giver, *_pledges, made = shared()
    shown(children)
    handing.tell(meals(made, 1, 56))
    own = {str(each.pledge.pk): each.given * each.pledge.worth for each in own_of(giver, THEN).accounts}
    assert {each.number: each.arrived for each in grants(Scope((REGENCY,)), THEN)} == own
    assert sorted(own.values()) == sorted([money, food * 20_000])
    assert [each.given for each in companies(Scope((REGENCY,)), THEN)] == [450_000 + 26 * 20_000], "for the province"


def test_what_was_received_stands_by_month_the_newest_first() -> None:
    giver, _money, _food, made = shared()
    shown()
    handing.tell(meals(made, 1, 20, outcome=Outcome.PARTIAL))
    january = handing.MORNING + timedelta(days=31)
    handing.tell(meals(made, 1, 30, handed_at=january, outcome=Outcome.PARTIAL), on=january + timedelta(hours=1))
    own = own_of(giver, THEN)
    assert [(each.month, each.units) for each in own.handed] == [(date(2027, 1, 1), 30), (DECEMBER, 20)]
    assert own.given == sum(each.value for each in own.handed)


@pytest.mark.parametrize(
    ("day", "status", "words"),
    [
        (DAY, Status.CONFIRMED, "berjalan"),
        (DAY + timedelta(days=60), Status.CONFIRMED, "berjalan"),  # due, which is not told
        (DAY + timedelta(days=900), Status.LAPSED, "gugur"),
    ],
)
def test_a_pledge_is_told_as_running_until_it_ends(day: date, status: Status, words: str) -> None:
    giver = kit.vetted()
    kit.confirmed(giver)
    account = own_of(giver, day).accounts[0]
    assert (account.status, status_words(account), account.is_open) == (status, words, status is Status.CONFIRMED)


def test_offered_withdrawn_and_fulfilled() -> None:
    giver = kit.vetted()
    kit.offered(giver)
    withdraw(kit.confirmed(giver), "laba turun", by=kit.giving_account(), on=NOW)
    made = begun(kit.held(kit.confirmed(giver, kit.COURSE)))
    shown()
    handing.tell(meals(made, 1, 56))
    found = [each.status for each in own_of(giver, THEN).accounts]
    assert found == [Status.OFFERED, Status.WITHDRAWN, Status.FULFILLED]


def test_papers_say_what_the_pages_say() -> None:
    giver, _money, _food, made = shared()
    shown()
    handing.tell(meals(made, 1, 56))
    own = own_of(giver, THEN)
    pledges, helped, received, groups = report_of(own, THEN).parts
    assert [row[1:] for row in pledges.rows] == [
        ("berjalan", "Rp450.000", "Rp1.550.000"), ("berjalan", "26 hari makanan", "14 hari makanan"),
    ]  # fmt: skip
    assert sorted(row[3] for row in helped.rows) == ["0 dari 56 hari", "56 dari 56 hari"]
    assert list(received.rows) == [("Des 2026", "Pemberian makanan tambahan (PMT)", "56 hari", "Rp970.000")]
    assert (groups.is_empty, groups.note) == (True, "Masih terlalu sedikit untuk ditampilkan.")
    assert receipt_of(own, THEN).parts[1].facts == (("Sudah diterima keluarga", "Rp970.000"),)
    certificate = certificate_of(own, THEN)
    assert certificate.under == f"Nomor {giver.pk}/20270120 · 20 Jan 2027"
    assert certificate.opening[1:] == (
        "PT Tambang Contoh", "atas pemberian senilai Rp970.000 untuk keluarga yang memerlukannya.",
    )  # fmt: skip
    with answering_in("en"):
        assert report_of(own, THEN).title == "Report on giving"


def test_a_report_about_nothing_yet_says_so() -> None:
    own = own_of(kit.vetted(), THEN)
    assert [(part.title, part.note) for part in report_of(own, THEN).parts if part.is_empty] == [
        ("Janji", "Belum ada janji."),
        ("Yang dibantu", "Belum ada yang dapat ditampilkan."),
        ("Diterima keluarga", "Belum ada penyerahan yang dihitung."),
        ("Perkembangan", "Masih terlalu sedikit untuk ditampilkan."),
    ]


def test_words_of_cells_and_courses() -> None:
    assert cell_words(Cell("64.02.13", (6, 11))) == "Kec. Samboja, anak 6–11 bulan"
    assert cell_words(Cell("64.02.13", None)) == "Kec. Samboja, keluarga"
    assert [units_words(unit, 2) for unit in ("month", "visit", "house", "pail")] == [
        "2 bulan", "2 kunjungan", "2 rumah", "2 pail",
    ]  # fmt: skip
    giver, *_rest = shared()
    shown()
    assert {given_words(each) for each in own_of(giver, DAY).helped} == {"0 dari 56 hari"}


def measured(home: Path, *rows: tuple[str, date, str, bool]) -> Path:
    """Measurings of a release: the child, the day, how wasted it was, and whether it counts."""
    folder = home / "releases" / "satu"
    folder.mkdir(parents=True, exist_ok=True)
    schema = pa.schema([pa.field(each.name, each.type) for each in table("growth").columns])
    told = [
        {
            "person_id": child,
            "measured_on": on,
            "wasted": wasted,
            "stunted": "unknown",
            "underweight": "none",
            "counts": counts,
        }
        for child, on, wasted, counts in rows
    ]
    pq.write_table(pa.Table.from_pylist(told, schema), folder / "growth.parquet")
    return folder


def test_how_children_grew_since_help_began(home: Path) -> None:
    before, after = DAY - timedelta(days=20), DAY + timedelta(days=20)
    folder = measured(
        home, ("P1", before, "severe", True), ("P1", after, "moderate", True), ("P2", after, "none", True),
        ("P2", before, "none", True), ("P3", before - timedelta(days=9), "none", True),
        ("P3", before, "moderate", True),
        ("P3", after, "severe", True), ("P4", before, "none", True), ("P5", before, "none", True),
        ("P5", after, "severe", False), ("PNEW", before, "severe", True), ("PNEW", DAY, "none", True),
        ("PNEW", after, "none", True),
    )  # fmt: skip
    children = [Grouped(child, DAY) for child in ("P1", "P2", "P3", "P4", "P5", "POLD")]
    assert progress_in(folder, children, {"POLD": "PNEW"}) == [
        Progress.BETTER, Progress.SAME, Progress.WORSE, Progress.NOT_YET, Progress.NOT_YET, Progress.SAME,
    ]  # fmt: skip


def test_a_group_is_told_to_all_whose_child_is_in_it(small_release: Home, home: Path) -> None:
    changed(small_release.current_release(), home / "releases" / "satu", [])
    one, other = kit.vetted(), kit.vetted(kit.giving_account("tono"), name="PT Lain")
    many, few = kit.confirmed(one), kit.confirmed(other)
    for number in range(1, 6):
        kit.held(few if number == 5 else many, kit.need(number))
    people = [kit.need(number).person_id for number in range(1, 6)]
    measured(home, *((each, DAY + timedelta(days=days), "none", True) for each in people for days in (-5, 5)))
    shown()
    told = [("pmt", {Progress.SAME: 5})]
    assert list(own_of(one, DAY).groups) == list(own_of(other, DAY).groups) == told
    assert progress_words(own_of(other, DAY).groups[0][1]) == "5 tetap"
    assert len(own_of(other, DAY).helped) == 1
    codes = [{each.code for each in own_of(giver, DAY).helped} for giver in (one, other)]
    assert not codes[0] & codes[1]
    # Nothing was handed out until the holds expired: nobody was helped.
    assert (own_of(other, THEN).helped, own_of(other, THEN).groups) == ((), ())


def test_without_a_release_in_force_no_group_is_told() -> None:
    giver = kit.vetted()
    kit.held(kit.confirmed(giver))
    shown()
    Release.objects.update(state=State.PAST)
    assert own_of(giver, THEN).groups == ()


def test_merges_of_several_releases_are_one(small_release: Home, home: Path) -> None:
    names = {"satu": [("PA", "PB")], "dua": [("PB", "PC"), ("PD", "PC")], "ditolak": [("PC", "PX")], "hilang": []}
    made = {}
    for number, (name, merged) in enumerate(names.items()):
        state = {"ditolak": State.REFUSED, "dua": State.CURRENT}.get(name, State.PAST)
        made[name] = Release.objects.create(
            name=name, as_of=DAY, state=state, people=1, families=1,
            offered_at=datetime(2026, 11, 1 + number, tzinfo=UTC),
        )  # fmt: skip
        if name != "hilang":
            changed(small_release.current_release(), home / "releases" / name, merged)
    found = merges_until(made["hilang"])
    assert {was: now for was, now in found.items() if was.startswith("P")} == {"PA": "PC", "PB": "PC", "PD": "PC"}
    assert found[need_id("PA", "pmt", "wasted")] == need_id("PC", "pmt", "wasted")
    assert merges_until(made["satu"])["PA"] == "PB"


def changed(like: Path, folder: Path, merged: list[tuple[str, str]]) -> None:
    """A release that merged these."""
    folder.mkdir(parents=True)
    shutil.copy(like / "manifest.json", folder)
    schema = pa.schema([pa.field(each.name, each.type) for each in table("change").columns])
    told = [{"subject": "person", "kind": "merged", "from_id": was, "to_id": now} for was, now in merged]
    pq.write_table(pa.Table.from_pylist([*told, {"kind": "gone", "from_id": "PG"}], schema), folder / "change.parquet")
