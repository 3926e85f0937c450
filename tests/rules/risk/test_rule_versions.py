"""The rule as data: versions by date, every parameter with its source."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from padan.reference.agencies import agencies
from padan.reference.datafiles import read_rows
from padan.reference.krs import FACTORS, TARGETS, facts, krs_rules, pregnancy_limits, priority_groups, rule_on, safety


@pytest.mark.parametrize(
    ("day", "rule"),
    [
        ("2021-04-01", "pk-2021"),
        ("2023-08-31", "pk-2021"),
        ("2023-09-01", "verval-2023"),
        ("2030-01-01", "verval-2023"),
    ],
)
def test_the_rule_of_a_day(day: str, rule: str) -> None:
    assert rule_on(date.fromisoformat(day)).code == rule


def test_there_was_no_rule_before_the_first() -> None:
    with pytest.raises(LookupError, match="2021-03-31"):
        rule_on(date(2021, 3, 31))


def test_versions_follow_one_another_without_a_gap() -> None:
    for earlier, later in pairwise(krs_rules()):
        assert earlier.valid_to is not None
        assert later.valid_from == earlier.valid_to + timedelta(days=1)
    assert krs_rules()[-1].valid_to is None


def test_every_rule_is_consistent() -> None:
    for rule in krs_rules():
        assert set(rule.targets) <= set(TARGETS)
        assert rule.factors == FACTORS
        assert rule.couple_from <= rule.too_young_below <= rule.too_old_from <= rule.too_old_to <= rule.couple_to
        assert 0 < rule.under_two_months < rule.under_five_months
        assert set(rule.also_safe_water) <= set(safety("water"))
        assert rule.title()
        assert rule.title("en")


def test_every_parameter_of_every_rule_has_its_source() -> None:
    rows = read_rows("data", "risk", "krs_parameters.csv")
    for rule in krs_rules():
        names = [row["parameter"] for row in rows if row["rule"] in ("*", rule.code)]
        assert len(names) == len(set(names))
    assert all(row["source"] and row["unit"] for row in rows)
    assert {row["rule"] for row in rows} == {"*"} | {rule.code for rule in krs_rules()}


def test_every_fact_has_its_own_bit_and_an_agency() -> None:
    masks = [fact.mask for fact in facts().values()]
    assert masks == [1 << place for place in range(len(masks))]
    assert len(masks) <= 16
    assert {fact.agency for fact in facts().values()} <= set(agencies())


def test_limits_and_groups() -> None:
    assert pregnancy_limits() == {"kek": 23.5, "anaemia": 11.0}
    assert priority_groups("welfare_rank") == {1: 1, 2: 2, 3: 3, 4: 4, 5: 5}
    assert sorted(priority_groups("desil")) == list(range(1, 11))
