"""What a selection comes to, drawn."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules.selection.selection_kit import KUKAR, QUOTAS, ROWS, SEED, SUMBER, TANJUNG, WONOTIRTO, Row, candidates

from padan.rules.selection import (
    Coverage,
    Errors,
    Filled,
    Overlap,
    Quota,
    Share,
    cost,
    coverage,
    errors,
    filled,
    homes,
    overlap,
    select,
)

#: Chosen: A, B, D. In reserve: C. Not eligible: E. Not known: F.
ROWS_DRAWN = [
    # family, village, stunted, ought to be helped, on the other list
    (Row("A", WONOTIRTO, 9), 1, 1, True),
    (Row("B", WONOTIRTO, 8), 0, 0, False),
    (Row("C", WONOTIRTO, 7), 1, 1, True),
    (Row("D", TANJUNG, 6), -1, -1, False),
    (Row("E", TANJUNG, 5, eligible=0), 1, 1, False),
    (Row("F", SUMBER, 5, eligible=-1), -1, 0, True),
]
CHOSEN = select(candidates([row for row, *_ in ROWS_DRAWN]), [Quota(KUKAR, 5), Quota(WONOTIRTO, 2)], SEED)
STUNTED, STANDARD = (np.array([row[column] for row in ROWS_DRAWN], np.int8) for column in (1, 2))
OTHER = np.array([row[3] for row in ROWS_DRAWN])


def test_where_they_are() -> None:
    assert filled(CHOSEN) == (Filled(KUKAR, 5, 3, 0), Filled(WONOTIRTO, 2, 2, 1))
    assert [each.free for each in filled(CHOSEN)] == [2, 0]
    assert homes(CHOSEN) == {SUMBER: 0, WONOTIRTO: 2, TANJUNG: 1}


def test_what_it_costs() -> None:
    assert cost(CHOSEN, 450_000) == 1_350_000


def test_how_a_group_is_reached() -> None:
    """Of three families with a stunted child one is chosen; of the two chosen of whom it is known, one has one."""
    assert coverage(CHOSEN, STUNTED) == Coverage(Share(1, 3), Share(1, 2), unknown=2, unknown_chosen=1)


def test_errors_against_a_standard() -> None:
    assert errors(CHOSEN, STANDARD) == Errors(
        inclusion=Share(1, 2), exclusion=Share(2, 3), least_exclusion=Share(1, 3), unknown=1, unknown_chosen=1
    )


def test_beside_another_list() -> None:
    assert overlap(CHOSEN, OTHER) == Overlap(both=1, only_this=2, only_other=2)


def test_a_share_of_nothing_is_no_number() -> None:
    assert (Share(1, 4).value, Share(0, 0).value) == (0.25, None)


@settings(deadline=None)
@given(ROWS, QUOTAS, st.data())
def test_the_parts_add_up(rows: list[Row], quotas: list[Quota], data: st.DataObject) -> None:
    selection = select(candidates(rows), quotas, SEED)
    column = st.lists(st.sampled_from([-1, 0, 1]), min_size=len(rows), max_size=len(rows))
    group = np.array(data.draw(column), np.int8)
    found, wrong = coverage(selection, group), errors(selection, group)
    chosen = int(selection.chosen.sum())
    assert found.belonging.of + found.unknown_chosen == chosen
    assert found.reached.part + wrong.exclusion.part == found.reached.of
    assert wrong.inclusion.part + found.belonging.part == wrong.inclusion.of
    assert wrong.least_exclusion.part <= wrong.exclusion.part
    assert sum(homes(selection).values()) == chosen
    both = overlap(selection, group == 1)
    assert (both.both, both.both + both.only_this) == (found.reached.part, chosen)
    for each, quota in zip(filled(selection), quotas, strict=True):
        assert each.free >= 0
        assert each.reserve == len(selection.reserves(quota.area))
