"""Sync at a glance through the pages: every number is as long as its list of names, and nobody is told more than their
posts say."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pyarrow.parquet as pq
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.web.conftest import Places, SignIn, area_of

from padan.kernel.scope import Scope
from padan.office.accounts.models import Account
from padan.office.accounts.operations import appoint
from padan.office.accounts.policies import Appointment
from padan.office.accounts.roles import Role
from padan.office.audit.models import Entry
from padan.office.registry.models import Family, Release
from padan.office.tasks.models import Task
from padan.office.tasks.opening import open_from
from padan.reports.counting.codes import FAMILIES, all_asked, code_of
from padan.reports.counting.counts import counts
from padan.reports.counting.measures import LATE, Asked, Known, Theme
from padan.reports.counting.rows import rows
from padan.reports.wanted import wanted
from padan.web.sync.place import READERS, WHO_ARE_TOLD_NAMES
from padan.web.sync.views import AT_ONCE

pytestmark = pytest.mark.django_db

REGENCY = "64.02"
UNPLACED = f"{REGENCY}.-"
PAGES = ("sync.overview", "sync.freshness", "sync.map", "sync.totals", "sync.names")
#: A link with a number to names, and the rows of a page of names.
_NUMBER = re.compile(r'<a (?:class="tile" )?href="(/selaras/nama/[^"]+)">(?:<span class="figure">)?([\d.]+)<')
_ROW = re.compile(r'<li data-number="([^"]+)"')


def shown(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def numbers_of(page: str) -> list[tuple[str, int]]:
    """Each number of a page that leads to names, with its address."""
    return [(address.replace("&amp;", "&"), int(text.replace(".", ""))) for address, text in _NUMBER.findall(page)]


def listed(browser: Client, address: str) -> list[str]:
    """All rows behind a number, page after page."""
    found: list[str] = []
    for number in range(1, 100):
        page = shown(browser.get(f"{address}&page={number}"))
        found += _ROW.findall(page)
        if 'rel="next"' not in page:
            return found
    raise AssertionError("the list does not end")


@pytest.fixture
def officer(signed_in: SignIn, release: Release) -> Client:
    return signed_in(Role.DATA_OFFICER, REGENCY)


@pytest.mark.parametrize("page", ["sync.overview", "sync.freshness", "sync.totals"])
def test_every_number_of_a_page_is_as_long_as_its_names(page: str, officer: Client, places: Places) -> None:
    for area in (REGENCY, places.village[:8], places.village):
        found = numbers_of(shown(officer.get(reverse(page), {"wilayah": area})))
        assert len(found) >= (1 if page == "sync.totals" else 8)
        for address, number in found[:: 1 if area == places.village else 7]:
            names = listed(officer, address)
            assert len(names) == number, address
            assert len(set(names)) == number, address


def test_who_is_at_risk_and_in_no_poor_list_is_named_in_one_click(officer: Client, release: Release) -> None:
    table = pq.read_table(release.folder / "gap.parquet").to_pylist()
    wanted = {row["gap_id"] for row in table if row["kind"] == "at_risk_not_poor_list"}
    (address,) = {
        address for address, _n in numbers_of(shown(officer.get(reverse("sync.overview"))))
        if parse_qs(urlsplit(address).query) == {"daftar": ["gap.at_risk_not_poor_list"], "wilayah": [REGENCY]}
    }  # fmt: skip
    assert set(listed(officer, address)) == wanted
    page = shown(officer.get(address))
    head = Family.objects.filter(head_name__isnull=False, family_id__in=re.findall(r"/keluarga/(F\w+)/", page)).first()
    assert f"Keluarga {head.head_name}" in page


def test_pages_of_names_follow_each_other_without_a_gap(
    officer: Client, release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"{reverse('sync.names')}?{urlencode({'daftar': code_of(FAMILIES), 'wilayah': REGENCY})}"
    whole = rows(release.folder, REGENCY).listed(Scope((REGENCY,)), FAMILIES, start=0, most=10_000)
    assert len(whole) > 2 * AT_ONCE
    assert listed(officer, address) == [row["id"] for row in whole]


def test_parts_of_the_page_add_up(officer: Client, release: Release, places: Places) -> None:
    for area in ("", REGENCY, places.village[:8]):
        page = shown(officer.get(reverse("sync.overview"), {"wilayah": area, "ukuran": "pair.dtsen-krs"}))
        body, foot = page[page.index('id="wilayah"') :].split("<tfoot>")
        row_of = re.compile(r'<td class="num">(?:<a [^>]+>)?([\d.]+)')
        lines = [
            [int(n.replace(".", "")) for n in row_of.findall(line)] for line in body.split('<tr><th scope="row"')[1:]
        ]
        whole = [int(n.replace(".", "")) for n in row_of.findall(foot.split("</tfoot>")[0])]
        assert [sum(column) for column in zip(*lines, strict=True)] == whole
        assert whole[0] == sum(whole[1:4]) + counts(release.folder, REGENCY).number(
            area or REGENCY, Asked(Theme.PAIR, "dtsen+krs", Known.NEITHER)
        )


@pytest.mark.parametrize("role", READERS)
def test_a_reader_begins_with_the_own_area_and_gets_no_other(role: Role, signed_in: SignIn, places: Places) -> None:
    (own,) = area_of(role, places.village)
    browser = signed_in(role, own)
    pages = PAGES if role in WHO_ARE_TOLD_NAMES else PAGES[:3]
    elsewhere = {2: "63", 5: "64.03", 8: places.elsewhere[:8], 13: places.elsewhere}[len(own)]
    for page in pages:
        assert browser.get(reverse(page)).status_code == 200
        assert browser.get(reverse(page), {"wilayah": own}).status_code == 200
        for asked in (elsewhere, "64.02.99.9999", "63.-", "x", own[:2] if len(own) > 2 else "6"):
            assert browser.get(reverse(page), {"wilayah": asked}).status_code == 404, (page, asked)
    entry = Entry.objects.filter(action="web.refused").order_by("number").first()
    assert entry.subject == f"area:{elsewhere}"


def test_what_no_list_says_the_village_of_is_a_line_of_its_own(
    officer: Client, signed_in: SignIn, release: Release, places: Places
) -> None:
    number = counts(release.folder, REGENCY).number(UNPLACED, FAMILIES)
    page = shown(officer.get(reverse("sync.totals")))
    found = [n for address, n in numbers_of(page) if parse_qs(urlsplit(address).query)["wilayah"] == [UNPLACED]]
    assert found == ([number] if number else [])
    assert officer.get(reverse("sync.names"), {"wilayah": UNPLACED}).status_code == 200
    village = signed_in(Role.VILLAGE_OPERATOR, places.village)
    assert village.get(reverse("sync.names"), {"wilayah": UNPLACED}).status_code == 404


@pytest.mark.parametrize("role", [Role.VILLAGE_OPERATOR, Role.NUTRITION_OFFICER, Role.FIELD_OFFICER])
def test_names_are_those_of_the_own_area(role: Role, signed_in: SignIn, release: Release, places: Places) -> None:
    browser = signed_in(role, *area_of(role, places.village))
    everywhere = rows(release.folder, REGENCY)
    (own,) = area_of(role, places.village)
    for asked in [*all_asked()][::4]:
        page = listed(browser, f"{reverse('sync.names')}?daftar={code_of(asked)}")
        assert set(page) == everywhere.ids(Scope((own,)), asked), asked


def test_a_gap_does_not_name_whom_the_reader_may_not_see(
    signed_in: SignIn, officer: Client, release: Release, places: Places
) -> None:
    """Somebody bears the number of, or is on the card of, somebody of another village."""
    for row in pq.read_table(release.folder / "gap.parquet").to_pylist():
        if row["kind"] not in ("person_in_two_families", "same_nik_different_people") or not row["village_code"]:
            continue
        ask = {"daftar": f"gap.{row['kind']}", "wilayah": row["village_code"]}
        operator = signed_in(Role.VILLAGE_OPERATOR, row["village_code"])
        seen = shown(operator.get(reverse("sync.names"), ask)).split("<ol")[1].split("</ol>")[0]
        whole = shown(officer.get(reverse("sync.names"), ask)).split("<ol")[1].split("</ol>")[0]
        assert row["gap_id"] in seen
        assert len(seen) < len(whole)
        assert "tercatat di keluarga" not in seen
        return
    pytest.fail("the small release has no such gap")


def test_a_look_at_names_is_written_down_and_told_in_words(officer: Client, signed_in: SignIn, places: Places) -> None:
    ask = {"daftar": "pair.dtsen-krs.second", "wilayah": places.village}
    officer.get(reverse("sync.names"), ask)
    entry = Entry.objects.order_by("number").last()
    assert (entry.action, entry.subject, entry.area) == ("web.looked", "counted:pair.dtsen-krs.second", places.village)
    told = shown(signed_in(Role.INSPECTOR, REGENCY).get(reverse("trail.entry", args=[entry.number])))
    assert "nama di balik angka: Hanya di KRS, tidak di DTSEN" in told


def test_numbers_alone_are_no_look_at_anybody(officer: Client, release: Release) -> None:
    before = Entry.objects.filter(action="web.looked").count()
    for page in PAGES[:4]:
        officer.get(reverse(page))
    assert Entry.objects.filter(action="web.looked").count() == before


def test_the_province_gets_no_small_number_and_no_way_to_names(
    signed_in: SignIn, release: Release, places: Places
) -> None:
    browser = signed_in(Role.PROVINCE, "64")
    found = counts(release.folder, REGENCY)
    for area in ("64", REGENCY, places.village[:8]):
        for page, more in (
            ("sync.overview", {"ukuran": "pair.dtsen-krs"}), ("sync.overview", {"ukuran": "gap.poor_not_screened"}),
            ("sync.freshness", {"tentang": "measurement"}), ("sync.map", {}),
        ):  # fmt: skip
            told = shown(browser.get(reverse(page), {"wilayah": area, **more}))
            assert "/selaras/nama/" not in told
            assert "/selaras/jumlah/" not in told
            cells = re.findall(r'<td class="num">(?:<progress[^>]*></progress> )?([^<%]*)<', told)
            assert not {"1", "2", "3", "4"} & {cell.strip() for cell in cells}, (page, area, more)
    assert "–" in shown(browser.get(reverse("sync.overview"), {"wilayah": REGENCY}))
    assert any(0 < n < 5 for n in found.of(REGENCY).values()), "the small release has small numbers to keep back"
    assert browser.get(reverse("sync.overview"), {"wilayah": places.village}).status_code == 404
    assert browser.get(reverse("sync.names")).status_code == 403


def test_who_is_of_the_province_and_of_a_village_sees_names_of_the_village_only(
    signed_in: SignIn, release: Release, places: Places
) -> None:
    browser = signed_in(Role.PROVINCE, "64", name="Dua")
    account = Account.objects.get(name="Dua")
    post = account.posts.get()
    wanted = Appointment(account, Role.VILLAGE_OPERATOR, (places.village,), post.since, post.until)
    appoint(wanted, by=None, on=release.offered_at, reason="uji")
    assert "/selaras/nama/" in shown(browser.get(reverse("sync.overview")))
    regency = shown(browser.get(reverse("sync.overview"), {"wilayah": REGENCY}))
    assert "/selaras/nama/" not in regency
    assert "–" in regency
    assert browser.get(reverse("sync.names"), {"wilayah": REGENCY}).status_code == 404
    assert browser.get(reverse("sync.overview"), {"wilayah": places.elsewhere}).status_code == 404


def test_who_has_several_villages_sees_them_together_and_apart(
    signed_in: SignIn, release: Release, places: Places
) -> None:
    browser = signed_in(Role.NUTRITION_OFFICER, places.village, places.elsewhere)
    found = counts(release.folder, REGENCY)
    page = shown(browser.get(reverse("sync.totals")))
    apart = [found.number(each, FAMILIES) for each in sorted((places.village, places.elsewhere))]
    assert [number for _address, number in numbers_of(page)] == [*apart, sum(apart)]
    address = numbers_of(page)[-1][0]
    assert len(listed(browser, address)) == sum(apart)


def test_the_control_totals_name_who_is_behind_a_difference(officer: Client, release: Release, places: Places) -> None:
    assert "Semua tingkat menghitung keluarga yang sama." in shown(officer.get(reverse("sync.totals")))
    gone = Family.objects.filter(release=release, area=places.village).first()
    number = gone.family_id
    gone.delete()
    page = shown(officer.get(reverse("sync.totals")))
    assert "Rilis dan basis data kantor berbeda." in page
    assert f"hanya di rilis: {number}" in page
    assert page.count("hanya di rilis:") == 1


def test_a_late_place_stands_before_one_that_is_less_late(officer: Client, release: Release) -> None:
    page = shown(officer.get(reverse("sync.freshness"), {"tentang": "measurement", "desa": "on"}))
    found = [int(value) for value in re.findall(r'<progress class="part" max="100" value="(\d+)"', page)]
    assert found == sorted(found, reverse=True)
    villages = [leaf for leaf in counts(release.folder, REGENCY).leaves() if leaf.startswith(REGENCY)]
    owed = [v for v in villages if counts(release.folder, REGENCY).number(v, Asked(Theme.FRESH, "measurement"))]
    assert len(found) == len(owed) > 10


def test_every_village_is_a_link_on_the_map_by_its_name_and_share(
    officer: Client, release: Release, places: Places
) -> None:
    late = Asked(Theme.FRESH, "register", LATE)
    page = shown(officer.get(reverse("sync.map"), {"ukuran": code_of(late)}))
    titles = re.findall(
        r'<a href="/selaras/kesegaran/\?wilayah=([\d.]+)&amp;tentang=register"><title>([^<]+)</title><rect', page
    )
    assert len(titles) == len(dict(titles)) == 237
    found = counts(release.folder, REGENCY)
    number, among = found.number(places.village, late), found.number(places.village, Asked(Theme.FRESH, "register"))
    assert dict(titles)[places.village].endswith(f": {number} dari {among}")


#: What the address asks to be shown place by place, and what is shown then.
CHOSEN = [
    ({}, "Keluarga berisiko stunting tidak ada di daftar miskin"),
    ({"ukuran": "gap.poor_not_screened"}, "Keluarga miskin belum ditapis risiko stunting"),
    ({"ukuran": "pair.dtsen-krs"}, "DTSEN dan KRS"),
    ({"ukuran": "pair.dtsen-krs.second"}, "Keluarga berisiko stunting tidak ada di daftar miskin"),
    ({"ukuran": "fresh.register.late"}, "Keluarga berisiko stunting tidak ada di daftar miskin"),
    ({"ukuran": "x"}, "Keluarga berisiko stunting tidak ada di daftar miskin"),
]


@pytest.mark.parametrize(("ask", "shows"), CHOSEN, ids=lambda each: str(each))
def test_the_choice_shows_what_the_heading_says(officer: Client, ask: dict[str, str], shows: str) -> None:
    page = shown(officer.get(reverse("sync.overview"), ask))
    assert re.findall(r"Menurut wilayah: ([^<]+)</h2>", page) == [shows]
    assert re.findall(r'<option value="[^"]*" selected>([^<]+)<', page) == [shows]


@pytest.mark.parametrize("ukuran", ["pair.dtsen-krs.second", "gap.poor_not_screened", "fresh.register.late"])
def test_a_place_of_the_map_leads_to_what_it_is_coloured_by(officer: Client, places: Places, ukuran: str) -> None:
    page = shown(officer.get(reverse("sync.map"), {"ukuran": ukuran}))
    (address,) = re.findall(rf'href="([^"]*wilayah={places.village}&amp;[^"]*)"><title>', page)
    onward = shown(officer.get(address.replace("&amp;", "&")))
    chosen = re.findall(r'<option value="([^"]*)" selected>', onward)
    assert chosen == [{"pair": "pair.dtsen-krs", "fresh": "register"}.get(ukuran.partition(".")[0], ukuran)]


def test_the_names_tell_who_waits_for_a_meeting_and_the_others_can_be_sent(
    officer: Client, signed_in: SignIn, release: Release
) -> None:
    open_from(release, wanted(release.folder, REGENCY), by=None, on=timezone.now())
    ask = {"daftar": "gap.at_risk_not_poor_list", "wilayah": REGENCY}
    tasks = list(Task.objects.filter(kind="at_risk_not_poor_list", area__startswith=f"{REGENCY}.").order_by("area"))
    village = tasks[0].area
    own = [task.key for task in tasks if task.area == village]
    before = shown(officer.get(reverse("sync.names"), ask))
    assert set(re.findall(r'name="gap" value="([^"]+)"', before)) >= set(own)
    sent = {"dari": re.findall(r'name="dari" value="([^"]+)"', before)[0].replace("&amp;", "&")}
    asked = shown(officer.post(reverse("tasks.call"), {**sent, "village": [village]}))
    assert f": {len(own)} keluarga</li>" in asked
    form = dict(re.findall(r'name="(tasks|name)" value="([^"]*)"', asked))
    officer.post(reverse("tasks.call"), {**form, "meets_on": timezone.localdate().isoformat()})
    assert set(Task.objects.exclude(round=None).values_list("key", flat=True)) == set(own)
    after = shown(officer.get(reverse("sync.names"), ask))
    assert not set(re.findall(r'name="gap" value="([^"]+)"', after)) & set(own)
    assert after.count("menunggu musyawarah desanya") == len(own)
    assert f'value="{village}"' not in after
    reading = shown(signed_in(Role.VILLAGE_OPERATOR, village).get(reverse("sync.names"), ask | {"wilayah": village}))
    assert _ROW.findall(reading)
    assert 'name="gap"' not in reading
    assert "menunggu musyawarah desanya" not in reading


def test_before_any_release_pages_say_so(signed_in: SignIn, office_home: Path) -> None:
    browser = signed_in(Role.DATA_OFFICER, REGENCY)
    for page in PAGES:
        assert "Belum ada register yang berlaku." in shown(browser.get(reverse(page)))


@pytest.mark.parametrize(
    ("page", "ask"),
    [
        ("sync.overview", {"ukuran": "x"}), ("sync.map", {"ukuran": "pair.dtsen-krs"}),
        ("sync.freshness", {"tentang": "x"}), ("sync.names", {"daftar": "x", "page": "9" * 30}),
        ("sync.names", {"daftar": "total.person", "page": "-1"}),
    ],
)  # fmt: skip
def test_what_is_not_counted_is_not_asked_for(page: str, ask: dict[str, str], officer: Client) -> None:
    assert officer.get(reverse(page), ask).status_code == 200
