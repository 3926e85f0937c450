"""What a family is told from one page, and what its data subject's file says of the same."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from tests.office.delivery import delivery_kit as kit
from tests.office.delivery.conftest import keys as keys
from tests.office.delivery.delivery_kit import TANJUNG, WONOTIRTO, rice, tell
from tests.web.delivery.web_delivery_kit import browser

from padan.kernel.scope import Scope
from padan.office.accounts.roles import Role
from padan.office.aid.models import Round
from padan.office.registry.models import Family, Release
from padan.reports.family_aid import aid_of_family

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(settings: Any) -> Round:
    settings.PADAN_SECOND_FACTOR = False
    held = kit.begun()
    for number, area in ((0, WONOTIRTO), (1, TANJUNG)):
        family = kit.in_wonotirto(held) if number == 0 else "F00000000000FFFF"
        Family.objects.create(
            release=Release.objects.get(), family_id=family, area=area, head_name=f"Kepala {number}", members=1,
            sources="dtsen",
        )  # fmt: skip
    return held


def test_what_is_owed_and_received_is_told_month_by_month(held: Round) -> None:
    family = kit.in_wonotirto(held)
    kit.person(family, "wife", None)
    tell(rice(held, family, 4), rice(held, family, 3, minute=5), rice(held, family, 9, minute=9))
    (found,) = aid_of_family(Scope((WONOTIRTO,)), family, kit.DECEMBER)
    december, january = found.months
    assert (december.owed, december.received, january.received) == ("10 kg beras", "7 kg beras", "")
    assert [what for _day, what, _by in december.hands] == ["4 kg beras", "3 kg beras"]
    assert found.takers == ("Wife (suami atau istri)",)
    assert (found.is_chosen, found.decree) == (True, None)
    assert aid_of_family(Scope((TANJUNG,)), family, kit.DECEMBER) == []


def test_the_village_tells_its_own_families_and_how_to_object(held: Round) -> None:
    family = kit.in_wonotirto(held)
    page = browser("Wati", Role.VILLAGE_OPERATOR, WONOTIRTO).get(reverse("aid.of_family", args=[family]))
    words = page.content.decode()
    for said in ("Kepala 0", "10 kg beras", "belum ada", "desa menunjuk wali", reverse("complaints.file")):
        assert said in words
    assert browser("Agus", Role.VILLAGE_OPERATOR, TANJUNG).get(page.wsgi_request.path).status_code == 404


def test_a_family_in_no_list_is_told_so(held: Round) -> None:
    page = browser("Agus", Role.VILLAGE_OPERATOR, TANJUNG).get(reverse("aid.of_family", args=["F00000000000FFFF"]))
    assert "tidak ada dalam daftar bantuan mana pun" in page.content.decode()
