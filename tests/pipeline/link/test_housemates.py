"""How often two records of one household are one member's."""

from __future__ import annotations

import math

import pytest
from tests.pipeline.link.link_kit import Standard, columns, person

from padan.pipeline.link import frequencies
from padan.pipeline.link.blocks import FEWEST_PAIRS, Blocks
from padan.pipeline.link.housemates import SUREST, of_one_household
from padan.pipeline.link.model import OF_ONE_HOUSEHOLD


def house(number: int, *names: str) -> list[Standard]:
    """Members of one family card, each born in a year of its own, each on two lists."""
    out = []
    for place, name in enumerate(names):
        given = {"kk": f"64021301012{number:05d}", "birth": (1950 + 9 * place) * 10_000 + 300 + 102 * place}
        out += [person(name, **given, source=source) for source in ("dtsen", "krs")]
    return out


def learned(houses: list[list[Standard]]) -> float:
    people = columns([one for each in houses for one in each])
    return of_one_household(Blocks(people), frequencies.count(people.texts["sound"]))


@pytest.mark.parametrize(
    ("what", "members", "expected"),
    [
        ("who lives alone meets nobody but itself", ["BUDI"], math.log2((FEWEST_PAIRS + 1) / 1)),
        ("two members meet each other four times and themselves once each", ["BUDI", "SITI AMINAH"],
         math.log2((2 * FEWEST_PAIRS + 1) / (4 * FEWEST_PAIRS + 1))),
        ("a large family leaves it at a household's usual size", ["BUDI", "SITI AMINAH", "RATNA", "JOKO", "DEWI"],
         OF_ONE_HOUSEHOLD),
    ],
)  # fmt: skip
def test_counted_where_it_is_plain(what: str, members: list[str], expected: float):
    found = learned([house(n, *members) for n in range(FEWEST_PAIRS)])

    assert found == pytest.approx(min(expected, SUREST), abs=1e-3), what


def test_lists_without_households_say_nothing():
    assert learned([[person("BUDI", birth=19900312)] * 2 for _n in range(FEWEST_PAIRS)]) == OF_ONE_HOUSEHOLD


def test_few_pairs_say_nothing():
    assert learned([house(n, "BUDI") for n in range(FEWEST_PAIRS - 1)]) == OF_ONE_HOUSEHOLD
