"""Invented figures are found and honest posyandu are left in peace: both are counted."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from tests.rules.growth.credibility import invented
from tests.rules.growth.credibility.invented import HONEST_STEPS, INVENTED, honest, lengths_twice_a_year, together

from padan.rules.growth.credibility import Groups, Visits, doubt_sentences, findings, groups
from padan.rules.growth.credibility.doubt import PARTS, level

POSYANDU = 200


def judged(parts: list[Visits]) -> Groups:
    group, seen = together(parts)
    return groups(group, seen, findings(seen).mask)


@pytest.mark.parametrize("kind", [honest, lengths_twice_a_year])
@pytest.mark.parametrize("steps", HONEST_STEPS, ids=str)
def test_honest_posyandu_are_left_in_peace(kind, steps) -> None:
    """200 of 15 to 60 children and 1 to 11 months, with every habit of rounding; half measure very well."""
    rng = np.random.default_rng(20260101)
    parts = [
        kind(rng, rng.integers(15, 61), rng.integers(1, 12), *steps, error=rng.choice([0.5, 1.0, 1.5]))
        for _ in range(POSYANDU)
    ]

    assert judged(parts).doubt.doubt.sum() == 0


@pytest.mark.parametrize("steps", HONEST_STEPS, ids=str)
def test_a_posyandu_of_infants_is_left_in_peace(steps) -> None:
    rng = np.random.default_rng(20260102)
    parts = [honest(rng, rng.integers(15, 61), rng.integers(1, 9), *steps, oldest=14.0) for _ in range(POSYANDU)]

    assert judged(parts).doubt.doubt.sum() == 0


def test_large_honest_groups_are_left_in_peace() -> None:
    rng = np.random.default_rng(20260103)
    parts = [honest(rng, 900, 6, *steps, error=error) for steps in HONEST_STEPS for error in (0.5, 1.0)]

    assert judged(parts).doubt.doubt.sum() == 0


#: The least share found, of 200 posyandu of 20 to 60 children: after three months, and after eleven.
FOUND = {
    "copied": (0.99, 1.0),
    "all_normal": (0.99, 1.0),
    "heaped": (0.99, 1.0),
    "by_the_table": (0.90, 1.0),
    "constant_gain": (0.95, 1.0),
    "same_children": (0.99, 1.0),
    "along_the_curve": (0.95, 1.0),
}


@pytest.mark.parametrize("kind", INVENTED)
@pytest.mark.parametrize(("months", "column"), [(3, 0), (11, 1)])
def test_invented_posyandu_are_found(kind: str, months: int, column: int) -> None:
    rng = np.random.default_rng(20260104)
    parts = [INVENTED[kind](rng, rng.integers(20, 61), months) for _ in range(POSYANDU)]

    assert judged(parts).doubt.doubt.mean() >= FOUND[kind][column]


@pytest.mark.parametrize(
    ("kind", "part"),
    [
        ("copied", "copied"),
        ("all_normal", "spread"),
        ("heaped", "whole_weights"),
        ("heaped", "five_lengths"),
        ("constant_gain", "same_gain"),
        ("by_the_table", "weight_by_length"),
        ("same_children", "repeated_series"),
        ("along_the_curve", "steady"),
    ],
)
def test_the_part_that_gives_the_doubt_is_named(kind: str, part: str) -> None:
    found = judged([INVENTED[kind](np.random.default_rng(7), 50, 11)])

    assert found.doubt.found(part).tolist() == [True]


def test_children_who_share_their_figures_are_found() -> None:
    rng = np.random.default_rng(8)
    seen = honest(rng, 60, 1, 0.1, 0.1)
    half = np.arange(len(seen.child)) // 2 * 2
    twice = invented.visits(
        seen.child, seen.day, seen.age_days / 30.4375, seen.weight[half], seen.length[half], sex=seen.sex
    )

    assert judged([twice]).doubt.found("weight_by_length").tolist() == [True]


def test_a_group_too_small_or_too_large_is_not_judged_by_what_needs_its_size() -> None:
    rng = np.random.default_rng(9)
    found = judged([invented.copied(rng, size, 6) for size in (9, 10, 100, 101)]).doubt

    assert found.doubt.tolist() == [False, True, True, True]
    assert np.isnan(found.p["copied"]).tolist() == [True, False, False, False]
    assert np.isnan(found.p["repeated_series"]).tolist() == [True, False, False, True]


def test_the_level_leaves_one_false_alarm_in_two_months_at_the_worst() -> None:
    assert level() == pytest.approx(0.5 / 800 / 8)
    assert len(PARTS) == 8


def test_several_parts_are_told_in_their_order() -> None:
    found = judged([invented.heaped(np.random.default_rng(10), 50, 6)])

    said = doubt_sentences(found, 0)

    assert said[-3:] == [
        "Hampir semua berat ditulis bulat dalam kilogram; mohon ditulis sampai 0,1 kg.",
        "Hampir semua tinggi ditulis dalam kelipatan 5 cm; mohon ditulis sampai 0,1 cm.",
        "Ini bukan tuduhan: mohon diukur ulang bersama bidan atau petugas gizi.",
    ]


@pytest.mark.parametrize(("children", "judged_at_all"), [(9, False), (10, True)])
def test_a_few_equal_changes_give_no_doubt(children: int, judged_at_all: bool) -> None:
    """Of 12 children this many came twice and gained 0.5 cm and 0.1 kg, as z the same to the hundredth."""
    child = [*range(12), *range(children)]
    day = [700] * 12 + [730] * children
    size = 1 + 0.02 * np.array(child)
    seen = invented.visits(child, day, [30.0] * len(child), 13 * size, 90 * size)
    seen = dataclasses.replace(seen, z={name: np.array(child, dtype=np.float64) % 3 for name in seen.z})

    p = judged([seen]).doubt.p

    assert [np.isfinite(p[part]).all() for part in ("steady", "spread")] == [judged_at_all, True]
