"""What a giver may be told of where a child lives and how old it is: a *cell* of at least five children like it.

**Who is counted.** A giver that looks hard enough knows who lives in a village and how old each child is; the wall of
the posyandu may tell it besides who is ill. So a cell holds at least :data:`LEAST` children who *need the same kind of
thing* (each of them could be the one), not only five who live there, and never only those whom somebody helps: of these
there may be one. Children with the need are some of the children who live there, so of those there are five too. Of sex
and cause a giver is told nothing, so neither divides a cell.

**Nothing can be subtracted.** The cells of a release are a partition: every child lies in one. A village and age with
too few children joins others like it until five are together: first the wider age (0-23 or 24-59 months, the two groups
of Genting), then its kecamatan, its regency, and all ages. "Kecamatan Samboja, 0-23 months" therefore means *the
children there of whom nothing narrower is told*, and they are at least five: who knows the whole register, the rule and
every cell, and adds and subtracts them as he likes, has always a union of whole cells. Where the last ones of a regency
are too few, the smallest cells are given up until they are enough.

**Fixed once.** A code keeps the cell that it was first shown with, however old the child grows or wherever it moves:
two views of one code at two times tell the same, and there is nothing to intersect. Another giver of the same child is
shown the same cell, so that two givers who meet have nothing to intersect either; or nothing, where of the children who
were first shown in it fewer than five still need some kind. Who was shown before is not counted for the cells of who
was not: each holds five who could be the *new* one. A cell is given up, never made narrower.

What this does not protect from: somebody who knows every child's state of health for each month knows more than any
cell hides; and where all children of a cell need something, whoever knows one of them knows that it does.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from padan.kernel.scope import VILLAGE_LETTERS, upward

#: The least number of children that a cell holds, of each kind of need that is in it at all; as wherever numbers are
#: kept back (``padan.reports.counting``).
LEAST: Final = 5
#: Ages in full months, both counted; and the wider ones, in which the narrow ones lie.
NARROW: Final = ((0, 5), (6, 11), (12, 23), (24, 35), (36, 47), (48, 59))
WIDE: Final = ((0, 23), (24, 59))
ALL: Final = (0, 59)


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """What is told: a village, kecamatan or regency by its code, and ages in full months, both counted (None: of a
    family, which has no age)."""

    area: str
    ages: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Subject:
    """A child, or a family (without an age), that could be shown: its village and the kinds of need that givers are
    offered of it, at least one."""

    subject_id: str
    area: str
    age_months: int | None
    kinds: frozenset[str]


Kept = Mapping[str, Cell | None]
"""The cell in which each child or family that was ever shown to anybody was first shown."""


def cells_of(subjects: Iterable[Subject], kept: Kept) -> dict[str, Cell | None]:
    """The cell of each for a giver that is not shown it yet; None where nothing may be told of it: too few, or no list
    tells its village. ``subjects`` are all who need something now, not only those who are about to be shown. Children
    and families are not counted together. ValueError for a child that is not under five."""
    leaves: defaultdict[Cell, list[Subject]] = defaultdict(list)
    before: defaultdict[Cell, list[Subject]] = defaultdict(list)
    found: dict[str, Cell | None] = {}
    for each in subjects:
        found[each.subject_id] = cell = kept.get(each.subject_id)
        if cell is not None:
            before[cell].append(each)
        elif each.subject_id not in kept and len(each.area) == VILLAGE_LETTERS:
            leaves[_leaf(each)].append(each)
    told = _partition({leaf: _count(inside) for leaf, inside in leaves.items()})
    found |= {each.subject_id: told.get(leaf) for leaf, inside in leaves.items() for each in inside}
    return found | _too_few_left(before)


def wider(cell: Cell) -> tuple[Cell, ...]:
    """A narrowest cell and the ever wider ones that hold it, the widest last."""
    regency, kecamatan, village = upward(cell.area)[1:]
    if cell.ages is None:
        return tuple(Cell(area, None) for area in (village, kecamatan, regency))
    wide = _holding(cell.ages[0], WIDE)
    return (cell, Cell(village, wide), Cell(kecamatan, wide), Cell(regency, wide), Cell(regency, ALL))


def _too_few_left(before: Mapping[Cell, list[Subject]]) -> dict[str, None]:
    """Those whose cell is shown to nobody more: of some kind that is in it too few are left. All of them: those whose
    own kind is left often enough would be the fewer, if the others were known to be hidden."""
    gone = (inside for inside in before.values() if not _is_safe(_count(inside)))
    return {each.subject_id: None for inside in gone for each in inside}


def _leaf(subject: Subject) -> Cell:
    return Cell(subject.area, None if subject.age_months is None else _holding(subject.age_months, NARROW))


def _holding(months: int, groups: tuple[tuple[int, int], ...]) -> tuple[int, int]:
    for first, last in groups:
        if first <= months <= last:
            return first, last
    raise ValueError(f"{months} months is not under five")


def _count(subjects: Iterable[Subject]) -> Counter[str]:
    return Counter(kind for each in subjects for kind in each.kinds)


def _is_safe(count: Counter[str]) -> bool:
    return all(number >= LEAST for number in count.values())


def _partition(counts: Mapping[Cell, Counter[str]]) -> dict[Cell, Cell]:
    """The cell of each leaf; leaves that nothing may be told of are left out."""
    ladders = {leaf: wider(leaf) for leaf in sorted(counts, key=_order)}
    told: dict[Cell, list[Cell]] = {}
    waiting = list(ladders)
    for rung in range(max(map(len, ladders.values()), default=0)):
        pools: defaultdict[Cell, list[Cell]] = defaultdict(list)
        for leaf in waiting:
            # A family's ladder is shorter: what is left of it waits at its end.
            pools[ladders[leaf][min(rung, len(ladders[leaf]) - 1)]].append(leaf)
        safe = {cell: inside for cell, inside in pools.items() if _is_safe(_sum(counts, inside))}
        told |= safe
        waiting = [leaf for cell, inside in pools.items() if cell not in safe for leaf in inside]
    return {leaf: cell for cell, inside in _with_the_last(told, waiting, ladders, counts).items() for leaf in inside}


def _with_the_last(
    told: Mapping[Cell, list[Cell]],
    waiting: Iterable[Cell],
    ladders: Mapping[Cell, tuple[Cell, ...]],
    counts: Mapping[Cell, Counter[str]],
) -> dict[Cell, list[Cell]]:
    """The cells with those that were too few at the end of their ladder: the smallest cells under it are given up until
    they are enough; where they never are, nothing is told of any of them."""
    found = dict(told)
    tops: defaultdict[Cell, list[Cell]] = defaultdict(list)
    for leaf in waiting:
        tops[ladders[leaf][-1]].append(leaf)
    for top, few in tops.items():
        inside = [cell for cell, leaves in found.items() if ladders[leaves[0]][-1] == top]
        # The smallest ones are lost least.
        inside.sort(key=lambda cell: (_sum(counts, found[cell]).total(), _order(cell)))
        together = list(few)
        while inside and not _is_safe(_sum(counts, together)):
            together += found.pop(inside.pop(0))
        if _is_safe(_sum(counts, together)):
            found[top] = together
    return found


def _sum(counts: Mapping[Cell, Counter[str]], leaves: Iterable[Cell]) -> Counter[str]:
    return sum((counts[leaf] for leaf in leaves), Counter())


def _order(cell: Cell) -> tuple[str, tuple[int, int]]:
    return cell.area, cell.ages or ALL
