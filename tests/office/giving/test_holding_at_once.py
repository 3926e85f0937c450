"""Officers who hold at the same moment, each in a transaction of its own."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest
from django.db import connections
from tests.office.giving.giving_kit import (
    COURSE,
    DAY,
    NOW,
    confirmed,
    held,
    ledger,
    matcher,
    need,
    officer,
    vetted,
    writer,
)

from padan.kernel.errors import PadanError
from padan.office.accounts.models import Account
from padan.office.giving import policies, queries
from padan.office.giving.models import Hold, Pledge
from padan.office.giving.operations import release
from padan.rules.giving.needs import Need

#: How long an act is given to slip in, seconds.
A_WHILE = 0.4


@pytest.fixture(autouse=True)
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has found a hold possible waits before writing it."""
    looks = policies.check_can_hold

    def look(*asked: Any) -> None:
        looks(*asked)
        time.sleep(A_WHILE)

    monkeypatch.setattr(policies, "check_can_hold", look)


def at_once(*wanted: tuple[Pledge, Need, Account]) -> list[str]:
    """Hold all of these at one moment; what those are told who are refused."""
    start, told = threading.Barrier(len(wanted)), []

    def run(pledge: Pledge, of: Need, by: Account) -> None:
        try:
            start.wait(20)
            held(pledge, of, by=by)
        except PadanError as error:
            told.append(error.what)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=each) for each in wanted]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told


@pytest.mark.usefixtures("committed")
@pytest.mark.parametrize("known", [False, True], ids=["never held before", "held before"])
def test_one_need_is_held_once_by_two_pledges(known: bool) -> None:
    giver = vetted()
    one, two, by, other = confirmed(giver), confirmed(giver), matcher(), officer("dewi")
    if known:
        release(held(one), "dilepas", by=writer(), on=NOW)
    assert at_once((one, need(), by), (two, need(), other)) == ["Kebutuhan ini tinggal 0 hari"]
    assert (Hold.objects.count(), queries.held_of(need().need_id, DAY)) == (1 + known, 56)


@pytest.mark.usefixtures("committed")
def test_what_is_free_of_one_pledge_is_held_once_for_two_needs() -> None:
    made, by, other = confirmed(None, COURSE + 1), matcher(), officer("dewi")
    assert at_once((made, need(1), by), (made, need(2), other)) == ["Yang masih bebas 1, kurang dari 840.000"]
    assert (ledger(made).held, ledger(made).short) == (COURSE, 0)
