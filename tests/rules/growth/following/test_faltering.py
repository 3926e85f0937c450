"""Growth that falters, before it becomes stunting."""

from __future__ import annotations

from math import isnan

import pytest
from tests.rules.growth.following.stories import followed

from padan.rules.growth.answer import Answer
from padan.rules.growth.following import Ground

# What one visit, the last of the story, is told; a boy born 2025-01-10
STORIES = {
    "nothing wrong": (
        """
        date        weight  length  waz    haz
        2025-07-10  7.5     66.0    -0.60  -0.80
        2025-10-10  8.5     71.0    -0.55  -0.80
        """,
        Ground(0),
        Answer.NO,
    ),
    "length falls by half an SD in twelve weeks": (
        """
        date        haz
        2025-07-10  -0.90
        2025-10-02  -1.40
        """,
        Ground.LENGTH_FELL,
        Answer.YES,
    ),
    "a little less is not yet enough": (
        """
        date        haz
        2025-07-10  -0.90
        2025-10-02  -1.39
        """,
        Ground(0),
        Answer.NO,
    ),
    "eleven weeks are not enough": (
        """
        date        haz
        2025-07-10  -0.90
        2025-10-01  -1.60
        """,
        Ground(0),
        Answer.NO,
    ),
    "over a year ago is too long": (
        """
        date        haz
        2025-07-10  -0.90
        2026-07-11  -1.60
        """,
        Ground(0),
        Answer.NO,
    ),
    "the child is stunted already": (
        """
        date        haz
        2025-07-10  -1.50
        2025-10-10  -2.01
        """,
        Ground.LENGTH_FELL,
        Answer.NO,
    ),
    "no growth in length for two months": (
        """
        date        length  haz
        2025-07-10  66.0    -0.80
        2025-09-10  66.0    -1.90
        """,
        Ground.LENGTH_SLOW,
        Answer.YES,
    ),
    "weight lost in a month; no length tells": (
        """
        date        weight  waz
        2025-07-10  7.5     -0.60
        2025-08-10  6.9     -1.90
        """,
        Ground.WEIGHT_SLOW,
        Answer.UNKNOWN,
    ),
    "2T, length known": (
        """
        date        weight  waz    haz
        2025-07-10  7.50    -0.60  -1.00
        2025-08-10  7.70    -0.80  -
        2025-09-10  7.90    -0.90  -
        """,
        Ground.NOT_GAINED_AGAIN,
        Answer.YES,
    ),
    "2T, the length known too old": (
        """
        date        weight  waz    haz
        2025-03-10  -       -      -1.00
        2025-08-10  7.50    -0.60  -
        2025-09-10  7.70    -0.80  -
        2025-10-10  7.90    -0.90  -
        """,
        Ground.NOT_GAINED_AGAIN,
        Answer.UNKNOWN,
    ),
    "weight across two lines within half a year": (
        """
        date        waz    haz
        2025-07-10  0.10   -1.00
        2025-09-10  -0.50  -1.00
        2025-11-10  -1.10  -1.00
        """,
        Ground.WEIGHT_LINES,
        Answer.YES,
    ),
}


@pytest.mark.parametrize(("story", "grounds", "before"), STORIES.values(), ids=STORIES)
def test_stories(story: str, grounds: Ground, before: Answer) -> None:
    found = followed(story).faltering
    assert Ground(int(found.grounds[-1])) == grounds
    assert found.before_stunting[-1] == before
    assert not found.grounds[0]


def test_the_fall_is_since_the_last_length_of_three_months_ago() -> None:
    found = followed("""
        date        haz
        2025-04-10  -0.20
        2025-07-10  -0.50
        2025-09-10  -0.90
        2025-10-10  -1.10
    """).faltering
    assert found.length_fall[1:].tolist() == [0.30, 0.70, 0.60]
    assert found.length_days[1:].tolist() == [91, 153, 92]
    assert isnan(found.length_fall[0])
