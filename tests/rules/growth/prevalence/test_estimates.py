"""Shares and means against the textbook, and what must hold of any sample."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules.growth.prevalence import twin

from padan.rules.growth.prevalence import Estimates, lay_out, means, shares, survey_design

YES = np.array([[False, True]])
ROUNDING = 1e-7


@dataclass(frozen=True)
class Sample:
    """Columns of some children: a value or None, weight, cluster, stratum, group (-1 none)."""

    value: list[int | None]
    weight: list[int]
    cluster: list[int]
    strata: list[int]
    group: list[int]
    uses: tuple[bool, bool, bool]

    def taken(self, rows: list[int]) -> Sample:
        kept = ([getattr(self, field.name)[row] for row in rows] for field in fields(self)[:-1])
        return Sample(*kept, uses=self.uses)

    def design(self):
        weighed, clustered, stratified = self.uses
        return survey_design(
            len(self.value),
            np.array(self.weight, float) if weighed else None,
            np.array(self.cluster) if clustered else None,
            np.array(self.strata) if stratified else None,
        )

    def share(self) -> Estimates:
        classes = np.array([-1 if value is None else int(value > 0) for value in self.value], np.int8)
        design = self.design()
        return shares(design, lay_out(design, np.array(self.group), 3), classes, YES)

    def mean(self) -> Estimates:
        values = np.array([np.nan if value is None else value for value in self.value], float)
        design = self.design()
        return means(design, lay_out(design, np.array(self.group), 3), values)


ROW = st.tuples(
    st.one_of(st.none(), st.integers(-3, 3)),
    st.integers(0, 4),
    st.integers(0, 5),
    st.integers(0, 2),
    st.integers(-1, 2),
)
SAMPLES = st.builds(
    lambda rows, uses: Sample(*(list(column) for column in zip(*rows, strict=True)), uses=uses),
    st.lists(ROW, min_size=2, max_size=30),
    st.tuples(st.booleans(), st.booleans(), st.booleans()),
)


def alike(ours: Estimates, theirs: Estimates, *names: str) -> None:
    for name in names or [field.name for field in fields(Estimates)]:
        np.testing.assert_allclose(getattr(ours, name), getattr(theirs, name), rtol=1e-9, atol=ROUNDING, err_msg=name)


@settings(deadline=None)
@given(SAMPLES)
def test_as_the_textbook(sample: Sample) -> None:
    weighed, clustered, stratified = sample.uses
    n = len(sample.value)
    weights = [float(w) for w in sample.weight] if weighed else [1.0] * n
    strata = sample.strata if stratified else [0] * n
    one_cluster = not clustered or len(set(sample.cluster)) == 1
    psus = list(range(n)) if one_cluster else sample.cluster
    ones = [None if value is None else float(value > 0) for value in sample.value]
    for ours, values in ((sample.share(), ones), (sample.mean(), sample.value)):
        for group in range(3):
            chosen = [code == group for code in sample.group]
            right = twin.estimate(values, weights, psus, strata, chosen)
            if right is None:
                assert np.isnan(ours.value[group, 0])
                assert np.isnan(ours.se[group, 0])
            else:
                assert ours.value[group, 0] == pytest.approx(right[0], abs=1e-12)
                assert ours.se[group, 0] == pytest.approx(right[1], abs=ROUNDING)
            places = {(strata[i], psus[i]) for i in range(n) if chosen[i] and values[i] is not None}
            assert ours.units[group] == len(places)
            assert ours.n[group] == sum(chosen[i] and values[i] is not None for i in range(n))


@settings(deadline=None)
@given(SAMPLES, st.randoms(use_true_random=False))
def test_the_order_of_the_rows_does_not_matter(sample: Sample, random) -> None:
    rows = list(range(len(sample.value)))
    random.shuffle(rows)
    alike(sample.share(), sample.taken(rows).share())
    alike(sample.mean(), sample.taken(rows).mean())


@settings(deadline=None)
@given(SAMPLES, st.data())
def test_a_doubled_weight_is_a_second_child_of_the_same_kind(sample: Sample, data) -> None:
    row = data.draw(st.integers(0, len(sample.value) - 1))
    sample = Sample(*(getattr(sample, field.name) for field in fields(Sample)[:-1]), uses=(True, *sample.uses[1:]))
    twice = sample.taken([*range(len(sample.value)), row])
    weight = list(sample.weight)
    weight[row] *= 2
    heavy = Sample(sample.value, weight, sample.cluster, sample.strata, sample.group, sample.uses)
    alike(twice.share(), heavy.share(), "value", "mass")
    alike(twice.mean(), heavy.mean(), "value", "mass")
    if sample.uses[1] and len(set(sample.cluster)) > 1:
        alike(twice.share(), heavy.share(), "se", "low", "high")


@settings(deadline=None)
@given(SAMPLES)
def test_a_group_is_its_own_children_only(sample: Sample) -> None:
    other = [None if code == 1 else value for value, code in zip(sample.value, sample.group, strict=True)]
    changed = Sample(other, sample.weight, sample.cluster, sample.strata, sample.group, sample.uses)
    for before, after in ((sample.share(), changed.share()), (sample.mean(), changed.mean())):
        for field in fields(Estimates):
            for group in (0, 2):
                np.testing.assert_array_equal(getattr(before, field.name)[group], getattr(after, field.name)[group])


@settings(deadline=None)
@given(SAMPLES)
def test_an_interval_holds_its_share_and_stays_between_0_and_1(sample: Sample) -> None:
    share = sample.share()
    there = ~np.isnan(share.low)
    assert (share.low[there] >= 0).all()
    assert (share.high[there] <= 1).all()
    assert (share.low[there] <= share.value[there] + 1e-12).all()
    assert (share.value[there] <= share.high[there] + 1e-12).all()


def test_a_simple_share_by_hand() -> None:
    """2 of 10 children; SE = sqrt(10/9 × 0.2 × 0.8 / 10); t(9) = 2.262157; logit(0.2) = -1.386294."""
    design = survey_design(10)
    got = shares(design, lay_out(design, np.zeros(10, int), 1), np.array([1, 1] + [0] * 8), YES)
    assert got.value[0, 0] == 0.2
    assert got.se[0, 0] == pytest.approx(0.1333333, abs=1e-7)
    assert got.low[0, 0] == pytest.approx(0.03656, abs=1e-5)
    assert got.high[0, 0] == pytest.approx(0.62219, abs=1e-5)


def test_the_spread_of_a_mean_by_hand() -> None:
    design = survey_design(4)
    got = means(design, lay_out(design, np.zeros(4, int), 1), np.array([1.0, 2.0, 3.0, np.nan]))
    assert (got.value[0, 0], got.spread[0], got.n[0]) == (2.0, 1.0, 3)


@pytest.mark.parametrize(
    ("cluster", "strata", "df"),
    [
        (None, None, 5),
        ([1, 1, 2, 2, 3, 3], None, 2),
        ([7, 7, 7, 7, 7, 7], None, 5),
        ([1, 1, 2, 1, 1, 2], [1, 1, 1, 2, 2, 2], 2),
        ([1, 1, 2, 2, 3, np.nan], None, 2),
        (None, [1, 1, 1, 2, 2, None], 3),
    ],
)
def test_degrees_of_freedom_are_psus_less_strata(cluster, strata, df) -> None:
    columns = [None if column is None else np.array(column) for column in (cluster, strata)]
    assert survey_design(6, None, *columns).df == df


def test_a_psu_without_weight_counts_in_the_variance_and_not_in_the_freedom() -> None:
    design = survey_design(4, np.array([1.0, 1.0, np.nan, 0.0]), np.array(["a", "b", "c", "c"]))
    assert design.df == 1
    assert design.sizes.tolist() == [3]


def test_one_child_has_no_variance() -> None:
    design = survey_design(1)
    got = shares(design, lay_out(design, np.zeros(1, int), 1), np.array([1]), YES)
    assert (got.value[0, 0], got.low[0, 0], got.high[0, 0]) == (1, 1, 1)
    assert np.isnan(got.se[0, 0])


def test_many_groups_in_many_clusters_take_the_sparse_way() -> None:
    """300 PSUs × 300 groups with one child each: the same as each group alone."""
    values = np.arange(300) % 7 / 7
    design = survey_design(300, None, np.arange(300) // 2)
    many = means(design, lay_out(design, np.arange(300) // 2, 150), values)
    for group in (0, 74, 149):
        alone = means(design, lay_out(design, np.where(np.arange(300) // 2 == group, 0, -1), 1), values)
        assert many.value[group, 0] == alone.value[0, 0] == pytest.approx(values[2 * group : 2 * group + 2].mean())
