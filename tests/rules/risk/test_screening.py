"""The family at risk of stunting, drawn: each line is one family on 15 June 2026."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from padan.reference.krs import FACTORS, krs_rules, rule_on
from padan.rules.risk import NO_CHILD, Answer, assess, families, family_risk, poverty_group, without_stated

ON = date(2026, 6, 15)
RULE = rule_on(ON)
PK = krs_rules()[0]
NO, YES, UNKNOWN = Answer.NO, Answer.YES, Answer.UNKNOWN

#: A couple of 28 with safe water, a latrine with a septic tank, one child of a year, no pregnancy.
SAFE: dict[str, Any] = {
    "wife_born": "1998-02-01", "in_union": YES, "pregnant": NO, "youngest_born": "2025-06-01", "older_born": NO_CHILD,
    "children": 1, "water_unsafe": NO, "latrine_unsafe": NO, "modern_contraception": YES,
}  # fmt: skip


def factors(**changes: Any) -> str:
    return " ".join(family_risk(RULE, ON, **{**SAFE, **changes}).factors)


@pytest.mark.parametrize(
    ("family", "changes", "expected"),
    [
        ("nothing is wrong", {}, ""),
        ("water from the river", {"water_unsafe": YES}, "water_unsafe"),
        ("no septic tank", {"latrine_unsafe": YES}, "latrine_unsafe"),
        ("wife of 19 years 364 days", {"wife_born": "2006-06-16"}, "too_young"),
        ("wife of 20 today", {"wife_born": "2006-06-15"}, ""),
        ("wife of 14", {"wife_born": "2012-01-01"}, "too_young"),
        ("wife of 34 years 364 days", {"wife_born": "1991-06-16"}, ""),
        ("wife of 35 today", {"wife_born": "1991-06-15"}, "too_old"),
        ("wife of 40 years 364 days", {"wife_born": "1985-06-16"}, "too_old"),
        ("wife of 41 today: the form ends at 40", {"wife_born": "1985-06-15"}, ""),
        ("a widow of 37: the four are asked of couples", {"wife_born": "1989-01-01", "in_union": NO}, ""),
        ("two children", {"children": 2, "older_born": "2020-01-01"}, ""),
        ("three children", {"children": 3, "older_born": "2020-01-01"}, "too_many"),
        ("three children, a wife of 50", {"children": 3, "older_born": "2020-01-01", "wife_born": "1976-01-01"}, ""),
        ("births 24 months apart", {"children": 2, "older_born": "2023-06-01"}, ""),
        ("births 24 months less a day apart", {"children": 2, "older_born": "2023-06-02"}, "too_close"),
        ("twins and no other", {"children": 2, "older_born": "2025-06-01"}, ""),
        ("a second pregnancy, child of 12 months", {"pregnant": YES}, "too_close"),
        ("a second pregnancy, child of 24 months", {"pregnant": YES, "youngest_born": "2024-06-15"}, ""),
        ("a second pregnancy, child of 23 months", {"pregnant": YES, "youngest_born": "2024-06-16"}, "too_close"),
        ("pregnant, husband and wife live apart", {"pregnant": YES, "in_union": NO}, ""),
        ("no modern contraception: beside the factors", {"modern_contraception": NO}, ""),
        ("all of it", {"water_unsafe": YES, "latrine_unsafe": YES, "wife_born": "1988-01-01", "children": 4,
                       "older_born": "2024-01-01"}, "water_unsafe latrine_unsafe too_old too_close too_many"),
    ],
)  # fmt: skip
def test_factors(family: str, changes: dict[str, Any], expected: str) -> None:
    assert factors(**changes) == expected, family
    found = family_risk(RULE, ON, **{**SAFE, **changes})
    assert found.at_risk == (YES if expected else NO), "each has a child under two"


@pytest.mark.parametrize(
    ("family", "changes", "targets", "at_risk_2021", "at_risk_2023"),
    [
        ("child of 23 months", {"youngest_born": "2024-06-16"}, "under_two couple", YES, YES),
        ("child of 24 months", {"youngest_born": "2024-06-15"}, "under_five couple", YES, YES),
        ("child of 59 months", {"youngest_born": "2021-06-16"}, "under_five couple", YES, YES),
        ("child of 60 months", {"youngest_born": "2021-06-15"}, "couple", YES, NO),
        ("child of one year and one of three", {"older_born": "2023-01-01", "children": 2},
         "under_two under_five couple", YES, YES),
        ("first pregnancy", {"pregnant": YES, "youngest_born": NO_CHILD, "children": 0}, "pregnant couple", YES, YES),
        ("couple without children", {"youngest_born": NO_CHILD, "children": 0}, "couple", YES, NO),
        ("wife of 49", {"youngest_born": NO_CHILD, "wife_born": "1976-06-16"}, "couple", YES, NO),
        ("wife of 50", {"youngest_born": NO_CHILD, "wife_born": "1976-06-15"}, "", NO, NO),
        ("nobody but an old man", {"youngest_born": NO_CHILD, "wife_born": "NaT", "in_union": NO}, "", NO, NO),
    ],
)  # fmt: skip
def test_targets_by_rule_version(
    family: str, changes: dict[str, Any], targets: str, at_risk_2021: int, at_risk_2023: int
) -> None:
    known = {**SAFE, "water_unsafe": YES, **changes}
    by_2021, by_2023 = family_risk(PK, ON, **known), family_risk(RULE, ON, **known)
    assert " ".join(by_2023.targets) == targets, family
    assert (by_2021.at_risk, by_2023.at_risk) == (at_risk_2021, at_risk_2023), family


def but(*names: str, **changes: Any) -> dict[str, Any]:
    """The safe family, of which the named facts are not known."""
    return {name: value for name, value in {**SAFE, **changes}.items() if name not in names}


@pytest.mark.parametrize(
    ("family", "known", "at_risk", "missing"),
    [
        ("nothing is known", {}, UNKNOWN,
         "wife_born in_union pregnant youngest_born older_born children water latrine"),
        ("water not asked", but("water_unsafe"), UNKNOWN, "water"),
        ("water not asked, but no latrine", but("water_unsafe", latrine_unsafe=YES), YES, ""),
        ("water not asked, no target", but("water_unsafe", youngest_born=NO_CHILD), NO, ""),
        ("wife's age not known", but("wife_born"), UNKNOWN, "wife_born"),
        ("wife's age not known, a widow", but("wife_born", in_union=NO), NO, ""),
        ("wife's age not known, three children", but("wife_born", children=3, older_born="2020-01-01"), UNKNOWN,
         "wife_born"),
        ("pregnancy not asked, child of one year", but("pregnant"), UNKNOWN, "pregnant"),
        ("pregnancy not asked, child of three", but("pregnant", youngest_born="2023-01-01"), NO, ""),
        ("contraception not asked", but("modern_contraception"), NO, ""),
        ("older child's birth not known", but("older_born", children=2), UNKNOWN, "older_born"),
        ("older child's birth not known, an only child", but("older_born"), NO, ""),
        ("neither it nor how many", but("older_born", "children"), UNKNOWN, "older_born children"),
        ("twins, a third of unknown birth", but(older_born="2025-06-01", children=3, wife_born="1976-01-01"), NO, ""),
        ("the same, and the wife is 30", but("children", older_born="2025-06-01"), UNKNOWN, "older_born children"),
        ("only that the water is bad", {"water_unsafe": YES}, UNKNOWN, "pregnant youngest_born older_born"),
        ("an older child's birth alone says nothing", {"water_unsafe": YES, "pregnant": NO, "older_born": "2024-01-01"},
         UNKNOWN, "youngest_born older_born"),
    ],
)  # fmt: skip
def test_the_unknown(family: str, known: dict[str, Any], at_risk: int, missing: str) -> None:
    found = family_risk(RULE, ON, **known)
    assert (found.at_risk, " ".join(found.missing)) == (at_risk, missing), family


@pytest.mark.parametrize(
    ("list_says", "known", "at_risk"),
    [
        ("baduta, water unsafe", {"has_under_two": YES, "water_unsafe": YES}, YES),
        ("no baduta, balita, too old", {"has_under_two": NO, "has_under_five": YES, "too_old": YES}, YES),
        ("no target at all", {"has_under_two": NO, "has_under_five": NO, "pregnant": NO, "water_unsafe": YES}, NO),
        ("every factor no", {"has_under_two": YES, "water_unsafe": NO, "latrine_unsafe": NO, "too_young": NO,
                             "too_old": NO, "too_close": NO, "too_many": NO}, NO),
        ("any of the four: no", {"has_under_two": YES, "water_unsafe": NO, "latrine_unsafe": NO, "four_too": NO}, NO),
        ("any of the four: no, but too old", {"has_under_two": YES, "four_too": NO, "too_old": YES}, YES),
        ("any of the four: yes", {"has_under_two": YES, "four_too": YES}, YES),
        ("any of the four: yes, which are no", {"has_under_two": YES, "four_too": YES, "too_old": NO}, YES),
        ("couple, pregnant, baduta", {"couple": YES, "pregnant": YES, "has_under_two": YES}, YES),
        ("no couple, pregnant, baduta", {"couple": NO, "pregnant": YES, "has_under_two": YES, "water_unsafe": NO,
                                         "latrine_unsafe": NO, "too_young": NO, "too_old": NO}, NO),
        ("too old, but she was born in 2000", {"has_under_two": YES, "too_old": YES, "in_union": YES,
                                               "wife_born": "2000-01-01", "water_unsafe": NO}, UNKNOWN),
    ],
)  # fmt: skip
def test_what_a_list_states_counts_where_the_facts_do_not_tell(
    list_says: str, known: dict[str, Any], at_risk: int
) -> None:
    assert family_risk(RULE, ON, **known).at_risk == at_risk, list_says


def test_stated_answers_can_be_left_out() -> None:
    known = families(1, has_under_two=[YES], too_old=[YES], four_too=[YES], water_unsafe=[NO])
    bare = without_stated(known)
    assert (bare.has_under_two[0], bare.too_old[0], bare.four_too[0]) == (UNKNOWN, UNKNOWN, UNKNOWN)
    assert bare.water_unsafe[0] == NO


def test_a_rule_that_counts_contraception() -> None:
    counting = replace(RULE, contraception_counts=True)
    assert family_risk(counting, ON, **{**SAFE, "modern_contraception": NO}).at_risk == YES
    assert family_risk(counting, ON, **{**SAFE, "modern_contraception": NO, "in_union": NO}).at_risk == NO
    # Pregnant, the child of one year makes it too close; not pregnant, she uses nothing: at risk either way.
    assert family_risk(counting, ON, **but("pregnant", modern_contraception=NO)).at_risk == YES
    assert family_risk(RULE, ON, **but("pregnant", modern_contraception=NO)).at_risk == UNKNOWN


def test_a_rule_that_says_more_than_three() -> None:
    press = replace(RULE, too_many_from=4)
    three = {**SAFE, "children": 3, "older_born": "2020-01-01"}
    assert family_risk(press, ON, **three).factors == ()
    assert family_risk(press, ON, **{**three, "children": 4}).factors == ("too_many",)


def test_a_rule_by_which_a_pregnancy_is_not_close() -> None:
    strict = replace(RULE, pregnant_counts_as_close=False)
    assert family_risk(strict, ON, **{**SAFE, "pregnant": YES}).factors == ()


@pytest.mark.parametrize(
    ("welfare_rank", "low", "high", "group"),
    [
        (1, 0, 0, 1),
        (4, 1, 1, 4),
        (5, 1, 1, 5),
        (0, 3, 3, 3),
        (0, 6, 10, 5),
        (0, 5, 5, 5),
        (0, 4, 5, 0),
        (0, 0, 0, 0),
    ],
)
def test_the_welfare_orders_and_is_no_factor(welfare_rank: int, low: int, high: int, group: int) -> None:
    welfare = {"welfare_rank": welfare_rank, "desil_low": low, "desil_high": high}
    assert poverty_group(families(1, **{name: [value] for name, value in welfare.items()}))[0] == group
    assert family_risk(RULE, ON, **{**SAFE, "water_unsafe": YES, **welfare}).group == group
    healthy = family_risk(RULE, ON, **SAFE, **welfare)
    assert (healthy.at_risk, healthy.group) == (NO, 0)


@pytest.mark.parametrize(
    ("known", "count"),
    [
        ({}, 0),
        ({"water_unsafe": YES, "latrine_unsafe": YES}, 2),
        ({"four_too": YES}, 1),
        ({"four_too": YES, "too_old": YES, "too_many": YES}, 2),
        ({"too_old": YES, "water_unsafe": YES}, 2),
    ],
)
def test_factors_are_counted_and_any_of_the_four_counts_once(known: dict[str, Any], count: int) -> None:
    assert assess(families(1, **{n: [v] for n, v in known.items()}), RULE, ON).factor_count[0] == count


def test_which_fact_is_missing_as_a_column() -> None:
    risk = assess(families(2, youngest_born=["2025-06-01", "2025-06-01"], latrine_unsafe=[YES, UNKNOWN]), RULE, ON)
    assert risk.is_missing("water").tolist() == [False, True]
    assert set(risk.factors) >= set(FACTORS)


def test_columns_must_exist_and_have_one_entry_per_family() -> None:
    with pytest.raises(TypeError, match="colour"):
        families(1, colour=[1])
    with pytest.raises(ValueError, match="children"):
        families(2, children=[1])
    assert len(families(0)) == 0
    assert assess(families(0), RULE, ON).at_risk.tolist() == []
    assert np.isnat(families(1).wife_born[0])
