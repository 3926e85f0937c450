"""Stunted, wasted, underweight: since when, how long, and recovered or not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.rules.growth.following.stories import followed, letters, ordinal, visits

from padan.rules.growth.answer import Answer
from padan.rules.growth.following import Recovery, follow

STATE = {Answer.UNKNOWN: "?", Answer.NO: "-", Answer.YES: "S"}
WELL = {Recovery.NONE: ".", Recovery.BETTER: "b", Recovery.RECOVERED: "R"}


def test_a_child_that_is_stunted_for_a_while() -> None:
    spell = followed("""
        date        haz    flag
        2025-01-10  -      -
        2025-02-01  -1.90  -
        2025-03-01  -2.00  -
        2025-03-31  -2.01  -
        2025-04-10  -      -
        2025-04-30  -2.50  -
        2025-05-30  -7.00  haz
        2025-06-29  -1.90  -
        2025-07-29  -1.80  -
        2025-08-28  -2.20  -
        2025-09-27  -1.80  -
    """).spells["stunted"]
    assert letters(spell.state, STATE) == "? - - S S S S - - S -"
    since = ["", *["2025-02-01"] * 2, *["2025-03-31"] * 4, *["2025-06-29"] * 2, "2025-08-28", "2025-09-27"]
    assert spell.since_day.tolist() == [ordinal(day) if day else 0 for day in since]
    # half of 30; 30; half of 60; 0; half of 30; half of 30
    assert spell.days.tolist() == [0, 0, 0, 15, 15, 45, 45, 75, 75, 90, 105]
    assert spell.days_seen.tolist() == [0, 0, 28, 58, 58, 88, 88, 148, 178, 208, 238]
    assert letters(spell.recovery, WELL) == ". . . . . . . b R . b"
    assert spell.known_day.tolist()[4:7] == [ordinal("2025-03-31"), ordinal("2025-04-30"), ordinal("2025-04-30")]


@pytest.mark.parametrize(("second", "days", "seen"), [("2025-09-01", 183, 183), ("2025-09-02", 0, 0)])
def test_a_long_gap_is_not_counted(second: str, days: int, seen: int) -> None:
    spell = followed(f"date haz\n2025-03-02 -2.50\n{second} -2.50").spells["stunted"]
    assert (spell.days[1], spell.days_seen[1]) == (days, seen)
    assert spell.since_day[1] == ordinal("2025-03-02")


def test_oedema_is_wasting_whatever_the_weight() -> None:
    spell = followed("""
        date        whz    waz    flag
        2025-03-01  -1.00  -1.00  -
        2025-04-01  -      -2.10  oedema
        2025-05-01  -1.00  -2.00  -
        2025-06-01  -1.00  -      -
    """).spells
    assert letters(spell["wasted"].state, STATE) == "- S - -"
    assert letters(spell["wasted"].recovery, WELL) == ". . b R"
    assert letters(spell["underweight"].state, STATE) == "- S - -"
    assert letters(spell["underweight"].recovery, WELL) == ". . b b"


def test_no_oedema_column() -> None:
    table = visits("date whz\n2025-03-01 -2.10\n2025-04-01 -1.00")
    spell = follow(replace(table, oedema=None)).spells["wasted"]
    assert letters(spell.state, STATE) == "S -"


def test_children_do_not_run_into_each_other() -> None:
    followed_ = followed("""
        date        child  haz    weight  length
        2025-05-01  2      -      6.0     60
        2025-03-01  1      -2.50  5.0     55
        2025-04-01  1      -2.50  -       56
        2025-04-01  2      -1.00  5.5     -
    """)
    assert letters(followed_.spells["stunted"].state, STATE) == "- S S -"
    assert followed_.spells["stunted"].days.tolist() == [0, 0, 31, 0]
    latest = followed_.latest
    assert latest.child.tolist() == [1, 2]
    assert latest.visits.tolist() == [2, 2]
    assert latest.last.tolist() == [2, 0]
    assert latest.weighed.tolist() == [1, 0]
    assert latest.measured.tolist() == [2, 0]
    assert latest.first_day.tolist() == [ordinal("2025-03-01"), ordinal("2025-04-01")]
    assert latest.last_day.tolist() == [ordinal("2025-04-01"), ordinal("2025-05-01")]
    assert latest.days_since(ordinal("2025-05-11")).tolist() == [40, 10]


def test_a_child_never_weighed_nor_measured() -> None:
    latest = followed("date child\n2025-05-01 4\n2025-06-01 4").latest
    assert (latest.weighed.tolist(), latest.measured.tolist()) == ([-1], [-1])
    assert np.array_equal(latest.visits, [2])
