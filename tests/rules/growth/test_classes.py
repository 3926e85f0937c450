"""The classes of Permenkes 2/2020 and the axes, at every limit; what is unknown and why."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from tests.rules.growth.growth_kit import one

from padan.reference.growth_classes import flag_limits, growth_classes
from padan.rules.growth import classes
from padan.rules.growth.answer import Answer
from padan.rules.growth.children import ALL, MAIN, Children, Scores
from padan.rules.growth.missing import Missing
from padan.rules.growth.zscores import zscores

WEIGHT = "Berat badan sangat kurang", "Berat badan kurang", "Berat badan normal", "Risiko berat badan lebih"
LENGTH = "Sangat pendek", "Pendek", "Normal", "Tinggi"
SIX = "Gizi buruk", "Gizi kurang", "Gizi baik", "Berisiko gizi lebih", "Gizi lebih", "Obesitas"
FIVE = "Gizi buruk", "Gizi kurang", "Gizi baik", "Gizi lebih", "Obesitas"


def scored(indicator: str, z: float, flag: bool = False, missing: int = 0) -> Scores:
    """Scores of one child."""
    return Scores(
        {indicator: np.array([z])},
        {indicator: np.array([flag])},
        {indicator: np.array([missing], np.uint8)},
        np.array([80.0]),
    )


@pytest.mark.parametrize(
    ("scheme", "index", "z", "name"),
    [
        ("permenkes_0_5", "weight_for_age", -3.01, WEIGHT[0]),
        ("permenkes_0_5", "weight_for_age", -3.0, WEIGHT[1]),
        ("permenkes_0_5", "weight_for_age", -2.01, WEIGHT[1]),
        ("permenkes_0_5", "weight_for_age", -2.0, WEIGHT[2]),
        ("permenkes_0_5", "weight_for_age", 1.0, WEIGHT[2]),
        ("permenkes_0_5", "weight_for_age", 1.01, WEIGHT[3]),
        ("permenkes_0_5", "length_for_age", -3.01, LENGTH[0]),
        ("permenkes_0_5", "length_for_age", -3.0, LENGTH[1]),
        ("permenkes_0_5", "length_for_age", -2.01, LENGTH[1]),
        ("permenkes_0_5", "length_for_age", -2.0, LENGTH[2]),
        ("permenkes_0_5", "length_for_age", 3.0, LENGTH[2]),
        ("permenkes_0_5", "length_for_age", 3.01, LENGTH[3]),
        *[
            ("permenkes_0_5", index, z, name)
            for index in ("weight_for_length", "bmi_for_age")
            for z, name in (
                (-3.01, SIX[0]),
                (-3.0, SIX[1]),
                (-2.01, SIX[1]),
                (-2.0, SIX[2]),
                (1.0, SIX[2]),
                (1.01, SIX[3]),
                (2.0, SIX[3]),
                (2.01, SIX[4]),
                (3.0, SIX[4]),
                (3.01, SIX[5]),
            )
        ],
        ("permenkes_5_18", "bmi_for_age", -3.01, FIVE[0]),
        ("permenkes_5_18", "bmi_for_age", -3.0, FIVE[1]),
        ("permenkes_5_18", "bmi_for_age", -2.0, FIVE[2]),
        ("permenkes_5_18", "bmi_for_age", 1.0, FIVE[2]),
        ("permenkes_5_18", "bmi_for_age", 1.01, FIVE[3]),
        ("permenkes_5_18", "bmi_for_age", 2.0, FIVE[3]),
        ("permenkes_5_18", "bmi_for_age", 2.01, FIVE[4]),
    ],
)
def test_class_of_the_regulation(scheme: str, index: str, z: float, name: str) -> None:
    found = classes.permenkes(scored(index, z), one(), scheme)[index]
    chosen = classes.class_of(scheme, index, int(found.code[0]))
    assert chosen is not None
    assert chosen.name_id == name
    assert found.why[0] == Missing.NONE


@pytest.mark.parametrize(
    ("axis", "z", "key"),
    [
        *[
            (axis, z, key)
            for axis in ("stunting", "wasting", "underweight")
            for z, key in ((-3.01, "severe"), (-3.0, "moderate"), (-2.01, "moderate"), (-2.0, "none"), (4.0, "none"))
        ],
        *[("overweight", z, key) for z, key in ((-4.0, "none"), (2.0, "none"), (2.01, "moderate"), (3.0, "moderate"))],
        ("overweight", 3.01, "severe"),
    ],
)
def test_axis(axis: str, z: float, key: str) -> None:
    found = classes.axes(scored(classes.AXIS_INDICATORS[axis], z), one())[axis]
    chosen = classes.class_of(classes.AXES, axis, int(found.code[0]))
    assert chosen is not None
    assert chosen.key == key
    assert classes.affected(axis, found).tolist() == [Answer.NO if key == "none" else Answer.YES]


@pytest.mark.parametrize("index", MAIN)
def test_without_a_z_the_class_is_unknown_for_the_same_reason(index: str) -> None:
    for reason in Missing:
        if reason in (Missing.NONE, Missing.FLAGGED):
            continue
        found = classes.permenkes(scored(index, np.nan, missing=reason), one())[index]
        assert (found.code[0], found.why[0]) == (0, reason)
        assert classes.class_of(classes.PERMENKES_0_5, index, int(found.code[0])) is None


@pytest.mark.parametrize("index", MAIN)
def test_a_flagged_z_gives_no_class(index: str) -> None:
    found = classes.permenkes(scored(index, -6.5, flag=True), one())[index]
    assert (found.code[0], found.why[0]) == (0, Missing.FLAGGED)


@pytest.mark.parametrize(
    ("child", "wasting", "by_bmi", "by_weight"),
    [
        # (code, why): 1 is severely wasted, whatever the weight.
        ({}, (1, Missing.OEDEMA), (0, Missing.OEDEMA), (0, Missing.OEDEMA)),
        ({"weight": np.nan}, (1, Missing.OEDEMA), (0, Missing.NOT_MEASURED), (0, Missing.NOT_MEASURED)),
        ({"sex": 0}, (1, Missing.OEDEMA), (0, Missing.SEX_UNKNOWN), (0, Missing.SEX_UNKNOWN)),
        ({"age_days": np.nan}, (1, Missing.OEDEMA), (0, Missing.AGE_UNKNOWN), (0, Missing.AGE_UNKNOWN)),
        ({"age_days": 1900.0}, *[(0, Missing.AGE_OUT_OF_RANGE)] * 3),
        ({"age_days": -1.0}, *[(0, Missing.AGE_INVALID)] * 3),
    ],
)
def test_oedema_is_severe_wasting(
    child: dict[str, float], wasting: tuple[int, int], by_bmi: tuple[int, int], by_weight: tuple[int, int]
) -> None:
    swollen = one(**{"length": 75.0, "weight": 9.0, "oedema": True} | child)
    scores = zscores(swollen)
    found = classes.permenkes(scores, swollen)
    answers = [(c.code[0], c.why[0]) for c in (found[name] for name in ("weight_for_length", "bmi_for_age"))]
    assert answers == [wasting, by_bmi]
    axes = classes.axes(scores, swollen)
    assert (axes["wasting"].code[0], axes["wasting"].why[0]) == wasting
    assert (axes["underweight"].code[0], axes["underweight"].why[0]) == by_weight
    assert axes["overweight"].code[0] == 0


@pytest.mark.parametrize(
    ("stunted", "wasted", "both"),
    [
        # z of length-for-age and of weight-for-length; nan is unknown.
        (-2.5, -2.5, Answer.YES),
        (-2.5, -1.0, Answer.NO),
        (-1.0, -2.5, Answer.NO),
        (-1.0, -1.0, Answer.NO),
        (np.nan, -1.0, Answer.NO),
        (-1.0, np.nan, Answer.NO),
        (np.nan, -2.5, Answer.UNKNOWN),
        (-2.5, np.nan, Answer.UNKNOWN),
        (np.nan, np.nan, Answer.UNKNOWN),
    ],
)
def test_stunted_and_wasted(stunted: float, wasted: float, both: Answer) -> None:
    names = "length_for_age", "weight_for_length", "weight_for_age"
    z = dict(zip(names, (np.array([stunted]), np.array([wasted]), np.array([0.0])), strict=True))
    missing = {name: np.isnan(z[name]) * np.uint8(Missing.NOT_MEASURED) for name in names}
    scores = Scores(z, {name: np.array([False]) for name in names}, missing, np.array([80.0]))
    assert classes.combined(classes.axes(scores, one()))["stunted_and_wasted"].tolist() == [both]


def test_stunted_and_overweight() -> None:
    names = "length_for_age", "weight_for_length"
    z = {"length_for_age": np.array([-2.5, -2.5, -1.0]), "weight_for_length": np.array([2.5, 2.0, 2.5])}
    scores = Scores(
        z,
        {name: np.zeros(3, bool) for name in names},
        {name: np.zeros(3, np.uint8) for name in names},
        np.full(3, 80.0),
    )
    found = classes.combined(classes.axes(scores, Children(np.array([1, 1, 1]))))
    assert found["stunted_and_overweight"].tolist() == [Answer.YES, Answer.NO, Answer.NO]


@pytest.mark.parametrize(
    ("child", "code", "why"),
    [
        ({"arm": 11.49}, 1, 0),
        ({"arm": 11.5}, 2, 0),
        ({"arm": 12.49}, 2, 0),
        ({"arm": 12.5}, 3, 0),
        ({"arm": np.nan}, 0, Missing.NOT_MEASURED),
        ({"arm": 0.0}, 0, Missing.MEASUREMENT_INVALID),
        ({"arm": 12.0, "sex": 0}, 2, 0),
        ({"arm": 12.0, "age_days": 182.0}, 0, Missing.AGE_OUT_OF_RANGE),
        ({"arm": 12.0, "age_days": 183.0}, 2, 0),
        ({"arm": 12.0, "age_days": 1826.0}, 2, 0),
        ({"arm": 12.0, "age_days": 1827.0}, 0, Missing.AGE_OUT_OF_RANGE),
        ({"arm": 12.0, "age_days": np.nan}, 0, Missing.AGE_UNKNOWN),
        ({"arm": 14.0, "oedema": True}, 1, Missing.OEDEMA),
    ],
)
def test_class_by_the_arm(child: dict[str, float], code: int, why: int) -> None:
    found = classes.arm_classes(one(**child))
    assert (found.code[0], found.why[0]) == (code, why)


def test_only_the_scored_indicators_are_classed() -> None:
    scores = zscores(one(weight=9.0), ["weight_for_age"])
    assert list(classes.permenkes(scores, one(weight=9.0))) == ["weight_for_age"]
    assert list(classes.axes(scores, one(weight=9.0))) == ["underweight"]


@pytest.mark.parametrize("scheme", [classes.PERMENKES_0_5, classes.PERMENKES_5_18, classes.AXES, classes.ARM])
def test_the_classes_of_a_scheme_follow_upon_one_another(scheme: str) -> None:
    found = growth_classes(scheme)
    assert found
    for ordered in found.values():
        assert [c.code for c in ordered] == list(range(1, len(ordered) + 1))
        assert ordered[0].low is None
        assert ordered[-1].high is None
        for lower, upper in itertools.pairwise(ordered):
            assert lower.high == upper.low
            assert lower.high_belongs is not upper.low_belongs
        assert all(c.name_id and c.name_en and c.source for c in ordered)


def test_every_indicator_has_limits() -> None:
    assert set(flag_limits()) == set(ALL)
    assert flag_limits()["weight_for_age"] == (-6, 5)
    assert growth_classes("no such scheme") == {}
