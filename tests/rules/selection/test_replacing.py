"""Who moves up when somebody falls out: drawn, and as selecting anew."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.rules.selection.selection_kit import (
    ENDLESS,
    LIMITED,
    SAMBOJA,
    SEED,
    TANJUNG,
    WONOTIRTO,
    Row,
    addable,
    candidates,
    is_admissible,
    lies_in,
    order_of,
    quotas_of,
)

from padan.kernel.errors import InvalidValueError
from padan.rules.selection import Exclusion, Quota, Replacement, Selection, Standing, fall_out, next_in_line, select

#: Three places in Samboja, at most two of them in Wonotirto.
QUOTA = [Quota(SAMBOJA, 3, reserve=2), Quota(WONOTIRTO, 2, reserve=1)]
FAMILIES = [
    Row("A1", WONOTIRTO, 9),
    Row("A2", WONOTIRTO, 8),
    Row("A3", WONOTIRTO, 7),
    Row("A4", WONOTIRTO, 6),
    Row("B1", TANJUNG, 5),
    Row("B2", TANJUNG, 4),
    Row("B3", TANJUNG, 3),
    Row("B4", TANJUNG, 2),
]
DRAWN = [
    # who falls out, who moves up, who is chosen then
    (["A1"], ["A3"], ["A2", "A3", "B1"]),
    (["B1"], ["B2"], ["A1", "A2", "B2"]),
    (["A1", "A2"], ["A3", "B2"], ["A3", "B1", "B2"]),
    (["B1", "B2"], ["B3"], ["A1", "A2", "B3"]),
    (["A3"], [], ["A1", "A2", "B1"]),
    (["A1", "A3"], ["B2"], ["A2", "B1", "B2"]),
    (["A1", "A2", "B1"], ["A3", "B2", "B3"], ["A3", "B2", "B3"]),
    (["A1", "A2", "B1", "A3"], ["B2", "B3", None], ["B2", "B3"]),
]


@pytest.mark.parametrize(("out", "up", "then"), DRAWN)
def test_drawn(out: list[str], up: list[str | None], then: list[str]) -> None:
    selection = select(candidates(FAMILIES), QUOTA, SEED)
    assert selection.recipients() == ["A1", "A2", "B1"]
    after, told = fall_out(selection, dict.fromkeys(out, Exclusion.MOVED))
    assert [each.successor for each in told] == up
    assert [each.out for each in told] == [family for family in ("A1", "A2", "B1") if family in out]
    assert after.recipients() == then
    assert all(after.standing[row] == Standing.EXCLUDED for row, each in enumerate(FAMILIES) if each.family_id in out)


def test_a_village_that_filled_up_again_takes_nobody_more() -> None:
    """A3 follows A1, and Wonotirto is full again: the place of B1 is not for A4, who ranks before B2."""
    selection = select(candidates(FAMILIES), [Quota(SAMBOJA, 3), Quota(WONOTIRTO, 2)], SEED)
    after, told = fall_out(selection, {"A1": Exclusion.MOVED, "B1": Exclusion.MOVED})
    assert told == (Replacement("A1", "A3"), Replacement("B1", "B2"))
    assert after.recipients() == ["A2", "A3", "B2"]


def test_the_lines_move_up() -> None:
    selection = select(candidates(FAMILIES), QUOTA, SEED)
    after, _told = fall_out(selection, {"A1": Exclusion.DECEASED, "B1": Exclusion.REFUSED})
    assert (selection.reserves(SAMBOJA), selection.reserves(WONOTIRTO)) == (["B2", "B3"], ["A3"])
    assert (after.reserves(SAMBOJA), after.reserves(WONOTIRTO)) == (["B3"], [])
    assert after.place.tolist() == [0, 0, 0, 1, 0, 0, 1, 2]
    assert after.candidates.reasons(0) == (Exclusion.DECEASED,)
    assert after.rank.tolist() == [0, 2, 3, 4, 0, 6, 7, 8]


def test_a_reason_that_nobody_had_before() -> None:
    before = select(replace(candidates(FAMILIES), exclusions={}), QUOTA, SEED)
    after, _told = fall_out(before, {"A1": Exclusion.SANCTIONED})
    assert after.candidates.reasons(0) == (Exclusion.SANCTIONED,)
    assert before.candidates.reasons(0) == (), "the list before stays as it was"


def test_next_in_line() -> None:
    selection = select(candidates(FAMILIES), QUOTA, SEED)
    assert [next_in_line(selection, family) for family in ("A1", "B1", "A3")] == ["A3", "B2", None]


def test_nobody_falls_out() -> None:
    selection = select(candidates(FAMILIES), QUOTA, SEED)
    after, told = fall_out(selection, {})
    assert told == ()
    assert after.standing.tolist() == selection.standing.tolist()


def test_a_family_that_is_no_candidate() -> None:
    with pytest.raises(InvalidValueError, match="Keluarga Z9 bukan calon"):
        fall_out(select(candidates(FAMILIES), QUOTA, SEED), {"Z9": Exclusion.MOVED})


def _without(rows: list[Row], out: dict[str, Exclusion]) -> list[Row]:
    return [replace(row, reasons=row.reasons | {out[row.family_id]}) if row.family_id in out else row for row in rows]


def _some(rows: list[Row], data: st.DataObject) -> dict[str, Exclusion]:
    ids = [row.family_id for row in rows]
    out = data.draw(st.lists(st.sampled_from(ids), unique=True)) if ids else []
    return {family: data.draw(st.sampled_from(Exclusion)) for family in out}


@settings(deadline=None)
@given(ENDLESS, st.data())
def test_as_selecting_anew(case: tuple[list[Row], list[Quota]], data: st.DataObject) -> None:
    """With everybody in reserve the list is the one that is chosen without those who fell out."""
    rows, quotas = case
    out, later, added = _some(rows, data), _some(rows, data), data.draw(addable(rows, quotas))
    after, _told = fall_out(fall_out(select(candidates(rows), quotas, SEED, added), out)[0], later)
    left = [family for family in added if family not in {**out, **later}]
    anew = select(candidates(_without(_without(rows, out), later)), quotas, SEED, left)
    assert after.standing.tolist() == anew.standing.tolist()
    assert after.recipients() == anew.recipients()
    assert (after.line.tolist(), after.place.tolist()) == (anew.line.tolist(), anew.place.tolist())
    assert [after.candidates.reasons(row) for row in range(len(rows))] == [
        anew.candidates.reasons(row) for row in range(len(rows))
    ]


def slow(selection: Selection, rows: list[Row], out: dict[str, Exclusion]) -> list[Replacement]:
    """The twin: one family after the other looks through the whole reserve."""
    names = {row.family_id: row for row in rows}
    chosen = set(selection.recipients())
    reserve = [row.family_id for row, waits in zip(rows, selection.reserve, strict=True) if waits]
    reserve = sorted((f for f in reserve if f not in out), key=lambda f: order_of(names[f], SEED, ()))
    told = []
    for family in sorted(chosen & set(out), key=lambda f: order_of(names[f], SEED, ())):
        chosen.remove(family)
        successor = next((f for f in reserve if _fits(names[f], chosen, names, selection.quotas)), None)
        if successor:
            reserve.remove(successor)
            chosen.add(successor)
        told.append(Replacement(family, successor))
    return told


def _fits(row: Row, chosen: set[str], names: dict[str, Row], quotas: tuple[Quota, ...]) -> bool:
    return all(
        sum(lies_in(names[family].area, quota.area) for family in chosen) < quota.places
        for quota in quotas_of(row, quotas)
    )


@settings(deadline=None)
@given(LIMITED, st.data())
def test_as_the_twin(case: tuple[list[Row], list[Quota]], data: st.DataObject) -> None:
    rows, quotas = case
    out = _some(rows, data)
    selection = select(candidates(rows), quotas, SEED)
    after, told = fall_out(selection, out)
    assert list(told) == slow(selection, rows, out)
    left = set(selection.recipients()) - set(out)
    assert set(after.recipients()) == left | {each.successor for each in told if each.successor}
    barred = [row for row in rows if not is_admissible(row) or row.family_id in out]
    listed = set(after.recipients()) | {f for quota in quotas for f in after.reserves(quota.area)}
    assert not listed & {row.family_id for row in barred}, "an excluded family came back"
    assert {f for quota in quotas for f in after.reserves(quota.area)} <= {
        f for quota in quotas for f in selection.reserves(quota.area)
    }, "the reserve was filled up"
