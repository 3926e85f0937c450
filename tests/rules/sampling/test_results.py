"""What a sample says: by textbooks, by a twin, and whether the interval covers the truth as often as it says."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from padan.rules.sampling import Drawn, Estimate, allocate, draw, estimate, quantile, sample_size, wilson

INFINITE = 10**9


def drawn_of(population: list[int], sampled: list[int]) -> Drawn:
    """A drawn sample of which only those sampled are rows: the estimate needs no others."""
    stratum = np.repeat(np.arange(len(sampled)), sampled)
    ids = np.array([f"F{row}" for row in range(len(stratum))], object)
    labels = tuple(f"D{code}" for code in range(len(sampled)))
    size, people = np.array(sampled, np.int64), np.array(population, np.int64)
    return Drawn(ids, labels, stratum, np.ones(len(ids), np.int64), people, size)


def estimated(population: list[int], counts: list[tuple[int, int, int]], confidence: float = 0.95) -> Estimate:
    """From the (yes, no, no answer) of each stratum."""
    answer = np.array([a for yes, no, mute in counts for a in [1] * yes + [0] * no + [-1] * mute], np.int8)
    drawn = drawn_of(population, [sum(each) for each in counts])
    return estimate(drawn, np.ones(len(answer), bool), answer, confidence)


@pytest.mark.parametrize(
    ("yes", "of", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_as_newcombe_prints_it(yes: int, of: int, low: float, high: float) -> None:
    """Newcombe 1998, *Statistics in Medicine* 17, table I, method 3."""
    found = wilson(yes / of, of)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)
    simple = estimated([INFINITE], [(yes, of - yes, 0)]).interval
    assert (simple.low, simple.high) == pytest.approx((found.low, found.high), abs=1e-6)


def test_strata_as_lohr_prints_them() -> None:
    """Lohr, *Sampling: Design and Analysis*, the ACLS survey of 1988: 24.65 % women, standard error 0.0071."""
    members = [9100, 1950, 5500, 10850, 2100, 5500, 9000]
    returned = [636, 451, 481, 611, 493, 575, 588]
    percent = [38, 27, 18, 19, 36, 13, 26]
    yes = [round(n * p / 100) for n, p in zip(returned, percent, strict=True)]
    found = estimated(members, [(y, n - y, 0) for y, n in zip(yes, returned, strict=True)])
    assert found.share == pytest.approx(0.2465, abs=5e-4)
    assert found.standard_error == pytest.approx(0.0071186, abs=2e-5)
    # As wide as the usual interval and a little wider: what stratifying gained (4 % of the answers) is not claimed.
    usual = 1.96 * found.standard_error
    assert usual < (found.interval.high - found.interval.low) / 2 < 1.03 * usual


DRAWN = [
    # population, (yes, no, no answer) by stratum, share in percent, effective answers, extremes in percent
    ([100], [(5, 5, 0)], 50, 10 * 99 / 90, (50, 50)),
    ([10], [(5, 5, 0)], 50, math.inf, (50, 50)),
    ([100], [(0, 10, 0)], 0, 11, (0, 0)),
    ([100], [(10, 0, 0)], 100, 11, (100, 100)),
    ([100], [(4, 4, 2)], 50, 8 * 99 / 92, (40, 60)),
    # both villages spoke with one voice, but of few: no certainty
    ([50, 50], [(5, 0, 0), (0, 5, 0)], 50, 10 * 49 / 45, (50, 50)),
    # one answer shows no spread; the limit is 1 / (1/4 + 46/196 / 4)
    ([50, 50], [(1, 0, 0), (1, 3, 0)], 62.5, 4 / (1 + 46 / 196), (62.5, 62.5)),
    # few were drawn of the large village: 0.55 * 0.45 / (0.9^2 * 84/90 * 0.5 * 0.5 / 5)
    ([90, 10], [(3, 3, 0), (6, 0, 0)], 55, 0.2475 / 0.0378, (55, 55)),
    # everybody of the second was asked: the first alone leaves doubt
    (
        [50, 2],
        [(2, 2, 0), (2, 0, 0)],
        100 * 27 / 52,
        27 * 25 / 50**2 / (46 / 50 * 0.25 / 3),
        (100 * 27 / 52, 100 * 27 / 52),
    ),
    # of the second nobody answered: the share is of the first only, the extremes of both
    ([60, 40], [(3, 3, 0), (0, 0, 2)], 50, 6 * 59 / 54, (30, 70)),
    # the second was not asked
    ([60, 40], [(3, 3, 0), (0, 0, 0)], 50, 6 * 59 / 54, (50, 50)),
]


@pytest.mark.parametrize(("population", "counts", "share", "effective", "extremes"), DRAWN)
def test_drawn(
    population: list[int], counts: Any, share: float, effective: float, extremes: tuple[float, float]
) -> None:
    found = estimated(population, counts)
    assert found.share * 100 == pytest.approx(share)
    assert (found.interval.low, found.interval.high) == pytest.approx(ends(found.share, effective), abs=1e-9)
    assert (found.extremes.low * 100, found.extremes.high * 100) == pytest.approx(extremes)


def ends(share: float, of: float) -> list[float]:
    """Wilson's interval as the two roots of (share - p)^2 = z^2 p (1 - p) / of."""
    slack = quantile(0.95) ** 2 / of
    return sorted(np.roots([1 + slack, -2 * share - slack, share * share]).real.tolist())


