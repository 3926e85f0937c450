"""The groups of the survey table: WHO's words in WHO's order, and the edges of the package's rules."""

from __future__ import annotations

import numpy as np
import pytest

from padan.rules.growth.prevalence import Survey, who_table
from padan.rules.growth.prevalence.indicators import AXES


def children(n: int, months=12.0, **more) -> Survey:
    """Children of one age, all at z = -1; girls and boys in turn."""
    age = np.broadcast_to(np.asarray(months, float), n)
    given = {
        "z": {axis: np.full(n, -1.0) for axis in AXES},
        "flag": {axis: np.zeros(n, bool) for axis in AXES},
        "sex": np.arange(n, dtype=np.int8) % 2 + 1,
        "age_days": np.floor(age * 30.4375 + 0.5),
        "age_months": age,
        "oedema": np.zeros(n, bool),
    }
    return Survey(**(given | more))


def size(survey: Survey, group: str) -> float:
    table = who_table(survey)
    return table["HAZ_unwpop"][table["Group"].index(group)]


def test_all_groups_in_order() -> None:
    groups = {
        "othergr": np.array(["x", "x", "y", "y"]),
        "typeres": np.array(["Urban", "Rural", "Rural", None], object),
        "wealthq": np.array(["Q1", "5", "6", None], object),
        "mothered": np.array([None, None, None, None], object),
    }
    names = who_table(children(4, groups=groups))["Group"]
    assert names[0] == "All"
    assert names[1:7] == [f"Age group: {m} mo" for m in ("00-05", "06-11", "12-23", "24-35", "36-47", "48-59")]
    assert names[7:9] == ["Sex: Female", "Sex: Male"]
    assert names[9:11] == ["Age + sex: 00-05 mo.Female", "Age + sex: 06-11 mo.Female"]
    assert names[15] == "Age + sex: 00-05 mo.Male"
    assert names[21:23] == ["Area: Urban", "Area: Rural"]
    assert names[23:28] == [f"Wealth quintile: {q}" for q in ("Q1: Poorest", "Q2", "Q3", "Q4", "Q5: Richest")]
    assert names[28:] == ["Other grouping: x", "Other grouping: y"]


def test_with_a_design_free_groups_are_sorted() -> None:
    groups = {"typeres": np.array(["Urban", "Rural", "Urban", "Rural"]), "gregion": np.array([10, 2, 2, 1])}
    names = who_table(children(4, groups=groups, cluster=np.array([1, 1, 2, 2])))["Group"]
    assert names[21:] == ["Area: Rural", "Area: Urban", *(f"Geographical region: {code}" for code in (1, 2, 10))]


@pytest.mark.parametrize(
    ("months", "group"),
    [
        (0, "00-05 mo"), (5.99, "00-05 mo"), (6, "06-11 mo"), (12, "12-23 mo"), (24, "24-35 mo"), (36, "36-47 mo"),
        (48, "48-59 mo"), (59.99, "48-59 mo"),
    ],
)  # fmt: skip
def test_an_age_group_starts_at_its_bound(months: float, group: str) -> None:
    assert size(children(2, months), f"Age group: {group}") == 2


def test_60_months_and_unknown_ages_are_in_no_age_group() -> None:
    survey = children(4, [60.0, 61.0, np.nan, 12.0])
    assert size(survey, "All") == 3  # 60 months are 1826.25 days, the last day of the table; 61 are too old
    assert sum(size(survey, f"Age group: {m} mo") for m in ("00-05", "12-23", "48-59")) == 1


def test_unknown_sex_is_in_all_only() -> None:
    survey = children(3, sex=np.array([0, 1, 2], np.int8))
    assert (size(survey, "All"), size(survey, "Sex: Male"), size(survey, "Sex: Female")) == (3, 1, 1)


def test_without_any_known_sex_there_are_no_sexes() -> None:
    names = who_table(children(2, sex=np.zeros(2, np.int8)))["Group"]
    assert not [name for name in names if "sex" in name.lower()]


def test_nobody_is_one_empty_row() -> None:
    table = who_table(children(2, 70.0))
    assert table["Group"] == ["All"]
    assert table["HAZ_pop"].tolist() == [0]
    assert np.isnan(table["HA_2_r"]).all()


def test_a_group_known_only_outside_the_design_has_no_row() -> None:
    groups = {"typeres": np.array(["Urban", None, None], object)}
    table = who_table(children(3, groups=groups, cluster=np.array([np.nan, 1, 2])))
    assert not [name for name in table["Group"] if name.startswith("Area")]
    assert size(children(3, groups=groups), "Area: Urban") == 1


def test_codes_beyond_1_to_k_keep_their_own_label_in_compat_too() -> None:
    """The package stops on them, so there is no figure to reproduce."""
    groups = {"gregion": np.array([20, 10, 10])}
    table = who_table(children(3, groups=groups), compat=True)
    assert table["HAZ_unwpop"][-2:].tolist() == [1, 2]
    assert table["Group"][-2:] == ["Geographical region: 20", "Geographical region: 10"]
