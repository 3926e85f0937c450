"""True risk by the written rule, held against a twin that asks one family after the other."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from padan.demo.households import CHILD
from padan.demo.population import TODAY, World, invent_world
from padan.demo.rates import LifeRates
from padan.demo.risk import RiskFacts, full_months, risk_facts
from padan.demo.snapshot import Snapshot, snapshot


@pytest.mark.parametrize(
    ("since", "until", "months"),
    [
        ("2024-11-10", "2026-11-10", 24),
        ("2024-11-11", "2026-11-10", 23),
        ("2024-11-10", "2026-11-09", 23),
        ("2024-01-31", "2024-02-29", 0),
        ("2026-11-10", "2026-11-10", 0),
    ],
)
def test_months_are_full_months(since: str, until: str, months: int) -> None:
    assert full_months(np.array([since], "datetime64[D]"), np.datetime64(until)).tolist() == [months]


@pytest.fixture(scope="module")
def world() -> World:
    return invent_world(800, 9, LifeRates())


@pytest.fixture(scope="module")
def view(world: World) -> Snapshot:
    return snapshot(world, TODAY)


@pytest.fixture(scope="module")
def facts(world: World, view: Snapshot) -> RiskFacts:
    return risk_facts(world, view, TODAY)


def _twin(world: World, view: Snapshot, family: int) -> dict[str, bool]:
    """The rule, read aloud for one family."""
    people, facts = world.people, world.families.facts
    members = [person for person in np.flatnonzero(view.family == family) if view.present[person]]

    def months(person: int) -> int:
        return int(full_months(people.born[[person]], TODAY)[0])

    wife = int(view.wife[family])
    years = months(wife) // 12 if wife in members else -1
    couple = 15 <= years < 50
    births = sorted({people.born[person] for person in members if view.relation[person] == CHILD})
    children = sum(view.relation[person] == CHILD for person in members)
    pregnant = couple and bool(world.families.pregnant_until[family] >= TODAY)
    gap = full_months(np.array(births[-2:-1]), births[-1])[0] if len(births) > 1 else 99
    return {
        "under_two": any(months(person) < 24 for person in members),
        "two_to_five": any(24 <= months(person) < 60 for person in members),
        "couple": couple,
        "pregnant": pregnant,
        "water": bool(members) and facts.water[family] not in (1, 2, 3, 4, 5, 7),
        "latrine": bool(members) and (facts.latrine[family] > 2 or facts.disposal[family] > 2),
        "too_young": couple and years < 20,
        "too_old": couple and 35 <= years <= 40,
        "too_close": couple and gap < 24,
        "too_many": couple and children >= 3,
        "no_modern": couple and not pregnant and not facts.modern_contraception[family],
    }


def test_the_facts_of_every_family_are_those_of_the_twin(world: World, view: Snapshot, facts: RiskFacts) -> None:
    for family in range(len(view.village)):
        found = {field.name: bool(getattr(facts, field.name)[family]) for field in fields(facts)}
        assert found == {name: bool(value) for name, value in _twin(world, view, family).items()}, family


def test_every_target_and_factor_occurs_and_risk_needs_both(facts: RiskFacts) -> None:
    for field in fields(facts):
        assert 0 < getattr(facts, field.name).sum() < 0.8 * len(facts.water), field.name
    assert (facts.at_risk == (facts.target & facts.factor)).all()
    assert 0.05 < facts.at_risk.mean() < 0.5


def test_who_has_no_latrine_has_no_septic_tank(world: World) -> None:
    facts = world.families.facts
    assert (facts.disposal[facts.latrine == 6] > 2).all()
