"""Officers who hold at the same moment, each in a transaction of its own."""

from __future__ import annotations

import time
from typing import Any

import pytest
from tests.office.at_once_kit import at_once
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

from padan.office.giving import policies, queries
from padan.office.giving.models import Hold
from padan.office.giving.operations import release

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


@pytest.mark.usefixtures("committed")
@pytest.mark.parametrize("known", [False, True], ids=["never held before", "held before"])
def test_one_need_is_held_once_by_two_pledges(known: bool) -> None:
    giver = vetted()
    one, two, by, other = confirmed(giver), confirmed(giver), matcher(), officer("dewi")
    if known:
        release(held(one), "dilepas", by=writer(), on=NOW)
    told = at_once(lambda: held(one, need(), by=by), lambda: held(two, need(), by=other))
    assert told == ["Kebutuhan ini tinggal 0 hari"]
    assert (Hold.objects.count(), queries.held_of(need().need_id, DAY)) == (1 + known, 56)


@pytest.mark.usefixtures("committed")
def test_what_is_free_of_one_pledge_is_held_once_for_two_needs() -> None:
    made, by, other = confirmed(None, COURSE + 1), matcher(), officer("dewi")
    told = at_once(lambda: held(made, need(1), by=by), lambda: held(made, need(2), by=other))
    assert told == ["Yang masih bebas 1, kurang dari 840.000"]
    assert (ledger(made).held, ledger(made).short) == (COURSE, 0)
