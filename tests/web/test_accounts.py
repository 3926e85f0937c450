"""The pages of accounts: inviting, posts, closing, unlocking; only in the area of who keeps them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.web.conftest import SignIn

from padan.office.accounts.models import Account, Post
from padan.office.accounts.operations import appoint, invite
from padan.office.accounts.policies import Appointment
from padan.office.accounts.roles import Role
from padan.office.audit import queries as trail
from padan.office.audit.models import Entry

pytestmark = pytest.mark.django_db

VILLAGE, OTHER, FOREIGN = "64.02.13.1008", "64.02.13.1009", "64.03.01.2001"
PASSWORD = "sungai-mahakam-26"
SMTP, NONE = "django.core.mail.backends.locmem.EmailBackend", "django.core.mail.backends.dummy.EmailBackend"


@pytest.fixture(autouse=True)
def _plain(settings) -> None:
    settings.PADAN_SECOND_FACTOR = False
    settings.EMAIL_BACKEND = SMTP
    cache.clear()


@pytest.fixture
def keeper(signed_in: SignIn) -> Client:
    return signed_in(Role.ADMINISTRATOR, "64.02")


def somebody(name: str = "rina", role: Role | None = None, *areas: str, days: int = 300) -> Account:
    now, day = timezone.now(), timezone.localdate()
    account = invite(f"{name}@kukar.example", f"{name.title()} Wati", by=None, on=now)
    if role is not None:
        appoint(Appointment(account, role, areas, day, day + timedelta(days=days)), by=None, on=now, reason="uji")
    return account


def last() -> Entry:
    return Entry.objects.order_by("-number")[0]


def post(browser: Client, page: str, /, *args: object, query: str = "", **said: object):
    return browser.post(reverse(page, args=args) + query, said)


INVITED = {"email": " Rina@KUKAR.example", "name": "Rina Wati", "language": "id"}


@pytest.mark.parametrize(("language", "said"), [("id", "Undangan ke Padan"), ("en", "Invitation to Padan")])
def test_an_invitation_comes_by_mail_in_the_language_of_the_account(keeper: Client, language: str, said: str) -> None:
    answer = post(keeper, "accounts.invite", **{**INVITED, "language": language})
    assert answer.status_code == 200
    assert "/sandi/baru/" not in answer.content.decode()
    (sent,) = mail.outbox
    assert (sent.subject, sent.to) == (said, ["rina@kukar.example"])
    assert "/sandi/baru/" in sent.body
    assert [e.action for e in Entry.objects.order_by("number")][-2:] == ["accounts.invited", "accounts.invitation_sent"]
    assert last().after == '{"shown":false}'


def test_the_link_of_an_invitation_sets_a_password_once(keeper: Client) -> None:
    post(keeper, "accounts.invite", **INVITED)
    link = re.search(r"http://testserver(/sandi/baru/\S+)", mail.outbox[0].body)[1]
    stranger = Client()
    form = stranger.get(link, follow=True)
    set_ = stranger.post(form.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD})
    assert set_.status_code == 302
    assert Account.objects.get(email="rina@kukar.example").check_password(PASSWORD)
    assert "sudah tidak berlaku" in Client().get(link, follow=True).content.decode()


def test_without_mail_the_link_is_shown_once_to_who_invites(keeper: Client, settings) -> None:
    settings.EMAIL_BACKEND = NONE
    answer = post(keeper, "accounts.invite", **INVITED)
    account = Account.objects.get(email="rina@kukar.example")
    assert "/sandi/baru/" in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    assert last().after == '{"shown":true}'
    assert "/sandi/baru/" not in keeper.get(reverse("accounts.account", args=[account.pk])).content.decode()


def test_a_server_that_takes_no_mail_leaves_the_link(keeper: Client, settings) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = (
        "django.core.mail.backends.smtp.EmailBackend", "127.0.0.1", 1,
    )  # fmt: skip
    assert "/sandi/baru/" in post(keeper, "accounts.invite", **INVITED).content.decode()


def test_nobody_is_given_a_link_to_an_account_that_has_a_password(keeper: Client) -> None:
    account = somebody()
    account.set_password(PASSWORD)
    account.save()
    answer = post(keeper, "accounts.send", account.pk)
    assert answer.status_code == 422
    assert "/sandi/baru/" not in answer.content.decode()
    assert mail.outbox == []


def test_an_address_that_has_an_account_keeps_what_was_typed(keeper: Client) -> None:
    somebody()
    answer = post(keeper, "accounts.invite", **INVITED)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "sudah mempunyai akun" in page
    assert 'value="Rina Wati"' in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, {"Rina Wati", "Baru Wati", "Lama Wati", "Tutup Wati"}),
        ({"q": "rina wati"}, {"Rina Wati"}),
        ({"q": "LAMA@kukar"}, {"Lama Wati"}),
        ({"which": "ending"}, {"Lama Wati"}),
        ({"which": "waiting"}, {"Rina Wati", "Baru Wati", "Lama Wati"}),
        ({"which": "closed"}, {"Tutup Wati"}),
    ],
)
def test_the_list(keeper: Client, asked: dict, found: set[str]) -> None:
    somebody("rina", Role.VILLAGE_OPERATOR, VILLAGE)
    somebody("baru")
    somebody("lama", Role.VILLAGE_OPERATOR, VILLAGE, days=20)
    somebody("asing", Role.VILLAGE_OPERATOR, FOREIGN)
    Account.objects.filter(pk=somebody("tutup").pk).update(is_active=False)
    page = keeper.get(reverse("accounts.list"), asked).content.decode()
    names = ("Rina Wati", "Baru Wati", "Lama Wati", "Tutup Wati", "Asing Wati")
    assert {name for name in names if name in page} == found


def test_a_post_in_several_villages(keeper: Client) -> None:
    account, day = somebody(), timezone.localdate()
    address = reverse("accounts.appoint", args=[account.pk])
    assert "Petugas gizi Puskesmas" in keeper.get(address).content.decode()
    assert VILLAGE in keeper.get(address, {"role": "nutrition_officer"}).content.decode()
    answer = post(
        keeper, "accounts.appoint", account.pk, query="?role=nutrition_officer", areas=[VILLAGE, OTHER],
        since=day, until=day + timedelta(days=365), reason="SK 12/2026",
    )  # fmt: skip
    assert answer.status_code == 302
    assert account.posts.get().scope.codes == (VILLAGE, OTHER)
    assert (last().action, last().reason) == ("accounts.appointed", "SK 12/2026")


REFUSED = {
    "no area": ({"areas": []}, "memerlukan wilayah"),
    "an area outside": ({"areas": [FOREIGN]}, "pilih"),
    "too long": ({"until": "2036-01-01"}, "paling lama dua tahun"),
    "ends before it begins": ({"until": "2020-01-01"}, "berakhir sebelum"),
    "no reason": ({"reason": ""}, "tidak boleh kosong"),
}


@pytest.mark.parametrize("how", REFUSED)
def test_a_post_that_cannot_be_given_says_why(keeper: Client, how: str) -> None:
    changed, told = REFUSED[how]
    account, day = somebody(), timezone.localdate()
    usual = {"areas": [VILLAGE], "since": day, "until": day + timedelta(days=300), "reason": "SK 12/2026"}
    answer = post(keeper, "accounts.appoint", account.pk, query="?role=village_operator", **{**usual, **changed})
    assert answer.status_code == 422
    assert told in answer.content.decode().lower()
    assert not account.posts.exists()


def test_roles_that_do_not_agree_are_refused_in_words(keeper: Client) -> None:
    account, day = somebody("rina", Role.VILLAGE_OPERATOR, VILLAGE), timezone.localdate()
    answer = post(
        keeper, "accounts.appoint", account.pk, query="?role=inspector", areas=["64.02"], since=day, until=day,
        reason="SK 13/2026",
    )  # fmt: skip
    assert answer.status_code == 422
    assert "Inspektorat tidak boleh dirangkap dengan Operator desa dan kader" in answer.content.decode()
    assert account.posts.count() == 1


def test_roles_of_the_province_are_not_offered_to_a_regency(keeper: Client) -> None:
    page = keeper.get(reverse("accounts.appoint", args=[somebody().pk])).content.decode()
    assert "Pemerintah provinsi" not in page
    assert "Perusahaan atau orang tua asuh" in page


def test_a_post_is_ended_for_a_reason(keeper: Client) -> None:
    account = somebody("rina", Role.VILLAGE_OPERATOR, VILLAGE)
    Post.objects.update(since="2026-01-01")
    held = account.posts.get()
    assert post(keeper, "accounts.dismiss", account.pk, held.pk, reason="").status_code == 422
    assert post(keeper, "accounts.dismiss", account.pk, held.pk, reason="pindah tugas").status_code == 302
    held.refresh_from_db()
    assert held.until < timezone.localdate()
    assert last().reason == "pindah tugas"


def test_a_closed_account_is_out_at_once_and_in_again_when_reopened(keeper: Client) -> None:
    account = somebody("rina", Role.VILLAGE_OPERATOR, VILLAGE)
    browser = Client()
    browser.force_login(account, "allauth.account.auth_backends.AuthenticationBackend")
    assert browser.get(reverse("home")).status_code == 200
    assert post(keeper, "accounts.act", account.pk, "tutup", reason="pensiun").status_code == 302
    assert browser.get(reverse("home")).status_code == 302
    assert post(keeper, "accounts.act", account.pk, "tutup", reason="pensiun").status_code == 422
    assert post(keeper, "accounts.act", account.pk, "buka", reason="kembali bertugas").status_code == 302
    assert browser.get(reverse("home")).status_code == 200
    assert [e.action for e in Entry.objects.order_by("-number")[:2]] == ["accounts.reopened", "accounts.closed"]


def signs_in(account: Account, password: str) -> bool:
    answer = Client().post(reverse("account_login"), {"login": account.email, "password": password})
    return answer.status_code == 302


def test_who_guessed_too_often_is_unlocked(keeper: Client) -> None:
    account = somebody("rina", Role.VILLAGE_OPERATOR, VILLAGE)
    account.set_password(PASSWORD)
    account.save()
    page = reverse("accounts.account", args=[account.pk])
    assert "Terkunci" not in keeper.get(page).content.decode()
    for _ in range(5):
        assert not signs_in(account, "keliru-sekali-99")
    assert not signs_in(account, PASSWORD)
    assert "Terkunci" in keeper.get(page).content.decode()
    assert post(keeper, "accounts.act", account.pk, "buka-kunci", reason="sudah menelepon").status_code == 302
    assert last().action == "accounts.unlocked"
    assert signs_in(account, PASSWORD)
    assert "Terkunci" not in keeper.get(page).content.decode()


def test_a_lost_second_factor_is_removed_for_a_reason(keeper: Client) -> None:
    account = somebody("rina", Role.VILLAGE_OPERATOR, VILLAGE)
    assert post(keeper, "accounts.act", account.pk, "lepas-pengaman", reason="ponsel hilang").status_code == 422
    for kind in ("totp", "recovery_codes"):
        Authenticator.objects.create(user=account, type=kind, data={})
    assert post(keeper, "accounts.act", account.pk, "lepas-pengaman", reason="ponsel hilang").status_code == 302
    assert not Authenticator.objects.exists()
    assert (last().action, last().reason) == ("accounts.second_factor_removed", "ponsel hilang")


ACTS = ("tutup", "buka", "buka-kunci", "lepas-pengaman")


@pytest.mark.parametrize("act", ACTS)
def test_nobody_keeps_their_own_account_nor_one_with_a_post_elsewhere(keeper: Client, act: str) -> None:
    own = Account.objects.get(name="Administrator")
    both = somebody("dua", Role.VILLAGE_OPERATOR, VILLAGE, FOREIGN)
    before = Entry.objects.count()
    for account in (own, both):
        answer = post(keeper, "accounts.act", account.pk, act, reason="coba-coba")
        assert answer.status_code == 422
    assert Entry.objects.count() == before
    assert Account.objects.filter(is_active=False).count() == 0


def test_an_unknown_act_is_not_found(keeper: Client) -> None:
    assert keeper.get(reverse("accounts.act", args=[somebody().pk, "hapus"])).status_code == 404


def test_a_post_outside_is_counted_not_shown(keeper: Client) -> None:
    account = somebody("dua", Role.VILLAGE_OPERATOR, VILLAGE)
    day = timezone.localdate()
    wanted = Appointment(account, Role.NUTRITION_OFFICER, (FOREIGN,), day, day)
    foreign = appoint(wanted, by=None, on=timezone.now(), reason="uji")
    page = keeper.get(reverse("accounts.account", args=[account.pk])).content.decode()
    assert "Petugas gizi" not in page
    assert "1 jabatan di luar wilayah Anda" in page
    assert keeper.get(reverse("accounts.dismiss", args=[account.pk, foreign.pk])).status_code == 404


def test_the_name_and_language_of_an_account(keeper: Client) -> None:
    account = somebody()
    assert post(keeper, "accounts.change", account.pk, name="Rina Sari", language="en").status_code == 302
    account.refresh_from_db()
    assert (account.name, account.language) == ("Rina Sari", "en")
    assert (last().before, last().after) == (
        '{"language":"id","name":"Rina Wati"}', '{"language":"en","name":"Rina Sari"}',
    )  # fmt: skip


def test_everybody_chooses_their_own_language(signed_in: SignIn) -> None:
    browser = signed_in(Role.VILLAGE_OPERATOR, VILLAGE)
    browser.post(reverse("accounts.language"), {"language": "en"})
    assert 'lang="en"' in browser.get(reverse("home")).content.decode()
    browser.post(reverse("accounts.language"), {"language": "xx"})
    assert Account.objects.get().language == "en"
    assert trail.broken() == ()


def test_queries_do_not_grow_with_accounts(keeper: Client) -> None:
    def counted() -> int:
        with CaptureQueriesContext(connection) as found:
            keeper.get(reverse("accounts.list"))
        return len(found)

    somebody("satu", Role.VILLAGE_OPERATOR, VILLAGE)
    few = counted()
    for n in range(20):
        somebody(f"orang{n}", Role.VILLAGE_OPERATOR, VILLAGE, OTHER)
    assert counted() <= few <= 25
