"""A commitment that was due on 20 March, on different days and after different words."""

from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest

from padan.rules.commitments import Ending, Standing, Word, standing

DUE = date(2026, 3, 20)

#: What was told (of which day of March), today in March, and where it stands.
DRAWN = (
    ((), 1, Standing.OPEN),
    ((), 20, Standing.OPEN),
    ((), 21, Standing.LATE),
    (((Ending.DONE, 18),), 18, Standing.DONE),
    (((Ending.DONE, 20),), 31, Standing.DONE),
    (((Ending.DONE, 21),), 31, Standing.DONE_LATE),
    (((Ending.DROPPED, 12),), 31, Standing.DROPPED),
    (((Ending.DONE, 18), (Ending.AGAIN, 19)), 19, Standing.OPEN),
    (((Ending.DONE, 18), (Ending.AGAIN, 22)), 22, Standing.LATE),
    (((Ending.DROPPED, 12), (Ending.AGAIN, 14), (Ending.DONE, 19)), 31, Standing.DONE),
    # Told later of an earlier day: the last word counts.
    (((Ending.AGAIN, 22), (Ending.DONE, 18)), 31, Standing.DONE),
)


@pytest.mark.parametrize(("told", "today", "expected"), DRAWN)
def test_where_a_commitment_stands(told: tuple[tuple[Ending, int], ...], today: int, expected: Standing) -> None:
    words = [Word(number, ending, date(2026, 3, day)) for number, (ending, day) in enumerate(told)]
    for order in permutations(words):
        assert standing(DUE, order, date(2026, 3, today)) is expected
