"""Every figure of WHO's R package on the invented surveys, and every place where it is wrong, by name."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from tests.rules.growth.prevalence.surveys import DATA, answer, survey

from padan.rules.growth.prevalence import Survey, survey_design, who_table
from padan.rules.growth.prevalence.indicators import AXES

SCENARIOS = sorted(path.name.removesuffix("_out.csv.gz") for path in DATA.glob("*_out.csv.gz"))

#: The package takes no cluster or stratum in these.
UNDESIGNED = ("plain", "weights", "few", "one_per_cent_weights")

#: The intervals of shares with a design come from an iteration that the package stops early: they hold 7 digits.
ITERATED = 2e-7
#: The package's table was written with 12 digits.
WRITTEN = 1e-11

#: What the package has wrong in each scenario: the kind of fault and how many figures it touches.
FAULTS: dict[str, dict[str, int]] = {
    "all_3900": {"spread": 144},
    "all_codes_500": {"spread": 134},
    "all_gaps_1200": {"spread": 142},
    "clusters_600": {"spread": 129},
    "few_weights_3": {"few degrees of freedom": 81},
    "girls_150": {"few degrees of freedom": 754, "spread": 71},
    "lonely_120": {"few degrees of freedom": 16, "spread": 93},
    "one_cluster_120": {"one per cent": 2, "spread": 97},
    "one_per_cent_100": {"one per cent": 20},
    "one_per_cent_weights_100": {"one per cent": 20},
    "plain_codes_300": {"figures of another group": 240},
    "plain_gaps_350": {"row of the unknown": 4},
    "plain_unknown_first_40": {"row of the unknown": 2},
    "strata_500": {"spread": 134},
    "two_clusters_120": {"few degrees of freedom": 893, "spread": 80},
    "weights_unknown_first_40": {"row of the unknown": 2},
    "weights_codes_300": {"figures of another group": 60},
    "weights_gaps_500": {"freedom of means": 264, "row of the unknown": 2, "spread": 107},
    "zero_weights_300": {"spread": 99},
}

#: One degree of freedom or none.
FEW_FREEDOM = ("few_weights_3", "girls_150", "lonely_120", "two_clusters_120")


def far(ours: np.ndarray, theirs: np.ndarray, tolerance: float) -> np.ndarray:
    """Where one says nothing and the other something, or they differ by more than the tolerance of their size."""
    with np.errstate(invalid="ignore"):
        return (np.isnan(ours) != np.isnan(theirs)) | (
            np.abs(ours - theirs) > tolerance * np.maximum(1, np.abs(theirs))
        )


def tolerance_of(column: str, scenario: str) -> float:
    simple = scenario.startswith("plain") or scenario == "few_3"
    return ITERATED if column.endswith(("_ll", "_ul")) and not simple else WRITTEN


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_compat_gives_the_packages_own_figures(scenario: str) -> None:
    table, theirs = who_table(survey(scenario), compat=True), answer(scenario)
    assert list(table) == list(theirs)
    assert table["Group"] == theirs["Group"]
    for column in list(theirs)[1:]:
        wrong = far(table[column], theirs[column], tolerance_of(column, scenario))
        if column.endswith("_ll") and scenario in FEW_FREEDOM:
            # With one degree of freedom the package multiplies the SE by infinity: an SE that is 0 but for rounding
            # makes either 0 or nothing of it.
            wrong &= theirs[column[:-2] + "se"] > 1e-9
        assert not wrong.any(), (column, np.array(theirs["Group"])[wrong], table[column][wrong], theirs[column][wrong])


def kind(column: str, group: str, place: int, theirs: dict, scenario: str) -> str:
    """The fault that explains a difference; empty if none does."""
    base, _, figure = column.rpartition("_")
    if "codes" in scenario and scenario.startswith(UNDESIGNED) and group.startswith("Geographical region"):
        return "figures of another group"
    if figure == "stdev":
        return "spread"
    if figure not in ("ll", "ul"):
        return ""
    share = theirs[f"{base}_r"][place]
    if base in ("HA", "WA", "BMI", "WH"):
        return "freedom of means" if scenario == "weights_gaps_500" else ""
    if theirs[f"{base}_ll"][place] == theirs[f"{base}_ul"][place] == 1 and abs(share - 1) < 1e-9:
        return "one per cent"
    if scenario in FEW_FREEDOM:
        return "few degrees of freedom"
    return ""


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_table_differs_from_the_package_only_where_it_is_wrong(scenario: str) -> None:
    table, theirs = who_table(survey(scenario)), answer(scenario)
    rows = [place for place, group in enumerate(theirs["Group"]) if not group.endswith(": NA")]
    assert table["Group"] == [theirs["Group"][place] for place in rows]
    found: Counter[str] = Counter()
    for column in list(theirs)[1:]:
        right = theirs[column][rows]
        for place in np.flatnonzero(far(table[column], right, tolerance_of(column, scenario))):
            found[kind(column, table["Group"][place], rows[place], theirs, scenario)] += 1
    if len(rows) < len(theirs["Group"]):
        found["row of the unknown"] = len(theirs["Group"]) - len(rows)
    assert dict(found) == FAULTS.get(scenario, {})


def test_the_spread_counts_only_children_with_a_z() -> None:
    """With clusters or strata the package's n is that of all children, measured or not; without, of the measured."""
    children = survey("clusters_600")
    z = np.where(children.flag["length_for_age"], np.nan, children.z["length_for_age"])
    z = z[~(children.age_days > 1826)]
    right = np.std(z[~np.isnan(z)], ddof=1)
    measured, everybody = np.sum(~np.isnan(z)), len(z)
    theirs = answer("clusters_600")["HA_stdev"][0]
    assert who_table(children)["HA_stdev"][0] == pytest.approx(right, rel=1e-12)
    assert theirs == pytest.approx(np.std(z[~np.isnan(z)]) * np.sqrt(everybody / (everybody - 1)), rel=1e-9)
    assert measured < everybody


