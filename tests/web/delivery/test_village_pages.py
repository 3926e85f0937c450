"""The delivery in one village: days and queues, families that changed, hand-overs with their proofs; amendments."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from tests.office.aid import aid_kit as aid
from tests.office.delivery import delivery_kit as kit
from tests.office.delivery.conftest import keys as keys
from tests.office.delivery.delivery_kit import DECEMBER, TANJUNG, WONOTIRTO, rice, tell
from tests.web.delivery.web_delivery_kit import browser

from padan.kernel.scope import Scope
from padan.office.accounts.roles import Role
from padan.office.aid.models import Listed, Round
from padan.office.audit.models import Entry
from padan.office.delivery import proofs
from padan.office.delivery.models import Day, Event, Freed, Guardian
from padan.office.delivery.operations import settle
from padan.office.registry.models import Family
from padan.reports.delivery_queue import rows_of
from padan.rules.delivery import Ending, Evidence
from padan.rules.selection import Standing

pytestmark = pytest.mark.django_db

PICTURE = b"\xff\xd8\xff foto \xff\xd9"


@pytest.fixture(autouse=True)
def one_factor(settings: Any) -> None:
    settings.PADAN_SECOND_FACTOR = False


@pytest.fixture
def held() -> Round:
    return kit.begun()


def of(held: Round, village: str = WONOTIRTO) -> str:
    return reverse("delivery.village", args=[held.pk, village])


def lives(family: str, name: str, area: str = WONOTIRTO) -> None:
    Family.objects.create(
        release=aid.release(), family_id=family, area=area, head_name=name, address="Jl. Melati", rt="1", rw="2",
        members=1, sources="dtsen",
    )  # fmt: skip


def test_a_day_is_planned_and_its_queue_taken_along(held: Round) -> None:
    family = kit.in_wonotirto(held)
    lives(family, "Siti Aminah")
    village = browser("Dewi", Role.VILLAGE_OPERATOR, WONOTIRTO)
    told = {"do": "plan", "month": "2026-12-01", "on_day": "2026-12-10"}
    assert "Buat dahulu titik baginya" in village.get(of(held)).content.decode()
    assert village.post(of(held), told).status_code == 422
    point = kit.point()
    assert village.post(of(held), {**told, "point": point.pk}).status_code == 302
    twice = village.post(of(held), {**told, "point": point.pk})
    assert (twice.status_code, "sudah ditetapkan untuk desa ini" in twice.content.decode()) == (422, True)
    planned = Day.objects.get()
    assert "Daftar antrean (PDF)" in village.get(of(held)).content.decode()
    taken = village.post(reverse("delivery.queue", args=[held.pk, planned.pk]))
    assert taken.content.startswith(b"%PDF-")
    assert "antrean-wonotirto" in taken["Content-Disposition"]
    assert Entry.objects.get(action="delivery.queue_taken").area == WONOTIRTO
    other = browser("Agus", Role.VILLAGE_OPERATOR, TANJUNG)
    assert other.post(reverse("delivery.queue", args=[held.pk, planned.pk])).status_code == 404
    assert other.get(of(held)).status_code == 404
    rows = rows_of(held, planned)
    assert [row.number for row in rows] == list(range(1, 21))
    assert {("beras", "kg"): 10} in [row.owed for row in rows if row.name == "Siti Aminah"]


def test_who_takes_nothing_from_the_queue_is_no_keeper(held: Round) -> None:
    kit.point()
    secretariat = browser("Sari", Role.COORDINATOR, "64.02")
    assert 'name="do"' not in secretariat.get(of(held)).content.decode()
    told = {"do": "plan", "month": "2026-12-01", "on_day": "2026-12-10", "point": kit.point().pk}
    assert secretariat.post(of(held), told).status_code == 422
    assert not Day.objects.exists()


def test_a_guardian_is_named_for_a_family_without_grown_ups(held: Round) -> None:
    family = kit.in_wonotirto(held)
    lives(family, "Yatim Piatu")
    kit.person(family, "child", date(2015, 1, 1))
    village = browser("Dewi", Role.VILLAGE_OPERATOR, WONOTIRTO)
    assert "belum ada yang boleh menerima" in village.get(of(held)).content.decode()
    told = {"do": "guardian", "family": family, "name": "Pak Lurah", "why": "paman anak itu"}
    assert village.post(of(held), {**told, "name": ""}).status_code == 422
    assert village.post(of(held), told).status_code == 302
    assert (Guardian.objects.get().name, Guardian.objects.get().family_id) == ("Pak Lurah", family)
    assert "Wali: Pak Lurah" in village.get(of(held)).content.decode()


def test_a_place_is_freed_and_another_person_takes_that_back(held: Round) -> None:
    family = kit.in_wonotirto(held)
    lives(family, "Mbah Karto")
    kit.person(family, "head", date(1950, 1, 1), status="dead")
    village = browser("Dewi", Role.VILLAGE_OPERATOR, WONOTIRTO)
    assert "menurut register: semua anggotanya meninggal" in village.get(of(held)).content.decode()
    told = {"do": "free", "family": family, "fate": "died_out", "month": "2027-01-01", "why": "surat kematian"}
    assert village.post(of(held), told).status_code == 302
    assert (Freed.objects.get().fate, Freed.objects.get().month) == ("died_out", date(2027, 1, 1))
    shown = village.get(of(held)).content.decode()
    assert "tempatnya kosong mulai" in shown
    assert "menurut register" not in shown
    back = village.post(of(held), {**told, "fate": "stays"})
    assert (back.status_code, "Anda sendiri" in back.content.decode()) == (422, True)
    assert browser("Rudi", Role.DATA_OFFICER, "64.02").post(of(held), {**told, "fate": "stays"}).status_code == 302
    assert "tempatnya kosong" not in village.get(of(held)).content.decode()


@pytest.fixture
def proved(held: Round) -> Event:
    """A hand-over with a picture; a letter is told of and has not arrived."""
    family = kit.in_wonotirto(held)
    lives(family, "Siti Aminah")
    photo = proofs.keep(PICTURE, by=kit.operator(), on=kit.NOW)
    told = rice(
        held, family, proofs={Evidence.PHOTO: photo, Evidence.LETTER: "b" * 64}, taker_name="Sri", note="hujan",
        position=(-0.95, 117.05),
    )  # fmt: skip
    tell(told)
    return kit.event(told)


def page_of(event: Event, *more: str) -> str:
    return reverse("delivery.proof_of" if more else "delivery.event", args=[event.round_id, event.pk, *more])


def test_a_hand_over_tells_all_that_was_told_and_how_it_changed(held: Round, proved: Event) -> None:
    officer = browser("Rudi", Role.DATA_OFFICER, "64.02")
    assert page_of(proved) in officer.get(of(held)).content.decode()
    shown = officer.get(page_of(proved)).content.decode()
    for said in ("Siti Aminah", "10 kg beras, diserahkan", "Sri (penerima)", "hujan", "-0.95, 117.05", "Lihat foto"):
        assert said in shown
    assert "Surat kuasa: berkasnya belum tiba" in shown
    assert "Nilainya belum pernah berubah" in shown
    settle(proved, Ending.VOID, by=aid.checker(), on=kit.NOW, reason="salah keluarga")
    turned = officer.get(page_of(proved)).content.decode()
    assert "dihitung menjadi dibatalkan" in turned
    assert "salah keluarga" in turned


def test_each_look_at_a_proof_is_written_down(proved: Event) -> None:
    officer = browser("Rudi", Role.DATA_OFFICER, "64.02")
    seen = officer.get(page_of(proved, "photo"))
    assert (seen.content, seen["Content-Type"], seen["Cache-Control"]) == (PICTURE, "image/jpeg", "no-store")
    entry = Entry.objects.filter(action="web.looked", subject=f"{proved}:photo").get()
    assert entry.area == WONOTIRTO
    for kind in ("letter", "signature", "../office"):
        assert officer.get(page_of(proved, "photo").replace("photo", kind)).status_code == 404


def test_proofs_are_for_who_may_see_the_family(proved: Event) -> None:
    village = browser("Dewi", Role.VILLAGE_OPERATOR, WONOTIRTO)
    assert village.get(page_of(proved, "photo")).status_code == 200
    Family.objects.filter(family_id=proved.family_id).update(area=TANJUNG)
    assert "tidak tercatat di wilayah Anda" in village.get(page_of(proved)).content.decode()
    assert village.get(page_of(proved, "photo")).status_code == 404
    assert browser("Agus", Role.VILLAGE_OPERATOR, TANJUNG).get(page_of(proved, "photo")).status_code == 404


def test_an_amendment_is_followed_from_a_month_on(held: Round) -> None:
    officer = browser("Rudi", Role.DATA_OFFICER, "64.02")
    page = reverse("delivery.show", args=[held.pk])
    assert "Ikuti perubahan" not in officer.get(page).content.decode()
    chosen = Listed.objects.filter(round=held, standing=Standing.CHOSEN)
    out, spare = chosen.first(), Listed.objects.filter(round=held, standing=Standing.RESERVE).first()
    Listed.objects.filter(pk=out.pk).update(standing=Standing.RESERVE)
    Listed.objects.filter(pk=spare.pk).update(standing=Standing.CHOSEN)
    assert "1 keluarga masuk daftar, 1 keluar" in officer.get(page).content.decode()
    assert "Ikuti perubahan" not in browser("Sari", Role.COORDINATOR, "64.02").get(page).content.decode()
    follow = reverse("delivery.follow", args=[held.pk])
    assert "Pilih bulannya" in officer.post(follow, {"month": "2027-09-01"}, follow=True).content.decode()
    done = officer.post(follow, {"month": "2027-01-01"}, follow=True).content.decode()
    assert "mengikuti perubahan keputusan" in done
    assert "1 keluarga masuk" not in done
    assert held.freed.get().family_id == out.family_id
    assert set(held.entitlements.filter(family_id=spare.family_id).values_list("month", flat=True)) == {
        date(2027, 1, 1)
    }
    told = json.loads(Entry.objects.get(action="delivery.followed").after)
    assert told == {"since": "2027-01-01", "new": 1, "withdrawn": 1}


def test_the_round_leads_to_its_delivery_and_begins_it_only_there() -> None:
    held = aid.at(aid.State.DECREED)
    officer = browser("Rudi", Role.DATA_OFFICER, "64.02")
    shown = officer.get(reverse("aid.round", args=[held.pk])).content.decode()
    assert "Mulai penyaluran" in shown
    assert reverse("delivery.show", args=[held.pk]) in shown
    move = reverse("aid.move", args=[held.pk, "delivering"])
    assert move not in shown
    assert officer.post(move, {"reason": ""}).status_code == 404
    officer.post(reverse("delivery.begin", args=[held.pk]))
    begun = officer.get(reverse("aid.round", args=[held.pk])).content.decode()
    for name in ("delivery.show", "four_rights.show"):
        assert reverse(name, args=[held.pk]) in begun
    assert "Mulai penyaluran</a>" not in begun
    assert (
        reverse("four_rights.show", args=[held.pk])
        in officer.get(reverse("delivery.show", args=[held.pk])).content.decode()
    )


def test_families_of_the_page_are_those_of_the_scope(held: Round) -> None:
    from padan.web.delivery import village_told

    homes = village_told.homes(Scope((WONOTIRTO,)), held, DECEMBER)
    entitled = held.entitlements.filter(area=WONOTIRTO).values_list("family_id", flat=True)
    assert set(homes) == set(entitled)
