"""What stands at a point: nothing appears, nothing vanishes, and never less than nothing lies there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from padan.rules.delivery import Label, Stand, of_event


@pytest.mark.parametrize(
    ("stand", "held", "short"),
    [
        (Stand(), 0, 0),
        (Stand(into=100), 100, 0),
        (Stand(into=100, out=30, lost=5, handed=40, disputed=10, written_off=2), 13, 0),
        (Stand(into=10, handed=8, disputed=4), 0, 2),
        (Stand(handed=10), 0, 10),
    ],
)
def test_drawn(stand: Stand, held: int, short: int) -> None:
    assert (stand.held, stand.short) == (held, short)


@pytest.mark.parametrize(
    ("label", "stand"),
    [
        (Label.COUNTED, Stand(handed=7)),
        (Label.CONFLICT, Stand(disputed=7)),
        (Label.LOST, Stand(written_off=7)),
        *((label, Stand()) for label in (Label.VOID, Label.RECOVERED, Label.WAITS, Label.NOTED)),
    ],
)
def test_an_event_takes_from_its_point_what_left_it(label: Label, stand: Stand) -> None:
    assert of_event(label, 7) == stand


STANDS = st.builds(Stand, *(st.integers(0, 20) for _ in range(6)))


@given(STANDS)
def test_what_came_is_what_left_and_what_lies_there(stand: Stand) -> None:
    left = stand.out + stand.lost + stand.handed + stand.disputed + stand.written_off
    assert stand.into + stand.short == left + stand.held
    assert stand.held >= 0
    assert stand.short == 0 or stand.held == 0


@given(STANDS, STANDS)
def test_two_points_together(one: Stand, other: Stand) -> None:
    both = one + other
    assert (both.into, both.handed) == (one.into + other.into, one.handed + other.handed)
    assert both.held - both.short == one.held + other.held - one.short - other.short
