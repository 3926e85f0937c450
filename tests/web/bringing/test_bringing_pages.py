"""What givers bring, on their page and on that of the village: written, received, confirmed, refused; and what each is
told of the other."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.office.aid.aid_kit import SAMBOJA, WONOTIRTO, release
from tests.office.bringing import bringing_kit as kit
from tests.office.delivery import delivery_kit as handing
from tests.office.giving import giving_kit as giving
from tests.web.conftest import SignIn
from tests.web.portal.portal_kit import browser

from padan.office.accounts.roles import Role
from padan.office.audit.models import Entry
from padan.office.bringing.models import Answer, Consignment
from padan.office.delivery.models import Event, Movement
from padan.office.giving.models import Hold, Pledge
from padan.office.registry.models import Family
from padan.reports.portal.own import code_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_keys")]
PHOTO = b"\xff\xd8\xff surat jalan \xff\xd9"
HEAD = "Rahasia Mulyosari"
NOTE = "Bu Rahasia melihat karung sobek"


@pytest.fixture
def pledge() -> Pledge:
    return giving.confirmed(giving.vetted())


@pytest.fixture
def hold(pledge: Pledge) -> Hold:
    """A year of premiums of a family of Wonotirto, of whom the giver knows the kecamatan."""
    found = kit.tell(giving.held(pledge, kit.premium(), units=12), SAMBOJA)
    kit.insured(found)
    kit.decided()
    Family.objects.create(
        release=release(), family_id=found.need.family_id, area=WONOTIRTO, head_name=HEAD, members=4, sources="dtsen"
    )
    return found


@pytest.fixture
def giver(pledge: Pledge) -> Client:
    return browser(giving.giving_account())


@pytest.fixture
def village() -> Client:
    return browser(handing.operator())


def said(**changes: object) -> dict[str, object]:
    usual = {
        "do": "bring", "key": str(uuid4()), "area": WONOTIRTO, "item": "beras", "units": "100", "unit": "kg",
        "on_day": timezone.localdate().isoformat(), "paper": "SJ-12",
    }  # fmt: skip
    return {**usual, **changes}


def sent(page: Client, **changes: object) -> Any:
    return page.post(reverse("portal.bringing"), said(**changes))


def own_rows(page: Client) -> str:
    """What stands on the giver's page under what it wrote."""
    return text(page.get(reverse("portal.bringing"))).partition('<ol class="results"')[2]


def text(answer: HttpResponse) -> str:
    assert answer.status_code in {200, 422}
    return answer.content.decode()


def test_goods_are_written_received_and_told(pledge: Pledge, giver: Client, village: Client) -> None:
    first = {"pledge": pledge.pk, "picture": SimpleUploadedFile("a.jpg", PHOTO), "key": str(uuid4())}
    assert sent(giver, **first).status_code == 302
    assert sent(giver, **{**first, "picture": SimpleUploadedFile("a.jpg", PHOTO)}).status_code == 302
    one = Consignment.objects.get()
    assert "menunggu jawaban" in own_rows(giver)

    handing.point()
    assert "kiriman pemberi menunggu dipastikan" in text(village.get("/"))
    assert "100 kg beras" in text(village.get(reverse("bringing.list")))
    address = reverse("bringing.show", args=[one.pk])
    assert giving.MINE.name in text(village.get(address))
    picture = village.get(reverse("bringing.picture", args=[one.pk]))
    assert (picture.content, picture["Cache-Control"]) == (PHOTO, "no-store")
    assert Entry.objects.filter(action="web.looked", subject=f"consignment:{one.pk}:picture").exists()
    number = str(handing.point().pk)
    came = {"do": "take", "units": "90", "item": "beras", "point": number, "note": NOTE}
    assert "Pilih sebabnya" in text(village.post(address, came))
    assert not Answer.objects.exists()
    assert village.post(address, {**came, "because": "unfit"}).status_code == 302
    assert Movement.objects.get().amount == 90
    shown = text(village.get(address))
    assert NOTE in shown
    assert 'name="do"' not in shown
    assert "90 kg diterima: rusak atau tidak layak" in text(village.get(reverse("bringing.list") + "?which=all"))

    told = own_rows(giver)
    assert "diterima sebagian" in told
    assert "90 kg diterima: rusak atau tidak layak" in told
    for hidden in (NOTE, "Wati", "Balai desa"):
        assert hidden not in told


