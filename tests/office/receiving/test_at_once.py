"""Two people who send in the same moment."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from padan.office.accounts.models import Account
from padan.office.accounts.operations import appoint, invite
from padan.office.accounts.policies import Appointment
from padan.office.accounts.roles import Role
from padan.office.jobs.models import Job
from padan.office.receiving import operations
from padan.office.receiving.operations import Said
from padan.office.receiving.states import State
from padan.office.receiving.storage import Incoming

NOW = datetime(2026, 11, 28, 1, 0, tzinfo=UTC)
DAY = date(2026, 11, 28)


def operator(name: str) -> Account:
    account = invite(f"{name}@kukar.example", name, by=None, on=NOW)
    wanted = Appointment(account, Role.VILLAGE_OPERATOR, ("64.02.13.1008",), DAY, DAY + timedelta(days=9))
    appoint(wanted, by=None, on=NOW, reason="uji")
    return account


@pytest.mark.parametrize(
    ("contents", "states"),
    [
        ((b"satu", b"dua"), [State.WAITING, State.WAITING]),
        ((b"satu", b"satu"), [State.KNOWN, State.WAITING]),
    ],
    ids=["two files", "the same file"],
)
def test_each_file_is_received_once(
    contents: tuple[bytes, bytes], states: list[State], committed: None, tmp_path: Path, settings: Any
) -> None:
    settings.PADAN_HOME = tmp_path / "home"
    people, both, found = [operator("rina"), operator("budi")], threading.Barrier(2), []

    def send(account: Account, content: bytes) -> None:
        try:
            incoming = Incoming("a.csv")
            incoming.write(content)
            stored = incoming.close()
            both.wait()
            found.append(operations.send(stored, Said(), by=account, on=NOW).state)
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=pair) for pair in zip(people, contents, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == states
    assert Job.objects.count() == states.count(State.WAITING)
