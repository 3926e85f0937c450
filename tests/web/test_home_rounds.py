"""What the first page says of rounds of aid: in each state to each role, with its number and its address, and in as
many questions for many rounds as for one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.office.aid import aid_kit as kit
from tests.office.aid.aid_kit import NOW, REGENCY, SAMBOJA, TANJUNG, WONOTIRTO, family
from tests.office.complaints import complaints_kit
from tests.office.delivery import delivery_kit
from tests.web.conftest import OTHER_REGENCY, SignIn
from tests.web.test_home import tiles

from padan.kernel.scope import Scope
from padan.office.accounts.models import Account
from padan.office.accounts.roles import Role
from padan.office.aid.models import Programme, Round
from padan.office.aid.operations import move, open_round
from padan.office.aid.states import State, Verdict
from padan.office.aid.verifying import Spoken, speak
from padan.office.sealing import make_keys
from padan.web import waiting

pytestmark = pytest.mark.django_db

ASKED = "daftar penerima menunggu diperiksa desa"
HANDED = "bantuan sedang disalurkan di desa Anda"
SAID = "pernyataan desa menunggu jawaban"
CONTRADICT = "penyerahan bantuan bertentangan"
PROPOSED = "putaran bantuan menunggu ditetapkan"
OF_GIVERS = "putaran dari pemberi menunggu diperiksa"
ABOUT = {ASKED, HANDED, SAID, CONTRADICT, PROPOSED, OF_GIVERS}
UNHELD = "pengaduan tidak dapat dibuka siapa pun; angkat inspektur lain"

#: Who looks, and at which areas: within the round's, and outside it.
AREAS = {
    Role.VILLAGE_OPERATOR: (WONOTIRTO, kit.ELSEWHERE),
    Role.DATA_OFFICER: (REGENCY, OTHER_REGENCY),
    Role.COORDINATOR: (REGENCY, OTHER_REGENCY),
    Role.INSPECTOR: (REGENCY, OTHER_REGENCY),
    Role.PROVINCE: ("64", "63"),
}
#: A round in a state waits for that role, in these words, and leads to that page; of one round, to its own.
WAITS = {
    (State.VERIFYING, Role.VILLAGE_OPERATOR): (ASKED, "aid.list", ""),
    (State.DELIVERING, Role.VILLAGE_OPERATOR): (HANDED, "delivery.list", ""),
    (State.PROPOSED, Role.COORDINATOR): (PROPOSED, "aid.list", "aid.round"),
}


@pytest.fixture(autouse=True)
def _fresh(db: None, tmp_path: Path, settings: Any) -> None:
    """Keys for what lies sealed; and nobody is asked for a second factor. None of this needs a register."""
    settings.PADAN_HOME = tmp_path
    settings.PADAN_KEY_FILE, settings.PADAN_SECOND_FACTOR = tmp_path / "office.keys", False
    make_keys(settings.PADAN_KEY_FILE)


def told(browser: Client) -> dict[str, tuple[str, str]]:
    """The tiles about rounds; each leads to a page that opens."""
    found = {words: tile for words, tile in tiles(browser).items() if words in ABOUT}
    assert all(browser.get(address).status_code == 200 for _figure, address in found.values())
    return found


def another(first: Round, *states: State, number: int = 2) -> Round:
    """A further round of the same programme, a year later, in a state."""
    planned = replace(kit.PLANNED, name=f"Putaran {number}", since=kit.date(2026 + number, 12, 1))
    held = kit.drawn(open_round(first.rule, first.release, planned, by=kit.maker(), on=NOW))
    for to in states:
        held = move(held, to, by=kit.maker(), on=NOW, reason=kit.UNHEARD)
    return held


@pytest.mark.parametrize("role", list(AREAS))
@pytest.mark.parametrize("state", list(State))
def test_a_round_is_told_of_to_whom_it_waits_for(state: State, role: Role, signed_in: SignIn) -> None:
    held = delivery_kit.begun() if state is State.DELIVERING else kit.at(state)
    within, outside = AREAS[role]
    words, page, of_one = WAITS.get((state, role), ("", "", ""))
    address = reverse(of_one, args=[held.pk]) if of_one else reverse(page) if page else ""
    assert told(signed_in(role, within)) == ({words: ("1", address)} if words else {})
    assert told(signed_in(role, outside)) == {}


def test_several_rounds_are_counted_and_lead_to_the_page_of_all(signed_in: SignIn) -> None:
    first = kit.at(State.PROPOSED)
    another(first, State.VERIFYING, State.CORRECTING, State.PROPOSED)
    another(first, State.VERIFYING, number=3)
    assert told(signed_in(Role.COORDINATOR, REGENCY)) == {PROPOSED: ("2", reverse("aid.list"))}
    assert told(signed_in(Role.COORDINATOR, SAMBOJA)) == {PROPOSED: ("2", reverse("aid.list"))}
    assert told(signed_in(Role.VILLAGE_OPERATOR, WONOTIRTO)) == {ASKED: ("1", reverse("aid.list"))}


def test_a_round_of_givers_waits_for_a_check_and_for_no_decree(signed_in: SignIn) -> None:
    held = kit.at(State.PROPOSED)
    Programme.objects.filter(pk=held.programme_id).update(by_givers=True)
    assert told(signed_in(Role.COORDINATOR, REGENCY)) == {OF_GIVERS: ("1", reverse("aid.round", args=[held.pk]))}


def says(held: Round, *numbers: int) -> None:
    """The village of families says that they moved."""
    operator = kit.officer("wati", TANJUNG, role=Role.VILLAGE_OPERATOR)
    speak(held, TANJUNG, [Spoken(family(n), Verdict.MOVED, "pindah") for n in numbers], by=operator, on=NOW)


def test_statements_wait_for_the_officer_where_lists_are_corrected(signed_in: SignIn) -> None:
    first = kit.at(State.VERIFYING)
    second = another(first, State.VERIFYING)
    says(first, 0, 4)
    officer = signed_in(Role.DATA_OFFICER, REGENCY)
    assert told(officer) == {}, "the list is still with the villages"
    move(first, State.CORRECTING, by=kit.maker(), on=NOW)
    assert told(officer) == {SAID: ("2", reverse("aid.statements", args=[first.pk]))}
    move(second, State.CORRECTING, by=kit.maker(), on=NOW)
    assert told(officer) == {SAID: ("2", reverse("aid.statements", args=[first.pk]))}, "nobody spoke of the second"
    move(second, State.VERIFYING, by=kit.maker(), on=NOW, reason="lagi")
    says(second, 8)
    move(second, State.CORRECTING, by=kit.maker(), on=NOW)
    assert told(officer) == {SAID: ("3", reverse("aid.list"))}
    assert told(signed_in(Role.DATA_OFFICER, OTHER_REGENCY)) == told(signed_in(Role.COORDINATOR, REGENCY)) == {}


def test_hand_overs_that_contradict_wait_for_the_officer(signed_in: SignIn) -> None:
    held = delivery_kit.begun()
    whom = delivery_kit.in_wonotirto(held)
    delivery_kit.tell(delivery_kit.rice(held, whom), delivery_kit.rice(held, whom, minute=1))
    shown = told(signed_in(Role.DATA_OFFICER, REGENCY))
    assert shown == {CONTRADICT: ("1", reverse("delivery.show", args=[held.pk]))}
    assert told(signed_in(Role.DATA_OFFICER, OTHER_REGENCY)) == {}


#: What one round has, and what it takes to have another beside it.
MANY: list[tuple[Role, Callable[[Round, int], object]]] = [
    (Role.VILLAGE_OPERATOR, lambda first, n: another(first, State.VERIFYING, number=n)),
    (Role.COORDINATOR, lambda first, n: another(first, State.VERIFYING, State.CORRECTING, State.PROPOSED, number=n)),
    (Role.DATA_OFFICER, lambda first, n: corrected(another(first, State.VERIFYING, number=n))),
]


def corrected(held: Round) -> Round:
    says(held, 0)
    return move(held, State.CORRECTING, by=kit.maker(), on=NOW)


@pytest.mark.parametrize(("role", "more"), MANY, ids=[role for role, _more in MANY])
def test_more_rounds_take_no_more_questions(
    role: Role, more: Callable[[Round, int], object], signed_in: SignIn
) -> None:
    signed_in(role, AREAS[role][0])
    account = Account.objects.get(email__startswith=f"{role}-")
    desk = waiting.Desk(account, timezone.localdate(), timezone.now(), {role: Scope.of([AREAS[role][0]])})

    def asked() -> tuple[int, list[str]]:
        with CaptureQueriesContext(connection) as queries:
            found = [tile.figure for tile in waiting.tiles(desk) if tile.words in ABOUT]
        return len(queries), found

    first = kit.at(State.CLOSED)
    more(first, 2)
    one, figures = asked()
    assert figures == ["1"]
    for number in (3, 4, 5):
        more(first, number)
    assert asked() == (one, ["4"])


def test_a_complaint_that_nobody_may_open_is_told_as_a_number_to_who_appoints(signed_in: SignIn) -> None:
    keeper, elsewhere = (signed_in(Role.ADMINISTRATOR, area) for area in (REGENCY, OTHER_REGENCY))
    complaints_kit.inspector()
    complaints_kit.filed(category="money", on=timezone.now())
    assert UNHELD not in tiles(keeper)
    complaints_kit.filed(category="money", against="secretariat", whom="Yusuf", on=timezone.now() - timedelta(days=1))
    assert tiles(keeper)[UNHELD] == ("1", reverse("accounts.list"))
    assert keeper.get(reverse("accounts.list")).status_code == 200
    assert UNHELD not in tiles(elsewhere)
    complaints_kit.officer("wati", Role.INSPECTOR)
    assert UNHELD not in tiles(keeper)
