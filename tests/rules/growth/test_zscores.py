"""Each rule of WHO's algorithm in a drawn table, and everything that gives no z with its reason."""

from __future__ import annotations

import numpy as np
import pytest
from tests.rules.growth.growth_kit import one

from padan.kernel.errors import PadanError
from padan.rules.growth.arithmetic import round_like_r
from padan.rules.growth.children import ALL, BLOCK, MAIN, Children, Compat
from padan.rules.growth.missing import Missing, words
from padan.rules.growth.zscores import zscores

NAN = np.nan


@pytest.mark.parametrize(
    ("indicator", "sex", "day", "measured", "z"),
    [
        # M of WHO's tables is z 0; M(1 + LSz)^(1/L) by hand for the others.
        ("weight_for_age", 1, 0, {"weight": 3.3464}, 0.0),
        ("weight_for_age", 1, 0, {"weight": 2.459}, -2.0),  # L 0.3487, S 0.14602
        ("weight_for_age", 2, 0, {"weight": 3.2322}, 0.0),
        ("length_for_age", 1, 0, {"length": 49.8842}, 0.0),
        ("length_for_age", 1, 0, {"length": 46.0978}, -2.0),  # S 0.03795: 49.8842 (1 - 2 S)
        ("head_for_age", 1, 0, {"head": 34.4618}, 0.0),
        ("weight_for_length", 1, 100, {"weight": 2.441, "length": 45.0}, 0.0),
        ("weight_for_length", 2, 1000, {"weight": 7.2402, "length": 65.0}, 0.0),
    ],
)
def test_known_values(indicator: str, sex: int, day: int, measured: dict[str, float], z: float) -> None:
    assert zscores(one(sex=sex, age_days=float(day), **measured), [indicator]).z[indicator][0] == z


@pytest.mark.parametrize(
    ("age_days", "age_months", "position", "corrected"),
    [
        # Under 9 months nobody stands: 273.9375 days are 9 months, 273.93 are not.
        (100.0, NAN, 2, 80.0),
        (273.93, NAN, 2, 80.0),
        (273.9375, NAN, 2, 80.7),
        (NAN, 8.99, 2, 80.0),
        (NAN, 9.0, 2, 80.7),
        # The switch is at day 731: 730.4 is 730, 730.5 is 731; 24.0 months are 730.5 days.
        (730.4, NAN, 2, 80.7),
        (730.5, NAN, 2, 80.0),
        (730.4, NAN, 1, 80.0),
        (730.5, NAN, 1, 79.3),
        (NAN, 24.0, 1, 79.3),
        (NAN, 23.98, 1, 80.0),
        # Position unknown, age unknown, age impossible: the length stays.
        (1000.0, NAN, 0, 80.0),
        (NAN, NAN, 1, 80.0),
        (NAN, NAN, 2, 80.0),
        (-400.0, NAN, 2, 80.0),
        (np.inf, NAN, 1, 80.0),
    ],
)
def test_the_length_is_corrected_for_position(
    age_days: float, age_months: float, position: int, corrected: float
) -> None:
    child = one(age_days=age_days, age_months=age_months, position=position, length=80.0)
    assert zscores(child).length[0] == corrected


def test_days_are_used_where_both_ages_are_given() -> None:
    both = zscores(one(age_days=400.0, age_months=30.0, length=75.0))
    assert both.z["length_for_age"] == zscores(one(age_days=400.0, length=75.0)).z["length_for_age"]


@pytest.mark.parametrize(
    ("age_days", "position", "length", "as_if"),
    [
        # The table is chosen by age; with age unknown by position, then by length. As if: a child of known age.
        (730.0, 0, 87.0, 730.0),
        (731.0, 0, 87.0, 731.0),
        (NAN, 1, 90.0, 730.0),
        (NAN, 2, 80.0, 731.0),
        (NAN, 0, 86.9, 730.0),
        (NAN, 0, 87.0, 731.0),
    ],
)
def test_weight_for_length_chooses_its_table(age_days: float, position: int, length: float, as_if: float) -> None:
    found = zscores(one(age_days=age_days, position=position, length=length, weight=11.0))
    expected = zscores(one(age_days=as_if, length=length, weight=11.0))
    assert found.z["weight_for_length"][0] == expected.z["weight_for_length"][0]
    other = zscores(one(age_days=1461.0 - as_if, length=length, weight=11.0))
    assert found.z["weight_for_length"][0] != other.z["weight_for_length"][0]


def test_weight_for_length_lies_between_two_lengths_of_the_table() -> None:
    lengths = np.array([80.0, 80.02, 80.05, 80.08, 80.1])
    children = Children(np.full(5, 1), np.full(5, 400.0), np.full(5, 12.0), lengths)
    z = zscores(children).z["weight_for_length"]
    assert (np.diff(z) <= 0).all()
    assert z[0] > z[4]