def test_what_is_done_for_a_code_never_tells_whose_it_is(hold: Hold, giver: Client, village: Client) -> None:
    code = code_of(hold.pledge.giver, hold)
    assert f"{code} · Iuran BPJS Kesehatan, 12 bulan" in text(giver.get(reverse("portal.bringing")))
    done = {"do": "done", "code": code}
    assert "tersisa 12" in text(sent(giver, **done, units="13"))
    assert sent(giver, **done, units="12").status_code == 302
    one = Consignment.objects.get()
    address, family = reverse("bringing.show", args=[one.pk]), hold.need.family_id
    shown = text(village.get(address))
    assert f'<a href="{reverse("people.family", args=[family])}">{HEAD}</a>' in shown
    assert code not in shown
    looked = {"do": "take", "units": "12", "taker": "recipient", "checked": "kk"}
    assert village.post(address, {**looked, "checked": "card"}).status_code == 422
    assert village.post(address, looked).status_code == 302
    assert [each.amount for each in Event.objects.all()] == [4, 4, 4]
    assert reverse("delivery.event", args=[hold.taken.gift_id, Event.objects.all()[0].pk]) in text(village.get(address))
    told = own_rows(giver)
    assert code in told
    assert "12 bulan diterima" in told
    for hidden in (family, HEAD, "Wonotirto", "Wati"):
        assert hidden not in told


def test_one_is_refused_with_a_reason_that_the_giver_reads(hold: Hold, giver: Client, village: Client) -> None:
    sent(giver, do="done", code=code_of(hold.pledge.giver, hold), units="12")
    address = reverse("bringing.show", args=[Consignment.objects.get().pk])
    assert village.post(address, {"do": "refuse", "note": NOTE}).status_code == 422
    assert village.post(address, {"do": "refuse", "because": "paper", "note": NOTE}).status_code == 302
    told = own_rows(giver)
    assert "Suratnya tidak cocok" in told
    assert NOTE not in told
    assert village.post(address, {"do": "refuse", "because": "paper"}).status_code == 200
    assert Answer.objects.count() == 1


def test_nothing_is_brought_of_what_is_another_givers(hold: Hold, village: Client) -> None:
    giving.vetted(giving.giving_account("tono"), name="PT Lain")
    other = browser(giving.giving_account("tono"))
    page = text(other.get(reverse("portal.bringing")))
    assert 'name="do"' not in page
    assert sent(other, pledge=hold.pledge.pk).status_code == 200
    assert sent(other, do="done", code=code_of(hold.pledge.giver, hold), units="1").status_code == 200
    assert not Consignment.objects.exists()


def test_the_inspector_reads_and_answers_nothing(pledge: Pledge, giver: Client, signed_in: SignIn) -> None:
    sent(giver, pledge=pledge.pk)
    one = Consignment.objects.get()
    inspector = signed_in(Role.INSPECTOR, "64.02")
    address = reverse("bringing.show", args=[one.pk])
    assert 'name="do"' not in text(inspector.get(address))
    assert inspector.post(address, {"do": "refuse", "because": "paper"}).status_code == 200
    assert not Answer.objects.exists()
    assert inspector.get(reverse("bringing.picture", args=[one.pk])).status_code == 404  # none was sent


@pytest.mark.parametrize("changes", [{"area": SAMBOJA[:5]}, {"units": "0"}, {"paper": ""}, {"key": "x"}, {"unit": ""}])
def test_what_is_not_whole_is_said_beside_its_field(
    pledge: Pledge, giver: Client, changes: dict[str, str]
) -> None:  # fmt: skip
    answer = sent(giver, pledge=pledge.pk, **changes)
    assert answer.status_code == 422
    assert '<details class="box" open>' in text(answer)
    assert not Consignment.objects.exists()
