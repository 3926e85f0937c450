"""A model learned without labels is refused where it cannot be right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import chain

import pytest
from tests.pipeline.link.link_kit import columns, person

from padan.pipeline.link.guard import faults
from padan.pipeline.link.keys import Candidates
from padan.pipeline.link.linking import THRESHOLD
from padan.pipeline.link.model import Model, shipped
from padan.pipeline.link.people import People

NAMES = ("BUDI SANTOSO", "SITI AMINAH", "JOKO WIDODO", "RATNA DEWI")


@pytest.fixture(scope="module")
def people() -> People:
    """Forty people, each on two lists under one name and birth date."""
    given = (
        {"birth": 19500101 + 20_000 * n + 100 * (n % 9) + n % 20, "kk": f"6402130101{n:06d}"} for n in range(1, 41)
    )
    twice = ([person(NAMES[n % 4], **each, source=s) for s in ("dtsen", "krs")] for n, each in enumerate(given))
    return columns(chain.from_iterable(twice))


def told(model: Model, people: People) -> list[str]:
    found = faults(model, shipped(), people, Candidates.among(people), THRESHOLD)
    return [fault.text for fault in found]


def weighing(**levels: Mapping[str, float]) -> Model:
    """The shipped model with other weights."""
    weights = {name: {**given, **levels.get(name, {})} for name, given in shipped().weights.items()}
    return replace(shipped(), weights=weights)


def sharing(name: str, level: str, share: float) -> Model:
    """The shipped model with another share of one person's records."""
    shares = {each: dict(given) for each, given in shipped().shares.items()}
    shares[name][level] = share
    return replace(shipped(), shares=shares)


def test_the_shipped_model_passes(people: People):
    assert told(shipped(), people) == []


@pytest.mark.parametrize(
    ("what", "model", "said"),
    [
        ("a slip weighs more than the number itself", weighing(identity={"same_nik_proved": 1.0}), "same_nik_proved"),
        ("a wrong date weighs more than a near one", weighing(identity={"else": 9.0}), "no_nik_near_date"),
        ("other names weigh more than the same", weighing(name={"same": -9.0}), "same"),
        ("men are women", sharing("sex", "same", 0.5), "sex"),
        ("nobody bears one name", sharing("name", "same", 0.1), "name"),
        ("everybody is one person", replace(shipped(), prior=-1.0), "-1.0"),
        ("nobody is", replace(shipped(), prior=-50.0), "-50.0"),
    ],
)
def test_what_no_lists_of_people_can_teach(what: str, model: Model, said: str, people: People):
    assert any(said in text for text in told(model, people)), what


def test_a_model_that_judges_otherwise_than_the_shipped_one(people: People):
    timid = replace(shipped(), prior=shipped().prior - 20)

    found = told(timid, people)

    assert len(found) == 2
    assert "%" in found[0]


def test_lists_in_which_nobody_stands_twice_show_nothing_against_a_model():
    alone = columns([person(name, birth=19600101 + 10_000 * n) for n, name in enumerate(NAMES)])

    assert told(replace(shipped(), prior=shipped().prior - 20), alone) == []
