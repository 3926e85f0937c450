"""N, T, O, B as a posyandu would write them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.rules.growth.following.stories import followed, letters, visits

from padan.reference.weight_gain import lines, minimum_gain, thresholds
from padan.rules.growth.answer import Answer
from padan.rules.growth.following import Gain, Reason, follow

LETTERS = {Gain.UNKNOWN: "?", Gain.NEW: "B", Gain.NOT_WEIGHED_BEFORE: "O", Gain.GAINED: "N", Gain.NOT_GAINED: "T"}

STORIES = {
    "a boy who gains well at first, then less than the KBM": (
        # born 2025-01-10: 1, 2, 3 and 4 full months; KBM 800, 900, 800, 600 g
        """
        date        weight
        2025-01-10  3.2
        2025-02-10  4.0
        2025-03-12  4.9
        2025-04-10  5.6
        2025-05-12  6.1
        """,
        "B N N T T",
        [0, 0, 0, 1, 2],
    ),
    "a month missed breaks 2T": (
        """
        date        weight
        2025-06-10  7.0
        2025-07-10  7.0
        2025-09-10  7.4
        2025-10-10  7.4
        2025-11-10  7.4
        2025-12-10  7.4
        """,
        "B T O T T T",
        [0, 1, 0, 1, 2, 3],
    ),
    "weight gained between breaks 2T": (
        """
        date        weight
        2026-01-10  9.0
        2026-02-10  9.1
        2026-03-10  9.3
        2026-04-10  9.4
        """,
        "B T N T",
        [0, 1, 0, 1],
    ),
    "visits without a weight say nothing and do not count as weighed": (
        """
        date        weight
        2025-06-10  7.0
        2025-07-10  -
        2025-08-10  7.9
        2025-09-10  0
        """,
        "B ? O ?",
        [0, 0, 0, 0],
    ),
    "a second weighing in a month is compared with the month before": (
        """
        date        weight
        2025-10-03  8.0
        2025-10-28  8.2
        2025-11-03  8.0
        2025-11-17  8.4
        2025-12-05  8.5
        """,
        "B B T N T",
        [0, 0, 1, 0, 1],
    ),
    "both weighings of a month failed: one month, not two": (
        """
        date        weight
        2025-10-03  8.0
        2025-11-03  8.0
        2025-11-24  8.0
        2025-12-10  8.0
        """,
        "B T T T",
        [0, 1, 1, 2],
    ),
    "days before the end of a month are too near to the next": (
        """
        date        weight
        2025-10-31  8.0
        2025-11-05  8.0
        2025-12-05  8.1
        """,
        "B ? T",
        [0, 0, 1],
    ),
}


@pytest.mark.parametrize(("story", "status", "failures"), STORIES.values(), ids=STORIES)
def test_stories(story: str, status: str, failures: list[int]) -> None:
    gain = followed(story).gain
    assert letters(gain.status, LETTERS) == status
    assert gain.failures.tolist() == failures


def test_the_order_of_the_rows_is_that_of_the_input() -> None:
    gain = followed("""
        date        child  weight
        2025-04-10  7      6.6
        2025-03-10  9      5.0
        2025-03-10  7      5.8
        2025-04-10  9      5.2
    """).gain
    assert letters(gain.status, LETTERS) == "N B B T"
    assert gain.grams.tolist()[0::3] == [800, 200]
    assert gain.least.tolist()[0::3] == [800, 800]
    assert gain.months.tolist() == [3, 2, 2, 3]


@pytest.mark.parametrize(
    ("sex", "months", "grams"),
    [
        (1, [1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 59], [800, 900, 800, 600, 500, 400, 400, 300, 300, 300, 200, 200]),
        (2, [1, 2, 3, 4, 5, 6, 7, 8, 10, 11, 12, 59], [800, 900, 800, 600, 500, 400, 300, 300, 300, 200, 200, 200]),
        (0, [1, 2, 6, 8, 10, 12, 59], [800, 900, 400, 300, 300, 200, 200]),
    ],
)
def test_least_gain_of_buku_kia(sex: int, months: list[int], grams: list[int]) -> None:
    assert minimum_gain()[sex, months].tolist() == grams


def test_no_least_gain_before_a_month_nor_where_only_one_sex_has_it() -> None:
    assert minimum_gain().shape == (3, 60)
    assert np.flatnonzero(np.isnan(minimum_gain()[0])).tolist() == [0, 7, 11]
    assert np.isnan(minimum_gain()[1:, 0]).all()
    assert lines().tolist() == [-3, -2, -1, 0, 1, 2, 3]


REASONS = {
    # born, sex, two weighings a month apart
    "born less than a month ago": ("2025-07-20", 1, "2025-07-25", "2025-08-18", Reason.NO_STANDARD),
    "five years old": ("2020-08-10", 1, "2025-07-10", "2025-08-10", Reason.NO_STANDARD),
    "almost five": ("2020-08-11", 1, "2025-07-10", "2025-08-10", Reason.NONE),
    "born after the visit": ("2025-09-10", 1, "2025-07-10", "2025-08-10", Reason.AGE),
    "age unknown": (None, 1, "2025-07-10", "2025-08-10", Reason.AGE),
    "sex unknown at seven months, where boys and girls differ": (
        "2025-01-10",
        0,
        "2025-07-10",
        "2025-08-10",
        Reason.SEX,
    ),
    "sex unknown at six months, where they do not": ("2025-02-10", 0, "2025-07-10", "2025-08-10", Reason.NONE),
}


@pytest.mark.parametrize(("born", "sex", "first", "second", "reason"), REASONS.values(), ids=REASONS)
def test_why_no_answer(born: str | None, sex: int, first: str, second: str, reason: Reason) -> None:
    gain = followed(f"date weight\n{first} 7.0\n{second} 7.9", born, sex).gain
    assert gain.reason.tolist() == [Reason.NONE, reason]
    assert gain.status.tolist() == [Gain.NEW, Gain.GAINED if reason is Reason.NONE else Gain.UNKNOWN]
    assert np.isnan(gain.least[1]) == (reason is not Reason.NONE)


def test_values_that_are_not_credible_take_no_part_and_are_named() -> None:
    gain = followed("""
        date        weight  waz    flag
        2025-06-10  7.0     -0.50  -
        2025-07-10  17.5    6.50   waz
        2025-08-10  7.9     -0.50  -
        2025-09-10  8.2     -0.50  -
    """).gain
    assert letters(gain.status, LETTERS) == "B ? ? N"
    assert gain.reason.tolist() == [Reason.NONE, Reason.FLAGGED, Reason.EARLIER_FLAGGED, Reason.NONE]
    assert gain.above_orange.tolist() == [Answer.NO, Answer.UNKNOWN, Answer.NO, Answer.NO]


@pytest.mark.parametrize(
    ("first", "second", "least", "prorated"),
    [
        # eight full months: 300 g
        ("2025-09-01", "2025-10-09", 300, False),  # 38 days
        ("2025-09-01", "2025-10-08", 300, False),  # 37 days
        ("2025-08-31", "2025-09-24", 300, False),  # 24 days
        ("2025-08-31", "2025-09-23", 227, True),  # 23 days: 300 x 23 / 30.4375
        ("2025-08-31", "2025-09-15", 148, True),  # 15 days
        ("2025-08-01", "2025-09-09", 384, True),  # 39 days
        ("2025-08-01", "2025-09-30", 591, True),  # 60 days
    ],
)
def test_intervals_other_than_a_month(first: str, second: str, least: int, prorated: bool) -> None:
    born = "2025-01-09" if second.startswith("2025-09") else "2025-02-01"
    gain = followed(f"date weight\n{first} 8.0\n{second} 8.2", born).gain
    assert gain.least[1] == least
    assert gain.prorated[1] == prorated
    assert gain.status[1] == (Gain.GAINED if least <= 200 else Gain.NOT_GAINED)


def test_grams_are_whole() -> None:
    # 7.1 - 6.8 is 0.2999999999999998 in floating point; the KBM of the ninth month is 300 g
    gain = followed("date weight\n2025-09-10 6.8\n2025-10-10 7.1").gain
    assert (gain.grams[1], gain.status[1]) == (300, Gain.GAINED)


@pytest.mark.parametrize(
    ("weights", "z", "by_minimum", "by_line"),
    [
        ((8.0, 8.2), (-0.50, -0.60), "T", "N"),  # follows its line (0.1 z is the line's width), less than the KBM
        ((8.0, 8.2), (-0.50, -0.61), "T", "T"),  # in doubt: KBM
        ((8.0, 8.4), (-0.50, -0.80), "N", "N"),  # in doubt: KBM
        ((8.0, 8.4), (-0.95, -1.20), "N", "T"),  # fell to below a lower line
        ((8.0, 8.4), (-0.98, -1.02), "N", "N"),  # crossed it by less than its width: in doubt, KBM
        ((8.0, 8.2), (-0.98, -1.02), "T", "T"),
        ((8.0, 8.0), (-0.50, -0.50), "T", "T"),  # flat
        ((8.0, 7.9), (-0.50, -0.70), "T", "T"),  # fell
        ((8.0, 8.4), (np.nan, -0.70), "N", "N"),  # no curve: KBM
    ],
)
def test_the_growth_line_as_a_variant(
    weights: tuple[float, float], z: tuple[float, float], by_minimum: str, by_line: str
) -> None:
    table = visits("date weight\n2025-08-10 8.0\n2025-09-10 8.0", "2025-01-09")
    waz = {**table.z, "weight_for_age": np.array(z)}
    gain = follow(replace(table, weight=np.array(weights), z=waz)).gain
    assert (LETTERS[Gain(gain.status[1])], LETTERS[Gain(gain.by_line[1])]) == (by_minimum, by_line)


def test_red_and_orange_line() -> None:
    gain = followed("""
        date        weight  waz
        2025-06-10  5.0     -3.00
        2025-07-10  5.0     -3.01
        2025-08-10  9.0     1.00
        2025-09-10  9.9     1.01
        2025-10-10  9.9     -
    """).gain
    assert gain.below_red.tolist() == [Answer.NO, Answer.YES, Answer.NO, Answer.NO, Answer.UNKNOWN]
    assert gain.above_orange.tolist() == [Answer.NO, Answer.NO, Answer.NO, Answer.YES, Answer.UNKNOWN]


def test_other_limits() -> None:
    table = visits("date weight\n2025-10-31 8.0\n2025-11-05 8.0")
    gain = follow(table, limits=replace(thresholds(), gain_shortest_days=5)).gain
    assert letters(gain.status, LETTERS) == "B T"
    assert gain.least[1] == 49  # 300 x 5 / 30.4375


def test_no_visits() -> None:
    none = followed("date weight")
    assert len(none.gain.status) == 0
    assert len(none.latest.child) == 0


def test_columns_of_unequal_length_are_refused() -> None:
    table = visits("date weight\n2025-10-31 8.0\n2025-11-05 8.0")
    with pytest.raises(ValueError, match="equal length"):
        replace(table, oedema=np.array([False]))
    with pytest.raises(ValueError, match="equal length"):
        replace(table, weight=table.weight[:1], oedema=None)
