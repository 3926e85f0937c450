"""A giver that presses twice, and two who answer at the same moment, each in a transaction of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from tests.office.at_once_kit import at_once
from tests.office.bringing import bringing_kit as kit
from tests.office.bringing.bringing_kit import DAY
from tests.office.delivery import delivery_kit as handing
from tests.office.delivery.delivery_kit import NOW
from tests.office.giving import giving_kit as giving

from padan.office.bringing import policies
from padan.office.bringing.answering import Came, confirm
from padan.office.bringing.models import Consignment
from padan.office.delivery.models import Event

#: How long an act is given to slip in, seconds.
A_WHILE = 0.3


@pytest.fixture(autouse=True)
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who has found that something can be said waits before writing it."""
    for name in ("check_can_do", "check_can_answer"):
        looks = getattr(policies, name)

        def look(*asked: Any, looks: Callable[..., None] = looks) -> None:
            looks(*asked)
            threading.Event().wait(A_WHILE)

        monkeypatch.setattr(policies, name, look)


@pytest.mark.usefixtures("committed")
def test_nothing_comes_twice_and_no_more_than_is_left() -> None:
    hold, _held = kit.paid()
    assert at_once(*[lambda: kit.done(hold, 5, key="same")] * 2) == []
    one = Consignment.objects.get()
    assert at_once(*[lambda: kit.done(hold, 5)] * 2) == ["Untuk kode ini tersisa 2, kurang dari 5"]
    both = [
        lambda by=by: confirm(one, Came(5), kit.LOOKED, by=by, on=NOW)
        for by in (handing.operator(), handing.other_operator())
    ]
    assert at_once(*both) == ["Kiriman ini sudah dijawab"]
    assert [each.amount for each in Event.objects.order_by("month")] == [4, 1]
    assert giving.ledger(hold.pledge, DAY).delivered == 5 * 42_000
