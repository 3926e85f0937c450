"""The phone counts what is left of a claim, substitutes by their worth, exactly as the office's rule does."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.journeys.conftest import Visit
from tests.office.delivery.delivery_kit import DECEMBER, JANUARY

from padan.rules.delivery import Line, lines_of, worth
from padan.rules.package import Instead, Portion
from padan.web.delivery.told import told_line

pytestmark = pytest.mark.journey

GOODS = (("beras", "kg"), ("beras", "karung"), ("jagung", "kg"), ("telur", "butir"))
#: Two lines of one item, in kilograms and in sacks, that maize may stand for: what was given is of the first.
TWICE = [(Portion("beras", unit, 10, instead=(Instead("jagung", "kg", 12),)), 10) for unit in ("kg", "karung")]
#: What is left of each line, what is left once ``more`` is given too, and how that is called.
_COUNTED = """([address, family, waits, more]) => import(address).then(({ linesOf, leaves, leftAfter, events }) =>
  linesOf({ id: 1 }, family, "2026-12-01", waits).map((line, place) => {
    const after = leaves(line, more[place]);
    const rests = (each) => [each.rest, ...each.instead.map((other) => other.rest)];
    return {
      left: line.left.map(String), rests: rests(line), after: after.left.map(String), rests_after: rests(after),
      over: leftAfter(line, more[place])[0] < 0n,
      outcomes: events({}, [{ ...line, given: more[place] }], 0).map((each) => each.outcome),
    };
  }))"""


@dataclass(frozen=True)
class Gave:
    """Units that were given, as the rule and the phone know them."""

    item: str
    unit: str
    amount: int
    instead_of: str


def gave() -> st.SearchStrategy[Gave]:
    amounts = st.integers(1, 40) | st.integers(1, 2_000_000_000)
    return st.builds(
        lambda good, amount, place: Gave(*good, amount, place),
        st.sampled_from(GOODS), amounts, st.sampled_from(["", "", *dict.fromkeys(item for item, _unit in GOODS)]),
    )  # fmt: skip


def portions() -> st.SearchStrategy[tuple[Portion, int]]:
    """A portion, and its units for the heads of a family."""
    amounts = st.integers(1, 30) | st.integers(1, 10_000)
    instead = st.lists(
        st.builds(lambda good, amount: Instead(*good, amount), st.sampled_from(GOODS), amounts),
        max_size=2, unique_by=lambda each: (each.item, each.unit),
    )  # fmt: skip
    return st.builds(
        lambda good, amount, others, heads: (Portion(*good, amount, instead=tuple(others)), amount * heads),
        st.sampled_from(GOODS), amounts, instead, st.integers(0, 4),
    )  # fmt: skip


def of_line(lines: tuple[Line, ...], line: Line, rows: list[Gave]) -> list[Gave]:
    """What of these rows the office counts of a line: each is of the first that it fits."""
    return [
        each for each in rows if next((one for one in lines if worth(each, one) is not None), None) is line
    ]  # fmt: skip


def units(line: Line, rows: list[Gave]) -> Fraction:
    return sum((worth(each, line) or Fraction() for each in rows), Fraction())


def rests(line: Line, left: Fraction) -> list[int]:
    return [int(left), *(int(left * rate) for rate in line.instead.values())]


def counted(lines: tuple[Line, ...], before: list[Gave], more: list[Gave]) -> list[dict[str, Any]]:
    """What the phone must say."""
    found = []
    for line in lines:
        own, then = of_line(lines, line, before), of_line(lines, line, more)
        left = max(Fraction(), line.full - units(line, own))
        after = left - units(line, then)
        whole = not any(rests(line, max(Fraction(), after)))
        found.append({
            "left": left, "rests": rests(line, left), "after": max(Fraction(), after),
            "rests_after": rests(line, max(Fraction(), after)), "over": after < 0,
            "outcomes": ["handed" if whole else "partial"] * len(then) or [None],
        })  # fmt: skip
    return found


def test_the_phone_counts_what_is_left_as_the_rule_does(visit: Visit) -> None:
    page = visit("village_operator", "phone")
    page.goto("/ponsel/")
    address = str(page.locator("script[type=module]").get_attribute("src")).replace("app.js", "giving.js")
    shared = {"round": 1, "family": "F1", "month": DECEMBER.isoformat()}

    @settings(max_examples=150)
    @example(TWICE, [Gave("jagung", "kg", 7, "beras")], [Gave("beras", "karung", 1, "")], [])
    @given(st.lists(portions(), min_size=1, max_size=3), *(st.lists(gave(), max_size=4) for _row in range(3)))
    def same(package: list[Any], received: list[Gave], waiting: list[Gave], more: list[Gave]) -> None:
        lines = lines_of(package)
        family = {
            "id": "F1",
            "entitled": [told_line(month, line) for month in (JANUARY, DECEMBER) for line in lines],
            "received": [{**asdict(each), **shared} for each in received],
        }
        waits = [{**asdict(each), **shared} for each in waiting]
        waits += [{**each, "family": "F2"} for each in waits]
        given_now = [[asdict(each) for each in of_line(lines, line, more)] for line in lines]
        found = page.evaluate(_COUNTED, [address, family, waits, given_now])
        for each in found:
            each["left"], each["after"] = (Fraction(*map(int, each[name])) for name in ("left", "after"))
        assert found == counted(lines, [*received, *waiting], more)

    same()
