"""Who owes a fact, and whether it is due: drawn, and against a twin."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from padan.reference.agencies import agencies
from padan.reference.cycles import cycles
from padan.reference.obligations import Obligation, obligations, owed
from padan.rules.freshness import Answer, Dated, State, judge, row_of, standing, standings

ON = date(2026, 7, 1)
NO, YES, UNKNOWN = 0, 1, -1
HELD = {"under_five": YES, "krs_target": YES, "stunted_child": NO, "pregnant": YES}
STUNTED = {**HELD, "stunted_child": YES}


def ago(days: int | None) -> date | None:
    return None if days is None else ON - timedelta(days=days)


@pytest.mark.parametrize(
    ("attribute", "days", "conditions", "state", "overdue"),
    [
        ("measurement", 0, HELD, State.FRESH, 0),
        ("measurement", 24, HELD, State.FRESH, 0),
        ("measurement", 25, HELD, State.DUE, 0),
        ("measurement", 46, HELD, State.DUE, 0),
        ("measurement", 47, HELD, State.OVERDUE, 1),
        ("measurement", 106, HELD, State.OVERDUE, 60),
        ("measurement", None, HELD, State.NEVER, 0),
        ("measurement", None, {"under_five": NO}, State.NOT_OWED, 0),
        ("measurement", 400, {"under_five": NO}, State.NOT_OWED, 0),
        ("screening", 153, HELD, State.FRESH, 0),
        ("screening", 154, HELD, State.DUE, 0),
        ("screening", 368, HELD, State.DUE, 0),
        ("screening", 369, HELD, State.OVERDUE, 1),
        ("screening", 183, STUNTED, State.DUE, 0),
        ("screening", 184, STUNTED, State.OVERDUE, 1),
        ("welfare", 61, HELD, State.FRESH, 0),
        ("welfare", 62, HELD, State.DUE, 0),
        ("welfare", 123, HELD, State.DUE, 0),
        ("welfare", 124, HELD, State.OVERDUE, 1),
        ("welfare", 124, STUNTED, State.OVERDUE, 1),
        ("dwelling", 365, HELD, State.DUE, 0),
        ("dwelling", 366, HELD, State.OVERDUE, 1),
        ("dwelling", 366, STUNTED, State.OVERDUE, 183),
        ("dwelling", None, STUNTED, State.NEVER, 0),
        ("register", 334, HELD, State.FRESH, 0),
        ("register", 366, HELD, State.OVERDUE, 1),
        ("pregnancy", 92, HELD, State.DUE, 0),
        ("pregnancy", 93, HELD, State.OVERDUE, 1),
        ("pregnancy", -1, HELD, State.NEVER, 0),
    ],
)
def test_drawn(attribute: str, days: int | None, conditions: dict[str, int], state: State, overdue: int) -> None:
    found = standing(ago(days), owed(attribute), conditions, ON)
    assert (found.state, found.overdue_days, found.certain) == (state, overdue, True)
    assert found.age_days == (None if days is None or days < 0 else days)


@pytest.mark.parametrize(
    ("days", "certain"),
    [(10, True), (152, True), (153, False), (170, False), (200, False), (334, False), (366, False)],
)
def test_where_nobody_knows_of_a_stunted_child(days: int, certain: bool) -> None:
    """Judged by the milder obligation, and said where the stricter one would differ."""
    found = standing(ago(days), owed("dwelling"), {"stunted_child": UNKNOWN}, ON)
    assert found.obligation is not None
    assert (found.obligation.code, found.certain) == ("dwelling", certain)
    assert ("Belum pasti" in found.reason) == (not certain)


def test_where_nobody_knows_whether_it_is_owed() -> None:
    found = standing(None, owed("measurement"), {"under_five": UNKNOWN}, ON)
    assert (found.state, found.certain, found.obligation) == (State.NOT_OWED, False, None)


@pytest.mark.parametrize(
    ("days", "reason"),
    [
        (
            None,
            "Belum pernah didata; kewajiban Dinas Sosial tiap 92 hari. Dimutakhirkan tiap tiga bulan (Inpres 4/2025); "
            "satu bulan untuk sampai ke kabupaten.",
        ),
        (
            10,
            "Masih baru: umurnya 10 hari, didata Dinas Sosial tiap 92 hari. Dimutakhirkan tiap tiga bulan "
            "(Inpres 4/2025); satu bulan untuk sampai ke kabupaten.",
        ),
        (
            100,
            "Sudah waktunya didata lagi oleh Dinas Sosial: umurnya 100 hari dari 92 hari. Dimutakhirkan tiap tiga "
            "bulan (Inpres 4/2025); satu bulan untuk sampai ke kabupaten.",
        ),
        (
            130,
            "Terlambat 7 hari: umurnya 130 hari, batas 123 hari bagi Dinas Sosial. Dimutakhirkan tiap tiga bulan "
            "(Inpres 4/2025); satu bulan untuk sampai ke kabupaten.",
        ),
    ],
)
def test_in_words(days: int | None, reason: str) -> None:
    assert standing(ago(days), owed("welfare"), {}, ON).reason == reason


def test_not_owed_in_words() -> None:
    assert standing(None, owed("measurement"), {"under_five": NO}, ON).reason == "Tidak ada yang wajib mendata ini."
    assert standing(None, (), {}, ON).state is State.NOT_OWED


def test_obligations_of_two_attributes_are_refused() -> None:
    with pytest.raises(ValueError):
        standing(None, obligations(), HELD, ON)
    with pytest.raises(KeyError):
        standing(None, owed("dwelling"), {}, ON)
    with pytest.raises(KeyError):
        owed("colour of the door")


NAMES = ("", "a", "b")
DUTIES = st.lists(
    st.builds(
        lambda place, condition, every, before, grace: Obligation(
            f"o{place}", "family", "x", condition, every, before, grace, "dinsos", "Dasar", "Basis"
        ),
        st.integers(0, 9), st.sampled_from(NAMES), st.integers(20, 60), st.integers(0, 20), st.integers(0, 40),
    ),
    max_size=4,
)  # fmt: skip
SUBJECTS = st.lists(st.tuples(st.none() | st.integers(-20, 150), st.integers(-1, 1), st.integers(-1, 1)), max_size=10)


def twin(days: int | None, duties: list[Obligation], holds: dict[str, bool]) -> tuple[State, int]:
    """One subject, if by if."""
    applying = [duty for duty in duties if not duty.condition or holds[duty.condition]]
    if not applying:
        return State.NOT_OWED, 0
    if days is None or days < 0:
        return State.NEVER, 0
    duty = min(applying, key=lambda d: d.every_days + d.grace_days)
    if days > duty.every_days + duty.grace_days:
        return State.OVERDUE, days - duty.every_days - duty.grace_days
    if days > duty.every_days - duty.due_before_days:
        return State.DUE, 0
    return State.FRESH, 0


@settings(deadline=None, max_examples=200)
@given(DUTIES, SUBJECTS, st.randoms())
def test_columns_agree_with_the_twin_and_with_one_at_a_time(
    duties: list[Obligation], subjects: list[tuple[int | None, int, int]], random: Any
) -> None:
    found = _columns(duties, subjects)
    for row, (days, a, b) in enumerate(subjects):
        known = twin(days, duties, {"a": a == YES, "b": b == YES})
        assert (found.state[row], found.overdue_days[row]) == known
        ways = {twin(days, duties, {"a": x, "b": y}) for x in _ways(a) for y in _ways(b)}
        assert found.certain[row] == (len(ways) == 1)
        assert standing(ago(days), duties, {"a": a, "b": b}, ON) == row_of(found, row)
    shuffled = random.sample(range(len(subjects)), len(subjects))
    again = _columns(duties, [subjects[place] for place in shuffled])
    assert [row_of(again, row) for row in range(len(subjects))] == [row_of(found, place) for place in shuffled]


def _columns(duties: list[Obligation], subjects: list[tuple[int | None, int, int]]) -> Any:
    newest = np.array([ago(days) or "NaT" for days, _, _ in subjects], "datetime64[D]")
    conditions = {
        "a": np.array([a for _, a, _ in subjects], np.int8),
        "b": np.array([b for *_, b in subjects], np.int8),
    }
    return standings(newest, duties, conditions, ON)


def _ways(answer: int) -> list[bool]:
    return [False, True] if answer == UNKNOWN else [answer == YES]


@pytest.mark.parametrize(("attribute", "source"), [("welfare", "dtsen"), ("register", "opensid"), ("screening", "krs")])
def test_of_one_list_both_rules_say_the_same(attribute: str, source: str) -> None:
    """Overdue against the obligation is stale against the list's own cycle."""
    limits = {name: cycle.stale_after_days for name, cycle in cycles().items()}
    for days in range(0, 500, 7):
        stale = judge([Dated(source, ON - timedelta(days=days))], limits, ON).answer is Answer.STALE
        assert stale == (standing(ago(days), owed(attribute), HELD, ON).state is State.OVERDUE)


def test_every_obligation_has_an_owner_and_a_basis() -> None:
    assert len({o.code for o in obligations()}) == len(obligations())
    for duty in obligations():
        assert duty.agency in agencies()
        assert duty.subject in {"person", "family"}
        assert duty.basis()
        assert duty.basis("en") != duty.basis()
        assert 0 <= duty.due_before_days < duty.every_days <= duty.limit_days
        assert duty.condition in {"", *HELD}
