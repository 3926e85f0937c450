"""What ``docs/explanation/growth.md`` says that Padan answers to the examples of WHO's package is what it answers."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from padan.rules.growth.children import Children, Floats
from padan.rules.growth.prevalence import Survey, Table, who_table
from padan.rules.growth.zscores import zscores

PAGE = (Path(__file__).parents[2] / "docs" / "explanation" / "growth.md").read_text("utf-8")
NAN = math.nan
BOY, LYING, STANDING = 1, 1, 2


@pytest.mark.parametrize(
    ("call", "age", "weight", "length", "position", "indicator", "z"),
    [
        ('weight=16.3, lenhei=103.1, measure="l"', 1000, 16.3, 103.1, LYING, "weight_for_length", 0.18),
        ('weight=16.3, lenhei=103.1, measure="l"', 1000, 16.3, 102.4, STANDING, "weight_for_length", 0.18),
        ("weight=0, lenhei=76", 400, 0.0, 76.0, 0, "weight_for_length", NAN),
        ('400, weight=9, lenhei=0, measure="l"', 400, 9.0, 0.0, LYING, "bmi_for_age", NAN),
        ('500, weight=9, lenhei=0, measure="h"', 500, 9.0, 0.0, STANDING, "length_for_age", NAN),
        ("c(400, -1), weight=9, lenhei=76", -1, 9.0, 76.0, 0, "length_for_age", NAN),
        ("c(400, -1), weight=9, lenhei=76", 400, 9.0, 76.0, 0, "length_for_age", -0.44),
    ],
)
def test_z(call: str, age: float, weight: float, length: float, position: int, indicator: str, z: float) -> None:
    assert call in PAGE
    columns = {"age_days": age, "weight": weight, "length": length, "position": position}
    child = Children(np.array([BOY]), **{name: np.array([value]) for name, value in columns.items()})
    assert zscores(child).z[indicator][0] == pytest.approx(z, abs=0, nan_ok=True)


def survey(weight: list[float], length: list[float], sex: list[int] | None = None, **sample: Any) -> Table:
    """The survey table of children of 700 days, boys unless said otherwise."""
    ages = np.full(len(weight), 700.0)
    children = Children(np.array(sex or [BOY] * len(weight)), ages, np.array(weight), np.array(length))
    scores = zscores(children)
    swollen = np.zeros(len(weight), bool)
    return who_table(Survey(scores.z, scores.flag, children.sex, ages, ages / 30.4375, swollen, **sample))


def interval(table: Table, share: str) -> tuple[float, float, float]:
    """A share of all children and its interval, in per cent at two decimals."""
    columns: list[Floats] = [table[f"{share}_{figure}"] for figure in ("r", "ll", "ul")]  # type: ignore[misc]
    value, low, high = (round(float(column[0]), 2) for column in columns)
    return value, low, high


def test_one_per_cent_in_a_cluster_sample_has_an_interval() -> None:
    assert "weight=c(8.8, rep(12,99)), lenhei=86, cluster=rep(1:10,10)" in PAGE
    weight, length = [8.8, *[12.0] * 99], [86.0] * 100
    assert interval(survey(weight, length, cluster=np.tile(np.arange(10), 10)), "WH_3") == (1, 0.10, 9.03)
    assert interval(survey(weight, length), "WH_3") == (1, 0.14, 6.97)
    assert "[0.10, 9.03]; without clusters both have 0.14-6.97" in PAGE


def test_one_hundred_per_cent_and_one_degree_of_freedom() -> None:
    halves = np.array([1, 1, 2, 2])
    assert interval(survey([8.8] * 4, [86.0] * 4, cluster=halves), "WH_3") == (100, 100, 100)
    share, low, high = interval(survey([6.0, 9.0, 12.0, 11.0], [86.0] * 4, cluster=halves), "WH_2")
    assert low < share < high


def test_groups_keep_their_figures_and_the_spread_its_children() -> None:
    assert "gregion=c(2,1,1,1)" in PAGE
    region = {"gregion": np.array([2, 1, 1, 1])}
    table = survey([9.0, 12.0, 11.0, 10.0], [74.0, 86.0, 80.0, 81.0], [1, 2, 1, 1], groups=region)
    sizes = dict(zip(table["Group"], table["HAZ_unwpop"], strict=True))
    assert (sizes["Geographical region: 1"], sizes["Geographical region: 2"]) == (3, 1)
    gaps = survey([12.0, NAN, 11.0, 13.0], [86.0, NAN, 84.0, 88.0], cluster=np.array([1, 1, 2, 2]))
    assert round(float(gaps["HA_stdev"][0]), 3) == 0.665
