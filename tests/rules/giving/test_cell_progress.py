"""How children grew, told of groups only; and the code of a child for a giver."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from padan.kernel.codes import LETTERS, plain
from padan.rules.giving.cells import LEAST
from padan.rules.giving.codes import code_for
from padan.rules.giving.progress import Grown, Progress, groups_of, progress_of, told_of

SECRET = b"a secret of the office, 32 bytes"


@pytest.mark.parametrize(
    # stunted, wasted, underweight: 0 none, 1 moderate, 2 severe
    ("before", "after", "progress"),
    [
        ((0, 1, 0), (0, 0, 0), Progress.BETTER),
        ((0, 2, 1), (0, 1, 1), Progress.BETTER),
        ((0, 1, 0), (0, 1, 0), Progress.SAME),
        ((0, 0, 0), (0, 0, 0), Progress.SAME),
        ((0, 0, 0), (1, 0, 0), Progress.WORSE),
        ((0, 2, 0), (1, 0, 0), Progress.WORSE),  # one is worse, whatever the others
        ((None, 1, None), (2, 0, 1), Progress.BETTER),  # by what both know
        ((None, 1, None), (2, None, 1), Progress.NOT_YET),
        (None, (0, 0, 0), Progress.NOT_YET),
        ((0, 0, 0), None, Progress.NOT_YET),
    ],
)
def test_how_a_child_grew(
    before: tuple[int | None, int | None, int | None] | None,
    after: tuple[int | None, int | None, int | None] | None,
    progress: Progress,
) -> None:
    found = progress_of(Grown(*before) if before else None, Grown(*after) if after else None)
    assert found is progress


@pytest.mark.parametrize(
    ("waiting", "sizes"), [(0, []), (4, []), (5, [5]), (9, [9]), (10, [5, 5]), (13, [5, 8]), (15, [5, 5, 5])]
)
def test_groups_are_of_five_to_nine(waiting: int, sizes: list[int]) -> None:
    names = [f"P{number}" for number in range(waiting)]
    groups = groups_of(names)
    assert [len(group) for group in groups] == sizes
    assert [name for group in groups for name in group] == (names if sizes else [])


def test_four_are_too_few_to_show() -> None:
    better = [Progress.BETTER] * 3
    assert told_of([*better, Progress.WORSE]) is None
    assert told_of([*better, Progress.WORSE, Progress.NOT_YET]) == Counter(
        {Progress.BETTER: 3, Progress.WORSE: 1, Progress.NOT_YET: 1}
    )


@given(st.lists(st.integers(0, 40), max_size=6))
def test_reports_of_groups_differ_by_nobody_who_came(arrivals: list[int]) -> None:
    """Month after month children come. Every report is of whole groups, which keep their members: the children whom two
    reports do not share are none or at least five, and so is every sum of groups."""
    groups: list[tuple[str, ...]] = []
    reports: list[set[str]] = []
    waiting: list[str] = []
    for month, many in enumerate(arrivals):
        waiting += [f"{month}-{number}" for number in range(many)]
        new = groups_of(waiting)
        groups += new
        grouped = {name for group in new for name in group}
        waiting = [name for name in waiting if name not in grouped]
        reports.append({name for group in groups for name in group})
    assert all(len(one ^ other) == 0 or len(one ^ other) >= LEAST for one in reports for other in reports)
    assert sum(map(len, groups)) + len(waiting) == sum(arrivals)


def test_the_code_is_as_it_always_was_and_easy_to_read() -> None:
    # python: hmac.new(SECRET, b"3:ota" + b"P01", "sha256"), the first 50 bits in Crockford's base 32
    code = code_for(SECRET, "ota", "P01")
    assert code == "ZA0A0-K7KXG"
    assert re.fullmatch(f"[{LETTERS}]{{5}}-[{LETTERS}]{{5}}", code)
    assert plain(code.lower()) == code.replace("-", "")


names = st.text(max_size=12)


@given(st.sets(st.tuples(names, names), min_size=2, max_size=2))
def test_every_giver_has_another_code_for_a_child(pairs: set[tuple[str, str]]) -> None:
    """Also where one giver's name runs on as a child's id: ("ab", "c") and ("a", "bc")."""
    one, other = (code_for(SECRET, *pair) for pair in pairs)
    assert one != other


def test_another_secret_makes_another_code_and_a_short_one_is_refused() -> None:
    assert code_for(SECRET, "ota", "P01") != code_for(SECRET[::-1], "ota", "P01")
    with pytest.raises(ValueError, match="16 bytes"):
        code_for(SECRET[:15], "ota", "P01")
