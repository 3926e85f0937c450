"""True growth and how it is measured: shares near their rates, each child on its own line, slips only where told."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest

from padan.demo import faults, paths, standards
from padan.demo.chance import stream
from padan.demo.growth import Growth, draw_growth
from padan.demo.population import World, invent_world
from padan.demo.posyandu import COPIED, ENOUGH, FLAT, HEAPED, HONEST, INVENTED, ROUGH
from padan.demo.rates import GrowthRates, LifeRates, Rates

RATES = Rates()
CLEAN = replace(RATES.growth, **dict.fromkeys(faults.FAULTS, 0.0))


@pytest.fixture(scope="module")
def world() -> World:
    return invent_world(2500, 3, LifeRates())


@pytest.fixture(scope="module")
def growth(world: World) -> Growth:
    return draw_growth(world, RATES)


def test_as_many_are_stunted_and_wasted_as_the_rates_say(world: World, growth: Growth) -> None:
    here = world.under_five[growth.paths.child]
    haz, waz, whz = (z[here] for z in growth.paths.scores(-1))
    assert np.mean(haz < -2) == pytest.approx(RATES.growth.stunted, abs=0.03)
    assert np.mean(whz < -2) == pytest.approx(RATES.growth.wasted, abs=0.02)
    assert 0.05 < np.mean(waz < -2) < 0.25
    assert 0.8 < np.std(haz) < 1.2


def test_nobody_truly_shrinks(growth: Growth) -> None:
    lying = growth.paths.length + np.where(growth.paths.days >= standards.STANDING, standards.LYING_ADDS, 0.0)
    assert np.diff(lying, axis=1).min() > -1e-9


def _change(growth: Growth, course: str) -> tuple[float, float]:
    """Mean change of HAZ and WAZ from April to today of children on one course."""
    before, now = growth.paths.scores(3), growth.paths.scores(-1)
    who = growth.paths.course == course
    return tuple(float(np.mean(b[who] - a[who])) for a, b in zip(before[:2], now[:2], strict=True))  # type: ignore[return-value]


def test_each_child_keeps_to_its_own_line(growth: Growth) -> None:
    settled = (growth.paths.course == paths.STEADY) & (growth.paths.days[:, 0] > 730)
    settled &= growth.paths.days[:, -1] <= 1826
    first, last = growth.paths.scores(0)[0][settled], growth.paths.scores(-1)[0][settled]
    assert np.corrcoef(first, last)[0, 1] > 0.9
    assert np.std(last - first) < 0.35


def test_who_falters_falls_steadily_and_who_recovers_rises(growth: Growth) -> None:
    fallen = _change(growth, paths.FALTERING)
    assert fallen[0] < -0.4
    assert fallen[1] < -0.5
    risen = _change(growth, paths.RECOVERING)
    assert min(risen) > 0.2
    behind = growth.paths.course == paths.BEHIND
    assert behind.any()
    for column in range(growth.paths.days.shape[1]):
        haz = growth.paths.scores(column)[0][behind]
        assert (haz[np.isfinite(haz)] < -2).all()


def test_errors_of_measurement_are_as_large_as_the_rates_say(growth: Growth) -> None:
    visits, truth = growth.visits, growth.paths
    plain = (growth.posyandu.kind[visits.posyandu] == HONEST) & ~truth.oedema[visits.path]
    place = visits.path[plain], visits.month[plain] - 1
    old = truth.days[place] >= standards.STANDING
    shift = standards.LYING_ADDS * (old.astype(int) - visits.standing[plain].astype(int))
    assert np.std(visits.weight[plain] - truth.weight[place]) == pytest.approx(RATES.growth.weight_error, rel=0.1)
    assert np.std(visits.height[plain] - truth.length[place] - shift) == pytest.approx(0.5, rel=0.1)


def test_figures_have_one_decimal_and_most_positions_suit_the_age(growth: Growth) -> None:
    visits = growth.visits
    for values in (visits.weight, visits.height):
        assert np.allclose(values, np.round(values, 1))
    other = visits.standing != (visits.days >= standards.STANDING)
    assert 0.01 < other.mean() < 0.05
    assert 0.01 < np.mean(visits.standing != visits.typed_standing) < 0.03


def test_slips_are_where_the_answer_key_has_them(growth: Growth) -> None:
    visits = growth.visits
    changed = (visits.weight != visits.typed_weight) | (visits.height != visits.typed_height)
    assert (changed == (visits.fault != "")).mean() > 0.9995, "another child may weigh and measure the same"
    assert not changed[visits.fault == ""].any()
    assert set(visits.fault) == {"", *faults.FAULTS}
    for fault in faults.FAULTS:
        expected = getattr(RATES.growth, fault) * len(visits.fault) * (2 if fault == faults.WRONG_CHILD else 1)
        assert 0 < np.sum(visits.fault == fault) < expected + 4 * np.sqrt(expected), fault


def _typed(fault: str) -> tuple[faults.Typed, np.ndarray, np.ndarray]:
    """Two children of a posyandu, three months each, with one slip wherever it can happen."""
    weight, length = np.array([9.1, 9.4, 9.6, 14.0, 14.2, 14.3]), np.array([75.0, 76.1, 77.3, 95.2, 95.9, 96.4])
    typed = faults.typed_in(
        stream(1, "t"), replace(CLEAN, **{fault: 1.0}), weight, length,
        child=np.array([1, 1, 1, 2, 2, 2]), month=np.array([4, 5, 9, 4, 5, 6]),
        days=np.array([400, 430, 550, 1300, 1330, 1360]), at=np.zeros(6, dtype=np.int64), honest=np.arange(6) != 5,
    )  # fmt: skip
    return typed, weight, length


@pytest.mark.parametrize(
    ("fault", "weight", "length"),
    [
        (faults.GRAMS, [9100, 9400, 9600, 14000, 14200, 14.3], [75.0, 76.1, 77.3, 95.2, 95.9, 96.4]),
        (faults.MILLIMETRES, [9.1, 9.4, 9.6, 14.0, 14.2, 14.3], [750, 761, 773, 952, 959, 96.4]),
        (faults.EXCHANGED, [75.0, 76.1, 77.3, 95.2, 95.9, 14.3], [9.1, 9.4, 9.6, 14.0, 14.2, 96.4]),
        # The visit of month 9 is too long after that of month 5 to be carried forward from it.
        (faults.CARRIED, [9.1, 9.1, 9.6, 14.0, 14.0, 14.3], [75.0, 75.0, 77.3, 95.2, 95.2, 96.4]),
    ],
)
def test_slips_do_what_they_are_named_for(fault: str, weight: list[float], length: list[float]) -> None:
    typed, _weight, _length = _typed(fault)
    assert typed.weight.tolist() == weight
    assert typed.length.tolist() == length


def test_a_decimal_slips_by_one_place(growth: Growth) -> None:
    typed, weight, length = _typed(faults.DECIMAL)
    moved = np.c_[typed.weight / weight, typed.length / length][:5]
    assert (np.abs(np.log10(moved)).round().sum(axis=1) == 1).all()


def test_the_shrunk_lose_more_than_error_explains() -> None:
    typed, _weight, length = _typed(faults.SHRUNK)
    hit = typed.fault == faults.SHRUNK
    assert hit.tolist() == [False, True, False, False, True, False]
    assert (typed.length[hit] <= length[np.flatnonzero(hit) - 1] - 2.4).all()


def test_children_of_one_month_are_exchanged_in_pairs() -> None:
    weight, length, typed = *_typed(faults.WRONG_CHILD)[1:], _typed(faults.WRONG_CHILD)[0]
    hit = typed.fault == faults.WRONG_CHILD
    assert sorted(typed.weight[hit]) == sorted(weight[hit])
    assert (typed.weight[hit] != weight[hit]).all()
    assert sorted(typed.length[hit]) == sorted(length[hit])


def test_some_posyandu_make_figures_up_where_it_can_be_seen(growth: Growth) -> None:
    posts = growth.posyandu
    for kind, least in ((COPIED, 1), (FLAT, 1), (HEAPED, 1), (ROUGH, 4)):
        assert np.sum(posts.kind == kind) >= least
    assert np.isin(posts.kind, INVENTED).sum() >= 4
    assert (posts.children[posts.kind != HONEST] >= ENOUGH).all()
    assert np.mean(posts.kind == HONEST) > 0.8
    keys = list(zip(posts.village.tolist(), posts.name.tolist(), strict=True))
    assert len(set(keys)) == len(keys)


def _of(growth: Growth, kind: str) -> np.ndarray:
    return np.flatnonzero(growth.posyandu.kind[growth.visits.posyandu] == kind)


def test_copied_figures_gain_the_same_every_time(growth: Growth) -> None:
    visits, rows = growth.visits, _of(growth, COPIED)
    for at in np.unique(visits.posyandu[rows]):
        here = rows[visits.posyandu[rows] == at]
        before = faults.previous_visit(visits.child[here], visits.month[here])
        later = before >= 0
        gains = np.round(visits.weight[here][later] - visits.weight[here][before[later]], 1)
        assert len(set(gains.tolist())) == 1
        assert gains[0] in (0.1, 0.2)


def test_flat_figures_hardly_spread_and_heaped_ones_repeat(growth: Growth) -> None:
    visits = growth.visits
    flat, heaped, honest = (_of(growth, kind) for kind in (FLAT, HEAPED, HONEST))
    assert np.nanstd(visits.haz[flat]) < 0.4 * np.nanstd(visits.haz[honest][~visits.outlier[honest]])
    assert not (visits.haz[flat] < -2).any()
    assert (visits.weight[heaped] % 0.5 == 0).all()
    assert (visits.height[heaped] % 1 == 0).all()
    assert len(np.unique(np.c_[visits.weight[heaped], visits.height[heaped]], axis=0)) < 0.4 * len(heaped)


def test_rough_posyandu_read_half_centimetres_of_real_children(growth: Growth) -> None:
    visits, rows = growth.visits, _of(growth, ROUGH)
    assert (visits.height[rows] % 0.5 == 0).all()
    assert np.nanstd(visits.haz[rows][~visits.outlier[rows]]) > 0.8
    assert np.mean(visits.height[_of(growth, HONEST)] % 0.5 == 0) < 0.4


def test_a_small_regency_has_nothing_planted(growth: Growth) -> None:
    small = draw_growth(invent_world(60, 3, LifeRates()), RATES)
    assert set(small.posyandu.kind) == {HONEST}


def test_every_rate_of_growth_names_its_source() -> None:
    assert all(field.metadata["source"] for field in fields(GrowthRates))