def test_who_did_not_answer_is_told() -> None:
    found = estimated([60, 40], [(2, 3, 1), (0, 0, 2)])
    assert (found.asked.tolist(), found.answered.tolist(), found.population.tolist()) == ([6, 2], [5, 0], [60, 40])
    assert (found.response, found.covered) == (5 / 8, 60)


def test_nobody_answered() -> None:
    found = estimated([60], [(0, 0, 3)])
    assert math.isnan(found.share)
    assert math.isnan(found.standard_error)
    assert (found.interval.low, found.interval.high, found.covered, found.response) == (0, 1, 0, 0)
    assert (found.extremes.low, found.extremes.high) == (0, 1)


def test_nobody_was_asked() -> None:
    found = estimated([60], [(0, 0, 0)])
    assert math.isnan(found.response)
    assert math.isnan(found.extremes.low)
    assert (found.interval.low, found.interval.high) == (0, 1)


def test_an_answer_of_somebody_who_was_not_asked_does_not_count() -> None:
    drawn = draw(np.array(["A", "B", "C", "D"]), np.full(4, "Wonotirto"), 2, "V1")
    answer = np.where(drawn.taken, 0, 1).astype(np.int8)
    assert estimate(drawn, drawn.taken, answer).share == 0


def twin(population: list[int], counts: list[tuple[int, int, int]]) -> tuple[float, float]:
    """Share and standard error, stratum by stratum."""
    told = [(size, yes, yes + no) for size, (yes, no, _mute) in zip(population, counts, strict=True) if yes + no]
    everybody = sum(size for size, _yes, _n in told)
    share = sum(size / everybody * yes / n for size, yes, n in told)
    variance = 0.0
    for size, yes, n in told:
        spread = (yes / n) * (1 - yes / n) / (n - 1) if n > 1 else share * (1 - share)
        variance += (size / everybody) ** 2 * (1 - n / size) * spread
    return share, math.sqrt(variance)


COUNTS = st.lists(
    st.tuples(st.tuples(st.integers(0, 8), st.integers(0, 8), st.integers(0, 3)), st.integers(0, 60)), min_size=1,
    max_size=5,
)  # fmt: skip


