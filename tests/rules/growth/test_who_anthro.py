"""Against WHO's own answers: the 20,000 cases run through its R package, and what we answer otherwise and why."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from tests.rules.growth import growth_twin
from tests.rules.growth.growth_kit import WHO_NAMES, cases, column, same, who_children

from padan.rules.growth.arithmetic import LikeR
from padan.rules.growth.children import ALL, WEIGHT_FOR_LENGTH, Compat
from padan.rules.growth.zscores import zscores

ROWS = cases("who_anthro_cases.csv.gz")
CHILDREN = who_children(ROWS)
COMPAT = zscores(CHILDREN, ALL, Compat.WHO_ANTHRO)
RIGHT = zscores(CHILDREN, ALL)

#: The faults of WHO's package that the cases meet, and how many z-scores each of them spoils.
FAULTS = {
    "103.1 cm lying: 103.1 - 0.7 is a little less than 102.4 in the package, and is read 0.1 cm too tall": 6,
    "a weight of 0 has a weight-for-length": 18,
    "a length of 0 or less has a BMI, and 0.7 cm more make a length of it": 61,
}


def _fault(indicator: str, row: dict[str, str]) -> str:
    lying, weight, nothing = FAULTS
    if indicator == WEIGHT_FOR_LENGTH and row["lenhei"] == "103.1" and row["measure"] in ("l", "L"):
        return lying
    if indicator == WEIGHT_FOR_LENGTH and float(row["weight"]) == 0:
        return weight
    if indicator in ("bmi_for_age", "length_for_age") and float(row["lenhei"]) < 0.7:
        return nothing
    return "no fault of the package"


def test_there_are_20_000_cases() -> None:
    assert len(ROWS) == 20_000


@pytest.mark.parametrize("indicator", ALL)
def test_like_the_package_every_z_is_the_same_number(indicator: str) -> None:
    assert same(COMPAT.z[indicator], column(ROWS, f"exp_z{WHO_NAMES[indicator]}")).all()


@pytest.mark.parametrize("indicator", ALL)
def test_like_the_package_every_flag_is_the_same(indicator: str) -> None:
    expected = column(ROWS, f"exp_f{WHO_NAMES[indicator]}")
    flags = np.where(np.isnan(COMPAT.z[indicator]), np.nan, COMPAT.flag[indicator])
    assert same(flags, expected).all()


def test_like_the_package_every_corrected_length_is_the_same() -> None:
    assert same(COMPAT.length, column(ROWS, "exp_clenhei")).all()


@pytest.mark.parametrize("indicator", ALL)
def test_like_the_package_even_before_rounding(indicator: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LikeR, "rounded", lambda self, z: z.copy())
    raw = zscores(CHILDREN, [indicator], Compat.WHO_ANTHRO).z[indicator]
    expected = column(ROWS, f"raw_z{WHO_NAMES[indicator]}")
    np.testing.assert_allclose(raw, expected, rtol=1e-12, atol=1e-14)


def test_we_differ_only_where_the_package_is_at_fault() -> None:
    found: Counter[str] = Counter()
    for indicator in ALL:
        expected = column(ROWS, f"exp_z{WHO_NAMES[indicator]}")
        for at in np.flatnonzero(~same(RIGHT.z[indicator], expected)):
            found[_fault(indicator, ROWS[at])] += 1
    assert found == FAULTS


def test_our_flags_differ_only_where_our_z_differs() -> None:
    for indicator in ALL:
        expected = column(ROWS, f"exp_f{WHO_NAMES[indicator]}")
        agree = same(RIGHT.z[indicator], column(ROWS, f"exp_z{WHO_NAMES[indicator]}"))
        flags = np.where(np.isnan(RIGHT.z[indicator]), np.nan, RIGHT.flag[indicator])
        assert same(flags, expected)[agree].all()


@pytest.mark.parametrize("scores", [RIGHT, COMPAT], ids=["right", "like the package"])
def test_there_is_a_reason_exactly_where_there_is_no_z(scores) -> None:
    for indicator in ALL:
        assert ((scores.missing[indicator] > 0) == np.isnan(scores.z[indicator])).all()
        assert not scores.flag[indicator][np.isnan(scores.z[indicator])].any()


def test_a_plain_second_implementation_agrees_on_every_case() -> None:
    columns = {
        name: getattr(CHILDREN, name)
        for name in (*growth_twin.MEASURES.values(), "age_days", "age_months")
        if name != "bmi"
    }
    for at in range(len(ROWS)):
        child = {name: None if np.isnan(values[at]) else float(values[at]) for name, values in columns.items()}
        child |= {name: int(getattr(CHILDREN, name)[at]) for name in ("sex", "position", "oedema")}
        for indicator, expected in growth_twin.scores_of(child).items():
            z, flag = RIGHT.z[indicator][at], RIGHT.flag[indicator][at]
            assert (None if np.isnan(z) else (z, flag)) == expected, (indicator, ROWS[at])