@pytest.mark.parametrize("standing_age", [1000.0, 1500.0])
def test_103_1_cm_lying_is_102_4_cm_standing(standing_age: float) -> None:
    lying = one(sex=1, age_days=standing_age, position=1, length=103.1, weight=16.3)
    standing = one(sex=1, age_days=standing_age, position=2, length=102.4, weight=16.3)
    assert zscores(lying).length[0] == 102.4
    assert zscores(lying).z == zscores(standing).z
    like_r = zscores(lying, compat=Compat.WHO_ANTHRO)
    assert like_r.z["weight_for_length"][0] < zscores(lying).z["weight_for_length"][0]


@pytest.mark.parametrize(
    ("child", "reasons"),
    [
        # Reasons for length-for-age, weight-for-age, weight-for-length, BMI-for-age; 0 is an answer.
        ({}, (0, 0, 0, 0)),
        ({"oedema": True}, (0, Missing.OEDEMA, Missing.OEDEMA, Missing.OEDEMA)),
        ({"sex": 0}, (Missing.SEX_UNKNOWN,) * 4),
        ({"sex": 9}, (Missing.SEX_UNKNOWN,) * 4),
        ({"age_days": NAN}, (Missing.AGE_UNKNOWN, Missing.AGE_UNKNOWN, 0, Missing.AGE_UNKNOWN)),
        ({"age_days": -1.0}, (Missing.AGE_INVALID,) * 4),
        ({"age_days": np.inf}, (Missing.AGE_INVALID,) * 4),
        ({"age_days": 2.0**31}, (Missing.AGE_INVALID,) * 4),
        ({"age_days": 1826.0, "length": 100.0}, (0, 0, 0, 0)),
        ({"age_days": 1826.25, "length": 100.0}, (Missing.AGE_OUT_OF_RANGE,) * 4),
        ({"age_days": NAN, "age_months": 59.99, "length": 100.0}, (0, 0, 0, 0)),
        ({"age_days": NAN, "age_months": 60.0, "length": 100.0}, (Missing.AGE_OUT_OF_RANGE,) * 4),
        ({"weight": NAN}, (0, Missing.NOT_MEASURED, Missing.NOT_MEASURED, Missing.NOT_MEASURED)),
        ({"weight": 0.0}, (0, Missing.MEASUREMENT_INVALID, Missing.MEASUREMENT_INVALID, Missing.MEASUREMENT_INVALID)),
        ({"weight": -2.0}, (0, Missing.MEASUREMENT_INVALID, Missing.MEASUREMENT_INVALID, Missing.MEASUREMENT_INVALID)),
        (
            {"weight": np.inf},
            (0, Missing.MEASUREMENT_INVALID, Missing.MEASUREMENT_INVALID, Missing.MEASUREMENT_INVALID),
        ),
        # Absurd, but a number comes out of it (and is flagged); none comes out for the BMI.
        ({"weight": 1.7e308}, (0, 0, 0, Missing.MEASUREMENT_INVALID)),
        ({"length": NAN}, (Missing.NOT_MEASURED, 0, Missing.NOT_MEASURED, Missing.NOT_MEASURED)),
        ({"length": 0.0}, (Missing.MEASUREMENT_INVALID, 0, Missing.MEASUREMENT_INVALID, Missing.MEASUREMENT_INVALID)),
        ({"length": -0.1, "position": 2}, (6, 0, 6, 6)),
        ({"age_days": 900.0, "length": 0.5, "position": 1}, (6, 0, 6, 6)),
        ({"length": 1e300}, (0, 0, Missing.LENGTH_OUT_OF_TABLE, Missing.MEASUREMENT_INVALID)),
        ({"length": 44.9}, (0, 0, Missing.LENGTH_OUT_OF_TABLE, 0)),
        ({"length": 45.0}, (0, 0, 0, 0)),
        ({"length": 110.0}, (0, 0, 0, 0)),
        ({"length": 110.01}, (0, 0, Missing.LENGTH_OUT_OF_TABLE, 0)),
        ({"age_days": 800.0, "length": 64.9}, (0, 0, Missing.LENGTH_OUT_OF_TABLE, 0)),
        ({"age_days": 800.0, "length": 65.0}, (0, 0, 0, 0)),
        ({"age_days": 800.0, "length": 120.0}, (0, 0, 0, 0)),
        ({"age_days": 800.0, "length": 120.01}, (0, 0, Missing.LENGTH_OUT_OF_TABLE, 0)),
        ({"age_days": 400.0, "length": 109.3, "position": 2}, (0, 0, 0, 0)),
        ({"age_days": 800.0, "length": 65.7, "position": 1}, (0, 0, 0, 0)),
    ],
)
def test_no_z_has_its_reason(child: dict[str, float], reasons: tuple[int, ...]) -> None:
    scores = zscores(one(**{"length": 75.0, "weight": 9.0} | child))
    assert tuple(int(scores.missing[name][0]) for name in MAIN) == reasons
    assert [bool(np.isnan(scores.z[name][0])) for name in MAIN] == [reason > 0 for reason in reasons]


