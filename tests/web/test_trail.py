"""The trail's pages: who reads what of it, in words, and that reading it is written down too."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.web.conftest import SignIn
from tests.web.test_scope import PATTERNS, access

import padan
from padan.office.accounts.models import Account
from padan.office.accounts.operations import appoint, dismiss, invite
from padan.office.accounts.policies import Appointment
from padan.office.accounts.roles import Role
from padan.office.audit import queries
from padan.office.audit.models import Entry
from padan.office.audit.operations import record
from padan.reports.page_words import PAGES
from padan.reports.trail_actions import ACTIONS
from padan.web.trail import told, views

pytestmark = pytest.mark.django_db

VILLAGE, OTHER, FOREIGN = "64.02.13.1008", "64.02.07.2002", "64.03.01.2001"
PERSON = "P0123456789ABCDE"
TEMPLATES = Path(padan.__file__).parent / "web" / "templates"


@pytest.fixture(autouse=True)
def _no_second_factor(settings) -> None:
    settings.PADAN_SECOND_FACTOR = False


@pytest.fixture
def inspector(signed_in: SignIn) -> Client:
    return signed_in(Role.INSPECTOR, "64.02")


@pytest.fixture
def rina() -> Account:
    return invite("rina@kukar.example", "Rina Wati", by=None, on=timezone.now())


def happened(
    by: object = "padan", action: str = "web.looked", subject: str = f"person:{PERSON}", **more: object
) -> int:
    usual = {"on": timezone.now(), "area": VILLAGE, "reason": ""}
    with transaction.atomic():
        return record(by=str(by), action=action, subject=subject, **{**usual, **more}).number


def listed(browser: Client, **asked: object) -> str:
    answer = browser.get(reverse("trail.list"), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def numbers(browser: Client, **asked: object) -> set[int]:
    page = listed(browser, **asked)
    return {
        entry.number for entry in Entry.objects.all() if f'href="{reverse("trail.entry", args=[entry.number])}"' in page
    }


def test_entries_are_told_in_words(inspector: Client, rina: Account) -> None:
    happened(rina, reason="mencocokkan KTP")
    page = listed(inspector)
    for said in (
        "Rina Wati",
        "melihat data",
        f"orang {PERSON}",
        "Kelurahan Wonotirto, Kec. Samboja",
        "mencocokkan KTP",
    ):
        assert said in page


#: What was done, of what and with which reason as the trail keeps it; and both in words.
DRAWN = [
    ("web.refused", "page:people.search", "people.search", "halaman “Orang dan keluarga”", ""),
    ("web.refused", "page:of.an.older.version", "of.an.older.version", "halaman “of.an.older.version”", ""),
    ("web.refused", f"person:{PERSON}", "people.person", f"orang {PERSON}", "Data orang"),
    ("web.looked", "reviews:mine", "", "putusannya sendiri", ""),
    ("web.looked", "release:R1", "person_merged", "rilis R1", "Orang digabung"),
    ("registry.revealed", f"person:{PERSON}", "people.search", f"orang {PERSON}", "people.search"),
    ("reviews.taken_back", "pair:7", "keliru", "pasangan 7", "keliru"),
    ("tasks.cancelled", "round:7", "banjir", "musyawarah desa 7", "banjir"),
    ("web.looked", "round:7:minutes", "", "berita acara musyawarah desa 7", ""),
    ("web.looked", "round:7:together", "", "musyawarah desa 7 dan yang dikirim bersamanya", ""),
]  # fmt: skip


@pytest.mark.parametrize(("action", "subject", "reason", "what", "why"), DRAWN, ids=[f"{a} {b}" for a, b, *_ in DRAWN])
def test_pages_and_codes_are_named_in_words(
    inspector: Client, action: str, subject: str, reason: str, what: str, why: str
) -> None:
    number = happened(action=action, subject=subject, reason=reason)
    shown = told.whole(Entry.objects.get(pk=number)).entry
    assert (shown.what, shown.reason) == (what, why)
    book = openpyxl.load_workbook(io.BytesIO(inspector.post(reverse("trail.export"), {"action": action}).content))
    row = next(row for row in book.active.iter_rows(values_only=True) if row[0] == number)
    assert (row[4], row[6] or "") == (what, why)


#: What an entry is of, and the page that it leads to.
LEADS = [
    (f"person:{PERSON}", f"/orang/{PERSON}/"), ("family:F1", "/keluarga/F1/"), ("task:5", "/tugas/5/"),
    ("round:7", "/tugas/musyawarah/7/"), ("round:7:minutes", "/tugas/musyawarah/7/"),
]  # fmt: skip


@pytest.mark.parametrize(("subject", "address"), LEADS)
def test_an_entry_leads_to_the_page_of_what_it_is_of(inspector: Client, subject: str, address: str) -> None:
    page = inspector.get(reverse("trail.entry", args=[happened(subject=subject)])).content.decode()
    assert f'<li><a href="{address}">' in page


#: What the trail keeps of a meeting, and how it is read.
MEETING_SAID = [
    ("state", "planned", "direncanakan"), ("state", "held", "selesai"), ("state", "cancelled", "dibatalkan"),
    ("outcome", "holds", "berlaku"), ("channel", "meeting", "musyawarah"), ("meets_on", "2026-12-20", "20 Des 2026"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "kept", "read"), MEETING_SAID)
def test_what_a_meeting_changed_is_told_in_words(key: str, kept: str, read: str) -> None:
    number = happened(action="tasks.closed", subject="round:7", after={key: kept})
    (change,) = told.whole(Entry.objects.get(pk=number)).changes
    assert change.after == read
    assert change.about != key


def test_every_page_for_roles_has_a_name_in_words() -> None:
    assert sorted(name for name in PATTERNS if access(name).roles and name not in PAGES) == []
    # Signing in with the regency's accounts has addresses only where it is set up.
    assert sorted(PAGES.keys() - PATTERNS.keys()) == ["account_confirm_regency", "openid_connect_callback"]


def test_taking_a_decision_back_is_told_with_the_word_on_its_button() -> None:
    button = (TEMPLATES / "review" / "piece.html").read_text("utf-8")
    assert "Cabut putusan saya" in button
    assert ACTIONS["reviews.taken_back"]() == "mencabut putusannya"
    assert "Buka kembali" in button
    assert ACTIONS["reviews.reopened"]() == "membuka kembali pasangan"


@pytest.mark.parametrize(
    ("area", "seen"), [(VILLAGE, True), ("64.02", True), ("", True), (FOREIGN, False), ("64", False)]
)
def test_an_inspector_reads_what_is_of_the_area_or_of_none(inspector: Client, area: str, seen: bool) -> None:
    number = happened(area=area)
    assert (number in numbers(inspector)) is seen
    assert inspector.get(reverse("trail.entry", args=[number])).status_code == (200 if seen else 404)


@pytest.mark.parametrize(
    ("action", "seen"), [("accounts.invited", True), ("web.looked", False), ("accountsx.y", False)]
)
def test_who_keeps_accounts_reads_of_accounts_only(signed_in: SignIn, action: str, seen: bool) -> None:
    browser, number = signed_in(Role.ADMINISTRATOR, "64.02"), happened(action=action)
    assert (number in numbers(browser)) is seen
    assert status_of(browser, number) == (200 if seen else 404)
    assert "mencari orang" not in listed(browser)


def status_of(browser: Client, number: int) -> int:
    return browser.get(reverse("trail.entry", args=[number])).status_code


FILTERS = {
    "by name": ({"who": "rina"}, {"a", "c"}),
    "by address": ({"who": "RINA@kukar"}, {"a", "c"}),
    "by action": ({"action": "registry.searched"}, {"b"}),
    "by person's number": ({"subject": PERSON.lower()}, {"a", "b"}),
    "by what stands there": ({"subject": "family:F1"}, {"c"}),
    "by village": ({"area": OTHER}, {"b"}),
    "by kecamatan": ({"area": "64.02.13"}, {"a", "c"}),
    "by word": ({"words": "ktp"}, {"c"}),
    "by day": ({"since": "2026-03-02", "until": "2026-03-02"}, {"b"}),
    "two at once": ({"who": "rina", "words": "KTP"}, {"c"}),
}  # fmt: skip


@pytest.mark.parametrize("how", FILTERS)
def test_filters(inspector: Client, rina: Account, how: str) -> None:
    asked, expected = FILTERS[how]
    at = timezone.make_aware(timezone.datetime(2026, 3, 1, 12))
    made = {
        "a": happened(rina, on=at),
        "b": happened(action="registry.searched", area=OTHER, on=at + timedelta(days=1)),
        "c": happened(rina, subject="family:F1", reason="cocokkan KTP", on=at + timedelta(days=2)),
    }
    found = numbers(inspector, **asked)
    assert {name for name, number in made.items() if number in found} == expected


def test_a_name_that_several_bear_is_to_be_chosen_from(inspector: Client, rina: Account) -> None:
    other = invite("rina2@kukar.example", "Rina Sari", by=None, on=timezone.now())
    page = listed(inspector, who="rina")
    assert f'href="?who=account:{rina.pk}"' in page
    assert f'href="?who=account:{other.pk}"' in page
    assert numbers(inspector, who="rina") == set()


def test_a_name_of_nobody_is_told(inspector: Client) -> None:
    answer = inspector.get(reverse("trail.list"), {"who": "tidak ada"})
    assert answer.status_code == 422
    assert "Tidak ada akun dengan nama atau surel itu" in answer.content.decode()


def test_pages_follow_each_other_without_a_gap(inspector: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "AT_ONCE", 5)
    made = [happened(subject="person:P7") for _ in range(12)]
    first = inspector.get(reverse("trail.list"), {"subject": "person:P7"}).content.decode()
    assert f"below={made[-5]}" in first
    pages = [numbers(inspector, subject="person:P7", **more) for more in ({}, {"below": made[7]}, {"below": made[2]})]
    assert [len(each) for each in pages] == [5, 5, 2]
    assert set.union(*pages) == set(made)


def test_before_and_after_stand_side_by_side(inspector: Client, rina: Account) -> None:
    now, day = timezone.now(), timezone.localdate()
    wanted = Appointment(rina, Role.VILLAGE_OPERATOR, (VILLAGE,), day - timedelta(days=9), day)
    dismiss(appoint(wanted, by=None, on=now, reason="SK"), by=None, on=now, reason="pindah tugas")
    page = inspector.get(reverse("trail.entry", args=[queries.head().number])).content.decode()
    for said in ("Sebelum dan sesudah", "<del>", "berubah", "Operator desa dan kader", "pindah tugas"):
        assert said in page
    assert page.count("berubah</span>") == 1
    assert f"subject=account%3A{rina.pk}" in page


@pytest.mark.parametrize("typed", ["2026-99-99", "2026-11-28T99:99", "2026-11-28T10:00", "[1]", "64.02", "a" * 5_000])
def test_what_somebody_typed_cannot_break_an_entry(inspector: Client, typed: str) -> None:
    number = happened(
        action="registry.searched", after={"asked": typed, "until": typed, "areas": [typed], "n": [{"a": 1}]}
    )
    assert inspector.get(reverse("trail.entry", args=[number])).status_code == 200
    assert inspector.post(reverse("trail.export"), {"action": "registry.searched"}).status_code == 200


def test_reading_is_written_down(inspector: Client) -> None:
    number = happened()
    listed(inspector, words="KTP", area=VILLAGE)
    entry = Entry.objects.order_by("number").last()
    assert (entry.action, entry.area, entry.after) == (
        "audit.looked", VILLAGE, f'{{"area":"{VILLAGE}","entries":0,"words":"KTP"}}',
    )  # fmt: skip
    inspector.get(reverse("trail.entry", args=[number]))
    assert Entry.objects.order_by("number").last().subject == f"entry:{number}"
    assert queries.broken() == ()


def test_a_workbook_carries_who_took_it_and_is_written_down(inspector: Client, rina: Account) -> None:
    number = happened(rina, reason="=1+1")
    answer = inspector.post(reverse("trail.export"), {"who": f"account:{rina.pk}"})
    assert "no-store" in answer["Cache-Control"]
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    rows = list(book.active.iter_rows(values_only=True))
    assert "Diunduh oleh Inspector" in rows[0][0]
    assert "Diunduh oleh Inspector" in book.active.oddFooter.left.text
    assert "Diunduh oleh Inspector" in book.properties.description
    assert [row[0] for row in rows[3:]] == [number]
    assert rows[3][2:7] == (
        "Rina Wati", "melihat data", f"orang {PERSON}", "Kelurahan Wonotirto, Kec. Samboja", "=1+1",
    )  # fmt: skip
    entry = Entry.objects.order_by("number").last()
    assert (entry.action, '"entries":1' in entry.after) == ("audit.exported", True)


def test_too_much_is_not_taken_at_once(inspector: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "MOST", 2)
    for _ in range(3):
        happened()
    answer = inspector.post(reverse("trail.export"), {})
    assert answer.status_code == 422
    assert "Lebih dari 2 entri" in answer.content.decode()
    assert not Entry.objects.filter(action="audit.exported").exists()


def test_the_head_is_for_everybody_and_tells_of_nobody(db: None, rina: Account) -> None:
    page = Client().get(reverse("trail.head")).content.decode()
    assert str(queries.head()) in page
    assert "rina" not in page.lower()


def test_queries_do_not_grow_with_entries(inspector: Client, rina: Account) -> None:
    def counted() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            listed(inspector)
        return len(found)

    happened(rina)
    few = counted()
    for n in range(40):
        happened(rina if n % 2 else "padan", subject=f"account:{rina.pk}")
    assert counted() <= few <= 30


def test_every_act_that_the_office_writes_down_has_words() -> None:
    """An act is a text such as "accounts.closed", in the office's operations and where pages record."""
    root = Path(padan.__file__).parent
    apps = "accounts|audit|jobs|receiving|registry|reviews|subjects|web"
    act = re.compile(rf'"((?:{apps})\.[a-z_]+)"')
    operations = [file for file in (root / "office").rglob("*.py") if "migrations" not in file.parts]
    written = {found for file in operations for found in act.findall(file.read_text("utf-8"))}
    for file in (root / "web").rglob("*.py"):
        written |= set(re.findall(rf'action="((?:{apps})\.[a-z_]+)"', file.read_text("utf-8")))
    assert len(written) > 30
    assert sorted(written - set(ACTIONS)) == []
