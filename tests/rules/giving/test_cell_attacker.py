"""What a giver is told of a child, against somebody who knows the register, the rule and all that was ever shown."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import combinations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from padan.kernel.scope import lies_in
from padan.rules.giving.cells import ALL, LEAST, NARROW, WIDE, Cell, Subject, cells_of, wider

WONOTIRTO, TANJUNG, SEBULU = "64.02.13.1008", "64.02.13.1009", "64.02.07.2002"
SAMBOJA, REGENCY = "64.02.13", "64.02"
PMT = frozenset({"pmt"})


def some(count: int, area: str, age_months: int | None, kinds: frozenset[str] = PMT, name: str = "") -> list[Subject]:
    """So many children, or families, who are alike."""
    return [Subject(f"{name}{area}/{age_months}/{number}", area, age_months, kinds) for number in range(count)]


def told(subjects: Iterable[Subject], kept: Mapping[str, Cell | None] | None = None) -> Counter[Cell | None]:
    return Counter(cells_of(subjects, kept or {}).values())


@pytest.mark.parametrize(
    ("subjects", "cells"),
    [
        ([], {}),
        (some(5, WONOTIRTO, 8), {Cell(WONOTIRTO, (6, 11)): 5}),
        (some(4, WONOTIRTO, 8), {None: 4}),
        # Two narrow ages of one village together.
        (some(4, WONOTIRTO, 8) + some(1, WONOTIRTO, 13), {Cell(WONOTIRTO, (0, 23)): 5}),
        # The four are too few wherever they go, so the five are given up for them.
        (some(4, WONOTIRTO, 8) + some(5, WONOTIRTO, 13), {Cell(REGENCY, ALL): 9}),
        # Two villages of one kecamatan together.
        (some(3, WONOTIRTO, 8) + some(2, TANJUNG, 13), {Cell(SAMBOJA, (0, 23)): 5}),
        # Two kecamatan together.
        (some(3, WONOTIRTO, 8) + some(2, SEBULU, 13), {Cell(REGENCY, (0, 23)): 5}),
        # Two ages that no narrower place holds enough of.
        (some(3, WONOTIRTO, 8) + some(2, SEBULU, 30), {Cell(REGENCY, ALL): 5}),
        # The smallest cell is given up, the other is told.
        (some(1, WONOTIRTO, 8) + some(6, TANJUNG, 30) + some(7, SEBULU, 30),
         {Cell(REGENCY, ALL): 7, Cell(SEBULU, (24, 35)): 7}),
        # A kind of which there are few keeps the others from being told narrowly.
        (some(5, WONOTIRTO, 8) + some(1, WONOTIRTO, 8, frozenset({"food"}), "f")
         + some(4, TANJUNG, 8, frozenset({"food"}), "f"), {Cell(SAMBOJA, (0, 23)): 10}),
        # Families have no age and are counted on their own.
        (some(5, WONOTIRTO, None), {Cell(WONOTIRTO, None): 5}),
        (some(3, WONOTIRTO, None) + some(2, TANJUNG, None), {Cell(SAMBOJA, None): 5}),
        (some(3, WONOTIRTO, None) + some(2, SEBULU, None), {Cell(REGENCY, None): 5}),
        (some(3, WONOTIRTO, None) + some(9, WONOTIRTO, 8), {None: 3, Cell(WONOTIRTO, (6, 11)): 9}),
        # No list tells the village.
        (some(9, "", 8), {None: 9}),
    ],
)  # fmt: skip
def test_a_cell_is_as_narrow_as_five_allow(subjects: list[Subject], cells: dict[Cell | None, int]) -> None:
    assert told(subjects) == cells


def test_who_was_shown_keeps_its_cell_and_is_not_counted_for_the_others() -> None:
    before = cells_of(some(5, WONOTIRTO, 8), {})
    older = some(5, WONOTIRTO, 14)
    grown = [Subject(child, TANJUNG, 20, PMT) for child in before]
    found = cells_of([*grown, *older], before)
    assert {found[child] for child in before} == {Cell(WONOTIRTO, (6, 11))}
    assert {found[each.subject_id] for each in older} == {Cell(WONOTIRTO, (12, 23))}
    # Four new ones are too few, though nine children of that age need something.
    assert {cells_of([*grown, *older[:4]], before)[each.subject_id] for each in older[:4]} == {None}


def test_a_cell_of_which_too_few_still_need_something_is_shown_to_nobody_more() -> None:
    before = cells_of(some(6, WONOTIRTO, 8), {})
    left = [Subject(child, WONOTIRTO, 14, PMT) for child in before]
    assert set(cells_of(left[:5], before).values()) == {Cell(WONOTIRTO, (6, 11))}
    assert set(cells_of(left[:4], before).values()) == {None}
    # Two who need pmt alone are not shown where the three others, who need food too, are hidden.
    both = frozenset({"pmt", "food"})
    mixed = some(2, WONOTIRTO, 8) + some(3, WONOTIRTO, 8, both, "f")
    assert set(cells_of(mixed, {each.subject_id: Cell(WONOTIRTO, (6, 11)) for each in mixed}).values()) == {None}
    # One that nothing could be told of stays so, whatever comes.
    assert cells_of(some(6, WONOTIRTO, 8), {some(1, WONOTIRTO, 8)[0].subject_id: None}) == {
        each.subject_id: None if number == 0 else Cell(WONOTIRTO, (6, 11))
        for number, each in enumerate(some(6, WONOTIRTO, 8))
    }


def test_no_age_is_left_out_and_none_is_over() -> None:
    for months in range(60):
        (cell,) = {*cells_of(some(5, WONOTIRTO, months), {}).values()}
        assert cell is not None
        assert cell.ages is not None
        assert cell.ages[0] <= months <= cell.ages[1]
    with pytest.raises(ValueError, match="60"):
        cells_of(some(5, WONOTIRTO, 60), {})


def test_each_narrow_age_lies_in_one_that_is_wider() -> None:
    for ages in NARROW:
        *narrower, widest = wider(Cell(WONOTIRTO, ages))
        assert widest == Cell(REGENCY, ALL)
        assert sum(wide[0] <= ages[0] and ages[1] <= wide[1] for wide in WIDE) == 1
        assert all(lies_in(WONOTIRTO, cell.area) for cell in narrower)


# The attacker

villages = st.sampled_from([WONOTIRTO, TANJUNG, SEBULU, "64.02.07.2001", "64.02.06.1001"])
kinds = st.sets(st.sampled_from(["pmt", "food", "premium"]), min_size=1, max_size=2).map(frozenset)
alike = st.tuples(st.integers(1, 7), villages, st.none() | st.integers(0, 59), kinds)
registers = st.lists(alike, max_size=14).map(
    lambda rows: [each for n, row in enumerate(rows) for each in some(*row, name=f"{n}-")]
)


class Attacker:
    """Knows who lives where, how old each is and what each needs, release by release; and sees cells with kinds."""

    def __init__(self, subjects: Iterable[Subject], shown: Mapping[str, Cell | None], kept: Mapping[str, object]):
        self.sets: defaultdict[tuple[Cell, str, bool], set[str]] = defaultdict(set)
        for each in subjects:
            cell = shown[each.subject_id]
            for kind in each.kinds if cell is not None else ():
                assert cell is not None
                self.sets[cell, kind, each.subject_id in kept].add(each.subject_id)

    def smallest(self) -> int:
        """The fewest children of whom he can say that a code is one of them, from any one view."""
        return min(map(len, self.sets.values()), default=LEAST)

    def differences(self, kind: str) -> set[int]:
        """The numbers of children in every sum and difference of two things that he saw of one kind of need, and in
        every difference of a wider cell, taken for the whole place, and all narrower ones that are told in it."""
        seen = [(cell, inside) for (cell, of, _kept), inside in self.sets.items() if of == kind]
        found = {len(a | b) for (_, a), (_, b) in combinations(seen, 2)}
        found |= {len(a - b) for (_, a), (_, b) in combinations(seen, 2)}
        found |= {len(a & b) for (_, a), (_, b) in combinations(seen, 2)}
        for wide, _inside in seen:
            within = [inside for cell, inside in seen if cell == wide or self.lies(cell, wide)]
            whole = set().union(*within)
            found.add(len(whole - set().union(*(inside for cell, inside in seen if self.lies(cell, wide)))))
        return found

    @staticmethod
    def lies(cell: Cell, wide: Cell) -> bool:
        if cell == wide or not lies_in(cell.area, wide.area) or (cell.ages is None) != (wide.ages is None):
            return False
        return cell.ages is None or wide.ages is None or (
            wide.ages[0] <= cell.ages[0] and cell.ages[1] <= wide.ages[1]
        )  # fmt: skip


@given(registers)
def test_nobody_is_one_of_fewer_than_five(subjects: list[Subject]) -> None:
    shown = cells_of(subjects, {})
    assert set(shown) == {each.subject_id for each in subjects}
    attacker = Attacker(subjects, shown, {})
    assert attacker.smallest() >= LEAST
    for kind in ("pmt", "food", "premium"):
        assert all(number == 0 or number >= LEAST for number in attacker.differences(kind))


@given(registers)
def test_what_is_told_is_true(subjects: list[Subject]) -> None:
    for each in subjects:
        cell = cells_of(subjects, {})[each.subject_id]
        if cell is not None:
            assert lies_in(each.area, cell.area)
            assert (cell.ages is None) == (each.age_months is None)
            assert cell.ages is None or cell.ages[0] <= (each.age_months or 0) <= cell.ages[1]


@given(registers)
def test_something_is_told_of_everybody_where_it_can_be(subjects: list[Subject]) -> None:
    """Only where the whole regency has too few is nothing told."""
    shown = cells_of(subjects, {})
    for of_family in (True, False):
        rows = [each for each in subjects if (each.age_months is None) == of_family]
        count = Counter(kind for each in rows for kind in each.kinds)
        if all(number >= LEAST for number in count.values()):
            assert all(shown[each.subject_id] is not None for each in rows)


@settings(max_examples=150)
@given(st.lists(registers, min_size=1, max_size=4), st.randoms())
def test_nobody_is_one_of_fewer_than_five_over_time(arrivals: list[list[Subject]], random: Random) -> None:
    """Release after release children come, leave, move and need other things; of those who can be shown some are, some
    of them to several givers. Of each code, whenever it is first shown to a giver, five could be the one."""
    here: dict[str, Subject] = {}
    kept: dict[str, Cell | None] = {}
    for number, came in enumerate(arrivals):
        here = {key: changed(each, random) for key, each in here.items() if random.random() < 0.8}
        here |= {
            f"{number} {each.subject_id}": replace(each, subject_id=f"{number} {each.subject_id}") for each in came
        }
        found = cells_of(here.values(), kept)
        assert Attacker(here.values(), found, kept).smallest() >= LEAST
        # Nothing narrower, and nothing else, of who was shown before: its views have nothing to intersect.
        assert all(found[key] in (cell, None) for key, cell in kept.items() if key in found)
        shown = [key for key, cell in found.items() if cell is not None and random.random() < 0.5]
        kept |= {key: found[key] for key in shown}


def changed(one: Subject, random: Random) -> Subject:
    """A child in the next release: elsewhere now and then, and in need of something else."""
    area = SEBULU if random.random() < 0.1 else one.area
    kinds = frozenset({random.choice(["pmt", "food"])}) if random.random() < 0.1 else one.kinds
    return replace(one, area=area, kinds=kinds)


@given(registers, st.randoms())
def test_the_order_of_the_register_does_not_matter(subjects: list[Subject], random: Random) -> None:
    mixed = list(subjects)
    random.shuffle(mixed)
    assert cells_of(mixed, {}) == cells_of(subjects, {})
