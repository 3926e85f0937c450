"""The trail in the database: written with what it tells, refused to be changed, and found when it was."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, connections, transaction

from padan.office.audit import queries
from padan.office.audit.chain import GENESIS, Broken, Fault, Head
from padan.office.audit.models import ChainHead, Entry
from padan.office.audit.operations import record

START = datetime(2026, 11, 28, 9, 0, 0, 123456, tzinfo=UTC)
MANY = 8


def happened(n: int, **changes: object) -> Entry:
    usual: dict = {
        "by": "rina", "on": START + timedelta(minutes=n), "action": "person.viewed", "subject": f"person:P{n}",
        "area": "64.02.13.1008", "reason": "verifikasi di desa", "before": None, "after": {"nama": "Siti Ämä", "n": n},
    }  # fmt: skip
    with transaction.atomic():
        return record(**{**usual, **changes})


@pytest.fixture
def trail(db: None) -> list[Entry]:
    return [happened(n) for n in range(1, MANY + 1)]


def test_entries_follow_each_other(trail: list[Entry]) -> None:
    assert [entry.number for entry in trail] == list(range(1, MANY + 1))
    assert [entry.previous for entry in trail] == [GENESIS, *(entry.digest for entry in trail[:-1])]
    assert queries.head() == Head(MANY, trail[-1].digest)
    assert queries.broken() == ()
    assert Entry.objects.get(number=3).after == '{"n":3,"nama":"Siti Ämä"}'
    assert str(Entry.objects.get(number=3)) == "3 person.viewed person:P3"


def test_nothing_yet(db: None) -> None:
    assert queries.head() == Head(0, GENESIS)
    assert queries.broken() == ()


def test_what_is_undone_is_not_told(trail: list[Entry]) -> None:
    def corrected_in_vain() -> None:
        with transaction.atomic():
            record(by="rina", on=START, action="person.corrected")
            raise InterruptedError

    with pytest.raises(InterruptedError):
        corrected_in_vain()
    assert queries.head().number == MANY
    assert queries.broken() == ()


def test_an_entry_belongs_into_a_transaction(committed: None) -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        record(by="rina", on=START, action="person.viewed")


@pytest.mark.parametrize("missing", [{"by": ""}, {"action": ""}, {"on": datetime(2026, 11, 28)}])
def test_who_what_and_when_are_said(db: None, missing: dict) -> None:
    with pytest.raises(ValueError, match="who, what and when"):
        happened(1, **missing)


@pytest.mark.parametrize("change", ["UPDATE audit_entry SET reason = ''", "DELETE FROM audit_entry"])
def test_the_database_refuses_to_change_an_entry(trail: list[Entry], change: str) -> None:
    with pytest.raises(DatabaseError, match="never changed or removed"), transaction.atomic():
        connection.cursor().execute(change)
    assert queries.broken() == ()


def owner_does(*statements: str) -> None:
    """What somebody can do who owns the database: the triggers go first."""
    with connection.cursor() as cursor:
        for verb in ("UPDATE", "DELETE"):
            cursor.execute(f"DROP TRIGGER audit_entry_{verb}" + (" ON audit_entry" if _postgresql() else ""))
        for statement in statements:
            cursor.execute(statement)


def _postgresql() -> bool:
    return connection.vendor == "postgresql"


COLUMNS = {
    "at": "'2026-01-01 00:00:00+00:00'", "by": "'lain'", "action": "'lain'", "subject": "''", "area": "'64'",
    "reason": "''", "before": "'{}'", "after": "NULL",
}  # fmt: skip


@pytest.mark.parametrize("number", range(1, MANY + 1))
@pytest.mark.parametrize("column", COLUMNS)
def test_an_altered_column_is_found(trail: list[Entry], column: str, number: int) -> None:
    owner_does(f'UPDATE audit_entry SET "{column}" = {COLUMNS[column]} WHERE number = {number}')
    assert queries.broken() == (Fault(number, Broken.ALTERED),)


@pytest.mark.parametrize("number", range(1, MANY + 1))
def test_a_removed_entry_is_found(trail: list[Entry], number: int) -> None:
    owner_does(f"DELETE FROM audit_entry WHERE number = {number}")
    found = Fault(number, Broken.MISSING) if number < MANY else Fault(MANY - 1, Broken.CUT_OFF)
    assert queries.broken() == (found,)


@pytest.mark.parametrize("number", range(1, MANY))
def test_entries_cut_off_with_their_head_are_missed_by_what_was_published(trail: list[Entry], number: int) -> None:
    kept = trail[number - 1]
    owner_does(f"DELETE FROM audit_entry WHERE number > {number}")
    ChainHead.objects.update(number=number, digest=kept.digest)
    assert queries.broken() == ()
    assert queries.broken([Head(MANY, trail[-1].digest)]) == (Fault(MANY, Broken.NOT_AS_PUBLISHED),)


def test_people_who_act_at_once_get_one_chain(committed: None) -> None:
    def act(n: int) -> None:
        try:
            for step in range(5):
                happened(n * 10 + step)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=act, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert queries.head().number == 20
    assert queries.broken() == ()
