"""What the owner of the database can do to the trail, with the triggers off: more than a hundred ways, all found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from padan.office.audit import queries
from padan.office.audit.chain import GENESIS, Head, Said, digest_of
from padan.office.audit.models import ChainHead, Entry
from padan.office.audit.operations import record

START = datetime(2026, 11, 28, 9, 0, 0, 123456, tzinfo=UTC)
MANY = 10
#: The entries that are tampered with one by one: the first, one in the middle, the last.
WHERE = (1, 5, MANY)

pytestmark = pytest.mark.django_db


@pytest.fixture
def trail() -> list[Entry]:
    """Ten entries, and no trigger that guards them."""
    made = []
    for n in range(1, MANY + 1):
        with transaction.atomic():
            made.append(
                record(
                    by="account:7", on=START + timedelta(minutes=n), action="person.corrected",
                    subject=f"person:P{n}", area="64.02.13.1008", reason="verifikasi di desa",
                    before={"nama": "Siti", "n": n}, after={"nama": "Siti Ämä", "n": n},
                )
            )  # fmt: skip
    with connection.cursor() as cursor:
        for verb in ("UPDATE", "DELETE"):
            table = " ON audit_entry" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER audit_entry_{verb}{table}")
    assert queries.broken() == ()
    return made


def does(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def lies_there() -> tuple[list[Any], Head]:
    return list(Entry.objects.order_by("number").values_list()), queries.head()


#: A column, and what it is set to in one entry.
SET: tuple[tuple[str, str], ...] = (
    ("at", "'2026-01-01 00:00:00+00:00'"),
    ("at", "'2026-11-28 09:01:00.123457+00:00'"),
    ("at", "'2036-11-28 09:05:00.123456+00:00'"),
    ("by", "'account:8'"), ("by", "'account:7 '"), ("by", "'Account:7'"), ("by", "''"), ("by", "'padan'"),
    ("action", "'web.looked'"), ("action", "'person.corrected '"), ("action", "''"),
    ("subject", "'person:P99'"), ("subject", "''"), ("subject", "subject || '0'"), ("subject", "upper(subject)"),
    ("area", "''"), ("area", "'64.02'"), ("area", "'64.02.13.1009'"),
    ("reason", "''"), ("reason", "'verifikasi di kota'"), ("reason", "reason || ' '"), ("reason", "reason || '\n'"),
    ("reason", "upper(reason)"), ("reason", "action"),
    ("before", "NULL"), ("before", "''"), ("before", "'{}'"), ("before", "after"),
    ("after", "NULL"), ("after", "''"), ("after", "'null'"), ("after", "before"),
    ("after", "replace(after, ':', ': ')"), ("after", "replace(after, 'Ä', 'A\u0308')"),
    ("after", "replace(after, 'Siti', 'Sіti')"), ("after", "after || ' '"),
    ("previous", f"'{GENESIS[:-1]}1'"), ("previous", "digest"), ("previous", "'A' || substr(previous, 2)"),
    ("digest", f"'{GENESIS}'"), ("digest", "previous || ''"), ("digest", "substr(digest, 1, 63)"),
    ("digest", "substr(digest, 2) || substr(digest, 1, 1)"),
)  # fmt: skip


@pytest.mark.parametrize("number", WHERE)
@pytest.mark.parametrize(("column", "value"), SET, ids=lambda each: ascii(each))
def test_an_altered_column(trail: list[Entry], column: str, value: str, number: int) -> None:
    before = lies_there()
    does(f'UPDATE audit_entry SET "{column}" = {value} WHERE number = {number}')
    assert lies_there() != before
    assert number in {fault.number for fault in queries.broken()}


#: Rows removed, doubled, exchanged, moved, renumbered, put in; the tail cut; the head altered.
STATEMENTS: dict[str, tuple[str, ...]] = {
    **{f"{n} removed": (f"DELETE FROM audit_entry WHERE number = {n}",) for n in range(1, MANY + 1)},
    **{f"{n} and the next removed": (f"DELETE FROM audit_entry WHERE number IN ({n}, {n + 1})",)
       for n in range(1, MANY)},
    "all removed": ("DELETE FROM audit_entry",),
    "every second removed": ("DELETE FROM audit_entry WHERE number % 2 = 0",),
    **{f"{n} doubled at the end": (
        f"""INSERT INTO audit_entry SELECT {MANY + 1}, at, "by", action, subject, area, reason, before, after,
            previous, digest FROM audit_entry WHERE number = {n}""",) for n in range(1, MANY + 1)},
    **{f"{n} doubled in its place": (
        f"UPDATE audit_entry SET number = number + 1000 WHERE number > {n}",
        "UPDATE audit_entry SET number = number - 999 WHERE number > 1000",
        f"""INSERT INTO audit_entry SELECT {n + 1}, at, "by", action, subject, area, reason, before, after,
            previous, digest FROM audit_entry WHERE number = {n}""",
        f"UPDATE audit_chainhead SET number = {MANY + 1}") for n in range(1, MANY)},
    **{f"{n} and {n + 1} exchanged": (
        f"UPDATE audit_entry SET number = 1000 WHERE number = {n}",
        f"UPDATE audit_entry SET number = {n} WHERE number = {n + 1}",
        f"UPDATE audit_entry SET number = {n + 1} WHERE number = 1000") for n in range(1, MANY)},
    **{f"{n} moved to the end": (
        f"UPDATE audit_entry SET number = 1000 WHERE number = {n}",
        f"UPDATE audit_entry SET number = number - 1 WHERE number > {n} AND number < 1000",
        f"UPDATE audit_entry SET number = {MANY} WHERE number = 1000") for n in range(1, MANY)},
    **{f"{n} removed and the rest renumbered": (
        f"DELETE FROM audit_entry WHERE number = {n}",
        f"UPDATE audit_entry SET number = number - 1 WHERE number > {n}",
        f"UPDATE audit_chainhead SET number = {MANY - 1}") for n in range(1, MANY)},
    "all renumbered": ("UPDATE audit_entry SET number = number + 1000",),
    "one put in before all": (
        f"""INSERT INTO audit_entry SELECT 0, at, "by", action, subject, area, reason, before, after,
            '{GENESIS}', digest FROM audit_entry WHERE number = 1""",),
    **{f"tail cut after {n}": (f"DELETE FROM audit_entry WHERE number > {n}",) for n in range(1, MANY)},
    **{f"tail cut after {n}, head numbered so": (
        f"DELETE FROM audit_entry WHERE number > {n}",
        f"UPDATE audit_chainhead SET number = {n}") for n in range(1, MANY)},
    "head's number raised": ("UPDATE audit_chainhead SET number = number + 1",),
    "head's number lowered": ("UPDATE audit_chainhead SET number = number - 1",),
    "head's digest emptied": (f"UPDATE audit_chainhead SET digest = '{GENESIS}'",),
    "head's digest exchanged": (
        "UPDATE audit_chainhead SET digest = (SELECT digest FROM audit_entry WHERE number = 3)",),
    "head removed": ("DELETE FROM audit_chainhead",),
}  # fmt: skip


@pytest.mark.parametrize("how", STATEMENTS)
def test_tampering_with_rows(trail: list[Entry], how: str) -> None:
    before = lies_there()
    does(*STATEMENTS[how])
    assert lies_there() != before
    assert queries.broken() != ()


def put_in(number: int) -> None:
    """A new entry between two, with a digest that fits what stands before it."""
    does(
        f"UPDATE audit_entry SET number = number + 1000 WHERE number >= {number}",
        "UPDATE audit_entry SET number = number - 999 WHERE number >= 1000",
    )
    previous = Entry.objects.get(number=number - 1).digest if number > 1 else GENESIS
    said = Said(START, "account:9", "person.corrected", "person:P1", "", "disisipkan", None, None)
    Entry.objects.bulk_create([_entry(number, said, previous)])
    ChainHead.objects.update(number=MANY + 1)


def _entry(number: int, said: Said, previous: str) -> Entry:
    values = {name: getattr(said, name) for name in Said.__slots__}
    return Entry(number=number, **values, previous=previous, digest=digest_of(number, said, previous))


@pytest.mark.parametrize("number", range(1, MANY + 1))
def test_an_entry_put_in(trail: list[Entry], number: int) -> None:
    put_in(number)
    assert queries.broken() != ()


@pytest.mark.parametrize("number", range(1, MANY + 1))
def test_an_altered_entry_with_a_digest_that_fits(trail: list[Entry], number: int) -> None:
    made = _entry(number, replace(trail[number - 1].link.said, by="account:9"), trail[number - 1].previous)
    does(f"UPDATE audit_entry SET \"by\" = 'account:9', digest = '{made.digest}' WHERE number = {number}")
    assert queries.broken() != ()


def _alter(said: list[Said], at: int) -> list[Said]:
    return [*said[: at - 1], replace(said[at - 1], reason="lain"), *said[at:]]


def _remove(said: list[Said], at: int) -> list[Said]:
    return [*said[: at - 1], *said[at:]]


def _put_in(said: list[Said], at: int) -> list[Said]:
    return [*said[: at - 1], replace(said[at - 1], by="account:9"), *said[at - 1 :]]


def _exchange(said: list[Said], at: int) -> list[Said]:
    return [said[-1], *said[1:-1], said[0]] if at == 1 else [*said[: at - 2], said[at - 1], said[at - 2], *said[at:]]


@pytest.mark.parametrize("at", range(1, MANY + 1))
@pytest.mark.parametrize("change", [_alter, _remove, _put_in, _exchange])
def test_a_whole_chain_made_anew(trail: list[Entry], change: Callable[[list[Said], int], list[Said]], at: int) -> None:
    """It is whole in itself, and only a head that was published before tells."""
    published = queries.head()
    made: list[Entry] = []
    for said in change([entry.link.said for entry in trail], at):
        made.append(_entry(len(made) + 1, said, made[-1].digest if made else GENESIS))
    does("DELETE FROM audit_entry")
    Entry.objects.bulk_create(made)
    ChainHead.objects.update(number=len(made), digest=made[-1].digest)
    assert queries.broken() == ()
    assert [fault.number for fault in queries.broken([published])] == [MANY]


def test_there_are_more_than_a_hundred_ways() -> None:
    assert len(set(SET)) + len(STATEMENTS) >= 100
