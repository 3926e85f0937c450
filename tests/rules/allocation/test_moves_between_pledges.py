"""Single moves of needs between pledges, drawn: what each gains, and that nothing is lost by it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from tests.rules.allocation.allocation_kit import SUMBER, TANJUNG, WIS, WONOTIRTO, Row, needs

from padan.rules.allocation import Pledge
from padan.rules.allocation.evening import even_out, lack
from padan.rules.allocation.exchanging import Exchange
from padan.rules.allocation.filling import Filling
from padan.rules.allocation.improving import improve
from padan.rules.allocation.pulling import distances, pull
from padan.rules.allocation.refilling import refill
from padan.rules.allocation.setting import Setting, setting
from padan.rules.allocation.shaking import shake


def given(rows: Sequence[Row], pledges: Sequence[Pledge], choice: Sequence[int]) -> tuple[Filling, Setting]:
    """A plan by hand: rows and pledges in the order of their ids, -1 is no pledge."""
    world = setting(needs(rows), pledges)
    filling = Filling(world.needs, world.pledges, world.may)
    filling.become(np.array(choice))
    return filling, world


def test_needs_of_one_size_go_to_the_nearer_site() -> None:
    rows = [Row("A", area=SUMBER), Row("B", area=WONOTIRTO), Row("C", area=WIS, value=900_000)]
    pledges = [Pledge("P", "G", 450_000, site=SUMBER), Pledge("Q", "H", 1_350_000, site=WONOTIRTO)]
    filling, world = given(rows, pledges, [1, 0, 1])
    Exchange(filling, world).run()
    assert filling.pledge_of.tolist() == [0, 1, 1]
    Exchange(filling, world).run()
    assert filling.pledge_of.tolist() == [0, 1, 1]


def test_a_family_comes_to_one_giver_over_two_sizes() -> None:
    rows = [Row("A", family="F"), Row("B", family="F", value=900_000), Row("C"), Row("D", giver="H")]
    pledges = [Pledge("P", "G", 1_800_000), Pledge("Q", "H", 900_000)]
    filling, world = given(rows, pledges, [1, 0, 0, 0])
    Exchange(filling, world).run()
    assert filling.pledge_of.tolist() in ([0, 0, 0, 1], [0, 0, 1, 0])
    assert filling.pledge_of[3] == 1


def test_a_change_that_is_a_loss_is_taken_back() -> None:
    """Each of the two would join the other's giver, so they would only change places, and both be far."""
    rows = [Row("A", family="F", area=WONOTIRTO), Row("B", family="F", area=SUMBER)]
    pledges = [Pledge("P", "G", 450_000, site=WONOTIRTO), Pledge("Q", "H", 450_000, site=SUMBER)]
    filling, world = given(rows, pledges, [0, 1])
    Exchange(filling, world).run()
    assert filling.pledge_of.tolist() == [0, 1]


def test_room_moves_to_where_an_unmet_need_can_use_it() -> None:
    """P has room and may only reach Tanjung; it takes over A from Q, which may meet B then."""
    rows = [Row("A", area=TANJUNG), Row("B", area=SUMBER)]
    pledges = [Pledge("P", "G", 450_000, areas=(TANJUNG,)), Pledge("Q", "H", 450_000)]
    filling, world = given(rows, pledges, [1, -1])
    distance = distances(filling, world.tier)
    assert distance.tolist() == [1, 0]
    pull(filling, 0, distance, 1)
    refill(filling, 1, world.tier, np.zeros(2))
    assert filling.pledge_of.tolist() == [0, 1]
    pull(filling, 0, distance, 1)


def test_a_foster_parent_takes_the_larger_for_the_smaller() -> None:
    rows = [Row("A", value=900_000, area=TANJUNG), Row("B"), Row("C", area=TANJUNG), Row("D", value=800_000)]
    foster = Pledge("P", "G", 900_000, most_needs=1)
    filling, world = given(rows, [foster, Pledge("Q", "H", 1_000_000)], [1, 0, -1, -1])
    pull(filling, 0, distances(filling, world.tier), 1)
    assert filling.pledge_of.tolist() == [0, 1, -1, -1]
    # Where the other may not meet the smaller one, both stay.
    filling, world = given(rows, [foster, Pledge("Q", "H", 1_000_000, areas=(TANJUNG,))], [1, 0, -1, -1])
    pull(filling, 0, distances(filling, world.tier), 1)
    assert filling.pledge_of.tolist() == [1, 0, -1, -1]
    # With a turn free it takes the larger one as it is.
    filling, world = given(rows, [foster, Pledge("Q", "H", 1_000_000)], [1, -1, -1, -1])
    pull(filling, 0, distances(filling, world.tier), 1)
    assert filling.pledge_of.tolist() == [0, -1, -1, -1]


def test_villages_with_less_get_their_turn() -> None:
    rows = [Row(f"A{n}") for n in range(3)] + [Row(f"B{n}", area=SUMBER) for n in range(3)]
    filling, world = given(rows, [Pledge("P", "G", 900_000)], [0, 0, -1, -1, -1, -1])
    before = lack(world, filling.pledge_of)
    even_out(filling, world)
    assert (before, lack(world, filling.pledge_of)) == (450_000, 0)
    assert (filling.pledge_of >= 0).sum() == 2


def test_improving_and_shaking_find_the_fuller_account() -> None:
    rows = [Row("A", value=500_000), Row("B", value=600_000), Row("C", value=400_000)]
    filling, world = given(rows, [Pledge("P", "G", 1_000_000)], [0, -1, -1])
    improve(filling, world, 0)
    assert filling.left.tolist() == [100_000]
    improve(filling, world, 1)
    assert filling.pledge_of.tolist() == [-1, 0, 0]
    shake(filling, world, seed=1)
    assert filling.left.tolist() == [0]
