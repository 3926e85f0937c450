"""Rates by any columns, and when they are not to be trusted."""

from __future__ import annotations

import math

import numpy as np
import pytest
from tests.rules.growth.prevalence.surveys import survey

from padan.rules.growth.prevalence import (
    DHS,
    INDICATORS,
    Coded,
    Rate,
    Reason,
    Rule,
    age_groups,
    coded,
    crossed,
    prevalence,
    reason_text,
    who_table,
)
from padan.rules.growth.prevalence.indicators import AXES, CUT_HITS, CUTS, columns
from padan.rules.growth.prevalence.reliability import judge


def z_of(length, weight=None) -> dict[str, np.ndarray]:
    """Columns of z: of length as given, the others as given or all 0."""
    other = np.zeros(len(length)) if weight is None else np.array(weight, float)
    return {axis: np.array(length, float) if axis == "length_for_age" else other for axis in AXES}


def no_flags(n: int) -> dict[str, np.ndarray]:
    return {axis: np.zeros(n, bool) for axis in AXES}


def find(rates: list[Rate], group: tuple[str, ...], indicator: str) -> Rate:
    return next(rate for rate in rates if rate.group == group and rate.indicator == indicator)


@pytest.mark.parametrize(
    ("z", "counted"),
    [
        (-3.01, "<-3 <-2 <-1"),
        (-3.00, "<-2 <-1"),
        (-2.00, "<-1"),
        (-1.00, ""),
        (0.0, ""),
        (1.00, ""),
        (1.01, ">1"),
        (2.00, ">1"),
        (2.01, ">1 >2"),
        (3.00, ">1 >2"),
        (3.01, ">1 >2 >3"),
    ],
)
def test_cut_offs_are_strict(z: float, counted: str) -> None:
    got = columns(z_of([z]), no_flags(1), np.array([False])).classes["length_for_age"]
    names = [f"{'<' if cut < 0 else '>'}{cut}" for cut, hit in zip(CUTS, CUT_HITS[:, got[0]], strict=True) if hit]
    assert " ".join(names) == counted


def test_every_indicator_has_its_row() -> None:
    rates = prevalence(z_of([-2.5, 0]), no_flags(2), np.zeros(2, bool))
    assert [rate.indicator for rate in rates] == list(INDICATORS)
    assert len(INDICATORS) == 4 * 7 + 2
    assert {rate.group for rate in rates} == {()}


def test_percent_of_each_village() -> None:
    length = [-2.5, -3.5, 0, 0, -2.1, 0, np.nan]
    village = np.array(["Loa", "Loa", "Loa", "Loa", "Api", None, "Api"], object)
    rates = prevalence(z_of(length), no_flags(7), np.zeros(7, bool), by={"village": village})
    assert [rate.group for rate in rates[:: len(INDICATORS)]] == [("Api",), ("Loa",)]
    stunted = find(rates, ("Loa",), "length_for_age<-2")
    assert (stunted.n, stunted.estimate) == (4, 50.0)
    assert find(rates, ("Api",), "length_for_age<-2").n == 1
    assert find(rates, ("Loa",), "length_for_age").estimate == -1.5


def test_crossings_are_those_that_occur() -> None:
    village = np.array(["Loa", "Loa", "Api"])
    sex = Coded(np.array([1, 0, 1]), ("L", "P"))
    rates = prevalence(z_of([-2.5, 0, 0]), no_flags(3), np.zeros(3, bool), by={"village": village, "sex": sex})
    groups = [rate.group for rate in rates[:: len(INDICATORS)]]
    assert groups == [("Api", "P"), ("Loa", "L"), ("Loa", "P")]
    assert find(rates, ("Loa", "P"), "length_for_age<-2").estimate == 100


def test_oedema_counts_as_wasted_and_not_in_the_mean() -> None:
    z, flag = z_of([-2.5, 0, 0], [np.nan, 1, 3]), no_flags(3)
    flag["weight_for_length"][2] = True
    rates = prevalence(z, flag, np.array([True, False, False]))
    wasted = find(rates, (), "weight_for_length<-3")
    assert (wasted.n, wasted.estimate) == (2, 50)
    mean = find(rates, (), "weight_for_length")
    assert (mean.n, mean.estimate) == (1, 1)
    assert find(rates, (), "stunted_wasted").estimate == 50


