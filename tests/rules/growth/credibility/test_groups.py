"""The figures of a group: by hand, against plain loops, and whatever the order of rows."""

from __future__ import annotations

import dataclasses
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules.growth.credibility.invented import HAZ, WAZ, WHZ, honest, together, visits
from tests.rules.growth.credibility.plain import group_figures

from padan.rules.growth.credibility import Groups, Visits, findings, groups
from padan.rules.growth.credibility.digits import digits
from padan.rules.growth.credibility.grouping import Grouping, ratio
from padan.rules.growth.credibility.makeup import makeup

NAN = math.nan


def one_group(values: list[float]) -> Grouping:
    return Grouping(np.zeros(len(values), dtype=np.int64), 1)


# Tenths of the values; the score is 100 x sqrt(chi2 / (n x 9)).
@pytest.mark.parametrize(
    ("values", "score", "beyond", "whole", "half", "fives"),
    [
        ([8.0, 8.1, 8.2, 8.3, 8.4, 8.5, 8.6, 8.7, 8.8, 8.9], 0.0, 0.0, 0.1, 0.2, 0.0),
        # every value whole: chi2 = 9 n
        ([8.0, 9.0, 10.0, 11.0], 100.0, 86.60, 1.0, 1.0, 0.25),
        # whole and half in equal parts: chi2 = 4 n
        ([8.0, 8.5, 9.0, 9.5, 10.0, 10.5, 11.0, 11.5, 12.0, 12.5], 66.67, 58.69, 0.5, 1.0, 0.1),
        ([85.0, 90.0, 95.0, 100.0], 100.0, 86.60, 1.0, 1.0, 1.0),
        # hundredths are rounded to tenths; nothing, 0 and less are no values
        ([8.04, NAN, 0.0, -3.0], 100.0, 0.0, 1.0, 1.0, 0.0),
        ([NAN], NAN, NAN, NAN, NAN, NAN),
    ],
)
def test_last_digits(values: list[float], score: float, beyond: float, whole: float, half: float, fives: float) -> None:
    found = digits(one_group(values), np.array(values))

    got = [column[0] for column in (found.score, found.beyond, found.whole, found.half, found.fives)]
    assert got == pytest.approx([score, beyond, whole, half, fives], abs=0.005, nan_ok=True)


def children(months: list[float], sex: list[int]) -> Visits:
    return visits(range(len(months)), [700] * len(months), months, [9.0] * len(months), [75.0] * len(months), sex=sex)


def test_sex_and_age_ratios_count_children_of_known_sex_and_age() -> None:
    months = [5.9, 6, 29.9, 30, 59.9, 60, NAN, 12]

    made = makeup(one_group(months), children(months, [1, 1, 1, 2, 2, 0, 0, 1]))

    assert (made.boys[0], made.girls[0], made.sex_ratio[0]) == (4, 2, 2.0)
    assert (made.young[0], made.old[0], made.age_ratio[0]) == (3, 2, 1.5)
    # (4 - 3 - 0.5) / sqrt(6 / 4) = 0.408
    assert made.sex_p[0] == pytest.approx(0.683, abs=5e-4)


def test_ages_told_in_years_are_heaped() -> None:
    years, spread = [12.0, 24.0, 36.0, 48.0] * 10, [float(month) for month in range(48)]

    told = makeup(one_group(years), children(years, [1] * 40))
    known = makeup(one_group(spread), children(spread, [1] * 48))

    # chi2 = 440 with 11 and 200 with 5 degrees of freedom; 0
    assert told.heaped_12_p[0] < 1e-80
    assert told.heaped_6_p[0] < 1e-40
    assert (known.heaped_12_p[0], known.heaped_6_p[0]) == (1.0, 1.0)
    assert made_of_nobody_known().tolist() == pytest.approx([NAN, NAN], nan_ok=True)