@pytest.mark.parametrize(("day", "reason"), [(90.0, Missing.AGE_OUT_OF_RANGE), (90.5, 0), (91.0, 0)])
def test_arm_and_skinfolds_begin_on_day_91(day: float, reason: int) -> None:
    scores = zscores(one(age_days=day, arm=13.0, triceps=9.0, subscapular=7.0), ALL)
    for name in ("arm_for_age", "triceps_for_age", "subscapular_for_age"):
        assert scores.missing[name][0] == reason
    assert scores.why("arm_for_age", 0) is Missing(reason)


def test_what_was_not_measured_at_all_is_said_to_be_so() -> None:
    scores = zscores(Children(np.array([1, 2])), ALL)
    for name in ALL:
        assert scores.missing[name].tolist() == [Missing.NOT_MEASURED] * 2
    assert np.isnan(scores.length).all()


@pytest.mark.parametrize(
    ("indicator", "measured", "flag"),
    [
        # Boys at birth, length: M 49.8842, S 0.03795; the flag is put on the rounded z.
        ("length_for_age", {"length": 49.8842 * (1 + 0.03795 * 6.004)}, False),
        ("length_for_age", {"length": 49.8842 * (1 + 0.03795 * 6.006)}, True),
        ("length_for_age", {"length": 49.8842 * (1 - 0.03795 * 6.004)}, False),
        ("length_for_age", {"length": 49.8842 * (1 - 0.03795 * 6.006)}, True),
        # Head: M 34.4618, S 0.03686, limits ±5.
        ("head_for_age", {"head": 34.4618 * (1 + 0.03686 * 5.004)}, False),
        ("head_for_age", {"head": 34.4618 * (1 - 0.03686 * 5.006)}, True),
    ],
)
def test_flags_are_put_on_the_rounded_z(indicator: str, measured: dict[str, float], flag: bool) -> None:
    assert bool(zscores(one(sex=1, age_days=0.0, **measured), [indicator]).flag[indicator][0]) is flag


def test_absurd_but_possible_numbers_keep_their_z_and_are_flagged() -> None:
    scores = zscores(one(length=0.0001, weight=9.0), ["bmi_for_age"])
    assert scores.z["bmi_for_age"][0] > 1e11
    assert scores.flag["bmi_for_age"][0]


@pytest.mark.parametrize("compat", Compat)
def test_there_is_no_negative_zero(compat: Compat) -> None:
    scores = zscores(one(sex=1, age_days=0.0, length=49.884, weight=3.346), compat=compat)
    for name in ("length_for_age", "weight_for_age"):
        assert str(scores.z[name][0]) == "0.0"


def test_like_the_package_a_negative_age_stops_the_call_and_names_the_row() -> None:
    ages = np.full(BLOCK + 3, 400.0)
    ages[BLOCK + 1] = -1
    children = Children(np.ones(BLOCK + 3, np.int8), ages, length=np.full(BLOCK + 3, 75.0))
    with pytest.raises(PadanError) as stopped:
        zscores(children, compat=Compat.WHO_ANTHRO)
    assert stopped.value.where is not None
    assert (stopped.value.where.row, stopped.value.where.column) == (BLOCK + 2, "age")
    scores = zscores(children)
    assert np.flatnonzero(np.isnan(scores.z["length_for_age"])).tolist() == [BLOCK + 1]


def test_an_unknown_indicator_is_refused() -> None:
    with pytest.raises(ValueError, match="waist"):
        zscores(one(), ["waist"])


def test_columns_of_unequal_length_are_refused() -> None:
    with pytest.raises(ValueError, match="weight"):
        Children(np.array([1, 2]), weight=np.array([9.0]))


def test_columns_may_be_whole_numbers() -> None:
    whole = Children(np.array([1]), np.array([400]), np.array([9]), np.array([75]))
    fraction = Children(np.array([1]), np.array([400.0]), np.array([9.0]), np.array([75.0]))
    assert zscores(whole).z == zscores(fraction).z


@pytest.mark.parametrize(
    ("z", "rounded"),
    [
        # R 4: the nearer of the two decimal neighbours as the machine holds them; in a tie the even one.
        (0.125, 0.12),
        (0.375, 0.38),
        (0.15, 0.15),
        (2.675, 2.67),
        (-0.125, -0.12),
        (1.005, 1.0),
        (-2.005, -2.0),
        (9e12 + 0.334, 9e12 + 0.334),
        (np.inf, np.inf),
    ],
)
def test_rounding_like_r(z: float, rounded: float) -> None:
    with np.errstate(all="ignore"):
        assert round_like_r(np.array([z]))[0] == rounded


def test_every_reason_has_its_own_words() -> None:
    assert len({words(reason) for reason in Missing}) == len(Missing)
