"""What the first page says of givers, matching, disputes and commitments: to whom it is work, for which area."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.web.conftest import OTHER_REGENCY, REGENCY, Places, SignIn
from tests.web.portal import portal_kit
from tests.web.test_home import tiles
from tests.web.test_scope import given

from padan.kernel.scope import Scope
from padan.office.accounts.models import Account
from padan.office.accounts.operations import invite
from padan.office.accounts.roles import Role
from padan.office.coordination.models import Commitment, Gathering
from padan.office.giving.kinds import Form
from padan.office.giving.models import Claim, Giver, Message
from padan.office.giving.operations import Offered, change, confirm, offer, withdraw
from padan.office.registry.models import Release
from padan.rules.giving.pledging import Restrictions
from padan.rules.giving.schedule import Instalment as Part
from padan.rules.giving.schedule import Schedule
from padan.web import waiting

pytestmark = pytest.mark.django_db

GIVERS, PLEDGES = "pemberi belum diperiksa", "janji menunggu diterima"
MESSAGES, PROPOSALS = "pesan menunggu dibaca petugas", "usul pencocokan menunggu keputusan"
DISPUTES, COMMITMENTS = "perusahaan yang kewenangannya dipersoalkan", "komitmen lewat tenggat"
CONSIGNMENTS = "kiriman pemberi menunggu dipastikan"
KEPT = {GIVERS, PLEDGES, MESSAGES, PROPOSALS}
ABOUT = {*KEPT, DISPUTES, COMMITMENTS, CONSIGNMENTS}


def partners(village: str) -> None:
    """A company that nobody checked and two sides claim, its pledge, message, proposal and goods; a late commitment."""
    now, by = timezone.now(), invite("pencatat@kukar.example", "Pencatat", by=None, on=timezone.now())
    given(village, by)
    giver = Giver.objects.get()
    Message.objects.create(giver=giver, of_giver=True, text="Semoga lekas besar", by=by, on=now)
    for holder, basis in (("regency", "perda_kukar_10_2013"), ("province", "perda_kaltim_3_2013")):
        Claim.objects.create(
            giver=giver, matter="tjsl", holder=holder, since=date(2014, 1, 1), basis=basis, side=holder, by=by, on=now
        )
    day = timezone.localdate() - timedelta(days=9)
    held = Gathering.objects.create(
        kind="tpps", title="Rapat", area=village, held_on=day, place="Balai desa", people=9, agencies=[], by=by, on=now
    )
    for due in (day, timezone.localdate()):
        Commitment.objects.create(gathering=held, what="PMT", owner="Puskesmas", due_on=due, by=by, on=now)


def test_partners_wait_for_those_whose_work_they_are(signed_in: SignIn, places: Places) -> None:
    own = {
        (Role.DATA_OFFICER, REGENCY): KEPT | {CONSIGNMENTS}, (Role.COORDINATOR, REGENCY): ABOUT - {CONSIGNMENTS},
        (Role.PROVINCE, "64"): {DISPUTES}, (Role.COORDINATOR, places.village[:8]): {COMMITMENTS},
        (Role.VILLAGE_OPERATOR, places.village): {COMMITMENTS, CONSIGNMENTS},
        (Role.INSPECTOR, REGENCY): set(), (Role.DATA_OFFICER, OTHER_REGENCY): set(), (Role.PROVINCE, "63"): set(),
        (Role.VILLAGE_OPERATOR, places.elsewhere): set(),
    }  # fmt: skip
    browsers = {whose: signed_in(*whose) for whose in own}
    assert all(not ABOUT & tiles(browser).keys() for browser in browsers.values())
    partners(places.village)
    for whose, browser in browsers.items():
        found = {words: tile for words, tile in tiles(browser).items() if words in ABOUT}
        assert found.keys() == own[whose], whose
        for words, (figure, address) in found.items():
            assert figure == "1", (whose, words)
            assert browser.get(address).status_code == 200, (whose, words)


def test_what_waits_of_partners_is_asked_in_one_question(release: Release, places: Places) -> None:
    partners(places.village)
    account = Account.objects.get()
    desk = waiting.Desk(account, timezone.localdate(), timezone.now(), {Role.DATA_OFFICER: Scope.of([REGENCY])})
    with CaptureQueriesContext(connection) as queries:
        found = {each.words: each.figure for each in waiting.gifts(desk)}
    assert found == dict.fromkeys({*KEPT, CONSIGNMENTS}, "1")
    assert len(queries) == 1


UNREGISTERED, COMING = "pendaftaran Anda sebagai pemberi belum diisi", "janji Anda jatuh waktunya dalam 30 hari"


def own(giver: str) -> dict[str, str]:
    """What the first page counts for a giver of its own."""
    browser = portal_kit.browser(portal_kit.account(giver))
    found = tiles(browser)
    assert all(browser.get(address).status_code == 200 for _figure, address in found.values())
    return {words: figure for words, (figure, _address) in found.items()}


@pytest.mark.usefixtures("own_keys")
def test_a_giver_is_asked_who_it_is_and_then_led_to_its_own_page() -> None:
    assert own("gita") == {UNREGISTERED: "1"}
    portal_kit.giver("gita")
    assert own("gita") == {}
    shown = portal_kit.browser(portal_kit.account("gita")).get(reverse("home")).content.decode()
    assert f'<a class="btn btn-primary" href="{reverse("portal.home")}">' in shown


@pytest.mark.usefixtures("own_keys")
@pytest.mark.parametrize(
    ("days", "becomes", "figure"),
    [
        (0, "confirmed", "1"), (30, "confirmed", "1"), (31, "confirmed", None), (-1, "confirmed", None),
        (9, "offered", None), (9, "moved", None), (9, "less", "1"), (9, "withdrawn", None),
    ],
)  # fmt: skip
def test_a_giver_is_told_which_of_its_pledges_fall_due_soon(days: int, becomes: str, figure: str | None) -> None:
    now, due = timezone.now(), timezone.localdate() + timedelta(days=days)
    portal_kit.giver("budi")
    held, by = portal_kit.giver("gita"), portal_kit.account("gita")
    schedule = Schedule.of([Part(due, 9_000_000), Part(due + timedelta(days=90), 1)])
    made = offer(held, Offered(Form.MONEY, schedule, Restrictions()), by=by, on=now)
    if becomes != "offered":
        confirm(made, by=portal_kit.officer("sari", Role.COORDINATOR), on=now)
    if becomes == "moved":
        later = Part(due + timedelta(days=60), 9_000_000)
        change(made, [Part(due, -9_000_000), later], "tertunda", by=by, on=now)
    if becomes == "less":
        change(made, [Part(due, -1)], "kurang", by=by, on=now)
    if becomes == "withdrawn":
        withdraw(made, "batal", by=by, on=now)
    assert own("gita") == ({COMING: figure} if figure else {})
    assert own("budi") == {}