@given(COUNTS, st.floats(0.5, 0.99))
def test_as_the_twin_and_what_must_always_hold(rows: Any, confidence: float) -> None:
    counts = [count for count, _more in rows]
    population = [sum(count) + more for count, more in rows]
    found = estimated(population, counts, confidence)
    if not found.answered.any():
        assert math.isnan(found.share)
        return
    assert (found.share, found.standard_error) == pytest.approx(twin(population, counts), abs=1e-12)
    assert 0 <= found.interval.low <= found.share <= found.interval.high <= 1
    wider = estimated(population, counts, (confidence + 1) / 2).interval
    assert wider.low <= found.interval.low
    assert found.interval.high <= wider.high
    turned = estimated(population, [(no, yes, mute) for yes, no, mute in counts], confidence)
    assert turned.interval.low == pytest.approx(1 - found.interval.high, abs=1e-9)
    if found.covered == sum(population):
        assert found.extremes.low <= found.share + 1e-12
        assert found.share <= found.extremes.high + 1e-12


@given(st.integers(1, 200), st.integers(0, 200), st.floats(0.5, 0.999))
def test_wilson_inverts_the_test(of: int, yes: int, confidence: float) -> None:
    """At each end the share seen is as far away as chance takes it."""
    share = min(yes, of) / of
    found = wilson(share, of, confidence)
    for end in (found.low, found.high):
        if 0 < end < 1 and end != share:
            away = abs(share - end) / math.sqrt(end * (1 - end) / of)
            assert away == pytest.approx(quantile(confidence), rel=1e-6)


SIMULATED = [
    # the villages' members, their shares of yes, drawn of all
    ([400], [0.30], 80),
    ([400], [0.05], 80),
    ([120, 300, 80, 500], [0.5, 0.3, 0.7, 0.4], 120),
    ([120, 300, 80, 500], [0.02, 0.05, 0.1, 0.0], 120),
    ([40] * 20, [0.05 * k for k in range(20)], 60),
    ([30, 30, 30, 30], [0.9, 0.95, 1.0, 0.9], 60),
]


@pytest.mark.parametrize(("members", "shares", "count"), SIMULATED)
def test_the_interval_covers_the_truth_as_often_as_it_says(members: list[int], shares: list[float], count: int) -> None:
    """2,000 samples that are drawn anew. 95 % is kept on the whole: Wilson's interval runs a little under or over it
    with the share (Brown, Cai and DasGupta 2001), and the limit of the effective number errs on the safe side."""
    yes = np.concatenate([np.arange(n) < round(n * p) for n, p in zip(members, shares, strict=True)])
    drawn = drawn_of(members, members)
    size = allocate(np.array(members, np.int64), count)
    random = np.random.default_rng(20261129)
    hits, widths = 0, []
    for _time in range(2000):
        asked = np.concatenate([random.permutation(n) < k for n, k in zip(members, size.tolist(), strict=True)])
        found = estimate(drawn, asked, np.where(yes, 1, 0).astype(np.int8))
        hits += found.interval.low <= yes.mean() <= found.interval.high
        widths.append(found.interval.high - found.interval.low)
    assert 0.93 <= hits / 2000 <= 0.985
    # An interval of everything would cover too: it is no wider than a simple sample without end needs.
    spread = math.sqrt(max(yes.mean() * (1 - yes.mean()), 0.02) / count)
    assert np.mean(widths) < 2 * 1.96 * spread * 1.1


def test_a_design_keeps_its_precision() -> None:
    """Size, draw and estimate together: the half-width that was asked for, at the share that was expected."""
    count = sample_size(1500, 0.05)
    ids = np.array([f"F{number}" for number in range(1500)], object)
    drawn = draw(ids, np.repeat(["a", "b", "c"], [200, 500, 800]), count, "V1")
    assert int(drawn.size.sum()) == count
    answer = (drawn.place % 2).astype(np.int8)
    found = estimate(drawn, drawn.taken, answer).interval
    assert (found.high - found.low) / 2 <= 0.05
