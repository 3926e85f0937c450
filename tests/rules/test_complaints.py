"""Deadlines, desks above, names in texts, and what may be published."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from padan.reference.complaints import Counting, Term, categories, terms
from padan.rules.complaints import LEAST, Tally, last_day, mentions, published, rungs

FRIDAY = date(2026, 11, 27)


def term(days: int, counting: Counting) -> Term:
    return Term("uji", days, counting, "", "", "")


@pytest.mark.parametrize(
    ("begun", "days", "counting", "last"),
    [
        (FRIDAY, 3, Counting.CALENDAR, date(2026, 11, 30)),
        (FRIDAY, 1, Counting.WORKING, date(2026, 11, 30)),
        (date(2026, 11, 28), 1, Counting.WORKING, date(2026, 11, 30)),
        (FRIDAY, 5, Counting.WORKING, date(2026, 12, 4)),
        (date(2026, 11, 30), 14, Counting.WORKING, date(2026, 12, 18)),
        (FRIDAY, 0, Counting.WORKING, FRIDAY),
    ],
)
def test_the_last_day(begun: date, days: int, counting: Counting, last: date) -> None:
    assert last_day(begun, term(days, counting)) == last


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(0, 80))
def test_working_days_are_counted_one_by_one(begun: date, days: int) -> None:
    last = last_day(begun, term(days, Counting.WORKING))
    passed = [begun + timedelta(days=n) for n in range(1, (last - begun).days + 1)]
    assert sum(day.isoweekday() <= 5 for day in passed) == days
    assert not passed or last.isoweekday() <= 5


@pytest.mark.parametrize(("late", "up"), [(-3, 0), (0, 0), (1, 1), (7, 1), (8, 2), (14, 2), (15, 3)])
def test_a_late_complaint_goes_up(late: int, up: int) -> None:
    assert rungs(FRIDAY, FRIDAY + timedelta(days=late), 7) == up


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("Pak BUDI SANTOSO meminta uang", "Budi Santoso", True),
        ("pak budi  santoso, kemarin", "Budi Santoso", True),
        ("Santoso Budi", "Budi Santoso", False),
        ("Budi dan Santoso", "Budi Santoso", False),
        ("Budiman meminta", "Budi", False),
        ("ditulis Budi.", "Budi", True),
        ("siapa saja", "", False),
        ("", "Budi", False),
    ],
)
def test_a_whole_name_is_found_in_a_text(text: str, name: str, found: bool) -> None:
    assert mentions(text, name) is found


def test_sensitive_kinds_are_few_and_every_term_says_what_it_rests_on() -> None:
    assert {code for code, each in categories().items() if each.sensitive} == {"money", "treatment"}
    for each in (*(kind.term for kind in categories().values()), *terms().values()):
        assert all((each.days, each.basis("id"), each.basis("en"), each.source))
    assert all((each.name("id"), each.name("en"), each.hint("id"), each.hint("en")) for each in categories().values())


#: What was counted, and what may be told: category, made, settled, answered, in time.
PUBLISHED = [
    ([], []),
    ([("late", 4, 4, 4, 4)], []),
    ([("late", 20, 20, 20, 20)], [("late", 20, 20, 20, 20)]),
    ([("late", 20, 12, 12, 6)], [("late", 20, 12, 12, 6)]),
    ([("late", 20, 12, 12, 10)], [("late", 20, 12, 12, None)]),
    ([("late", 20, 17, 12, 6)], [("late", 20, None, None, None)]),
    ([("late", 20, 20, 18, 9)], [("late", 20, 20, None, None)]),
    ([("late", 20, 15, 12, 6)], [("late", 20, 15, None, None)]),
    ([("late", 9, 9, 9, 9), ("money", 3, 3, 3, 3), ("other", 2, 2, 2, 2)], [("late", 9, 9, 9, 9), ("", 5, 5, 5, 5)]),
    (
        [("late", 9, 9, 9, 9), ("short", 6, 6, 6, 6), ("money", 3, 3, 3, 3)],
        [("late", 9, 9, 9, 9), ("", 9, 9, 9, 9)],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("counted", "told"), PUBLISHED)
def test_what_may_be_published(counted: list[tuple], told: list[tuple]) -> None:
    assert published([Tally(*row) for row in counted]) == tuple(Tally(*row) for row in told)


@st.composite
def counted(draw: st.DrawFn) -> list[Tally]:
    found = []
    for number in range(draw(st.integers(0, 9))):
        made = draw(st.integers(0, 30))
        settled = draw(st.integers(0, made))
        answered = draw(st.integers(0, settled))
        found.append(Tally(f"k{number}", made, settled, answered, draw(st.integers(0, answered))))
    return found


@given(counted())
def test_no_small_number_is_told_or_can_be_worked_out(rows: list[Tally]) -> None:
    for row in published(rows):
        assert row.made >= LEAST
        numbers = [row.made, row.settled, row.answered, row.in_time]
        known = [number for number in numbers if number is not None]
        for one in known:
            for other in known:
                assert abs(one - other) == 0 or abs(one - other) >= LEAST
            assert one == 0 or one >= LEAST
    assert sum(row.made for row in published(rows)) <= sum(row.made for row in rows)
