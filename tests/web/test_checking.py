"""The pages of the verification sample: drawn, shared out, visited, told with its interval."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.office.aid import aid_kit
from tests.office.aid.aid_kit import SAMBOJA, WONOTIRTO
from tests.web.conftest import SignIn

from padan.office.accounts.models import Account
from padan.office.accounts.roles import Role
from padan.office.aid.models import Round
from padan.office.aid.states import State
from padan.office.audit.models import Entry
from padan.office.checking.frame_file import read
from padan.office.checking.models import Finding, Sample
from padan.office.sealing import make_keys

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def held(db: None, tmp_path: Path, settings: Any) -> Round:
    """A round of 50 recipients that is being handed out."""
    settings.PADAN_KEY_FILE, settings.PADAN_SECOND_FACTOR = tmp_path / "office.keys", False
    make_keys(settings.PADAN_KEY_FILE)
    made = aid_kit.at(State.DECREED)
    Round.objects.filter(pk=made.pk).update(state=State.DELIVERING)
    return made


@pytest.fixture
def inspector(signed_in: SignIn) -> Client:
    return signed_in(Role.INSPECTOR, "64.02")


@pytest.fixture
def visitor(signed_in: SignIn) -> Client:
    return signed_in(Role.FIELD_OFFICER, SAMBOJA, name="Mira")


def drawn(browser: Client, held: Round, **changes: str) -> Sample:
    said = {"held": str(held.pk), "level": "village", "half_width": "20", "response": "90", **changes}
    answer = browser.post(reverse("checking.draw"), said)
    assert answer.status_code == 302, answer.content.decode()
    return Sample.objects.get()


def text(browser: Client, name: str, *args: object) -> str:
    answer = browser.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def assign(browser: Client, sample: Sample, email: str) -> int:
    said = {"stratum": WONOTIRTO, "email": email}
    return browser.post(reverse("checking.sample", args=[sample.pk]), said).status_code


def test_a_sample_is_drawn_and_says_how(inspector: Client, held: Round) -> None:
    assert "Belum ada contoh yang diundi" in text(inspector, "checking.list")
    sample = drawn(inspector, held)
    page = text(inspector, "checking.sample", sample.pk)
    for said in (sample.seed, sample.digest, "keluarganya sama", "Belum ada kunjungan yang diisi"):
        assert said in page
    assert "contoh 1" in text(inspector, "checking.list")


def test_what_cannot_be_drawn_is_told_on_the_form(inspector: Client, held: Round, signed_in: SignIn) -> None:
    wrong = inspector.post(reverse("checking.draw"), {"held": "999", "level": "village", "half_width": "0"})
    assert wrong.status_code == 422
    Round.objects.filter(pk=held.pk).update(state=State.DECREED)
    assert "Belum ada putaran yang dibagikan" in text(inspector, "checking.draw")
    assert signed_in(Role.DATA_OFFICER, "64.02").get(reverse("checking.draw")).status_code == 403


def test_who_made_the_round_reads_and_assigns_nothing(inspector: Client, held: Round) -> None:
    sample = drawn(inspector, held)
    maker = Client()
    maker.force_login(aid_kit.maker(), "allauth.account.auth_backends.AuthenticationBackend")
    page = text(maker, "checking.sample", sample.pk)
    assert "Tugaskan kunjungan" not in page
    assert assign(maker, sample, "mira-64.02.13@kukar.example") == 200
    assert not sample.visits.exclude(assigned_to=None).exists()


def test_a_family_is_visited_and_counts(inspector: Client, visitor: Client, held: Round) -> None:
    sample = drawn(inspector, held)
    mine = Account.objects.get(name="Mira")
    assert "Tidak ada kunjungan untuk Anda" in text(visitor, "checking.visits")
    assert assign(inspector, sample, "tidak@ada.example") == 422
    assert assign(inspector, sample, aid_kit.maker().email) == 422
    assert assign(inspector, sample, mine.email.upper()) == 302
    page = text(visitor, "checking.visits")
    numbers = re.findall(r"/pemeriksaan/kunjungan/(\d+)/", page)
    assert len(numbers) == sample.visits.filter(stratum=WONOTIRTO).count()
    address = reverse("checking.visit", args=[numbers[0]])
    assert "beras yang diterima sebulan (kg)" in text(visitor, "checking.visit", numbers[0])
    assert visitor.post(address, {"met": "met"}).status_code == 422
    assert visitor.post(address, {"met": "met", "visited_on": "2020-01-01", "received": "1"}).status_code == 422
    said = {
        "met": "met", "visited_on": timezone.localdate(sample.made_at).isoformat(), "received": "1", "in_time": "0",
        "jumlah_0": "10", "jumlah_1": "30", "needy": "1", "good": "1", "paid": "0", "note": "rumah dekat masjid",
    }  # fmt: skip
    assert visitor.post(address, said).status_code == 302
    found = Finding.objects.get()
    assert (found.received, found.whole, found.in_time) == (1, 1, 0)
    assert "tidak diubah lagi" in text(visitor, "checking.visit", numbers[0])
    shown = text(inspector, "checking.sample", sample.pk)
    assert "menerima semua barang dalam jumlah penuh" in shown
    assert "1 dari 1 menjawab" in shown
    assert "rumah dekat masjid" not in shown


def test_a_family_that_is_not_met_is_shown_as_such(inspector: Client, visitor: Client, held: Round) -> None:
    sample = drawn(inspector, held)
    assign(inspector, sample, Account.objects.get(name="Mira").email)
    visit = sample.visits.filter(stratum=WONOTIRTO).order_by("place")[0]
    said = {"met": "moved", "visited_on": timezone.localdate(sample.made_at).isoformat()}
    assert visitor.post(reverse("checking.visit", args=[visit.pk]), said).status_code == 302
    page = text(inspector, "checking.sample", sample.pk)
    assert "Tidak menjawab:" in page
    assert "belum diketahui" in page
    assert sample.visits.filter(first=False).count() == 1
    assert inspector.get(reverse("checking.visit", args=[visit.pk])).status_code == 404


def test_looking_at_ones_visits_is_written_down(inspector: Client, visitor: Client, held: Round) -> None:
    sample = drawn(inspector, held)
    assign(inspector, sample, Account.objects.get(name="Mira").email)
    text(visitor, "checking.visits")
    entry = Entry.objects.order_by("-number")[0]
    assert (entry.action, entry.subject) == ("web.looked", "checking:mine")


def test_the_list_is_taken_along_and_draws_the_same(inspector: Client, held: Round, signed_in: SignIn) -> None:
    sample = drawn(inspector, held)
    assert reverse("checking.frame", args=[sample.pk]) in text(inspector, "checking.sample", sample.pk)
    answer = inspector.get(reverse("checking.frame", args=[sample.pk]))
    assert "daftar-undian-kec-samboja" in answer["Content-Disposition"]
    framed = read(answer.content, "daftar.csv")
    again = framed.again()
    assert (framed.is_whole, framed.digest) == (True, sample.digest)
    first = set(sample.visits.values_list("family_id", flat=True))
    assert set(again.family_id[again.taken].tolist()) == first
    entry = Entry.objects.order_by("-number")[0]
    assert (entry.action, entry.subject, entry.area) == ("checking.frame_taken", str(sample), SAMBOJA)
    far = signed_in(Role.FIELD_OFFICER, "64.02.07")
    assert far.get(reverse("checking.frame", args=[sample.pk])).status_code == 404
