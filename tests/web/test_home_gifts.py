"""What the first page says of givers, matching, disputes and commitments: to whom it is work, for which area."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.web.conftest import OTHER_REGENCY, REGENCY, Places, SignIn
from tests.web.test_home import tiles
from tests.web.test_scope import given

from padan.kernel.scope import Scope
from padan.office.accounts.models import Account
from padan.office.accounts.operations import invite
from padan.office.accounts.roles import Role
from padan.office.coordination.models import Commitment, Gathering
from padan.office.giving.models import Claim, Giver, Message
from padan.office.registry.models import Release
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
