"""Many children are worked on block by block, which nobody must notice."""

from __future__ import annotations

import numpy as np
import pytest
from tests.rules.growth.following.stories import visits

from padan.rules.growth.following import visits as visits_module


@pytest.mark.parametrize(
    ("rows", "blocks"),
    [(1, [2, 3, 1]), (2, [2, 3, 1]), (3, [5, 1]), (5, [5, 1]), (6, [6]), (100, [6])],
)
def test_a_block_holds_whole_children(rows: int, blocks: list[int]) -> None:
    table = visits("""
        date        child
        2025-03-01  5
        2025-01-01  9
        2025-02-01  5
        2025-01-01  4
        2025-05-01  4
        2025-04-01  5
    """)
    found = list(visits_module.histories(table, rows))
    assert [len(history) for history in found] == blocks
    assert np.concatenate([history.order for history in found]).tolist() == [3, 4, 2, 0, 5, 1]


def test_no_visits_are_one_empty_block() -> None:
    assert [len(history) for history in visits_module.histories(visits("date"), 10)] == [0]
