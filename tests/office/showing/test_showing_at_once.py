"""Two givers who look at the same moment have one partition: it is decided once."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest
from django.db import connections
from tests.office.aid.aid_kit import release
from tests.office.giving import giving_kit as kit
from tests.office.giving.giving_kit import NOW

from padan.office.accounts.models import Account
from padan.office.showing import operations
from padan.office.showing.models import Drawn, Shown, Told
from padan.office.showing.operations import Register, draw

#: How long an act is given to slip in, seconds.
A_WHILE = 0.4


@pytest.mark.usefixtures("committed")
def test_two_who_look_at_once_are_told_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    decides = operations.tellable

    def decide(*asked: Any) -> Any:
        found = decides(*asked)
        time.sleep(A_WHILE)
        return found

    monkeypatch.setattr(operations, "tellable", decide)
    kit.held(kit.confirmed())
    register = Register(release(), tuple(kit.need(number) for number in range(1, 6)), {})
    start, told = threading.Barrier(2), []

    def look(by: Account) -> None:
        try:
            start.wait(20)
            told.append(draw(register, by=by, on=NOW))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=look, args=(kit.giving_account(name),)) for name in ("gita", "tono")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == [0, 1]
    assert (Drawn.objects.count(), Shown.objects.count(), Told.objects.count()) == (1, 1, 1)
