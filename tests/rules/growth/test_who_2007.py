"""5 to 19 years, against the answers of WHO's R package ``anthroplus`` to 6,000 invented children."""

from __future__ import annotations

import numpy as np
import pytest
from tests.rules.growth.growth_kit import WHO_NAMES_2007, cases, column, one, same, schoolchildren

from padan.kernel.errors import PadanError
from padan.rules.growth.children import Children, Compat
from padan.rules.growth.missing import Missing
from padan.rules.growth.who2007 import INDICATORS_2007, zscores_2007

ROWS = cases("who_2007_cases.csv.gz")
CHILDREN = schoolchildren(ROWS)
COMPAT = zscores_2007(CHILDREN, compat=Compat.WHO_ANTHRO)
RIGHT = zscores_2007(CHILDREN)


@pytest.mark.parametrize("indicator", INDICATORS_2007)
def test_like_the_package_every_z_and_flag_is_the_same(indicator: str) -> None:
    name = WHO_NAMES_2007[indicator]
    assert same(COMPAT.z[indicator], column(ROWS, f"exp_z{name}")).all()
    flags = np.where(np.isnan(COMPAT.z[indicator]), np.nan, COMPAT.flag[indicator])
    assert same(flags, column(ROWS, f"exp_f{name}")).all()


@pytest.mark.parametrize("indicator", INDICATORS_2007)
def test_we_differ_only_where_something_measured_is_zero(indicator: str) -> None:
    differing = np.flatnonzero(~same(RIGHT.z[indicator], column(ROWS, f"exp_z{WHO_NAMES_2007[indicator]}")))
    assert differing.size
    for at in differing:
        assert float(ROWS[at]["height"] or 1) == 0 or float(ROWS[at]["weight"] or 1) == 0


@pytest.mark.parametrize(
    ("months", "height", "weight", "bmi"),
    [
        # Medians of the reference (boys): a z of 0 on the month, and half way between two months half way in M.
        (60.0, 109.7265, 18.3328, 15.2679),
        (61.0, 110.2647, 18.5057, 15.2641),
        (60.5, (109.7265 + 110.2647) / 2, (18.3328 + 18.5057) / 2, (15.2679 + 15.2641) / 2),
    ],
)
def test_the_median_has_z_zero(months: float, height: float, weight: float, bmi: float) -> None:
    by_weight = zscores_2007(one(sex=1, age_days=np.nan, age_months=months, length=height, weight=weight))
    assert by_weight.z["length_for_age"][0] == 0
    assert by_weight.z["weight_for_age"][0] == 0
    by_bmi = zscores_2007(one(sex=1, age_days=np.nan, age_months=months, length=100.0, weight=bmi))
    assert by_bmi.z["bmi_for_age"][0] == 0


@pytest.mark.parametrize(
    ("child", "height", "weight", "bmi"),
    [
        ({"age_months": 59.99}, Missing.AGE_OUT_OF_RANGE, Missing.AGE_OUT_OF_RANGE, Missing.AGE_OUT_OF_RANGE),
        ({"age_months": 60.0}, 0, 0, 0),
        ({"age_months": 120.0}, 0, 0, 0),
        ({"age_months": 120.01}, 0, Missing.AGE_OUT_OF_RANGE, 0),
        ({"age_months": 228.0}, 0, Missing.AGE_OUT_OF_RANGE, 0),
        ({"age_months": 228.01}, Missing.AGE_OUT_OF_RANGE, Missing.AGE_OUT_OF_RANGE, Missing.AGE_OUT_OF_RANGE),
        ({"age_months": np.nan}, Missing.AGE_UNKNOWN, Missing.AGE_UNKNOWN, Missing.AGE_UNKNOWN),
        ({"age_months": -1.0}, Missing.AGE_INVALID, Missing.AGE_INVALID, Missing.AGE_INVALID),
        ({"sex": 0}, Missing.SEX_UNKNOWN, Missing.SEX_UNKNOWN, Missing.SEX_UNKNOWN),
        ({"oedema": True}, 0, Missing.OEDEMA, Missing.OEDEMA),
        ({"weight": np.nan}, 0, Missing.NOT_MEASURED, Missing.NOT_MEASURED),
        ({"weight": 0.0}, 0, Missing.MEASUREMENT_INVALID, Missing.MEASUREMENT_INVALID),
        ({"length": 0.0}, Missing.MEASUREMENT_INVALID, 0, Missing.MEASUREMENT_INVALID),
    ],
)
def test_reasons(child: dict[str, float], height: int, weight: int, bmi: int) -> None:
    scores = zscores_2007(one(**{"age_days": np.nan, "age_months": 100.0, "length": 130.0, "weight": 28.0} | child))
    assert [int(scores.missing[name][0]) for name in INDICATORS_2007] == [height, weight, bmi]


def test_a_child_measured_lying_is_judged_by_its_height() -> None:
    lying = one(sex=2, age_days=3000.0, length=130.7, weight=28.0, position=1)
    standing = one(sex=2, age_days=3000.0, length=130.0, weight=28.0, position=2)
    assert zscores_2007(lying).length[0] == 130.0
    assert zscores_2007(lying).z == zscores_2007(standing).z
    assert zscores_2007(lying, compat=Compat.WHO_ANTHRO).length[0] == 130.7


@pytest.mark.parametrize("column_name", ["age_days", "length", "weight"])
def test_like_the_package_a_negative_value_stops_the_call(column_name: str) -> None:
    columns = {"age_days": np.full(3, 3000.0), "length": np.full(3, 130.0), "weight": np.full(3, 28.0)}
    columns[column_name][1] = -1
    children = Children(sex=np.array([1, 2, 1]), **columns)
    with pytest.raises(PadanError) as stopped:
        zscores_2007(children, compat=Compat.WHO_ANTHRO)
    assert stopped.value.where is not None
    assert stopped.value.where.row == 2
    assert np.isnan(zscores_2007(children).z["bmi_for_age"]).tolist() == [False, True, False]


def test_an_unknown_indicator_is_refused() -> None:
    with pytest.raises(ValueError, match="head_for_age"):
        zscores_2007(one(), ["head_for_age"])