def made_of_nobody_known() -> np.ndarray:
    nobody = makeup(one_group([NAN]), children([NAN], [0]))
    return np.array([nobody.heaped_12_p[0], nobody.sex_p[0]])


def test_moments_are_those_of_the_textbook() -> None:
    values = np.array([1.0, 2.0, 2.0, 3.0, 7.0, NAN])
    found = one_group([0.0] * 6).moments(values)

    # mean 3, deviations -2 -1 -1 0 4: squares 22, cubes 54, fourths 274
    assert (found.number[0], found.mean[0], found.second[0], found.third[0], found.fourth[0]) == (5, 3, 22, 54, 274)
    assert found.variance()[0] == 5.5
    assert found.skewness()[0] == pytest.approx(54 / 5 / 4.4**1.5)
    assert found.kurtosis()[0] == pytest.approx(274 / 5 / 4.4**2 - 3)


def test_nothing_divides_by_nothing() -> None:
    np.testing.assert_array_equal(ratio(np.array([1.0, 1.0, 1.0]), np.array([2.0, 0.0, NAN])), [0.5, NAN, NAN])


ROW = st.tuples(
    st.integers(0, 6),  # child
    st.integers(0, 5),  # month
    st.sampled_from([NAN, 0.0, 9.0, 9.2, 9.4, 9.5, 30.0]),
    st.sampled_from([NAN, -1.0, 75.0, 76.0, 80.0, 140.0]),
    st.integers(0, 2),  # group: a child can be in more than one
)


def table(rows: list[tuple[int, int, float, float, int]]) -> tuple[np.ndarray, Visits]:
    child, month, weight, length, group = (list(column) for column in zip(*rows, strict=True))
    age = [2.0 + 7 * one + step for one, step in zip(child, month, strict=True)]
    day = [700 + 30 * step for step in month]
    return np.array(group), visits(child, day, age, weight, length)


def judged(rows: list[tuple[int, int, float, float, int]]) -> Groups:
    group, seen = table(rows)
    return groups(group, seen, findings(seen).mask)


ROWS = st.lists(ROW, min_size=1, max_size=40, unique_by=lambda row: (row[0], row[1]))


@given(ROWS)
@settings(deadline=None)
def test_the_figures_are_those_of_plain_loops(rows: list[tuple[int, int, float, float, int]]) -> None:
    group, seen = table(rows)
    found = judged(rows)

    assert found.group.tolist() == sorted(set(group.tolist()))
    for place, code in enumerate(found.group.tolist()):
        plain = group_figures(group.tolist(), seen, code)
        for digit, name in ((found.written.weight, "weight"), (found.written.length, "length")):
            got = [column[place] for column in (digit.score, digit.beyond, digit.whole, digit.half, digit.fives)]
            assert got == pytest.approx(plain.pop(name), nan_ok=True)
        for name, expected in plain.items():
            holder = next(part for part in (found, found.makeup, found.spread, found.copies) if hasattr(part, name))
            assert getattr(holder, name)[place] == pytest.approx(expected, nan_ok=True, abs=1e-9), name