def test_one_per_cent_has_an_interval() -> None:
    children = survey("one_per_cent_100")
    right, wrong = who_table(children), who_table(children, compat=True)
    assert right["HA_3_r"][0] == wrong["HA_3_r"][0] == 1
    assert (wrong["HA_3_ll"][0], wrong["HA_3_ul"][0]) == (1, 1)
    assert right["HA_3_ll"][0] < 0.1
    assert right["HA_3_ul"][0] > 15


def test_group_codes_keep_their_own_figures() -> None:
    """Region 2 stands first in the list, so the package prints region 1's children under 2."""
    children = survey("plain_codes_300")
    region, z = children.groups["gregion"], children.z["length_for_age"]
    used = ~np.isnan(z) & ~children.flag["length_for_age"] & ~(children.age_days > 1826)
    counts = {f"Geographical region: {code}": np.sum(used & (region == code)) for code in (1, 2, 3)}
    right, theirs = who_table(children), answer("plain_codes_300")
    for group, count in counts.items():
        assert right["HAZ_unwpop"][right["Group"].index(group)] == count
    assert theirs["HAZ_unwpop"][theirs["Group"].index("Geographical region: 2")] == counts["Geographical region: 1"]


def test_weights_of_one_are_no_weights() -> None:
    """The package stops: unused argument (weights = weights[subroup])."""
    plain = survey("plain_300")
    weighed = replace(plain, weight=np.ones(300))
    for compat in (False, True):
        without, with_ones = who_table(plain, compat), who_table(weighed, compat)
        for column, values in without.items():
            np.testing.assert_array_equal(with_ones[column], values)


def test_one_per_cent_but_for_the_last_bit_has_its_interval_in_the_package_too() -> None:
    """One of seven children weighs 1 of 100.0; the package's sum falls one bit short, and it prints 0.05 to 15.89."""
    n = 7
    children = Survey(
        z={axis: np.array([-5.0] + [0.0] * 6) for axis in AXES},
        flag={axis: np.zeros(n, bool) for axis in AXES},
        sex=np.ones(n, np.int8),
        age_days=np.full(n, 700.0),
        age_months=np.full(n, 23.0),
        oedema=np.zeros(n, bool),
        weight=np.array([1.0, 18.0, 30.1, 4.0, 9.0, 28.6, 9.3]),
    )
    table = who_table(children, compat=True)
    assert table["HA_3_ll"][0] == pytest.approx(0.053992385414, rel=1e-7)
    assert table["HA_3_ul"][0] == pytest.approx(15.886500729633, rel=1e-7)


def test_a_negative_weight_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        survey_design(2, np.array([1.0, -1.0]))
