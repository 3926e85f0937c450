"""Reminders: who has something late or soon due, once a week at most, with numbers and no names."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core import mail
from tests.office.tasks.tasks_kit import DAY, NOW, OTHER, REGENCY, VILLAGE, officer, opened, want

from padan.office.accounts.roles import Role
from padan.office.audit.models import Entry
from padan.office.tasks.models import Task
from padan.office.tasks.reminding import Reminder, reminded, reminders
from padan.web.tasks.mail import send_reminder

pytestmark = pytest.mark.django_db


def due(number: int, on: date, **changes: str) -> None:
    """A task of the village that is due on a day."""
    wanted = want(number, **{"owner": "desa", **changes})
    opened(wanted)
    Task.objects.filter(key=wanted.key).update(due_on=on)


def told() -> list[tuple[str, int, int, int]]:
    return [(each.account.name, each.late, each.soon, each.escalated) for each in reminders(NOW)]


def test_who_has_late_tasks_or_some_due_within_a_week_is_reminded() -> None:
    officer("dewi")
    officer("hasan", OTHER)
    opened(*(want(number, owner="desa") for number in (1, 2, 3)), want(4, owner="desa", area=OTHER))
    for number, days in ((1, -1), (2, 7), (3, 8), (4, 8)):
        Task.objects.filter(key=want(number).key).update(due_on=DAY + timedelta(days=days))
    assert told() == [("Dewi", 1, 1, 0)]


def test_the_kecamatan_is_told_of_what_was_passed_on_to_it() -> None:
    officer("ketua", VILLAGE[:8], role=Role.COORDINATOR)
    officer("lain", OTHER[:8], role=Role.COORDINATOR)
    due(1, DAY - timedelta(days=31))
    assert told() == [("Ketua", 0, 0, 1)]


@pytest.mark.parametrize(("days", "again"), [(1, False), (6, False), (7, True)])
def test_nobody_is_reminded_twice_within_a_week(days: int, again: bool) -> None:
    officer("dewi")
    due(1, DAY - timedelta(days=60))
    [found] = reminders(NOW)
    reminded(found, by=None, on=NOW)
    assert bool(reminders(NOW + timedelta(days=days))) == again


def test_who_has_no_post_any_more_is_not_reminded() -> None:
    gone = officer("dewi")
    due(1, DAY - timedelta(days=60))
    gone.posts.update(until=DAY - timedelta(days=1))
    assert told() == []


def test_a_closed_account_is_not_reminded() -> None:
    gone = officer("dewi")
    due(1, DAY - timedelta(days=60))
    gone.is_active = False
    gone.save()
    assert told() == []


def test_the_mail_has_numbers_and_an_address_and_names_only_its_reader() -> None:
    officer("data", REGENCY, role=Role.DATA_OFFICER)
    reader = officer("dewi")
    assert send_reminder(Reminder(reader, 3, 2, 5), "https://padan.example/")
    [sent] = mail.outbox
    assert sent.to == [reader.email]
    assert "3 tugas terlambat dan 2 jatuh tempo" in sent.body
    assert "https://padan.example/tugas/\n" in sent.body
    assert "5 tugas" in sent.body
    assert "https://padan.example/tugas/desa/" in sent.body


def test_the_mail_is_in_the_language_of_the_account() -> None:
    reader = officer("dewi")
    reader.language = "en"
    send_reminder(Reminder(reader, 1, 0, 0), "https://padan.example")
    assert mail.outbox[0].subject == "Your tasks in Padan"


def test_what_the_trail_keeps_is_numbers() -> None:
    reader = officer("dewi")
    reminded(Reminder(reader, 3, 2, 0), by=None, on=NOW)
    entry = Entry.objects.get(action="tasks.reminded")
    assert (entry.subject, entry.after) == (f"account:{reader.pk}", '{"escalated":0,"late":3,"soon":2}')
