"""The columns against the twin, and what must hold whatever the visits are."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.examples import examples
from tests.rules.growth.following import twin
from tests.rules.growth.following.twin import Visit

from padan.rules.growth.following import Following, Gain, Method, Reason, Visits, follow
from padan.rules.growth.following import following as following_module

INDICATORS = {"waz": "weight_for_age", "haz": "length_for_age", "whz": "weight_for_length"}
#: Columns that look back a year at most.
NOT_OLDER_THAN_A_YEAR = ("z", "method", "failures", "down_from_best", "days_seen", "best")
LETTERS = {Gain.NEW: "B", Gain.NOT_WEIGHED_BEFORE: "O", Gain.GAINED: "N", Gain.NOT_GAINED: "T"}

nan = float("nan")
#: Gaps at and around every limit in days.
GAPS = (0, 1, 14, 15, 23, 24, 25, 26, 28, 30, 31, 35, 36, 38, 39, 53, 54, 61, 67, 68, 83, 84, 122, 183, 184, 365, 366)


def _z(low: int, high: int) -> st.SearchStrategy[float]:
    return st.one_of(st.just(nan), st.integers(low, high).map(lambda z: z / 100), st.sampled_from((-2.0, -3.0, 1.0)))


@st.composite
def childhoods(draw: st.DrawFn) -> list[Visit]:
    day = draw(st.integers(738_000, 738_400))
    age = draw(st.one_of(st.just(nan), st.integers(-5, 1900).map(float), st.sampled_from((0.0, 27.5, 600.0, 700.0))))
    sex = draw(st.sampled_from((0, 1, 1, 2, 2)))
    weight, length = 6.0, 60.0
    visits = []
    for gap in draw(st.lists(st.sampled_from(GAPS) | st.integers(20, 40), max_size=7)):
        day, age = day + gap, age + gap
        weight = round(weight + draw(st.integers(-4, 9)) / 10, 1)
        length = round(length + draw(st.integers(-5, 40)) / 10, 1)
        waz, haz, whz = draw(_z(-420, 150)), draw(_z(-420, 150)), draw(_z(-420, 150))
        visits.append(
            Visit(
                day,
                age,
                sex,
                draw(st.sampled_from((nan, 0.0, weight, weight, weight))),
                draw(st.sampled_from((nan, length, length, length))),
                *(waz, haz, whz),
                *(z < -4 for z in (waz, haz, whz)),
            )
        )
    return sorted(visits, key=_order)


def _order(visit: Visit) -> tuple[float, ...]:
    """As the history orders two visits of one day."""
    parts = (visit.weight, visit.length, visit.age, visit.whz, visit.waz, visit.haz)
    return visit.day, *(np.inf if np.isnan(part) else part for part in parts)


def columns(children: list[list[Visit]]) -> Visits:
    rows = [(child, visit) for child, visits in enumerate(children) for visit in visits]

    def column(name: str, kind: Any = np.float64) -> np.ndarray:
        return np.array([getattr(visit, name) for _child, visit in rows], dtype=kind)

    return Visits(
        np.array([child for child, _visit in rows], dtype=np.int64),
        column("day", np.int64),
        column("age"),
        column("sex", np.int8),
        column("weight"),
        column("length"),
        {ours: column(short) for short, ours in INDICATORS.items()},
        {ours: column(f"{short}_flag", np.bool_) for short, ours in INDICATORS.items()},
    )


def taken(visits: Visits, rows: np.ndarray) -> Visits:
    """Some rows in an order of their own."""
    plain = {f.name: getattr(visits, f.name)[rows] for f in fields(visits) if f.name not in ("z", "flag", "oedema")}
    z, flag = ({name: column[rows] for name, column in part.items()} for part in (visits.z, visits.flag))
    return Visits(**plain, z=z, flag=flag)


def tables(following: Following) -> dict[str, np.ndarray]:
    """Every column of the parts that have one entry a visit."""
    parts = {"gain": following.gain, "faltering": following.faltering}
    for name in ("pace", "crossings", "slope", "spells"):
        parts |= {f"{name} {which}": part for which, part in getattr(following, name).items()}
    return {f"{name} {f.name}": getattr(part, f.name) for name, part in parts.items() for f in fields(part)}


def assert_same(left: Following, right: Following, left_rows: np.ndarray, right_rows: np.ndarray) -> None:
    for (name, one), two in zip(tables(left).items(), tables(right).values(), strict=True):
        np.testing.assert_array_equal(one[left_rows], two[right_rows], err_msg=name)


@settings(deadline=None, max_examples=examples(150))
@given(st.lists(childhoods(), max_size=3))
def test_the_columns_say_what_the_twin_says(children: list[list[Visit]]) -> None:
    found = follow(columns(children))
    row = 0
    for visits in children:
        runs = twin.failures(visits)
        for at, now in enumerate(visits):
            past = visits[:at]
            by_minimum, by_line = twin.gain(past, now)
            status = Gain(found.gain.status[row])
            assert LETTERS.get(status, Reason(found.gain.reason[row]).name.lower()) == by_minimum
            assert LETTERS.get(Gain(found.gain.by_line[row]), "?") == by_line
            assert found.gain.failures[row] == runs[at]
            _check_pace(found, row, past, now)
            _check_lines(found, row, past, now)
            for name, condition in (("haz", "stunted"), ("whz", "wasted"), ("waz", "underweight")):
                spell = found.spells[condition]
                parts = (spell.state, spell.since_day, spell.days, spell.days_seen, spell.recovery)
                assert tuple(float(part[row]) for part in parts) == twin.spell(visits[: at + 1], name)
            falters = found.faltering
            assert (falters.grounds[row], falters.before_stunting[row]) == twin.grounds(visits[: at + 1])
            row += 1


def _check_pace(found: Following, row: int, past: list[Visit], now: Visit) -> None:
    for measure in ("weight", "length"):
        said, z = twin.pace(past, now, measure)
        pace = found.pace[measure]
        method = Method(pace.method[row])
        if method is Method.NONE:
            assert Reason(pace.reason[row]).name.lower() == said
        else:
            assert method.name.lower().removesuffix("s").removesuffix("_month") == said
        assert pace.z[row] == pytest.approx(z, nan_ok=True)


def _check_lines(found: Following, row: int, past: list[Visit], now: Visit) -> None:
    for name, indicator in INDICATORS.items():
        crossed = found.crossings[indicator]
        got = (crossed.down[row], crossed.up[row], crossed.down_from_best[row], crossed.best[row])
        assert got == pytest.approx(twin.crossings(past, now, name), nan_ok=True)
    for name in ("waz", "haz"):
        slope = found.slope[INDICATORS[name]]
        got = (slope.per_month[row], slope.error[row], slope.visits[row])
        assert got == pytest.approx(twin.slope(past, now, name), nan_ok=True, abs=1e-7)


@settings(deadline=None, max_examples=examples(60))
@given(st.lists(childhoods(), min_size=1, max_size=3), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_never_matters(children: list[list[Visit]], random: Any) -> None:
    visits = columns(children)
    rows = list(range(len(visits.child)))
    random.shuffle(rows)
    shuffled = np.array(rows, dtype=np.int64)
    one, other = follow(visits), follow(taken(visits, shuffled))
    order = np.arange(len(rows))
    assert_same(one, other, shuffled, order)
    for f in fields(one.latest):
        left, right = getattr(one.latest, f.name), getattr(other.latest, f.name)
        if f.name in ("last", "weighed", "measured"):
            right = np.where(right >= 0, shuffled[right], -1) if len(rows) else right
            _assert_like(visits, left, right)
        else:
            np.testing.assert_array_equal(left, right)


def _assert_like(visits: Visits, left: np.ndarray, right: np.ndarray) -> None:
    """The same rows, or rows that differ in nothing."""
    np.testing.assert_array_equal(left < 0, right < 0)
    one, other = taken(visits, left[left >= 0]), taken(visits, right[left >= 0])
    for name in ("child", "day", "weight", "length"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name))


@settings(deadline=None, max_examples=examples(60))
@given(st.lists(childhoods(), min_size=1, max_size=3))
def test_one_child_alone_is_told_the_same(children: list[list[Visit]]) -> None:
    everyone = follow(columns(children))
    start = 0
    for visits in children:
        rows = np.arange(start, start + len(visits))
        assert_same(everyone, follow(columns([visits])), rows, np.arange(len(visits)))
        start += len(visits)


@settings(deadline=None, max_examples=examples(30))
@given(st.lists(childhoods(), min_size=1, max_size=3))
def test_small_blocks_say_the_same(children: list[list[Visit]]) -> None:
    visits = columns(children)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(following_module, "_ROWS", 2)
        blocked = follow(visits)
    rows = np.arange(len(visits.child))
    assert_same(follow(visits), blocked, rows, rows)
    for f in fields(blocked.latest):
        np.testing.assert_array_equal(getattr(blocked.latest, f.name), getattr(follow(visits).latest, f.name))


@settings(deadline=None, max_examples=examples(60))
@given(childhoods(), st.integers(0, 7))
def test_no_visit_knows_of_a_later_day(visits: list[Visit], kept: int) -> None:
    earlier = [v for v in visits if v.day <= visits[min(kept, len(visits) - 1)].day] if visits else []
    rows = np.arange(len(earlier))
    assert_same(follow(columns([visits])), follow(columns([earlier])), rows, rows)


@settings(deadline=None, max_examples=examples(60))
@given(childhoods(), st.integers(-300, 300).map(lambda z: z / 100))
def test_a_visit_two_years_before_changes_only_what_goes_back_to_the_first(visits: list[Visit], z: float) -> None:
    if not visits:
        return
    first = visits[0]
    before = Visit(first.day - 730, first.age - 730, first.sex, 3.0, 50.0, z, z, z, False, False, False)
    without, with_it = tables(follow(columns([visits]))), tables(follow(columns([[before, *visits]])))
    for name, column in without.items():
        part, field = name.split()[0], name.split()[-1]
        unchanged = part in ("slope", "faltering") or field in NOT_OLDER_THAN_A_YEAR
        if unchanged and name != "faltering before_stunting":
            np.testing.assert_array_equal(column, with_it[name][1:], err_msg=name)
    status, later = without["gain status"], with_it["gain status"][1:]
    changed = status != later
    assert set(zip(status[changed].tolist(), later[changed].tolist(), strict=True)) <= {
        (int(Gain.NEW), int(Gain.NOT_WEIGHED_BEFORE))
    }
