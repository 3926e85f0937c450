"""Of which goods a hand-over is: drawn arrivals, and a twin that moves every single unit."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from padan.rules.four_rights import UNKNOWN, Arrival, Examined, Lot, Place, Stocks

RICE = ("beras", "kg")
STORE, HALL = (1, RICE), (2, RICE)
FIRST = date(2026, 10, 1)


def on(number: int) -> date:
    return FIRST + timedelta(days=number - 1)


#: 100 kg from a supplier to the store on the 1st, 50 of them on to the hall on the 3rd; 20 kg more on the 5th.
CAME = (
    Arrival(1, STORE, None, on(1), 100),
    Arrival(2, HALL, 1, on(3), 50),
    Arrival(3, STORE, None, on(5), 20),
)
LEFT = {STORE: {on(3): 50}}
FIT = Lot(fit=True)


@pytest.mark.parametrize(
    ("place", "day", "examined", "lots"),
    [
        # Nobody looked.
        (STORE, 1, (), {UNKNOWN}),
        (STORE, 5, (), {UNKNOWN}),
        # Looked at when it came; not before.
        (STORE, 1, (Examined(1, on(1)),), {FIT}),
        (STORE, 1, (Examined(1, on(2)),), {UNKNOWN}),
        (STORE, 5, (Examined(1, on(1)),), {FIT, UNKNOWN}),
        (STORE, 5, (Examined(1, on(1)), Examined(3, on(5), unfit=2)), {FIT, Lot(fit=False)}),
        # The newest holds; of one day, the one written last.
        (STORE, 2, (Examined(1, on(1), unfit=3), Examined(1, on(2))), {FIT}),
        (STORE, 1, (Examined(1, on(1), unfit=3), Examined(1, on(2))), {Lot(fit=False)}),
        (STORE, 1, (Examined(1, on(1), unfit=3), Examined(1, on(1))), {FIT}),
        # What moved on is as it was where it came from, until somebody looks at it there.
        (HALL, 3, (Examined(1, on(1), last_day=on(9), price=15),), {Lot(True, on(9), 15)}),
        (HALL, 4, (Examined(1, on(1), last_day=on(9)), Examined(2, on(4), unfit=1)), {Lot(False, on(9))}),
        (HALL, 4, (Examined(1, on(1), last_day=on(9)), Examined(2, on(4), last_day=on(6))), {Lot(True, on(6))}),
        # What was found at the store after it had left says nothing of it; its price, which is on paper, does.
        (HALL, 4, (Examined(1, on(4), unfit=1, price=15),), {Lot(price=15)}),
        # Before anything came.
        (HALL, 2, (Examined(1, on(1)),), {UNKNOWN}),
    ],
)
def test_goods_are_known_as_far_as_somebody_looked(
    place: Place, day: int, examined: tuple[Examined, ...], lots: set[Lot]
) -> None:
    stocks = Stocks(CAME, LEFT, examined)
    assert stocks.lots(place, on(day)) == lots
    # Asked again, it is not worked out anew.
    assert stocks.lots(place, on(day)) is stocks.lots(place, on(day))


def test_what_was_used_up_before_is_not_among_them_and_more_than_came_is_unknown() -> None:
    looked = (Examined(1, on(1)), Examined(2, on(3)), Examined(3, on(5), unfit=1))
    left = {STORE: {on(3): 50, on(5): 50}, HALL: {on(4): 51}}
    stocks = Stocks(CAME, left, looked)
    assert stocks.lots(STORE, on(5)) == {FIT, Lot(fit=False)}
    assert stocks.lots(STORE, on(6)) == {Lot(fit=False)}
    assert stocks.lots(HALL, on(4)) == {FIT, UNKNOWN}
    assert stocks.lots(HALL, on(5)) == {UNKNOWN}


MOVES = st.lists(st.tuples(st.integers(1, 6), st.integers(1, 5)), min_size=1, max_size=5)


@given(MOVES, MOVES, st.sets(st.integers(1, 5)), st.integers(1, 6))
def test_a_twin_that_moves_every_unit_finds_the_same(
    came: list[tuple[int, int]], gone: list[tuple[int, int]], looked: set[int], day: int
) -> None:
    """At one place: units as a queue from which the oldest is taken each day."""
    came.sort()
    arrivals = [Arrival(number, STORE, None, on(then), many) for number, (then, many) in enumerate(came, start=1)]
    left: defaultdict[date, int] = defaultdict(int)
    for then, many in gone:
        left[on(then)] += many
    queue: list[int] = []
    short = False
    for now in range(1, day + 1):
        queue += [each.number for each in arrivals if each.day == on(now) for _unit in range(each.amount)]
        lying = set(queue)
        short = short or left[on(now)] > len(queue)
        del queue[: left[on(now)]]
    states = {Lot(fit=True) if each in looked else UNKNOWN for each in lying}
    found = Stocks(arrivals, {STORE: left}, [Examined(each, FIRST) for each in looked]).lots(STORE, on(day))
    if not short:
        assert found == (states or {UNKNOWN})
    assert found


@given(st.permutations(CAME), st.integers(1, 8))
def test_the_order_in_which_arrivals_are_told_changes_nothing(came: list[Arrival], day: int) -> None:
    looked = [Examined(1, on(2), price=3), Examined(3, on(5))]
    for place in (STORE, HALL):
        assert Stocks(came, LEFT, looked).lots(place, on(day)) == Stocks(CAME, LEFT, looked).lots(place, on(day))
