"""Reports of activities: each file once, nothing lost, and what people say beside it, never over it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests.office.tasks.tasks_kit import NOW, OTHER, REGENCY, VILLAGE, officer

from padan.kernel.errors import InvalidValueError
from padan.kernel.scope import Scope
from padan.office.accounts.models import Account
from padan.office.accounts.policies import NotAllowedError
from padan.office.accounts.roles import Role
from padan.office.activities import permissions, queries
from padan.office.activities.lines import Addressed, Line, Refused, Said, Sent
from padan.office.activities.models import Activity, KindSaid, PairSaid, Report
from padan.office.activities.operations import correct, decide, enter, receive, take_back, withdraw
from padan.office.audit.models import Entry
from padan.rules.activities.grouping import grouped

pytestmark = pytest.mark.django_db
DAY = timezone.localdate(NOW)
WHOLE = Scope((REGENCY,))
SENT = Sent("PT Mahakam Jaya", False, Addressed.REGENCY, REGENCY, "csr.xlsx", "a" * 64, "h1", {"title": "Kegiatan"})
EGGS = Line(
    "PT Mahakam Jaya", "Pembagian telur balita", VILLAGE, "Lembar1", 2, beneficiaries="40 balita",
    since=date(2026, 3, 12), value=12_500_000, people=40,
)  # fmt: skip
MOSQUE = replace(EGGS, title="Renovasi masjid", row=3, value=None, people=None, area=OTHER)
WRONG = Refused("Lembar1", 4, "Nilai", {"Nilai": "banyak"}, "Nilai tidak terbaca", "Tulis dalam rupiah.")


def secretary() -> Account:
    return officer("sari", REGENCY, role=Role.COORDINATOR)


def received(sent: Sent = SENT, *lines: Line) -> Report:
    return receive(sent, lines or (EGGS, MOSQUE), (WRONG,), by=secretary(), on=NOW)


def test_a_report_is_kept_with_all_its_rows() -> None:
    held = received()
    assert (held.rows_in, held.rows_accepted, held.rows_rejected, held.key) == (3, 2, 1, "mahakam jaya")
    eggs = queries.activities(Scope((VILLAGE,))).get()
    assert (eggs.title, eggs.beneficiaries, eggs.key, eggs.value) == (
        EGGS.title,
        "40 balita",
        "mahakam jaya",
        12_500_000,
    )
    refused = queries.rejects(WHOLE, held).get()
    assert (refused.row, refused.column, json.loads(refused.written)) == (4, "Nilai", {"Nilai": "banyak"})
    assert Entry.objects.latest("number").action == "activities.received"


def test_the_same_file_again_is_the_same_report_and_changes_nothing() -> None:
    first, entries = received(), Entry.objects.count()
    assert received(replace(SENT, name="salinan.xlsx")) == first
    assert (Activity.objects.count(), Entry.objects.count()) == (2, entries)


def test_no_scope_no_rows() -> None:
    held = received()
    assert list(queries.activities(Scope())) == list(queries.reports(Scope())) == []
    assert list(queries.rejects(Scope(), held)) == []
    assert queries.pairs_said(Scope()) == ([], [])
    assert queries.activities(Scope(("64.02.13",))).count() == 1


def test_how_a_file_was_read_is_remembered_for_its_sender_and_heads() -> None:
    received()
    received(replace(SENT, sha256="b" * 64, mapping={"title": "Uraian"}))
    assert queries.remembered(WHOLE, "mahakam jaya", "h1") == {"title": "Uraian"}
    assert queries.remembered(WHOLE, "PT Borneo", "h1") == queries.remembered(WHOLE, "mahakam jaya", "h2") == {}


@pytest.mark.parametrize(
    ("role", "areas", "keeps", "reads", "counts"),
    [
        (Role.DATA_OFFICER, (REGENCY,), True, True, True),
        (Role.COORDINATOR, (REGENCY,), True, True, True),
        (Role.COORDINATOR, ("64.02.13",), False, True, True),
        (Role.INSPECTOR, (REGENCY,), False, True, True),
        (Role.PROVINCE, ("64",), False, False, True),
        (Role.VILLAGE_OPERATOR, (VILLAGE,), False, False, False),
    ],
)
def test_who_keeps_reads_and_counts(role: Role, areas: tuple[str, ...], keeps: bool, reads: bool, counts: bool) -> None:
    who = officer(f"o{role}{len(areas[0])}", *areas, role=role)
    assert permissions.may_keep(who, REGENCY, DAY) is keeps
    assert bool(permissions.readable(who, DAY)) is reads
    assert bool(permissions.countable(who, REGENCY, DAY)) is counts
    if not keeps:
        with pytest.raises(NotAllowedError):
            receive(SENT, (EGGS,), (), by=who, on=NOW)
        assert not Report.objects.exists()


def test_a_province_counts_no_regency_of_another() -> None:
    assert not permissions.countable(officer("jaya", "63", role=Role.PROVINCE), REGENCY, DAY)


@pytest.mark.parametrize(
    "changed",
    [{"title": " "}, {"company": ""}, {"area": "64.03.01.2001"}, {"area": ""}, {"until": date(2026, 3, 11)}],
    ids=str,
)
def test_what_cannot_be_is_refused_as_a_whole(changed: dict[str, Any]) -> None:
    with pytest.raises(InvalidValueError):
        received(SENT, EGGS, replace(MOSQUE, **changed))
    assert not Report.objects.exists()


def test_one_activity_is_entered_without_a_file() -> None:
    made = enter(EGGS, "PT Mahakam Jaya", Addressed.PROVINCE, REGENCY, by=secretary(), on=NOW)
    assert (made.report.sha256, made.report.rows_in, made.report.addressed) == (None, 1, "province")
    enter(EGGS, "PT Mahakam Jaya", Addressed.PROVINCE, REGENCY, by=secretary(), on=NOW)
    assert Activity.objects.count() == 2


def test_a_person_corrects_the_class_and_takes_it_back() -> None:
    received()
    eggs = Activity.objects.earliest("pk")
    correct(eggs, "food", "Paketnya berisi beras.", by=secretary(), on=NOW)
    assert queries.activities(WHOLE).get(pk=eggs.pk).kind_said == "food"
    take_back(eggs, "Ternyata telur.", by=secretary(), on=NOW + timedelta(hours=1))
    assert queries.activities(WHOLE).get(pk=eggs.pk).kind_said == ""
    assert KindSaid.objects.count() == 2
    entry = Entry.objects.latest("number")
    assert (entry.action, entry.before, entry.after) == ("activities.classed", '{"does":"food"}', '{"does":""}')
    for kind, reason in (("nothing", "x"), ("food", " ")):
        with pytest.raises(InvalidValueError):
            correct(eggs, kind, reason, by=secretary(), on=NOW)
    with pytest.raises(NotAllowedError):
        correct(eggs, "food", "x", by=officer("yusuf", REGENCY, role=Role.INSPECTOR), on=NOW)


def test_what_a_person_says_of_a_pair_holds_until_it_is_taken_back() -> None:
    received()
    received(replace(SENT, sender="Provinsi", office=True, sha256="b" * 64, addressed=Addressed.PROVINCE), EGGS)
    eggs, mosque, again = Activity.objects.order_by("pk")
    pair = (eggs.pk, again.pk)
    rows = [queries.as_reported(each) for each in queries.activities(WHOLE)]
    assert queries.pairs_said(WHOLE) == ([], [])
    decide(again, eggs, Said.APART, "Dua kali dibagikan.", by=secretary(), on=NOW)
    assert queries.pairs_said(WHOLE) == ([], [pair])
    assert pair not in grouped(rows, *queries.pairs_said(WHOLE)).groups
    decide(eggs, again, Said.SAME, "Tanggalnya sama.", by=secretary(), on=NOW)
    assert queries.pairs_said(WHOLE) == ([pair], [])
    assert pair in grouped(rows, *queries.pairs_said(WHOLE)).groups
    decide(eggs, again, Said.OPEN, "Periksa lagi.", by=secretary(), on=NOW)
    assert queries.pairs_said(WHOLE) == ([], [])
    assert PairSaid.objects.count() == 3
    with pytest.raises(InvalidValueError):
        decide(mosque, mosque, Said.SAME, "x", by=secretary(), on=NOW)
    with pytest.raises(InvalidValueError):
        decide(mosque, eggs, Said.SAME, "", by=secretary(), on=NOW)


def test_a_report_that_was_taken_back_counts_no_more_and_its_file_comes_again() -> None:
    held = received()
    other = received(replace(SENT, sender="Provinsi", office=True, sha256="b" * 64), EGGS)
    eggs, mosque, again = Activity.objects.order_by("pk")
    decide(eggs, again, Said.SAME, "Tanggalnya sama.", by=secretary(), on=NOW)
    withdraw(held, " Kolomnya keliru. ", by=secretary(), on=NOW)
    entry = Entry.objects.latest("number")
    assert (entry.action, entry.subject, entry.reason) == ("activities.withdrawn", str(held), "Kolomnya keliru.")
    assert list(queries.activities(WHOLE)) == [again]
    assert (queries.pairs_said(WHOLE), queries.remembered(WHOLE, "mahakam jaya", "h1")) == (([], []), {})
    assert (queries.every_activity(WHOLE).count(), queries.reports(WHOLE).count()) == (3, 2)
    for too_late in (
        lambda: withdraw(held, "Lagi", by=secretary(), on=NOW),
        lambda: correct(mosque, "food", "x", by=secretary(), on=NOW),
        lambda: decide(again, mosque, Said.SAME, "x", by=secretary(), on=NOW),
    ):
        with pytest.raises(NotAllowedError):
            too_late()
    with pytest.raises(InvalidValueError):
        withdraw(other, " ", by=secretary(), on=NOW)
    once_more = received()
    assert (once_more.turn, received(), Report.objects.count()) == (1, once_more, 3)
    assert list(queries.activities(WHOLE).values_list("title", flat=True)) == [EGGS.title, EGGS.title, MOSQUE.title]


def test_who_takes_a_report_back() -> None:
    rina, budi = (officer(name, REGENCY, role=Role.DATA_OFFICER) for name in ("rina", "budi"))
    held = receive(SENT, (EGGS,), (), by=rina, on=NOW)
    may = [permissions.may_withdraw(who, held, DAY) for who in (rina, budi, secretary())]
    assert may == [True, False, True]
    with pytest.raises(NotAllowedError):
        withdraw(held, "Bukan punya saya", by=budi, on=NOW)
    assert not permissions.may_withdraw(officer("yusuf", REGENCY, role=Role.INSPECTOR), held, DAY)


def test_a_report_is_never_changed_or_removed() -> None:
    held = received()
    for fact in (held, Activity.objects.earliest("pk")):
        with pytest.raises(RuntimeError):
            fact.save()
        with pytest.raises(RuntimeError):
            fact.delete()