def flat(value: Any, name: str = "") -> dict[str, np.ndarray]:
    """Every column that hangs on an answer, by its path."""
    if isinstance(value, np.ndarray):
        return {name: value}
    parts = (
        {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        if dataclasses.is_dataclass(value)
        else dict(value)
        if isinstance(value, dict)
        else dict(enumerate(value))
    )
    return {path: column for key, part in parts.items() for path, column in flat(part, f"{name}.{key}").items()}


def assert_same(one: dict[str, np.ndarray], other: dict[str, np.ndarray]) -> None:
    assert one.keys() == other.keys()
    for name, column in one.items():
        np.testing.assert_allclose(column, other[name], rtol=1e-9, atol=1e-9, err_msg=name)


@given(ROWS, st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=40)
def test_the_order_of_rows_does_not_matter(rows: list[tuple[int, int, float, float, int]], chance: Any) -> None:
    shuffled = rows.copy()
    chance.shuffle(shuffled)

    assert_same(flat(judged(rows)), flat(judged(shuffled)))


@given(ROWS)
@settings(deadline=None, max_examples=40)
def test_other_groups_of_other_children_do_not_matter(rows: list[tuple[int, int, float, float, int]]) -> None:
    apart = [(child, month, weight, length, child % 3) for child, month, weight, length, _group in rows]
    found = flat(judged(apart))

    for place, code in enumerate(found[".group"].tolist()):
        alone = flat(judged([row for row in apart if row[4] == code]))
        assert_same({name: column[place : place + 1] for name, column in found.items()}, alone)


def test_a_child_of_two_groups_keeps_its_history() -> None:
    moved = judged([(1, 0, 9.0, 75.0, 0), (1, 1, 9.0, 75.0, 1)])

    assert moved.copies.pairs.tolist() == [0, 1]
    assert moved.copies.copied.tolist() == [0, 1]


def test_flagged_missing_and_carried_shares() -> None:
    found = judged([(1, 0, 9.0, 75.0, 0), (1, 1, 9.0, 75.0, 0), (2, 0, NAN, 80.0, 0), (3, 0, 30.0, NAN, 0)])

    assert found.missing_weight.tolist() == [0.25]
    assert found.missing_length.tolist() == [0.25]
    assert found.carried.tolist() == [0.25]
    assert found.flagged.tolist() == [0.0]


def test_flagged_scores_are_left_out_of_the_spread() -> None:
    seen = children([20.0] * 4, [1, 2, 1, 2])
    z = {name: np.array([-1.0, 0.0, 1.0, 9.0]) for name in (HAZ, WAZ, WHZ)}
    flag = {name: np.array([False, False, False, True]) for name in z}
    seen = dataclasses.replace(seen, z=z, flag=flag)

    found = groups(np.zeros(4, dtype=np.int64), seen, findings(seen).mask)

    assert [found.spread.sd(name)[0] for name in z] == [1.0, 1.0, 1.0]
    assert found.spread.smart_flagged[0] == 0.25
    assert found.flagged[0] == 0.25


def test_small_groups_are_scored_by_what_can_be_judged() -> None:
    rng = np.random.default_rng(3)
    sizes = (12, 60, 400)
    group, seen = together([honest(rng, size, 1, 0.1, 0.1) for size in sizes])

    found = groups(group, seen, findings(seen).mask).score

    judged_parts = [sum(not math.isnan(points[place]) for points in found.points.values()) for place in range(3)]
    assert judged_parts == [0, 5, 8]
    assert found.most.tolist() == [0, 60, 90]
    assert found.grade[0] == 0
    assert (found.grade[1:] > 0).all()
    assert found.total[0] == 0


# A group of 400 whose weight-for-length is drawn with this SD; ENA's points for it.
@pytest.mark.parametrize(("sd", "points"), [(1.0, 0), (1.13, 5), (0.83, 10), (1.4, 20), (0.5, 20)])
def test_the_spread_costs_points(sd: float, points: int) -> None:
    rng = np.random.default_rng(4)
    seen = honest(rng, 400, 1, 0.1, 0.1)
    z = rng.normal(0, 1, len(seen.child)).clip(-2, 2)
    z = (z - z.mean()) / z.std(ddof=1) * sd
    seen = dataclasses.replace(seen, z=dict(seen.z) | {WHZ: z}, flag=dict(seen.flag) | {WHZ: z > 5})

    found = groups(np.zeros(len(z), dtype=np.int64), seen, findings(seen).mask)

    assert found.score.points["spread"].tolist() == [points]


def test_no_rows_make_no_groups() -> None:
    seen = children([12.0], [1]).taken(np.array([], dtype=np.int64))

    found = groups(np.array([], dtype=np.int64), seen, findings(seen).mask)

    assert {len(column) for column in flat(found).values()} == {0}
