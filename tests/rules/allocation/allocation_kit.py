"""Needs as plain rows, pledges drawn at random, a check of every restriction, and the best plan by trying all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st

from padan.rules.allocation import Needs, Plan, Pledge

#: Two villages of Samboja, one of Sebulu, one of Muara Wis.
WONOTIRTO, TANJUNG, SUMBER, WIS = "64.02.13.1008", "64.02.13.1009", "64.02.07.2002", "64.02.18.2001"
SAMBOJA, SEBULU, KUKAR = "64.02.13", "64.02.07", "64.02"


@dataclass(frozen=True)
class Row:
    """A need; without a family of its own it is the only one of its family."""

    need_id: str
    kind: str = "pmt"
    value: int = 450_000
    area: str = WONOTIRTO
    tier: int = 1
    age: int = 12
    family: str = ""
    units: int = 30
    unit: str = "day"
    giver: str = ""


def needs(rows: Sequence[Row]) -> Needs:
    def texts(name: str) -> np.ndarray:
        return np.array([getattr(row, name) for row in rows], object)

    def numbers(name: str) -> np.ndarray:
        return np.array([getattr(row, name) for row in rows], np.int64)

    family = np.array([row.family or f"F{row.need_id}" for row in rows], object)
    return Needs(
        texts("need_id"), family, texts("kind"), texts("unit"), texts("area"), numbers("age"), numbers("tier"),
        numbers("units"), numbers("value"), texts("giver"),
    )  # fmt: skip


def allows(pledge: Pledge, row: Row) -> bool:
    """Every restriction of one pledge on one need, alone."""
    return (
        (not pledge.kinds or row.kind in pledge.kinds)
        and (not pledge.unit or pledge.unit == row.unit)
        and (not pledge.areas or any(row.area == a or row.area.startswith(a + ".") for a in pledge.areas))
        and (pledge.ages is None or pledge.ages[0] <= row.age < pledge.ages[1])
        and takes(pledge, row) <= pledge.amount
        and (pledge.per_family is None or row.value <= pledge.per_family)
    )


def takes(pledge: Pledge, row: Row) -> int:
    return row.units if pledge.unit else row.value


def is_possible(rows: Sequence[Row], pledges: Sequence[Pledge], choice: Sequence[int]) -> bool:
    """Whether needs may go to these places of pledges (-1: none), by counting again."""
    for number, pledge in enumerate(pledges):
        own = [row for row, chosen in zip(rows, choice, strict=True) if chosen == number]
        families = {row.family or row.need_id for row in own}
        spent = [sum(r.value for r in own if (r.family or r.need_id) == family) for family in families]
        if not all(allows(pledge, row) for row in own) or sum(takes(pledge, row) for row in own) > pledge.amount:
            return False
        if pledge.most_needs is not None and len(own) > pledge.most_needs:
            return False
        if pledge.per_family is not None and any(each > pledge.per_family for each in spent):
            return False
    return True


def upto(rows: Sequence[Row], choice: Sequence[int]) -> tuple[int, ...]:
    """Rupiah met of the first tier, the first two and so on."""
    met = [row for row, chosen in zip(rows, choice, strict=True) if chosen >= 0]
    return tuple(sum(row.value for row in met if row.tier <= tier) for tier in sorted({row.tier for row in rows}))


def choices(rows: Sequence[Row], pledges: Sequence[Pledge], done: tuple[int, ...] = ()) -> Iterator[tuple[int, ...]]:
    """Every possible plan."""
    if len(done) == len(rows):
        yield done
        return
    for number in range(-1, len(pledges)):
        now = (*done, number)
        if is_possible(rows[: len(now)], pledges, now):
            yield from choices(rows, pledges, now)


def best(rows: Sequence[Row], pledges: Sequence[Pledge]) -> tuple[int, ...]:
    """What the best plan meets: the most of the first tier, then of the next."""
    return max(upto(rows, choice) for choice in choices(rows, pledges))


def choice_of(plan: Plan) -> list[int]:
    return plan.pledge_of.tolist()


def rows_of(most: int) -> st.SearchStrategy[list[Row]]:
    row = st.builds(
        Row,
        st.integers(0, 400).map(lambda number: f"N{number:03d}"),
        kind=st.sampled_from(["pmt", "latrine", "water"]),
        value=st.sampled_from([450_000, 450_000, 900_000, 1_000_001, 4_500_000]),
        area=st.sampled_from([WONOTIRTO, WONOTIRTO, TANJUNG, SUMBER, WIS]),
        tier=st.integers(1, 3),
        age=st.sampled_from([-1, 5, 12, 40]),
        family=st.sampled_from(["", "", "", "F1", "F2"]),
        units=st.sampled_from([1, 30, 60]),
        unit=st.sampled_from(["day", "unit"]),
        giver=st.sampled_from(["", "", "", "G1"]),
    )
    return st.lists(row, min_size=1, max_size=most, unique_by=lambda each: each.need_id)


def pledges_of(most: int) -> st.SearchStrategy[list[Pledge]]:
    common = {
        "pledge_id": st.integers(0, 400).map(lambda number: f"P{number:03d}"),
        "giver_id": st.sampled_from(["G1", "G2", "G3"]),
        "areas": st.sampled_from([(), (), (SAMBOJA,), (SEBULU, WIS), (TANJUNG,)]),
        "ages": st.sampled_from([None, None, None, (6, 24)]),
        "per_family": st.sampled_from([None, None, None, 900_000]),
        "most_needs": st.sampled_from([None, None, None, 1, 2]),
        "site": st.sampled_from(["", WONOTIRTO, SUMBER, KUKAR]),
    }
    money = st.builds(
        Pledge,
        amount=st.sampled_from([100_000, 450_000, 900_000, 1_400_000, 5_000_000, 9_999_999]),
        kinds=st.sampled_from([frozenset(), frozenset({"pmt"}), frozenset({"latrine", "water"})]),
        **common,
    )
    goods = st.builds(
        Pledge,
        amount=st.sampled_from([30, 59, 90]),
        unit=st.just("day"),
        kinds=st.just(frozenset({"pmt"})),
        **common,
    )
    return st.lists(st.one_of(money, money, goods), max_size=most, unique_by=lambda each: each.pledge_id)
