"""What must hold for every child: order, neighbours and the number of rows change nothing; more is never less."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules.growth import growth_twin

from padan.rules.growth import classes
from padan.rules.growth.arithmetic import LikeR, Right
from padan.rules.growth.children import ALL, BLOCK, Children, Compat, Scores
from padan.rules.growth.who2007 import zscores_2007
from padan.rules.growth.zscores import zscores

NUMBERS = st.one_of(st.just(float("nan")), st.floats(0.5, 150).map(lambda x: round(x, 2)), st.floats(allow_nan=True))
#: Ages that R takes: unknown, or not negative.
AGES = st.one_of(st.just(float("nan")), st.integers(0, 7000).map(float), st.floats(0, 2000))
CHILD = st.tuples(
    st.integers(0, 2),
    AGES,
    NUMBERS,
    NUMBERS,
    st.integers(0, 2),
    st.booleans(),
    NUMBERS,
    NUMBERS,
    NUMBERS,
    NUMBERS,
    AGES,
)
ROWS = st.lists(CHILD, min_size=1, max_size=12)
TYPES = (np.int8, float, float, float, np.int8, bool, float, float, float, float, float)


def children_of(rows: list[tuple]) -> Children:
    columns = zip(*rows, strict=True)
    return Children(*(np.array(values, dtype) for values, dtype in zip(columns, TYPES, strict=True)))


def everything(scores: Scores, children: Children) -> list[np.ndarray]:
    """All answers as rows of columns."""
    found = [*classes.permenkes(scores, children).values(), *classes.axes(scores, children).values()]
    columns = [*scores.z.values(), *scores.flag.values(), *scores.missing.values(), scores.length]
    return [*columns, *(c.code for c in found), *(c.why for c in found)]


@pytest.mark.parametrize("compat", Compat)
@settings(deadline=None, max_examples=60)
@given(rows=ROWS, seed=st.integers(0, 1000))
def test_row_order_and_neighbours_change_nothing(compat: Compat, rows: list[tuple], seed: int) -> None:
    together = children_of(rows)
    whole = everything(zscores(together, ALL, compat), together)
    order = np.random.default_rng(seed).permutation(len(rows))
    shuffled = children_of([rows[at] for at in order])
    for column, moved in zip(whole, everything(zscores(shuffled, ALL, compat), shuffled), strict=True):
        np.testing.assert_array_equal(column[order], moved)
    for at, row in enumerate(rows):
        alone = children_of([row])
        for column, single in zip(whole, everything(zscores(alone, ALL, compat), alone), strict=True):
            np.testing.assert_array_equal(column[at : at + 1], single)


@settings(deadline=None, max_examples=60)
@given(rows=ROWS)
def test_schoolchildren_do_not_depend_on_one_another(rows: list[tuple]) -> None:
    whole = zscores_2007(children_of(rows))
    for at, row in enumerate(rows):
        alone = zscores_2007(children_of([row]))
        for name in whole.z:
            np.testing.assert_array_equal(whole.z[name][at : at + 1], alone.z[name])
            assert whole.missing[name][at] == alone.missing[name][0]


def test_blocks_change_nothing() -> None:
    row = (1, 500.0, 9.0, 78.0, 1, False, 46.0, 14.0, 8.0, 6.0, np.nan)
    many = children_of([row] * (2 * BLOCK + 5))
    for column in everything(zscores(many, ALL), many):
        assert len(np.unique(column)) == 1


@settings(deadline=None, max_examples=100)
@given(rows=ROWS)
def test_a_reason_exactly_where_there_is_no_z(rows: list[tuple]) -> None:
    children = children_of(rows)
    for compat in Compat:
        scores = zscores(children, ALL, compat)
        for name in ALL:
            np.testing.assert_array_equal(np.isnan(scores.z[name]), scores.missing[name] > 0)
    for name, values in zscores(children, ALL).z.items():
        assert not np.isinf(values).any(), name


@pytest.mark.parametrize(
    ("indicator", "measured"),
    [
        ("length_for_age", "length"),
        ("weight_for_age", "weight"),
        ("weight_for_length", "weight"),
        ("bmi_for_age", "weight"),
        ("head_for_age", "head"),
        ("arm_for_age", "arm"),
        ("triceps_for_age", "triceps"),
        ("subscapular_for_age", "subscapular"),
    ],
)
@settings(deadline=None, max_examples=40)
@given(sex=st.integers(1, 2), day=st.integers(91, 1826), position=st.integers(0, 2), length=st.floats(65.7, 109))
def test_more_is_never_less(indicator: str, measured: str, sex: int, day: int, position: int, length: float) -> None:
    count = 400
    columns = {"weight": np.full(count, 10.0), "length": np.full(count, length)}
    columns[measured] = np.geomspace(0.5, 300, count)
    children = Children(np.full(count, sex), np.full(count, float(day)), position=np.full(count, position), **columns)
    z = zscores(children, [indicator]).z[indicator]
    z = z[~np.isnan(z)]
    assert z.size > 300
    assert (np.diff(z) >= 0).all()


@settings(deadline=None, max_examples=300)
@given(
    sex=st.integers(1, 2),
    day=st.floats(0, 1826),
    weight=st.floats(1, 40),
    length=st.floats(40, 125).map(lambda x: round(x, 2)),
    position=st.integers(0, 2),
)
def test_a_plain_second_implementation_agrees(
    sex: int, day: float, weight: float, length: float, position: int
) -> None:
    values = {"head": 45.0, "arm": 14.0, "triceps": 8.0, "subscapular": 6.0}
    values |= {"sex": sex, "age_days": day, "weight": weight, "length": length, "position": position}
    scores = zscores(Children(**{name: np.array([value]) for name, value in values.items()}), ALL)
    for indicator, expected in growth_twin.scores_of(values | {"age_months": None, "oedema": False}).items():
        z, flag = scores.z[indicator][0], scores.flag[indicator][0]
        assert (None if np.isnan(z) else (z, flag)) == expected


@settings(deadline=None, max_examples=100)
@given(st.lists(st.tuples(st.floats(0.05, 50), st.floats(-3, 3)), min_size=1, max_size=20))
def test_both_powers_are_the_same_but_for_the_last_digit(pairs: list[tuple[float, float]]) -> None:
    base, exponent = (np.array(values) for values in zip(*pairs, strict=True))
    np.testing.assert_allclose(Right().power(base.copy(), exponent), LikeR().power(base, exponent), rtol=1e-14)
