"""What the trail tells whom: within a scope, filtered, some at a time, and never slow for being long."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from padan.kernel.scope import Scope
from padan.office.audit import queries
from padan.office.audit.models import Entry
from padan.office.audit.operations import record
from padan.office.audit.queries import Asked, entries, look

START = datetime(2026, 11, 1, 0, 0, tzinfo=UTC)
REGENCY, VILLAGE, OTHER, FOREIGN = "64.02", "64.02.13.1008", "64.02.07.2002", "64.03.01.2001"
AREAS = ("", REGENCY, VILLAGE, OTHER, FOREIGN)
ACTIONS = ("web.looked", "accounts.appointed", "registry.searched")
MANY = 60

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _trail() -> None:
    """An entry every six hours, of every area, account, action and subject in turn."""
    for n in range(MANY):
        with transaction.atomic():
            record(
                by=f"account:{n % 4}", on=START + timedelta(hours=6 * n), action=ACTIONS[n % 3],
                subject=f"person:P{n % 7}", area=AREAS[n % 5], reason="Verifikasi DESA" if n % 2 else "rapat",
            )  # fmt: skip


WHOLE = Scope((REGENCY,))

ASKED = {
    "nothing": Asked(),
    "an account": Asked(by="account:1"),
    "an action": Asked(action="web.looked"),
    "a subject": Asked(subject="person:P3"),
    "a village": Asked(area=VILLAGE),
    "a kecamatan": Asked(area="64.02.13"),
    "the regency": Asked(area=REGENCY),
    "from a day on": Asked(since=START + timedelta(days=10)),
    "up to a day": Asked(until=START + timedelta(days=3)),
    "some days": Asked(since=START + timedelta(days=2), until=START + timedelta(days=5)),
    "days before all": Asked(until=START),
    "days after all": Asked(since=START + timedelta(days=99)),
    "words": Asked(words="verifikasi"),
    "words and an account": Asked(words="desa", by="account:3"),
    "all of it": Asked("account:1", "web.looked", "person:P2", VILLAGE, START, START + timedelta(days=99), "desa"),
}


def simply(scope: Scope, asked: Asked, apps: tuple[str, ...] | None = None) -> list[int]:
    """The same, said one entry after the other."""
    found = []
    for entry in Entry.objects.all():
        meets = (
            (bool(scope) and (not entry.area or scope.covers(entry.area)))
            and (apps is None or entry.action.partition(".")[0] in apps)
            and asked.by in ("", entry.by)
            and asked.action in ("", entry.action)
            and asked.subject in ("", entry.subject)
            and (not asked.area or Scope((asked.area,)).covers(entry.area))
            and (asked.since is None or entry.at >= asked.since)
            and (asked.until is None or entry.at < asked.until)
            and asked.words.lower() in entry.reason.lower()
        )
        if meets:
            found.append(entry.number)
    return sorted(found, reverse=True)


def walked(scope: Scope, asked: Asked, apps: tuple[str, ...] | None, most: int) -> list[int]:
    """All pages, one after the other."""
    numbers, below = [], None
    while True:
        found = look(entries(scope, apps), asked, below, most)
        assert len(found.entries) <= most
        numbers += [entry.number for entry in found.entries]
        if found.further is None:
            return numbers
        below = found.further


@pytest.mark.parametrize("how", ASKED)
@pytest.mark.parametrize("far", [5, 1_000])
def test_pages_tell_what_a_simple_walk_finds(how: str, far: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "FAR", far)
    for scope in (WHOLE, Scope((VILLAGE,)), Scope(("64.03",)), Scope()):
        for apps in (None, ("accounts",)):
            expected = simply(scope, ASKED[how], apps)
            assert [walked(scope, ASKED[how], apps, most) for most in (7, 100)] == [expected, expected]


def test_every_question_finds_something_but_those_of_no_days() -> None:
    empty = {how for how, asked in ASKED.items() if not simply(WHOLE, asked)}
    assert empty <= {"days before all", "days after all", "all of it"}


def test_without_a_scope_there_are_no_entries() -> None:
    assert not entries(Scope()).exists()


def test_a_look_that_finds_little_says_how_far_it_came(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "FAR", 10)
    found = look(entries(WHOLE), Asked(words="tidak ada"), None, 5)
    assert (found.entries, found.looked_to, found.further) == ((), MANY - 9, MANY - 9)


@pytest.mark.parametrize("how", ASKED)
def test_a_page_takes_few_queries(how: str, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(4):
        look(entries(WHOLE), ASKED[how], None, 50)