def test_stunted_and_overweight() -> None:
    rates = prevalence(z_of([-2.5, -2.5, 0, np.nan], [2.5, -2.5, 2.5, 2.5]), no_flags(4), np.zeros(4, bool))
    both = find(rates, (), "stunted_overweight")
    assert both.n == 3
    assert both.estimate == pytest.approx(100 / 3)


def test_a_child_without_weight_is_not_counted() -> None:
    weight = np.array([1.0, 3.0, np.nan])
    rate = prevalence(z_of([-2.5, 0, 0]), no_flags(3), np.zeros(3, bool), weight=weight)[1]
    assert (rate.indicator, rate.n, rate.mass, rate.estimate) == ("length_for_age<-2", 2, 4.0, 25.0)


@pytest.mark.parametrize(
    ("n", "units", "df", "reason"),
    [
        (0, 0, 30, Reason.EMPTY),
        (24, 9, 30, Reason.TOO_FEW),
        (25, 9, 30, Reason.FEW),
        (49, 9, 30, Reason.FEW),
        (50, 9, 30, Reason.NONE),
        (400, 1, 30, Reason.ONE_UNIT),
        (400, 2, 0, Reason.NO_SPREAD),
        (24, 1, 0, Reason.TOO_FEW),
    ],
)
def test_when_a_figure_is_reliable(n: int, units: int, df: int, reason: Reason) -> None:
    assert judge(n, units, df) is reason
    assert bool(reason_text(reason)) is (reason is not Reason.NONE)


def test_the_rule_is_a_parameter() -> None:
    assert (DHS.hidden_below, DHS.doubtful_below) == (25, 50)
    assert judge(12, 9, 30, Rule(5, 10)) is Reason.NONE


def test_a_group_in_one_cluster_has_no_interval() -> None:
    """The formula would give an SE of 0; it says nothing of the other villages that could have been drawn."""
    n = 120
    z, village = z_of(np.where(np.arange(n) % 3 == 0, -2.5, 0)), np.repeat(["Api", "Loa"], n // 2)
    rates = prevalence(z, no_flags(n), np.zeros(n, bool), by={"village": village}, cluster=village)
    stunted = find(rates, ("Loa",), "length_for_age<-2")
    assert stunted.estimate == pytest.approx(100 / 3)
    assert all(math.isnan(value) for value in (stunted.se, stunted.low, stunted.high))
    assert (stunted.reliable, stunted.reason) == (False, Reason.ONE_UNIT)


def test_the_same_figures_as_in_the_survey_table() -> None:
    children = survey("all_3900")
    keep = ~(children.age_days > 1826)
    z, flag = ({name: column[keep] for name, column in of.items()} for of in (children.z, children.flag))
    design = (children.weight[keep], children.cluster[keep], children.strata[keep])
    by = {"age": age_groups(children.age_months[keep])}
    rates = prevalence(z, flag, children.oedema[keep], by, *design)
    table = who_table(children)
    for rate in rates:
        if rate.indicator == "weight_for_length<-2":
            row = table["Group"].index(f"Age group: {rate.group[0]}")
            assert (rate.n, rate.estimate) == (table["WHZ_unwpop"][row], table["WH_2_r"][row])
            assert (rate.low, rate.high) == (table["WH_2_ll"][row], table["WH_2_ul"][row])


@pytest.mark.parametrize(
    ("column", "labels", "codes"),
    [
        (np.array(["b", None, "a", "b"], object), ("a", "b"), [1, -1, 0, 1]),
        (np.array([10, 2, 2, 1]), ("1", "2", "10"), [2, 1, 1, 0]),
        (np.array([1.5, np.nan, 3.0, 1.5]), ("1.5", "3"), [0, -1, 1, 0]),
        (np.array([np.nan, "x", 1, "1"], object), ("1", "x"), [-1, 1, 0, 0]),
        (np.array([], object), (), []),
    ],
)
def test_a_column_as_codes(column: np.ndarray, labels: tuple[str, ...], codes: list[int]) -> None:
    got = coded(column)
    assert (got.labels, got.codes.tolist()) == (labels, codes)
    assert coded(got) is got


def test_nobody_in_no_group() -> None:
    assert prevalence(z_of([]), no_flags(0), np.zeros(0, bool), by={"village": np.array([], object)}) == []
    codes, labels = crossed([], np.array([True, False]))
    assert (codes.tolist(), labels) == ([0, -1], [()])
