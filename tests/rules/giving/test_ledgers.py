"""What was pledged is free, held, delivered or lapsed, under any order of events."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from padan.rules.giving.ledger import Act, Event, Ledger, ledger

DAY = date(2027, 1, 1)
LATER = DAY + timedelta(days=40)


def happened(*acts: tuple[Act, int, str]) -> list[Event]:
    """One event a day, each with its own key."""
    return [Event(f"k{n:02}", act, DAY + timedelta(days=n), many, hold) for n, (act, many, hold) in enumerate(acts)]


PLEDGED = (Act.PLEDGED, 100, "")
HELD = (Act.HELD, 60, "a")


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        ([], Ledger()),
        ([PLEDGED], Ledger(100, free=100)),
        ([PLEDGED, (Act.CHANGED, 50, "")], Ledger(150, free=150)),
        ([PLEDGED, (Act.CHANGED, -120, "")], Ledger()),
        ([PLEDGED, HELD], Ledger(100, free=40, held=60)),
        ([PLEDGED, HELD, (Act.RELEASED, 0, "a")], Ledger(100, free=100)),
        ([PLEDGED, HELD, (Act.EXPIRED, 0, "a")], Ledger(100, free=100)),
        ([PLEDGED, HELD, (Act.DELIVERED, 25, "a")], Ledger(100, free=40, held=35, delivered=25)),
        ([PLEDGED, HELD, (Act.DELIVERED, 25, "a"), (Act.TAKEN_BACK, 25, "a")], Ledger(100, free=40, held=60)),
        ([PLEDGED, HELD, (Act.DELIVERED, 25, "a"), (Act.EXPIRED, 0, "a")], Ledger(100, free=75, delivered=25)),
        ([PLEDGED, HELD, (Act.EXPIRED, 0, "a"), (Act.DELIVERED, 25, "a")], Ledger(100, free=75, delivered=25)),
        ([PLEDGED, HELD, (Act.WITHDRAWN, 0, "")], Ledger(100, held=60, lapsed=40)),
        ([PLEDGED, HELD, (Act.LAPSED, 0, ""), (Act.DELIVERED, 60, "a")], Ledger(100, delivered=60, lapsed=40)),
        ([PLEDGED, HELD, (Act.CHANGED, -50, "")], Ledger(50, held=50, short=10)),
        ([PLEDGED, (Act.DELIVERED, 130, "a")], Ledger(100, delivered=100, beyond=30)),
    ],
)
def test_drawn(acts: list[tuple[Act, int, str]], expected: Ledger) -> None:
    assert ledger(happened(*acts), LATER) == expected


def test_later_days_are_left_out_and_one_key_counts_once() -> None:
    events = happened(PLEDGED, HELD, (Act.DELIVERED, 25, "a"))
    assert ledger(events, DAY + timedelta(days=1)) == Ledger(100, free=40, held=60)
    other = Event("k02", Act.DELIVERED, LATER, 99, "a")
    assert ledger([other, *events, *events], LATER) == ledger(events, LATER)


def test_ledgers_of_several_pledges_are_summed_in_rupiah() -> None:
    money = ledger(happened(PLEDGED, HELD), LATER)
    goods = ledger(happened((Act.PLEDGED, 3, ""), (Act.HELD, 2, "b"), (Act.DELIVERED, 1, "b")), LATER)
    assert money + goods.times(450_000) == Ledger(1_350_100, free=450_040, held=450_060, delivered=450_000)


@pytest.mark.parametrize(
    ("parts", "what"), [({"pledged": 1}, "adds up"), ({"free": -1, "held": 1}, "below"), ({"short": -1}, "below")]
)
def test_a_ledger_that_does_not_add_up_cannot_be_made(parts: dict[str, int], what: str) -> None:
    with pytest.raises(ValueError, match=what):
        Ledger(**parts)


@pytest.mark.parametrize(
    ("act", "amount", "hold"),
    [(Act.HELD, 1, ""), (Act.PLEDGED, 1, "a"), (Act.DELIVERED, -1, "a"), (Act.PLEDGED, -1, "")],
)
def test_an_event_that_cannot_be(act: Act, amount: int, hold: str) -> None:
    with pytest.raises(ValueError, match=r"names it|takes away"):
        Event("k", act, DAY, amount, hold)


# By coins: a second, simple way, in which each unit is a coin that lies in a box.


def by_coins(events: Iterable[Event], day: date) -> Ledger:
    """Lay down a coin for each unit that was pledged, then take one after the other from the heap."""
    told: dict[str, Event] = {}
    for event in sorted((each for each in events if each.on <= day), reverse=True):
        told[event.key] = event
    heap = 0
    boxes: Counter[str] = Counter()
    for event in told.values():
        if event.act in (Act.PLEDGED, Act.CHANGED):
            heap += event.amount
    heap = pledged = max(0, heap)
    holds = sorted({event.hold for event in told.values() if event.hold})

    def coins(act: Act, hold: str) -> int:
        return sum(event.amount for event in told.values() if (event.act, event.hold) == (act, hold))

    def has(*acts: Act, hold: str = "") -> bool:
        return any(event.act in acts and event.hold == hold for event in told.values())

    wants = []
    for hold in holds:
        given = max(0, coins(Act.DELIVERED, hold) - coins(Act.TAKEN_BACK, hold))
        wants += ["delivered"] * given
        if not has(Act.RELEASED, Act.EXPIRED, hold=hold):
            wants += ["held"] * (coins(Act.HELD, hold) - given)
    for box in sorted(wants):  # what was delivered goes first
        over = {"delivered": "beyond", "held": "short"}[box]
        boxes[box if heap else over] += 1
        heap -= heap > 0
    boxes["lapsed" if has(Act.WITHDRAWN, Act.LAPSED) else "free"] = heap
    return Ledger(pledged, **boxes)


@st.composite
def lives(draw: st.DrawFn) -> list[Event]:
    """All that may happen to a pledge, possible or not: late, twice, in excess, after the end."""
    found = []
    for number in range(draw(st.integers(0, 14))):
        act = draw(st.sampled_from(Act))
        hold = draw(st.sampled_from("abc")) if act not in (
            Act.PLEDGED, Act.CHANGED, Act.WITHDRAWN, Act.LAPSED,
        ) else ""  # fmt: skip
        amount = draw(st.integers(-20 if act is Act.CHANGED else 0, 40))
        key = f"k{draw(st.integers(0, max(0, number)))}"
        found.append(Event(key, act, DAY + timedelta(days=draw(st.integers(0, 3))), amount, hold))
    return found


@given(lives(), st.integers(0, 3), st.randoms(use_true_random=False))
def test_whatever_happens_in_whatever_order_it_adds_up_and_agrees_with_the_coins(
    events: list[Event], after: int, chance: Random
) -> None:
    day = DAY + timedelta(days=after)
    found = ledger(events, day)
    assert found.pledged == found.free + found.held + found.delivered + found.lapsed
    assert found == by_coins(events, day)
    again = [*events, *events[: len(events) // 2]]
    chance.shuffle(again)
    assert ledger(again, day) == found
